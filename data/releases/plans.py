"""Publishing, revising, withdrawing and reinstating the plans of offices: each in one transaction, or not at all.

A document is a release of its own and is never edited: a revision takes the place of the one before, which is kept.
When a revision is withdrawn the one before is in force again. A document that another one replaces is still shown, with
its tasks closed for as long as the one that replaces it is in force. A shipped document can be revised and replaced as
well: what an office brings holds then.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Table, func, select, update

from data.alerts.model import AlertKind
from data.database import Database
from data.db import schema, schema_documents
from data.db.schema_plans import plan as table
from data.db.schema_plans import plan_target, plan_task
from data.errors import PlanRefused
from data.model.tasks import Document
from data.queries.plans import Plan, documents_of, plans_in_force, read_plans
from data.releases.audit import not_before_last, note
from data.releases.open_files import KeptFile, became, claim
from data.releases.plan_alerts import PlanCompose, PlanDeed, tell
from data.releases.plan_draft import PlanDraft
from data.releases.plan_rows import document_of, find_plan, insert_plan, says_the_same
from data.releases.publishing import NEWS
from data.seeding.build import count_edition

NUMBER = re.compile(r"\d{1,4}(\.\d{1,4})?")
NUMBERS = ("score_min", "rank_max", "task_completion_percent")


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """A revision of a plan, whether answers use it, how much is in it, and what it has to do with other documents.

    ``replaced_by`` is what replaced its document, '' while nothing did; ``replaces`` is what it replaces in turn, as
    people call it. ``behind`` is what holds when it is withdrawn: the id of another revision, or of a shipped document.
    ``alert`` is the one that was written with what was just done (None where nobody is told), to so many chats.
    """

    plan: Plan
    in_force: bool
    tasks: int
    targets: int
    replaced_by: str
    replaces: str
    behind: str
    alert: int | None = None
    told: int = 0


class Plans:
    """Writes the plans of one database. The caller provides the clock (``now`` has a time zone); ``who`` is for the
    audit. What is refused raises PlanRefused, and nothing was written. ``compose`` words the alert of what is done, in
    another thread; without it nobody is told. It is news for as long as ``news``.
    """

    def __init__(self, database: Database, *, news: dt.timedelta = NEWS) -> None:
        self._database = database
        self._news = news

    async def publish(
        self,
        draft: PlanDraft,
        compose: PlanCompose | None = None,
        *,
        who: str,
        now: dt.datetime,
        file: KeptFile | None = None,
    ) -> PlanStatus:
        """Make a release of a checked plan: a new document or, with ``correction_of``, a revision of one. Of an open
        ``file``, only if it still is as it was read. Raises PlanRefused, FileOvertaken, DatabaseBusy, DatabaseFull.
        """

        def work(connection: Connection) -> PlanStatus:
            _claim(connection, file)
            document, corrects = _place_of(connection, draft)
            made = insert_plan(connection, draft, document, corrects, now)
            count_edition(connection)
            detail = f"{corrects}: {draft.why}" if corrects else ""
            what = "correct plan" if corrects else "publish plan"
            note(connection, now, who, what, made.id, draft.file_hash, detail)
            _done(connection, file, made.id, now)
            kind: AlertKind = "correction" if corrects else "release"
            alert = tell(connection, PlanDeed(kind, made, draft.why, compose, now, now + self._news))
            return _status(connection, made.id, alert)

        return await self._database.work(work)

    async def check(self, draft: PlanDraft) -> None:
        """Raise what ``publish`` would raise now."""
        await self._database.work(lambda connection: _place_of(connection, draft), write=False)

    async def withdraw(
        self,
        name: str,
        why: str,
        compose: PlanCompose | None = None,
        *,
        who: str,
        now: dt.datetime,
        file: KeptFile | None = None,
    ) -> PlanStatus:
        """Take a revision out of force, named by its id, or by the id or number of its document. With the open
        ``file`` in which that was asked for, once.
        """

        def work(connection: Connection) -> PlanStatus:
            _claim(connection, file)
            found = find_plan(connection, name, withdrawn=False)
            if found.withdrawn_at is not None:
                raise PlanRefused("withdrawn", found.id)
            counted = plans_in_force(read_plans(connection)).get(found.document) == found
            word = compose if counted else None  # a correction has taken it back already
            deed = PlanDeed("withdrawal", found, why, word, now, now + self._news, ordinary=False)
            values = {"withdrawn_at": not_before_last(connection, now), "withdrawn_why": why}
            return _carry_out(connection, deed, values, who, file)

        return await self._database.work(work)

    async def reinstate(
        self,
        name: str,
        why: str,
        compose: PlanCompose | None = None,
        *,
        who: str,
        now: dt.datetime,
        file: KeptFile | None = None,
    ) -> PlanStatus:
        """Undo a withdrawal, unless a newer revision came into force since; of an open ``file`` as ``withdraw``."""

        def work(connection: Connection) -> PlanStatus:
            _claim(connection, file)
            found = find_plan(connection, name, withdrawn=True)
            if found.withdrawn_at is None:
                raise PlanRefused("not_withdrawn", found.id)
            standing = plans_in_force(read_plans(connection)).get(found.document)
            if standing is not None and standing.revision > found.revision:
                raise PlanRefused("overtaken", standing.id)
            fresh = now - found.published_at < self._news
            deed = PlanDeed("reinstatement", found, why, compose, now, now + self._news, ordinary=fresh)
            return _carry_out(connection, deed, {"withdrawn_at": None, "withdrawn_why": ""}, who, file)

        return await self._database.work(work)

    async def plans(self, province: str = "") -> tuple[PlanStatus, ...]:
        """Every revision of the plans of a province (or of all), the newest document first, withdrawn ones as well."""

        def work(connection: Connection) -> tuple[PlanStatus, ...]:
            return tuple(one for one in _statuses(connection) if not province or one.plan.province == province)

        return await self._database.work(work, write=False)

    async def find(self, name: str, *, withdrawn: bool = False) -> PlanStatus:
        """What ``withdraw`` or, with ``withdrawn``, ``reinstate`` would take that name for."""

        def work(connection: Connection) -> PlanStatus:
            return _status(connection, find_plan(connection, name, withdrawn=withdrawn).id)

        return await self._database.work(work, write=False)


def _claim(connection: Connection, file: KeptFile | None) -> None:
    if file is not None:
        claim(connection, file)


def _done(connection: Connection, file: KeptFile | None, plan: str, now: dt.datetime) -> None:
    """The open file in which it was asked for became a plan, or was about one: its buttons are used."""
    if file is not None:
        became(connection, file, plan, now)


def _place_of(connection: Connection, draft: PlanDraft) -> tuple[str, str]:
    """The document that the draft is of, and what it corrects, as things stand in the transaction."""
    if not draft.tasks and not draft.targets:
        raise PlanRefused("no_tasks", draft.number)
    if connection.scalar(select(schema.province.c.id).where(schema.province.c.id == draft.province)) is None:
        raise PlanRefused("unknown", draft.province)
    _must_be_known(connection, draft)
    every = read_plans(connection)
    forced = plans_in_force(every)
    documents = documents_of(connection, forced)
    corrected = _corrected(draft, forced, documents) if draft.correction_of else None
    for plan in forced.values():
        same_file = draft.file_hash and plan.file_hash == draft.file_hash
        if same_file and (corrected != (plan.document, plan.id) or says_the_same(connection, draft, plan)):
            raise PlanRefused("same_file", plan.id)
    document, corrects = corrected or (document_of(draft, every, documents), "")
    if corrected is None and document in documents:
        raise PlanRefused("exists", forced[document].id if document in forced else document)
    for named in filter(None, (draft.replaces, draft.implements)):
        if named not in documents:
            raise PlanRefused("unknown", named)
    if draft.replaces and documents[draft.replaces].province != draft.province:
        raise PlanRefused("other", draft.replaces)
    if document in (draft.replaces, draft.implements):
        raise PlanRefused("itself", document)
    return document, corrects


def _must_be_known(connection: Connection, draft: PlanDraft) -> None:
    """Raises ValueError where the draft holds what no answer could show: whoever makes drafts sees to that."""
    of = schema.indicator.c
    known = {(index, code) for index, code in connection.execute(select(of.index, of.code).distinct())}
    named = {pair for task in draft.tasks for pair in task.criteria} | {
        (one.index, one.indicator) for one in draft.targets
    }
    if not named <= known:
        raise ValueError(f"no known criteria: {sorted(named - known)}")
    if any(one.kind in NUMBERS and not NUMBER.fullmatch(one.value) for one in draft.targets):
        raise ValueError("a target that is no number")


def _corrected(draft: PlanDraft, forced: dict[str, Plan], documents: dict[str, Document]) -> tuple[str, str]:
    """The document and the revision that the draft corrects; of a shipped document both are its id."""
    for plan in forced.values():
        if draft.correction_of in (plan.id, plan.document):
            found = (plan.document, plan.id)
            break
    else:
        if draft.correction_of not in documents:
            raise PlanRefused("not_standing", draft.correction_of)
        found = (draft.correction_of, draft.correction_of)
    if documents[found[0]].province != draft.province:
        raise PlanRefused("other", draft.correction_of)
    return found


def _carry_out(
    connection: Connection, deed: PlanDeed, values: dict[str, object], who: str, file: KeptFile | None
) -> PlanStatus:
    """A plan is withdrawn or reinstated, by these values of its row; it is noted who did it, and told."""
    plan, what = deed.plan, "withdraw plan" if deed.kind == "withdrawal" else "reinstate plan"
    connection.execute(update(table).where(table.c.id == plan.id).values(values))
    count_edition(connection)
    note(connection, deed.now, who, what, plan.id, "", deed.why)
    _done(connection, file, plan.id, deed.now)
    return _status(connection, plan.id, tell(connection, deed))


def _counts(connection: Connection, of: Table) -> dict[str, int]:
    """How many rows each revision has."""
    rows = connection.execute(select(of.c.plan, func.count()).group_by(of.c.plan))
    return dict(rows.all())


def _status(connection: Connection, id: str, told: tuple[int | None, int] = (None, 0)) -> PlanStatus:
    found = next(one for one in _statuses(connection) if one.plan.id == id)
    return replace(found, alert=told[0], told=told[1])


def _statuses(connection: Connection) -> list[PlanStatus]:
    every = read_plans(connection)
    forced = plans_in_force(every)
    documents = documents_of(connection, forced)
    shipped = set(connection.scalars(select(schema_documents.document.c.id)))
    tasks, targets = _counts(connection, plan_task), _counts(connection, plan_target)
    found: list[PlanStatus] = []
    for plan in every:
        earlier = [one for one in every if one.document == plan.document and one.revision < plan.revision]
        standing = next(iter(plans_in_force(earlier).values()), None)
        own, held = documents.get(plan.replaces), documents.get(plan.document)
        found.append(
            PlanStatus(
                plan=plan,
                in_force=forced.get(plan.document) == plan,
                tasks=tasks.get(plan.id, 0),
                targets=targets.get(plan.id, 0),
                replaced_by=held.replaced_by if held is not None else "",
                replaces=own.called if own is not None else plan.replaces,
                behind=standing.id if standing else plan.document if plan.document in shipped else "",
            )
        )
    return found
