"""Who may do what with a province's plans and tasks: the table of rights, cell by cell, through the whole bot.

Everything is tried by a forged press, wherever the button may have come from, in the person's own chat with the bot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import get_args

import pytest
from sqlalchemy import text

from bot.offline import PrivateChat, Seen, User
from bot.presses.answers import Export
from bot.presses.plans import BringPlan, ManagePlan
from bot.presses.publishing import Publish
from bot.presses.tasks import OwnTasks, SayOfTask, ShowFile, ShowTask
from bot.publishing.plans import PlanPublisher
from bot.questions import Question
from bot.roles.rights import Action
from data.database import Database
from data.releases.open_files import OpenFiles
from data.roles.model import RoleKind
from data.store import Store
from data.tasks.model import ReportState
from data.tasks.reports import Filing, TaskReports
from tests.handlers.test_roles import Town, town
from tests.handlers.test_who_may import data_of, everything
from tests.support.brought_plans import ROWS, word_plan
from tests.support.opened_files import workbook
from tests.support.plans import ID, LATER_PLAN, PLAN, task
from tests.support.reporting import SNV, STC, appoint, end

__all__ = ["town"]

DAY = dt.timedelta(days=1)
STATES: dict[str, tuple[ReportState, ...]] = {
    "doing": (), "done": (), "stuck": (), "accepted": ("done",), "returned": ("done",), "closed": ("doing",),
    "reopened": ("closed",),
}  # fmt: skip
"""What is said of a task, each of one of its own -> what was reported of that before."""
TASKS = tuple(task(str(n), f"Nhiệm vụ {state}", due=dt.date(2027, 3, n)) for n, state in enumerate(STATES, 1))
STATED = "SIPAS 2024 của Hưng Yên đạt 85,12%, xếp thứ 23/63, theo Báo Hưng Yên ngày 10/4/2025"
OTHER = replace(LATER_PLAN, replaces="")
OTHER_ID = "hung-yen-45-kh-ubnd-2026"
ROLES: dict[str, tuple[RoleKind, str, str]] = {
    "editor here": ("editor", "hung-yen", ""),
    "editor elsewhere": ("editor", "bac-ninh", ""),
    "reporter here": ("reporter", "hung-yen", SNV),
    "reporter of another agency": ("reporter", "hung-yen", STC),
    "reporter elsewhere": ("reporter", "bac-ninh", SNV),
    "former editor": ("editor", "hung-yen", ""),
    "former reporter": ("reporter", "hung-yen", SNV),
}
PEOPLE = ("operator", *ROLES, "nobody")
TABLE: dict[str, tuple[Action, str]] = {
    "send a file": ("bring", "operator, editor here, editor elsewhere"),
    "press on with another's file": ("bring", ""),
    "list the documents": ("bring", "operator, editor here"),
    "see a document": ("bring", "operator, editor here"),
    "withdraw it": ("withdraw", "operator, editor here"),
    "reinstate one": ("withdraw", "operator, editor here"),
    "withdraw by another's question": ("withdraw", ""),
    "set who reads reports": ("set", "operator, editor here"),
    "say doing": ("report", "reporter here"),
    "say done": ("report", "reporter here"),
    "say stuck": ("report", "reporter here"),
    "say accepted": ("judge", "operator, editor here"),
    "say returned": ("judge", "operator, editor here"),
    "say closed": ("judge", "operator, editor here"),
    "say reopened": ("judge", "operator, editor here"),
    "read the reports on a task": ("read_reports", "operator, editor here, reporter here, reporter of another agency"),
    "get the file of a report": ("read_reports", "operator, editor here, reporter here, reporter of another agency"),
    "export what became of tasks": (
        "read_reports",
        "operator, editor here, reporter here, reporter of another agency",
    ),
    "state a figure": ("state", "operator, editor here"),
    "press on with another's figures": ("state", ""),
    "find it in one's own list": ("report", "editor here, reporter here"),
    "be told of the week": ("digest", "editor here"),
}
"""What is tried -> the action that it is, and who may. An editor's file is asked about, whichever province it is of."""


class Trial:
    """A province with a plan whose tasks were reported on, and somebody who tries everything."""

    def __init__(self, town: Town, database: Database, store: Store) -> None:
        self.town, self.database, self.store = town, database, store
        self.user: User = town.john
        self.keys: dict[str, str] = {}
        self.file = 0

    async def set(self, who: str) -> None:
        town, database = self.town, self.database
        publisher = PlanPublisher(database, self.store, town.clock)
        await publisher.publish(replace(PLAN, tasks=TASKS, targets=()), "test")
        await publisher.publish(OTHER, "test")
        await publisher.withdraw(OTHER_ID, "nhầm", "test")
        tasks = [one for one in await self.store.tasks("hung-yen") if one.document.id == ID]
        minh = await appoint(database, 77, "reporter", agency=SNV)
        reports = TaskReports(database)
        for one, (state, before) in zip(tasks, STATES.items(), strict=True):
            self.keys[state] = one.key
            for said in before:
                role = minh if said in ("doing", "done") else None
                filing = Filing(identity=one.identity, state=said, person=77, role=role, file="f1", file_name="a.pdf")
                await reports.file(filing, None, now=town.clock.time)
        self.file = int(await self._scalar("SELECT min(id) FROM task_report"))
        await appoint(database, town.lan.id, "editor")
        await town.lan.send_document("kh.docx", word_plan(ROWS[1:], number="77/KH-UBND"))
        await town.world.ask_callback(town.lan, self._shown(town.lan), data_of(ManagePlan(ID, "withdraw")))
        await town.lan.say("nhầm phụ lục")
        self.user = town.hoa if who == "operator" else town.john
        if who in ROLES:
            kind, province, agency = ROLES[who]
            role = await appoint(database, self.user.id, kind, province, agency)
            if who.startswith("former"):
                await end(database, role, town.clock.time)
        await self.user.say("/lang vi")

    def _shown(self, user: User) -> Seen:
        """A message of the bot's under which a button may be forged."""
        return self.town.chat(user).last

    @property
    def chat(self) -> PrivateChat:
        return self.town.chat(self.user)

    async def _scalar(self, query: str) -> int:
        async with self.database.read() as connection:
            return int(await connection.scalar(text(query)) or 0)

    async def forged(self, *presses: object) -> bool:
        """Whether presses do anything: if not, a pop-up says so, and nothing is written or shown."""
        before, answers = await everything(self.database), [seen.html for seen in self.chat.answers]
        refused = []
        for press in presses:
            self.town.clock.time += dt.timedelta(seconds=10)  # nobody is too fast
            popup = await self.town.world.ask_callback(self.user, self._shown(self.user), data_of(press))  # type: ignore[arg-type]
            refused.append(popup is not None and popup.alert and bool(popup.text))
        if all(refused):
            assert await everything(self.database) == before
            assert [seen.html for seen in self.chat.answers] == answers
        assert len(set(refused)) == 1, presses
        return not refused[0]

    async def sends(self) -> bool:
        await self.user.send_document("kh.docx", word_plan(ROWS[1:], number="78/KH-UBND"))
        taken = bool(await OpenFiles(self.database).of(self.user.id))
        assert taken is ("Tôi không đọc tệp" not in self.chat.last.text)
        await self.user.say("hủy")
        return taken

    async def goes_on(self, wish: str) -> bool:
        """Lan's plan is ready to be published, and her withdrawal to be done."""
        files = [one for one in await OpenFiles(self.database).of(self.town.lan.id) if f'"{wish}"' in one.content]
        assert len(files) == 1
        steps = (("go", ""), ("page", "0"), ("again", ""), ("change", "title"), ("cancel", ""), ("doubt", "0"))
        return await self.forged(*(BringPlan(files[0].id, *step) for step in steps))

    async def says(self, state: ReportState) -> bool:
        """By the press alone where that is enough, else with a reason."""
        before = await self._scalar("SELECT count(*) FROM task_report")
        allowed = await self.forged(SayOfTask(self.keys[state], state, plain=True))
        if state in ("returned", "closed"):
            await self.user.say("chưa đủ")
        assert await self._scalar("SELECT count(*) FROM task_report") == before + allowed
        return allowed

    async def states(self) -> bool:
        """A sentence that states a figure of the province; of whom it is not taken it is a question, or refused."""
        await self.user.say(STATED)
        taken = bool(await OpenFiles(self.database).of(self.user.id))
        await self.user.say("hủy")
        return taken

    async def goes_on_stating(self) -> bool:
        """Lan's figure waits for her [Publish]."""
        await self.town.lan.say(STATED)
        files = [one for one in await OpenFiles(self.database).of(self.town.lan.id) if '"single":true' in one.content]
        assert len(files) == 1
        return await self.forged(*(Publish(files[0].id, step) for step in ("go", "cancel", "confirm", "retitle")))

    async def exports(self) -> bool:
        """The file comes to everybody, but what became of tasks stands in it for some."""
        wanted = Export(Question("tasks", provinces=("hung-yen",), topic="progress"))
        await self.town.world.ask_callback(self.user, self._shown(self.user), data_of(wanted))
        assert self.chat.last.document is not None
        sheet = next(iter(workbook(self.chat.last.document.data).values()))
        states = {row["Tình trạng"] for row in sheet.rows if str(row["Nhiệm vụ"]).startswith("Nhiệm vụ ")}
        assert ("đã đóng" in states) is (states != {""})
        return states != {""}

    async def lists(self) -> bool:
        await self.forged(OwnTasks())
        return "Nhiệm vụ doing" in self.chat.last.text

    async def week(self) -> bool:
        self.town.clock.time += 7 * DAY
        await self.town.services.digests.run()
        query = f"SELECT count(*) FROM outbox o JOIN alert a ON a.id = o.alert AND a.subject = 'digest' AND o.chat = {self.user.id}"  # noqa: E501
        return bool(await self._scalar(query))

    def tries(self) -> dict[str, Callable[[], Awaitable[bool]]]:
        says = {f"say {state}": lambda state=state: self.says(state) for state in get_args(ReportState)}
        return {
            "send a file": self.sends,
            "press on with another's file": lambda: self.goes_on("bring"),
            "list the documents": lambda: self.forged(ManagePlan("hung-yen", "list")),
            "see a document": lambda: self.forged(ManagePlan(ID, "see")),
            "withdraw it": lambda: self.forged(ManagePlan(ID, "withdraw")),
            "reinstate one": lambda: self.forged(ManagePlan(OTHER_ID, "reinstate")),
            "withdraw by another's question": lambda: self.goes_on("withdraw"),
            "set who reads reports": lambda: self.forged(
                ManagePlan(ID, "set", "public1"), ManagePlan(ID, "set", "public0")
            ),
            **says,
            "read the reports on a task": lambda: self.forged(ShowTask(self.keys["closed"])),
            "get the file of a report": lambda: self.forged(ShowFile(self.file)),
            "export what became of tasks": self.exports,
            "state a figure": self.states,
            "press on with another's figures": self.goes_on_stating,
            "find it in one's own list": self.lists,
            "be told of the week": self.week,
        }


@pytest.mark.parametrize("who", PEOPLE)
async def test_each_may_do_what_the_table_says(town: Town, database: Database, store: Store, who: str) -> None:
    trial = Trial(town, database, store)
    await trial.set(who)
    tries = trial.tries()
    assert list(tries) == list(TABLE)
    done = {}
    for name, attempt in tries.items():
        done[name] = await attempt()
        if name == "withdraw it":
            await trial.user.say("hủy")
    assert done == {name: who in allowed.split(", ") for name, (_, allowed) in TABLE.items()}


def test_the_table_has_every_action() -> None:
    """But for who appoints, which stands beside it."""
    assert {action for action, _ in TABLE.values()} == set(get_args(Action)) - {"appoint"}
    for _, allowed in TABLE.values():
        assert set(filter(None, allowed.split(", "))) <= set(PEOPLE)
