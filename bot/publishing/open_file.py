"""One file on an operator's desk: what is known of it so far, and what is to be asked next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from bot.publishing.service import Checked

ANYBODY = 0
"""The operator of a file that any of them may publish."""


@dataclass(slots=True)
class OpenFile:
    """One file on the desk. A field of None was not said yet; ``announced`` may be said to be unknown."""

    id: str
    operator: int
    name: str
    data: bytes
    opened: dt.datetime
    index: str | None = None
    period: str | None = None
    title: tuple[str, str] | None = None
    source: str | None = None
    announced: dt.date | str | None = None
    partial: bool | None = None
    why: str = ""
    needs_why: bool = False
    confirmed: int = 0
    checked: Checked | None = field(default=None)

    @property
    def step(self) -> str:
        """The next thing to ask, '' when all is known."""
        missing = (
            ("index", self.index),
            ("period", self.period),
            ("title", self.title),
            ("source", self.source),
            ("announced", self.announced),
            ("partial", self.partial),
        )
        found = next((name for name, value in missing if value is None), "")
        return found or ("why" if self.needs_why and not self.why else "")
