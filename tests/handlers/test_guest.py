"""Guest mode: the bot is named in a chat that it is not in, and gives one answer there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import Update

from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from bot.services import Services
from tests.support.shipped import Clock

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def elsewhere(world: OfflineTelegram, lan: User, john: User) -> Group:
    """A group without the bot."""
    return world.group("Bạn bè", [lan, john])


async def test_whoever_names_the_bot_gets_the_answer(elsewhere: Group, lan: User) -> None:
    asked = await lan.say("@chisotinh_bot Hưng Yên PAPI", elsewhere)
    answer = elsewhere.last
    assert answer.by_bot
    assert answer.reply_to is asked
    assert "Hưng Yên — PAPI 2024" in answer.text
    assert "Nguồn:" in answer.text
    assert answer.labels == ["Mở trong bot"]


async def test_the_name_may_stand_anywhere_in_any_capitals(elsewhere: Group, lan: User) -> None:
    await lan.say("so sánh Hưng Yên và Thái Bình giúp nhé @ChiSoTinh_Bot", elsewhere)
    assert "⚖️ Hưng Yên – Thái Bình" in elsewhere.last.text


async def test_nobody_is_answered_who_does_not_name_it(elsewhere: Group, lan: User) -> None:
    await lan.say("Hưng Yên PAPI", elsewhere)
    await lan.say("@chisotinh_bot2 Hưng Yên PAPI", elsewhere)
    assert elsewhere.answers == []


async def test_each_is_answered_in_their_own_language(elsewhere: Group, lan: User, john: User) -> None:
    await john.say("@chisotinh_bot Hung Yen PAPI", elsewhere)
    assert "rank 19 of 61" in elsewhere.last.text.lower()
    await lan.say("/lang en")
    await lan.say("@chisotinh_bot Hung Yen PAPI", elsewhere)
    assert "rank 19 of 61" in elsewhere.last.text.lower()


async def test_several_meanings_have_a_link_each(elsewhere: Group, lan: User, chat: PrivateChat) -> None:
    await lan.say("@chisotinh_bot hòa", elsewhere)
    answer = elsewhere.last
    assert answer.labels == ["Hòa Bình", "Khánh Hòa"]
    opened = await lan.press("Khánh Hòa", on=answer, in_=elsewhere)
    assert opened is not None
    assert opened.url == "https://t.me/chisotinh_bot?start=p_khanh-hoa"
    await lan.say("/start p_khanh-hoa")
    assert "🏛 Khánh Hòa" in chat.last.text


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("@chisotinh_bot", "Xin chào"),
        ("@chisotinh_bot qwerty uiop", "Ví dụ: Hưng Yên xếp thứ mấy PAPI 2024?"),
        ("@chisotinh_bot theo dõi Hưng Yên", "/theodoi"),
        ("/rank@chisotinh_bot Hưng Yên PAPI 2024", "Hưng Yên — PAPI 2024"),
    ],
)
async def test_there_is_always_one_answer(elsewhere: Group, lan: User, said: str, answered: str) -> None:
    await lan.say(said, elsewhere)
    assert len(elsewhere.answers) == 1
    assert answered in elsewhere.last.text
    assert elsewhere.last.labels == ["Mở trong bot"]


async def test_nothing_is_kept_of_the_chat(elsewhere: Group, lan: User, app: App) -> None:
    services: Services = app.bot_data
    await lan.say("@chisotinh_bot Hưng Yên PAPI", elsewhere)
    assert await services.chats.get(elsewhere.id) is None
    assert services.conversations.last((elsewhere.id, lan.id), services.now()) is None


async def test_a_late_answer_is_no_error(
    world: OfflineTelegram, elsewhere: Group, lan: User, clock: Clock, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    take = world.take_query

    def late(query_id: object, kind: str) -> object:
        clock.time += timedelta(minutes=1)
        return take(query_id, kind)

    monkeypatch.setattr(world, "take_query", late)
    await lan.say("@chisotinh_bot Hưng Yên PAPI", elsewhere)
    assert elsewhere.answers == []
    assert "failed" not in caplog.text


async def test_no_apology_is_sent_where_the_bot_may_not_write(
    world: OfflineTelegram, elsewhere: Group, lan: User, caplog: pytest.LogCaptureFixture
) -> None:
    world.fail("answerGuestQuery", 400, "Bad Request: RESULT_ID_INVALID")
    await lan.say("@chisotinh_bot Hưng Yên PAPI", elsewhere)
    assert "an update failed" in caplog.text
    assert not [call for call in world.calls if call.method == "sendMessage"]


async def test_a_member_answers_as_ever(group: Group, lan: User, world: OfflineTelegram) -> None:
    await lan.say("@chisotinh_bot Hưng Yên PAPI", group)
    assert "Hưng Yên — PAPI 2024" in group.last.text
    assert not [call for call in world.calls if call.method == "answerGuestQuery"]


def test_the_bot_asks_for_these_updates() -> None:
    """Polling asks for all that python-telegram-bot knows."""
    assert {"guest_message", "inline_query"} <= set(Update.ALL_TYPES)
