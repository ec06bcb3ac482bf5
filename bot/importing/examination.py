"""A file's sheets, what was said of them and what is known already -> a draft and everything wrong or odd about it.

This runs in the reading process; pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.importing.checks import check
from bot.importing.doubts import doubted
from bot.importing.draft import Draft, FileProblem
from bot.importing.grid import Grid
from bot.importing.moves import Totals
from bot.importing.table_reader import ImportRequest, understand
from bot.names import Gazetteer
from data.model import Results
from data.queries.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Background:
    """What a file is held against, read from the database beforehand. ``previous`` are the results of the period
    before or, for a correction, of the same period; ``history`` are the totals of all periods before, oldest first.
    """

    catalogue: Catalogue
    previous: Results | None = None
    history: tuple[Totals, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of a file: ``draft`` is what was understood, None if it could not be. It may be published if none of
    the problems is an error.
    """

    draft: Draft | None
    problems: tuple[FileProblem, ...]

    @property
    def wrong(self) -> bool:
        return any(problem.kind == "error" for problem in self.problems)


def examine(grid: Grid, request: ImportRequest, background: Background) -> Examined:
    """Understand the table, then check its figures."""
    catalogue = background.catalogue
    understood = understand(grid, request, catalogue, Gazetteer(catalogue.names))
    if understood.draft is None:
        return Examined(None, understood.problems)
    found = check(understood.draft, background.previous, catalogue, background.history)
    return Examined(understood.draft, (*understood.problems, *doubted(understood.draft), *found))
