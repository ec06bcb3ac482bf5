"""A file's sheets, what was said of them and what is known already -> a draft and everything wrong or odd about it.

This runs in the reading process; pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.importing.checks import check
from bot.importing.doubted_headers import DoubtedHeaders
from bot.importing.doubted_names import DoubtedNames
from bot.importing.doubts import doubted
from bot.importing.draft import Draft, FileProblem
from bot.importing.facts.fact_table import SENTENCE
from bot.importing.grid import Grid
from bot.importing.moves import Totals
from bot.importing.open_doubts import CellAnswer, OpenDoubt, answered
from bot.importing.suspects import suspects
from bot.importing.table_reader import ImportRequest, understand
from bot.names import Gazetteer
from data.model.figures import Results
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
    the problems is an error, and there are no ``doubts``: while there are, no problem is final.
    """

    draft: Draft | None
    problems: tuple[FileProblem, ...]
    doubts: tuple[OpenDoubt, ...] = ()

    @property
    def wrong(self) -> bool:
        return any(problem.kind == "error" for problem in self.problems)


def examine(grid: Grid, request: ImportRequest, background: Background, answers: Sequence[CellAnswer] = ()) -> Examined:
    """Understand the table, with what a person has said of single cells, then check its figures."""
    catalogue, gazetteer = background.catalogue, Gazetteer(background.catalogue.names)
    pictured = grid.pictured
    if pictured:
        mended = DoubtedHeaders(catalogue, request.index, request.year).mended(grid)
        grid = answered(DoubtedNames(catalogue.names).settled(mended.grid), answers)
        grid = replace(grid, notes=(*grid.notes, *mended.problems))
    understood = understand(grid, request, catalogue, gazetteer)
    draft, problems, doubts = understood.draft, understood.problems, understood.doubts
    if draft is not None and grid.format == SENTENCE:
        said = grid.sheets[0].title
        draft = replace(draft, reading=replace(draft.reading, said=said), evidence=f"stated: {said}")
    if pictured and draft is not None:
        reading = replace(draft.reading, confirmed=len(answers))
        draft = replace(draft, reading=reading, evidence=evidence(grid, answers))
    if pictured and doubts is not None and (asked := doubts.open()):
        return Examined(draft, problems, asked)
    if draft is not None:
        found = check(draft, background.previous, catalogue, background.history)
        problems = (*problems, *doubted(draft), *found)
    if grid.format == SENTENCE:  # it has no rows and columns
        problems = tuple(replace(problem, row=None, column="") for problem in problems)
    return Examined(draft, problems, suspects(problems, doubts, answers) if pictured and doubts is not None else ())


def evidence(grid: Grid, answers: Sequence[CellAnswer]) -> str:
    """How a picture was read: by what, and the cells that a person confirmed, as they are."""
    readers = dict.fromkeys(reader for sheet in grid.sheets for reader in sheet.readers)
    said = ", ".join(f"{one.column}{one.row}={one.text}" for one in answers)
    return f"read by {' and '.join(readers)}" + (f"; confirmed by a person: {said}" if said else "")
