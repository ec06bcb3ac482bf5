"""Cells of a picture that both readers read alike, but that cannot all be right: they are asked about, too (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.importing.checks import CROSSED, GAP, NO_SUM, WRONG_RANK
from bot.importing.draft import FileProblem
from bot.importing.open_doubts import CellAnswer, CellDoubts, OpenDoubt
from bot.importing.xlsx_extent import column_number

ORDER = (WRONG_RANK, CROSSED, GAP)


def suspects(
    problems: Iterable[FileProblem], doubts: CellDoubts, answers: Sequence[CellAnswer]
) -> tuple[OpenDoubt, ...]:
    """The cells that errors may rest on and that no person has confirmed. Of ranks and scores that do not follow each
    other those without which they would; of a sum that is wrong all its parts; otherwise the cell itself.
    """
    places: set[tuple[int, int]] = set()
    for problem in problems:
        if problem.kind != "error" or problem.row is None or not problem.column:
            continue
        at = problem.row, column_number(problem.column) - 1
        if problem.msgid in ORDER:
            places |= set(doubts.disordered(at)) or {at}
        elif problem.msgid == NO_SUM:
            places |= set(doubts.row(problem.row))
        else:
            places.add(at)
    said = {(one.row, column_number(one.column) - 1) for one in answers}
    return doubts.of(places - said)
