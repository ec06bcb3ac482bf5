"""A file that an operator has sent: what is known of it so far, and what to ask next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from bot.publishing.service import Checked

ANYBODY = 0
"""The operator of a file that any operator may publish."""


@dataclass(slots=True)
class OpenFile:
    """One open file. A field is None while it has not been answered; ``announced`` may be answered as unknown."""

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
        """The next thing to ask; '' when all is known."""
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

    @property
    def unconfirmed(self) -> str:
        """The key of the warning that is to be confirmed next; '' when there is none."""
        warnings = self.checked.warnings if self.checked is not None else ()
        return warnings[self.confirmed].key if self.confirmed < len(warnings) else ""
