"""Which column holds which figure: the roles that the headers give, decided for a block as a whole (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.i18n import N_
from bot.importing import cells
from bot.importing.draft import Both, FileProblem, Location, Say, Value
from bot.importing.equal_columns import Field, equal_columns
from bot.importing.grid import Row
from bot.importing.headers import Column, Headers
from bot.importing.layout import Block
from bot.importing.xlsx_extent import letters
from data.queries.catalogue import Catalogue
from data.rules import PERCENT

SAMPLE = 80


@dataclass(slots=True)
class ColumnPlan:
    """Where the figures are. ``wide`` maps a criterion and a field to a column. In long form ``criterion`` is a column,
    and the code None stands for the criterion it names.

    ``unused`` are the headers of columns with content that are left aside.
    """

    wide: dict[tuple[str | None, Field], Column] = field(default_factory=dict)
    criterion: int | None = None
    year: int | None = None
    unused: list[str] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)

    def used(self) -> list[int]:
        return [column.at for column in self.wide.values()]


class Planner:
    """Plans the blocks of one file."""

    def __init__(self, catalogue: Catalogue, headers: Headers, index: str, year: int, file: str) -> None:
        self._headers = headers
        self._file = file
        self._year = year
        self._index = index
        edition = catalogue.edition(index, year)
        self._scale = (edition.scale if edition else None) or PERCENT
        self._names = {
            row.code: Both(row.name_vi, row.name_en) for row in catalogue.indicators[index] if row.holds(year)
        }

    def name(self, code: str) -> Both:
        return self._names.get(code, Both(code, code))

    def plan(self, block: Block) -> ColumnPlan:
        """The plan of a block; it is empty if there is no column of scores or ranks."""
        plan = ColumnPlan()
        columns = [self._headers.column(at, block.headers.get(at, ())) for at in range(block.first, block.last)]
        columns = [column for column in columns if column.at != block.province]
        rows = self._of_year(block, columns)
        sample = rows[:SAMPLE]
        figures: list[Column] = []
        for column in columns:
            if column.role == "criterion" and plan.criterion is None and self._names_criteria(column, sample):
                plan.criterion = column.at
            elif column.role in ("score", "criterion"):
                figures.append(Column(column.at, column.header, "score", column.match, column.doubtful))
            elif column.role == "rank":
                figures.append(column)
            elif column.role == "year":
                plan.year = column.at
            elif column.role != "province" and column.header and _filled(column, rows):
                self._leave(plan, block, column, sample)
            elif not column.header and block.sheet.pages and _scores(column, sample):
                # On a page a heading may have been lost; a workbook says that there is none.
                plan.problems.append(self._place(block, column).error(HEADLESS))
        if plan.criterion is not None:
            self._long(plan, block, figures)
        else:
            self._wide(plan, block, figures, rows)
        return plan

    def _of_year(self, block: Block, columns: Sequence[Column]) -> Sequence[Row]:
        """The rows of this year, from a table of several years."""
        year = next((column.at for column in columns if column.role == "year"), None)
        if year is None:
            return block.rows
        mine = [row for row in block.rows if cells.number(row.cell(year)) == self._year]
        return mine or block.rows

    def _names_criteria(self, column: Column, rows: Sequence[Row]) -> bool:
        """Whether the column's cells name criteria, rather than being scores below a header such as "Chỉ số"."""
        texts = {text for row in rows if (text := row.text(column.at))}
        known = sum(1 for text in texts if self._headers.criterion(text) is not None)
        return bool(texts) and known * 2 > len(texts)

    def _leave(self, plan: ColumnPlan, block: Block, column: Column, rows: Sequence[Row]) -> None:
        if column.role != "needless" or "/" in column.header:
            plan.unused.append(column.header)
        if column.role == "unknown":
            self._not_understood(plan, block, column, rows)

    def _not_understood(self, plan: ColumnPlan, block: Block, column: Column, rows: Sequence[Row]) -> None:
        """What looks like scores is not left aside unasked; other numbers (people, votes) are, with a warning."""
        if _numbers(column, rows):
            place = self._place(block, column)
            alike = _like_scores(column, rows, self._scale)
            plan.problems.append(place.error(WHICH_CRITERION) if alike else place.warning(NOT_UNDERSTOOD))

    def _long(self, plan: ColumnPlan, block: Block, figures: list[Column]) -> None:
        for column in figures:
            if column.match is None or column.match.codes == ("",):
                self._put(plan, block, None, column)
            else:
                self._not_understood(plan, block, column, block.rows)
                plan.unused.append(column.header)

    def _wide(self, plan: ColumnPlan, block: Block, figures: list[Column], rows: Sequence[Row]) -> None:
        bare = [column for column in figures if column.match is None]
        for column in figures:
            match = column.match
            if match is None:
                continue
            if match.ended and not _filled(column, rows):
                continue  # a table of several years: nothing of this criterion in the year asked for
            if match.ended:
                problem = self._place(block, column).error(ENDED, criterion=match.ended, year=self._year)
                plan.problems.append(problem)
            elif len(match.codes) > 1:
                names = tuple(self.name(code) for code in match.codes)
                plan.problems.append(self._place(block, column).error(SEVERAL, criteria=names))
            else:
                if match.guessed:
                    name = self.name(match.codes[0])
                    plan.problems.append(self._place(block, column).warning(GUESSED, criterion=name))
                self._put(plan, block, match.codes[0], column)
        scores = [column for column in bare if column.role == "score" and _filled(column, rows)]
        total_known = ("", "score") in plan.wide
        for column in scores:
            if (total_known and column.doubtful) or (column.doubtful and len(scores) > 1):
                self._not_understood(plan, block, column, rows)
                plan.unused.append(column.header)
            else:
                self._put(plan, block, "", column)
        ranks = [column for column in bare if column.role == "rank" and _filled(column, rows)]
        for column in ranks:
            self._put(plan, block, self._ranked(plan, column, len(ranks)), column)

    def _ranked(self, plan: ColumnPlan, column: Column, bare: int) -> str:
        """The criterion that a column "Hạng" ranks: that of the score before it if there are several; a single one
        ranks the total.
        """
        before = [
            (score.at, code) for (code, what), score in plan.wide.items() if what == "score" and score.at < column.at
        ]
        nearest = max(before, default=(0, ""))[1] or ""
        if bare > 1:
            return nearest
        codes = {code for code, what in plan.wide if what == "score"}
        return "" if "" in codes or len(codes) != 1 else nearest

    def _put(self, plan: ColumnPlan, block: Block, code: str | None, column: Column) -> None:
        what: Field = "rank" if column.role == "rank" else "score"
        other = plan.wide.get((code, what))
        if other is None:
            plan.wide[code, what] = column
            return
        same = equal_columns(block.rows, other.at, column.at, what)
        if same:
            finer = column if same == "finer" else other
            plan.wide[code, what] = finer
            plan.unused.append((other if finer is column else column).header)
            return
        place = self._place(block, column)
        values: dict[str, Value] = {"other": letters(other.at + 1), "criterion": self.name(code or "")}
        plan.problems.append(place.error(TWICE, what=Say(WHAT[what]), **values))

    def _place(self, block: Block, column: Column) -> Location:
        row = (block.rows[0].number - 1 or None) if block.rows else None
        page = block.sheet.pages.get(block.rows[0].number, 0) if block.rows else 0
        return Location(self._file, block.sheet.name, row, letters(column.at + 1), column.header, page=page)


def _filled(column: Column, rows: Sequence[Row]) -> bool:
    return any(row.cell(column.at) is not None for row in rows)


def _numbers(column: Column, rows: Sequence[Row]) -> bool:
    values = [row.cell(column.at) for row in rows if row.cell(column.at) is not None]
    return 2 * sum(1 for value in values if cells.number(value) is not None) > len(values)


def _scores(column: Column, rows: Sequence[Row]) -> bool:
    """Whether most of what stands in a column are numbers with decimals."""
    values = [row.cell(column.at) for row in rows if row.cell(column.at) is not None]
    numbers = (cells.number(value) for value in values)
    return 2 * sum(1 for number in numbers if number is not None and not number.is_integer()) > len(values)


def _like_scores(column: Column, rows: Sequence[Row], scale: float) -> bool:
    """Whether the numbers may be scores: they differ, and none is outside the scale."""
    found = [cells.number(row.cell(column.at)) for row in rows]
    values = {value for value in found if value is not None}
    return len(values) > 1 and min(values) >= 0 and max(values) <= scale


WHAT: dict[Field, str] = {"score": N_("the score"), "rank": N_("the rank")}
WHICH_CRITERION = N_(
    "This column holds figures, but its header was not understood. Name the criterion by its code or full name, or "
    "take the column out."
)
HEADLESS = N_("This column holds figures, but no heading was found above it. Send the table as XLSX or CSV.")
NOT_UNDERSTOOD = N_("This column was not understood and is left aside.")
ENDED = N_("“{criterion}” is not a criterion of this index in {year}.")
SEVERAL = N_("This header may mean {criteria}; give the code or the full name.")
GUESSED = N_("The header is not written exactly like a criterion; read as “{criterion}”.")
TWICE = N_("Columns {other} and this one both seem to hold {what} of “{criterion}”.")
