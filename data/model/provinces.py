"""The provinces: 63 until the middle of 2025, 34 since, and what they belong to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MERGER_DAY = dt.date(2025, 7, 1)
"""On this day 63 provinces became 34; the districts had ended the day before."""
MOST_MOVE = 62
"""There are at most 63 provinces, so no rank can move further than this."""
RENAMED = {"hue": (2025, "Thừa Thiên Huế", "Thua Thien Hue")}
"""Units that bore another name until the year before: id -> (first year of the new name, the old names)."""


@dataclass(frozen=True, slots=True)
class Province:
    """A provincial unit: one of 63 until 2025-06-30, one of 34 since 2025-07-01.

    ``kind_*`` is ``province`` or ``municipality``; the 2025 fields are empty for the 29 units that ended, which have a
    ``successor``. ``absorbed`` lists the ended units that went into this one.
    """

    id: str
    name_vi: str
    name_en: str
    kind_2024: str
    gso_2024: str
    region_2024: str
    kind_2025: str
    gso_2025: str
    region_2025: str
    successor: str
    absorbed: tuple[str, ...]

    @property
    def ended(self) -> bool:
        """True for a unit that ceased to exist on 2025-07-01."""
        return bool(self.successor)

    @property
    def today(self) -> str:
        """The id of the unit that it is or is a part of today."""
        return self.successor or self.id

    def named(self, year: int) -> tuple[str, str]:
        """The Vietnamese and the English name the unit bore in ``year``."""
        since, *old = RENAMED.get(self.id, (0, self.name_vi, self.name_en))
        return (old[0], old[1]) if year < since else (self.name_vi, self.name_en)

    def region(self, year: int) -> str:
        """The id of the region the unit belonged to in ``year``; '' for an ended unit after its end."""
        return self.region_2024 if year < 2025 else self.region_2025

    def kind(self, year: int) -> str:
        """``province`` or ``municipality`` as of the end of ``year``; '' when the unit did not exist then."""
        return self.kind_2024 if year < 2025 else self.kind_2025


@dataclass(frozen=True, slots=True)
class Region:
    """A socio-economic region, or a set of units with a name of its own ("miền Bắc", the centrally governed cities).

    ``frame`` is 2024 (of the 63 units), 2025 (of the 34 units) or 0 for both. ``members`` are ids of the regions or of
    the units it is made of, or ``municipality`` for the units of that kind; () for a region that the units name.
    """

    id: str
    name_vi: str
    name_en: str
    frame: int
    members: tuple[str, ...] = ()

    def holds(self, province: Province, year: int) -> bool:
        """Whether the unit was one of it in ``year``; no unit is where it did not exist, nor in another frame."""
        if self.frame and (self.frame < MERGER_DAY.year) != (year < MERGER_DAY.year):
            return False
        kind, home = province.kind(year), province.region(year)
        if not kind:
            return False
        return bool({home, province.id, kind} & set(self.members)) if self.members else home == self.id
