"""How alerts are sent: the pace, the calls in flight, who sends, and for how long a process stays the sender."""

from __future__ import annotations

import datetime as dt
import os
import socket
import uuid
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from bot.delivery.pacer import FREE_PACE, PAID_PACE

FREE_CALLS: Final = 16
MOST_CALLS: Final = 256
FEWEST_CLAIMED: Final = 4
"""The smallest number of rows claimed at a time."""
FEW_CALLS: Final = 64
LEASE: Final = dt.timedelta(seconds=30)
"""The lease of the only sender: how long one that hangs stays it. A dead one on this machine is replaced at once."""
UNSET: Final = -1.0


def calls_for(pace: float | None) -> int:
    """How many sends are in flight: 16 at the free pace; above it, pace times 0.2 s of answering and recording."""
    if pace is None:
        return MOST_CALLS
    return max(FREE_CALLS, min(MOST_CALLS, ceil(pace / 5)))


def _this_process() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


@dataclass(frozen=True, slots=True)
class SenderOptions:
    """The settings of a sender.

    ``pace`` is in messages a second: ``None`` for no limit (tests, a server of one's own), unset for the usual pace;
    ``paid`` asks Telegram for its paid broadcasts. ``in_flight`` is how many sends run at the same time, 0 for as many
    as the pace needs. ``holder`` names this process among those that may send; ``lease`` is how long it stays the
    sender without renewing.
    """

    pace: float | None = UNSET
    paid: bool = False
    in_flight: int = 0
    lease: dt.timedelta = LEASE
    holder: str = field(default_factory=_this_process)

    @property
    def rate(self) -> float | None:
        """Messages a second; None means no limit."""
        if self.pace != UNSET:
            return self.pace
        return PAID_PACE if self.paid else FREE_PACE

    @property
    def calls(self) -> int:
        """The largest number of sends in flight."""
        return self.in_flight or calls_for(self.rate)

    @property
    def batch(self) -> int:
        """How many rows are claimed at a time: few where that is cheap, as what is corrected meanwhile must not go."""
        return self.calls if self.calls > FEW_CALLS else max(FEWEST_CLAIMED, self.calls // 4)
