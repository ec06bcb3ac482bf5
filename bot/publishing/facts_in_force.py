"""Single facts held against what is in force: what of them is new, what is known, and what they correct or dispute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.i18n import N_
from bot.importing.draft import Both, Draft, DraftFigure, FileProblem, Value
from bot.importing.provinces import both
from data.agreement import same_value
from data.database import Database
from data.model.figures import Figure, Release, Source
from data.queries import past
from data.queries.catalogue import Catalogue
from data.releases.single_facts import adds_nothing, contradicts, from_source, is_of_facts
from data.store import Store


@dataclass(frozen=True, slots=True)
class SettledFacts:
    """What of a draft is to be published: ``draft`` without the figures that are known, None where nothing is left
    (``known``: it is all in force). Where it ``corrects`` a release of the same source, what stays of that is in it.
    """

    draft: Draft | None
    corrects: Release | None
    problems: tuple[FileProblem, ...] = ()
    known: bool = False


class FactsInForce:
    """Reads what is in force for a draft's period."""

    def __init__(self, database: Database, store: Store) -> None:
        self._database = database
        self._store = store

    async def settle(self, draft: Draft) -> SettledFacts:
        releases = self._store.catalogue.releases.get(draft.index, {}).get(draft.period, ())
        figures = await past.figures_of(self._database, [one.id for one in releases])
        used = {one.source for one in releases} | {one.source for rows in figures.values() for one in rows}
        sources = await past.sources_of(self._database, used)
        return settled(draft, {one: figures[one.id] for one in releases}, sources, self._store.catalogue)


def settled(
    draft: Draft, standing: Mapping[Release, tuple[Figure, ...]], sources: Mapping[str, Source], catalogue: Catalogue
) -> SettledFacts:
    """What of a draft is new beside the releases in force; pure."""
    title = draft.source_title or draft.issuer
    own = {
        release
        for release in standing
        if is_of_facts(release) and from_source(sources[release.source], title, draft.source_url)
    }
    fresh: list[DraftFigure] = []
    known: list[Figure] = []
    wrong: list[Release] = []
    problems: list[FileProblem] = []
    for figure in draft.figures:
        held = [(release, one) for release, rows in standing.items() for one in rows if _same_cell(one, figure)]
        counts = [one for release, one in held if release in own or release.coverage == "full"]
        says_it = [one for one in counts if adds_nothing(figure, one)]
        if says_it and not any(release in own and contradicts(figure, one) for release, one in held):
            known += says_it
            continue
        fresh.append(figure)
        for release, one in held:
            if not contradicts(figure, one):
                continue
            if release not in own:
                problems.append(_disputed(draft, figure, one, sources, catalogue))
            elif release not in wrong:
                wrong.append(release)
    if not fresh:
        releases = tuple(dict.fromkeys(one.release for one in known))
        return SettledFacts(None, None, (draft.place().error(KNOWN, releases=releases),), known=True)
    if len(wrong) > 1:
        several = tuple(release.id for release in wrong)
        return SettledFacts(None, None, (draft.place().error(SEVERAL, releases=several),))
    passed = dict.fromkeys(catalogue.provinces[one.province].name_vi for one in draft.figures if one not in fresh)
    reading = replace(draft.reading, passed=(*draft.reading.passed, *passed))
    draft = replace(draft, figures=tuple(fresh), reading=reading)
    if not wrong:
        return SettledFacts(draft, None, tuple(problems))
    release = wrong[0]
    return SettledFacts(replace(draft, figures=joined(fresh, standing[release])), release, tuple(problems))


def joined(fresh: Iterable[DraftFigure], held: Iterable[Figure]) -> tuple[DraftFigure, ...]:
    """The figures of a release with those that are new instead; a half that is not stated anew stays."""
    found = {(one.province, one.indicator): one for one in fresh}
    for old in held:
        key = old.province, old.indicator
        new = found.get(key)
        if new is None:
            found[key] = _kept(old)
        elif new.score is None:
            found[key] = replace(new, score=old.score, unit=old.unit, scale=old.scale)
        elif new.rank is None:
            found[key] = replace(new, rank=old.rank, out_of=old.out_of)
    return tuple(found.values())


def _kept(figure: Figure) -> DraftFigure:
    """A figure that stays as it is; it stands in no row of what was read."""
    return DraftFigure(
        province=figure.province,
        indicator=figure.indicator,
        score=figure.score,
        unit=figure.unit,
        scale=figure.scale,
        rank=figure.rank,
        rank_kind=figure.rank_kind,
        out_of=figure.out_of,
        row=0,
        column="",
    )


def _same_cell(one: Figure, other: DraftFigure) -> bool:
    return (one.province, one.indicator) == (other.province, other.indicator)


def _disputed(
    draft: Draft, figure: DraftFigure, other: Figure, sources: Mapping[str, Source], catalogue: Catalogue
) -> FileProblem:
    source = sources[other.source]
    criterion = catalogue.indicator(draft.index, figure.indicator, draft.year)
    values: dict[str, Value] = {
        "province": both(catalogue.provinces[figure.province]),
        "criterion": Both(criterion.name_vi, criterion.name_en) if criterion else figure.indicator,
        "source": Both(source.title_vi, source.title_en),
    }
    if not same_value(figure.score, other.score):
        place, here, there = draft.place(figure), figure.score or 0.0, other.score or 0.0
        return place.warning(OTHER_SCORE, score=here, other=there, **values)
    return draft.rank_place(figure).warning(OTHER_RANK, rank=figure.rank or 0, other=other.rank or 0, **values)


KNOWN = N_("Nothing of this is new; it is in force as {releases}.")
SEVERAL = N_("This contradicts several releases of the same source: {releases}. Correct them one after the other.")
OTHER_SCORE = N_("“{criterion}” of {province}: {score} here, {other} in {source}. Both will be shown.")
OTHER_RANK = N_("“{criterion}” of {province}: rank {rank} here, rank {other} in {source}. Both will be shown.")
