"""What a chat reads when a plan is brought, corrected, withdrawn and reinstated."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.context import App
from bot.offline import OfflineTelegram, PrivateChat, User
from bot.publishing.plans import PlanPublisher
from data.database import Database
from data.store import Store
from tests.support.plans import ID, LATER_PLAN, PLAN, REVISION, TASKS, many_tasks, task
from tests.support.shipped import Clock


class Letters:
    """Publishes, and reads what is written to the outbox."""

    def __init__(self, app: App, database: Database, store: Store, clock: Clock) -> None:
        self.publisher = PlanPublisher(database, store, clock, wake=app.bot_data.wake)
        self._database = database

    async def sent(self) -> None:
        async with self._database.write() as connection:
            await connection.execute(text("UPDATE outbox SET state = 'sent' WHERE state = 'pending'"))

    async def last(self, chat: int, thread: bool = False) -> str:
        query = "SELECT t.html FROM outbox o JOIN alert_text t ON t.id = o.text WHERE o.chat = :chat ORDER BY o.id DESC"
        async with self._database.read() as connection:
            return str(await connection.scalar(text(query), {"chat": chat}))

    async def count(self) -> int:
        async with self._database.read() as connection:
            return int(await connection.scalar(text("SELECT count(*) FROM outbox")) or 0)


@pytest.fixture
def letters(app: App, database: Database, store: Store, clock: Clock) -> Letters:
    return Letters(app, database, store, clock)


async def test_a_new_plan_names_what_is_followed_with_number_date_and_source(
    letters: Letters, lan: User, chat: PrivateChat
) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên SIPAS")
    done = await letters.publisher.publish(PLAN, "test")
    assert (done.told, done.alert is not None) == (1, True)
    said = await letters.last(chat.id)
    assert said.startswith("<b>📌 Kế hoạch mới: 12/KH-UBND · Hưng Yên</b>\nKế hoạch nâng cao chỉ số PAPI năm 2026")
    assert "1 nhiệm vụ bạn theo dõi, trong số 4:\n• II.1. Khảo sát" in said
    assert "sau khi có kết quả PAPI 2025" in said
    assert "I.1. Rà soát" not in said
    assert "<i>Nguồn: 12/KH-UBND, UBND tỉnh Hưng Yên</i>" in said


async def test_an_agency_hears_of_its_own_tasks_only(letters: Letters, lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên Sở Tài chính")
    await letters.publisher.publish(PLAN, "test")
    assert await letters.count() == 0
    await letters.publisher.publish(many_tasks("ha-noi", 3), "test")
    assert await letters.count() == 0


async def test_a_correction_says_what_changed(letters: Letters, lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên")
    await letters.publisher.publish(PLAN, "test")
    await letters.sent()
    added = task("IV", "Việc thêm", due=TASKS[3].due, due_text="15/12/2026")
    await letters.publisher.publish(replace(REVISION, tasks=(*REVISION.tasks[:1], *REVISION.tasks[2:], added)), "test")
    said = await letters.last(chat.id)
    assert said.startswith("<b>✏️ Đính chính kế hoạch: 12/KH-UBND · Hưng Yên</b>")
    assert "Lý do: nhầm thời hạn nhiệm vụ I.1." in said
    assert "✏️ I.1. Rà soát" in said
    assert "hạn <s>30/9/2026 (quý III/2026)</s> → <b>31/10/2026 (trước 31/10/2026)</b>" in said
    assert "➕ Thêm: IV. Việc thêm — hạn 15/12/2026" in said
    assert "➖ Bỏ: I.2. Niêm yết thu, chi ngân sách cấp xã" in said
    assert "II.1" not in said, "it is as it was"


async def test_a_correction_of_what_is_not_followed_is_not_told(letters: Letters, lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên SIPAS")
    await letters.publisher.publish(PLAN, "test")
    await letters.sent()
    await letters.publisher.publish(REVISION, "test")
    assert await letters.count() == 1


async def test_withdrawn_and_in_force_again(letters: Letters, lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên")
    await letters.publisher.publish(PLAN, "test")
    await letters.sent()
    await letters.publisher.withdraw(ID, "phụ lục nhầm <năm>", "test")
    said = await letters.last(chat.id)
    assert "↩️ Kế hoạch đã bị rút: 12/KH-UBND" in said
    assert "Lý do: phụ lục nhầm &lt;năm&gt;." in said
    assert "không còn hiệu lực" in said
    await letters.sent()
    await letters.publisher.reinstate(ID, "", "test")
    assert "✅ Kế hoạch có hiệu lực trở lại" in await letters.last(chat.id)


async def test_a_withdrawn_revision_leaves_the_one_before(letters: Letters, lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên")
    await letters.publisher.publish(PLAN, "test")
    await letters.sent()
    await letters.publisher.publish(REVISION, "test")
    await letters.sent()
    await letters.publisher.withdraw(ID, "nhầm", "test")
    assert "Bản trước của văn bản có hiệu lực trở lại" in await letters.last(chat.id)


async def test_what_replaces_another_says_so_in_english_as_well(
    letters: Letters, world: OfflineTelegram, john: User
) -> None:
    await john.say("/follow tasks Hung Yen")
    await letters.publisher.publish(PLAN, "test")
    await letters.publisher.publish(LATER_PLAN, "test")
    said = await letters.last(world.private(john).id)
    assert "📌 New plan: 45/KH-UBND · Hung Yen" in said
    assert "🔁 Replaces 12/KH-UBND, whose open tasks are closed." in said
    assert "in Vietnamese only" in said


async def test_a_plan_of_hundreds_of_tasks_fits_a_message(letters: Letters, lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên")
    await letters.publisher.publish(many_tasks("hung-yen", 300), "test")
    said = await letters.last(chat.id)
    assert "300 nhiệm vụ:" in said
    assert "<blockquote expandable>" in said
    assert len(said) < 6000
