"""What there is to tell of a release, a correction or a withdrawal, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.model import Change, Standing
from data.alerts.model import AlertKind
from data.model.figures import Exclusion, Figure, Release, Results, Source
from data.model.indices import Index
from data.model.provinces import Province
from data.releases.details import DetailChange, same_figure
from data.releases.draft import FigureDraft

FiguresByPlace = Mapping[tuple[str, str], Sequence[FigureDraft | Figure]]
"""The figures of a province and a criterion."""


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell. ``now`` is the table in force afterwards: the new one or, after a withdrawal, the one that
    is in force again for the same period, if any.

    ``earlier`` are the tables to compare with, the newest first. ``wrong`` is what was said before, by release: the
    tables that are corrected or withdrawn. ``why`` is the operator's reason, shown as written. ``details`` is what a
    note corrects.
    """

    kind: AlertKind
    release: Release
    now: Results | None
    earlier: tuple[Results, ...] = ()
    wrong: Mapping[str, Results] = field(default_factory=dict)
    why: str = ""
    details: tuple[DetailChange, ...] = ()

    def said(self, heard: str) -> Results | None:
        """What a chat that was told of the release ``heard`` was told; if it is not at hand, the newest wrong one."""
        return self.wrong.get(heard) or next(iter(self.wrong.values()), None)

    def told_the_same(self, heard: str) -> bool:
        """Whether the figures of the release ``heard`` are those in force now."""
        said = self.said(heard)
        return said is not None and self.now is not None and same_figures(said.figures, self.now.figures)


@dataclass(frozen=True, slots=True)
class Mine:
    """One of the chat's own provinces in the news. ``said`` is how it was told before (corrections, withdrawals)."""

    province: Province
    standing: Standing
    change: Change | None
    said: Standing | None = None

    @property
    def differs(self) -> bool:
        """Whether a correction changes what was said about the province."""
        return self.said is not None and told(self.said) != told(self.standing)


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that one text needs; ``bot.render.news`` words it."""

    kind: AlertKind
    release: Release
    mine: tuple[Mine, ...]
    more: int
    """How many of the chat's own provinces there are beyond those told of."""
    top: tuple[tuple[Province, Figure], ...]
    total: int
    """The number of provinces in the table."""
    left_out: tuple[tuple[Province, Exclusion], ...]
    changed: tuple[Mine, ...]
    """For a correction, the provinces whose figure changed, the largest move first."""
    standing_again: Results | None
    """For a withdrawal, what now holds for the period, if anything does."""
    sources: tuple[Source, ...]
    why: str
    index: Index
    details: tuple[DetailChange, ...] = ()
    """For a note, what is corrected."""


def same_figures(one: FiguresByPlace, other: FiguresByPlace) -> bool:
    """Whether two tables have the same figures."""
    return one.keys() == other.keys() and all(
        len(figures) == len(other[key]) and all(map(same_figure, figures, other[key])) for key, figures in one.items()
    )


def told(standing: Standing) -> tuple[float | None, int | None]:
    figure = standing.figure
    return (figure.score, figure.rank) if figure is not None else (None, None)
