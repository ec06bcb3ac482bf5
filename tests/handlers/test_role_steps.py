"""Who may do what with a role: every step, by everybody, whatever is still on their screens."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.offline import User
from bot.presses.roles import STEPS, Appoint, RoleStep, RoleStepName
from data.database import Database
from tests.handlers.test_roles import town
from tests.handlers.test_who_may import Stage, data_of, everything, stage

__all__ = ["stage", "town"]

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
