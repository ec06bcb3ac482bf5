"""What people read of the plans that offices bring: in a chat, in both languages, from a second worker, as a file."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import build
from bot.context import App
from bot.offline import OfflineTelegram, PrivateChat, User
from bot.publishing.plans import PlanPublisher
from bot.runtime import keep_fresh
from data.database import Database
from data.seeding.loader import SEED_FOLDER
from data.store import Store
from tests.handlers.test_pictures import label
from tests.support.engines import PostgresqlForTests
from tests.support.plans import ID, LATER_PLAN, PLAN, REVISION, TASKS, many_tasks
from tests.support.shipped import Clock, settings_of


@pytest.fixture
def publisher(app: App, database: Database, store: Store, clock: Clock) -> PlanPublisher:
    """Publishes for the bot that the tests talk to."""
    return PlanPublisher(database, store, clock)


@pytest.mark.parametrize("command", ["/tasks Hưng Yên", "/nhiemvu Hưng Yên", "nhiệm vụ của Hưng Yên"])
async def test_a_plan_is_read_first_with_its_number_date_and_source(
    publisher: PlanPublisher, lan: User, chat: PrivateChat, command: str
) -> None:
    await publisher.publish(PLAN, "test")
    await lan.say(command)
    said = chat.last.text
    assert "📄 12/KH-UBND · Kế hoạch nâng cao chỉ số PAPI năm 2026 · UBND tỉnh Hưng Yên · 15/1/2026" in said
    assert said.index("12/KH-UBND") < said.index("1487/UBND-NC"), "the newest first"
    assert "phối hợp: Ban Quản lý Khu công nghệ cao Phố Nối · hạn quý III/2026" in said
    assert "• I.1. Rà soát, công khai danh sách hộ nghèo ở 100% xã, phường — sản phẩm: Báo cáo của UBND tỉnh" in said
    assert "Chủ trì: Sở Nội vụ · thường xuyên\n• I.2. " in said
    assert "thời gian: sau khi có kết quả PAPI 2025" in said
    assert "Nhiệm vụ khác\nChủ trì: Sở Nội vụ · hạn 15/12/2026\n• III. " in said
    assert "hạn đã qua không có nghĩa là nhiệm vụ chưa xong" in said
    assert "Nguồn: 12/KH-UBND, UBND tỉnh Hưng Yên; Báo Hưng Yên" in said


async def test_in_english_it_is_said_once_that_the_plan_is_in_vietnamese(
    publisher: PlanPublisher, world: OfflineTelegram, john: User
) -> None:
    await publisher.publish(PLAN, "test")
    chat = world.private(john, started=True)
    await john.say("/tasks Hung Yen")
    said = chat.last.text
    assert said.count("in Vietnamese only") == 1
    assert "due 30 September 2026 (quý III/2026)" in said
    assert "due 15 December 2026\n" in said
    assert "Lead: Department of Home Affairs · with: Ban Quản lý Khu công nghệ cao Phố Nối" in said
    assert "I.1. Rà soát" in said
    await john.say("/tasks Bac Giang")
    assert "in Vietnamese only" not in chat.last.text


async def test_a_criterion_an_agency_and_the_document_itself_are_asked_for(
    publisher: PlanPublisher, lan: User, chat: PrivateChat
) -> None:
    await publisher.publish(PLAN, "test")
    await lan.say("nhiệm vụ Hưng Yên SIPAS Sở Nội vụ")
    assert "12/KH-UBND" not in chat.last.text, "another agency leads that one"
    await lan.say("nhiệm vụ Hưng Yên SIPAS")
    assert "II.1. Khảo sát" in chat.last.text
    assert "I.1. " not in chat.last.text.replace("II.1. ", "")
    await lan.say("kế hoạch 12/KH-UBND giao những việc gì")
    assert chat.last.text.startswith("📌 Nhiệm vụ theo văn bản\n📄 12/KH-UBND")
    assert "4 nhiệm vụ" in chat.last.text
    await lan.say("/matdiem Hưng Yên PAPI")
    await lan.press(label(chat.last, "Xem bằng chữ"))
    assert "📌 Rà soát, công khai danh sách hộ nghèo" in chat.last.text
    await lan.say("/muctieu Hưng Yên")
    assert "(kết quả gần nhất nêu trong kế hoạch: hạng 15) · 12/KH-UBND" in chat.last.text
    await lan.say("/xephang Hưng Yên")
    assert "88 nhiệm vụ" in chat.last.text, "84 are shipped"


async def test_a_revision_a_withdrawal_and_its_undoing_are_seen_at_once(
    publisher: PlanPublisher, lan: User, chat: PrivateChat
) -> None:
    await publisher.publish(PLAN, "test")
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert "hạn quý III/2026" in chat.last.text
    await publisher.publish(REVISION, "test")
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert "hạn trước 31/10/2026" in chat.last.text
    assert "Đã sửa 1 lần" in chat.last.text
    await publisher.withdraw("12/KH-UBND", "sai phụ lục", "test")
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert "hạn quý III/2026" in chat.last.text, "the one before holds again"
    await publisher.withdraw("12/KH-UBND", "sai phụ lục", "test")
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert "12/KH-UBND" not in chat.last.text
    await publisher.reinstate(f"{ID}-2", "", "test")
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert "hạn trước 31/10/2026" in chat.last.text


async def test_a_replaced_document_is_shown_with_its_tasks_closed(
    publisher: PlanPublisher, lan: User, chat: PrivateChat
) -> None:
    await publisher.publish(PLAN, "test")
    await publisher.publish(LATER_PLAN, "test")
    await lan.say("/nhiemvu Hưng Yên")
    said = chat.last.text
    assert "trong đó 4 nhiệm vụ đã đóng (thay thế)" in said
    assert "📄 45/KH-UBND" in said
    assert "Thay thế 12/KH-UBND" in said
    assert "🔁 Đã được thay thế bằng 45/KH-UBND: các nhiệm vụ chưa xong đã đóng (thay thế)." in said
    await lan.say("/muctieu Hưng Yên")
    assert "12/KH-UBND (đã được thay)" in chat.last.text
    await lan.say("/xephang Hưng Yên")
    assert "85 nhiệm vụ" in chat.last.text, "those that are closed are no more to be done"


async def test_a_plan_of_many_and_long_tasks_is_paged_and_exported_whole(
    publisher: PlanPublisher, lan: User, chat: PrivateChat
) -> None:
    long = [replace(one, text=f"{one.text} " + "rất dài " * 200) for one in many_tasks("hung-yen", 40).tasks]
    await publisher.publish(replace(many_tasks("hung-yen", 40), tasks=long), "test")
    await lan.say("nhiệm vụ 99/KH-UBND")
    assert "40 nhiệm vụ" in chat.last.text
    assert "• 5. " in chat.last.text
    assert len(chat.last.text) <= 4096
    assert "Nguồn: 99/KH-UBND" in chat.last.text
    await lan.press(label(chat.last, "▶"))
    assert "• 6. " in chat.last.text
    await lan.say("/export nhiệm vụ Hưng Yên csv")
    assert chat.last.document is not None
    rows = chat.last.document.data.decode("utf-8-sig")
    assert ("rất dài " * 200).strip() in rows
    assert '"Tháng 2/2026"' in rows
    assert '"2026-02-28"' in rows


async def test_a_section_for_several_indices_has_one_heading(
    publisher: PlanPublisher, lan: User, chat: PrivateChat
) -> None:
    rows = [replace(TASKS[0], criteria=((index, ""),)) for index in ("papi", "sipas", "papi")]
    await publisher.publish(replace(PLAN, tasks=rows), "test")
    await lan.say("nhiệm vụ 12/KH-UBND")
    assert chat.last.text.count("Công khai, minh bạch\n") == 1


async def test_words_of_a_plan_are_no_markup(publisher: PlanPublisher, lan: User, chat: PrivateChat) -> None:
    hostile = "<b>&amp; <a href='tg://user?id=1'>x</a> {n} %s"
    rows = (replace(TASKS[0], text=hostile, number=hostile, heading=hostile, product=hostile, due_text=hostile),)
    await publisher.publish(replace(PLAN, tasks=rows, number="1<2", title=hostile, issuer=hostile), "test")
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert chat.last.text.count(hostile) >= 5


@asynccontextmanager
async def worker(place: str, clock: Clock, folder: Path) -> AsyncIterator[tuple[OfflineTelegram, Store, Database]]:
    """A worker of its own over the database, looking for what others published as the program does."""
    async with await Database.open(place, seed=SEED_FOLDER) as database:
        store, world = await Store.open(database), OfflineTelegram(now=clock)
        settings = settings_of(folder / "unused.sqlite3")
        app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
        async with world.running(app):
            fresh = asyncio.create_task(keep_fresh(store, 0.2))
            yield world, store, database
            fresh.cancel()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_what_one_worker_publishes_another_answers_within_a_second(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, database_file: Path, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    server: PostgresqlForTests | None = request.getfixturevalue("server") if engine == "postgresql" else None
    place = server.new(seed=SEED_FOLDER) if server is not None else str(database_file)
    async with (
        worker(place, clock, tmp_path / "1") as (_, store, database),
        worker(place, clock, tmp_path / "2") as (world, _, _),
    ):
        lan = world.user(name="Lan", language_code="vi")
        chat = world.private(lan, started=True)
        await lan.say("/nhiemvu Hưng Yên")
        assert "12/KH-UBND" not in chat.last.text
        await PlanPublisher(database, store, clock).publish(PLAN, "test")
        until = time.monotonic() + 1
        while "12/KH-UBND" not in chat.last.text and time.monotonic() < until:
            await asyncio.sleep(0.05)
            await lan.say("/nhiemvu Hưng Yên")
        assert "12/KH-UBND" in chat.last.text
    if server is not None:
        server.drop(place)
