"""Real tables: wanted or not, sent or not, and never twice."""

from __future__ import annotations

import logging

import pytest

from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from bot.services import Services

pytestmark = pytest.mark.usefixtures("app")
RANKING = "5 tỉnh đứng đầu papi 2024"


def sent(world: OfflineTelegram) -> list[tuple[str, int]]:
    return [(call.method, call.status) for call in world.calls if call.method.lower().startswith(("send", "edit"))]


async def test_a_chat_gets_text_until_it_wants_tables(chat: PrivateChat, lan: User) -> None:
    await lan.say(RANKING)
    assert not chat.last.rich
    await lan.say("/bang on")
    assert "ở dạng bảng" in chat.last.text
    assert "Telegram Web" in chat.last.text
    assert "/bang off" in chat.last.text
    await lan.say(RANKING)
    assert chat.last.rich
    assert "1 | Quảng Ninh 🥇 | 47,82" in chat.last.text
    assert "Cuối bảng" in chat.last.labels
    await lan.say("/bang tắt")
    await lan.say(RANKING)
    assert not chat.last.rich


async def test_it_says_how_it_is(chat: PrivateChat, lan: User, john: User, world: OfflineTelegram) -> None:
    await lan.say("/bang")
    assert chat.last.text == "Ở đây tôi gửi số liệu ở dạng chữ.\nMuốn nhận ở dạng bảng: /bang on"
    await john.say("/tables on")
    await john.say("/tables maybe")
    assert world.private(john).last.text == "Tables come as real tables here. As text: /tables off"


async def test_answers_without_a_table_stay_text(chat: PrivateChat, lan: User) -> None:
    await lan.say("/bang on")
    await lan.say("hưng yên papi")
    assert not chat.last.rich
    await lan.press("Các tiêu chí")
    assert chat.last.rich
    await lan.say("/start w_hung-yen_papi")
    assert chat.last.rich
    assert "Nhiệm vụ | Cơ quan, thời hạn" in chat.last.text


async def test_another_page_takes_the_place_of_the_table(chat: PrivateChat, lan: User) -> None:
    await lan.say("/bang on")
    await lan.say("/top 63 papi 2024")
    page = chat.last
    assert page.rich
    await lan.press("Xem tiếp ▶", on=page)
    assert chat.last is page
    assert page.rich
    assert page.edited
    assert "Hạng | Tỉnh, thành phố | Điểm" in page.text
    await lan.say("/bang off")
    await lan.press("◀", on=page)
    assert not page.rich


async def test_pressed_twice_the_page_stays_as_it_is(chat: PrivateChat, lan: User) -> None:
    await lan.say("/bang on")
    await lan.say("nhiệm vụ hưng yên")
    page = chat.last
    same = next(label for label in page.labels if label.startswith("Trang 1"))
    await lan.press(same, on=page)
    assert chat.last is page
    assert page.rich


async def test_a_question_that_is_edited_has_its_table_changed(chat: PrivateChat, lan: User) -> None:
    await lan.say("/bang on")
    asked = await lan.say(RANKING)
    answer = chat.last
    await lan.edit(asked, "5 tỉnh đứng đầu papi 2023")
    assert chat.last is answer
    assert answer.rich
    assert "PAPI 2023" in answer.text


async def test_in_a_group_only_administrators_choose(group: Group, lan: User, john: User) -> None:
    await john.say("/tables on", group)
    assert "Only administrators" in group.last.text
    await lan.say("/bang on", group)
    await lan.say(f"@chisotinh_bot {RANKING}", group)
    assert group.last.rich
    assert group.last.reply_to is not None


async def test_a_server_that_does_not_know_them_is_asked_once(
    world: OfflineTelegram, chat: PrivateChat, lan: User, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    services: Services = app.bot_data
    await lan.say("/bang on")
    world.calls.clear()
    world.fail("sendRichMessage", 404, "Not Found: method not found")
    await lan.say(RANKING)
    await lan.say(RANKING)
    assert sent(world) == [("sendRichMessage", 404), ("sendMessage", 200), ("sendMessage", 200)]
    assert services.rich.unknown
    assert caplog.text.count("does not know rich messages") == 1
    await lan.say("/bang on")
    assert "chưa hỗ trợ dạng bảng" in chat.last.text


async def test_what_is_refused_goes_out_as_text(
    world: OfflineTelegram, chat: PrivateChat, lan: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await lan.say("/bang on")
    world.calls.clear()
    world.fail("sendRichMessage", 400, "Bad Request: RICH_VALIDATE_CTOR_NOT_ALLOWED")
    await lan.say(RANKING)
    assert sent(world) == [("sendRichMessage", 400), ("sendMessage", 200)]
    assert not chat.last.rich
    assert "it goes out as text" in caplog.text
    await lan.say(RANKING)
    assert chat.last.rich


async def test_a_page_that_is_refused_becomes_text(world: OfflineTelegram, chat: PrivateChat, lan: User) -> None:
    await lan.say("/bang on")
    await lan.say("/top 63 papi 2024")
    page = chat.last
    world.fail("editMessageText", 400, "Bad Request: can't parse rich message")
    await lan.press("Xem tiếp ▶", on=page)
    assert chat.last is page
    assert not page.rich


@pytest.mark.parametrize("arrived", [True, False])
async def test_nothing_is_sent_again_where_nobody_knows_whether_it_arrived(
    world: OfflineTelegram, chat: PrivateChat, lan: User, arrived: bool
) -> None:
    await lan.say("/bang on")
    world.calls.clear()
    world.hang("sendRichMessage", recorded=arrived)
    before = len(chat.answers)
    await lan.say(RANKING)
    assert [method for method, _ in sent(world)] == ["sendRichMessage"]
    assert len(chat.answers) == before + arrived


async def test_what_came_back_unread_is_not_sent_again(world: OfflineTelegram, chat: PrivateChat, lan: User) -> None:
    await lan.say("/bang on")
    world.calls.clear()
    world.garble("sendRichMessage", b'{"ok":true,"result":{"message_id":')
    await lan.say(RANKING)
    assert [method for method, _ in sent(world)] == ["sendRichMessage"]
    assert chat.last.rich


async def test_the_choice_is_kept(lan: User, app: App, chat: PrivateChat) -> None:
    services: Services = app.bot_data
    await lan.say("/lang en")
    await lan.say("/tables on")
    services.chats.forget(lan.id)
    kept = await services.chats.get(lan.id)
    assert kept is not None
    assert kept.tables
    assert kept.language == "en"
