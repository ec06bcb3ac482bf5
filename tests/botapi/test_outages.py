"""What comes back from Telegram: what it carried out is done, a proxy's page is an outage, an outage is two lines."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.botapi.lanes import AlertLane
from bot.botapi.outages import CALM, Outages
from bot.botapi.transport import AiohttpRequest
from bot.botapi.wrappers import Brief, Watched, judged
from bot.context import App
from bot.delivery.calls import ApiCalls, message
from bot.offline import OfflineTelegram, User
from tests.support.api_server import TOKEN, BotApi, blocked, broken, refusal

MILLISECONDS = 1_795_000_000_000


def in_milliseconds(result: dict[str, Any]) -> Any:
    return result | {"date": MILLISECONDS}


STRANGE: list[Callable[[Any], Any] | bytes] = [
    in_milliseconds,
    lambda result: result | {"date": "2026-11-22T10:00:00Z"},
    lambda result: result | {"chat": None},
    lambda result: result | {"chat": {"id": 1 << 70, "type": 5}},
    lambda result: {"message": result},
    lambda result: [result],
    lambda result: result | {"poll": 7, "photo": "?", "sender_chat": []},
    lambda result: None,
    lambda result: "sent",
    b'{"ok":true}',
    b'{"ok": true, "result": {"message_id": 5,',
    b'{"ok":true,"result":' + b"9" * 5000 + b"}",
    b'{"ok":true,"result":' + b"[" * 100_000,
]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("change", STRANGE)
async def test_a_reply_that_telegram_took_is_sent_whatever_comes_back(
    world: OfflineTelegram, change: Callable[[Any], Any] | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    lan, chat = _person(world)
    world.garble("sendMessage", change, times=3)
    world.garble("editMessageText", change, times=3)
    for _ in range(2):
        asked = await lan.say("/rank Hưng Yên PAPI 2024")
    assert [seen.text.splitlines()[0] for seen in chat.answers] == ["🏛 Hưng Yên — PAPI 2024"] * 2
    await lan.press("◀ 2023")
    assert chat.answers[-1].text.startswith("🏛 Hưng Yên — PAPI 2023")
    await lan.edit(asked, "/rank Hưng Yên PAPI 2022")
    assert "PAPI 2022" in chat.answers[-1].text
    assert len(chat.answers) <= 4, "an answer whose number nobody knows is given anew, and nothing else is sent"
    assert all("PAPI" in seen.text for seen in chat.answers)
    assert [record.levelno for record in caplog.records if record.levelno >= logging.WARNING] in ([], [30]), "said once"


def _person(world: OfflineTelegram) -> tuple[User, Any]:
    lan = world.user(name="Lan", language_code="vi")
    return lan, world.private(lan, started=True)


async def test_the_number_of_what_was_sent_is_kept_where_it_can_be_read(world: OfflineTelegram, app: App) -> None:
    lan, chat = _person(world)
    world.garble("sendMessage", in_milliseconds)
    asked = await lan.say("/rank Hưng Yên PAPI 2024")
    await lan.edit(asked, "/rank Hưng Yên PAPI 2022")
    assert [seen.edited for seen in chat.answers] == [True]


@pytest.mark.parametrize("change", STRANGE)
async def test_an_alert_that_telegram_took_is_sent(
    world: OfflineTelegram, change: Callable[[Any], Any] | bytes
) -> None:
    lan, chat = _person(world)
    world.garble("sendMessage", change)
    lane = Brief(Watched(world.request(), Outages()))
    result = await ApiCalls(Bot(TOKEN), lane).post("sendMessage", message("x", "", False).to(lan.id, None))
    assert isinstance(result["message_id"], int)
    assert (result["chat"]["id"] == lan.id) or change is STRANGE[3]
    assert len(chat.answers) == 1


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"<html>sign in</html>", NetworkError),
        (200, b"[]", NetworkError),
        (200, b"{}", NetworkError),
        (200, b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}', BadRequest),
        (200, b'{"ok":false,"error_code":429,"description":"?","parameters":{"retry_after":5}}', RetryAfter),
        (401, b"<html>log in to the proxy</html>", NetworkError),
        (403, b"<html>this site is blocked</html>", NetworkError),
        (404, b"nginx", NetworkError),
        (502, b"<html>" + b"x" * 9999, NetworkError),
    ],
)
def test_only_the_bot_api_refuses(status: int, body: bytes, kind: type[TelegramError]) -> None:
    """A page of somebody in between says nothing about the token, the chat or the message."""
    seen, answer = judged(status, body)
    assert json.loads(answer)["ok"] is False
    assert (kind is NetworkError) == (seen == 502)
    assert len(answer) < 300


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as served:
        yield served


class Seconds:
    """A monotonic clock that is moved by hand."""

    time = 100.0

    def __call__(self) -> float:
        return self.time


async def test_an_outage_is_two_lines_however_many_calls_fail(api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    clock = Seconds()
    outages = Outages(clock)
    replies, alerts = Watched(AiohttpRequest(), outages), Brief(Watched(AlertLane(4), outages))
    async with replies, alerts:
        api.fail("sendMessage", broken(502, "<html>" + "x" * 9000 + "{url}</html>"))
        for _ in range(50):
            for lane in (replies, alerts):
                with pytest.raises(NetworkError):
                    await lane.post(api.url("sendMessage"))
            await replies.post(api.url("getMe"))  # one server of several may still answer
            clock.time += 1
        clock.time += 60
        api.heal()
        await replies.post(api.url("sendMessage"))
        await alerts.post(api.url("sendMessage"))
    assert [record.getMessage() for record in caplog.records] == [
        "calls to Telegram fail: Bad Gateway (502), and no answer of the Bot API",
        "Telegram answers again after 49 s; calls that failed: 100",
    ]
    assert not any(record.exc_info for record in caplog.records)


async def test_a_refusal_is_no_outage(api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    outages = Outages()
    async with Watched(AiohttpRequest(), outages) as lane:
        for fault in (blocked(), refusal(400, "Bad Request: chat not found"), refusal(401, "Unauthorized")):
            api.fail("sendMessage", fault)
            with pytest.raises(TelegramError):
                await lane.post(api.url("sendMessage"))
    assert not caplog.records


def test_an_outage_ends_when_it_has_been_calm(caplog: pytest.LogCaptureFixture) -> None:
    clock = Seconds()
    outages = Outages(clock)
    for _ in range(3):
        outages.failed("no route")
        clock.time += CALM / 2
        outages.worked()
    assert len(caplog.records) == 1
    clock.time += CALM
    outages.worked()
    assert caplog.messages[1:] == ["Telegram answers again after 8 s; calls that failed: 3"]
    outages.worked()
    outages.failed("no route")
    assert len(caplog.records) == 3


@pytest.mark.usefixtures("app")
async def test_people_who_ask_during_an_outage_add_nothing_to_the_log(
    world: OfflineTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    lan, chat = _person(world)
    world.fail("sendMessage", 502, body="<html><h1>Bad Gateway</h1></html>", times=12)
    world.hang("sendMessage", times=5)
    for _ in range(17):
        await lan.say("/rank Hưng Yên PAPI 2024")
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1
    assert "Traceback" not in caplog.text
    await lan.say("/rank Hưng Yên PAPI 2024")
    assert len(chat.answers) == 1
