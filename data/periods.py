"""Periods as text: a year, a month or a day ("2024", "2026-10", "2026-10-10"). Pure."""

from __future__ import annotations

import datetime as dt
import re

from data.model.provinces import MERGER_DAY

PERIOD = re.compile(r"[12][0-9]{3}(-[0-9]{2}){0,2}")


def first_day(period: str) -> dt.date | None:
    """The first day of a period; None for a text that is none, or that the calendar does not have."""
    if not PERIOD.fullmatch(period):
        return None
    try:
        return dt.date.fromisoformat(period + "-01-01"[len(period) - 4 :])
    except ValueError:
        return None


def before_merger(period: str) -> bool:
    """Whether the figures of a period are of the 63 units: those of a year up to 2024, or of a day before the merger.

    The figures of the year 2025 look back on the whole of it and are of the 34.
    """
    year = int(period[:4]) if period[:4].isdecimal() else 0
    start = first_day(period) if "-" in period else None
    return start < MERGER_DAY if start is not None else year < MERGER_DAY.year
