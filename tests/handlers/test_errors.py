"""The error handler never raises, whatever the update and whatever went wrong; it tells whoever can be told."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.botapi.transport import PoolTimeout
from bot.context import App, Context
from bot.offline import OfflineTelegram
from handlers.errors import on_error

LAN = {"id": 7, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
CHAT = {"id": 7, "type": "private", "first_name": "Lan"}
MESSAGE = {"message_id": 3, "date": 1_795_000_000, "chat": CHAT, "from": LAN, "text": "xin chào"}
PRESS = {"id": "5", "from": LAN, "chat_instance": "1"}
UPDATES: dict[str, Any] = {
    "nothing": None,
    "no update": object(),
    "an empty one": {},
    "a message": {"message": MESSAGE},
    "an id that is no number": {"message": MESSAGE | {"chat": CHAT | {"id": {"a": []}}}},
    "an id of 80 bits": {"message": MESSAGE | {"chat": CHAT | {"id": 1 << 80}}},
    "a chat without a kind": {"message": MESSAGE | {"chat": CHAT | {"type": None}}},
    "a language that is a list": {"message": MESSAGE | {"from": LAN | {"language_code": [1]}}},
    "half a character": {"message": MESSAGE | {"from": LAN | {"language_code": "\ud800"}}},
    "no sender": {"channel_post": MESSAGE | {"from": None}},
    "an old press": {"callback_query": PRESS | {"message": {"message_id": 3, "date": 0, "chat": CHAT}}},
    "an inline press": {"callback_query": PRESS | {"inline_message_id": "x"}},
    "a press without an id": {"callback_query": PRESS | {"id": None, "message": MESSAGE}},
    "a customer": {"business_message": MESSAGE | {"business_connection_id": "b"}},
    "a poll": {"poll_answer": {"poll_id": "1", "user": LAN, "option_ids": [0], "option_persistent_ids": ["0"]}},
}


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("not even its text can be had")


ERRORS: list[Any] = [
    ValueError("a mistake of ours"),
    Unspeakable(),
    None,
    BadRequest("can't parse entities"),
    Forbidden("bot was blocked by the user"),
    NetworkError("no route"),
    RetryAfter(5),
    PoolTimeout("busy"),
    TelegramError("?"),
]


@pytest.mark.parametrize("name", UPDATES)
async def test_the_error_handler_never_raises(world: OfflineTelegram, app: App, name: str) -> None:
    raw = UPDATES[name]
    for error in ERRORS:
        update = Update.de_json({"update_id": 1, **raw}, app.bot) if isinstance(raw, dict) else raw
        await on_error(update, Context.from_error(update, error, app))
    business = "business_message" in raw if isinstance(raw, dict) else False
    assert not (business and [call for call in world.calls if call.method == "sendMessage"])


async def test_an_apology_that_cannot_be_given_is_one_line(
    world: OfflineTelegram, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    update = Update.de_json({"update_id": 1, **UPDATES["an id that is no number"]}, app.bot)
    await on_error(update, Context.from_error(update, ValueError("ours"), app))
    assert [record.levelno for record in caplog.records if record.levelno > logging.WARNING] == [logging.ERROR]
    assert all(record.exc_info is None for record in caplog.records if record.levelno == logging.WARNING)


async def test_whoever_asked_is_told(world: OfflineTelegram, app: App) -> None:
    lan = world.user(id=7)
    chat = world.private(lan, started=True)
    update = Update.de_json({"update_id": 1, "message": MESSAGE}, app.bot)
    await on_error(update, Context.from_error(update, ValueError("ours"), app))
    assert chat.last.text.startswith("Xin lỗi")


async def test_a_mistake_in_making_a_call_is_no_outage(
    world: OfflineTelegram, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    chat = world.private(world.user(id=7), started=True)
    update = Update.de_json({"update_id": 1, "message": MESSAGE}, app.bot)
    error = NetworkError("Unknown error in HTTP implementation: UnicodeEncodeError()")
    await on_error(update, Context.from_error(update, error, app))
    assert "an update failed" in caplog.text
    assert chat.last.text.startswith("Xin lỗi")


async def test_an_outage_is_not_told_to_whoever_asked(
    world: OfflineTelegram, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    chat = world.private(world.user(id=7), started=True)
    update = Update.de_json({"update_id": 1, "message": MESSAGE}, app.bot)
    for error in (NetworkError("no route"), RetryAfter(5), PoolTimeout("busy")):
        await on_error(update, Context.from_error(update, error, app))
    assert not chat.messages
    assert [record.levelno for record in caplog.records if record.levelno >= logging.WARNING] == [30, 30]
