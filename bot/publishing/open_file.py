"""A file that is being asked about: what is known of it so far, and what to ask next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from bot.publishing.outcomes import Checked
from data.releases.details import DetailChange

ANYBODY = 0
"""The operator of a file that any operator may publish."""


@dataclass(slots=True)
class OpenFile:
    """One open file. A field is None while it has not been answered; ``announced`` may be answered as unknown.
    ``title`` is '' while the one that is made from index and period stands; it is asked only if that is wanted.

    ``confirmed`` counts the warnings that each operator has confirmed; a file that is ``dismissed`` waits to be taken
    up again. ``details`` is what alone differs from the release in force. ``key`` names the entry of the feed that
    brought it.
    """

    id: str
    operator: int
    name: str
    data: bytes
    opened: dt.datetime
    index: str | None = None
    period: str | None = None
    title: str = ""
    retitling: bool = False
    source: str | None = None
    announced: dt.date | str | None = None
    partial: bool | None = None
    why: str = ""
    needs_why: bool = False
    details: tuple[DetailChange, ...] = ()
    confirmed: dict[int, int] = field(default_factory=dict)
    checked: Checked | None = None
    dismissed: bool = False
    key: str = ""

    @property
    def step(self) -> str:
        """The next thing to ask; '' when all is known."""
        if self.operator == ANYBODY:
            return ""
        missing = (
            ("index", self.index),
            ("period", self.period),
            ("source", self.source),
            ("announced", self.announced),
            ("partial", self.partial),
        )
        found = next((name for name, value in missing if value is None), "")
        if not found and self.retitling:
            return "title"
        return found or ("why" if self.needs_why and not self.why else "")

    def unconfirmed(self, operator: int) -> str:
        """The key of the warning that the operator is to confirm next; '' when there is none."""
        keys = self.keys
        at = self.confirmed.get(operator, 0)
        return keys[at] if at < len(keys) else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its warnings, in the order in which they are confirmed."""
        return tuple(warning.key for warning in self.checked.warnings) if self.checked is not None else ()
