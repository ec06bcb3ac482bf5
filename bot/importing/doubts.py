"""Cells of which their reader is not sure: each is a question of its own to whoever publishes the table (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.i18n import N_
from bot.importing.cell_places import CellDoubt, ReadCell
from bot.importing.draft import Draft, FileProblem, Location


def doubted(draft: Draft) -> tuple[FileProblem, ...]:
    """A warning for every doubtful cell of the figures and the provinces' names, in the order of the table."""
    cells = sorted((cell for cell in draft.cells if cell.doubt is not None), key=lambda one: (one.row, one.column))
    return tuple(_questions(draft, cells))


def is_doubt(problem: FileProblem) -> bool:
    """Whether a warning is such a question, which only a look at the document answers."""
    return problem.msgid in (DOUBTFUL, EITHER)


def _questions(draft: Draft, cells: list[ReadCell]) -> Iterator[FileProblem]:
    for cell in cells:
        doubt: CellDoubt | None = cell.doubt
        if doubt is None:
            continue
        page = cell.place.page if cell.place is not None else 0
        read = doubt.readings[0] if doubt.readings else ""
        place = Location(draft.reading.file, draft.reading.sheet, cell.row, cell.column, read, page=page)
        if len(doubt.readings) > 1:
            yield place.warning(EITHER, other=doubt.readings[1])
        else:
            yield place.warning(DOUBTFUL)


DOUBTFUL = N_("This cell cannot be read with certainty. Compare it with the document.")
EITHER = N_("This cell cannot be read with certainty: it may also be “{other}”. Compare it with the document.")
