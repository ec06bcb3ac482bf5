"""Inline queries and guests in the offline Telegram: what it refuses, and what people do with the answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.error import BadRequest
from telegram.ext import Application, TypeHandler

from bot.offline import InlineAnswer, OfflineTelegram
from bot.offline.inline import check_result

ARTICLE = {"type": "article", "id": "1", "title": "x", "input_message_content": {"message_text": "y"}}


@pytest.fixture
def world() -> OfflineTelegram:
    return OfflineTelegram()


@pytest.fixture
def heard() -> list[Update]:
    return []


@pytest.fixture
async def bot(world: OfflineTelegram, heard: list[Update]) -> AsyncIterator[Bot]:
    """A bot that only listens."""

    async def listen(update: Update, context: Any) -> None:
        heard.append(update)

    application = Application.builder().token("1:x").request(world.request()).get_updates_request(world.request())
    built = application.build()
    built.add_handler(TypeHandler(Update, listen))
    async with world.running(built):
        yield built.bot


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "venue"}, "Unsupported type"),
        ({"id": ""}, "RESULT_ID_INVALID"),
        ({"id": "ệ" * 22}, "RESULT_ID_INVALID"),
        ({"title": " "}, "title"),
        ({"input_message_content": None}, "MESSAGE_TEXT_EMPTY"),
        ({"input_message_content": {"message_text": "x" * 4097}}, "message is too long"),
        ({"input_message_content": {"message_text": "<b>x", "parse_mode": "HTML"}}, "can't parse entities"),
        ({"photo_file_id": "x"}, 'Unknown field "photo_file_id"'),
        ({"reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}, "Text buttons are unallowed"),
        ({"type": "photo", "photo_file_id": "file-9", "input_message_content": None}, "wrong file identifier"),
    ],
)
async def test_results_are_checked(
    bot: Bot, world: OfflineTelegram, heard: list[Update], change: dict[str, Any], reason: str
) -> None:
    await world.user().ask_inline("x")
    query = heard[-1].inline_query
    assert query is not None
    parameters = {"inline_query_id": query.id, "results": [ARTICLE | change]}
    status, body = await world.answer("answerInlineQuery", parameters, {})
    assert status == 400
    assert reason in body.decode().encode().decode("unicode_escape", errors="replace")


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "", "start_parameter": "a"}, "must be non-empty"),
        ({"text": "x"}, "exactly one action"),
        ({"text": "x", "start_parameter": "a|b"}, "START_PARAM_INVALID"),
        ({"text": "x", "start_parameter": "a" * 65}, "START_PARAM_INVALID"),
    ],
)
async def test_the_button_is_checked(world: OfflineTelegram, button: dict[str, Any], reason: str) -> None:
    status, body = await world.answer("answerInlineQuery", {"inline_query_id": "1", "button": button}, {})
    assert status == 400
    assert reason in body.decode()


async def test_a_result_that_is_chosen_is_posted_by_the_person(
    bot: Bot, world: OfflineTelegram, heard: list[Update]
) -> None:
    lan = world.user(name="Lan")
    group = world.group("Bạn bè", [lan])
    seen = await lan.choose(ARTICLE, group)
    assert (seen.text, seen.by_bot) == ("y", False)
    assert not heard  # the bot is not in that group
    await group.add_bot(lan)
    await lan.choose(ARTICLE, group)
    message = heard[-1].message
    assert message is not None
    assert message.via_bot is not None
    assert message.text == "y"


async def test_a_picture_is_posted_with_its_caption(world: OfflineTelegram) -> None:
    number = world.store_file("x.png", b"\xff\xd8\xffx")
    content = check_result(world, {"type": "photo", "id": "1", "photo_file_id": number, "caption": "c"})
    assert (content.photo, content.text) == (b"\xff\xd8\xffx", "c")


async def test_a_guest_is_answered_once_and_in_the_group(bot: Bot, world: OfflineTelegram, heard: list[Update]) -> None:
    lan = world.user(name="Lan")
    group = world.group("Bạn bè", [lan])
    asked = await lan.say("@chisotinh_bot xin chào", group)
    message = heard[-1].guest_message
    assert message is not None
    assert message.guest_query_id
    assert message.chat.id == group.id
    answer = InlineQueryResultArticle("1", "x", InputTextMessageContent("y"))
    sent = await message.answer_guest_query(answer)
    assert sent.inline_message_id
    assert (group.last.text, group.last.by_bot, group.last.reply_to) == ("y", True, asked)
    with pytest.raises(BadRequest, match="Query is too old"):
        await message.answer_guest_query(answer)
    assert len(group.answers) == 1


async def test_members_and_edited_messages_are_no_guests(bot: Bot, world: OfflineTelegram, heard: list[Update]) -> None:
    lan = world.user(name="Lan")
    group = world.group("Bạn bè", [lan])
    said = await lan.say("chào", group)
    await lan.edit(said, "@chisotinh_bot chào")
    assert heard == []
    await group.add_bot(lan)
    await lan.say("@chisotinh_bot chào", group)
    assert heard[-1].guest_message is None
    assert heard[-1].message is not None


def test_an_answer_as_it_is_read() -> None:
    answer = InlineAnswer([ARTICLE, {"type": "photo", "title": "z", "caption": "<b>c</b>"}])
    assert answer.titles == ["x", "z"]
    assert answer.texts == ["y", "c"]
