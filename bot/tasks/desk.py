"""Reports on tasks, free of Telegram: what a person may see and say of a task, and the reply to what they do.

Every right is judged by the person's roles at that moment, whatever the button says and wherever it came from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.answers.viewing import EVERYWHERE
from bot.botapi.keyboard import stored
from bot.clock import day_in_vietnam
from bot.i18n import Language, Translator, language_of, translator
from bot.presses.tasks import OwnTasks, SayNothing, SayOfTask, ShowFile, ShowTask, TaskPress
from bot.questions.cancel_request import is_cancel
from bot.render import report_news
from bot.render import reports as wording
from bot.render.reports import TaskSheet
from bot.reply import Reply
from bot.roles.rights import may
from bot.tasks.task_rights import TaskRights
from data.alerts.model import Addressee, Mail
from data.errors import ReportRefused
from data.model.tasks import Assignee, Task
from data.roles.model import Role
from data.roles.roles import Roles
from data.store import Store
from data.tasks.model import JUDGED, REPORTED, Report, ReportDraft, ReportState, TaskState
from data.tasks.reports import Filing, TaskReports, Telling
from data.tasks.states import FOLLOWING

MOST = 1000
"""Characters that a report's words may have."""
NEEDS_WORDS: frozenset[ReportState] = frozenset({"returned", "closed"})
AT_ONCE: frozenset[ReportState] = frozenset({"accepted", "reopened"})
"""What is said by the press alone."""
TOLD: frozenset[ReportState] = JUDGED.union(("done", "stuck"))


@dataclass(frozen=True, slots=True)
class Addition:
    """What comes with a report: words, a link, or the messenger's id of a file, with its name ('' of a picture)."""

    words: str = ""
    link: str = ""
    file: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class ReportingOffice:
    """What a desk stands in: who is an administrator, the clock (with a time zone), the language of those who chose
    none, what is called when somebody is to be told of a report, and whether a text is plainly a question.
    """

    administers: Callable[[int], bool]
    now: Callable[[], dt.datetime]
    language: Language
    told: Callable[[], None]
    asks: Callable[[str], bool]


class ReportDesk:
    """Takes reports."""

    def __init__(self, store: Store, roles: Roles, reports: TaskReports, office: ReportingOffice) -> None:
        self._store, self._roles, self._reports = store, roles, reports
        self._administers, self._now = office.administers, office.now
        self._language, self._told, self._asks = office.language, office.told, office.asks
        self._begun: dict[int, ReportDraft | None] = {}

    @property
    def _brought(self) -> bool:
        """Whether any office brought a plan: nobody reports on what is shipped, and nothing need be asked for."""
        return any(document.brought for document in self._store.catalogue.documents.values())

    async def sees(self, person: int) -> frozenset[str]:
        """The provinces whose reports a person may read although they are not public."""
        if not self._brought:
            return frozenset()
        if self._administers(person):
            return EVERYWHERE
        roles = await self._roles.of(person)
        return frozenset(one.province for one in roles if may("read_reports", roles, one.province))

    async def look(self, person: int, sent: dt.datetime) -> None:
        """Read what the person was about to report when they wrote, for ``takes``, which cannot wait for it."""
        found = await self._reports.begun(person, now=sent) if self._brought else None
        if found is not None:
            self._begun[person] = found
        else:
            self._begun.pop(person, None)

    def takes(self, person: int, text: str | None) -> bool:
        """Whether what the person wrote just now goes with the report that ``look`` found; None for a file. A command,
        the word that ends it, and what is plainly a question do not.
        """
        if person not in self._begun:
            return False
        return text is None or not (text.startswith("/") or is_cancel(text) or self._asks(text))

    async def still_open(self, person: int, t: Translator) -> Reply | None:
        """That a report waits for words, to somebody who wrote of another matter; None where none does any more."""
        begun = await self._reports.begun(person, now=self._now()) if person in self._begun else None
        found = await self._rights(person, begun.identity.key) if begun is not None else None
        return None if begun is None or found is None else wording.still_open(t, found.task, begun.state)

    async def give_up(self, person: int, t: Translator) -> Reply | None:
        """End the report that a person has begun; None where none is."""
        begun = await self._reports.begun(person, now=self._now()) if self._brought else None
        if begun is None:
            return None
        found = await self._rights(person, begun.identity.key)
        await self._drop(person)
        return wording.given_up(t, found.task if found is not None else None, begun.state)

    async def listing(self, person: int, t: Translator, page: int = 0) -> Reply:
        """The open tasks that the person reports on or, as an editor, judges: first those that wait for them, then by
        their dates, those without one last.
        """
        roles = await self._roles.of(person)
        if not roles:
            return wording.no_role(t)
        found: dict[str, Task] = {}
        for role in roles:
            for task in await self._store.tasks(role.province):
                if task.document.brought and not task.closed and await self._is_theirs(task, role):
                    found[task.key] = task
        reported = await self._store.reported(found.values(), lambda province: True)
        judged = {one.province for one in roles if one.kind == "editor"}
        open_ = [(task, state) for task in found.values() if (state := reported.of(task)) is None or not state.finished]
        open_.sort(
            key=lambda one: (
                not (one[1] is not None and one[1].waits and one[0].province in judged),
                one[0].due is None,
                one[0].due or dt.date.max,
            )
        )
        return wording.listing(t, open_, page, self._names(roles, t), day_in_vietnam(self._now()))

    async def _is_theirs(self, task: Task, role: Role) -> bool:
        return role.kind == "editor" or role.agency in await self._speaking_for(task)

    def _names(self, roles: Sequence[Role], t: Translator) -> list[str]:
        """Whose tasks they are: the provinces of an editor, the agencies of a reporter."""
        known = self._store.catalogue
        named = [known.provinces.get(one.province) if one.kind == "editor" else known.agencies.get(one.agency)
                 for one in roles]  # fmt: skip
        return [t.pick(one.name_vi, one.name_en) for one in dict.fromkeys(named) if one is not None]

    async def sheet(self, person: int, key: str, t: Translator) -> Reply:
        """A task with what was said of it, to those who may read it."""
        found = await self._rights(person, key)
        if found is None:
            return wording.refused(t, "gone")
        if (refused := await self._unread(found, t)) is not None:
            return refused
        reports = await self._reports.of(found.task.identity)
        state = found.state
        following = FOLLOWING[state.state if state is not None else None]
        order: tuple[ReportState, ...] = ("doing", "done", "stuck", "accepted", "returned", "closed", "reopened")
        says = tuple(one for one in order if one in following and found.may(one) and not found.task.closed)
        shown = TaskSheet(found.task, state, reports, says, day_in_vietnam(self._now()), helps=found.helps)
        return wording.sheet(t, shown, self._store.catalogue)

    async def refused(self, person: int, press: TaskPress, t: Translator) -> Reply | None:
        """Why a person may not do what a button does, None where they may; for a pop-up."""
        match press:
            case SayOfTask():
                return self._refused(await self._rights(person, press.key), press.state, t)
            case ShowTask():
                found = await self._rights(person, press.key)
                return wording.refused(t, "gone") if found is None else await self._unread(found, t)
            case ShowFile():
                made = await self.file(person, press.report, t)
                return made if isinstance(made, Reply) else None
        return None

    async def _unread(self, found: TaskRights, t: Translator) -> Reply | None:
        """The refusal where somebody may not read the reports on a task."""
        public = await self._store.reported([found.task], lambda province: False)
        return None if found.reads or public.shows(found.task) else wording.refused(t, "kept")

    async def press(self, person: int, press: TaskPress, t: Translator) -> Reply:
        """The reply to a button."""
        match press:
            case OwnTasks():
                return await self.listing(person, t, press.page)
            case ShowTask():
                return await self.sheet(person, press.key, t)
            case SayNothing():
                await self._drop(person)
                return wording.nothing_said(t)
            case SayOfTask():
                return await self._say(person, press, t)
        return wording.refused(t, "gone")

    async def _say(self, person: int, press: SayOfTask, t: Translator) -> Reply:
        found = await self._rights(person, press.key)
        refused = self._refused(found, press.state, t)
        if found is None or refused is not None:
            return refused or wording.refused(t, "gone")
        if press.state in AT_ONCE or (press.plain and press.state not in NEEDS_WORDS):
            return await self._file(person, found, press.state, Addition(), t)
        if press.state not in FOLLOWING[found.state.state if found.state is not None else None]:
            return wording.refused(t, "state", press.key)
        await self._reports.begin(person, found.task.identity, press.state, now=self._now())
        return wording.question(t, found.task, press.state)

    async def add(self, person: int, addition: Addition | None, t: Translator) -> Reply:
        """Make the report that was begun, with what the person wrote; None is something that no report holds."""
        begun = self._begun.get(person)
        if begun is None:
            return wording.refused(t, "late")
        if addition is None:
            return wording.refused(t, "kind")
        if len(addition.words) > MOST or len(addition.link) > MOST:
            return wording.refused(t, "long")
        if begun.state in NEEDS_WORDS and not addition.words and not addition.link:
            return wording.refused(t, "reason")
        found = await self._rights(person, begun.identity.key)
        refused = self._refused(found, begun.state, t)
        if found is None or refused is not None:
            await self._drop(person)
            return refused or wording.refused(t, "gone")
        return await self._file(person, found, begun.state, addition, t)

    def _refused(self, found: TaskRights | None, state: ReportState, t: Translator) -> Reply | None:
        if found is None:
            return wording.refused(t, "gone")
        if not found.may(state):
            return wording.refused(t, "helps" if state in REPORTED and found.helps else "rights")
        return wording.refused(t, "closed") if found.task.closed else None

    async def _file(self, person: int, found: TaskRights, state: ReportState, more: Addition, t: Translator) -> Reply:
        filing = Filing(
            identity=found.task.identity, state=state, person=person, role=found.role(state), words=more.words,
            link=more.link, file=more.file, file_name=more.file_name,
        )  # fmt: skip
        telling = await self._telling(found.task, state)
        try:
            done = await self._reports.file(filing, telling, now=self._now())
        except ReportRefused as refused:
            await self._drop(person)
            return wording.refused(t, refused.kind, found.task.key)
        self._begun.pop(person, None)
        self._told()
        return wording.said(t, found.task, done, self._store.catalogue)

    async def _drop(self, person: int) -> None:
        self._begun.pop(person, None)
        await self._reports.drop(person)

    def forget(self, chat: int) -> None:
        """Hold nothing of a chat in memory."""
        self._begun.pop(chat, None)
        self._reports.forget(chat)

    async def _telling(self, task: Task, state: ReportState) -> Telling | None:
        """Who is told of it: the editors of what an agency reports, and of what they decide the agency."""
        if state not in TOLD:
            return None
        catalogue = self._store.catalogue

        def word(now: TaskState, to: Sequence[Addressee]) -> list[Mail]:
            mails: dict[Language, Mail] = {}
            for one in to:
                language = language_of(one.language, self._language)
                if language not in mails:
                    reply = report_news.word(translator(language), task, now, catalogue)
                    mails[language] = Mail(reply.html, stored(reply.buttons), (task.province,))
            return [mails[language_of(one.language, self._language)] for one in to]

        if state in REPORTED:
            return Telling(task.province, None, word)
        return Telling(task.province, await self._speaking_for(task), word)

    async def _speaking_for(self, task: Task) -> frozenset[str]:
        """The agencies whose reporters report on a task: those that lead or help, and what these are part of."""
        return await self._of(one for one in task.assignees if one.role != "report")

    async def _leading(self, task: Task) -> frozenset[str]:
        """Those that lead it, and what these are part of; of a task that none leads those that help."""
        leading = [one for one in task.assignees if one.role == "lead"]
        return await self._of(leading) if leading else await self._speaking_for(task)

    async def _of(self, assignees: Iterable[Assignee]) -> frozenset[str]:
        found: set[str] = set()
        for one in assignees:
            if one.agency.id:
                found |= await self._store.wider_bodies(one.agency.id)
        return frozenset(found)

    async def _rights(self, person: int, key: str) -> TaskRights | None:
        """How a person stands to a task; None where it is in no plan in force."""
        province = await self._reports.province_of(key)
        tasks = await self._store.tasks(province) if province else ()
        task = next((one for one in tasks if one.key == key), None)
        if task is None:
            return None
        roles = await self._roles.of(person)
        state = (await self._store.reported([task], lambda province: True)).of(task)
        speaking, leading = await self._speaking_for(task), await self._leading(task)
        return TaskRights(task, state, roles, speaking, leading, self._administers(person))

    async def file(self, person: int, report: int, t: Translator) -> Report | Reply:
        """The report whose file somebody wants to see, if they may."""
        made = await self._reports.one(report)
        found = await self._rights(person, made.identity.key) if made is not None else None
        if made is None or found is None or not made.file:
            return wording.refused(t, "gone")
        return await self._unread(found, t) or made
