"""Everything the project knows, as plain rows: what the loader reads and what the check looks at."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.model.figures import Exclusion, Fact, Figure, Release, Source
from data.model.indices import Edition, Index, Indicator
from data.model.names import Name
from data.model.provinces import Province, Region
from data.model.tasks import Agency, Document, Target, Task

Aliases = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SeedContent:
    """All rows, in the order of their files.

    ``*_aliases`` are keyed by id, those of an indicator by (index, code, first year). ``agency_broader`` pairs an
    agency with one it is part of: a question about the broader one means the narrower one, too.
    """

    regions: tuple[Region, ...] = ()
    provinces: tuple[Province, ...] = ()
    province_aliases: Aliases = field(default_factory=dict)
    names: tuple[Name, ...] = ()
    sources: tuple[Source, ...] = ()
    indices: tuple[Index, ...] = ()
    index_aliases: Aliases = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    indicator_aliases: dict[tuple[str, str, int], tuple[str, ...]] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    figures: tuple[Figure, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    facts: tuple[Fact, ...] = ()
    agencies: tuple[Agency, ...] = ()
    agency_aliases: Aliases = field(default_factory=dict)
    agency_broader: tuple[tuple[str, str], ...] = ()
    documents: tuple[Document, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind; the kinds bear the names of the fields."""
        names = (name for name in self.__dataclass_fields__ if not name.endswith("_aliases"))
        return {name: len(getattr(self, name)) for name in names}
