"""Periods as text: a year, a month or a day ("2024", "2026-10", "2026-10-10"). Pure."""

from __future__ import annotations

import datetime as dt
import re

PERIOD = re.compile(r"[12][0-9]{3}(-[0-9]{2}){0,2}")


def first_day(period: str) -> dt.date | None:
    """The first day of a period; None for a text that is none, or that the calendar does not have."""
    if not PERIOD.fullmatch(period):
        return None
    try:
        return dt.date.fromisoformat(period + "-01-01"[len(period) - 4 :])
    except ValueError:
        return None
