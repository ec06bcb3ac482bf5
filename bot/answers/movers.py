"""Who rose and who fell: a whole table against the one before it, or why the two cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.answers import periods
from bot.answers.context import sources
from bot.answers.lookup import change, indicator_of, stand
from bot.answers.model import Change, MoversAnswer, Standing, WhyNoMovers
from bot.answers.periods import earlier_periods
from bot.questions import Question
from data.model.figures import Results
from data.model.provinces import Province
from data.periods import before_merger
from data.queries.catalogue import Catalogue
from data.store import Store

Move = tuple[Standing, Change]


async def movers(store: Store, question: Question) -> MoversAnswer:
    """``/movers [index] [criterion] [year] [region]``: against the year before, or ``since`` where one is named."""
    catalogue = store.catalogue
    index, code = question.index or catalogue.preferred, question.indicator or ""
    period = _later(catalogue, store, index, question)
    now = await store.results(index, period) if period else None
    full = catalogue.periods(index, full=True)
    before = _earlier(catalogue, index, period, question, full)
    then = await store.results(index, before) if before else None
    why = _why(catalogue, index, code, period, before, full)
    region = catalogue.regions[question.region] if question.region else None
    shown = (now,) if why in ("no-table", "no-table-before") else (now, then)
    year = int(period[:4] or 0)
    empty = MoversAnswer(
        question=question,
        index=catalogue.indices[index],
        indicator=indicator_of(catalogue, index, code, year),
        region=region,
        period=period,
        before=before,
        why=why,
        edition=catalogue.edition(index, year) if why == "edition" else None,
        risers=(),
        fallers=(),
        steady=0,
        gained=(),
        lost=(),
        measured=(0, 0),
        unmatched=(),
        known=now.measured(code) if now is not None and not now.full else 0,
        nearest=_nearest(catalogue, index, code, full) if why else None,
        earlier=any(one in full for one in earlier_periods(catalogue, index, before)) if before else False,
        sources=sources(catalogue, [one.releases[0].source for one in shown if one is not None and one.releases]),
    )
    if why is not None or now is None or then is None:
        return empty
    return _moved(catalogue, empty, now, then)


def _later(catalogue: Catalogue, store: Store, index: str, question: Question) -> str:
    """The period named or, of those that fit, the newest with a whole table."""
    fitting = periods.candidates(store, index, question)
    full = catalogue.periods(index, full=True)
    named = question.period or (str(question.year) if question.year else "")
    return next((one for one in fitting if one in full), fitting[0] if fitting else named)


def _earlier(catalogue: Catalogue, index: str, period: str, question: Question, full: tuple[str, ...]) -> str:
    """The period to compare with: the one asked for, else the newest before it of those that figures are held against;
    '' where a running score has none.
    """
    if not period:
        return ""
    if catalogue.indices[index].dated:
        return next((one for one in earlier_periods(catalogue, index, period) if one in full), "")
    year = int(period[:4])
    return str(question.since if question.since and question.since < year else year - 1)


def _why(
    catalogue: Catalogue, index: str, code: str, period: str, before: str, full: tuple[str, ...]
) -> WhyNoMovers | None:
    """Why two periods cannot be compared; None if they can."""
    if period not in full:
        return "no-table"
    if before not in full:
        return "no-table-before"
    if before_merger(before) != before_merger(period):
        return "merger"
    now, then = int(period[:4]), int(before[:4])
    if catalogue.edition(index, now) != catalogue.edition(index, then):
        return "edition"
    if catalogue.indicator(index, code, now) is None or catalogue.indicator(index, code, then) is None:
        return "not-measured"
    return None


def _nearest(catalogue: Catalogue, index: str, code: str, full: tuple[str, ...]) -> tuple[str, str] | None:
    """The newest two whole tables that can be compared, the earlier one first."""
    for period in full:
        for before in earlier_periods(catalogue, index, period):
            if _why(catalogue, index, code, period, before, full) is None:
                return before, period
    return None


def _moved(catalogue: Catalogue, answer: MoversAnswer, now: Results, then: Results) -> MoversAnswer:
    index, code = answer.index.id, answer.indicator.code
    year, region = now.year, answer.region
    measured = {one.province: None for results in (now, then) for one in results.ranking.get(code, ())}
    moves: list[Move] = []
    unmatched: list[tuple[Province, str]] = []
    for slug in measured:
        province = catalogue.provinces[slug]
        if region is not None and not region.holds(province, year):
            continue
        standing = stand(catalogue, now, index, province, code, now.period)
        earlier = stand(catalogue, then, index, province, code, then.period)
        moved = change(standing, earlier)
        if moved is not None and moved.why is None:
            moves.append((standing, moved))
        else:
            unmatched.append((province, now.period if standing.figure is None else then.period))
    ranks = [move for move in moves if move[1].rank is not None]
    return replace(
        answer,
        risers=_by_rank(move for move in ranks if _places(move) > 0),
        fallers=_by_rank(move for move in ranks if _places(move) < 0),
        steady=sum(_places(move) == 0 for move in ranks),
        gained=_by_score(move for move in moves if _points(move) > 0),
        lost=_by_score(move for move in moves if _points(move) < 0),
        measured=(then.measured(code), now.measured(code)),
        unmatched=tuple(unmatched),
    )


def _places(move: Move) -> int:
    return move[1].rank or 0


def _points(move: Move) -> float:
    return move[1].score or 0.0


def _by_rank(moves: Iterable[Move]) -> tuple[Move, ...]:
    """The furthest first; of those that moved equally far the one with more points."""
    return tuple(sorted(moves, key=lambda move: (-abs(_places(move)), -abs(_points(move)))))


def _by_score(moves: Iterable[Move]) -> tuple[Move, ...]:
    return tuple(sorted(moves, key=lambda move: -abs(_points(move))))
