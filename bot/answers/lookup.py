"""Results -> where a province stands: the figure, with everything that must be said beside it (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.answers.groups import group
from bot.answers.model import (
    Change,
    Missing,
    Neighbours,
    Part,
    Standing,
    WhyNoChange,
)
from data.model.figures import Exclusion, Figure, Results
from data.model.indices import Indicator
from data.model.provinces import Province
from data.periods import before_merger
from data.queries.catalogue import Catalogue


def indicator_of(catalogue: Catalogue, index: str, code: str, year: int) -> Indicator:
    """The criterion as it was named in ``year``; one not measured then keeps the name of its nearest years."""
    found = catalogue.indicator(index, code, year)
    if found is not None:
        return found
    rows = [row for row in catalogue.indicators[index] if row.code == code]
    if not rows:
        raise KeyError((index, code))
    return min(rows, key=lambda row: abs(row.first_year - year))


def stand(
    catalogue: Catalogue, results: Results | None, index: str, province: Province, code: str, period: str
) -> Standing:
    """The standing of a province in a criterion in a period, found or not; '' where the index has no period at all."""
    year = int(period[:4] or 0)
    figure = results.figure(province.id, code) if results else None
    if figure is not None and figure.score is None and figure.rank is None:
        figure = None
    exclusion = _exclusion(results, province.id, code)
    missing = None if figure else _missing(catalogue, results, index, province, code, period, exclusion)
    in_group, checked = (
        group(catalogue.indices[index], results, code, figure.score) if results and figure else (None, False)
    )
    return Standing(
        index=catalogue.indices[index],
        edition=catalogue.edition(index, year),
        indicator=indicator_of(catalogue, index, code, year),
        province=province,
        period=period,
        year=year,
        full=bool(results and results.full),
        figure=figure,
        others=results.others(province.id, code) if results else (),
        measured=results.measured(code) if results and results.full else None,
        missing=missing,
        exclusion=exclusion,
        release=results.releases[0] if results and results.releases else None,
        group=in_group,
        group_checked=checked,
        tied=_tied(results, figure) if results and figure else 0,
        made_of=results.made_of(province.id, code) if results and figure else (),
    )


def _tied(results: Results, figure: Figure) -> int:
    """How many others share the rank in a whole table."""
    if not results.full or figure.rank is None:
        return 0
    ranking = results.ranking.get(figure.indicator, ())
    same = [other for other in ranking if other.rank == figure.rank]
    return sum(other.province != figure.province for other in same)


def _exclusion(results: Results | None, province: str, code: str) -> Exclusion | None:
    found = results.exclusions.get(province) if results else None
    if found is None or not found.indicators or code == "" or code.split(".")[0] in found.indicators:
        return found
    return None


def _missing(
    catalogue: Catalogue,
    results: Results | None,
    index: str,
    province: Province,
    code: str,
    period: str,
    exclusion: Exclusion | None,
) -> Missing:
    year = int(period[:4] or 0)
    if province.ended and not before_merger(period):
        return "ended"
    if code and catalogue.indicator(index, code, year) is None and catalogue.edition(index, year) is not None:
        return "not-measured"
    editions = catalogue.editions.get(index, ())
    if editions and year < editions[0].first_year:
        return "before-first"
    if results is None:
        newest = catalogue.periods(index)
        return "not-yet" if newest and year > int(newest[0][:4]) else "no-release"
    return "excluded" if exclusion else "unknown"


def change(current: Standing, before: Standing | None) -> Change | None:
    """What moved against the period before, or why that cannot be said. Returns None when ``current`` has no figure."""
    if current.figure is None:
        return None
    if before is None:
        return Change(None, None, None, "dated" if current.index.dated else "missing")
    why = _incomparable(current, before)
    if why is not None or before.figure is None:
        return Change(before, None, None, why)
    now, then = current.figure, before.figure
    score = None
    if now.score is not None and then.score is not None and (now.unit, now.scale) == (then.unit, then.scale):
        # The difference of the scores as shown, so that a reader who subtracts gets the same.
        score = round(_shown(current, now.score) - _shown(before, then.score), 4)
    rank = then.rank - now.rank if now.rank is not None and then.rank is not None else None
    return Change(before, score, rank, None if score is not None or rank is not None else "missing")


def decimals(standing: Standing) -> int:
    """How many decimals a score is shown with: one more for the small scales of sub-criteria."""
    return standing.index.decimals + (1 if "." in standing.indicator.code else 0)


def _shown(standing: Standing, score: float) -> float:
    figure = standing.figure
    if figure is None or figure.rank_kind in ("reported", "derived"):
        return score  # shown as printed
    exact = Decimal(repr(score)).quantize(Decimal(1).scaleb(-decimals(standing)), ROUND_HALF_UP)
    return float(exact)


def _incomparable(current: Standing, before: Standing) -> WhyNoChange | None:
    if before.figure is None:
        return "excluded" if before.missing == "excluded" else "missing"
    if before_merger(before.period) and not before_merger(current.period):
        return "merger"
    if current.edition != before.edition:
        return "edition"
    return None


def part(catalogue: Catalogue, results: Results | None, standing: Standing) -> Part:
    """A criterion beside the median and the best of the provinces measured (full tables only)."""
    ranking = results.ranking.get(standing.indicator.code, ()) if results and results.full else ()
    if not ranking:
        return Part(standing, None, None, None)
    best = ranking[0]
    return Part(standing, median(ranking), best, catalogue.provinces[best.province])


def median(ranking: Sequence[Figure]) -> float:
    """The median score of a ranking, which must not be empty and is sorted already."""
    middle = (ranking[(len(ranking) - 1) // 2], ranking[len(ranking) // 2])  # the same one twice if odd
    return sum(figure.score or 0.0 for figure in middle) / 2


def neighbours(catalogue: Catalogue, results: Results | None, standing: Standing) -> Neighbours | None:
    """Who stands just above and just below in a full table, and who shares the place; None where there is no place.

    Where several share a place they are all named.
    """
    ranking = results.ranking.get(standing.indicator.code, ()) if results and results.full else ()
    places = {figure.province: _place(at, figure) for at, figure in enumerate(ranking, 1)}
    mine = places.get(standing.province.id)
    if mine is None:
        return None
    above = max((place for place in places.values() if place < mine), default=0)
    below = min((place for place in places.values() if place > mine), default=0)

    def at(place: int) -> tuple[tuple[Province, Figure], ...]:
        there = (figure for figure in ranking if places[figure.province] == place)
        return tuple((catalogue.provinces[one.province], one) for one in there if one.province != standing.province.id)

    return Neighbours(above=at(above), equal=at(mine), below=at(below))


def _place(at: int, figure: Figure) -> int:
    return figure.rank if figure.rank is not None else at


def left_out(
    catalogue: Catalogue, results: Results | None, standing: Standing
) -> tuple[tuple[Province, Exclusion], ...]:
    """The provinces without a figure for the criterion in a full table, with the reason where one is known."""
    if results is None or not results.full:
        return ()
    code = standing.indicator.code
    return tuple(
        (catalogue.provinces[one.province], one)
        for one in results.exclusions.values()
        if (one.province, code) not in results.figures and _exclusion(results, one.province, code)
    )


def absent(catalogue: Catalogue, results: Results, code: str) -> tuple[tuple[Province, Exclusion | None], ...]:
    """The provinces of that time that a whole table has no score of, and why where a source says so."""
    measured = {figure.province for figure in results.ranking.get(code, ())}
    later = not before_merger(results.period)
    there = (one for one in catalogue.provinces.values() if not (later and one.ended))
    return tuple((one, _exclusion(results, one.id, code)) for one in there if one.id not in measured)


def extremes(parts: tuple[Part, ...]) -> tuple[Standing | None, Standing | None]:
    """The criteria with the best and the worst rank; None, None if fewer than two have a rank or
    all ranks are equal. Of several with the same rank the one that is further behind the best is the weaker one.
    """
    ranked = sorted((item for item in parts if weakness(item)[0]), key=weakness)
    if len(ranked) < 2 or weakness(ranked[0])[0] == weakness(ranked[-1])[0]:
        return None, None
    return ranked[0].standing, ranked[-1].standing


def weakness(item: Part) -> tuple[int, float]:
    """How weak a province is in a criterion, greater for weaker: its rank (0 where it has none), then its distance to
    the best. The one measure of the weakest criterion, wherever it is named.
    """
    figure = item.standing.figure
    if figure is None or figure.rank is None:
        return 0, 0.0
    best = item.best.score if item.best is not None else None
    return figure.rank, 0.0 if best is None or figure.score is None else best - figure.score


def parts_of(
    catalogue: Catalogue, results: Results | None, index: str, province: Province, code: str, period: str
) -> tuple[Part, ...]:
    """The criteria directly below ``code`` for which the province has a figure, in the order of the tree."""
    below = catalogue.children(index, code, int(period[:4] or 0))
    standings = (stand(catalogue, results, index, province, row.code, period) for row in below)
    return tuple(part(catalogue, results, standing) for standing in standings if standing.figure)


def missing_of(
    catalogue: Catalogue, results: Results | None, index: str, province: Province, code: str, period: str
) -> tuple[Standing, ...]:
    """The criteria directly below ``code`` for which the province has no figure, in the order of the tree."""
    below = catalogue.children(index, code, int(period[:4] or 0))
    standings = (stand(catalogue, results, index, province, row.code, period) for row in below)
    return tuple(standing for standing in standings if standing.figure is None)
