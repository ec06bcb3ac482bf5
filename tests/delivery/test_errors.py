"""The one table of outcomes, through python-telegram-bot's own exceptions, from real answers over real HTTP."""

from __future__ import annotations

import datetime as dt
import json
import socket
from collections.abc import AsyncIterator, Callable

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot.botapi import transport
from bot.botapi.transport import AiohttpRequest
from bot.delivery.calls import message
from bot.delivery.errors import TROUBLE, verdict_of
from tests.support.api_server import HANG, RESET, BotApi, Fault, broken, flood, refusal

TABLE = [
    (Forbidden("Forbidden: bot was blocked by the user"), "gone", "blocked"),
    (Forbidden("Forbidden: bot was kicked from the group chat"), "gone", "kicked"),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), "gone", "kicked"),
    (Forbidden("Forbidden: bot was kicked from the channel chat"), "gone", "kicked"),
    (Forbidden("Forbidden: user is deactivated"), "gone", "deactivated"),
    (Forbidden("Forbidden: bot is not a member of the channel chat"), "gone", "not_member"),
    (Forbidden("Forbidden: bot can't initiate conversation with a user"), "gone", "not_started"),
    (Forbidden("Forbidden: bot can't send messages to bots"), "gone", "is_bot"),
    (Forbidden("Forbidden: the group chat was deleted"), "gone", "deleted"),
    (Forbidden("Forbidden: words of next year"), "rights", "forbidden"),
    (Forbidden("Forbidden: CHAT_WRITE_FORBIDDEN"), "rights", "no_rights"),
    (BadRequest("Chat not found"), "gone", "not_found"),
    (BadRequest("Bad Request: chat not found"), "gone", "not_found"),
    (BadRequest("Bad Request: PEER_ID_INVALID"), "gone", "not_found"),
    (BadRequest("Bad Request: USER_IS_BLOCKED"), "gone", "blocked"),
    (BadRequest("Bad Request: message thread not found"), "topic", "topic_deleted"),
    (BadRequest("Bad Request: TOPIC_DELETED"), "topic", "topic_deleted"),
    (BadRequest("Bad Request: TOPIC_CLOSED"), "topic", "topic_closed"),
    (BadRequest("Bad Request: not enough rights to send text messages to the chat"), "rights", "no_rights"),
    (BadRequest("Bad Request: need administrator rights in the channel chat"), "rights", "no_rights"),
    (BadRequest("Bad Request: CHAT_WRITE_FORBIDDEN"), "rights", "no_rights"),
    (BadRequest("Bad Request: group chat was upgraded to a supergroup chat"), "rights", "migrated"),
    (BadRequest("Bad Request: can't parse entities: unexpected end tag at byte offset 7"), "ours", "bad_markup"),
    (BadRequest("Bad Request: message is too long"), "ours", "too_long"),
    (BadRequest("Bad Request: message text is empty"), "ours", "empty"),
    (BadRequest("Bad Request: BUTTON_DATA_INVALID"), "ours", "bad_buttons"),
    (BadRequest("Bad Request: words of next year"), "ours", "bad_request"),
    (ChatMigrated(-1001), "migrated", "migrated"),
    (RetryAfter(35), "flood", "flood"),
    (RetryAfter(dt.timedelta(seconds=35)), "flood", "flood"),
    (NetworkError("Too Many Requests: retry after 35"), "flood", "flood"),
    (InvalidToken("Unauthorized"), "token", "token"),
    (Conflict("Conflict: terminated by other getUpdates request"), "server", "conflict"),
    (transport.PoolTimeout("x"), "not_sent", "no_connection"),
    (transport.ConnectTimeout("x"), "not_sent", "no_connection"),
    (transport.ConnectFailed("x"), "not_sent", "no_connection"),
    (transport.ReadTimeout("x"), "unknown", "no_answer"),
    (transport.WriteTimeout("x"), "unknown", "no_answer"),
    (transport.AnswerLost("x"), "unknown", "no_answer"),
    (TimedOut(), "unknown", "no_answer"),
    (NetworkError("Bad Gateway (502)"), "server", "server_error"),
    (NetworkError("Internal Server Error"), "server", "server_error"),
    (TelegramError("Invalid server response"), "unknown", "no_answer"),
    (KeyError("result"), "unknown", "no_answer"),
]


@pytest.mark.parametrize(("error", "kind", "reason"), TABLE, ids=[f"{type(e).__name__}-{e}"[:60] for e, *_ in TABLE])
def test_the_table(error: Exception, kind: str, reason: str) -> None:
    verdict = verdict_of(error)
    assert (verdict.kind, verdict.reason) == (kind, reason)
    assert (verdict.seconds == 35) is (kind == "flood")
    assert (verdict.new_chat == -1001) is (kind == "migrated")


def test_no_chat_can_be_read_from_a_verdict() -> None:
    verdict = verdict_of(BadRequest("Bad Request: chat -1001234567890 is strange"))
    assert "1234567890" not in verdict.detail


def test_only_what_says_nothing_of_the_chat_counts_as_an_outage() -> None:
    assert not {verdict_of(error).kind for error, *_ in TABLE if isinstance(error, Forbidden | BadRequest)} & TROUBLE


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


TRANSPORTS: list[Callable[..., BaseRequest]] = [AiohttpRequest, HTTPXRequest]
OVER_HTTP: list[tuple[Fault, str]] = [
    (refusal(403, "Forbidden: bot was blocked by the user"), "gone"),
    (refusal(400, "Bad Request: chat not found"), "gone"),
    (refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001), "migrated"),
    (flood(35), "flood"),
    (broken(500), "server"),
    (broken(502), "server"),
    (broken(503), "server"),
    (broken(504), "server"),
    (refusal(500, "Internal Server Error"), "server"),
    (Fault(200, page="<html>maintenance</html>"), "unknown"),
    (refusal(401, "Unauthorized"), "token"),
    (HANG, "unknown"),
    (RESET, "unknown"),
]


@pytest.mark.parametrize("make", TRANSPORTS)
async def test_answers_over_http(api: BotApi, make: Callable[..., BaseRequest]) -> None:
    """Ours and the standard transport are judged alike."""
    body = message("<b>x</b>", "[]", False).to(7, None)
    request = make(read_timeout=0.2)
    async with request:
        for fault, kind in OVER_HTTP:
            api.fail("sendMessage", fault, times=1)
            with pytest.raises(TelegramError) as caught:
                await request.post(api.url("sendMessage"), body)
            assert verdict_of(caught.value).kind == kind, fault


@pytest.mark.parametrize("make", TRANSPORTS)
async def test_a_refused_connection_is_surely_not_sent(make: Callable[..., BaseRequest]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    async with make() as request:
        with pytest.raises(TelegramError) as caught:
            await request.post(f"http://127.0.0.1:{port}/bot1:x/sendMessage", message("x", "[]", False).to(7, None))
    assert verdict_of(caught.value).kind == "not_sent"


@pytest.mark.parametrize("make", TRANSPORTS)
async def test_what_is_written_is_what_the_bot_would_write(api: BotApi, make: Callable[..., BaseRequest]) -> None:
    from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

    text, buttons = "Hưng Yên & <b>Đồng Tháp</b>\n+1 %", '[[{"text": "Dừng + &", "callback_data": "stop:1"}]]'
    async with make() as request:
        bot = Bot(api.token, api.base_url, request=request, get_updates_request=request)
        await bot.send_message(
            -1007,
            text,
            parse_mode="HTML",
            message_thread_id=5,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Dừng + &", callback_data="stop:1")]]),
            allow_paid_broadcast=True,
        )
        result = await request.post(api.url("sendMessage"), message(text, buttons, True).to(-1007, 5))
    theirs, ours = (call.params for call in api.calls)
    assert json.loads(ours.pop("reply_markup")) == json.loads(theirs.pop("reply_markup"))
    assert ours == theirs
    assert isinstance(result, dict)
    assert result["message_id"] == 2
