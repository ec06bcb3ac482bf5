"""Following and alerts as plain values: who follows what, what is sent to whom, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from data.model import Release

AlertKind = Literal["release", "correction", "withdrawal"]
State = Literal["pending", "held", "claimed", "sent", "unknown", "failed", "expired", "superseded"]
"""Of a row of the outbox. ``held``: its chat is paused. ``unknown``: perhaps sent, nobody can tell.
``expired``: no longer news. ``superseded``: its release was corrected or withdrawn, or its chat follows nothing.
"""
OutcomeKind = Literal["sent", "unknown", "failed", "later", "expired", "paused"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a chat follows: a province ('' any) in an index ('' any). ``thread`` is the forum topic to post in.

    ``min_move``: only when the rank moved by at least so many places; 0 is always.
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
class FollowOptions:
    """What may be chosen of a subscription; see ``Subscription``."""

    thread: int | None = None
    min_move: int = 0
    corrections: bool = True


@dataclass(frozen=True, slots=True)
class Interest:
    """One subscription that a release concerns; ``province`` is '' where the index (or everything) is followed."""

    province: str
    min_move: int
    corrections: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    """What decides over a chat's message. All chats that are alike in it get the same one; ``chats`` counts them.

    ``language`` is '' where none was chosen. ``follows`` are the subscriptions that the release concerns, by
    province id; () for a chat that has unfollowed since. For a correction or a withdrawal ``heard`` is the
    release that the chat was told of wrongly and ``told`` the provinces of that message; '' and () for a chat
    that was not: it gets the ordinary text.
    """

    language: str
    kind: str
    follows: tuple[Interest, ...]
    heard: str = ""
    told: tuple[str, ...] = ()
    chats: int = field(default=0, compare=False)

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
"""One for each listener, in their order; None: these chats hear nothing."""

Compose: TypeAlias = Callable[[Sequence[Recipient]], Mails]
"""Words the alert. Pure and quick; called in another thread, within the transaction that publishes."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed row: send this ``html`` to this ``chat``, then ``record`` what became of it.

    ``attempts`` counts this one. ``repeated``: an earlier attempt may have arrived. After ``expires`` it must not
    be sent any more. ``quiet_*`` are minutes of the day in Vietnam, None and None when there is no such window.
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a parcel. ``parcel`` is its id, ``attempt`` its ``attempts``: an outdated outcome is ignored,
    except ``sent``, which always holds.

    ``sent``. ``later``: surely not sent, again from ``not_before`` on. ``unknown``: perhaps sent; with
    ``not_before`` it is sent once more, without it that is the end. ``failed``: never will be. ``expired``.
    ``paused``: the chat cannot be reached; it is paused with ``reason``, and the row waits until it comes back.
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
    """How far an alert has come, in chats. ``pending`` are to be sent yet (those being sent now among them),
    ``held`` wait for a paused chat; with the five ends they make up ``total``.

    ``repeated``: how many were sent again though they may have arrived before; at least as many as really were.
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

    @property
    def pending(self) -> int:
        return self.total - self.ended - self.held

    @property
    def ended(self) -> int:
        return self.sent + self.unknown + self.failed + self.expired + self.superseded


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which release, and from which file (SHA-256, '' for none)."""

    id: int
    at: dt.datetime
    who: str
    what: str
    release: str
    file_hash: str
    detail: str


@dataclass(frozen=True, slots=True)
class Published:
    """What was done: the new (or withdrawn) release, its alert (None: nobody hears) and how many chats will hear.

    ``superseded`` counts the rows of an earlier alert that are not sent any more. After a withdrawal
    ``in_force`` is the release that holds in its place, None when there is none.
    """

    release: Release
    alert: int | None
    rows: int
    superseded: int = 0
    in_force: Release | None = None


@dataclass(frozen=True, slots=True)
class ReleaseStatus:
    """A release with its standing. ``withdrawn_at`` None while it was not; ``in_force`` is what answers use."""

    release: Release
    in_force: bool
    published_at: dt.datetime | None
    file_hash: str
    withdrawn_at: dt.datetime | None
    withdrawn_why: str
