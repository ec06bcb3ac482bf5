"""Whether a text is about somebody's own matters with the bot, for which there is a command: what is kept of them, what
they want to tell the operators (pure). Only whole sentences count: "góp ý" is a criterion of SIPAS, too.
"""

from __future__ import annotations

import re
from typing import Literal

from bot.names.normalize import bare, spell
from bot.questions.slips import shipped_slips

Matter = Literal["privacy", "mydata", "forget", "feedback"]

LONGEST = 160
"""Characters of the longest sentence that is looked at, but for feedback."""
MOST_WORDS = 14
_I = r"(?:chung toi|toi|minh|em|anh|chi|tui)"
_DATA = r"(?:du lieu|thong tin|lich su)"
_LEAD = r"(?:(?:toi|minh|em|hay|xin|vui long|ban|bot|nho|giup|muon|can|cho|please|can|could|you|i|want|to) ){0,5}"
_ALL = r"(?:(?:het|toan bo|moi|tat ca|cac|nhung) ){0,2}"
_END = r"(?: (?:di|nhe|nha|a|voi|please|giup|khong))?"
SENTENCES: tuple[tuple[Matter, re.Pattern[str]], ...] = (
    ("forget", re.compile(rf"{_LEAD}(?:xoa|quen) {_ALL}{_DATA}(?: ca nhan)?(?: cua| ve)? {_I}{_END}")),
    ("forget", re.compile(rf"{_LEAD}(?:delete|erase|remove|forget) (?:all )?(?:of )?my (?:personal )?data{_END}")),
    ("mydata", re.compile(rf"{_LEAD}(?:xem|xuat|tai|gui|lay) {_ALL}{_DATA}(?: ca nhan)? cua {_I}{_END}")),
    (
        "mydata",
        re.compile(rf"{_LEAD}(?:export|download|send|show|get|give)(?: me)? (?:all )?my (?:personal )?data{_END}"),
    ),
    ("privacy", re.compile(rf"(?:ban|bot|may) (?:co )?(?:luu|giu|biet|thu thap)(?: giu| tru)? .{{0,20}}ve {_I}{_END}")),
    ("privacy", re.compile(rf"(?:chinh sach |quyen )?(?:rieng tu|bao mat)(?: thong tin)?{_END}")),
    ("privacy", re.compile(r"what (?:data |information )?do you (?:keep|store|know|collect|save)(?: of| about)? me")),
    ("privacy", re.compile(r"privacy(?: policy)?")),
    ("feedback", re.compile(rf"{_LEAD}(?:gop y|phan hoi|bao loi|feedback){_END}")),
)
TELLING = re.compile(r"(?:góp ý|gop y|phản hồi|phan hoi|báo lỗi|bao loi|feedback)\s?[:–—-]\s", re.IGNORECASE)
"""How a text begins whose rest is meant for the operators."""


def asked(text: str) -> tuple[Matter, str] | None:
    """The command that a sentence stands for, and what follows it; None for any other text."""
    text = text.strip()
    telling = TELLING.match(text)
    if telling is not None:
        return "feedback", text[telling.end() :].strip()
    if len(text) > LONGEST:
        return None
    low = bare(spell(shipped_slips().text(text))).strip(" .?!")
    if len(low.split()) > MOST_WORDS:
        return None
    return next(((matter, "") for matter, pattern in SENTENCES if pattern.fullmatch(low)), None)
