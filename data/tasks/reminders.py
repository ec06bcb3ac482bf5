"""The daily reminders in the outbox: one message to a chat on a day, however many of its tasks are due.

A day is gathered in portions, each a transaction of its own, and is told when the last one is written. Whoever goes on
with a day that was begun passes over the chats that have its message. If that is only on a later day, those chats are
told what fell due since, and all others what fell due since the last day that was gathered to its end: everybody hears
once of every date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from data.alerts.mailing import post
from data.alerts.model import Addressee, Mail
from data.alerts.task_followers import TaskFollower, portion
from data.database import Database
from data.db.schema_alerts import alert as alerts
from data.db.schema_tasks import told_until
from data.model.tasks import Task
from data.queries.task_scopes import TaskScopes
from data.tasks.due_tasks import DueTasks, read_due

REMINDER = "reminder"
AT_ONCE = 1000
"""Chats of one transaction."""
EXPIRES = dt.timedelta(days=3)
"""How long a reminder that could not be sent yet is of use: it names its day, and all dates."""
AHEAD = dt.timedelta(days=2)
"""A day told further ahead than this was told by a clock that was wrong."""
BEGUN = 10
"""Days that were begun and not gathered to their end, of which at most is known."""
TOLD = text(
    "SELECT chat, alert FROM outbox WHERE platform = :platform AND chat IN :chats AND alert IN :alerts"
).bindparams(bindparam("chats", expanding=True), bindparam("alerts", expanding=True))

ReminderCompose = Callable[[Addressee, tuple[Task, ...]], Mail | None]
"""Words the reminder of some tasks. It must be pure and quick: it is called in another thread, in a transaction."""


@dataclass(frozen=True, slots=True)
class ReminderDay:
    """A day that is being gathered: what falls due since the last day told and, for the chats that have the message of
    a day that was ``begun`` (alert -> day) since then, what falls due since that day.
    """

    day: dt.date
    since: dt.date
    due: DueTasks
    begun: Mapping[int, dt.date] = field(default_factory=dict)
    later: Mapping[dt.date, DueTasks] = field(default_factory=dict)


class Reminders:
    """Gathers the reminders of one database. ``now`` is the caller's clock and has a time zone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def told(self) -> dt.date | None:
        """The last day that was gathered to its end."""
        return await self._database.work(lambda connection: read_told(connection, REMINDER), write=False)

    async def open(self, day: dt.date) -> ReminderDay | None:
        """What is to be told on a day; None where that was done."""
        return await self._database.work(lambda connection: _open(connection, day), write=False)

    async def post(
        self,
        day: ReminderDay,
        compose: ReminderCompose,
        scopes: Callable[[DueTasks], TaskScopes],
        after: tuple[str, int] | None,
        now: dt.datetime,
    ) -> tuple[tuple[str, int] | None, int]:
        """Write the messages of the next chats behind ``after``; returns the last of them and how many messages were
        written. The last is None when the day is told, which is written along with its last messages.
        """

        def work(connection: Connection) -> tuple[tuple[str, int] | None, int]:
            if not _is_due(read_told(connection, REMINDER), day.day):
                return None, 0  # another worker was quicker
            found = portion(connection, day.due.provinces, after, AT_ONCE) if day.due.tasks else []
            letters = []
            heard = _heard(connection, day, found)
            for one in found:
                since = heard.get((one.to.platform, one.to.chat))
                due = day.due if since is None else day.later[since]
                tasks = scopes(due).of_any(one.scopes)
                mail = compose(one.to, tasks) if tasks else None
                if mail is not None:
                    letters.append((one.to, mail))
            rows = 0
            if letters:
                alert = day_alert(connection, REMINDER, day.day, now, now + EXPIRES)
                rows = post(connection, alert, letters, now)
            if len(found) < AT_ONCE:
                write_told(connection, REMINDER, day.day, now)
                return None, rows
            return (found[-1].to.platform, found[-1].to.chat), rows

        return await self._database.work(work)


def day_alert(connection: Connection, subject: str, day: dt.date, now: dt.datetime, expires: dt.datetime) -> int:
    """The alert of a day, written where it is not there yet."""
    of = alerts.c
    this = select(of.id).where(of.release == day.isoformat(), of.subject == subject).order_by(of.id).limit(1)
    known = connection.scalar(this)
    if known is not None:
        return int(known)
    values = {"subject": subject, "release": day.isoformat(), "kind": "release", "created": now, "expires": expires}
    return int(connection.execute(insert(alerts).values(**values, total=0).returning(of.id)).scalar_one())


def read_told(connection: Connection, what: str) -> dt.date | None:
    return connection.scalar(select(told_until.c.day).where(told_until.c.what == what))


def write_told(connection: Connection, what: str, day: dt.date, now: dt.datetime) -> None:
    connection.execute(delete(told_until).where(told_until.c.what == what))
    connection.execute(insert(told_until).values(what=what, day=day, made=now))


def _is_due(told: dt.date | None, day: dt.date) -> bool:
    """Whether a day is still to be told. One told ahead of time by a clock that was wrong by days does not count."""
    return told is None or told < day or told - day > AHEAD


def _open(connection: Connection, day: dt.date) -> ReminderDay | None:
    told = read_told(connection, REMINDER)
    if not _is_due(told, day):
        return None
    since = told if told is not None and told < day else day - dt.timedelta(days=1)
    of = alerts.c
    query = select(of.id, of.release).where(of.subject == REMINDER).order_by(of.id.desc()).limit(BEGUN)
    days = {row.id: dt.date.fromisoformat(row.release) for row in connection.execute(query)}
    begun = {alert: on for alert, on in days.items() if since < on < day}
    later = {on: read_due(connection, on, day) for on in set(begun.values())}
    return ReminderDay(day, since, read_due(connection, since, day), begun, later)


def _heard(connection: Connection, day: ReminderDay, found: Sequence[TaskFollower]) -> dict[tuple[str, int], dt.date]:
    """The last day that was begun of which each of these chats has the message, where one has one."""
    heard: dict[tuple[str, int], dt.date] = {}
    if not day.begun or not found:
        return heard
    for platform in {one.to.platform for one in found}:
        chats = [one.to.chat for one in found if one.to.platform == platform]
        values = {"platform": platform, "chats": chats, "alerts": sorted(day.begun)}
        for chat, alert in connection.execute(TOLD, values):
            on = day.begun[alert]
            heard[platform, chat] = max(on, heard.get((platform, chat), on))
    return heard
