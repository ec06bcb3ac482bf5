"""What a sender says to operators, as plain values; other modules word them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.alerts.model import AlertSubject, HeldBack

State = Literal["standby", "idle", "sending", "flood", "outage", "database", "stopped"]
AlarmKind = Literal[
    "outage",  # sending stopped; it is tried again automatically
    "outage_over",
    "token",  # like outage, but Telegram says that it does not know our token
    "database",  # nothing can be recorded, so nothing is sent; tried again automatically
    "database_over",
    "bad_request",  # three of a kind: this alert is held until resume()
    "misworded",  # one row was given up, as Telegram refused its text every time; the alert goes on
    "strangers",  # nobody knows this bot: this alert is held until resume(), nobody is paused for it
    "topic",  # a followed topic was closed or deleted; chat and thread say which
    "lease_lost",
]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that an operator (for ``topic``: an administrator of the chat) should know.

    An alarm whose ``chat`` is not 0 must never go to a log above DEBUG. ``reason`` is a code, ``detail`` the words of
    Telegram or of the database.
    """

    kind: AlarmKind
    reason: str = ""
    detail: str = ""
    alert: int = 0
    chat: int = 0
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How an alert's delivery stands when nothing more can be sent for now: at its end, or while the rest has to wait
    (``waiting``, and of these ``held_back`` tells why). It holds counts of chats, as the database has them.

    ``repeated`` were sent again though they may have arrived before. Of ``unknown`` nobody can say whether they
    arrived. ``paused`` cannot be reached, and their rows wait for them. ``failed`` maps a reason to a count.
    """

    alert: int
    total: int
    sent: int
    repeated: int = 0
    unknown: int = 0
    expired: int = 0
    superseded: int = 0
    paused: int = 0
    waiting: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    held_back: HeldBack = field(default_factory=HeldBack)
    subject: AlertSubject = "release"

    @property
    def daily(self) -> bool:
        """Whether it is one of the messages about tasks, of which there are some every day."""
        return self.subject in ("reminder", "digest", "report", "role")

    @property
    def troubled(self) -> bool:
        """Whether somebody did not get it, or perhaps twice."""
        return bool(
            self.unknown or self.expired or self.repeated or any(self.failed.values()) or self.held_back.stopped
        )


@dataclass(frozen=True, slots=True)
class Status:
    """The sender at this moment. Counts are those of this process since it started; ``pace`` is None when unlimited."""

    state: State
    pace: float | None
    in_flight: int
    in_hand: int
    sent: int
    repeated: int
    unknown: int
    failed: int
    paused: int
    expired: int
    floods: int
    held_alerts: tuple[int, ...] = ()
