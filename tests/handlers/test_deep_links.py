"""Links that open the bot at an answer."""

from __future__ import annotations

import pytest

from bot import deep_links
from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from bot.questions import Question
from bot.services import Services

pytestmark = pytest.mark.usefixtures("app")
ASKED = ("papi hưng yên", "top 5 papi 2023", "so sánh hưng yên, thái bình", "nhiệm vụ hưng yên", "mục tiêu bắc giang")


async def test_a_link_opens_the_answer(chat: PrivateChat, lan: User) -> None:
    await lan.say("papi hưng yên 2024")
    typed = chat.last.text
    await lan.say("/start s_hung-yen_papi__2024")
    assert chat.last.text == typed
    assert "Hưng Yên — PAPI 2024" in typed


async def test_what_follows_means_what_the_link_showed(chat: PrivateChat, lan: User) -> None:
    await lan.say("/start s_hung-yen_papi__2024")
    await lan.say("còn Nam Định?")
    assert "Nam Định — PAPI 2024" in chat.last.text


async def test_a_reader_of_english_gets_english(world: OfflineTelegram, john: User) -> None:
    await john.say("/start t_papi__2024")
    assert "provinces measured" not in world.private(john).last.text  # an index in the place of a province: no link
    await john.say("/start t__papi__2024")
    assert "provinces measured" in world.private(john).last.text


@pytest.mark.parametrize(
    "written",
    [
        "help",
        "abc",
        "s_xxx_papi",
        "s_hung-yen_papi__9999x",
        "ref-12345",
        "f-hung-yen",
        "a" * 64,
        "s_hung-yen_xyz",
        "Q_x",
    ],
)
async def test_a_link_of_somebody_else_opens_the_help(chat: PrivateChat, lan: User, written: str) -> None:
    await lan.say("/start")
    hello = chat.last.text
    await lan.say(f"/start {written}")
    assert chat.last.text == hello


async def test_a_picture_is_shown_by_a_link(chat: PrivateChat, lan: User, app: App) -> None:
    await lan.say("/start Hh_hung-yen_papi")
    assert chat.last.photo is not None


async def test_in_a_group_start_stays_what_it_was(group: Group, lan: User) -> None:
    await lan.say("/start@chisotinh_bot s_hung-yen_papi__2024", group)
    assert "Hưng Yên — PAPI 2024" not in group.last.text


async def test_every_answer_of_a_conversation_has_its_link(chat: PrivateChat, lan: User, app: App) -> None:
    services: Services = app.bot_data
    for text in ASKED:
        await lan.say(text)
        typed = chat.last.text
        question = services.assistant.read(text)
        written = deep_links.payload(question)
        assert written is not None
        assert isinstance(deep_links.read(written), Question)
        await lan.say(f"/start {written}")
        assert chat.last.text == typed
