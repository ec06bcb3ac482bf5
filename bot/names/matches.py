"""What looking for a name can lead to (found, ambiguous, unknown), and where in a sentence, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from data.model.names import Name, NameKind

How = Literal["exact", "keystrokes", "unspaced", "fuzzy"]


@dataclass(frozen=True, slots=True)
class Found:
    """One name was meant. ``via`` is the place that led to it ("Đà Lạt"); ``name`` is then its province."""

    name: Name
    how: How
    via: Name | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two or more names fit equally well, so the bot must ask. No name is there twice; the order is the gazetteer's."""

    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No name of the kind. ``nearest`` are up to three to offer; ``refused`` is the country, region or word it is."""

    nearest: tuple[Name, ...] = ()
    refused: Name | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: words ``start`` to ``end`` (not included); ``text`` is these words, folded.

    A province's mention includes the "tỉnh", "TP." or "province" beside it.
    """

    start: int
    end: int
    outcome: Found | Ambiguous
    text: str
    kind: NameKind = field(init=False, compare=False, repr=False)
    """The kind of what was found; it is ``province`` also when a place led there."""

    def __post_init__(self) -> None:
        names = self.outcome.names if isinstance(self.outcome, Ambiguous) else (self.outcome.name,)
        object.__setattr__(self, "kind", names[0].kind)
