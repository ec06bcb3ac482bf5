"""What is let through of the updates that come, and what is made of the rest."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from telegram import Update

from bot.botapi.reading import DEEPEST, LONGEST, chat_of, cleaned, flaw_of, is_clean, readable
from bot.botapi.updates import InOrder
from bot.context import App
from bot.offline import OfflineTelegram
from tests.support.update_shapes import shapes

CHAT = {"id": 7, "type": "private", "first_name": "Lan"}
LAN = {"id": 7, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
TEXT = "hưng yên papi 2024"
MESSAGE: dict[str, Any] = {"message_id": 3, "date": 1_795_000_000, "chat": CHAT, "from": LAN, "text": TEXT}


def update(**changed: Any) -> dict[str, Any]:
    return {"update_id": 5, "message": MESSAGE | changed}


@pytest.mark.parametrize(
    "changed",
    [
        {"date": 1_795_000_000_000},
        {"date": "2026-11-22"},
        {"date": None},
        {"edit_date": 1 << 60},
        {"poll": {"a newer": "poll"}},
        {"photo": 7},
        {"forward_origin": {"type": "of next year"}},
        {"reply_to_message": {"message_id": 1, "date": 1 << 50, "chat": CHAT, "sticker": []}},
        {"reply_markup": {"inline_keyboard": "none"}},
        {"a_field_of_next_year": {"x": [1]}},
        {"caption": "\ud800", "text": TEXT + "\ud83d"},
    ],
)
async def test_a_question_is_read_whatever_else_the_message_holds(
    world: OfflineTelegram, app: App, changed: dict[str, Any]
) -> None:
    chat = world.private(world.user(id=7), started=True)
    (raw,) = readable([json.loads(json.dumps(update(**changed)))])
    await _handled(app, raw)
    assert chat.last.text.startswith("🏛 Hưng Yên — PAPI 2024")


async def test_a_press_under_a_message_with_a_date_in_milliseconds_is_one(world: OfflineTelegram, app: App) -> None:
    chat = world.private(world.user(id=7), started=True)
    press = {"id": "1", "from": LAN, "chat_instance": "1", "data": "s|hung-yen|papi||2023"}
    (raw,) = readable([{"update_id": 5, "callback_query": press | {"message": MESSAGE | {"date": 1 << 42}}}])
    await _handled(app, raw)
    assert chat.last.text.startswith("🏛 Hưng Yên — PAPI 2023")


async def _handled(app: App, raw: Any) -> None:
    update = Update.de_json(raw, app.bot)
    await app.update_processor.process_update(update, app.process_update(update))


@pytest.mark.parametrize(
    "flawed",
    [
        update(chat=None),
        update(chat=CHAT | {"id": "7"}),
        update(chat=CHAT | {"id": True}),
        update(chat=CHAT | {"id": 1 << 63}),
        update(chat=CHAT | {"type": None}),
        update(message_id=[]),
        update(text={"secret": 1}),
        update(entities=[{"type": "bot_command", "offset": None, "length": 1}]),
        update(**{"from": LAN | {"id": 1.5}}),
        update(**{"from": "Lan"}),
        update(document={"file_id": "f", "file_unique_id": "u", "file_size": "big"}),
        {"update_id": 5, "message": "nonsense"},
        {"update_id": 5, "message": []},
        {"update_id": 5, "callback_query": {"id": "1", "chat_instance": "1"}},
        {"update_id": 5, "callback_query": {"id": 1, "from": LAN, "chat_instance": "1"}},
        {"update_id": 5, "my_chat_member": {"chat": CHAT, "from": LAN, "date": 0}},
        {"update_id": 5, "poll_answer": {"user": LAN | {"id": "7"}, "poll_id": "1", "option_ids": []}},
    ],
)
def test_what_cannot_be_relied_on_is_its_bare_number_and_one_line(
    flawed: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    good = update()
    assert readable([good, flawed, good]) == [good, {"update_id": 5}, good]
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "number 5" in record.getMessage()
    assert "secret" not in caplog.text
    assert record.exc_info is None


@pytest.mark.parametrize("number", [None, "5", True, 1.5, 1 << 60, [], float("nan")])
def test_an_update_without_a_number_is_left_out(number: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert readable([update() | {"update_id": number}, update(), 7, None, []]) == [update()]
    assert len(caplog.records) == 4


def test_strings_hold_only_what_can_be_stored_and_sent() -> None:
    assert cleaned({"a": ["x\ud800y\0z", {"b": "🏛" * 5000}]}) == {"a": ["x�y�z", {"b": "🏛" * LONGEST}]}
    assert json.loads(json.dumps("🏛")) == cleaned("🏛")
    deep: Any = "x"
    for _ in range(DEEPEST + 1):
        deep = [deep]
    with pytest.raises(ValueError, match="too deep"):
        cleaned(deep)


async def test_the_processor_lets_nothing_flawed_through(caplog: pytest.LogCaptureFixture) -> None:
    handled = []

    async def handle(what: int) -> None:
        handled.append(what)

    processor = InOrder()
    for what, chat in enumerate((CHAT, CHAT | {"id": []}, CHAT | {"id": {}}, CHAT)):
        one = Update.de_json(update(chat=chat), None)
        await processor.process_update(one, handle(what))
    await processor.process_update("no update", handle(4))
    assert handled == [0, 3, 4]
    assert [one.name for one in caplog.records if one.levelname == "WARNING"] == ["bot.botapi.updates"] * 2
    assert flaw_of(Update(1)) is None


LETTERS = st.characters() | st.sampled_from("\0\ud83d\udd14\\u🏛ạ")
VALUES = st.recursive(
    st.none() | st.integers() | st.text(LETTERS) | st.just("x" * (LONGEST + 1)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(LETTERS), inner),
)


@given(VALUES, st.booleans())
@example([[]] * 80, True)
@example(json.loads("[" * 80 + "]" * 80), True)
@example("\\ud83d", True)
@example("\udd14", True)
@example("\0", True)
def test_what_seems_clean_at_a_glance_is_what_cleaning_leaves(value: Any, escaped: bool) -> None:
    text = json.dumps(value, ensure_ascii=escaped)
    if is_clean(text) and (escaped or text.isascii()):
        assert cleaned(value) == value


def test_what_people_usually_write_seems_clean() -> None:
    assert is_clean(json.dumps(update()))
    assert is_clean(json.dumps(update(), ensure_ascii=False))
    assert not is_clean(json.dumps(update(text="🔔")))


def test_the_chat_of_an_update_is_seen_in_its_json() -> None:
    """Updates of one chat are handled in order: both ways of telling it must agree."""
    with_chat = 0
    for shape in shapes():
        chat = Update.de_json({"update_id": 1} | shape).effective_chat
        known = any(name in Update.ALL_TYPES for name in shape)
        assert chat_of(shape) == (chat.id if chat is not None else None) or not known, shape
        with_chat += chat is not None
    assert with_chat > 100


@pytest.mark.parametrize("odd", [{}, {"message": 5}, {"message": {"chat": []}}, {"message": {"chat": {"id": "7"}}}])
def test_odd_json_is_of_no_chat(odd: dict[str, Any]) -> None:
    assert chat_of(odd) is None
