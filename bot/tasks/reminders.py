"""The reminders of a day: what is due is gathered for all who follow tasks, worded once for whoever is told the same,
and written to the outbox.
"""

from __future__ import annotations

import datetime as dt
import logging

from bot.botapi.keyboard import stored
from bot.clock import day_in_vietnam
from bot.i18n import Language, language_of, translator
from bot.render.reminders import reminder
from bot.tasks.rounds import Round
from data.alerts.model import Addressee, Mail
from data.model.tasks import Task
from data.queries.catalogue import Catalogue
from data.queries.task_scopes import TaskScopes
from data.tasks.due_tasks import DueTasks
from data.tasks.reminders import Reminders

log = logging.getLogger(__name__)


class ReminderRound(Round):
    """Gathers the day's reminders."""

    async def run(self) -> int:
        """Tell today's, whatever the hour; returns to how many chats. Nothing is done where the day was told."""
        reminders, today = Reminders(self._database), day_in_vietnam(self._now())
        day = await reminders.open(today)
        if day is None:
            return 0
        words = ReminderWords(self._store.catalogue, today, self._language)
        after, rows, first = None, 0, True
        while first or after is not None:
            first = False
            after, written = await reminders.post(day, words, words.scopes, after, self._now())
            rows += written
            if written:
                self._wake()
        log.info("tasks due on %s: %s chats are reminded", today, rows)
        return rows


class ReminderWords:
    """Words reminders on a day; a ``data.tasks.reminders.ReminderCompose``. What was worded is remembered."""

    def __init__(self, catalogue: Catalogue, today: dt.date, default: Language) -> None:
        self._catalogue = catalogue
        self._today = today
        self._default = default
        self._made: dict[tuple[Language, bool, tuple[int, ...]], Mail] = {}
        self._scopes: dict[int, TaskScopes] = {}

    def __call__(self, to: Addressee, tasks: tuple[Task, ...]) -> Mail:
        language = language_of(to.language, self._default)
        stop = to.kind != "channel"  # in a channel every reader could press it
        same = (language, stop, tuple(task.id for task in tasks))
        if same not in self._made:
            reply = reminder(tasks, self._today, self._catalogue.provinces, translator(language), stop=stop)
            self._made[same] = Mail(reply.html, stored(reply.buttons))
        return self._made[same]

    def scopes(self, due: DueTasks) -> TaskScopes:
        """The tasks of a day, as they are found by what is followed."""
        known = self._scopes.get(id(due))
        if known is None:
            known = self._scopes[id(due)] = TaskScopes(due.tasks, due.parts)
        return known
