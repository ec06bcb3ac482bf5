"""An operator who photographs tables: every doubtful cell is looked up in what was drawn, until none is left.

What is then published must be what was drawn, figure by figure. A figure that is not was wrong and not asked about.
"""

from __future__ import annotations

import io
import resource
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.importing.draft import FileProblem
from bot.importing.examination import Background, Examined, examine
from bot.importing.grid import Grid, grid_of
from bot.importing.open_doubts import CellAnswer, OpenDoubt
from bot.importing.sniff import is_pdf
from bot.importing.table_reader import ImportRequest
from bot.importing.worker import read
from bot.importing.xlsx_extent import column_number
from data.queries.catalogue import Catalogue
from tests.support.table_pictures import (
    Kind,
    ShownRow,
    TableLook,
    drawn,
    jpeg,
    photographed,
    png,
    shown_rows,
)

ROUNDS = 6
SECOND_HALF = 4
"""Columns of the left one of two tables side by side."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the corpus."""

    label: str
    look: TableLook
    make: Callable[[TableLook], bytes]


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of a picture: cells that figures and names are read from, of these ``asked``; ``wrong`` are those that
    would be published otherwise than drawn; ``misled`` are doubts in which the order was said to prove another reading.
    ``seconds`` are those of a processor that reading took, whatever else the machine did.
    With ``problems`` nothing would be published.
    """

    cells: int
    asked: int
    wrong: tuple[str, ...]
    misled: tuple[str, ...]
    seconds: float
    problems: tuple[FileProblem, ...] = ()


def _sharp(width: int) -> Callable[[TableLook], bytes]:
    return lambda look: png(drawn(look, width))


def _pressed(width: int) -> Callable[[TableLook], bytes]:
    return lambda look: jpeg(drawn(look, width), 60)


def _photo(width: int, noise: float = 5.0) -> Callable[[TableLook], bytes]:
    return lambda look: jpeg(photographed(drawn(look, width), noise=noise), 60)


MAKES: dict[str, Callable[[TableLook], bytes]] = {
    "PNG, 1280": _sharp(1280), "JPEG q60, 1280": _pressed(1280), "photo, 1280": _photo(1280),
    "PNG, 2600": _sharp(2600), "photo, 2600": _photo(2600), "dark and noisy photo, 1280": _photo(1280, 9.0),
}  # fmt: skip


def corpus(catalogue: Catalogue) -> Iterator[Shot]:
    """Every kind of table, ruled, unruled and striped, of 63 and of 34 provinces, in every quality."""
    old, new = (tuple(unit.name_vi for unit in catalogue.units(year)) for year in (2024, 2025))
    kinds: tuple[Kind, ...] = ("plain", "sipas", "par", "halves")
    for kind in kinds:
        for names in (old, new) if kind != "halves" else (old,):
            for ruling in ("ruled", "unruled", "striped"):
                look = TableLook(kind, names, ruling, stamp=ruling != "striped", seed=len(names) + len(ruling))
                for quality, make in MAKES.items():
                    yield Shot(f"{kind}, {len(names)} rows, {ruling}, {quality}", look, make)


def work_through(shot: Shot, catalogue: Catalogue) -> Worked:
    """Read the picture, answer every doubt with what was drawn, and hold what comes of it against that."""
    data = shot.make(shot.look)
    began = _processor_seconds()
    answer = read(data)
    seconds = _processor_seconds() - began
    assert "sheets" in answer, answer
    grid = grid_of("scan.pdf" if is_pdf(data) else "photo.png", "0" * 64, answer)
    request = request_of(shot.look)
    answers: list[CellAnswer] = []
    misled: list[str] = []
    found = examine(grid, request, Background(catalogue))
    for _ in range(ROUNDS):
        if not found.doubts:
            break
        for doubt in found.doubts:
            text = truth_of(doubt, shot.look, grid, catalogue)
            if doubt.proven and doubt.proven != text:
                misled.append(f"{doubt.cell}: {doubt.proven} is {text}")
            answers.append(CellAnswer(doubt.row, doubt.column, text))
        found = examine(grid, request, Background(catalogue), answers)
    cells, wrong = _held(found, shot.look, catalogue)
    errors = tuple(problem for problem in found.problems if problem.kind == "error")
    return Worked(cells, len(answers), wrong, tuple(misled), seconds, errors)


def _processor_seconds() -> float:
    """Those of this process, and of the readers that it started and that ended."""
    used = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def request_of(look: TableLook) -> ImportRequest:
    year = 2024 if len(look.names) > 40 else 2025
    index = "par" if look.kind == "par" else "sipas"
    return ImportRequest(index, year, str(year), f"{index} {year}", "Bộ Nội vụ", "Bộ Nội vụ", "", None)


def truth_of(doubt: OpenDoubt, look: TableLook, grid: Grid, catalogue: Catalogue) -> str:
    """What was drawn in a doubtful cell."""
    row = _drawn_row(doubt, look, grid)
    if row is None:  # a piece of the stamp
        return ""
    if doubt.field == "province":
        return row.name
    if doubt.field == "rank":
        return str(row.rank)
    assert doubt.criterion is not None
    codes = {one.name_vi: one.code for one in catalogue.indicators[request_of(look).index] if one.holds(2025)}
    return f"{row.scores[codes[doubt.criterion.vi]]:.2f}".replace(".", ",")


def _drawn_row(doubt: OpenDoubt, look: TableLook, grid: Grid) -> ShownRow | None:
    rows = shown_rows(look)
    high = len(rows) if look.kind != "halves" else -(-len(rows) // 2)
    # The first column numbers the rows: most of its numbers say how many rows are above the first.
    numbered = ((row.number, row.text(0)) for row in grid.sheets[0].rows)
    above = Counter(number - int(text) for number, text in numbered if text.isdecimal()).most_common(1)[0][0]
    at = doubt.row - above - 1
    if not 0 <= at < high:
        return None
    at += high if look.kind == "halves" and column_number(doubt.column) > SECOND_HALF else 0
    return rows[at] if at < len(rows) else None


def _held(found: Examined, look: TableLook, catalogue: Catalogue) -> tuple[int, tuple[str, ...]]:
    """How many cells were drawn, and which of the figures would be published otherwise."""
    read: dict[tuple[str, str], Any] = {}
    for figure in found.draft.figures if found.draft is not None else ():
        read[figure.province, figure.indicator] = (figure.score, figure.rank)
    ids = {unit.name_vi: unit.id for unit in catalogue.provinces.values()}
    wrong: list[str] = []
    cells = 0
    stopped = found.wrong or found.draft is None
    for row in shown_rows(look):
        cells += 2 + len(row.scores)
        for code, score in row.scores.items():
            got_score, got_rank = read.get((ids[row.name], code), (None, None))
            if stopped:
                continue
            if got_score != score or (code == "" and got_rank != row.rank):
                wrong.append(f"{row.name} {code or 'total'}: {score} ({row.rank}) was read {got_score} ({got_rank})")
    return cells, tuple(wrong)


def hostile(image: Any, format: str, **more: Any) -> bytes:
    """A picture saved in some format."""
    file = io.BytesIO()
    image.save(file, format, **more)
    return file.getvalue()
