"""Receiving messages over real HTTP on loopback: nothing stops it but a signal, or a reason that is said clearly."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.botapi.polling import Rivals, Stopped, poll
from bot.botapi.reading import readable
from bot.context import App
from bot.runtime import prepare
from data.database import Database
from data.store import Store
from tests.support.api_server import TOKEN, BotApi, broken, conflict
from tests.support.shipped import Clock, settings_of

pytestmark = pytest.mark.real_time

PATIENCE = 10.0


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as served:
        yield served


def application(api: BotApi, database: Database, store: Store, path: Path, token: str = TOKEN) -> App:
    settings = settings_of(path, token=SecretStr(token), api_url=api.base_url.removesuffix("/bot"))
    return build(settings, database, store, clock=Clock())


@pytest.fixture
def bot(api: BotApi, database: Database, store: Store, database_file: Path) -> App:
    return application(api, database, store, database_file)


async def ended(task: asyncio.Task[None]) -> None:
    async with asyncio.timeout(PATIENCE):
        await task


async def test_an_update_that_cannot_be_read_is_skipped_and_those_behind_it_are_answered(
    api: BotApi, bot: App, caplog: pytest.LogCaptureFixture
) -> None:
    api.push_message("/rank Hưng Yên PAPI 2024", chat_id=1)
    bad = api.push(message={"message_id": "?", "chat": 7})
    api.push(message="nonsense")
    api.push_message("/rank Lạng Sơn PAPI 2022", chat_id=2)
    task = asyncio.create_task(poll(bot, lambda: prepare(bot)))
    await api.seen("sendMessage", 2)
    said = {call.params["chat_id"]: call.params["text"] for call in api.calls if call.method == "sendMessage"}
    assert "Hạng 19/61" in said["1"]
    assert "Hạng 13/61" in said["2"]
    assert f"number {bad}" in caplog.text
    os.kill(os.getpid(), signal.SIGTERM)
    await ended(task)
    assert max(int(call.params.get("offset", 0)) for call in api.calls if call.method == "getUpdates") == 5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly(api: BotApi, bot: App, number: signal.Signals) -> None:
    task = asyncio.create_task(poll(bot, lambda: prepare(bot)))
    await api.seen("getUpdates")
    os.kill(os.getpid(), number)
    await ended(task)
    assert not bot.running
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


async def test_a_second_instance_stops_with_a_clear_word(api: BotApi, bot: App) -> None:
    api.fail("getUpdates", conflict())
    with pytest.raises(Stopped, match="already receiving this bot's messages"):
        await ended(asyncio.create_task(poll(bot, lambda: prepare(bot))))
    assert not bot.running


async def test_the_one_that_runs_stays_and_the_newcomer_goes(
    api: BotApi, bot: App, database: Database, store: Store, database_file: Path
) -> None:
    """Telegram answers 409 to the older of two polls: it is the newcomer all the same that has to go."""
    running = asyncio.create_task(poll(bot, _nothing, settled=0.0))
    api.push_message("/rank Hung Yen PAPI 2024", chat_id=7)
    await api.seen("sendMessage", 1)
    newcomer = application(api, database, store, database_file)
    with pytest.raises(Stopped, match="already receiving this bot's messages"):
        await ended(asyncio.create_task(poll(newcomer, _nothing)))
    api.push_message("/rank Hung Yen PAPI 2023", chat_id=7)
    await api.seen("sendMessage", 2)
    running.cancel()  # the newcomer, in the same process here, took the signals with it
    with pytest.raises(asyncio.CancelledError):
        await ended(running)


def test_patience_with_another_instance_ends() -> None:
    rivals = Rivals(began=0.0)
    assert rivals.give_way(1.0)
    settled = Rivals(began=0.0)
    assert not settled.give_way(100.0)
    assert not settled.give_way(120.0)
    assert not settled.give_way(300.0), "a new one, after a calm"
    assert [settled.give_way(300.0 + seconds) for seconds in (20, 40, 61)] == [False, False, True]


async def test_a_wrong_token_is_said_and_never_shown(
    api: BotApi, database: Database, store: Store, database_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "123456:A-token-that-nobody-ever-gave-to-us"
    with pytest.raises(Stopped, match="does not know this token") as stopped:
        await poll(application(api, database, store, database_file, wrong), _nothing)
    assert wrong not in str(stopped.value)
    assert api.counts["getUpdates"] == 0


async def test_an_api_that_cannot_be_reached_is_said(api: BotApi, bot: App) -> None:
    api.fail("getMe", broken())
    with pytest.raises(Stopped, match="cannot be reached") as stopped:
        await poll(bot, _nothing)
    assert TOKEN not in str(stopped.value)


async def test_menus_that_cannot_be_set_stop_nothing(api: BotApi, bot: App) -> None:
    api.fail("setMyCommands", broken())
    api.push_message("/rank Hưng Yên PAPI 2024")
    task = asyncio.create_task(poll(bot, lambda: prepare(bot)))
    await api.seen("sendMessage")
    os.kill(os.getpid(), signal.SIGTERM)
    await ended(task)


async def _nothing() -> None: ...


def test_only_unreadable_updates_are_emptied() -> None:
    good = {"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}}
    assert readable([good, {"update_id": 2, "message": 5}, "?", {"message": 5}]) == [good, {"update_id": 2}]
