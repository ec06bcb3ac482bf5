"""When the next alert may go: the pace of the lane and the limits of each chat.

This module is pure: the time is passed in, in seconds of a clock that never goes back (``time.monotonic``), so that
setting the wall clock can neither stall a broadcast nor let it burst.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Final

FREE_PACE: Final = 25.0
"""Messages a second that Telegram takes from any bot, with room left for replies (its limit is about 30)."""
PAID_PACE: Final = 1000.0
PER_CHAT: Final = 1.0
"""Seconds between two messages to one chat."""
GROUP_MESSAGES: Final = 20
GROUP_SECONDS: Final = 60.0

_BURST: Final = 0.05  # seconds' worth of messages that may be made up for when the loop was late
_LEAST: Final = 1 / 16  # of the full pace, however often Telegram complains
_STEP: Final = 1 / 20  # of the full pace, given back ...
_STEP_SECONDS: Final = 15.0  # ... every so often: from half to full in two and a half minutes


class Pacer:
    """Lets at most ``pace`` messages go a second; ``None`` means no limit, except after floods.

    A flood (429) stops the lane for as long as Telegram says and halves the pace, which then recovers step by step. A
    reply to a person takes precedence over the alerts: ``give_way`` moves them back by one.
    """

    __slots__ = ("_allowance", "_calmed", "_flooded", "_floor", "_full", "_held", "_pace", "_seen")

    def __init__(self, pace: float | None = FREE_PACE) -> None:
        if pace is not None and not pace > 0:
            raise ValueError("a pace is a positive number of messages a second")
        self._full = pace
        self._pace = pace or 0.0
        self._allowance = 1.0
        self._seen: float | None = None
        self._held = self._calmed = self._flooded = float("-inf")
        self._floor = max(min(1.0, self._pace), self._pace * _LEAST)

    @property
    def full(self) -> float | None:
        """The pace that was asked for."""
        return self._full

    def pace(self, now: float) -> float | None:
        """The present pace, which is lower than ``full`` for a while after a flood."""
        if self._full is None:
            return None
        if self._pace < self._full:
            steps = int((now - self._calmed) / _STEP_SECONDS)
            if steps > 0:
                self._pace = min(self._full, self._pace + steps * _STEP * self._full)
                self._calmed += steps * _STEP_SECONDS
        return self._pace

    def wait(self, now: float) -> float:
        """Seconds until the next alert may go; 0 means at once."""
        if now < self._held:
            return self._held - now
        pace = self.pace(now)
        if pace is None:
            return 0.0
        if self._seen is not None and now > self._seen:
            self._allowance = min(1 + pace * _BURST, self._allowance + (now - self._seen) * pace)
        self._seen = now
        return 0.0 if self._allowance > 1 - 1e-9 else (1 - self._allowance) / pace

    def take(self) -> None:
        """Note that an alert goes; ask ``wait`` first."""
        self._allowance -= 1

    def give_way(self) -> None:
        """Note that a reply to a person goes: the alerts make room for it, by at most a second in all."""
        if self._full is not None:
            self._allowance = max(self._allowance - 1, -self._pace)

    def held(self, now: float) -> float:
        """Seconds for which a flood still stops the lane."""
        return max(0.0, self._held - now)

    def flood(self, now: float, seconds: float, began: float) -> bool:
        """Note that Telegram answered 429 to a call that ``began`` then. Returns True if this is news: of the calls
        that were in flight together, only the first halves the pace.
        """
        self._held = max(self._held, now + seconds)
        if began < self._flooded:
            return False
        self._flooded = now
        self.pace(now)
        self._pace = max(self._floor, self._pace / 2)
        self._calmed = self._held
        self._allowance = min(self._allowance, 1.0)
        self._seen = self._held
        return True


class ChatLimits:
    """Keeps to one message a second in a chat and twenty a minute in a group. It remembers only the last minute."""

    __slots__ = ("_groups", "_last")

    def __init__(self) -> None:
        self._last: OrderedDict[int, float] = OrderedDict()
        self._groups: OrderedDict[int, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._last) + len(self._groups)

    def wait(self, chat: int, group: bool, now: float) -> float:
        """Seconds until this chat may get another message; 0 means at once."""
        wait = 0.0
        last = self._last.get(chat)
        if last is not None:
            wait = max(0.0, last + PER_CHAT - now)
        if group and (times := self._groups.get(chat)) is not None and len(times) >= GROUP_MESSAGES:
            wait = max(wait, times[0] + GROUP_SECONDS - now)
        return wait

    def forget(self, chat: int) -> None:
        """Forget when this chat got its last messages."""
        self._last.pop(chat, None)
        self._groups.pop(chat, None)

    def took(self, chat: int, group: bool, now: float) -> None:
        """Note that a message goes to this chat."""
        self._last[chat] = now
        self._last.move_to_end(chat)
        while self._last and next(iter(self._last.values())) <= now - PER_CHAT:
            self._last.popitem(last=False)
        if group:
            times = self._groups.setdefault(chat, deque(maxlen=GROUP_MESSAGES))
            times.append(now)
            self._groups.move_to_end(chat)
            while self._groups and next(iter(self._groups.values()))[-1] <= now - GROUP_SECONDS:
                self._groups.popitem(last=False)
