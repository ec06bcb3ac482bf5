"""Grid + what the operator said of it -> a draft, or what is wrong with it (pure, in time bounded
by the grid's size).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace

from bot.i18n import N_
from bot.importing.cell_places import ReadCell
from bot.importing.columns import ColumnPlan, Planner
from bot.importing.draft import Draft, DraftFigure, FileProblem, Location, Reading
from bot.importing.figures import excluded, figures_of
from bot.importing.grid import Grid, Sheet
from bot.importing.headers import Headers
from bot.importing.layout import Block
from bot.importing.open_doubts import CellDoubts, used_cells
from bot.importing.other_tables import first_table
from bot.importing.page_range import ALL, PageRange
from bot.importing.provinces import Provinces, both
from bot.importing.rows import ReadTable, Rows, marks_problem, years_problem
from bot.importing.sheet_choice import choose
from bot.importing.xlsx_extent import column_number, letters
from bot.names import Gazetteer
from bot.names.normalize import fold
from data.model.figures import Coverage
from data.periods import first_day
from data.queries.catalogue import Catalogue

YEARS = re.compile(r"(?<![\d/])20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What the operator says the file is. ``period`` is '2025', or for a dated index '2026-10-10'; '' means the year.

    ``title`` is shown in both languages unless ``title_en`` is given. ``partial`` means single facts,
    not a whole table; ``single`` ones are stated for themselves, each beside whatever else there is. Of a PDF only
    ``pages`` are read.
    """

    index: str
    year: int
    period: str
    title: str
    issuer: str
    source_title: str
    source_url: str
    announced: dt.date | None
    partial: bool = False
    title_en: str = ""
    pages: PageRange = ALL
    single: bool = False

    @property
    def coverage(self) -> Coverage:
        return "partial" if self.partial else "full"


@dataclass(frozen=True, slots=True)
class Understood:
    """What became of a file: ``draft`` is None exactly if one of the problems is an error. ``doubts`` are those of the
    table, None where no table was found.
    """

    draft: Draft | None
    problems: tuple[FileProblem, ...]
    doubts: CellDoubts | None = None


def understand(grid: Grid, request: ImportRequest, catalogue: Catalogue, gazetteer: Gazetteer) -> Understood:
    """Find the table in the file and read it as what was requested. This takes a few dozen milliseconds."""
    problems = [*grid.notes, *asked_wrongly(grid.name, request, catalogue)]
    if any(problem.kind == "error" for problem in problems):
        return Understood(None, tuple(problems))
    period = request.period or str(request.year)
    provinces = Provinces(catalogue, gazetteer, request.year, period)
    headers = Headers(catalogue, gazetteer, request.index, request.year)
    planner = Planner(catalogue, headers, request.index, request.year, grid.name)
    chosen = choose(grid, request.year, provinces, planner)
    if isinstance(chosen, FileProblem):
        return Understood(None, (*problems, chosen))
    sheet, planned = chosen
    place = Location(grid.name, sheet.name)
    problems += _titles(place, planned[0][0], request, catalogue)
    rows = Rows(grid, provinces, headers, planner, request.year)
    scales = scales_of(catalogue, request.index, request.year)
    for block, plan in planned:
        problems += plan.problems
        if plan.criterion is None and plan.year is None:
            block, other = first_table(block, provinces)
            if other is not None:
                problems.append(grid.place(sheet, other).warning(ANOTHER_TABLE))
        rows.read(block, plan, scales)
    table = rows.table
    problems += [*table.problems, *years_problem(table, place, request.year), *marks_problem(table, place)]
    figures, found = figures_of(table, request, catalogue, scales, place, planner.name)
    problems += found
    missing = [id for id in provinces.units if id not in table.seen]
    blank = excluded(table)
    if missing and not request.partial and table.seen:
        names = tuple(both(provinces.units[id]) for id in missing)
        problems.append(place.error(MISSING, provinces=names, n=len(missing), units=len(provinces.units)))
    if blank:
        names = tuple(both(provinces.units[id]) for id in blank)
        problems.append(place.warning(EXCLUDED, provinces=names))
    doubts = CellDoubts(sheet, tuple(used_cells(planned, table, provinces)), table, provinces, planner)
    if any(problem.kind == "error" for problem in problems):
        return Understood(None, tuple(problems), doubts)
    reading = _reading(grid, sheet, planned, table, blank, missing)
    draft = _draft(grid, request, period, figures, reading)
    return Understood(replace(draft, cells=_cells(sheet, figures)), tuple(problems), doubts)


def scales_of(catalogue: Catalogue, index: str, year: int) -> dict[str, float | None]:
    """Criterion -> its maximum in a year, or None where that is not known; '' is the total."""
    edition = catalogue.edition(index, year)
    found = {row.code: row.maximum for row in catalogue.indicators[index] if row.holds(year)}
    return found | {"": edition.scale if edition else None}


def asked_wrongly(file: str, request: ImportRequest, catalogue: Catalogue) -> list[FileProblem]:
    """What cannot be right about a request, whatever is in the file of that name."""
    place = Location(file)
    if request.index not in catalogue.indices:
        return [place.error(NO_INDEX, index=request.index)]
    short = catalogue.indices[request.index].short
    if catalogue.edition(request.index, request.year) is None:
        return [place.error(NO_EDITION, index=short, year=request.year)]
    if request.period and first_day(request.period) is None:
        return [place.error(NO_PERIOD, period=request.period)]
    if request.period and int(request.period[:4]) != request.year:
        return [place.error(OTHER_PERIOD, period=request.period, year=request.year)]
    if catalogue.indices[request.index].dated and len(request.period) < len("2026-10"):
        return [place.error(UNDATED, index=short)]
    if request.announced is not None and request.announced.year < request.year:
        return [place.error(TOO_EARLY, date=request.announced, year=request.year)]
    return []


def _titles(place: Location, block: Block, request: ImportRequest, catalogue: Catalogue) -> list[FileProblem]:
    """Problems of a title that speaks of another year or index."""
    text = " ".join(block.titles)
    years = {int(year) for year in YEARS.findall(text)}
    found: list[FileProblem] = []
    # What is measured in a year is announced in the next.
    if years and request.year not in years and not (years == {request.year + 1} and len(request.period) < 5):
        found.append(place.warning(TITLE_YEAR, years=tuple(str(y) for y in sorted(years)), year=request.year))
    words = f" {fold(text)} "
    named = [index.id for index in catalogue.indices.values() if f" {fold(index.short)} " in words]
    if named and request.index not in named:
        shorts = tuple(catalogue.indices[id].short for id in named)
        asked = catalogue.indices[request.index].short
        found.append(place.warning(TITLE_INDEX, indices=shorts, index=asked))
    return found


def _reading(
    grid: Grid,
    sheet: Sheet,
    planned: list[tuple[Block, ColumnPlan]],
    table: ReadTable,
    blank: list[str],
    missing: list[str],
) -> Reading:
    columns: list[tuple[str, str, str, str]] = []
    for _, plan in planned:
        for (code, what), column in sorted(plan.wide.items(), key=lambda item: item[1].at):
            columns.append((letters(column.at + 1), column.header, code or "", what))
    return Reading(
        file=grid.name,
        sheet=sheet.name,
        format=grid.format,
        form="long" if any(plan.criterion is not None for _, plan in planned) else "wide",
        columns=tuple(columns),
        unused=tuple(dict.fromkeys(header for _, plan in planned for header in plan.unused)),
        passed=tuple(dict.fromkeys(table.passed)),
        excluded=tuple(blank),
        missing=tuple(missing),
    )


def _draft(
    grid: Grid, request: ImportRequest, period: str, figures: tuple[DraftFigure, ...], reading: Reading
) -> Draft:
    totals = [figure for figure in figures if figure.indicator == ""]
    printed = Counter(figure.out_of for figure in totals if figure.out_of is not None).most_common(1)
    return Draft(
        index=request.index,
        period=period,
        year=request.year,
        title_vi=request.title,
        title_en=request.title_en or request.title,
        issuer=request.issuer,
        source_title=request.source_title,
        source_url=request.source_url,
        announced=request.announced,
        coverage=request.coverage,
        printed_out_of=printed[0][0] if printed else None,
        rank_kind=(totals or figures)[0].rank_kind,
        figures=figures,
        file_hash=grid.file_hash,
        single=request.single,
        reading=reading,
    )


def _cells(sheet: Sheet, figures: tuple[DraftFigure, ...]) -> tuple[ReadCell, ...]:
    """The cells of the figures and their provinces of which a place or a doubt is known."""
    if not sheet.places and not sheet.doubts:
        return ()
    named = dict.fromkeys(
        (figure.row, column)
        for figure in figures
        for column in (figure.province_column, figure.column, figure.rank_column)
        if column
    )
    found = (sheet.cell(row, column_number(column) - 1) for row, column in named)
    return tuple(cell for cell in found if cell is not None)


NO_INDEX = N_("There is no index “{index}”.")
NO_EDITION = N_("{index} has no edition for {year}.")
NO_PERIOD = N_("“{period}” is not a period: give 2025, 2026-10 or 2026-10-10.")
OTHER_PERIOD = N_("The period {period} is not in {year}.")
UNDATED = N_("{index} is a running score: give the date of the figures, such as 2026-10-10.")
TOO_EARLY = N_("It cannot have been announced on {date}, before the year {year}.")
ANOTHER_TABLE = N_("Another table begins in this row; only the first one was read.")
TITLE_YEAR = N_("The title above the table names {years}, but {year} was asked for.")
TITLE_INDEX = N_("The title above the table names {indices}, but {index} was asked for.")
MISSING = N_("Missing {n} of {units} provinces: {provinces}. Add those not published with “-”, or publish as partial.")
EXCLUDED = N_("Without any figure, taken as not published: {provinces}.")
