"""Compares a draft with the results before: a copy, a copied column, changes that are hard to believe (pure)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Generator, Iterator
from statistics import median

from bot.i18n import N_
from bot.importing.draft import Both, Delta, Draft, DraftFigure, FileProblem, Pair, Value
from bot.importing.provinces import both
from data.model.figures import Figure, Results
from data.model.provinces import MERGER_DAY
from data.queries.catalogue import Catalogue
from data.rules import decimals

LEAST_COMPARED = 10
"""Fewer equal figures than this may be chance."""
MOSTLY = 0.6
FAR = 5.0
"""A change is hard to believe if it is this many median absolute deviations from the usual one …"""
LARGE = 0.1
"""… and also more than this part of the scale away from it."""
FEWEST_JUDGED = 8
EQUAL = 1e-6


def comparable(draft: Draft, previous: Results, catalogue: Catalogue) -> bool:
    """Whether changes mean anything: the same edition of the index, and the same side of the merger."""
    same_edition = catalogue.edition(draft.index, draft.year) == catalogue.edition(draft.index, previous.year)
    return same_edition and (draft.year < MERGER_DAY.year) == (previous.year < MERGER_DAY.year)


def against(draft: Draft, previous: Results | None, catalogue: Catalogue) -> Iterator[FileProblem]:
    """Every problem that only shows beside the period before."""
    if previous is None:
        return
    pairs: dict[str, list[tuple[DraftFigure, Figure]]] = defaultdict(list)
    for figure in draft.figures:
        before = previous.figure(figure.province, figure.indicator)
        if before is not None and figure.score is not None and before.score is not None:
            pairs[figure.indicator].append((figure, before))
    copied = yield from _copies(draft, previous, catalogue, pairs)
    if not copied and comparable(draft, previous, catalogue):
        for code, both_sides in pairs.items():
            yield from _jumps(draft, previous, catalogue, code, both_sides)


def _same(now: DraftFigure, then: Figure) -> bool:
    """Whether two figures are equal as far as the draft's decimals tell: a table may be printed with fewer."""
    if now.score is None or then.score is None:
        return False
    return abs(now.score - then.score) <= EQUAL or abs(now.score - round(then.score, _places(now.score))) <= EQUAL


def _places(score: float) -> int:
    return max(2, decimals(score))


def _copies(
    draft: Draft, previous: Results, catalogue: Catalogue, pairs: dict[str, list[tuple[DraftFigure, Figure]]]
) -> Generator[FileProblem, None, bool]:
    """Yield what is copied; return whether the whole table is."""
    compared = [pair for several in pairs.values() for pair in several]
    same = sum(1 for now, then in compared if _same(now, then))
    if len(compared) < LEAST_COMPARED or previous.period == draft.period:  # a correction keeps most of its table
        return False
    if same == len(compared):
        yield draft.place().error(COPY, period=_period(previous), n=same)
        return True
    if same >= MOSTLY * len(compared):
        yield draft.place().warning(MOSTLY_COPY, period=_period(previous), n=same, of=len(compared))
        return False
    for code, several in pairs.items():
        distinct = {now.score for now, _ in several}
        if len(several) >= LEAST_COMPARED and len(distinct) > 3 and all(_same(now, then) for now, then in several):
            name = _name(draft, catalogue, code)
            yield draft.place(several[0][0]).warning(COPIED_COLUMN, criterion=name, period=_period(previous))
    return False


def _jumps(
    draft: Draft, previous: Results, catalogue: Catalogue, code: str, pairs: list[tuple[DraftFigure, Figure]]
) -> Iterator[FileProblem]:
    """One warning for a criterion, naming the provinces that changed unlike the others, the largest change first."""
    changes = [(now, (now.score or 0.0) - (then.score or 0.0)) for now, then in pairs]
    scale = changes[0][0].scale if changes else None
    if len(changes) < FEWEST_JUDGED or scale is None:
        return
    usual = median(change for _, change in changes)
    spread = median(abs(change - usual) for _, change in changes)
    far = [(now, change) for now, change in changes if abs(change - usual) > max(FAR * spread, LARGE * scale) + EQUAL]
    if not far:
        return
    far.sort(key=lambda pair: -abs(pair[1] - usual))
    name = _name(draft, catalogue, code)
    shown = tuple(Pair(both(catalogue.provinces[now.province]), Delta(change)) for now, change in far)
    values: dict[str, Value] = {
        "criterion": name,
        "provinces": shown,
        "usual": Delta(usual),
        "period": _period(previous),
    }
    yield draft.place(far[0][0]).warning(JUMPS, **values)


def _period(previous: Results) -> Value:
    """The day of a running score, otherwise the year."""
    return dt.date.fromisoformat(previous.period) if len(previous.period) == 10 else previous.period


def _name(draft: Draft, catalogue: Catalogue, code: str) -> Both:
    row = catalogue.indicator(draft.index, code, draft.year)
    return Both(row.name_vi, row.name_en) if row else Both(code, code)


COPY = N_("All {n} scores that both have are those of {period}: this is a copy of that table.")
MOSTLY_COPY = N_("{n} of {of} scores are exactly those of {period}. Is part of the table an old one?")
COPIED_COLUMN = N_("Every score of “{criterion}” is exactly that of {period}.")
JUMPS = N_("“{criterion}” changed much more than elsewhere since {period} (usually {usual}): {provinces}.")
