"""What can go wrong with the database or the shipped figures, in words for the person at the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from data.model.figures import Release

RefusalKind = Literal[
    "address",
    "extra",
    "server",
    "password",
    "login",
    "no_database",
    "rights",
    "read_only",
    "foreign_server",
    "not_file",
    "unfinished",
    "no_file",
    "folder",
    "not_ordinary",
    "not_sqlite",
    "foreign",
    "newer",
    "newer_figures",
    "damaged",
    "unreachable",
    "replaced",
]
"""What is wrong with a database, in a word, for those who tell it in a reader's language."""


class DatabaseRefused(Exception):
    """The database cannot be used and was not touched: it is corrupt, foreign, newer than the program, or out of reach.

    ``path`` is the file or the address (without password), ``reason`` what is wrong with it, ``advice`` what to do;
    ``str()`` says all three, for logs. ``kind`` is the same in a word; ``errno`` is the system's number of an error
    where there was one, else 0.
    """

    def __init__(
        self, path: Path | str, reason: str, advice: str, *, kind: RefusalKind = "unreachable", errno: int = 0
    ) -> None:
        super().__init__(f"{path}: {reason}. {advice}")
        self.path = str(path)
        self.reason = reason
        self.advice = advice
        self.kind: RefusalKind = kind
        self.errno = errno


class DatabaseReplaced(DatabaseRefused):
    """The file that was opened is no longer at its path: it was deleted, moved or replaced while it was in use. What is
    written from then on would be lost, so nothing is.
    """

    def __init__(self, path: Path | str) -> None:
        reason = "was deleted, moved or replaced while it was in use"
        advice = "Nothing more is written. Put the file back, or restore a backup, then start again."
        super().__init__(path, reason, advice, kind="replaced")


class DatabaseOutgrown(DatabaseRefused):
    """A newer version of the program has changed the tables so that this one cannot go on with them."""

    def __init__(self, path: Path | str, tables: str, known: str) -> None:
        reason = f"was written by a newer version of this program (tables {tables}, not {known})"
        advice = "Update the program, or choose another file with CHISOTINH_DATABASE. It was left as it is."
        super().__init__(path, reason, advice, kind="newer")


BackupProblem = Literal[
    "missing", "empty", "exists", "itself", "folder", "not_ordinary", "no_folder", "in_use", "unfit", "full"
]
"""Why a backup is not made or not restored, in a word."""


class BackupRefused(Exception):
    """A backup cannot be made of, or restored from, a file; nothing was changed."""

    def __init__(self, path: Path | str, kind: BackupProblem) -> None:
        super().__init__(f"{path}: {kind}")
        self.path = str(path)
        self.kind: BackupProblem = kind


CopyProblem = Literal[
    "same",
    "no_source",
    "other_version",
    "newer",
    "unfinished",
    "in_use",
    "not_empty",
    "other_copy",
    "changed",
    "differs",
]
"""Why a copy is not made, in a word."""


class CopyRefused(Exception):
    """What people own cannot be copied from ``source`` to ``target``, both named without passwords; ``table`` is the
    one that differs.
    """

    def __init__(self, kind: CopyProblem, source: str, target: str, table: str = "") -> None:
        super().__init__(f"{source} to {target}: {kind} {table}".rstrip())
        self.kind: CopyProblem = kind
        self.source = source
        self.target = target
        self.table = table


class DatabaseTrouble(Exception):
    """The database is sound, but this time it could not do what was asked; nothing was written."""


class DatabaseBusy(DatabaseTrouble):
    """Another process held the database for longer than the waiting time."""


class TablesInUse(DatabaseBusy):
    """The tables could not be changed, because others had them in hand for longer than ``seconds``."""

    def __init__(self, shown: str, seconds: float) -> None:
        super().__init__(f"{shown}: the tables are in use and could not be changed within {seconds:g} s; try again")


class DatabaseLost(DatabaseTrouble):
    """The connection to the server broke; of what was being committed at that moment nobody knows whether it was."""


class DatabaseFull(DatabaseTrouble):
    """There is no room left on the disk that holds the database."""


@dataclass(frozen=True, slots=True)
class SeedProblem:
    """One fault in a seed file. ``line`` counts from 1 (the header); 0 means the file as a whole."""

    file: str
    line: int
    column: str
    read: str
    text: str

    def __str__(self) -> str:
        place = self.file + (f", line {self.line}" if self.line else "") + (f", {self.column}" if self.column else "")
        return f"{place}: {self.text}" + (f" (read: {self.read!r})" if self.line and self.column else "")


class SeedError(Exception):
    """The shipped figures cannot be loaded; ``problems`` names every fault found, not just the first."""

    def __init__(self, problems: tuple[SeedProblem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


PlanProblem = Literal[
    "same_file",
    "exists",
    "not_standing",
    "unknown",
    "shipped",
    "other",
    "itself",
    "withdrawn",
    "not_withdrawn",
    "overtaken",
    "no_tasks",
]
"""Why a plan is not published, withdrawn or reinstated, in a word; see ``PlanRefused``."""


class PublishingRefused(Exception):
    """A release cannot be published or withdrawn as things stand; nothing was written."""


class AlreadyPublished(PublishingRefused):
    """The same file is in force as ``release``."""

    def __init__(self, release: Release) -> None:
        super().__init__(f"the same file is published already, as {release.id}")
        self.release = release


class PublishConflict(PublishingRefused):
    """The draft was made for other circumstances: ``standing`` is the release in force for its index and period (None
    if there is none), and it is not the release that the draft corrects.
    """

    def __init__(self, standing: Release | None) -> None:
        super().__init__(
            f"{standing.id} is in force for the same period: correct that one"
            if standing
            else "what it corrects is not in force (any more)"
        )
        self.standing = standing


class PlanRefused(PublishingRefused):
    """A plan cannot be published, withdrawn or reinstated as things stand; ``plan`` is the revision or the document in
    question. ``kind``: ``same_file`` is in force as it; it ``exists``, so that only a revision can be published; what
    was to be corrected is ``not_standing``; nothing of the name is known (``unknown``); it came with the program
    (``shipped``), is of an ``other`` province or the plan ``itself``; it is ``withdrawn`` or ``not_withdrawn``;
    ``overtaken``: this newer revision is in force; ``no_tasks``: there is nothing in it.
    """

    def __init__(self, kind: PlanProblem, plan: str = "") -> None:
        super().__init__(f"{kind}: {plan}")
        self.kind: PlanProblem = kind
        self.plan = plan


class ReportRefused(Exception):
    """A report cannot be made as things stand; nothing was written. ``kind``: what it says cannot follow the ``state``
    of the task; the ``role`` by which it was to be made has ended; the task is ``gone``: it stands in no plan in force.
    """

    def __init__(self, kind: Literal["state", "role", "gone"]) -> None:
        super().__init__(kind)
        self.kind = kind


class UnknownRelease(PublishingRefused):
    """There is no release with this ``id``."""

    def __init__(self, id: str) -> None:
        super().__init__(f"there is no release {id}")
        self.id = id


class NotWithdrawn(PublishingRefused):
    """The release was not withdrawn, so there is nothing to undo."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id} is not withdrawn")
        self.id = id


class ShippedRelease(PublishingRefused):
    """The release came with the program; it is withdrawn only if that is said."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id} came with the program")
        self.id = id


class NoReasonGiven(PublishingRefused):
    """A withdrawal needs a reason: those who were told read it."""

    def __init__(self) -> None:
        super().__init__("a reason is missing")


class ReasonTooLong(PublishingRefused):
    """The reason has ``length`` characters, more than ``most``."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"the reason has {length} characters, more than {most}")
        self.length = length
        self.most = most


class AlreadyWithdrawn(PublishingRefused):
    """The release has already been withdrawn."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id} was withdrawn before")
        self.id = id
