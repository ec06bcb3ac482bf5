"""The alert of a plan, written in the transaction that publishes, corrects, withdraws or reinstates it.

A new plan goes to the chats that follow tasks of its province, a correction and a withdrawal to those of them that were
told what no longer holds (a message being sent at this moment counts as told), and that a withdrawal was a mistake to
those who were told of it. Whether anything concerns a chat is for whoever words it to say. What was still to be sent of
earlier alerts is not sent any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select, text

from data.alerts.mailing import post
from data.alerts.model import AlertKind, Mails
from data.alerts.task_followers import TaskFollower, followers
from data.db.schema_alerts import alert as table
from data.model.figures import Source
from data.model.tasks import Document, Task, TaskScope
from data.queries.plans import Plan, documents_of, plans_in_force, read_plan_tasks, read_plans
from data.queries.tasks import Parts, read_agencies, read_parts
from data.releases.announcing import TAKEN_BACK, supersede

PLAN = "plan"
SEEN = text(
    "SELECT platform, chat FROM outbox"
    " WHERE alert = :alert AND (state IN ('sent', 'unknown', 'claimed') OR doubtful > 0)"
)


@dataclass(frozen=True, slots=True)
class PlanNews:
    """What is told of a plan: the ``document`` as this revision has it, the ``tasks`` of the revision, and why it was
    corrected, withdrawn or reinstated. ``earlier`` are the tasks of the revisions that chats were told of, by id;
    ``behind`` is the document that holds in its place after a withdrawal, if one does.
    """

    kind: AlertKind
    document: Document
    source: Source
    tasks: tuple[Task, ...]
    parts: Parts
    why: str = ""
    earlier: Mapping[str, tuple[Task, ...]] = field(default_factory=dict)
    behind: Document | None = None


@dataclass(frozen=True, slots=True)
class PlanRecipient:
    """What decides the message of a chat: its language ('' where none was chosen) and kind, which tasks of the province
    it follows, and the revision that it was told of last, and how (``heard_as``); both '' where it was told of none.
    """

    language: str
    kind: str
    scopes: tuple[TaskScope, ...]
    heard: str = ""
    heard_as: AlertKind | str = ""


PlanCompose = Callable[[PlanNews, Sequence[PlanRecipient]], Mails]
"""Words the alert of a plan for each recipient, None where nothing in it concerns them. It must be pure and quick."""


@dataclass(frozen=True, slots=True)
class PlanDeed:
    """What is done with a plan at ``now``, and how it is told: not at all without ``compose``."""

    kind: AlertKind
    plan: Plan
    why: str
    compose: PlanCompose | None
    now: dt.datetime
    expires: dt.datetime
    ordinary: bool = True
    """Whether those are told as well who were told nothing of the plan before."""


def tell(connection: Connection, deed: PlanDeed) -> tuple[int | None, int]:
    """Write the alert and its rows; returns the alert (None where nobody is told) and how many rows it has.

    It is called when the deed is done, but that a plan is withdrawn is told of the tasks that it had.
    """
    every = read_plans(connection)
    told = _alerts(connection, _concerned(deed, every), taken_back=deed.kind == "reinstatement")
    heard: dict[tuple[str, int], tuple[str, str]] = {}
    for alert, plan, kind in told:
        for platform, chat in connection.execute(SEEN, {"alert": alert}):
            heard[platform, chat] = plan, kind
    supersede(connection, (alert for alert, _, kind in told if kind == TAKEN_BACK or deed.kind != "reinstatement"),
              deed.now)  # fmt: skip
    if deed.compose is None or deed.expires <= deed.now:
        return None, 0
    listeners = [one for one in followers(connection, {deed.plan.province}) if deed.ordinary or _key(one) in heard]
    if not listeners:
        return None, 0
    recipients = {_key(one): _recipient(one, heard.get(_key(one), ("", ""))) for one in listeners}
    distinct = list(dict.fromkeys(recipients.values()))
    news = _news(connection, deed, every, {one.heard for one in distinct if one.heard})
    mails = dict(zip(distinct, deed.compose(news, distinct), strict=True))
    letters = [(one.to, mail) for one in listeners if (mail := mails[recipients[_key(one)]]) is not None]
    if not letters:
        return None, 0
    values = {"subject": PLAN, "release": deed.plan.id, "kind": deed.kind, "created": deed.now}
    made = insert(table).values(**values, expires=deed.expires, total=0).returning(table.c.id)
    alert = connection.execute(made).scalar_one()
    return alert, post(connection, alert, letters, deed.now)


def told_of(connection: Connection, plan: str) -> int:
    """How many chats have, or may have, a message of this revision."""
    chats = {
        tuple(row)
        for alert, _, _ in _alerts(connection, [plan], taken_back=False)
        for row in connection.execute(SEEN, {"alert": alert})
    }
    return len(chats)


def count_followers(connection: Connection, province: str) -> int:
    """How many chats follow tasks of a province."""
    return sum(1 for _ in followers(connection, {province}))


def _concerned(deed: PlanDeed, every: Sequence[Plan]) -> list[str]:
    """The revisions whose alerts the deed is about, the oldest first."""
    if deed.kind != "correction":
        return [deed.plan.id]
    return [one.id for one in reversed(every) if one.document == deed.plan.document and one.id != deed.plan.id]


def _alerts(connection: Connection, plans: Iterable[str], *, taken_back: bool) -> list[tuple[int, str, str]]:
    """The alerts by which these revisions were told, and their kinds, oldest first; those that took one back only where
    they are wanted.
    """
    of = table.c
    query = select(of.id, of.release, of.kind).where(of.subject == PLAN, of.release.in_(list(plans))).order_by(of.id)
    return [tuple(row) for row in connection.execute(query) if taken_back or row.kind != TAKEN_BACK]


def _key(one: TaskFollower) -> tuple[str, int]:
    return one.to.platform, one.to.chat


def _recipient(one: TaskFollower, heard: tuple[str, str]) -> PlanRecipient:
    return PlanRecipient(one.to.language, one.to.kind, one.scopes, *heard)


def _news(connection: Connection, deed: PlanDeed, every: Sequence[Plan], heard: set[str]) -> PlanNews:
    forced = plans_in_force(every)
    documents, agencies = documents_of(connection, forced), read_agencies(connection)
    standing = documents.get(deed.plan.document)
    own = documents_of(connection, forced | {deed.plan.document: deed.plan})
    wanted = [one for one in every if one.id in heard and one.id != deed.plan.id]
    earlier = {one.id: tuple(read_plan_tasks(connection, [one], own, agencies)) for one in wanted}
    document = own[deed.plan.document]
    title = ", ".join(filter(None, (deed.plan.number, deed.plan.issuer))) or deed.plan.title
    return PlanNews(
        deed.kind,
        document,
        Source(deed.plan.source, "document", title, title, ""),
        tuple(read_plan_tasks(connection, [deed.plan], own, agencies)),
        read_parts(connection),
        deed.why,
        earlier,
        standing if deed.kind == "withdrawal" else None,
    )
