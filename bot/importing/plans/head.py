"""What stands in the head of a plan: its number, date, title, issuer and province (pure).

Only what stands there plainly is taken. A number or a day with a gap to be filled in by hand, or two of them that
differ, is none: it is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.importing.plans.agencies import AgencyReader
from bot.names import Found, Gazetteer
from bot.names.normalize import fold, fold_in_place

MOST_LINES = 80
LONGEST_LINE = 400
MOST_TITLE_LINES = 4
LONGEST_TITLE = 300
NUMBER = re.compile(r"(?<![\d/])\d{1,5}/[A-ZĐa-zđ]{2,10}(?:-[A-ZĐa-zđ&]{1,12}){0,4}(?![\w/])")
"""The number of a document: "12/KH-UBND", "1487/UBND-NC"."""
GAPS = re.compile(r"\s?([/-])\s?")
OWN = re.compile(r"^so\s?:?\s?(?=\d)")
ATTACHED = re.compile(r"\bkem theo\b")
WORDED_DAY = re.compile(r"\bngay (\d{1,2}) thang (\d{1,2}) nam (20\d\d)\b")
DAY = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)(?![\d/.-])")
PLACE = re.compile(r"^([^,]{2,40}), ?ngay\b")
KIND = re.compile(r"(?:ke hoach|quyet dinh|chi thi|thong bao|huong dan|ket luan|chuong trinh)")
ABOUT = re.compile(r"^v/v:? ?(?=\S)|^ve viec (?=\S)")
TITLE_ENDS = re.compile(
    r"^(?:can cu|thuc hien|nham|de |i\.|i |a\.|1\.|-|_|\*|kinh gui|phan |muc |uy ban|ubnd|phu luc|\()"
)
COMMITTEE = re.compile(
    r"^(?:uy ban nhan dan|ubnd) (tinh|thanh pho|tp\.?|xa|phuong|dac khu|thi tran|huyen|quan) ([^\d,;:()]{2,40})$"
)
UNITS = {"tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "xa": "xã", "phuong": "phường", "huyen": "huyện",
         "dac khu": "đặc khu", "thi tran": "thị trấn", "quan": "quận"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What was read; '' and None for what does not stand there. ``province`` is an id, perhaps of one that ended."""

    number: str = ""
    date: dt.date | None = None
    title: str = ""
    issuer: str = ""
    province: str = ""


def read_head(lines: Iterable[str], gazetteer: Gazetteer) -> DocumentHead:
    """The head of the document whose first lines these are; an empty one parts what stands apart."""
    shown = [" ".join(line[:LONGEST_LINE].split()) for line in lines][:MOST_LINES]
    folded = [fold_in_place(line) for line in shown]
    numbers, days = _numbers(shown, folded), _days(folded)
    issuer, place = _issuer(shown, folded, gazetteer)
    places = [place, *(found[1] for line in folded if (found := PLACE.match(line)))]
    return DocumentHead(
        number=numbers[0] if len(set(numbers)) == 1 else "",
        date=days[0] if len(set(days)) == 1 else None,
        title=_title(shown, folded),
        issuer=issuer,
        province=next((id for one in places if one and (id := _province(one, gazetteer))), ""),
    )


def number_in(text: str) -> str:
    """The number of a document in a text ("12/KH-UBND 15/01/2026"); '' for none, or several."""
    found = {_spelt(one[0]) for one in NUMBER.finditer(GAPS.sub(r"\1", text[:LONGEST_LINE]))}
    return found.pop() if len(found) == 1 else ""


def day_in(text: str) -> dt.date | None:
    """The day in a text, with its year; None for none, several, or one that the calendar does not have."""
    found = _days_of(fold_in_place(text[:LONGEST_LINE]))
    return found[0] if len(set(found)) == 1 else None


def _spelt(number: str) -> str:
    return number.upper()


def _numbers(shown: Sequence[str], folded: Sequence[str]) -> list[str]:
    """The numbers that lines give as the document's own: "Số: 12/KH-UBND", "(Kèm theo Kế hoạch số 12/KH-UBND …)"."""
    own = [line for line, plain in zip(shown, folded, strict=True) if OWN.match(plain) or ATTACHED.search(plain)]
    return [found for line in own if (found := number_in(line))]


def _days(folded: Sequence[str]) -> list[dt.date]:
    """The days of the lines with a place before ("Hưng Yên, ngày 15 tháng 01 năm 2026") and of what it comes with."""
    own = [line for line in folded if PLACE.match(line) or (ATTACHED.search(line) and " so" in line)]
    return [day for line in own for day in _days_of(line)[:1]]


def _days_of(folded: str) -> list[dt.date]:
    found = []
    for one in (*WORDED_DAY.finditer(folded), *DAY.finditer(folded)):
        try:
            found.append(dt.date(int(one[3]), int(one[2]), int(one[1])))
        except ValueError:  # no day of the calendar
            continue
    return found


def _title(shown: Sequence[str], folded: Sequence[str]) -> str:
    """The lines below "KẾ HOẠCH" up to the next gap, with that word before them; or what a letter is about."""
    for at, line in enumerate(folded):
        if KIND.fullmatch(line.strip(" .:")):
            below: list[str] = []
            for said, plain in list(zip(shown, folded, strict=True))[at + 1 : at + 1 + MOST_TITLE_LINES]:
                if not said or TITLE_ENDS.match(plain):
                    break
                below.append(said)
            if below:
                return _bounded(f"{shown[at].strip(' .:').capitalize()} {_begun(' '.join(below))}")
        elif about := ABOUT.match(line):
            return _bounded(_capital(shown[at][about.end() :]))
    return ""


def _begun(text: str) -> str:
    """The words behind "Kế hoạch": "Nâng cao …" goes on with a small letter, "PAPI …" does not."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bounded(title: str) -> str:
    """The title, '' where it is longer than any title."""
    return title if len(title) <= LONGEST_TITLE else ""


def _issuer(shown: Sequence[str], folded: Sequence[str], gazetteer: Gazetteer) -> tuple[str, str]:
    """Who issued it, and where they are: the lowest office that the first lines name ("UBND TỈNH …", "SỞ NỘI VỤ")."""
    agencies = AgencyReader(gazetteer, "")
    issuer, place = "", ""
    for at in range(min(12, len(shown))):
        for size in (2, 1):
            line = " ".join(filter(None, folded[at : at + size]))
            found = COMMITTEE.match(line)
            if found:
                name = " ".join(filter(None, shown[at : at + size]))[found.start(2) : found.end(2)].strip(" .–-_")
                issuer, place = f"UBND {UNITS[found[1].strip('.')]} {name.title()}", name
                break
        else:
            known = agencies.known(shown[at]) if fold(shown[at]).startswith(("so ", "thanh tra", "van phong")) else ""
            agency = gazetteer.get("agency", known) if known else None
            issuer = agency.name_vi if agency is not None else issuer
    return issuer, place


def _province(place: str, gazetteer: Gazetteer) -> str:
    outcome = gazetteer.resolve(place)
    plain = isinstance(outcome, Found) and outcome.how == "exact" and outcome.via is None
    return outcome.name.id if plain and isinstance(outcome, Found) else ""
