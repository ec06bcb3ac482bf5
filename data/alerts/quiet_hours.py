"""Quiet hours: until when a chat's window holds an alert that would go out now (a pure function)."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
DAY: Final = 24 * 60


def quiet_until(quiet_from: int | None, quiet_to: int | None, now: dt.datetime) -> dt.datetime | None:
    """The end, in UTC, of the quiet hours from ``quiet_from`` to ``quiet_to`` (minutes of the day in Vietnam, perhaps
    over midnight; the end itself is outside). Returns None when ``now`` is outside them, or there are none.
    """
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return None
    local = now.astimezone(VIETNAM)
    minute = local.hour * 60 + local.minute
    if (minute - quiet_from) % DAY >= (quiet_to - quiet_from) % DAY:
        return None
    left = dt.timedelta(minutes=(quiet_to - minute) % DAY)
    return (local.replace(second=0, microsecond=0) + left).astimezone(dt.UTC)
