"""What became of each update, as one line of the log and as counts: its kind, its outcome, and how long it took.

Nothing of what people write is in either. Whoever handles an update calls ``understood``, ``sent`` and ``came_to``;
outside of one they do nothing.
"""

from __future__ import annotations

import logging
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Literal

log = logging.getLogger(__name__)

Outcome = Literal["answered", "silent", "refused", "flood", "outage", "failed"]
"""``silent``: it asked for no answer. ``refused``: Telegram does not let us write there. ``outage``: it could not be
reached. ``failed``: a mistake of ours.
"""
ASKED: Final = frozenset(("text", "question", "command"))
"""Kinds that become the kind of answer once the question is understood."""
BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds up to which each bucket of a histogram counts; the last one has no bound."""
KINDS: Final = 100
"""Of so many kinds there are counts; more would be a mistake, and are counted together."""


class _Entry:
    __slots__ = ("kind", "outcome", "sent")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.outcome: Outcome | None = None
        self.sent = False


_current: ContextVar[_Entry | None] = ContextVar("entry", default=None)


def understood(kind: str) -> None:
    """The update at hand asks for this kind of answer; the first call counts."""
    entry = _current.get()
    if entry is not None and entry.kind in ASKED:
        entry.kind = kind


def sent() -> None:
    """Something goes to whoever the update at hand is from."""
    entry = _current.get()
    if entry is not None:
        entry.sent = True


def came_to(outcome: Outcome) -> None:
    """The update at hand led to this, and not to an answer."""
    entry = _current.get()
    if entry is not None:
        entry.outcome = outcome


class Durations:
    """How many took how long."""

    __slots__ = ("counts", "seconds")

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


class Journal:
    """The counts since the program started. Of the ``waiting`` updates ``in_hand`` are being handled."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = monotonic
        self.outcomes: Counter[tuple[str, Outcome]] = Counter()
        self.durations: dict[str, Durations] = {}
        self.waiting = self.in_hand = 0

    @contextmanager
    def entry(self, kind: str) -> Iterator[None]:
        """Inside of this an update of that kind waits and is handled; at the end it is one line and a count."""
        entry = _Entry(kind)
        began, token = self._now(), _current.set(entry)
        self.waiting += 1
        try:
            yield
        except Exception:
            entry.outcome = "failed"
            raise
        finally:
            self.waiting -= 1
            _current.reset(token)
            self._end(entry, self._now() - began)

    @contextmanager
    def handling(self) -> Iterator[None]:
        """Inside of this it is the update's turn."""
        self.in_hand += 1
        try:
            yield
        finally:
            self.in_hand -= 1

    def _end(self, entry: _Entry, seconds: float) -> None:
        kind = entry.kind
        if kind not in self.durations:
            kind = kind if len(self.durations) < KINDS else "further"
            self.durations.setdefault(kind, Durations())
        outcome = entry.outcome or ("answered" if entry.sent else "silent")
        self.outcomes[kind, outcome] += 1
        self.durations[kind].add(seconds)
        if log.isEnabledFor(logging.INFO):
            ms = round(seconds * 1000, 1)
            log.info("%s: %s in %.1f ms", kind, outcome, ms, extra={"kind": kind, "outcome": outcome, "ms": ms})
