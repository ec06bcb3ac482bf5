"""An operator at a desk with the shipped figures: sends a file, gets a draft and what is said about it."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from pathlib import Path

from bot.i18n import Language, translator
from bot.importing.draft import Draft, FileProblem, FileRefused
from bot.importing.examination import Background
from bot.importing.files import examined, parcel
from bot.importing.moves import totals_of
from bot.importing.table_reader import ImportRequest
from bot.importing.worker import answer
from bot.names import Gazetteer
from bot.offline.html import parse_html
from bot.render.preview import problem_line
from data.database import Database
from data.model.figures import Results
from data.queries.catalogue import Catalogue
from data.queries.figures import Figures
from tests.support.table_files import Rows, as_csv, as_xlsx, put, raw_xlsx, wide, xml_rows

REQUEST = ImportRequest(
    index="766",
    year=2026,
    period="2026-10-10",
    title="Bộ chỉ số 766, số liệu ngày 10/10/2026",
    issuer="Văn phòng Chính phủ",
    source_title="Cổng Dịch vụ công quốc gia",
    source_url="https://dichvucong.gov.vn",
    announced=dt.date(2026, 10, 10),
    title_en="766 index as of 10 October 2026",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a file: ``draft`` without an error, all problems, and whether it was refused unread."""

    draft: Draft | None
    problems: tuple[FileProblem, ...]
    refused: bool = False

    def lines(self, language: Language = "en") -> list[str]:
        """The problems as a person reads them, markup resolved."""
        t = translator(language)
        return [parse_html(problem_line(problem, t))[0] for problem in self.problems]

    @property
    def scores(self) -> dict[tuple[str, str], float | None]:
        assert self.draft is not None, self.lines()
        return {(figure.province, figure.indicator): figure.score for figure in self.draft.figures}

    @property
    def ranks(self) -> dict[tuple[str, str], int | None]:
        assert self.draft is not None, self.lines()
        return {(figure.province, figure.indicator): figure.rank for figure in self.draft.figures}


class Kit:
    """The catalogue, the results before, and tables made from them. ``names``: province -> Vietnamese name."""

    def __init__(self, catalogue: Catalogue, results: dict[tuple[str, str], Results]) -> None:
        self.catalogue = catalogue
        self.results = results
        self.gazetteer = Gazetteer(catalogue.names)
        self.names = {province.id: province.name_vi for province in catalogue.provinces.values()}
        self.ids = {name: id for id, name in self.names.items()}

    @property
    def before(self) -> Results:
        return self.results["766", "2026-09-17"]

    def send(self, name: str, data: bytes, request: ImportRequest = REQUEST) -> Sent:
        """What comes of a file, without a process of its own: what that process does with what it is given."""
        try:
            given = parcel(name, data, request, self.background(request.index))
            found = examined(name, json.loads(json.dumps(answer(io.BytesIO(given)), allow_nan=False)))
        except FileRefused as refused:
            return Sent(None, (refused.problem,), refused=True)
        return Sent(None if found.wrong else found.draft, found.problems)

    def background(self, index: str) -> Background:
        previous = {"766": self.before, "papi": self.results["papi", "2023"]}.get(index)
        history = (totals_of(one) for (of, _), one in self.results.items() if of == index)
        before = previous.period if previous is not None else ""
        return Background(self.catalogue, previous, tuple(one for one in history if one.period <= before))

    def papi(self, *, extra: str = "", year: str = "2024") -> bytes:
        """PAPI 2024 as a plain table, with one more column if wanted."""
        codes = ["", *"12345678", *([extra] if extra else [])]
        rows: Rows = [["Tỉnh", "Tổng điểm", *codes[1:]]]
        for unit in self.catalogue.units(2024):
            figures = [self.results["papi", year].figure(unit.id, code) for code in codes]
            rows.append([unit.name_vi, *(figure.score if figure else None for figure in figures)])
            if extra:
                rows[-1][-1] = 1.5
        return as_xlsx(rows)

    def sipas(self, factor: float) -> bytes:
        """A table of SIPAS 2024 with made-up scores, multiplied."""
        rows: Rows = [["Tỉnh", "SIPAS 2024"]]
        rows += [[unit.name_vi, (90 - at / 10) * factor] for at, unit in enumerate(self.catalogue.units(2024))]
        return as_xlsx(rows)

    def raw(self, cell: str, inside: str, *, kind: str = "n") -> bytes:
        """The good table with the inside of one cell's XML replaced."""
        xml = xml_rows(put(wide(self.names), cell, None))
        number = cell[1:]
        ends = xml.index("<c ", xml.index(f'r="A{number}"'))
        return raw_xlsx(f'{xml[:ends]}<c r="{cell}" t="{kind}">{inside}</c>{xml[ends:]}')

    def yearly(self, *years: int) -> bytes:
        """The good table with a column of years; only in 2026 with its own scores."""
        rows = wide(self.names, ranks=False)
        found: Rows = [["Năm", *rows[0]]]
        for year in years:
            for row in rows[1:]:
                scores = row[1:] if year == 2026 else [1.0] * len(row[1:])
                found.append([float(year), row[0], *scores])
        return as_csv(found)

    def last(self) -> bytes:
        """The table of the period before, as it is."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["province", "indicator", "score"])
        for (province, code), figures in self.before.figures.items():
            writer.writerow([province, code, figures[0].score])
        return text.getvalue().encode()

    def tie(self) -> bytes:
        """The two first provinces with the same total and no components; the second's rank as good as the first's."""
        rows: Rows = [row[:3] for row in wide(self.names)]
        first, second = (next(at for at, row in enumerate(rows) if row[2] == rank) for rank in (1.0, 2.0))
        return as_xlsx(put(put(rows, f"B{second + 1}", rows[first][1]), f"C{second + 1}", 1.0))

    def dense(self) -> bytes:
        """As ``tie``, and all ranks after it one better."""
        rows: Rows = [row[:3] for row in wide(self.names)]
        first = next(row for row in rows if row[2] == 1.0)
        for row in rows[1:]:
            if row[2] == 2.0:
                row[1] = first[1]
            row[2] = max(1.0, float(str(row[2])) - 1)
        return as_xlsx(rows)


def kit_of(database: Path) -> Kit:
    """Reads the shipped figures once."""

    async def load() -> Kit:
        async with await Database.open(database) as opened:
            catalogue = await Catalogue.load(opened)
            figures = Figures(opened, catalogue)
            earlier = tuple(("papi", str(year)) for year in range(2018, 2023))
            periods = (*earlier, ("papi", "2023"), ("papi", "2024"), ("766", "2026-09-17"))
            found = {(index, period): await figures.results(index, period) for index, period in periods}
            return Kit(catalogue, {key: results for key, results in found.items() if results is not None})

    return asyncio.run(load())
