"""What a file is, before it is understood: a plan's tasks or a table of provinces, and whose head it has (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.importing.grid import Grid, Sheet, shown
from bot.importing.plans.head import MOST_LINES, DocumentHead, read_head
from bot.importing.plans.layout import tables_of
from bot.importing.provinces import Provinces
from bot.names import Gazetteer
from data.queries.catalogue import Catalogue

MANY = 5
"""So many provinces are not named in the cells of a plan by chance."""


@dataclass(frozen=True, slots=True)
class FileOutline:
    """What a file holds: ``tasks``, a table with columns of a plan; ``provinces``, how many are named each in a cell of
    its own, up to ``MANY``. Both may be so, or neither.
    """

    format: str
    tasks: bool
    provinces: int
    head: DocumentHead

    @property
    def is_plan(self) -> bool:
        """Whether it is plainly a plan: no table of figures is a Word document."""
        return self.format == "docx" or (self.tasks and self.provinces < MANY)

    @property
    def is_ranking(self) -> bool:
        """Whether it is plainly a table of figures: so is any PDF without tasks, also one that is read as pictures."""
        return not self.tasks and (self.provinces > 0 or self.format == "pdf")


def outline_of(grid: Grid, head: Iterable[str], catalogue: Catalogue) -> FileOutline:
    """The outline of a file that could be read; ``head`` are the first lines of a Word document or a PDF."""
    gazetteer = Gazetteer(catalogue.names)
    visible = [sheet for sheet in grid.sheets if not sheet.hidden]
    tasks = any(not table.is_of_targets for sheet in visible for table in tables_of(sheet))
    lines = list(head) or [line for sheet in visible for line in _above(sheet)]
    named = len(_named(visible, Provinces(catalogue, gazetteer, 0, "")))
    return FileOutline(grid.format, tasks, named, read_head(lines, gazetteer))


def _above(sheet: Sheet) -> Iterator[str]:
    """The lines above the table of a sheet."""
    for row in sheet.rows[:MOST_LINES]:
        texts = [shown(cell).strip() for cell in row.cells if cell is not None]
        if len([text for text in texts if text]) > 3:
            return
        for text in texts:
            yield from text.splitlines()
        yield ""


def _named(sheets: Iterable[Sheet], provinces: Provinces) -> set[str]:
    """Some of the cells that are a province word for word; enough to know that there are many."""
    found: set[str] = set()
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row.cells:
                if isinstance(cell, str) and provinces.known(cell):
                    found.add(cell)
            if len(found) >= MANY:
                return found
    return found
