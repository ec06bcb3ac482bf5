"""What can be wrong with a table of figures, as plain values that keep the figure. ``data.rules`` finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

from data.model.figures import RankKind


class TableFigure(Protocol):
    """What the rules look at: a ``data.model.figures.Figure``, or a figure that is yet to be published."""

    @property
    def province(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def score(self) -> float | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def scale(self) -> float | None: ...
    @property
    def rank(self) -> int | None: ...
    @property
    def rank_kind(self) -> RankKind: ...
    @property
    def out_of(self) -> int | None: ...


F = TypeVar("F", bound=TableFigure)


@dataclass(frozen=True, slots=True)
class OutsideScale(Generic[F]):
    """The score is below 0 or above ``limit``."""

    figure: F
    limit: float


@dataclass(frozen=True, slots=True)
class NoSuchRank(Generic[F]):
    """The rank is none of 1 to ``among``."""

    figure: F
    among: int


@dataclass(frozen=True, slots=True)
class WrongSum(Generic[F]):
    """The score is not what the ``parts`` (their codes) make together: ``total``."""

    figure: F
    parts: tuple[str, ...]
    total: float


@dataclass(frozen=True, slots=True)
class WrongRank(Generic[F]):
    """By the scores, the rank is ``right`` (or one of those after it that a tie leaves free)."""

    figure: F
    right: int


@dataclass(frozen=True, slots=True)
class CrossedRanks(Generic[F]):
    """The figure has a better score but a worse rank than ``behind``."""

    figure: F
    behind: F


@dataclass(frozen=True, slots=True)
class RankGap(Generic[F]):
    """Ranks without scores do not run on: the figure, in this ``place``, has neither that rank nor the one before."""

    figure: F
    place: int


Breach: TypeAlias = OutsideScale[F] | NoSuchRank[F] | WrongSum[F] | WrongRank[F] | CrossedRanks[F] | RankGap[F]
