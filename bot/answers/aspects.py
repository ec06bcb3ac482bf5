"""What is asked about an index beside everything: who took part, when it was announced, from whom it asks."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.model import Announced, Participants
from data.model.figures import Fact, Results
from data.queries.catalogue import Catalogue
from data.store import Store

COUNTED = frozenset({"ranked", "pilot"})
"""The facts that say how many provinces took part."""


async def participants(store: Store, index: str, year: int | None) -> tuple[Participants, ...]:
    """Who took part in each period (in those of ``year`` if one is named), the newest first."""
    found: list[Participants] = []
    for period in store.catalogue.periods(index):
        results = await store.results(index, period)
        if results is not None and year in (None, results.year):
            found.append(_took_part(store.catalogue, results))
    return tuple(one for one in found if one.full or one.said or one.printed)


def _took_part(catalogue: Catalogue, results: Results) -> Participants:
    absent = [one for one in results.exclusions.values() if (one.province, "") not in results.figures]
    facts = () if results.full else results.facts
    said = [fact for fact in facts if not fact.province and not fact.indicator and fact.key in COUNTED]
    printed = {one.out_of for (_, code), figures in results.figures.items() if not code
               for one in figures if one.out_of is not None}  # fmt: skip
    return Participants(
        period=results.period,
        full=results.full,
        measured=results.measured() if results.full else 0,
        units=len(catalogue.units(results.year)),
        left_out=tuple((catalogue.provinces[one.province], one) for one in absent) if results.full else (),
        said=tuple(said),
        printed=printed.pop() if len(printed) == 1 and not results.full else None,
    )


def announced(catalogue: Catalogue, index: str, year: int | None) -> tuple[Announced, ...]:
    """When the figures of each period (of those of ``year`` if one is named) were announced, the newest first."""
    found: list[Announced] = []
    for period, releases in catalogue.releases.get(index, {}).items():
        if year not in (None, int(period[:4])):
            continue
        day = next((one.announced for one in releases if one.announced is not None), None)
        said = next((fact for fact in _facts(catalogue, index, "announced") if fact.period == period), None)
        if day is not None or said is not None:
            found.append(Announced(period, day, said if day is None else None))
    return tuple(found)


def asks(catalogue: Catalogue, index: str) -> Fact | None:
    """From whom an index asks what it measures, as the newest fact on that says; None where none does."""
    found = sorted(_facts(catalogue, index, "asks"), key=lambda fact: fact.period)
    return found[-1] if found else None


def _facts(catalogue: Catalogue, index: str, key: str) -> Iterator[Fact]:
    return (fact for fact in catalogue.facts if fact.index == index and fact.key == key and not fact.province)
