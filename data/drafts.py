"""A checked table that waits to be published: what an operator saw in the preview, and what is then written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.model import Coverage, Figure, RankKind, Source


@dataclass(frozen=True, slots=True)
class Draft:
    """One index and period as read from a file and checked; ``Publishing.publish`` makes a release of it.

    ``source`` is where people can read it; its id may be '' (one is made from the release's id). Of each figure
    ``release`` is not looked at, and ``source`` '' means the draft's own. ``file_hash`` is the SHA-256 of the
    file in hex: the same file is published once. ``rank_kind`` says how the table's ranks came about.

    ``correction_of`` is the id of the release in force that this one takes the place of, '' or None for news;
    then ``why`` says what was wrong with that one.
    """

    index: str
    period: str
    year: int
    title_vi: str
    title_en: str
    issuer: str
    source: Source
    announced: dt.date | None
    coverage: Coverage
    rank_kind: RankKind
    figures: tuple[Figure, ...]
    file_hash: str
    printed_out_of: int | None = None
    correction_of: str | None = None
    why: str = ""

    @property
    def provinces(self) -> frozenset[str]:
        """The provinces it says something of."""
        return frozenset(figure.province for figure in self.figures)
