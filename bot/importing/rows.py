"""The rows of a block -> its figures, cell by cell, with what is wrong in them (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.i18n import N_
from bot.importing import cells
from bot.importing.columns import ColumnPlan, Planner
from bot.importing.draft import FileProblem, Location, Pair, Value
from bot.importing.equal_columns import Field
from bot.importing.grid import Cell, Grid, Row
from bot.importing.headers import Headers
from bot.importing.layout import Block, merged_down
from bot.importing.provinces import Provinces, both
from bot.importing.xlsx_extent import letters

LONGEST_SHOWN = 60
MOST_PROBLEMS = 100


@dataclass(slots=True)
class Read:
    """One province's figure in one criterion, as read from a row; ``column`` is that of the score if there is one."""

    province: str
    code: str
    row: int
    column: str = ""
    score: float | None = None
    rank: int | None = None
    out_of: int | None = None
    text: bool = False
    """True if the score was written as text, so that a percentage means what it says."""
    wrong: bool = False
    """True if a cell of it could not be read, which has been reported already."""
    rank_column: str = ""
    province_column: str = ""


@dataclass(slots=True)
class ReadTable:
    """What the rows of all blocks hold. ``seen``: province -> its first row; ``passed``: rows left aside."""

    figures: dict[tuple[str, str], Read] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)


class Rows:
    """Reads the rows of one file's blocks into one table."""

    def __init__(self, grid: Grid, provinces: Provinces, headers: Headers, planner: Planner, year: int) -> None:
        self.table = ReadTable()
        self._grid = grid
        self._provinces = provinces
        self._headers = headers
        self._planner = planner
        self._year = year

    def read(self, block: Block, plan: ColumnPlan, scales: dict[str, float | None]) -> None:
        scores = [column.at for (_, what), column in plan.wide.items() if what == "score"]
        rows = [row for row in block.rows if self._of_year(row, plan)]
        marks = cells.decimal_marks(row.cell(at) for row in rows for at in scores)
        self.table.marks |= marks
        mark = next(iter(marks)) if len(marks) == 1 else ""
        over = merged_down(block.sheet, block.province)
        used = plan.used()
        current = ""
        for row in rows:
            if len(self.table.problems) >= MOST_PROBLEMS:
                # Each of them may have cost a search among all names.
                self.table.problems.append(self._grid.place(block.sheet, row).error(TOO_MANY, n=MOST_PROBLEMS))
                return
            text = row.text(block.province)
            source = block.sheet.by_number.get(over.get(row.number, 0))
            if not text and source is not None:
                text = source.text(block.province)
            if not text and plan.criterion is not None and row.text(plan.criterion):
                text = current
            figures = any(_figure(row.cell(at)) for at in used)
            if not text and not figures:
                continue
            place = replace(self._grid.place(block.sheet, row, block.province), read=_short(text))
            province = self._province(text, place, figures, repeats=plan.criterion is not None)
            if province is None:
                continue
            current = text
            self._row(block, plan, row, province, scales, mark)

    def _province(self, text: str, place: Location, figures: bool, *, repeats: bool) -> str | None:
        table = self.table
        if not text:
            table.problems.append(place.error(NO_PROVINCE))
            return None
        whose = self._provinces.whose(text, place, guess=figures)
        if whose.kind == "province":
            if whose.problem is not None and whose.province not in table.seen:
                table.problems.append(whose.problem)
            first = table.seen.setdefault(whose.province, place.row or 0)
            if first != place.row and not repeats:
                if not figures:
                    table.passed.append(text)  # a note on a province below the table
                    return None
                name = both(self._provinces.units[whose.province])
                table.problems.append(place.error(DUPLICATE, province=name, row=first))
                return None
            return whose.province
        if figures and whose.problem is not None:
            table.problems.append(whose.problem)
        elif whose.kind != "header" and len(text) <= LONGEST_SHOWN:
            table.passed.append(text)
        return None

    def _of_year(self, row: Row, plan: ColumnPlan) -> bool:
        """Whether the row is of the year asked for: tables of several years have a column for the year."""
        if plan.year is None:
            return True
        year = cells.number(row.cell(plan.year))
        if year is None or not year.is_integer():
            return True
        self.table.years.add(int(year))
        return int(year) == self._year

    def _row(
        self, block: Block, plan: ColumnPlan, row: Row, province: str, scales: dict[str, float | None], mark: str
    ) -> None:
        code: str | None = None
        if plan.criterion is not None:
            code = self._criterion(block, plan.criterion, row)
            if code is None:
                return
            if (province, code) in self.table.figures:
                place = self._grid.place(block.sheet, row, plan.criterion)
                names: dict[str, Value] = {
                    "province": both(self._provinces.units[province]),
                    "criterion": self._planner.name(code),
                }
                self.table.problems.append(place.error(DUPLICATE_CRITERION, **names))
                return
        for (of, what), column in plan.wide.items():
            key = (province, of if of is not None else code or "")
            read = Read(province, key[1], row.number, province_column=letters(block.province + 1))
            figure = self.table.figures.setdefault(key, read)
            place = self._grid.place(block.sheet, row, column.at)
            self._cell(figure, what, row.cell(column.at), place, scales.get(key[1]), mark)

    def _criterion(self, block: Block, at: int, row: Row) -> str | None:
        text = row.text(at)
        if not text:
            return ""
        match = self._headers.criterion(text)
        place = self._grid.place(block.sheet, row, at)
        if match is None or not match.codes:
            self.table.problems.append(place.error(NO_CRITERION, year=self._year))
            return None
        if len(match.codes) > 1:
            criteria = tuple(self._planner.name(code) for code in match.codes)
            self.table.problems.append(place.error(SEVERAL_CRITERIA, criteria=criteria))
            return None
        if match.guessed:
            name = self._planner.name(match.codes[0])
            self.table.problems.append(place.warning(GUESSED_CRITERION, criterion=name))
        return match.codes[0]

    def _cell(self, figure: Read, what: Field, cell: Cell, place: Location, scale: float | None, mark: str) -> None:
        if not figure.column or what == "score":
            figure.column = place.column
        if cells.blank(cell):
            return
        problems = self.table.problems
        place = replace(place, read=_short(place.read))
        odd = cells.odd(cell)
        if what == "rank":
            figure.rank_column = place.column
        said = len(problems)
        if odd:
            problems.append(place.error(ODD[odd]))
        elif what == "rank":
            rank = cells.rank(cell)
            if rank is None:
                problems.append(place.error(NO_RANK))
            else:
                figure.rank, figure.out_of = rank
        else:
            figure.text = isinstance(cell, str)
            parts = cells.fraction(cell, mark)
            score = parts[0] if parts else cells.number(cell, mark)
            if score is None or (parts and scale is not None and parts[1] != scale):
                problems.append(place.error(NO_NUMBER))
            else:
                figure.score = score
        figure.wrong = figure.wrong or len(problems) > said


def years_problem(table: ReadTable, place: Location, year: int) -> Iterable[FileProblem]:
    """The problem of a year column that has nothing of the year asked for."""
    if table.years and year not in table.years:
        found = tuple(str(one) for one in sorted(table.years))
        yield place.error(OTHER_YEARS, year=year, years=found)


def marks_problem(table: ReadTable, place: Location) -> Iterable[FileProblem]:
    if len(table.marks) > 1:
        yield place.warning(MIXED, marks=Pair(",", "."))


def _figure(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or cells.number(cell) is not None or bool(cells.odd(cell)))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


TOO_MANY = N_("There are {n} problems up to this row; the rest was not read.")
NO_PROVINCE = N_("There are figures in this row but no province.")
DUPLICATE = N_("{province} is there twice; first in row {row}.")
DUPLICATE_CRITERION = N_("“{criterion}” of {province} is there twice.")
NO_CRITERION = N_("There is no such criterion of this index in {year}.")
SEVERAL_CRITERIA = N_("This may be {criteria}; give the code or the full name.")
GUESSED_CRITERION = N_("Not written exactly like a criterion; read as “{criterion}”.")
NO_RANK = N_("This is not a rank.")
NO_NUMBER = N_("This is not a score.")
OTHER_YEARS = N_("The table's year column has {years}, but {year} was asked for.")
MIXED = N_("Some scores are written with a decimal comma and some with a point; each was read by its own mark.")
ODD = {
    "date": N_("A date stands where a number should be; the spreadsheet program made it one. Enter the number."),
    "formula": N_("A formula without a value: open the file in a spreadsheet program, let it compute, save it."),
    "error": N_("The cell shows a spreadsheet error (such as #REF! or #DIV/0!) instead of a number."),
    "truth": N_("TRUE or FALSE stands where a number should be."),
    "endless": N_("The number is infinite or undefined."),
}  # fmt: skip
