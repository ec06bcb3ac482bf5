"""Rankings: the top or the bottom of a full table, and what can honestly be said where there is none."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import periods
from bot.answers.context import sources
from bot.answers.groups import group
from bot.answers.lookup import absent, indicator_of, median
from bot.answers.model import GROUPS, InGroup, Line, Spread, TableAnswer
from bot.answers.regions import mean, means
from bot.answers.selection import Page, beyond, in_places, line_of, page_of, quarters
from bot.questions import Question
from data.agreement import DOUBTED
from data.model.figures import Figure, Results
from data.model.provinces import Province
from data.queries.catalogue import Catalogue
from data.store import Store

NATIONAL = frozenset({"mean", "median", "max", "min", "ranked", "groups", "highest", "lowest", "structure", "sample"})
BY_REGION = frozenset({"mean", "region"})


async def table(store: Store, question: Question) -> TableAnswer:
    """``/top`` and ``/bottom [n] [region]``, a group, one side of a line, some places, or the means of the regions.

    A partial release never becomes a league table.
    """
    catalogue = store.catalogue
    assert question.index is not None
    index, code = question.index, question.indicator or ""
    chosen = await periods.for_table(store, index, question)
    results = chosen.results
    year = int(chosen.period[:4] or 0)
    region = catalogue.regions[question.region] if question.region else None
    every: tuple[tuple[Province, Figure], ...] = ()
    there, fitting = every, every
    quarter: InGroup | None = None
    parted: tuple[tuple[InGroup, frozenset[str]], ...] = ()
    line: Line | None = None
    if results is not None and results.full:
        every = tuple((catalogue.provinces[figure.province], figure) for figure in results.ranking.get(code, ()))
        there = tuple(row for row in every if region is None or region.holds(row[0], year))
        parted = quarters(catalogue, results, code)
        quarter, members = next((one for one in parted if one[0].group == question.group), (None, frozenset[str]()))
        line = line_of(catalogue, results, code, question.bound) if question.bound is not None else None
        fitting = tuple(
            (province, figure)
            for province, figure in there
            if (quarter is None or province.id in members)
            and (line is None or beyond(line, figure.score))
            and in_places(figure, question)
        )
    by_region = question.topic == "regions"
    asked = question if quarter is not None else replace(question, group="")
    shown = Page((), 0, 1, 0, 1) if by_region else page_of(fitting, asked)
    rows = shown.rows
    facts = (
        tuple(
            fact
            for fact in results.facts
            if not fact.province
            and fact.indicator == code
            and not results.full
            and fact.key in (BY_REGION if by_region else NATIONAL)
        )
        if results
        else ()
    )
    extreme = _extreme(catalogue, results, code, bottom=question.bottom) if results and not results.full else None
    ids = [figure.source for _, figure in rows] or ([results.releases[0].source] if results and results.full else [])
    ids += [fact.source for fact in facts] + _read_in(results, extreme)
    excluded = results.exclusions.values() if results is not None and results.full else ()
    return TableAnswer(
        question=question,
        index=catalogue.indices[index],
        indicator=indicator_of(catalogue, index, code, year),
        period=chosen.period,
        year=year,
        full=bool(results and results.full),
        rows=rows,
        total=len(there),
        region=region,
        bottom=question.bottom,
        known=_known(results, code),
        extreme=extreme,
        facts=facts,
        excluded=tuple(
            (catalogue.provinces[one.province], one)
            for one in excluded
            if (code == "" or not one.indicators or code.split(".")[0] in one.indicators)
            and (region is None or region.holds(catalogue.provinces[one.province], year))
        ),
        release=results.releases[0] if results and results.releases else None,
        spread=_spread(catalogue, results, code) if results and every and (region is None or by_region) else None,
        newest=(catalogue.periods(index) or ("",))[0],
        first_year=catalogue.editions[index][0].first_year,
        sources=sources(catalogue, ids),
        listed=shown.listed,
        first=shown.first,
        page=shown.page,
        pages=shown.pages,
        in_group=quarter,
        no_groups=bool(question.group) and quarter is None,
        line=line,
        means=means(catalogue, every, year, region) if by_region else (),
        mean=mean(every) if by_region else None,
        measured=len(every),
        unit=every[0][1].unit if every else catalogue.indices[index].unit,
        everybody=every,
        quarters=tuple(about for about, _ in parted),
        absent=absent(catalogue, results, code) if results is not None and every else (),
    )


def _read_in(results: Results | None, extreme: tuple[Province, Figure] | None) -> list[str]:
    """The sources of the figure shown alone; two where they complete each other."""
    if results is None or extreme is None:
        return []
    return [half.source for half in results.made_of(extreme[0].id, extreme[1].indicator)]


def _spread(catalogue: Catalogue, results: Results, code: str) -> Spread | None:
    """Median, both ends and, where the index has groups, the lowest score of the highest group."""
    ranking = results.ranking.get(code, ())
    if not ranking:
        return None
    index = catalogue.indices[results.index]
    scores = [one.score for one in ranking if one.score is not None]
    top = [score for score in scores if group(index, results, code, score)[0] == GROUPS[-1]]
    return Spread(
        median=median(ranking),
        best=(catalogue.provinces[ranking[0].province], ranking[0]),
        worst=(catalogue.provinces[ranking[-1].province], ranking[-1]),
        highest_group=min(top) if top else None,
    )


def _known(results: Results | None, code: str) -> int:
    return sum(1 for _, indicator in results.figures if indicator == code) if results else 0


def _extreme(catalogue: Catalogue, results: Results, code: str, *, bottom: bool) -> tuple[Province, Figure] | None:
    """The one province that the sources agree is first (or last of as many as were ranked)."""
    found = [
        figures[0]
        for (_, indicator), figures in results.figures.items()
        if indicator == code and figures[0].rank is not None and figures[0].flag not in DOUBTED
        and figures[0].rank == (figures[0].out_of if bottom else 1)
    ]  # fmt: skip
    first = [figures[0] for (_, indicator), figures in results.figures.items()
             if indicator == code and figures[0].rank == 1 and not bottom]  # fmt: skip
    either = found or first
    return (catalogue.provinces[either[0].province], either[0]) if len(either) == 1 else None
