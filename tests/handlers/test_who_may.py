"""Who may press what: every kind of press stands in one of three lists, and what is not for everybody does nothing when
it is forged, forwarded, or pressed in a group, in a channel, by a bot or through a business account.

A new kind of press must be put into a list here; of a restricted one samples are pressed in every place below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

import pytest

from bot import callbacks
from bot.presses import Press
from bot.presses.answers import Draw, Export, Wrong
from bot.presses.chats import Forget, MyData, SetHome, SetLanguage
from bot.presses.following import Follow, FollowTasks, Listing, Quiet, Stop, StopTasks, Unfollow, UnfollowTasks
from bot.presses.operators import Handle, Resume
from bot.presses.plans import BringPlan, ManagePlan, PlanStep
from bot.presses.publishing import Publish
from bot.presses.roles import STEPS, AnswerInvitation, Appoint, RoleStep
from bot.presses.tasks import OwnTasks, SayNothing, SayOfTask, ShowFile, ShowTask
from bot.publishing.plans import PlanPublisher
from bot.questions import Question
from data.database import Database
from data.releases.open_files import OpenFiles
from data.tasks.model import ReportState
from tests.handlers.test_roles import Town, town
from tests.support.plans import ID, PLAN

__all__ = ["town"]

FOR_EVERYBODY = {Question, Draw, Export, Wrong}
FOR_WHO_MANAGES_THE_CHAT = {Follow, Unfollow, Listing, Stop, Quiet, SetLanguage, SetHome, MyData, Forget,
                            FollowTasks, UnfollowTasks, StopTasks}  # fmt: skip
"""Held by the tests of groups: anybody in a private chat, administrators elsewhere."""


class Stage:
    """What there is to be lost: Lan is editor of Hưng Yên and about to withdraw its plan, Hoa invited another, John
    reported what is wrong.
    """

    def __init__(self, town: Town, database: Database) -> None:
        self.town, self.database = town, database
        self.secret = self.task = self.file = ""

    async def set(self) -> None:
        await self.town.appoint(self.town.lan)
        self.secret = (await self.town.invite("hà nội biên tập Trần B")).removeprefix("/start vt-")
        await self.town.john.say("/feedback the table lacks a province")
        await self.town.john.say("/lang en")
        store = self.town.services.store
        await PlanPublisher(self.database, store, self.town.clock).publish(PLAN, "test")
        self.task = next(one.key for one in await store.tasks("hung-yen") if one.document.id == ID)
        await self.town.lan.say("/kehoach")
        for step in ("12/KH-UBND", "Rút văn bản"):
            await self.town.lan.press(step)
        (file,) = await OpenFiles(self.database).of(self.town.lan.id)
        self.file = file.id

    @staticmethod
    def number(step: str) -> int:
        """The number that a step is about."""
        return {"list": 0, "revoke": 2}.get(step, 1)


Sample = Callable[[Stage], Iterable[Press]]
RESTRICTED: dict[type, Sample] = {
    Publish: lambda stage: [Publish("abc", "title", "x")],
    Resume: lambda stage: [Resume(1)],
    Handle: lambda stage: [Handle(1, "done"), Handle(1, "reply")],
    RoleStep: lambda stage: [RoleStep(step, stage.number(step)) for step in sorted(STEPS)],  # type: ignore[arg-type]
    AnswerInvitation: lambda stage: [AnswerInvitation(stage.secret, True)],
    Appoint: lambda stage: [Appoint("editor", "hung-yen"), Appoint()],
    ShowTask: lambda stage: [ShowTask(stage.task), ShowTask("1")],
    SayOfTask: lambda stage: [
        SayOfTask(stage.task, one, plain) for one in get_args(ReportState) for plain in (False, True)
    ],
    SayNothing: lambda stage: [SayNothing(stage.task)],
    OwnTasks: lambda stage: [OwnTasks()],
    ShowFile: lambda stage: [ShowFile(1)],
    BringPlan: lambda stage: [BringPlan(stage.file, one) for one in ("go", "page", "again", "change", "cancel")],
    ManagePlan: lambda stage: [
        *(ManagePlan(ID, one, "public1") for one in get_args(PlanStep) if one != "list"),
        ManagePlan("hung-yen", "list"),
    ],
}
"""For operators, or by a role, in the person's own chat alone; and presses of each on what there is to be lost."""
REFUSALS = (
    "Only operators",
    "not yours",
    "in no plan in force",
    "may not say this",
    "may not read",
    "no longer works",
    "not an editor",
)
EVERY = {
    kind: sample for kind, sample in RESTRICTED.items() if kind not in (AnswerInvitation, SayNothing, OwnTasks)
}  # what is one's own anybody may ask for: they have none
"""Those that even in their own chat nobody may press who has no right."""


@pytest.fixture
async def stage(town: Town, database: Database) -> Stage:
    made = Stage(town, database)
    await made.set()
    return made


async def everything(database: Database) -> dict[str, list[Any]]:
    """All rows of all tables, but for the figures, of which no press of these makes any: how many there are."""
    async with database.read() as connection:
        listed = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: list((await connection.exec_driver_sql(f'SELECT {what} FROM "{name}"')).all())
            for name in listed.scalars().all()
            for what in ("count(*)" if name == "figure" else "*",)
        }


def data_of(press: Press) -> str:
    data = callbacks.encode(press)
    assert data is not None
    return data


def test_every_kind_of_press_is_in_one_list() -> None:
    """Whoever adds a press says here who may press it."""
    every = set(get_args(Press))
    assert every == FOR_EVERYBODY | FOR_WHO_MANAGES_THE_CHAT | set(RESTRICTED)
    assert not (FOR_EVERYBODY | FOR_WHO_MANAGES_THE_CHAT) & set(RESTRICTED)


def message(chat: dict[str, Any], **more: Any) -> dict[str, Any]:
    text = "/vaitro hưng yên biên tập Nguyễn Văn A"
    return {"message_id": 9, "date": 1_795_000_000, "chat": chat, "text": text, **more}


GROUP = {"id": -100500, "type": "supergroup", "title": "Nhóm"}
BOT = {"id": 1, "is_bot": True, "first_name": "bot", "username": "other_bot"}
CHANNEL = {"id": -100600, "type": "channel", "title": "Kênh"}
PLACES: dict[str, Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]] = {
    "a group": lambda own, other: {"message": message(GROUP)},
    "a channel": lambda own, other: {"message": message(CHANNEL, sender_chat=CHANNEL)},
    "another's chat": lambda own, other: {"message": message(other)},
    "a business account": lambda own, other: {"message": message(own, business_connection_id="b1")},
    "a message by way of a bot": lambda own, other: {"message": message(own, via_bot=BOT)},
    "a forwarded post": lambda own, other: {"message": message(own, sender_chat=CHANNEL)},
    "an inline message": lambda own, other: {"inline_message_id": "abc"},
    "no message": lambda own, other: {},
    "a group, too old to show": lambda own, other: {"message": {"message_id": 9, "date": 0, "chat": GROUP}},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", RESTRICTED, ids=lambda kind: kind.__name__)
async def test_nothing_is_done_outside_of_ones_own_chat(
    stage: Stage, database: Database, kind: type, place: str
) -> None:
    """Not by operators, nor by the one who has the role: a group's members all see the buttons there."""
    town = stage.town
    before = await everything(database)
    said = len(town.world.calls)
    for user in (town.hoa, town.lan, town.john):
        own = {"id": user.id, "type": "private", "first_name": user.name}
        other = {"id": town.nam.id, "type": "private", "first_name": "Nam"}
        for press in RESTRICTED[kind](stage):
            query = {"id": "1", "from": user.to_json(), "chat_instance": "1", "data": data_of(press)}
            await town.world.emit("callback_query", query | PLACES[place](own, other))
    assert await everything(database) == before
    called = [call.method for call in list(town.world.calls)[said:]]
    assert set(called) <= {"answerCallbackQuery"}, "a pop-up at most"
    assert called, "and nobody is left with a spinner"


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
async def test_a_stranger_who_forges_a_press_is_refused(stage: Stage, database: Database, kind: type) -> None:
    """In their own chat with the bot, where they may put any data under a press of a button of ours."""
    town = stage.town
    shown = town.chat(town.john).last
    before = await everything(database)
    for press in EVERY[kind](stage):
        answers = [seen.text for seen in town.chat(town.john).answers]
        popup = await town.world.ask_callback(town.john, shown, data_of(press))
        assert popup is not None
        if press == RoleStep("list"):
            assert shown.text.startswith("You have no role here."), "their own"
            continue
        assert popup.alert
        assert any(words in popup.text for words in REFUSALS)
        assert [seen.text for seen in town.chat(town.john).answers] == answers
    assert await everything(database) == before
    for other in (town.hoa, town.nam, town.lan):
        assert "John" not in town.chat(other).last.text or "💬" in town.chat(other).last.text


async def test_a_bot_is_nobody(stage: Stage, database: Database) -> None:
    before = await everything(database)
    town = stage.town
    own = {"id": town.lan.id, "type": "private", "first_name": "Lan"}
    for press in (press for sample in RESTRICTED.values() for press in sample(stage)):
        sender = town.lan.to_json() | {"is_bot": True}
        query = {"id": "1", "from": sender, "chat_instance": "1", "data": data_of(press), "message": message(own)}
        await town.world.emit("callback_query", query)
    assert await everything(database) == before
