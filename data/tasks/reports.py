"""Reports on tasks: made, each in one transaction with the word of it to whom it concerns; and what is being said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from data.alerts.mailing import post
from data.alerts.model import Addressee, Mail
from data.chats.chats import upsert_chat
from data.database import Database
from data.db.schema_alerts import alert
from data.db.schema_plans import plan, plan_task
from data.db.schema_tasks import report_draft, role, task_report
from data.errors import ReportRefused
from data.model.chats import TELEGRAM, Chat, ChatKey
from data.model.tasks import TaskIdentity
from data.queries.plans import plans_in_force, read_plans
from data.releases.audit import not_before_last, note
from data.tasks.audience import holders
from data.tasks.model import Report, ReportDraft, ReportState, TaskState
from data.tasks.states import folded, may_follow, read_reports

LASTS = dt.timedelta(hours=1)
"""So long after it was chosen what a report says, words are taken for it."""
NEWS = dt.timedelta(days=7)
"""A word of a report that could not be delivered for so long is not delivered any more: digests say it, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A report to be made by a ``person``: by their ``role`` or, where that is None, as an administrator."""

    identity: TaskIdentity
    state: ReportState
    person: int
    role: int | None
    words: str = ""
    link: str = ""
    file: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who hears of a report at once: whoever has one of these roles now (``agencies`` are those of reporters, None for
    the editors), but for whoever made it. ``word`` is told what became of the task and to whom; it must be quick.
    """

    province: str
    agencies: frozenset[str] | None
    word: Callable[[TaskState, Sequence[Addressee]], Sequence[Mail]]


class TaskReports:
    """The reports of one messenger's people. The caller provides the clock (``now`` has a time zone) and has judged who
    may do what; what has changed meanwhile raises ReportRefused, and nothing was written.
    """

    def __init__(self, database: Database, *, platform: str = TELEGRAM) -> None:
        self._database, self._platform = database, platform
        self._begun: set[int] | None = None  # who may have begun one, where nobody else writes to the database

    async def file(self, filing: Filing, telling: Telling | None, *, now: dt.datetime) -> TaskState:
        """Make a report and tell of it; what is being said of the task by that person is then said."""

        def work(connection: Connection) -> TaskState:
            before = self._checked(connection, filing)
            made = not_before_last(connection, now)
            _insert(connection, filing, made)
            what = f"report {filing.state}"
            who, key = f"{self._platform}:{filing.person}", filing.identity.key
            note(connection, now, who, what, filing.identity.document, "", key)
            connection.execute(delete(report_draft).where(*self._of(filing.person)))
            reports = read_reports(connection, [filing.identity.document], key)[filing.identity]
            state = folded(reports)
            assert state is not None, before
            if telling is not None:
                self._tell(connection, filing, telling, state, now)
            return state

        return await self._database.work(work)

    def _checked(self, connection: Connection, filing: Filing) -> TaskState | None:
        """The state that the report is to follow, while nobody else reports on the document."""
        document = filing.identity.document
        connection.execute(select(plan.c.id).where(plan.c.document == document).with_for_update()).all()
        if document not in plans_in_force(read_plans(connection)):
            raise ReportRefused("gone")
        if filing.role is not None:
            mine = role.c.id == filing.role, role.c.ended.is_(None), role.c.person == filing.person
            if connection.scalar(select(role.c.id).where(*mine)) is None:
                raise ReportRefused("role")
        before = folded(read_reports(connection, [document], filing.identity.key).get(filing.identity, ()))
        if not may_follow(before, filing.state):
            raise ReportRefused("state")
        return before

    def _tell(
        self, connection: Connection, filing: Filing, telling: Telling, state: TaskState, now: dt.datetime
    ) -> None:
        to = [
            one
            for one in holders(connection, self._platform, telling.province, telling.agencies)
            if one.chat != filing.person
        ]
        if not to:
            return
        values = {
            "subject": "report", "release": filing.identity.document, "kind": "release", "created": now,
            "expires": now + NEWS, "total": 0,
        }  # fmt: skip
        id = connection.execute(insert(alert).values(values).returning(alert.c.id)).scalar_one()
        post(connection, id, zip(to, telling.word(state, to), strict=True), now)

    async def of(self, identity: TaskIdentity) -> tuple[Report, ...]:
        """All reports on a task, the oldest first."""

        def work(connection: Connection) -> tuple[Report, ...]:
            return tuple(read_reports(connection, [identity.document], identity.key).get(identity, ()))

        return await self._database.work(work, write=False)

    async def one(self, number: int) -> Report | None:
        """A report by its number."""

        def work(connection: Connection) -> Report | None:
            of = task_report.c
            row = connection.execute(select(of.document, of.task).where(of.id == number)).first()
            found = read_reports(connection, [row.document], row.task) if row is not None else {}
            return next((one for several in found.values() for one in several if one.id == number), None)

        return await self._database.work(work, write=False)

    async def province_of(self, key: str) -> str:
        """The province whose plan gives out the task of this key; '' where there is none."""
        query = select(plan.c.province).join(plan_task, plan_task.c.plan == plan.c.id).where(plan_task.c.id == int(key))
        return await self._database.brief(lambda connection: connection.scalar(query) or "", write=False)

    async def begin(self, person: int, identity: TaskIdentity, state: ReportState, *, now: dt.datetime) -> None:
        """Note what a person is about to say of a task; it takes the place of anything they were about to say."""

        def work(connection: Connection) -> None:
            chat = Chat(person, "private", "", platform=self._platform)
            upsert_chat(connection, chat, now)
            values = {"document": identity.document, "task": identity.key, "state": state, "begun": now}
            changed = connection.execute(update(report_draft).where(*self._of(person)).values(values)).rowcount
            if not changed:
                connection.execute(insert(report_draft).values(platform=self._platform, chat=person, **values))

        await self._database.work(work)
        if self._begun is not None:
            self._begun.add(person)

    async def begun(self, person: int, *, now: dt.datetime) -> ReportDraft | None:
        """What a person is about to say; None where that is nothing, or was chosen too long ago. Every message asks for
        it, so that the database is asked only of those who may have begun.
        """
        if self._begun is None and not self._database.shared:
            every = select(report_draft.c.chat).where(report_draft.c.platform == self._platform)
            self._begun = await self._database.brief(lambda connection: set(connection.scalars(every)), write=False)
        if self._begun is not None and person not in self._begun:
            return None
        return await self._database.brief(
            lambda connection: draft_of(connection, ChatKey(self._platform, person), since=now - LASTS), write=False
        )

    async def drop(self, person: int) -> bool:
        """Say nothing after all; returns whether anything was about to be said."""

        def work(connection: Connection) -> bool:
            return bool(connection.execute(delete(report_draft).where(*self._of(person))).rowcount)

        return await self._database.work(work)

    def forget(self, person: int) -> None:
        """Hold nothing of somebody in memory."""
        if self._begun is not None:
            self._begun.discard(person)

    def _of(self, person: int) -> tuple[ColumnElement[bool], ...]:
        return report_draft.c.platform == self._platform, report_draft.c.chat == person


def draft_of(connection: Connection, key: ChatKey, *, since: dt.datetime | None = None) -> ReportDraft | None:
    """What somebody is about to say of a task; with ``since``, only if they chose it later."""
    of = report_draft.c
    row = connection.execute(select(report_draft).where(of.platform == key.platform, of.chat == key.id)).first()
    if row is None or (since is not None and row.begun <= since):
        return None
    return ReportDraft(TaskIdentity(row.document, row.task), row.state, row.begun)


def _insert(connection: Connection, filing: Filing, made: dt.datetime) -> None:
    values = {
        "document": filing.identity.document, "task": filing.identity.key, "state": filing.state,
        "words": filing.words, "link": filing.link, "file": filing.file, "file_name": filing.file_name,
        "role": filing.role, "made": made,
    }  # fmt: skip
    connection.execute(insert(task_report).values(values))
