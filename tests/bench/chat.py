"""The whole application on the offline transport, against a bare python-telegram-bot echo handler on the same.

Each contender has a process of its own (``python -m tests.bench.chat ours|bare DATABASE``) and answers when it is
told to, a hundred updates or so at a time, turn by turn.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import cycle, islice, repeat
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ContextTypes, MessageHandler, filters

from bot.app import build
from bot.offline import OfflineTelegram
from bot.runtime import settle
from bot.settings import Settings
from data.database import Database
from data.store import Store
from tests.bench.tools import Child, Row, at_least, in_turns, ratio
from tests.support.typed_names import SEED, load_names

QUESTION = "/rank Hưng Yên PAPI"
ROUNDS = 31
REPEATED = 200
FRESH = 5
"""How often all the different questions are asked, each time of a bot that has just started."""
SOME = 63
PEOPLE = 16
UNLIMITED = 1_000_000_000
"""What is measured is how fast the bot can answer, not how fast one person may ask."""

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


def rows(path: Path) -> list[Row]:
    with _child("ours", path) as ours, _child("bare", path) as bare:
        times = in_turns(ROUNDS, _repeated(ours, REPEATED), _repeated(bare, REPEATED))
    rounds = [_first(path) for _ in range(FRESH)]
    first, base = [one[0] for one in rounds], [one[1] for one in rounds]
    return [
        at_least(
            f"in process: {QUESTION}, repeated / bare echo handler",
            ratio(times[1], times[0]),
            0.6,
            f"{REPEATED * ROUNDS / sum(times[0]):.0f}/s, {REPEATED * ROUNDS / sum(times[1]):.0f}/s bare",
        ),
        at_least(
            f"in process: {len(QUESTIONS)} different questions, just started / bare echo handler",
            ratio(base, first),
            0.15,
            f"{len(QUESTIONS) * FRESH / sum(first):.0f}/s, {len(QUESTIONS) * FRESH / sum(base):.0f}/s bare",
        ),
    ]


def _child(kind: str, path: Path) -> Child:
    """A contender that has started and was greeted by everybody: the names are read, no figure is."""
    child = Child(__name__, kind, str(path))
    child.ask(f"greet {PEOPLE}")
    return child


def _repeated(child: Child, count: int) -> Callable[[], float]:
    return lambda: child.seconds(f"repeat {count}")


def _first(path: Path) -> tuple[float, float]:
    """Seconds of a bot that has just started for all the different questions, of a bare one for as many."""
    with _child("ours", path) as ours, _child("bare", path) as bare:
        turns = in_turns(len(QUESTIONS) // SOME, lambda: ours.seconds(f"different {SOME}"), _repeated(bare, SOME))
    return sum(turns[0]), sum(turns[1])


def different() -> Iterator[str]:
    """Questions of nine kinds on every province, three years each, the same and in the same order in every run."""
    names = [name.name_vi for name in load_names() if name.kind == "province"]
    found = [
        form.format(one=one, two=names[place - 1], year=year)
        for place, one in enumerate(names)
        for form in FORMS
        for year in (2019 + place % 3, 2022, 2023)
    ]
    random.Random(SEED).shuffle(found)
    yield from dict.fromkeys(found)


QUESTIONS = tuple(different())


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """What a bare bot does: the text, back."""
    message = update.effective_message
    assert message is not None
    await message.reply_text(message.text or "")


async def give_up(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """An apology is quick to send: what fails must not count as answered."""
    traceback.print_exception(context.error)
    os._exit(1)


@asynccontextmanager
async def our_bot(world: OfflineTelegram, path: Path) -> AsyncIterator[AnyApplication]:
    """As ``chisotinh run`` makes it, but with another transport."""
    async with await Database.open(path) as database:
        store = await Store.open(database)
        settings = Settings(database=path)
        app = build(settings, database, store, transport=world.request(), updates=world.request())
        app.add_error_handler(give_up)
        app.bot_data.rate_limit.burst = UNLIMITED
        async with world.running(app):
            settle()
            yield app


@asynccontextmanager
async def bare_bot(world: OfflineTelegram, path: Path) -> AsyncIterator[AnyApplication]:
    builder = Application.builder().token("1:offline")
    app = builder.request(world.request()).get_updates_request(world.request()).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    async with world.running(app):
        yield app


async def contend(kind: str, path: Path) -> None:
    """Obeys "greet N", "repeat N" and "different N" (the next of them), and answers with the seconds it took."""
    world = OfflineTelegram(history=100)
    sources = {"greet": repeat("xin chào"), "repeat": repeat(QUESTION), "different": iter(QUESTIONS)}
    async with (our_bot if kind == "ours" else bare_bot)(world, path):
        while words := sys.stdin.readline().split():
            print(await say(world, list(islice(sources[words[0]], int(words[1])))), flush=True)


async def say(world: OfflineTelegram, texts: list[str]) -> float:
    """Seconds for all answers; every text must have got one."""
    people = [world.user(1_000 + number) for number in range(PEOPLE)]
    start = time.perf_counter()
    for person, text in zip(cycle(people), texts, strict=False):
        await person.say(text)
        assert world.private(person).last.by_bot, text
    return time.perf_counter() - start


if __name__ == "__main__":
    asyncio.run(contend(sys.argv[1], Path(sys.argv[2])))
