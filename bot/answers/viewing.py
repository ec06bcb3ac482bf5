"""Who reads what became of tasks, and on which day: two readers may be shown different states of the same task."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

EVERYWHERE = frozenset({"*"})
"""What administrators see."""


@dataclass(frozen=True, slots=True)
class Viewing:
    """``sees`` are the provinces whose reports the reader may read although they are not public, ``reports`` is the
    version of the reports, None where nobody has read it yet.
    """

    today: dt.date
    sees: frozenset[str] = frozenset()
    reports: str | None = None

    def may_read(self, province: str) -> bool:
        return province in self.sees or self.sees == EVERYWHERE
