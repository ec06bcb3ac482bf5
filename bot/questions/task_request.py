"""Whether a text asks what became of tasks ("nhiệm vụ quá hạn của Hưng Yên", "tiến độ kế hoạch 12/KH-UBND"): pure.

Both words are also said of what no plan gives out (files that are late, money that is not spent), so that a word for
tasks, or the number of a document, must stand beside them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.names.normalize import fold_in_place
from bot.questions.slips import shipped_slips

LONGEST = 200
"""A text with more characters tells a story in which tasks are named."""
OVERDUE = re.compile(
    r"\b(?:(?:nao|dang|da|bi|con|are|is) ){0,2}(?:qua han|tre han|cham han|tre tien do|cham tien do|overdue|past due)\b"
    r"(?: (?:ma )?chua (?:xong|lam|hoan thanh|thuc hien)\b)?"
)
PROGRESS = re.compile(
    r"\b(?:(?:tinh hinh|bao cao|xem) )?(?:tien do(?: thuc hien)?|tinh hinh thuc hien|ket qua thuc hien|"
    r"progress(?: of)?|(?:lam|thuc hien) (?:den|toi) dau(?: roi)?)\b"
)
TASKS = re.compile(r"\b(?:nhiem vu|cong viec|dau viec|viec|ke hoach|cong van|tasks?|plans?)\b|\d/[a-z]")
OTHERS = re.compile(r"\b(?:ho so|don thu|giai ngan|dau tu|giay to|thue|du an|cong trinh)\b")


@dataclass(frozen=True, slots=True)
class TaskRequest:
    """The command that a text stands for, and what it names, as typed."""

    name: Literal["overdue", "progress"]
    names: str


def asked(text: str) -> TaskRequest | None:
    """The request in a sentence; None where it asks for nothing of the kind."""
    text = " ".join(unicodedata.normalize("NFC", text[: 2 * LONGEST + 1]).split())
    if len(text) > LONGEST or not text:
        return None
    text = shipped_slips().text(text)
    low = fold_in_place(text)
    if not TASKS.search(low) or OTHERS.search(low):
        return None
    late = OVERDUE.search(low)
    if late is not None:
        return TaskRequest("overdue", _without(text, late))
    come = PROGRESS.search(low)
    return TaskRequest("progress", _without(text, come)) if come is not None else None


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()).strip(" ?.!,;:")
