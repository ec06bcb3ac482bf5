"""What a sender says to operators, as plain values; wording them is somebody else's work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["standby", "idle", "sending", "flood", "outage", "database", "stopped"]
AlarmKind = Literal[
    "outage",  # sending stopped; it is tried again by itself
    "outage_over",
    "token",  # like outage, but Telegram says that it does not know our token
    "database",  # nothing can be recorded, so nothing is sent; tried again by itself
    "database_over",
    "bad_request",  # three of a kind: this alert is held until resume()
    "strangers",  # nobody knows this bot: this alert is held until resume(), nobody is paused for it
    "topic",  # a followed topic was closed or deleted; chat and thread say which
    "lease_lost",
]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something an operator (for ``topic``: an administrator of the chat) should know. Never for a log above
    DEBUG when ``chat`` is not 0. ``reason`` is a code, ``detail`` Telegram's or the database's words.
    """

    kind: AlarmKind
    reason: str = ""
    detail: str = ""
    alert: int = 0
    chat: int = 0
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How an alert's delivery stands when there is nothing more to send for now: at its end, or while
    the rest is held (``waiting``: quiet hours, back-off). Counts of chats, as the database has them.

    ``repeated``: sent again though they may have got it before. ``unknown``: nobody can say whether it
    arrived. ``paused``: the chat cannot be reached, the row waits for it. ``failed``: reason -> count.
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


@dataclass(frozen=True, slots=True)
class Status:
    """The sender at this moment. Counts are of this process since it started; ``pace`` None is unlimited."""

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
