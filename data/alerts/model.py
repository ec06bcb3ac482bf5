"""Subscriptions and alerts as plain values: who follows what, what is sent to whom, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from data.model.figures import Release
from data.model.tasks import TaskScope

AlertKind = Literal["release", "correction", "note", "withdrawal", "reinstatement"]
"""``note``: a correction of the title, the source or the date only. ``reinstatement``: a withdrawal is undone."""
AlertSubject = Literal["release", "plan", "reminder", "digest", "report"]
"""What an alert tells of. Its ``release`` is the id of a release or of a plan's revision, or the day of the others."""
State = Literal["pending", "held", "claimed", "sent", "unknown", "failed", "expired", "superseded"]
"""The state of a row of the outbox. ``held``: its chat is paused. ``unknown``: the message was perhaps sent, nobody can
tell. ``expired``: it is no longer news. ``superseded``: its release was corrected or withdrawn, or its chat follows
nothing any more.
"""
OutcomeKind = Literal["sent", "unknown", "failed", "later", "expired", "paused"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a chat follows: a province ('' any) in an index ('' any). ``thread`` is the forum topic to post in.

    ``min_move`` asks for an alert only when the rank moved by at least so many places; 0 asks for all.
    """

    id: int
    chat: int
    thread: int | None
    province: str
    index: str
    min_move: int
    corrections: bool
    created: dt.datetime


@dataclass(frozen=True, slots=True)
class TaskSubscription:
    """The tasks that a chat follows: those of a province, of one of its agencies, for an index ('' any). ``thread`` is
    the forum topic to post in.
    """

    id: int
    chat: int
    thread: int | None
    province: str
    agency: str
    index: str
    created: dt.datetime

    @property
    def scope(self) -> TaskScope:
        return TaskScope(self.province, self.agency, self.index)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A chat that may be written to. ``quiet_*`` are minutes of the day in Vietnam, None for no quiet hours; ``paused``
    is why nothing can be sent to it now, '' where it can.
    """

    platform: str
    chat: int
    thread: int | None
    language: str
    kind: str
    quiet_from: int | None
    quiet_to: int | None
    paused: str


@dataclass(frozen=True, slots=True)
class FollowOptions:
    """What may be chosen of a subscription; see ``Subscription``."""

    thread: int | None = None
    min_move: int = 0
    corrections: bool = True


@dataclass(frozen=True, slots=True)
class Interest:
    """A subscription that a release concerns; ``province`` is '' where the index (or everything) is followed."""

    province: str
    min_move: int
    corrections: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    """What decides the message of a chat. All chats that are alike in this get the same message; ``chats`` counts them.

    ``language`` is '' where none was chosen. ``follows`` are the subscriptions that the release concerns, by province
    id; it is () for a chat that no longer follows any of it. For a correction or a withdrawal ``heard`` is the release
    of which the chat was told wrongly, ``told`` are the provinces of that message and ``heard_as`` is its kind; they
    are '' and () for a chat that was not told and gets the ordinary text.
    """

    language: str
    kind: str
    follows: tuple[Interest, ...]
    heard: str = ""
    told: tuple[str, ...] = ()
    chats: int = field(default=0, compare=False)
    heard_as: str = ""

    @property
    def provinces(self) -> tuple[str, ...]:
        return tuple(follow.province for follow in self.follows if follow.province)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message: HTML, its buttons as JSON, and the provinces it speaks of (for a later correction)."""

    html: str
    buttons: str = "[]"
    provinces: tuple[str, ...] = ()


Mails: TypeAlias = Sequence[Mail | None]
"""One message for each recipient, in the recipients' order; None where these chats are told nothing."""

Compose: TypeAlias = Callable[[Sequence[Recipient]], Mails]
"""A function that words the alert. It must be pure and quick: another thread calls it while publishing."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed row: send this ``html`` to this ``chat``, then ``record`` what became of it.

    ``attempts`` includes this attempt. ``repeated`` says that an earlier attempt may have arrived. After ``expires``
    the message must not be sent any more. ``quiet_*`` are minutes of the day in Vietnam, both None when there
    are no quiet hours. ``resumed`` counts how often operators, at whichever worker, let a held alert go on.
    """

    id: int
    alert: int
    chat: int
    chat_kind: str
    thread: int | None
    html: str
    buttons: str
    attempts: int
    expires: dt.datetime
    quiet_from: int | None
    quiet_to: int | None
    repeated: bool = False
    resumed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a parcel. ``parcel`` is its id and ``attempt`` its ``attempts``: an outcome of an earlier attempt
    is ignored, except ``sent``, which always holds.

    The kinds are ``sent``; ``later``: surely not sent, to be tried again from ``not_before`` on; ``unknown``: perhaps
    sent, to be tried once more if ``not_before`` is given and left at that if not; ``failed``: it will never be sent;
    ``expired``; ``paused``: the chat cannot be reached, is paused with ``reason``, and the row waits
    until it comes back.
    """

    parcel: int
    attempt: int
    kind: OutcomeKind
    not_before: dt.datetime | None = None
    message_id: int | None = None
    reason: str = ""
    detail: str = ""

    @classmethod
    def of(
        cls,
        parcel: Parcel,
        kind: OutcomeKind,
        *,
        not_before: dt.datetime | None = None,
        message_id: int | None = None,
        reason: str = "",
        detail: str = "",
    ) -> Outcome:
        return cls(parcel.id, parcel.attempts, kind, not_before, message_id, reason, detail)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an alert has come, in chats. ``pending`` are still to be sent (or are being sent now), ``held`` wait for
    a paused chat; together with the five ends they make up ``total``.

    ``repeated`` counts those sent again though they may have arrived before; at least as many as really arrived twice.
    """

    alert: int
    release: str
    kind: AlertKind
    created: dt.datetime
    expires: dt.datetime
    total: int
    sent: int
    unknown: int
    failed: int
    expired: int
    superseded: int
    held: int
    repeated: int
    subject: AlertSubject = "release"

    @property
    def pending(self) -> int:
        return self.total - self.ended - self.held

    @property
    def ended(self) -> int:
        return self.sent + self.unknown + self.failed + self.expired + self.superseded


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Which of an alert's pending rows cannot go now, in chats.

    ``quiet`` are held by quiet hours, which end between ``first`` and ``last`` (None where there are none). ``stopped``
    wait for an operator, as the alert is held for a mistake of ours. ``later`` are tried again after a minute or more.
    """

    quiet: int = 0
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    stopped: int = 0
    later: int = 0

    @property
    def chats(self) -> int:
        return self.quiet + self.stopped + self.later


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which release, and from which file (its SHA-256, '' for none)."""

    id: int
    at: dt.datetime
    who: str
    what: str
    release: str
    file_hash: str
    detail: str


@dataclass(frozen=True, slots=True)
class Published:
    """What was done: the new (or withdrawn) release, its alert (None if nobody is told) and how many chats are told.

    ``superseded`` counts the rows of earlier alerts that are not sent any more. After a withdrawal ``in_force`` is the
    release that now holds in its place, None when there is none.
    """

    release: Release
    alert: int | None
    rows: int
    superseded: int = 0
    in_force: Release | None = None


@dataclass(frozen=True, slots=True)
class ReleaseStatus:
    """A release and whether answers use it (``in_force``). ``withdrawn_at`` is None unless it was withdrawn."""

    release: Release
    in_force: bool
    published_at: dt.datetime | None
    file_hash: str
    withdrawn_at: dt.datetime | None
    withdrawn_why: str
