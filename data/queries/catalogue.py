"""What there is: provinces, indices and their trees, releases in force, sources, and all names a person may use.

It is loaded once per data version and held in memory; it is frozen, so that every part of the bot may share it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.model.figures import Exclusion, Fact, Source
from data.model.indices import Edition, Index, Indicator
from data.model.names import Name
from data.model.provinces import MERGER_DAY, Province, Region
from data.model.tasks import Agency, Document

if TYPE_CHECKING:
    from data.database import Database
    from data.queries.releases import Periods


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All there is, by id. The dictionaries keep the order of the seed files, in which lists are shown."""

    data_version: str
    provinces: dict[str, Province]
    regions: dict[str, Region]
    indices: dict[str, Index]
    editions: dict[str, tuple[Edition, ...]]
    indicators: dict[str, tuple[Indicator, ...]]
    releases: dict[str, Periods]
    """Index -> period -> releases in force, newest period first. An index without any release has an empty entry."""
    exclusions: tuple[Exclusion, ...]
    facts: tuple[Fact, ...]
    sources: dict[str, Source]
    agencies: dict[str, Agency]
    documents: dict[str, Document]
    names: tuple[Name, ...]
    _by_code: dict[tuple[str, str], tuple[Indicator, ...]] = field(repr=False, compare=False)

    @classmethod
    async def load(cls, database: Database) -> Catalogue:
        from data.queries.catalogue_rows import catalogue_of  # only what reads the database needs its library

        return await database.work(catalogue_of, write=False)

    @property
    def preferred(self) -> str:
        """The index meant where a question needs one and names none."""
        return next((index.id for index in self.indices.values() if index.preferred), next(iter(self.indices)))

    @property
    def newest(self) -> dict[str, str]:
        """The newest period with a whole table of each index that has one."""
        found = {index: self.periods(index, full=True) for index in self.indices}
        return {index: periods[0] for index, periods in found.items() if periods}

    def units(self, year: int) -> tuple[Province, ...]:
        """The units with figures for a year: 63 up to 2024, 34 since (annual indices look back on a whole year)."""
        if year < MERGER_DAY.year:
            return tuple(province for province in self.provinces.values() if province.kind_2024)
        return tuple(province for province in self.provinces.values() if province.kind_2025)

    def of_today(self, region: str) -> tuple[Province, ...]:
        """The units that a region has since 2025 or, where it is none of today's, those it had before (some ended)."""
        held = self.regions[region]
        for year in (MERGER_DAY.year, MERGER_DAY.year - 1):
            found = tuple(province for province in self.provinces.values() if held.holds(province, year))
            if found:
                break
        return found

    def edition(self, index: str, year: int) -> Edition | None:
        return next((edition for edition in self.editions.get(index, ()) if edition.holds(year)), None)

    def indicator(self, index: str, code: str, year: int) -> Indicator | None:
        """The row of a code that holds in a year; None when the criterion was not measured then (or does not exist)."""
        return next((row for row in self._by_code.get((index, code), ()) if row.holds(year)), None)

    def spans(self, index: str, code: str) -> tuple[Indicator, ...]:
        """All rows of a code, one for each span of years; () when there is no such code."""
        return self._by_code.get((index, code), ())

    def children(self, index: str, code: str, year: int, *, split: bool = False) -> tuple[Indicator, ...]:
        """The criteria that make up a criterion in a year ('' is the total); ``split`` gives those that cut across
        the tree instead.

        The parts of such a part (PAR INDEX ``B``) are found under its own code with ``split``.
        """
        return tuple(
            row
            for row in self.indicators.get(index, ())
            if row.parent == code and row.split == split and row.holds(year)
        )

    def periods(self, index: str, *, full: bool = False) -> tuple[str, ...]:
        """The periods with figures, the newest first; with ``full`` only those that have a whole table."""
        return tuple(
            period
            for period, releases in self.releases.get(index, {}).items()
            if not full or releases[0].coverage == "full"
        )
