"""The programs as an operator runs them, as processes over real HTTP: ``run``, ``publish``, a second ``run``."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.support.api_server import RESET, TOKEN, BotApi

pytestmark = pytest.mark.real_time

PATIENCE = 30.0
TABLE = Path(__file__).parent.parent.parent / "data" / "seed" / "held" / "766-2026-10-10.csv"
SOURCE = "https://dichvucong.gov.vn Cổng Dịch vụ công quốc gia"
ASKED = ("publish", str(TABLE), "--index", "766", "--period", "2026-10-10", "--source", SOURCE)


class Programs:
    """Starts ``chisotinh`` with settings of its own, against a Bot API on loopback."""

    def __init__(self, api: BotApi, folder: Path) -> None:
        self.api = api
        self._settings = {
            "CHISOTINH_TOKEN": TOKEN,
            "CHISOTINH_API_URL": api.base_url.removesuffix("/bot"),
            "CHISOTINH_DATABASE": str(folder / "chisotinh.sqlite3"),
        }

    async def start(self, *arguments: str) -> Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, env={**os.environ, **self._settings}, stdout=PIPE, stderr=STDOUT
        )

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    @property
    def texts(self) -> list[str]:
        """What was sent, in order."""
        return [str(call.params["text"]) for call in self.api.calls if call.method == "sendMessage"]


async def over(program: Process) -> str:
    said, _ = await asyncio.wait_for(program.communicate(), PATIENCE)
    return said.decode()


@pytest.fixture
async def programs(tmp_path: Path) -> AsyncIterator[Programs]:
    async with BotApi() as api:
        yield Programs(api, tmp_path)


async def test_a_follower_is_told_by_the_running_bot_what_another_process_publishes(programs: Programs) -> None:
    bot = await programs.start("run")
    try:
        for text in ("/follow Hưng Yên", "/quiet off", "/rank Hung Yen 766"):
            programs.api.push_message(text, chat_id=42)
        await programs.until(lambda: len(programs.texts) == 3)
        assert "766 (17/9/2026)" in programs.texts[2]

        published = await over(await programs.start(*ASKED, "--yes", "--wait"))
        assert "766-2026-10-10-1" in published
        await programs.until(lambda: len(programs.texts) == 4)
        assert "766 (10/10/2026)" in programs.texts[3]
        assert "hạng 28/34" in programs.texts[3]

        again = await programs.start(*ASKED, "--yes")
        assert "766-2026-10-10-1" in await over(again)
        assert again.returncode != 0

        await asyncio.sleep(1.2)  # the running bot looks once a second whether figures changed
        programs.api.push_message("/rank Hung Yen 766", chat_id=42)
        await programs.until(lambda: len(programs.texts) == 5)
        assert "766 (10/10/2026)" in programs.texts[4]
        assert "28/34" in programs.texts[4]
    finally:
        bot.send_signal(signal.SIGTERM)
        said = await over(bot)
    assert bot.returncode == 0
    assert TOKEN.split(":")[1] not in said
    assert "42" not in [word.strip(".,:()") for word in said.split()], "no chat id in a log"


async def test_of_two_started_together_exactly_one_goes_on(programs: Programs) -> None:
    both = [await programs.start("run"), await programs.start("run")]
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait([asyncio.create_task(one.wait()) for one in both], return_when=asyncio.FIRST_COMPLETED)
        (loser,) = [one for one in both if one.returncode is not None]
        (winner,) = [one for one in both if one.returncode is None]
        said = await over(loser)
        assert loser.returncode == 1
        assert said.strip().splitlines()[-1].startswith("Bot đang chạy sẵn với cơ sở dữ liệu này.")
        programs.api.push_message("/rank Hung Yen 766", chat_id=42)
        await programs.until(lambda: len(programs.texts) == 1)
    finally:
        for one in both:
            if one.returncode is None:
                one.send_signal(signal.SIGTERM)
    assert "409" not in await over(winner)
    assert winner.returncode == 0


async def test_it_waits_for_telegram_and_says_once_in_words_what_is_wrong(programs: Programs) -> None:
    programs.api.fail("getMe", RESET, times=3)
    programs.api.push_message("/rank Hung Yen 766", chat_id=42)
    bot = await programs.start("run")
    try:
        await programs.until(lambda: len(programs.texts) == 1)
    finally:
        bot.send_signal(signal.SIGTERM)
        said = await over(bot)
    assert bot.returncode == 0
    assert said.count("Tôi không kết nối được tới Telegram (127.0.0.1)") == 1
    assert said.count("CHISOTINH_PROXY") == 1
    assert "Traceback" not in said


async def test_only_a_wrong_token_ends_it(programs: Programs) -> None:
    programs.api.token = "123456:another"
    bot = await programs.start("run")
    said = await over(bot)
    assert bot.returncode == 1
    assert said.strip().splitlines()[-1].startswith("Telegram không nhận ra mã token này. Hãy đặt CHISOTINH_TOKEN")
    assert TOKEN.split(":")[1] not in said
    assert "Traceback" not in said
