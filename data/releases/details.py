"""What is said about a release beside its figures, and how a draft changes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from data.model.figures import Figure, Release, Source
from data.releases.draft import FigureDraft, ReleaseDraft

Detail = Literal["title", "issuer", "source", "address", "announced"]
DetailValue = tuple[str, str] | dt.date | None
"""A text in Vietnamese and in English, or a date where one is known."""


@dataclass(frozen=True, slots=True)
class DetailChange:
    """One thing that is said about a release, before and after."""

    what: Detail
    before: DetailValue
    after: DetailValue


def changed_details(draft: ReleaseDraft, release: Release, source: Source) -> tuple[DetailChange, ...]:
    """What the draft says otherwise than the release, which rests on ``source``."""
    title = draft.source_title or draft.issuer
    pairs: tuple[tuple[Detail, DetailValue, DetailValue], ...] = (
        ("title", (release.title_vi, release.title_en), (draft.title_vi, draft.title_en)),
        ("issuer", (release.issuer, release.issuer), (draft.issuer, draft.issuer)),
        ("source", (source.title_vi, source.title_vi), (title, title)),
        ("address", (source.url, source.url), (draft.source_url, draft.source_url)),
        ("announced", release.announced, draft.announced),
    )
    return tuple(DetailChange(what, before, after) for what, before, after in pairs if before != after)


def same_figure(one: FigureDraft | Figure, other: FigureDraft | Figure) -> bool:
    """Whether both say the same of a province and a criterion, but for where it is read."""
    if one.score is None or other.score is None:
        alike = one.score is other.score
    else:
        alike = abs(one.score - other.score) < 1e-6
    return alike and (one.rank, one.rank_kind, one.out_of) == (other.rank, other.rank_kind, other.out_of)
