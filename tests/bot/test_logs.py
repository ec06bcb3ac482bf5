"""The log, in both forms: one line for each answer with its kind and its time, and nothing that people write."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from telegram.ext import CommandHandler

from bot.botapi.intake import Intake
from bot.context import App
from bot.logs import NOISY, Redacting, set_up
from bot.offline import OfflineTelegram
from tests.support.deliveries import Json

SECRET = "bí mật của webhook"
TOKEN = "123456789:AAE0secretsecretsecretsecretsecret0"
WORD = "Zebraquokka"
"""What people write here, and what no log may hold; the bot reads it as nothing."""
PERSON = 7_123_456_789


@contextmanager
def logging_as_before() -> Iterator[None]:
    """Inside of this ``set_up`` may be called; afterwards every level is as it was, and its handler is gone."""
    loggers = [logging.getLogger(name) for name in (None, *NOISY)]
    levels = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one.formatter, Redacting)]:
        root.removeHandler(handler)


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that is logged, down to DEBUG, as ``run`` would write it."""
    form: Literal["text", "json"] = request.param
    with logging_as_before():
        set_up("debug", form, (SECRET,))
        (handler,) = logging.getLogger().handlers
        assert isinstance(handler, logging.StreamHandler)
        lines = io.StringIO()
        handler.setStream(lines)
        yield lines


async def test_each_answer_is_one_line_and_nothing_in_it_is_personal(
    log: io.StringIO, app: App, world: OfflineTelegram
) -> None:
    lan = world.user(id=PERSON, name=WORD)
    group = world.group(f"Phòng {WORD}", [lan])
    await group.add_bot(lan)
    for line in (
        "Hưng Yên PAPI 2024",
        f"{WORD} PAPI",
        f"/rank {WORD}",
        f"/theodoi {WORD}",
        f"/gopy {WORD}",
        "/dulieucuatoi",
    ):
        await lan.say(line)
    await lan.say(f"/rank {WORD}", in_=group)
    await lan.ask_inline(WORD)
    await lan.send_document(f"{WORD}.csv", WORD.encode())
    lines = [line for line in log.getvalue().splitlines() if "bot.journal" in line]
    assert len(lines) >= 9
    assert any("standing" in line for line in lines)
    _is_clean(log)


async def test_nothing_personal_is_in_the_log_when_something_fails(
    log: io.StringIO, app: App, world: OfflineTelegram
) -> None:
    lan = world.user(id=PERSON, name=WORD)

    async def fails(update: Any, context: Any) -> None:
        int(update.effective_message.text)

    async def fails_again(update: Any, context: Any) -> None:
        try:
            {}[update.effective_message.text]
        except KeyError as error:
            raise RuntimeError("a mistake of ours") from error

    app.handlers[0].insert(0, CommandHandler("int", fails))
    app.handlers[0].insert(0, CommandHandler("key", fails_again))
    await lan.say(f"/int {WORD}")
    await lan.say(f"/key {WORD}")
    for status, why in (
        (429, "Too Many Requests"),
        (403, "Forbidden: bot was blocked"),
        (400, "Bad Request: no"),
        (502, ""),
    ):
        world.fail("sendMessage", status, why, retry_after=3 if status == 429 else None)
        await lan.say(f"Hưng Yên PAPI {WORD}")
    world.reset("sendMessage")
    await lan.say(f"Hưng Yên PAPI {WORD}")
    said = log.getvalue()
    assert "its text is not logged" in said
    assert "a mistake of ours" in said
    assert "which led to" in said
    assert "in fails" in said, "where it was is still told"
    for outcome in ("flood", "refused", "failed", "outage"):
        assert f": {outcome} in " in said
    _is_clean(log)


async def test_updates_that_cannot_be_read_are_told_by_their_number(log: io.StringIO, app: App) -> None:
    intake = Intake(app.bot_data.received, app.bot, app.update_processor.process_update, app.process_update, _now(app))
    odd: list[Json] = [
        {"update_id": 1, "message": {"message_id": WORD, "chat": {"id": PERSON, "type": WORD}, "text": WORD}},
        {"update_id": 2, "message": WORD},
        {"update_id": 3, "callback_query": {"id": PERSON, "data": WORD}},
    ]
    for update in odd:
        await intake.accept(json.dumps(update).encode())
    await intake.close()
    said = log.getvalue()
    assert all(f"number {number}" in said for number in (1, 2, 3))
    _is_clean(log)


def test_secrets_are_hidden_wherever_they_stand(log: io.StringIO) -> None:
    logger = logging.getLogger("bot.anything")
    logger.warning("called /bot%s/getMe with %s", TOKEN, SECRET)
    try:
        raise OSError(f"https://api.telegram.org/bot{TOKEN}/getMe {SECRET}")
    except OSError:
        logger.exception("it failed")
    assert log.getvalue().count("<token>") == 4
    assert TOKEN not in log.getvalue()
    assert SECRET not in log.getvalue()


def test_a_line_of_json_is_an_object_with_its_fields() -> None:
    with logging_as_before():
        set_up("info", "json")
        (handler,) = logging.getLogger().handlers
    record = logging.LogRecord("bot.x", logging.INFO, "", 0, "two\nlines: %s", ("đây",), None)
    record.kind, record.outcome, record.ms = "table", "answered", 1.5
    line = handler.format(record)
    assert "\n" not in line
    found = json.loads(line)
    assert found.pop("time").endswith("+00:00")
    assert found == {
        "level": "info",
        "name": "bot.x",
        "message": "two\nlines: đây",
        "kind": "table",
        "outcome": "answered",
        "ms": 1.5,
    }


def test_what_is_below_the_level_is_not_written(log: io.StringIO) -> None:
    logging.getLogger().setLevel("WARNING")
    logging.getLogger("bot.journal").info("table: answered in 1.0 ms")
    assert log.getvalue() == ""


def _now(app: App) -> Any:
    return app.bot_data.now


def _is_clean(log: io.StringIO) -> None:
    said = log.getvalue()
    assert said
    for personal in (WORD, WORD.lower(), str(PERSON), "Hưng Yên"):
        assert personal not in said
