"""The whole application on the offline transport, against a bare python-telegram-bot echo handler on the same."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot import i18n
from bot.answers.store import Store
from bot.app import build
from bot.offline import OfflineTelegram
from bot.settings import Settings
from data.database import Database
from tests.bench_tools import Row, at_least, in_turns, ratio
from tests.noise import SEED, load_names

QUESTION = "/rank Hưng Yên PAPI"
ROUNDS = 5
REPEATED = 1_000
PEOPLE = 16

AnyApplication = Application[Any, Any, Any, Any, Any, Any]

FORMS = (
    "/rank {one}",
    "/rank {one} PAPI {year}",
    "/score {one} PAPI {year}",
    "/trend {one} PAPI",
    "/gaps {one} PAPI {year}",
    "/tasks {one}",
    "/compare {one}, {two}",
    "{one} xếp thứ mấy PAR INDEX năm {year}?",
    "mức độ hài lòng ở {one} {year}",
)


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """What a bare bot does: the text, back."""
    message = update.effective_message
    assert message is not None
    await message.reply_text(message.text or "")


def rows(path: Path) -> list[Row]:
    questions = list(different())
    with asyncio.Runner() as runner:
        ours, first, bare = in_turns(
            ROUNDS,
            lambda: runner.run(_ours(path, [QUESTION] * REPEATED, warm=True)),
            lambda: runner.run(_ours(path, questions, warm=False)),
            lambda: runner.run(_bare([QUESTION] * REPEATED)),
        )
    base = f"{statistics.median(bare):.0f}/s bare"
    return [
        at_least(
            f"in process: {QUESTION}, repeated / bare echo handler",
            ratio(ours, bare),
            0.6,
            f"{statistics.median(ours):.0f}/s, {base}",
        ),
        at_least(
            f"in process: {len(questions)} different questions, empty caches / bare echo handler",
            ratio(first, bare),
            0.15,
            f"{statistics.median(first):.0f}/s, {base}",
        ),
    ]


def different() -> Iterator[str]:
    """Questions of nine kinds on every province, each asked once, the same for every run."""
    names = [name.name_vi for name in load_names() if name.kind == "province"]
    found = [
        form.format(one=one, two=names[place - 1], year=2019 + (place + number) % 6)
        for place, one in enumerate(names)
        for number, form in enumerate(FORMS)
    ]
    random.Random(SEED).shuffle(found)
    yield from dict.fromkeys(found)


async def _ours(path: Path, texts: list[str], *, warm: bool) -> float:
    i18n._formatted.cache_clear()  # numbers it has written before would be the next round's gift
    world = OfflineTelegram(history=100)
    async with await Database.open(path) as database:
        settings = Settings(database=path)
        store = await Store.open(database)
        app = build(settings, database, store, transport=world.request(), updates=world.request())
        return await _pace(world, app, texts, warm)


async def _bare(texts: list[str]) -> float:
    world = OfflineTelegram(history=100)
    builder = Application.builder().token("1:offline")
    app = builder.request(world.request()).get_updates_request(world.request()).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    return await _pace(world, app, texts, True)


async def _pace(world: OfflineTelegram, app: AnyApplication, texts: list[str], warm: bool) -> float:
    """Answers per second; every text must have got one."""
    people = [world.user(name=f"#{number}") for number in range(PEOPLE)]
    async with world.running(app):
        for person in people:
            await person.say(texts[0] if warm else "/help")
        start = time.perf_counter()
        for number, text in enumerate(texts):
            person = people[number % PEOPLE]
            await person.say(text)
            last = world.private(person).last
            assert last.by_bot and not last.text.startswith(("Sorry", "Xin lỗi")), (text, last)
        return len(texts) / (time.perf_counter() - start)
