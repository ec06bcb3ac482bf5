"""A table that is to become a release, as plain values: what the database keeps of it.

``bot.importing.draft`` adds where in a file each figure was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from data.model.figures import Coverage, RankKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDraft:
    """A figure to be, as in ``data.model.figures.Figure``: ``score`` in ``unit`` out of ``scale``; ``out_of`` is the
    denominator as printed beside the rank.
    """

    province: str
    indicator: str
    score: float | None
    unit: str
    scale: float | None
    rank: int | None
    rank_kind: RankKind
    out_of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDraft:
    """One index and period, checked and ready to be published.

    ``source_title`` (in English ``source_title_en``, '' for the same) and ``source_url`` say where people can read it.
    ``file_hash`` (SHA-256 in hex) is how the same file is recognised again; '' is never the same. ``correction_of`` is
    the release in force that it takes the place of, None for news; then ``why`` says what was wrong with that one. With
    ``note`` it has the same figures, and only what is said about them is corrected. A ``single`` one holds facts that
    are stated for themselves: it stands beside others of its period. ``evidence`` is kept in the record of who did
    what: how the figures were read, and what a person confirmed.
    """

    index: str
    period: str
    year: int
    title_vi: str
    title_en: str
    issuer: str
    source_title: str
    source_url: str
    announced: dt.date | None
    coverage: Coverage
    printed_out_of: int | None
    figures: Sequence[FigureDraft]
    file_hash: str
    correction_of: str | None = None
    why: str = ""
    note: bool = False
    source_title_en: str = ""
    evidence: str = ""
    single: bool = False
