"""The wall clock: the moment, and the day in Vietnam."""

from __future__ import annotations

import datetime as dt

from data.alerts.quiet_hours import VIETNAM


def utc_now() -> dt.datetime:
    """This moment, with a time zone."""
    return dt.datetime.now(dt.UTC)


def day_in_vietnam(moment: dt.datetime) -> dt.date:
    """The day that it is in Vietnam at that moment."""
    return moment.astimezone(VIETNAM).date()
