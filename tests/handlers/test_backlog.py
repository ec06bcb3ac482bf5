"""What waited while the bot was away: each chat is told once, choices are obeyed, nothing is lost or out of order."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import build
from bot.chats.rate_limit import BURST
from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from data.database import Database
from data.store import Store
from tests.support.feed import HELD
from tests.support.shipped import Clock, settings_of
from tests.support.traces import memory_with

BACK_VI = "Tôi vừa tạm ngừng, nay đã trở lại. Câu hỏi nào bạn còn cần, xin gửi lại."
BACK_EN = "I was away and am back now. If you still need an answer, please send the question again."
QUESTION = "/rank Hưng Yên PAPI 2024"


@asynccontextmanager
async def away(
    world: OfflineTelegram, app: App, clock: Clock, minutes: float = 120, pause: float = 0.0
) -> AsyncIterator[None]:
    """Inside of this the bot is away for so long and what people do waits; at the end it is back and all is handled."""
    world.attach(None)
    yield
    clock.time += dt.timedelta(minutes=minutes)
    await catch_up(world, app, pause)


async def catch_up(world: OfflineTelegram, app: App, pause: float = 0.0) -> None:
    assert app.updater is not None
    app.bot_data.backlog.pause = pause
    await app.updater.start_polling(timeout=0)
    backlog = app.bot_data.backlog
    await until(lambda: not world.waiting and not app.update_queue.qsize())
    await app.updater.stop()
    await until(lambda: not app.update_processor.current_concurrent_updates and not backlog.telling)
    world.attach_application(app)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 (there is nothing to wait for but this)
            await asyncio.sleep(0.001)


async def test_old_questions_are_answered_once_with_one_line(
    world: OfflineTelegram, app: App, clock: Clock, lan: User, john: User, chat: PrivateChat
) -> None:
    async with away(world, app, clock):
        for text in (QUESTION, "còn 2023?", "nhiệm vụ", "/tasks"):
            await lan.say(text)
        await john.say("Hung Yen PAPI")
    assert [seen.text for seen in chat.answers] == [BACK_VI]
    assert [seen.text for seen in world.private(john).answers] == [BACK_EN]
    await lan.say(QUESTION)
    assert chat.last.text.startswith("🏛 Hưng Yên — PAPI 2024")
    async with away(world, app, clock):
        await lan.say("nhiệm vụ")
    assert chat.last.text == BACK_VI, "each time it was away"


async def test_what_came_within_ten_minutes_is_answered(
    world: OfflineTelegram, app: App, clock: Clock, lan: User, chat: PrivateChat
) -> None:
    async with away(world, app, clock, minutes=6):
        await lan.say("Lạng Sơn PAPI 2022")
        clock.time += dt.timedelta(minutes=5)
        await lan.say(QUESTION)
        await lan.say("còn 2023?")
    titles = [seen.text.split("\n")[0] for seen in chat.answers]
    assert titles == [BACK_VI, "🏛 Hưng Yên — PAPI 2024", "🏛 Hưng Yên — PAPI 2023"]


async def test_old_choices_are_obeyed_in_their_order(
    world: OfflineTelegram, app: App, clock: Clock, lan: User, chat: PrivateChat
) -> None:
    async with away(world, app, clock):
        await lan.say("nhiệm vụ")
        await lan.say("/follow Hưng Yên")
        await lan.say("/follow Nghệ An")
        await lan.say("/unfollow Hưng Yên")
        await lan.say("/quiet 20-6")
        await lan.say("/home Huế")
        await lan.say("đặt tỉnh nhà Hưng Yên")
        await lan.say("/lang en")
    services = app.bot_data
    assert [one.province for one in await services.subscriptions.of(chat.id)] == ["nghe-an"]
    assert await services.homes.of(chat.id) == "hung-yen"
    assert await services.chats.quiet(chat.id) == (1200, 360)
    await lan.say("PAPI 2024")
    assert "Your home province: Hung Yen" in chat.last.text
    assert [seen.text for seen in chat.answers].count(BACK_VI) == 1


async def test_old_feedback_is_kept_and_a_wish_to_be_forgotten_is_asked_about(
    world: OfflineTelegram, app: App, clock: Clock
) -> None:
    lan = world.user(id=7_123_456_791)
    chat = world.private(lan, started=True)
    await lan.say("/gopy bảng 766 thiếu một tỉnh")
    thanks = chat.last
    async with away(world, app, clock):
        await lan.say("là tỉnh Huế", reply_to=thanks)
        await lan.say("/gopy thiếu nguồn")
        await lan.say("/xoadulieu")
    texts = [entry.words for entry in (await app.bot_data.kept(chat.id)).feedback]
    assert texts == ["bảng 766 thiếu một tỉnh\nlà tỉnh Huế", "thiếu nguồn"]
    assert "Xóa mọi thứ tôi lưu về bạn?" in chat.last.text
    await lan.press("🗑 Xóa hết")
    assert memory_with(app.bot_data, lan.id) == set()


async def test_many_old_choices_are_no_flood(
    world: OfflineTelegram, app: App, clock: Clock, lan: User, chat: PrivateChat
) -> None:
    async with away(world, app, clock):
        for _ in range(BURST):
            await lan.say("/follow Hưng Yên")
            await lan.say("/unfollow Hưng Yên")
        await lan.say("/follow Huế")
    assert [one.province for one in await app.bot_data.subscriptions.of(chat.id)] == ["hue"]


async def test_in_a_group_only_what_was_said_to_the_bot_is_told(
    world: OfflineTelegram, app: App, clock: Clock, group: Group, lan: User, john: User
) -> None:
    world.privacy = False
    quiet = world.group("Nhóm im", [lan])
    await quiet.add_bot(lan)
    forum = world.group("Diễn đàn", [lan], forum=True)
    await forum.add_bot(lan)
    topic = await forum.open_topic("PAPI", lan)
    before = len(quiet.answers)
    async with away(world, app, clock):
        await john.say("hôm nay họp lúc mấy giờ", in_=group)
        asked = await john.say("@chisotinh_bot Hung Yen PAPI", in_=group)
        await lan.say(QUESTION, in_=group)
        await lan.say("/rank@another_bot Huế", in_=quiet)
        await lan.say("mai nghỉ nhé", in_=quiet)
        await lan.say(QUESTION, in_=forum, thread=topic.thread)
    told = [seen for seen in group.answers if seen.text in (BACK_VI, BACK_EN)]
    assert [(seen.text, seen.reply_to) for seen in told] == [(BACK_EN, asked)]
    assert len(quiet.answers) == before
    assert (forum.last.text, forum.last.thread) == (BACK_VI, topic.thread)


async def test_old_presses_blocks_and_migrations_are_handled_as_ever(
    world: OfflineTelegram, app: App, clock: Clock, group: Group, lan: User, john: User, chat: PrivateChat
) -> None:
    await lan.say(QUESTION)
    await john.say("/follow Hung Yen")
    await lan.say("/lang en", in_=group)
    async with away(world, app, clock):
        await lan.press("◀ 2023")
        await john.block()
        await john.unblock()
        upgraded = await group.migrate()
    assert chat.last.text.startswith("🏛 Hưng Yên — PAPI 2023"), "it can no longer be acknowledged, but is answered"
    assert len(await app.bot_data.subscriptions.of(john.id)) == 1
    known = await app.bot_data.chats.get(upgraded.id)
    assert known is not None
    assert known.language == "en"


async def test_a_chat_that_asks_anew_is_told_before_it_is_answered(
    world: OfflineTelegram, app: App, clock: Clock, lan: User, chat: PrivateChat
) -> None:
    async with away(world, app, clock, minutes=0, pause=0.3):
        await lan.say("nhiệm vụ")
        clock.time += dt.timedelta(minutes=30)
        await lan.say(QUESTION)
    assert [seen.text.split("\n")[0] for seen in chat.answers] == [BACK_VI, "🏛 Hưng Yên — PAPI 2024"]


async def test_where_telegram_asks_to_wait_nobody_is_forgotten(world: OfflineTelegram, app: App, clock: Clock) -> None:
    people = [world.user() for _ in range(5)]
    world.fail("sendMessage", 429, retry_after=1)
    async with away(world, app, clock):
        for person in people:
            await person.say(QUESTION)
    assert all([seen.text for seen in world.private(one).answers] == [BACK_VI] for one in people)


async def test_a_clock_that_is_ahead_silences_the_bot_for_one_question_only(
    clock: Clock, database_file: Path, database: Database, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    world = OfflineTelegram(now=clock)
    lan = world.user()
    ahead = lambda: clock() + dt.timedelta(minutes=25)  # noqa: E731
    app = build(
        settings_of(database_file), database, store, transport=world.request(), updates=world.request(), clock=ahead
    )
    async with world.running(app):
        with caplog.at_level(logging.WARNING):
            await lan.say(QUESTION)
            await until(lambda: not app.bot_data.backlog.telling)
        assert world.private(lan).last.text == BACK_VI
        assert "clock is 25 minutes ahead" in caplog.text
        await lan.say(QUESTION)
        assert world.private(lan).last.text.startswith("🏛 Hưng Yên — PAPI 2024")


async def test_ten_thousand_updates_are_caught_up_with_in_seconds(
    world: OfflineTelegram, app: App, clock: Clock
) -> None:
    """1,000 private chats and 50 groups, each with its own mixture; who asks last is answered, in order."""
    people = [world.user(language_code="vi" if number % 3 else "en") for number in range(1_000)]
    groups = [world.group(f"Nhóm {number}", people[number * 20 : number * 20 + 20]) for number in range(50)]
    for group in groups:
        group.bot_status = "member"
    world.privacy = False
    world.attach(None)
    for turn in range(8):
        for number, person in enumerate(people):
            await person.say("/follow Hưng Yên" if turn == 5 and number % 4 == 0 else f"Hưng Yên PAPI {2011 + turn}")
    for _ in range(40):
        for number, group in enumerate(groups):
            await people[number * 20].say("ai trực hôm nay", in_=group)
    clock.time += dt.timedelta(hours=3)
    fresh = people[:20]
    for person in fresh:
        await person.say(QUESTION)
        await person.say("còn 2023?")
    waiting = len(world.waiting)
    assert waiting == 10_040
    began = time.perf_counter()
    await catch_up(world, app)
    seconds = time.perf_counter() - began
    print(f"{waiting} updates in {seconds:.2f} s")
    for number, person in enumerate(people):
        answers = [seen.text for seen in world.private(person).answers]
        told = [text for text in answers if text in (BACK_VI, BACK_EN)]
        assert told == [BACK_VI if number % 3 else BACK_EN]
        assert len(answers) == 1 + (number % 4 == 0) + 2 * (person in fresh)
    for person in fresh:
        years = [seen.text.split("\n")[0][-4:] for seen in world.private(person).answers[-2:]]
        assert years == ["2024", "2023"]
    assert not any(group.answers for group in groups)
    assert seconds < 15


async def test_what_an_operator_answers_about_a_file_holds_however_late(
    world: OfflineTelegram, database: Database, store: Store, database_file: Path, clock: Clock
) -> None:
    """The file is still open after a restart, so its answer is no old question."""
    hoa = world.user(id=4242, name="Hoa")
    chat = world.private(hoa, started=True)
    settings = settings_of(database_file, admins=(hoa.id,))
    app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    async with world.running(app):
        await hoa.send_document("766-2026-10-10.csv", HELD.read_bytes())
        async with away(world, app, clock, minutes=50):
            await hoa.say("https://example.vn/766 Cổng Dịch vụ công")
        assert chat.last.text.startswith("📄 766-2026-10-10.csv\nCông bố ngày nào")
        async with away(world, app, clock, minutes=50):
            await hoa.say("hôm nay")
        assert chat.last.text == BACK_VI, "its hour is over"


async def test_what_an_operator_stated_while_it_was_away_is_taken_as_a_file_is(
    world: OfflineTelegram, database: Database, store: Store, database_file: Path, clock: Clock
) -> None:
    hoa = world.user(id=4242, name="Hoa")
    chat = world.private(hoa, started=True)
    settings = settings_of(database_file, admins=(hoa.id,))
    app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    async with world.running(app):
        async with away(world, app, clock):
            await hoa.say("SIPAS 2024 của Vĩnh Long đạt 85,12%, theo Báo Vĩnh Long")
        assert "Công bố ngày nào?" in chat.last.text
