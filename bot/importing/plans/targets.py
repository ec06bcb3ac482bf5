"""The table of what a plan promises: criterion, last result, target (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.i18n import N_
from bot.importing.draft import FileProblem, Location
from bot.importing.grid import Grid, Row, Sheet
from bot.importing.plans.criteria import CriteriaReader, Pair
from bot.importing.plans.layout import PlanTable
from bot.importing.plans.numbering import taken_off
from bot.importing.xlsx_extent import letters
from bot.names.normalize import fold_in_place
from data.model.tasks import TargetKind
from data.releases.plan_draft import TargetDraft

Goal = tuple[TargetKind, str, str]
NUMBER = r"(\d{1,3}(?:[.,]\d{1,4})?)"
GROUPS = (
    ("cao nhat", "highest"), ("trung binh cao", "high-average"), ("trung binh thap", "low-average"),
    ("dan dau", "leading"), ("dung dau", "leading"),
)  # fmt: skip
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
RANK = re.compile(
    rf"(?:top|nhom|trong|hang|thu|vi tri)(?: thu| hang)? {NUMBER}(?:\s?/\s?\d\d)?(?!\s?(?:%|diem|[.,]?\d))"
)
GOALS: tuple[tuple[TargetKind, str, re.Pattern[str]], ...] = (
    ("task_completion_percent", "percent", re.compile(rf"{NUMBER}\s?%\s?(?:so )?nhiem vu")),
    ("rank_change", "", re.compile(rf"tang (?:it nhat |toi thieu |tu )?{NUMBER}\s?(?:bac|hang)")),
    ("score_change", "points", re.compile(rf"tang (?:it nhat |toi thieu |tu )?{NUMBER}\s?diem")),
    ("rank_max", "", RANK),
    ("rank_max", "", re.compile(rf"{NUMBER}\s?/\s?(?:34|63)\b")),
    ("score_min", "percent", re.compile(rf"{NUMBER}\s?%")),
    ("score_min", "points", re.compile(rf"{NUMBER}\s?diem")),
)  # fmt: skip
BARE = re.compile(rf"(?:[≥>]=?\s?|tren |tu |dat )?{NUMBER}(?:\s?tro len)?")
WORD, DIGIT = re.compile(r"\w"), re.compile(r"\d")
RISE = re.compile(r"tang (?:bac|hang|thu hang|bac xep hang)")
MORE_POINTS = re.compile(r"tang diem(?: so)?")
OF_RANKS = re.compile(r"\bhang\b|vi tri")
PARTS = re.compile(r"[;\n]|,\s(?=\D)")


class TargetReader:
    """Reads one table of targets; ``problems`` are what was doubtful."""

    def __init__(self, grid: Grid, sheet: Sheet, table: PlanTable, criteria: CriteriaReader, year: int) -> None:
        self._grid = grid
        self._sheet = sheet
        self._table = table
        self._criteria = criteria
        self._year = year
        self.problems: list[FileProblem] = []

    def targets(self) -> list[TargetDraft]:
        name = self._table.column("criteria", "task")
        found: list[TargetDraft] = []
        context = self._criteria.indices_of(self._table.above)
        for row in self._table.rows if name is not None else ():
            said = taken_off(" ".join(self._table.merged.text(row, name or 0).split()))[1]
            read = self._criteria.heading(said, context)
            if read.indices:
                context = tuple(read.indices)
            cells = [
                (at, text)
                for at in self._table.columns("target")
                if (text := self._table.merged.text(row, at)) and text != self._table.merged.text(row, name or 0)
            ]
            pairs = read.pairs or (self._criteria.cell(said, context).pairs if cells else [])
            if not cells:
                continue
            if len(pairs) != 1:
                self._say(row, name, UNKNOWN, said)
                continue
            for at, text in cells:
                found += self._of_cell(row, at, text, pairs[0], said)
        return found

    def _of_cell(self, row: Row, at: int, text: str, pair: Pair, said: str) -> Iterator[TargetDraft]:
        header = self._table.headers[at]
        years = YEAR.findall(header)
        for part in PARTS.split(text):
            goal = goal_of(part, header)
            if goal is None:
                if WORD.search(part):
                    self._say(row, at, NOT_UNDERSTOOD, part)
                continue
            kind, value, unit = goal
            yield TargetDraft(
                index=pair[0],
                indicator=pair[1],
                year=int(years[0]) if years else self._year,
                kind=kind,
                value=value,
                unit=unit,
                criterion=said if pair[1] else "",
                last=self._last(row, header),
            )

    def _last(self, row: Row, header: str) -> str:
        """The last result beside it: of the column of the same kind, where results have several."""
        columns = self._table.columns("last")
        kind = _kind(header)
        same = [at for at in columns if _kind(self._table.headers[at]) == kind] or columns
        shown = [text for at in same if (text := self._table.merged.text(row, at))]
        return "; ".join(dict.fromkeys(" ".join(text.split()) for text in shown))

    def _say(self, row: Row, at: int | None, msgid: str, read: str) -> None:
        column = letters(at + 1) if at is not None else ""
        place = Location(self._grid.name, self._sheet.name, row.number, column, read.strip()[:80], self._sheet.table)
        self.problems.append(place.warning(msgid))


def goal_of(text: str, header: str) -> Goal | None:
    """What a cell below such a header promises; None where it is not said beyond doubt."""
    folded = " ".join(fold_in_place(text).split())
    for words, group in GROUPS:
        if words in folded and not DIGIT.search(folded):
            return "group", group, ""
    for kind, unit, pattern in GOALS:
        if found := pattern.search(folded):
            return kind, found[1].replace(",", "."), unit
    if RISE.fullmatch(folded):
        return "rank_change", "positive", ""
    if MORE_POINTS.fullmatch(folded):
        return "score_change", "positive", ""
    bare = BARE.fullmatch(folded)
    if bare is None:
        return None
    value = bare[1].replace(",", ".")
    if _kind(header) == "rank":
        return ("rank_max", value, "") if "." not in value else None
    percent = "%" in header
    return ("score_min", value, "percent" if percent else "points") if _kind(header) == "score" or percent else None


def _kind(header: str) -> str:
    folded = fold_in_place(header)
    if OF_RANKS.search(folded):
        return "rank"
    return "score" if "diem" in folded else ""


NOT_UNDERSTOOD = N_("This target was not understood; it was left aside.")
UNKNOWN = N_("It is not certain which index or criterion this is; its target was left aside.")
