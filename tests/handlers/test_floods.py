"""Who sends too fast is told so once a minute and then not answered, whatever they send; nobody else notices."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from bot.app import build
from bot.chats.rate_limit import BURST
from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from data.database import Database
from data.store import Store
from tests.support.shipped import Clock, settings_of

pytestmark = pytest.mark.usefixtures("app")
SLOW = "Bạn gửi nhanh quá"
QUESTION = "/rank Hưng Yên PAPI 2024"


async def test_a_burst_is_answered_and_the_rest_is_not_but_for_one_word(
    chat: PrivateChat, lan: User, john: User, world: OfflineTelegram, clock: Clock
) -> None:
    for _ in range(BURST + 30):
        await lan.say(QUESTION)
    assert len(chat.answers) == BURST + 1
    assert chat.last is not chat.answers[-1]
    assert chat.answers[-1].text.startswith(SLOW)
    await john.say(QUESTION)
    assert world.private(john).last.by_bot, "nobody else is held up"
    clock.time += dt.timedelta(seconds=30)
    for _ in range(20):
        await lan.say(QUESTION)
    assert len(chat.answers) == BURST + 1 + 15
    clock.time += dt.timedelta(seconds=31)
    for _ in range(20):
        await lan.say(QUESTION)
    assert [seen.text.startswith(SLOW) for seen in chat.answers].count(True) == 2


async def test_presses_count_and_are_acknowledged(
    chat: PrivateChat, lan: User, world: OfflineTelegram, clock: Clock
) -> None:
    await lan.say(QUESTION)
    for _ in range(BURST - 1):
        assert await lan.press("Nhiệm vụ", on=chat.messages[1]) is not None
    shown = len(chat.answers)
    popups = [await lan.press("Nhiệm vụ", on=chat.messages[1]) for _ in range(3)]
    assert [popup.text[: len(SLOW)] for popup in popups if popup is not None] == [SLOW, "", ""]
    assert len(chat.answers) == shown
    assert not world.unanswered
    await lan.say(QUESTION)
    assert len(chat.answers) == shown, "one bucket for all that somebody does"


async def test_inline_queries_count_and_nobody_is_told_of_them(
    chat: PrivateChat, lan: User, world: OfflineTelegram
) -> None:
    for number in range(BURST):
        assert await lan.ask_inline(f"Hưng Yên PAPI {2011 + number % 14}") is not None
    assert await lan.ask_inline("Hưng Yên PAPI") is None
    assert not chat.answers
    await lan.say(QUESTION)
    assert chat.last.text.startswith(SLOW), "the one word was not spent where it could not be read"


async def test_in_a_group_only_what_is_said_to_the_bot_counts(
    world: OfflineTelegram, group: Group, lan: User, john: User
) -> None:
    world.privacy = False
    for _ in range(BURST * 2):
        await john.say("hôm nay họp lúc mấy giờ", in_=group)
    await john.say(QUESTION, in_=group)
    assert group.last.text.startswith("🏛")
    for _ in range(BURST + 5):
        await lan.say(QUESTION, in_=group, as_=group)
    assert [seen.text.startswith(SLOW) for seen in group.answers].count(True) == 1
    await john.say(QUESTION, in_=group)
    assert group.last.text.startswith("🏛"), "hidden administrators are counted as the group, not as everybody hidden"
    other = world.group("Nhóm khác", [lan])
    await other.add_bot(lan)
    await lan.say(QUESTION, in_=other, as_=other)
    assert other.last.text.startswith("🏛")


async def test_edits_count_too(chat: PrivateChat, lan: User) -> None:
    said = await lan.say(QUESTION)
    for year in range(BURST + 5):
        await lan.edit(said, f"/rank Hưng Yên PAPI {2011 + year % 2}")
    assert chat.answers[-1].text.startswith(SLOW)


async def test_a_flood_hides_no_block_and_no_migration(
    chat: PrivateChat, group: Group, lan: User, app: App, world: OfflineTelegram
) -> None:
    for _ in range(BURST + 5):
        await lan.say("/lang vi", in_=group)
    upgraded = await group.migrate()
    known = await app.bot_data.chats.get(upgraded.id)
    assert known is not None
    assert known.language == "vi"
    forum = world.group("Khác", [lan])
    await forum.add_bot(lan)
    assert forum.answers, "it greets all the same"


async def test_operators_are_not_limited(clock: Clock, database_file: Path, database: Database, store: Store) -> None:
    world = OfflineTelegram(now=clock)
    operator = world.user(name="Operator")
    settings = settings_of(database_file, admins=(operator.id,))
    app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    async with world.running(app):
        for _ in range(BURST + 5):
            await operator.say(QUESTION)
    assert len(world.private(operator).answers) == BURST + 5


async def test_a_flood_of_thousands_holds_up_nobody(world: OfflineTelegram, lan: User, john: User) -> None:
    flood = [asyncio.create_task(lan.say(QUESTION)) for _ in range(2_000)]
    await asyncio.sleep(0)
    await asyncio.wait_for(john.say(QUESTION), 60)
    assert world.private(john).last.by_bot
    await asyncio.gather(*flood)
    assert len(world.private(lan).answers) == BURST + 1
