"""Only an operator's own message or press, in their own chat with the bot, is an operator's: nothing else counts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import handlers
from bot.context import App
from bot.offline import OfflineTelegram, PrivateChat
from data.alerts.pause import pause
from data.database import Database
from tests.handlers.test_publish import HELD, OPERATOR

STATUS = "Các bản công bố"
CUSTOMER = 77
HOA = {"id": OPERATOR, "is_bot": False, "first_name": "Hoa", "language_code": "vi"}
ANN = {"id": CUSTOMER, "is_bot": False, "first_name": "Ann", "language_code": "en"}
OWN = {"id": OPERATOR, "type": "private", "first_name": "Hoa"}
THEIRS = {"id": CUSTOMER, "type": "private", "first_name": "Ann"}
GROUP = {"id": -100500, "type": "supergroup", "title": "Nhóm"}
CHANNEL = {"id": -100600, "type": "channel", "title": "Kênh"}
BUSINESS = {"business_connection_id": "b1"}
ELSEWHERE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("edited_message", OWN, {"from": HOA, "edit_date": 1_795_000_100}),
    ("business_message", THEIRS, {"from": HOA} | BUSINESS),
    ("business_message", THEIRS, {"from": ANN} | BUSINESS),
    ("business_message", OWN, {"from": HOA} | BUSINESS),
    ("edited_business_message", THEIRS, {"from": HOA} | BUSINESS),
    ("guest_message", THEIRS, {"from": HOA}),
    ("channel_post", CHANNEL, {"sender_chat": CHANNEL}),
    ("channel_post", CHANNEL, {"sender_chat": CHANNEL, "from": HOA}),
    ("edited_channel_post", CHANNEL, {"sender_chat": CHANNEL, "from": HOA}),
    ("message", GROUP, {"from": HOA}),
    ("message", THEIRS, {"from": HOA}),
    ("message", OWN, {"from": HOA | {"is_bot": True}}),
    ("message", OWN, {"from": HOA, "sender_chat": CHANNEL}),
    ("message", OWN, {"from": ANN}),
    ("message", OWN, {}),
]


@pytest.fixture
def admins() -> tuple[int, ...]:
    return (OPERATOR,)


@pytest.fixture
async def bot(world: OfflineTelegram, built: App) -> AsyncIterator[App]:
    async with world.running(built):
        yield built


@pytest.fixture
def chats(world: OfflineTelegram) -> list[PrivateChat]:
    people = [world.user(id=OPERATOR, name="Hoa"), world.user(id=CUSTOMER, name="Ann", language_code="en")]
    return [world.private(person, started=True) for person in people]


def message(chat: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"message_id": 9, "date": 1_795_000_000, "chat": chat, **more}


async def files(database: Database) -> list[Any]:
    """The open files, as the database has them."""
    async with database.read() as connection:
        return [tuple(row) for row in await connection.exec_driver_sql("SELECT * FROM open_file")]


STATUS_COMMAND = {"text": "/status", "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}


@pytest.mark.parametrize(("kind", "chat", "sender"), ELSEWHERE)
async def test_status_is_for_an_operator_in_their_own_chat(
    world: OfflineTelegram, bot: App, chats: list[PrivateChat], kind: str, chat: dict[str, Any], sender: dict[str, Any]
) -> None:
    await world.emit(kind, message(chat, **STATUS_COMMAND, **sender))
    said = [seen.text for one in chats for seen in one.answers]
    assert not any(STATUS in text for text in said)
    if kind != "message":
        assert not [call for call in world.calls if call.method != "getMe"], "nobody spoke to the bot"


@pytest.mark.parametrize(("kind", "chat", "sender"), ELSEWHERE)
async def test_a_file_is_read_from_an_operator_in_their_own_chat(
    world: OfflineTelegram,
    bot: App,
    database: Database,
    chats: list[PrivateChat],
    kind: str,
    chat: dict[str, Any],
    sender: dict[str, Any],
) -> None:
    data = HELD.read_bytes()
    file = {"file_id": world.store_file(HELD.name, data), "file_unique_id": "u", "file_size": len(data)}
    await world.emit(kind, message(chat, document=file | {"file_name": HELD.name}, **sender))
    assert await files(database) == []
    assert not [call for call in world.calls if call.method == "getFile"]


@pytest.mark.parametrize(
    ("chat", "sender"),
    [
        (THEIRS, HOA),
        (GROUP, HOA),
        (OWN, ANN),
        (OWN | {"type": "channel"}, HOA),
    ],
)
@pytest.mark.parametrize("shape", ["message", "business", "inaccessible", "inline", "neither"])
async def test_a_press_elsewhere_confirms_nothing(
    world: OfflineTelegram,
    bot: App,
    database: Database,
    chats: list[PrivateChat],
    chat: dict[str, Any],
    sender: dict[str, Any],
    shape: str,
) -> None:
    operator = world.users[OPERATOR]
    await operator.send_document(HELD.name, HELD.read_bytes())
    before = await files(database)
    data = chats[0].last.buttons[0][0].callback_data
    assert data
    assert len(before) == 1
    query: dict[str, Any] = {"id": "1", "from": sender, "chat_instance": "1", "data": data}
    match shape:
        case "message":
            query["message"] = message(chat, text="x")
        case "business":
            query["message"] = message(OWN, text="x", **BUSINESS)
            query["from"] = HOA
        case "inaccessible":
            query["message"] = message(chat) | {"date": 0}
        case "inline":
            query["inline_message_id"] = "abc"
    seen = len(chats[0].messages)
    await world.emit("callback_query", query)
    assert await files(database) == before
    assert len(chats[0].messages) == seen
    assert not chats[0].last.edited


async def test_an_operator_is_answered_in_their_own_chat(
    world: OfflineTelegram, bot: App, chats: list[PrivateChat]
) -> None:
    asked = await world.users[OPERATOR].say("/status")
    assert STATUS in chats[0].last.text
    await world.users[OPERATOR].edit(asked, "/status ")
    assert len(chats[0].answers) == 1, "an edited command is not obeyed again"
    await world.users[CUSTOMER].say("/status")
    assert "Only operators" in chats[1].last.text


async def test_what_a_customer_writes_to_a_business_account_wakes_no_alerts(
    world: OfflineTelegram, bot: App, database: Database
) -> None:
    services = bot.bot_data
    ann = world.user(id=CUSTOMER, name="Ann")
    await ann.say("/follow Hung Yen 766")
    async with database.write() as connection:
        await connection.run_sync(pause, services.chats.key(CUSTOMER), "blocked", services.now())
    services.chats.forget(CUSTOMER)
    for kind in ("business_message", "edited_business_message", "guest_message"):
        await world.emit(kind, message(THEIRS, text="hello", **{"from": ANN}))
    await world.emit("deleted_business_messages", {"chat": THEIRS, "message_ids": [1], **BUSINESS})
    chat = await services.chats.get(CUSTOMER)
    assert chat is not None
    assert chat.paused_at is not None
    await world.emit("message", message(THEIRS, text="hello", **{"from": ANN}))
    chat = await services.chats.get(CUSTOMER)
    assert chat is not None
    assert chat.paused_at is None


def test_operators_are_judged_in_one_place() -> None:
    folder = Path(handlers.__file__).parent
    assert [path.name for path in sorted(folder.glob("*.py")) if ".admins" in path.read_text("utf-8")] == ["rights.py"]
