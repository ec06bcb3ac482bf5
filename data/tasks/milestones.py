"""On which days people are reminded of a due date (pure). A due date is a day in Vietnam, without an hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from data.tasks.settings import DocumentSettings

DAY = dt.timedelta(days=1)
WEEK = 7
USUAL = DocumentSettings()


def is_told(due: dt.date, since: dt.date, today: dt.date, settings: DocumentSettings = USUAL) -> bool:
    """Whether a day on which people are reminded of this date lies behind ``since``, which is told already, and not
    behind ``today``: so many days before it, the day itself, and every week after it.
    """
    first, last = (since - due).days + 1, (today - due).days
    if any(first <= -before <= last for before in settings.days_before):
        return True
    if settings.on_the_day and first <= 0 <= last:
        return True
    return settings.weekly_overdue and last >= WEEK and last - last % WEEK >= first


def dates_told(
    dates: Collection[dt.date], since: dt.date, today: dt.date, settings: DocumentSettings = USUAL
) -> set[dt.date]:
    """Those of some due dates of which people are to be reminded."""
    return {due for due in dates if is_told(due, since, today, settings)}
