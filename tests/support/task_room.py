"""For the tests of being told of tasks: an office that brings plans, chats that follow, and what the outbox holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import text

from data.alerts.model import Addressee, Mail
from data.chats.chats import Chats
from data.chats.task_subscriptions import TaskSubscriptions
from data.database import Database
from data.model.chats import Chat
from data.model.tasks import Task, TaskScope
from data.queries.task_scopes import TaskScopes
from data.releases.plan_alerts import PlanNews, PlanRecipient
from data.releases.plan_draft import AgencyDraft, PlanDraft, TaskDraft
from data.releases.plans import Plans
from data.tasks.due_tasks import DueTasks
from data.tasks.reminders import ReminderDay, Reminders

SNV = AgencyDraft("Sở Nội vụ", "home-affairs")
OTHER = AgencyDraft("Ban Quản lý khu công nghiệp")
DUE = dt.date(2026, 9, 30)
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def row(number: str, due: dt.date | None = DUE, *, index: str = "papi", lead: AgencyDraft = SNV) -> TaskDraft:
    return TaskDraft(
        number=number, heading="", text=f"Nhiệm vụ {number}", criteria=((index, ""),), lead=(lead,), coordinating=(),
        timing="once", due=due, due_text="", product="",
    )  # fmt: skip


def plan_of(*tasks: TaskDraft, province: str = "hung-yen", number: str = "12/KH-UBND") -> PlanDraft:
    return PlanDraft(
        province=province, number=number, kind="plan", date=dt.date(2026, 1, 15), title="Kế hoạch",
        issuer="UBND tỉnh", tasks=tasks, file_hash=f"{province}{number}{[one.text for one in tasks]}",
    )  # fmt: skip


def eight(day: dt.date) -> dt.datetime:
    """Eight in the morning of a day in Vietnam."""
    return dt.datetime.combine(day, dt.time(1), dt.UTC)


def numbers(to: Addressee, tasks: Sequence[Task]) -> Mail:
    """Names the tasks by their numbers, so that a test can read them."""
    return Mail(" ".join(task.number for task in tasks))


def told_of(news: PlanNews, recipients: Sequence[PlanRecipient]) -> list[Mail | None]:
    """Says what the plan is to whom; nothing to a chat of whose interest nothing is in it."""
    scopes = TaskScopes(news.tasks, news.parts)
    return [
        Mail(f"{news.kind} {one.heard}|{one.heard_as}: {' '.join(task.number for task in scopes.of_any(one.scopes))}")
        if scopes.of_any(one.scopes)
        else None
        for one in recipients
    ]


@dataclass
class TaskRoom:
    """A database with an office and chats. ``day`` is what the clock says."""

    database: Database
    day: dt.date = DUE
    read: list[TaskScopes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chats = Chats(self.database)
        self.subscriptions = TaskSubscriptions(self.database, self.chats)
        self.plans = Plans(self.database)
        self.reminders = Reminders(self.database)

    async def follow(self, chat: int, *scopes: TaskScope, kind: str = "private", thread: int | None = None) -> None:
        await self.subscriptions.follow(
            Chat(chat, kind, "vi"), scopes or (TaskScope("hung-yen"),), now=eight(self.day), thread=thread, most=100
        )

    async def publish(self, plan: PlanDraft, *, why: str = "", corrects: str = "", minute: int = 0) -> str:
        draft = replace(plan, correction_of=corrects, why=why)
        done = await self.plans.publish(draft, told_of, who="test", now=eight(self.day) + minute * MINUTE)
        return done.plan.id

    def _scopes(self, due: DueTasks) -> TaskScopes:
        return TaskScopes(due.tasks, due.parts)

    async def gather(self, day: dt.date, portions: int | None = None) -> int:
        """Gather a day, or only so many portions of it, as a process would that is killed then."""
        opened = await self.reminders.open(day)
        return 0 if opened is None else await self.go_on(opened, portions)

    async def go_on(self, opened: ReminderDay, portions: int | None = None) -> int:
        after, rows, done = None, 0, 0
        while done != portions:
            after, written = await self.reminders.post(opened, numbers, self._scopes, after, eight(opened.day))
            rows, done = rows + written, done + 1
            if after is None:
                break
        return rows

    async def outbox(self, subject: str = "reminder") -> list[tuple[str, int, str]]:
        """Release (or day), chat, and the text, in the order written."""
        query = text(
            "SELECT a.release, o.chat, t.html FROM outbox o JOIN alert a ON a.id = o.alert JOIN alert_text t"
            " ON t.id = o.text WHERE a.subject = :subject ORDER BY o.id"
        )
        async with self.database.read() as connection:
            return [tuple(one) for one in await connection.execute(query, {"subject": subject})]

    async def of(self, chat: int) -> list[tuple[str, str]]:
        """The reminders of a chat: day and text."""
        return [(day, html) for day, to, html in await self.outbox() if to == chat]

    async def run(self, statement: str) -> None:
        async with self.database.write() as connection:
            await connection.execute(text(statement))
