"""What comes of checking a file, and what is known of a release before it is withdrawn or reinstated: plain values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.importing.draft import Draft, FileProblem
from bot.importing.open_doubts import OpenDoubt
from bot.importing.preview import Preview
from data.alerts.model import ReleaseStatus
from data.model.figures import Release
from data.releases.details import DetailChange


@dataclass(frozen=True, slots=True)
class Refused:
    """The file cannot be published; at least one problem is an error. ``known``: nothing of it is new."""

    problems: tuple[FileProblem, ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class NoReason:
    """The file takes the place of a release in force, so a reason must be given. ``details``: its figures are those in
    force, only what is said about them differs.
    """

    release: Release
    details: tuple[DetailChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Cells of a picture must be looked at by a person before the table can be checked; ``settled`` others were."""

    doubts: tuple[OpenDoubt, ...]
    settled: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A table that may be published. ``warnings`` are to be confirmed before that."""

    preview: Preview
    draft: Draft
    corrects: Release | None

    @property
    def warnings(self) -> tuple[FileProblem, ...]:
        return tuple(problem for problem in self.preview.problems if problem.kind == "warning")


@dataclass(frozen=True, slots=True)
class Audience:
    """Chats that follow what is to be published, those of them that will be told, and those that are not told only
    because the announcement is too old.
    """

    followers: int
    listeners: int
    late: int


@dataclass(frozen=True, slots=True)
class ReleaseStanding:
    """A release before it is withdrawn or reinstated: how many chats were told of it and of its last withdrawal, how
    many would be told of a withdrawal now, and what would then be in force in its place.
    """

    status: ReleaseStatus
    told: int
    told_withdrawn: int
    hearing: int
    behind: Release | None
