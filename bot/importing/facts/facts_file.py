"""A file of single facts, one in a row with its own index, period and source -> tables, one for each source (pure)."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.i18n import N_
from bot.importing.draft import FileProblem, Location, Say
from bot.importing.facts.fact_table import FactColumns, FactRow, FactTable
from bot.importing.facts.foreign_criteria import of_another
from bot.importing.facts.merged_cells import filled_down, header_of
from bot.importing.facts.source_clause import URL, split_source
from bot.importing.grid import Cell, Grid, Odd, Row, Sheet, shown
from bot.importing.wordlists import CRITERION, PROVINCE
from bot.importing.xlsx_extent import letters
from bot.names import Ambiguous, Found, Gazetteer
from bot.names.normalize import fold
from bot.questions.dates import clean, taken_out
from data.periods import first_day
from data.queries.catalogue import Catalogue

HEADER_SEARCH = 20
"""Rows from the top among which the headers stand."""
MOST_TABLES = 100
"""Sources and periods in one file: each becomes a release of its own."""
MOST_PROBLEMS = 50
BARE_YEAR = re.compile(r"(?:nam |year )?((?:19|20)\d\d)(?:[. ]0)?")


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(one) for one in text.split(";"))


HEADERS: dict[str, frozenset[str]] = {
    "index": _words("chỉ số;bộ chỉ số;tên chỉ số;mã chỉ số;index;index id"),
    "period": _words("năm;kỳ;năm đánh giá;năm số liệu;ngày số liệu;kỳ số liệu;year;period"),
    "province": PROVINCE,
    "criterion": CRITERION - _words("chỉ số;tên chỉ số;mã chỉ số"),
    "score": _words("điểm;điểm số;tổng điểm;giá trị;kết quả;điểm (%);score;value;points;result"),
    "rank": _words("hạng;xếp hạng;thứ hạng;xếp thứ;vị trí;thứ tự xếp hạng;rank;ranking;position"),
    "source": _words("nguồn;nguồn tin;nguồn số liệu;tên nguồn;theo;source;source title"),
    "url": _words("địa chỉ;đường dẫn;liên kết;link;địa chỉ web;url;address;source url"),
    "issuer": _words("cơ quan công bố;đơn vị công bố;cơ quan ban hành;issuer;publisher;issued by"),
    "announced": _words("ngày công bố;công bố;ngày đăng;ngày;announced;date;published"),
}
"""Part of a fact -> the headers of its column."""
NEEDED = ("index", "period", "province", "source")
OF_A_FACT = ("period", "province", "score", "rank", "source")
"""Without any of these a row holds no fact: it is a note below the table, or a heading within it."""
NAMES = {
    "index": N_("index"), "period": N_("year"), "province": N_("province"), "source": N_("source"),
    "figure": N_("score or rank"),
}  # fmt: skip
"""What a column that is missing is called."""


@dataclass(frozen=True, slots=True)
class FactsFile:
    """What a file of facts holds. With an error among the ``problems`` nothing of it is to be published; ``unused``
    are headers of columns that were left aside.
    """

    format: str
    tables: tuple[FactTable, ...]
    problems: tuple[FileProblem, ...]
    unused: tuple[str, ...] = ()


class FactsReader:
    """Reads one file."""

    def __init__(self, grid: Grid, catalogue: Catalogue, gazetteer: Gazetteer) -> None:
        self._grid = grid
        self._catalogue = catalogue
        self._gazetteer = gazetteer
        self._problems: list[FileProblem] = list(grid.notes)

    def read(self) -> FactsFile:
        """The facts of the sheet that has the columns of such a file; of several that have them none is read."""
        found = [(sheet, header) for sheet in self._grid.sheets if not sheet.hidden and (header := _header(sheet))]
        if not found:
            return self._result((self._no_table(),), ())
        if len(found) > 1:
            names = tuple(f"“{sheet.name}”" for sheet, _ in found)
            return self._result((Location(self._grid.name).error(SHEETS, sheets=names),), ())
        ((sheet, header),) = found
        return self._sheet(sheet, header, _columns(header))

    def _no_table(self) -> FileProblem:
        """The problem of a file without the columns: those that are missing in the row that has most of them."""
        rows = [(sheet, row, _columns(row)) for sheet in self._grid.sheets for row in sheet.rows[:HEADER_SEARCH]]
        if not rows:
            return Location(self._grid.name).error(EMPTY)
        sheet, row, columns = max(rows, key=lambda one: len(one[2]))
        lacking = [part for part in NEEDED if part not in columns]
        lacking += [] if "score" in columns or "rank" in columns else ["figure"]
        place = self._grid.place(sheet, row) if columns else Location(self._grid.name)
        return place.error(NO_COLUMNS, columns=tuple(Say(NAMES[part]) for part in lacking))

    def _sheet(self, sheet: Sheet, header: Row, columns: dict[str, int]) -> FactsFile:
        named = {part: letters(at + 1) for part, at in columns.items()}
        letters_of = FactColumns(
            named["province"], named.get("criterion", ""), named.get("score", ""), named.get("rank", "")
        )
        tables: dict[FactTable, list[FactRow]] = defaultdict(list)
        said_once = [at for part, at in columns.items() if part not in ("score", "rank")]
        for row in filled_down(sheet, said_once):
            if row.number <= header.number or not any(_at(row, columns, part) for part in OF_A_FACT):
                continue
            if len(self._problems) >= MOST_PROBLEMS:
                self._problems.append(self._grid.place(sheet, row).error(TOO_MANY_PROBLEMS, n=MOST_PROBLEMS))
                break
            key, fact = self._key(sheet, row, columns), self._fact(sheet, row, columns)
            if key is not None and fact is not None:
                tables[key].append(fact)
        if len(tables) > MOST_TABLES:
            self._problems.append(self._grid.place(sheet, header).error(TOO_MANY, n=len(tables), most=MOST_TABLES))
        if not tables and not self._problems:
            self._problems.append(self._grid.place(sheet, header).error(NO_ROWS))
        found = tuple(
            replace(table, rows=tuple(rows), header=header.number, columns=letters_of, sheet=sheet.name)
            for table, rows in tables.items()
        )
        unused = [header.text(at) for at in range(len(header.cells)) if at not in columns.values()]
        return self._result((), tuple(filter(None, unused)), found)

    def _key(self, sheet: Sheet, row: Row, columns: dict[str, int]) -> FactTable | None:
        """The table that a row belongs to, empty; None where one of its parts cannot be read, which is noted."""
        before = len(self._problems)
        index = self._index(sheet, row, columns["index"])
        period = self._period(sheet, row, columns["period"], index)
        source, url = row.text(columns["source"]).strip(), _at(row, columns, "url")
        title, link = split_source(source)
        if link:
            source, url = title, url or link
        if not source and not url:
            self._problems.append(self._grid.place(sheet, row, columns["source"]).error(NO_SOURCE))
        if url and URL.fullmatch(url) is None:
            self._problems.append(self._grid.place(sheet, row, columns["url"]).error(NO_ADDRESS))
        announced: dt.date | None = None
        if _at(row, columns, "announced"):
            announced = _day(row.cell(columns["announced"]))
            if announced is None:
                self._problems.append(self._grid.place(sheet, row, columns["announced"]).error(NO_DAY))
        criterion = _at(row, columns, "criterion")
        if index and criterion and not self._catalogue.spans(index, criterion):
            named = self._gazetteer.resolve(criterion, "indicator")
            names = (named.name,) if isinstance(named, Found) else named.names if isinstance(named, Ambiguous) else ()
            if names and all(one.id.partition(":")[0] != index for one in names):
                place = self._grid.place(sheet, row, columns["criterion"])
                self._problems.append(of_another(place, self._catalogue, index, names[0].id))
        if len(self._problems) > before:
            return None
        return FactTable(index, period, source, url, _at(row, columns, "issuer"), announced, ())

    def _fact(self, sheet: Sheet, row: Row, columns: dict[str, int]) -> FactRow | None:
        """The fact of a row; None where it names no province or gives no figure, which is noted."""
        score, rank = (row.cell(columns[part]) if part in columns else None for part in ("score", "rank"))
        province = row.text(columns["province"]).strip()
        if not province:
            self._problems.append(self._grid.place(sheet, row, columns["province"]).error(NO_PROVINCE))
            return None
        if score is None and rank is None:
            self._problems.append(self._grid.place(sheet, row).error(NO_FIGURE))
            return None
        return FactRow(row.number, province, _at(row, columns, "criterion"), score, rank)

    def _index(self, sheet: Sheet, row: Row, at: int) -> str:
        text = row.text(at).strip()
        indices = self._catalogue.indices
        if text.casefold() in indices:
            return text.casefold()
        found = self._gazetteer.resolve(text, "index")
        if isinstance(found, Found):
            return found.name.id
        known = tuple(one.short for one in indices.values())
        self._problems.append(self._grid.place(sheet, row, at).error(NO_INDEX, indices=known))
        return ""

    def _period(self, sheet: Sheet, row: Row, at: int, index: str) -> str:
        """The period of a row: a year, or for a running score the day."""
        text, cell = row.text(at).strip(), row.cell(at)
        dated = index in self._catalogue.indices and self._catalogue.indices[index].dated
        day = _day(cell)
        period = ""
        if dated and day is not None:
            period = day.isoformat()
        elif (year := BARE_YEAR.fullmatch(fold(text))) is not None:
            period = year[1]
        elif not isinstance(cell, Odd) and first_day(text) is not None:
            period = text if dated else text[:4]
        if not period:
            self._problems.append(self._grid.place(sheet, row, at).error(NO_PERIOD))
        return period

    def _result(
        self, more: Sequence[FileProblem], unused: tuple[str, ...], tables: tuple[FactTable, ...] = ()
    ) -> FactsFile:
        problems = (*self._problems, *(replace(one, read=one.read[:60]) for one in more))
        return FactsFile(self._grid.format, tables, problems, unused)


def _header(sheet: Sheet) -> Row | None:
    """The headers of a file of facts, None in a sheet without them."""
    for row in sheet.rows[:HEADER_SEARCH]:
        header = header_of(sheet, row)
        columns = _columns(header)
        if all(part in columns for part in NEEDED) and ("score" in columns or "rank" in columns):
            return header
    return None


def _columns(row: Row) -> dict[str, int]:
    """Part of a fact -> the column whose header it is, the first where there are several."""
    found: dict[str, int] = {}
    for at in range(len(row.cells)):
        text = fold(row.text(at))
        part = next((part for part, words in HEADERS.items() if text in words and part not in found), None)
        if part is not None:
            found[part] = at
    return found


def _at(row: Row, columns: dict[str, int], part: str) -> str:
    return row.text(columns[part]).strip() if part in columns else ""


def _day(cell: Cell) -> dt.date | None:
    """The day in a cell: 2025-04-10, 10/4/2025, or one that the spreadsheet program knows as a date."""
    text = shown(cell).strip()[:10] if isinstance(cell, Odd) else shown(cell).strip()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        _, times = taken_out(clean(text))
    days = [time.period for time in times if len(time.period) == len("2025-04-10")]
    return dt.date.fromisoformat(days[0]) if len(days) == 1 else None


EMPTY = N_("The file has no rows.")
NO_COLUMNS = N_(
    "These columns were not found: {columns}. A file of single facts has in every row the index, the year, the "
    "province, the score or the rank, and the source."
)
SHEETS = N_("Single facts stand in several sheets: {sheets}. Keep one of them in a file.")
NO_ROWS = N_("There is no fact below the headers.")
NO_SOURCE = N_("The source is missing: no figure is published without one.")
NO_ADDRESS = N_("This is not a web address.")
NO_DAY = N_("This is not a date; write 2026-10-11.")
NO_INDEX = N_("There is no such index; there are {indices}.")
NO_PERIOD = N_("This is not a period: give a year, or for a running score the day, such as 2026-10-10.")
NO_PROVINCE = N_("The province is missing.")
NO_FIGURE = N_("There is neither a score nor a rank in this row.")
TOO_MANY = N_("The facts are of {n} sources and periods; at most {most} are read at a time.")
TOO_MANY_PROBLEMS = N_("There are {n} problems up to this row; the rest was not read.")
