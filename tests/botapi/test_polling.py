"""Receiving messages over real HTTP on loopback: nothing stops it but a signal, or a reason that is said clearly."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.botapi.polling import Timing, poll
from bot.botapi.reaching import Reason, Stopped
from bot.botapi.reading import readable
from bot.botapi.rivals import Rivals
from bot.context import App
from bot.i18n import LANGUAGES, Language, translator
from bot.render import running
from bot.runtime import only_receiver, prepare, serve
from data.database import Database
from data.store import Store
from tests.support.api_server import RESET, TOKEN, BotApi, broken, conflict, refusal
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


QUICK = Timing(wait=0.01, settled=5.0, pause=(0.1, 0.2))


async def test_an_instance_that_is_never_alone_pauses_once_and_stops(api: BotApi, bot: App) -> None:
    api.fail("getUpdates", conflict())
    told: list[str] = []
    with pytest.raises(Stopped, match="another"):
        await ended(asyncio.create_task(poll(bot, lambda: prepare(bot), lambda: told.append("paused"), QUICK)))
    assert told == ["paused"]
    assert not bot.running


async def test_the_one_that_runs_stays_and_the_newcomer_goes(
    api: BotApi, bot: App, database: Database, store: Store, database_file: Path
) -> None:
    """Telegram answers 409 to the older of two polls: it is the newcomer all the same that has to go."""
    running = asyncio.create_task(poll(bot, _nothing, timing=Timing(settled=0.0)))
    api.push_message("/rank Hung Yen PAPI 2024", chat_id=7)
    await api.seen("sendMessage", 1)
    newcomer = application(api, database, store, database_file)
    with pytest.raises(Stopped, match="another"):
        await ended(asyncio.create_task(poll(newcomer, _nothing, timing=QUICK)))
    await goes_on(api, running)


@pytest.mark.parametrize("gap", [0.0, 0.1])
async def test_of_two_started_together_exactly_one_goes_on(
    api: BotApi, bot: App, database: Database, store: Store, database_file: Path, gap: float
) -> None:
    """Without a database in common, as on two machines: only Telegram's answers tell them of each other."""
    other = application(api, database, store, database_file)
    timing = Timing(settled=2.0, pause=(2.6, 3.2))
    first = asyncio.create_task(poll(bot, _nothing, timing=timing))
    await asyncio.sleep(gap)
    second = asyncio.create_task(poll(other, _nothing, timing=timing))
    async with asyncio.timeout(PATIENCE):
        done, going = await asyncio.wait((first, second), return_when=asyncio.FIRST_COMPLETED)
    with pytest.raises(Stopped, match="another"):
        await done.pop()
    (left,) = going
    await goes_on(api, left)


async def goes_on(api: BotApi, running: asyncio.Task[None]) -> None:
    """It answers, and ends when it is cancelled (the other, in the same process here, took the signals with it)."""
    before = api.counts["sendMessage"]
    api.push_message("/rank Hung Yen PAPI 2023", chat_id=7)
    await api.seen("sendMessage", before + 1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ended(running)


def test_patience_with_another_instance_ends() -> None:
    rivals = Rivals(began=0.0)
    assert rivals.conflict(1.0) == "pause"
    rivals.again(17.0)
    assert rivals.conflict(18.0) == "go"
    settled = Rivals(began=0.0)
    assert [settled.conflict(100.0), settled.conflict(120.0)] == ["stay", "stay"]
    assert settled.conflict(300.0) == "stay", "a new one, after a calm"
    assert [settled.conflict(300.0 + seconds) for seconds in (20, 40, 61)] == ["stay", "stay", "go"]


WRONG = "123456:A-token-that-nobody-ever-gave-to-us"


async def test_a_wrong_token_is_said_and_never_shown(
    api: BotApi, database: Database, store: Store, database_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    with pytest.raises(Stopped, match="token") as stopped:
        await poll(application(api, database, store, database_file, WRONG), _nothing)
    assert WRONG not in str(stopped.value) + caplog.text
    assert api.counts["getUpdates"] == 0


@pytest.mark.parametrize("method", ["deleteWebhook", "getUpdates"])
async def test_a_token_that_is_taken_back_ends_it(api: BotApi, bot: App, method: str) -> None:
    api.fail(method, refusal(401, "Unauthorized"))
    with pytest.raises(Stopped, match="token"):
        await ended(asyncio.create_task(poll(bot, _nothing, timing=QUICK)))
    assert not bot.running


OUTAGES = {"502": broken(), "404 of a proxy": broken(404), "401 of a page": broken(401), "a reset": RESET}


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates"])
@pytest.mark.parametrize("fault", OUTAGES)
async def test_while_telegram_cannot_be_reached_it_waits_and_says_so_once(
    api: BotApi, bot: App, method: str, fault: str
) -> None:
    told: list[str] = []
    bot.bot_data.outages.begins = lambda why, answered: told.append("not_telegram" if answered else "no_connection")
    bot.bot_data.outages.ends = lambda seconds, failed: told.append("over")
    bot.bot_data.outages.calm = 0.0
    api.fail(method, OUTAGES[fault], times=2)
    api.push_message("/rank Hưng Yên PAPI 2024")
    task = asyncio.create_task(poll(bot, _nothing, timing=QUICK))
    async with asyncio.timeout(PATIENCE):
        while not api.counts["sendMessage"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    os.kill(os.getpid(), signal.SIGTERM)
    await ended(task)
    assert told == ["no_connection" if fault == "a reset" else "not_telegram", "over"]


async def test_a_signal_ends_the_waiting(api: BotApi, bot: App) -> None:
    for method in ("getMe", "deleteWebhook"):
        api.fail(method, broken())
        task = asyncio.create_task(poll(bot, _nothing))
        await api.seen(method)
        os.kill(os.getpid(), signal.SIGTERM)
        await ended(task)
        api.heal()
        assert not bot.running


async def test_two_processes_never_receive_with_one_database(
    api: BotApi, bot: App, database: Database, store: Store, database_file: Path
) -> None:
    """The second one ends before it asks Telegram anything; the lock is gone when the first one has ended."""
    other = application(api, database, store, database_file)
    for _ in range(2):
        with only_receiver(bot), pytest.raises(Stopped, match="same_database"):
            await serve(other)
    assert not api.counts
    assert not list(database_file.parent.glob("*-receiver-*"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_says_is_whole_and_names_what_to_do(language: Language) -> None:
    t = translator(language)
    said = {kind: running.outage(t, kind, "api.telegram.org") for kind in running.OUTAGES}
    assert "CHISOTINH_PROXY" in said["no_connection"]
    assert "api.telegram.org" in said["no_connection"]
    assert "CHISOTINH_API_URL" in said["not_telegram"]
    reasons = {reason: running.stopped(t, reason) for reason in get_args(Reason)}
    assert "CHISOTINH_TOKEN" in reasons["token"]
    assert len({*said.values(), *reasons.values(), running.rival(t), running.over(t, 2.0, 3)}) == 7


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
