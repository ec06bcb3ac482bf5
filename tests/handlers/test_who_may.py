"""Who may press what: every kind of press stands in one of three lists, and what is not for everybody does nothing when
it is forged, forwarded, or pressed in a group, in a channel, by a bot or through a business account.

A new kind of press must be put into a list here; of a restricted one samples are pressed in every place below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, get_args

import pytest

from bot import callbacks
from bot.callbacks import (
    Draw,
    Export,
    Follow,
    FollowTasks,
    Forget,
    Handle,
    Listing,
    MyData,
    Press,
    Publish,
    Quiet,
    Resume,
    SetHome,
    SetLanguage,
    Stop,
    StopTasks,
    Unfollow,
    UnfollowTasks,
    Wrong,
)
from bot.offline import User
from bot.plan_presses import BringPlan, ManagePlan
from bot.questions import Question
from bot.role_presses import STEPS, AnswerInvitation, Appoint, RoleStep, RoleStepName
from bot.task_presses import OwnTasks, SayNothing, SayOfTask, ShowFile, ShowTask
from data.database import Database
from data.tasks.model import ReportState
from tests.handlers.test_roles import Town, town
from tests.support.plans import ID

__all__ = ["town"]

FOR_EVERYBODY = {Question, Draw, Export, Wrong}
FOR_WHO_MANAGES_THE_CHAT = {Follow, Unfollow, Listing, Stop, Quiet, SetLanguage, SetHome, MyData, Forget,
                            FollowTasks, UnfollowTasks, StopTasks}  # fmt: skip
"""Held by the tests of groups: anybody in a private chat, administrators elsewhere."""


class Stage:
    """What there is to be lost: Lan is editor of Hưng Yên, Hoa invited another, John reported what is wrong."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.secret = ""

    async def set(self) -> None:
        await self.town.appoint(self.town.lan)
        self.secret = (await self.town.invite("hà nội biên tập Trần B")).removeprefix("/start vt-")
        await self.town.john.say("/feedback the table lacks a province")
        await self.town.john.say("/lang en")

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
    ShowTask: lambda stage: [ShowTask("1")],
    SayOfTask: lambda stage: [SayOfTask("1", one, plain) for one in get_args(ReportState) for plain in (False, True)],
    SayNothing: lambda stage: [SayNothing("1")],
    OwnTasks: lambda stage: [OwnTasks()],
    ShowFile: lambda stage: [ShowFile(1)],
    BringPlan: lambda stage: [BringPlan("abcdefgh", "go"), BringPlan("abcdefgh", "change", "number")],
    ManagePlan: lambda stage: [ManagePlan("hung-yen", "list"), ManagePlan(ID, "set", "day-")],
}
"""For operators, or by a role, in the person's own chat alone; and presses of each on what there is to be lost."""
EVERY = {
    kind: sample for kind, sample in RESTRICTED.items() if kind not in (AnswerInvitation, SayNothing, OwnTasks)
}  # what is one's own anybody may ask for: they have none
"""Those that even in their own chat nobody may press who has no right."""
REFUSALS = ("Only operators", "not yours", "in no plan in force", "not an editor", "This button")
"""What one of them is told."""


@pytest.fixture
async def stage(town: Town) -> Stage:
    made = Stage(town)
    await made.set()
    return made


async def everything(database: Database) -> dict[str, list[Any]]:
    """All rows of all tables."""
    async with database.read() as connection:
        listed = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: list((await connection.exec_driver_sql(f'SELECT * FROM "{name}"')).all())
            for name in listed.scalars().all()
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
        assert any(words in popup.text for words in REFUSALS), popup.text
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


# Every step with a role, by everybody


PEOPLE = ("operator", "editor here", "editor elsewhere", "reporter here", "former editor", "nobody")
MAY: dict[RoleStepName, frozenset[str]] = {
    "list": frozenset(PEOPLE),
    "ask-remove": frozenset({"operator"}),
    "remove": frozenset({"operator"}),
    "revoke": frozenset({"operator"}),
    "ask-leave": frozenset({"editor here"}),
    "leave": frozenset({"editor here"}),
}
"""Of the role that "editor here" has: others leave theirs alone, operators take it away instead."""


async def person(stage: Stage, who: str) -> User:
    """Somebody of that kind, besides Lan, who is the editor here."""
    town = stage.town
    match who:
        case "operator":
            return town.hoa
        case "editor here":
            return town.lan
        case "editor elsewhere":
            await town.appoint(town.john, "hà nội biên tập John")
        case "reporter here":
            await town.appoint(town.john, "hưng yên báo cáo Sở Nội vụ John")
        case "former editor":
            await town.appoint(town.john, "hưng yên biên tập John")
            roles = town.services.roles.roles
            (role,) = await roles.of(town.john.id)
            await roles.remove(role.id, who="test", now=town.clock.time)
    return town.john


def test_every_step_has_its_row() -> None:
    assert set(MAY) == STEPS


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("step", MAY)
async def test_who_may_do_what_with_a_role(stage: Stage, database: Database, step: RoleStepName, who: str) -> None:
    user = await person(stage, who)
    town = stage.town
    await user.say("/privacy")
    shown = town.chat(user).last
    before = await everything(database)
    popup = await town.world.ask_callback(user, shown, data_of(RoleStep(step, stage.number(step))))
    assert popup is not None
    allowed = who in MAY[step]
    assert popup.alert is not allowed
    changed = await everything(database) != before
    assert changed is (allowed and step in ("remove", "revoke", "leave"))
    assert bool(await town.held(town.lan)) is not (allowed and step in ("remove", "leave"))
    if step == "list" and who != "operator":
        assert "Nguyễn Thị Lan" not in shown.text, "nobody's name but for operators"
        assert "Trần B" not in shown.text


@pytest.mark.parametrize("who", PEOPLE)
async def test_who_may_invite(stage: Stage, who: str) -> None:
    user = await person(stage, who)
    invitations = stage.town.services.roles.invitations
    before = await invitations.waiting(stage.town.clock.time)
    await user.say("/roles hưng yên biên tập Nguyễn Văn A")
    await user.say("/roles hưng yên Nguyễn Văn A")
    shown = stage.town.chat(user).last
    await stage.town.world.ask_callback(user, shown, data_of(Appoint("editor")))
    made = len(await invitations.waiting(stage.town.clock.time)) - len(before)
    assert made == (2 if who == "operator" else 0)


async def test_a_right_ends_with_the_role_whatever_is_still_on_the_screen(stage: Stage, database: Database) -> None:
    town = stage.town
    await town.lan.say("/vaitro")
    own = town.chat(town.lan).last
    await town.services.roles.roles.remove(1, who="test", now=town.clock.time)
    before = await everything(database)
    popup = await town.lan.press("Thôi giữ 1", on=own)
    assert popup is not None
    assert popup.alert
    assert await everything(database) == before


async def test_an_invitation_answered_twice_and_late_gives_once(stage: Stage) -> None:
    town = stage.town
    await town.john.say(f"/start vt-{stage.secret}")
    offer = town.chat(town.john).last
    data = offer.buttons[0][0].callback_data
    assert data
    for _ in range(2):
        await town.world.ask_callback(town.john, offer, data)
    assert len(await town.held(town.john)) == 1
    town.clock.time += dt.timedelta(days=2)
    await town.world.ask_callback(town.lan, town.chat(town.lan).last, data)
    assert len(await town.held(town.lan)) == 1, "the one she had"
