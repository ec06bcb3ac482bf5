"""Quiet hours: how long a chat's window still holds an alert."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
DAY: Final = 24 * 60


def quiet_for(quiet_from: int | None, quiet_to: int | None, now: dt.datetime) -> dt.timedelta:
    """The time until the window from ``quiet_from`` to ``quiet_to`` (minutes of the day in Vietnam; the end
    is outside, the window may go over midnight) is over; zero outside of it, or when there is none.
    """
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return dt.timedelta(0)
    local = now.astimezone(VIETNAM)
    minute = local.hour * 60 + local.minute
    if (minute - quiet_from) % DAY >= (quiet_to - quiet_from) % DAY:
        return dt.timedelta(0)
    left = (quiet_to - minute) % DAY
    return dt.timedelta(minutes=left, seconds=-local.second, microseconds=-local.microsecond)
