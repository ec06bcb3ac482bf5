"""The agencies that a cell names, several in one cell in every manner that offices write them (pure).

"Sở Khoa học và Công nghệ, Sở Nội vụ và các đơn vị liên quan" are three: commas, "và", lines, semicolons and dashes may
part two agencies or stand within one name, so the longest run that is a known name counts. What is no known name is
kept as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.importing.abbreviations import written_out
from bot.importing.cell_text import SOFT
from bot.names import Gazetteer
from bot.names.matches import Found
from bot.names.normalize import bare, fold, fold_in_place, spell
from data.releases.plan_draft import AgencyDraft

PARTS = re.compile(r"\s?([;,\n]|\s[–-]\s|\s(?:và|va|and)\s|\s?/\s?(?=[A-ZĐ]))\s?")
BULLET = re.compile(r"^(?:[-–•+*●▪]|\(?[0-9a-zđ]{1,2}[.)])\s?")
CASES = r"(?:co quan |don vi )?"
TURN = re.compile(
    rf"{CASES}(?P<lead>chu tri)(?: thuc hien| tham muu)?\s?:|{CASES}(?P<coordinating>phoi hop)(?: thuc hien)?\s?:"
    r"|,?\s?(?:chu tri,?\s?)?(?P<with>phoi hop (?:voi|cung))\s?:?"
)
"""Where a cell goes over from those that lead to those that help."""
LEADS = re.compile(r"\s?\(?\b(?:chu tri|la co quan chu tri|dau moi)\)?\s?,?\s?$")
HEADS = frozenset(
    """
    so ban van ubnd uy thanh cong bo trung bao dai bhxh cuc chi hoi doan lien truong cac mat kho ngan vien toa
    phong thu chu giam buu thue thong hiep tinh nguoi don co dia to thuong hdnd vp vpub mttq nhung tat tung moi
    doanh ca cap chinh dang ttpvhcc
    """.split()  # noqa: SIM905
)
"""First syllables that begin a name of its own."""
TAILS = re.compile(
    r"\s(?:(?:co )?lien quan(?: khac)?|(?:tren dia ban|thuoc|cua|toan)(?: toan)? (?:tinh|thanh pho)"
    r"|khac|cap tinh|tinh)$"
)
LISTED = re.compile(r"(?:các |Các )?[Ss]ở\s?:\s?(?=\S)")
"""What stands before departments that are listed by their fields: "các sở: Nội vụ, Tài chính"."""
BRACKETS = re.compile(r"\([^()]{0,200}\)")
BEHIND = re.compile(r"\s(?:chu tri|dau moi)[;,.\n]\s?(?=[^:]{1,400}\sphoi hop\s?\.?$)")
HELP_ENDS = re.compile(r"\sphoi hop\s?\.?$")
MOST_JOINED = 8
LONGEST_HEAD = 12
DEPARTMENT = "so "


@dataclass(slots=True)
class Agencies:
    """What one cell names. ``unknown`` is what does not look like an agency, or nearly like one that is known, which
    then stands beside it; an office that is merely on no list of ours is none of these.
    """

    lead: list[AgencyDraft] = field(default_factory=list)
    coordinating: list[AgencyDraft] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)


class AgencyReader:
    """Reads the cells of one plan; ``province`` is the name of its province, which offices write behind their own.
    ``meant`` is what a person said that names mean which nobody knows: an id, '' where they stay as written.
    """

    def __init__(self, gazetteer: Gazetteer, province: str, meant: Mapping[str, str] | None = None) -> None:
        self._gazetteer = gazetteer
        self._meant = meant or {}
        self._ids: dict[str, str] = {}
        doubled = set()
        for name in gazetteer.all("agency"):
            for alias in (name.name_vi, *name.aliases, name.name_en):
                key = _key(alias)
                if self._ids.setdefault(key, name.id) != name.id:
                    doubled.add(key)
        for key in doubled:
            del self._ids[key]
        self._place = f" {fold(province)}"

    def read(self, text: str, role: str) -> Agencies:
        """The agencies of a cell whose column means ``role``: ``lead``, ``coordinating`` or ``both``."""
        text = _begun_anew(text)
        found = Agencies()
        into = found.coordinating if role == "coordinating" else found.lead
        at = 0
        folded = fold_in_place(text)
        behind = BEHIND.search(folded) if role != "coordinating" else None
        if behind:
            # "Sở Nội vụ chủ trì; các sở, ngành phối hợp": the roles stand behind those who have them.
            self._add(text[: behind.start()], found.lead, found)
            self._add(text[behind.end() : len(HELP_ENDS.sub("", folded))], found.coordinating, found)
            return found
        for turn in TURN.finditer(folded):
            self._add(text[at : turn.start()], into, found)
            at = turn.end()
            into = found.lead if turn["lead"] else found.coordinating
        self._add(text[at:], into, found)
        return found

    def known(self, text: str) -> str:
        """The id of the agency that the whole text is, '' if it is none."""
        key = _key(text)
        placed = f"{key.removesuffix(self._place)} ".replace(" tp ", " thanh pho ").rstrip()
        if placed.startswith(DEPARTMENT):
            placed = placed.removesuffix(" thanh pho")
        stem = TAILS.sub("", placed)
        concerned = f"{stem} lien quan" if "lien quan" in placed else stem
        for one in (key, placed, f"{placed} tinh", concerned, stem):
            for plain in (one, one.removeprefix("cac "), f"cac {one}", one.replace(" cac ", " ")):
                if plain in self._ids:
                    return self._ids[plain]
        return ""

    def _add(self, text: str, into: list[AgencyDraft], found: Agencies) -> None:
        folded = fold_in_place(text)
        if ends := LEADS.search(folded):
            text = text[: ends.start()]
        for said in self._names(text):
            id = self._meant.get(said) or self.known(said) or self._elided(said, into)
            if any(other.said == said or (id and other.id == id) for other in into):
                continue
            into.append(AgencyDraft(said, id))
            if said in self._meant:
                continue
            like = "" if id else self._like(said)
            if like or not (id or fold(said).split(" ", 1)[0] in HEADS):
                found.unknown.append((said, like))

    def _elided(self, said: str, into: list[AgencyDraft]) -> str:
        """The department that is meant after another one: "Sở Nội vụ, Tài chính"."""
        before = into[-1] if into else None
        after = before is not None and (fold(before.said).startswith(DEPARTMENT) or before.id.startswith("department-"))
        return self.known(f"Sở {said}") if after and not fold(said).startswith(DEPARTMENT) else ""

    def _like(self, said: str) -> str:
        outcome = self._gazetteer.resolve(said, "agency")
        if not isinstance(outcome, Found) or len(outcome.name.name_vi.split()) != len(said.split()):
            return ""  # another office that has this name in its own: "UBND tỉnh" is not its office
        return outcome.name.name_vi

    def _names(self, text: str) -> Iterator[str]:
        """The names as written, in order."""
        parts, breaks = _parts(text)
        at = 0
        departments = False
        while at < len(parts):
            end = self._longest(parts, breaks, at)
            if end is None:
                end = at + 1
                while end < len(parts) and breaks[end - 1].strip() != ";" and self._goes_on(parts[at], parts[end]):
                    end += 1
            said = _joined(parts, breaks, at, end)
            listed = LISTED.match(said)
            if listed:
                said, departments = f"Sở {said[listed.end() :]}", True
            if departments and self.known(f"Sở {said}") and not self.known(said):
                said = f"Sở {said}"
            if said and any(char.isalpha() for char in said):
                yield said
            at = end

    def _longest(self, parts: list[str], breaks: list[str], at: int) -> int | None:
        for end in range(min(len(parts), at + MOST_JOINED), at, -1):
            if ";" not in "".join(breaks[at : end - 1]) and self.known(_joined(parts, breaks, at, end)):
                return end
        return None

    def _goes_on(self, begun: str, part: str) -> bool:
        """Whether a part is no name of its own, so that it belongs to the name that has begun ("Sở Văn hóa, Thể thao").
        Names that are no offices ("VNPT, Viettel") are not joined.
        """
        first = fold(part).split(" ", 1)[0]
        if part[:1].isupper() and fold(begun).split(" ", 1)[0] not in HEADS:
            return False
        return first not in HEADS and not self.known(part) and not self.known(f"Sở {part}")


def _begun_anew(text: str) -> str:
    """The text with a new line for each that may be one (``SOFT``), if a name begins there, and a space if not."""
    first, *rest = text.split(SOFT)
    for part in rest:
        begins = fold(part[:LONGEST_HEAD]).split(" ", 1)[0] in HEADS
        first += f"\n{part}" if begins else f" {part}"
    return first


def _parts(text: str) -> tuple[list[str], list[str]]:
    """The text parted wherever it may be, and what parted it."""
    parts: list[str] = []
    breaks: list[str] = []
    split = PARTS.split(_outside(text))
    for at in range(0, len(split), 2):
        part = BULLET.sub("", split[at].strip(" .:"))
        if part:
            parts.append(part.replace("\x00", ","))
            breaks.append(split[at + 1] if at + 1 < len(split) else "")
        elif breaks and at + 1 < len(split):
            breaks[-1] += split[at + 1]
    return parts, breaks


def _outside(text: str) -> str:
    """The text with the commas within brackets hidden, as they part no agencies."""
    return BRACKETS.sub(lambda found: found[0].replace(",", "\x00"), text)


def _joined(parts: list[str], breaks: list[str], at: int, end: int) -> str:
    said = parts[at]
    for place in range(at + 1, end):
        gap = breaks[place - 1].strip()
        said += " " + parts[place] if gap in ("", "\n") else f"{',' if gap == ',' else ' ' + gap} {parts[place]}"
    return " ".join(said.replace("\n", " ").split())


def _key(text: str) -> str:
    """By this two spellings of an agency are one: abbreviations written out, "&" as "và", no accents."""
    spelt = spell(text.replace("&", " và "))
    return bare(written_out(spelt))
