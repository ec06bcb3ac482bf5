"""A file goes on at whichever worker hears of it: nothing is asked twice, confirmed for another, or published twice."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.i18n import translator
from bot.offline import OfflineTelegram, Seen, User
from bot.operators import Operators
from bot.presses.publishing import Publish
from bot.publishing.expiry import expiring
from bot.publishing.feed_source import Folder
from bot.publishing.watch import Watch
from bot.publishing.watching import keep_watching
from data.errors import DatabaseBusy
from data.releases import publishing
from data.releases.open_files import ANYBODY, OpenFiles
from tests.handlers.test_publish import swapped
from tests.support.feed import HELD, put
from tests.support.several_workers import Worker, Workers, workers
from tests.support.shipped import Clock
from tests.support.traces import memory_with

HOA, BINH = 4242, 4343
SOURCE = "Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia"
RELEASE = "766-2026-10-10-1"


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.time = dt.datetime(2026, 10, 11, 3, 0, tzinfo=dt.UTC)
    return clock


class Offices:
    """Two operators, two workers, and what the operators do."""

    def __init__(self, world: OfflineTelegram, made: Workers, a: Worker, b: Worker, clock: Clock) -> None:
        self.world = world
        self.workers = made
        self.a, self.b = a, b
        self.clock = clock
        self.hoa, self.binh = world.user(id=HOA, name="Hoa"), world.user(id=BINH, name="Bình")
        for user in (self.hoa, self.binh):
            world.private(user, started=True)
        made.hears(a, self.hoa, self.binh)

    def at(self, worker: Worker, *users: User) -> None:
        self.workers.hears(worker, *(users or (self.hoa,)))

    def last(self, user: User) -> Seen:
        return self.world.private(user).last

    async def to_warnings(self, announced: str = "Hôm nay, 11/10/2026") -> None:
        """Hoa sends the table and answers what is asked."""
        await self.hoa.send_document("766-2026-10-10.csv", HELD.read_bytes())
        await self.hoa.press(SOURCE)
        if announced in self.last(self.hoa).labels:
            await self.hoa.press(announced)
        else:
            await self.hoa.say(announced)
        await self.hoa.press("Cả bảng")

    async def confirm(self, user: User) -> Seen:
        """Confirm every warning; the message with the button that publishes."""
        while "Đúng vậy" in self.last(user).labels:
            await user.press("Đúng vậy")
        assert self.last(user).labels[0].startswith("Đăng (")
        return self.last(user)

    async def ids(self) -> list[str]:
        return [one.release.id for one in await self.a.services.publishing.releases()]

    async def looks(self, worker: Worker, folder: Path) -> None:
        """The watch of a worker looks once and tells operators."""
        services = worker.services
        watch = Watch(
            Folder(folder),
            services.publisher,
            services.publishing,
            services.store,
            self.clock,
            trust=False,
            offers=services.conversation,
        )

        async def pause(seconds: float) -> None:
            raise asyncio.CancelledError

        with pytest.raises(asyncio.CancelledError):
            await keep_watching(watch, Operators(worker.app.bot, services).found, pause=pause)


@pytest.fixture
async def offices(world: OfflineTelegram, shipped_place: str, tmp_path: Path, clock: Clock) -> AsyncIterator[Offices]:
    async with workers(world, shipped_place, tmp_path, clock, (HOA, BINH)) as made:
        yield Offices(world, made, await made.start(), await made.start(), clock)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "watched"
    path.mkdir()
    put(path, HELD.read_bytes())
    return path


async def test_sent_to_one_answered_at_the_other_and_published_there(offices: Offices) -> None:
    hoa = offices.hoa
    await hoa.send_document("766-2026-10-10.csv", HELD.read_bytes())
    offices.at(offices.b)
    await hoa.say("https://dichvucong.gov.vn Cổng Dịch vụ công quốc gia")
    offices.at(offices.a)
    await hoa.say("hôm nay")
    offices.at(offices.b)
    await hoa.press("Cả bảng")
    assert "Cảnh báo 1" in offices.last(hoa).text
    offices.at(offices.a)
    await hoa.press("Đúng vậy")
    assert "Cảnh báo 2" in offices.last(hoa).text
    offices.at(offices.b)
    button = await offices.confirm(hoa)
    await hoa.press((0, 0), on=button)
    assert "Đã đăng: Bộ chỉ số 766 (10/10/2026), bản 1" in button.text
    assert await offices.ids() == [RELEASE]
    assert (offices.a.checks, offices.b.checks) == (1, 1), "each checked it once, whatever was pressed there"
    offices.at(offices.a)
    t = translator("vi")
    (gone,) = [seen for seen in offices.world.private(hoa).answers if "Đổi tên bảng" in seen.labels]
    await hoa.press("Đổi tên bảng", on=gone)
    assert RELEASE in hoa.popups[-1].text, t("Published already, as {release}. Nothing was done again.", release="")


async def test_the_usual_file_is_checked_once(offices: Offices) -> None:
    await offices.to_warnings()
    await offices.hoa.press((0, 0), on=await offices.confirm(offices.hoa))
    assert await offices.ids() == [RELEASE]
    assert (offices.a.checks, offices.b.checks) == (1, 0)


async def test_another_title_is_written_to_another_worker(offices: Offices) -> None:
    await offices.to_warnings()
    await offices.hoa.press("Đúng vậy")
    offices.at(offices.b)
    await offices.hoa.say("Tên: Bảng tháng Mười")
    assert "Bảng tháng Mười" in offices.world.private(offices.hoa).answers[-2].text
    assert "Cảnh báo 1" in offices.last(offices.hoa).text, "every check begins anew"
    offices.at(offices.a)
    button = await offices.confirm(offices.hoa)
    await offices.hoa.press((0, 0), on=button)
    (status,) = await offices.a.services.publishing.releases()
    assert status.release.title_vi == "Bảng tháng Mười", "no check of before was published"


async def test_a_restart_forgets_no_file(offices: Offices) -> None:
    """What was confirmed stays so, and the button pressed on is one of before."""
    await offices.to_warnings()
    await offices.hoa.press("Đúng vậy")
    again = await offices.workers.start()
    offices.at(again)
    await offices.hoa.press("Đúng vậy")
    assert "Cảnh báo 3" in offices.last(offices.hoa).text
    await offices.hoa.press((0, 0), on=await offices.confirm(offices.hoa))
    assert await offices.ids() == [RELEASE]


async def test_killed_while_it_publishes(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither half of it is there: no release, and the file is still open, with all that was confirmed."""
    await offices.to_warnings()
    button = await offices.confirm(offices.hoa)

    def dies(*said: Any) -> None:
        raise RuntimeError("killed")

    offices.at(offices.b)
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "became", dies)
        await offices.hoa.press((0, 0), on=button)
    assert await offices.ids() == []
    offices.at(offices.a)
    await offices.hoa.press((0, 0), on=button)
    assert "Đã đăng" in button.text
    assert await offices.ids() == [RELEASE]


async def test_two_operators_publish_at_the_same_moment(
    offices: Offices, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await offices.looks(offices.a, folder)
    offices.at(offices.a, offices.hoa)
    offices.at(offices.b, offices.binh)
    buttons = [await offices.confirm(offices.hoa), await offices.confirm(offices.binh)]
    there = asyncio.Barrier(2)
    for worker in (offices.a, offices.b):
        publish = worker.services.publishing.publish

        async def both(*said: Any, publish: Any = publish, **named: Any) -> Any:
            await there.wait()
            return await publish(*said, **named)

        monkeypatch.setattr(worker.services.publishing, "publish", both)
    await asyncio.wait_for(
        asyncio.gather(offices.hoa.press((0, 0), on=buttons[0]), offices.binh.press((0, 0), on=buttons[1])), 60
    )
    assert await offices.ids() == [RELEASE]
    said = sorted(button.text for button in buttons)
    assert said[0] == f"Đã đăng rồi, mã {RELEASE}. Không có gì được làm lại."
    assert said[1].startswith("✅ Đã đăng: Bộ chỉ số 766 (10/10/2026), bản 1")
    (done, *_) = await offices.a.services.publishing.audit()
    assert done.what == "publish"
    assert await offices.b.services.conversation.waiting() == ()


async def test_two_operators_confirm_at_the_same_moment(offices: Offices, folder: Path) -> None:
    """Neither confirms for the other, and neither is lost."""
    await offices.looks(offices.a, folder)
    offices.at(offices.b, offices.binh)
    for _ in range(2):
        await asyncio.gather(offices.hoa.press((0, 0)), offices.binh.press((0, 0)))
    (kept,) = await OpenFiles(offices.a.database).of(ANYBODY)
    assert kept.confirmed == {HOA: 2, BINH: 2}
    assert all("Cảnh báo 3" in offices.last(user).text for user in (offices.hoa, offices.binh))


async def test_what_was_handled_and_is_handled_again_counts_once(offices: Offices) -> None:
    """A worker is killed after it wrote what came of an update, and perhaps before it replied: another takes it up."""
    hoa, files = offices.hoa, OpenFiles(offices.a.database)
    chat = offices.world.private(hoa)

    async def both(says: str) -> None:
        await offices.workers.again(offices.b)
        assert says in chat.last.text
        assert len(await files.of(HOA)) == 1

    await hoa.send_document("bang.csv", HELD.read_bytes(), caption="766")
    await both("tính đến ngày nào")
    await hoa.say("10/10/2026")
    await both("công bố ở đâu")
    await hoa.say("2026")  # a source like any other, and not the next answer, too
    await both("Công bố ngày nào")
    await hoa.press("Hôm nay, 11/10/2026")
    await both("cả bảng")
    await hoa.press("Cả bảng")
    await both("Cảnh báo 1")
    await hoa.say("Tên: Bảng tháng Mười")
    await both("Cảnh báo 1")
    preview = chat.answers[-2]
    await hoa.press("Đổi tên bảng", on=preview)
    await both("Cảnh báo 1")
    assert "tên" in preview.text.lower()
    await hoa.say("Bảng tháng Mười Một")
    await both("Cảnh báo 1")
    await hoa.press("Đúng vậy", on=chat.last)
    await both("Cảnh báo 2")
    (kept,) = await files.of(HOA)
    assert kept.confirmed == {HOA: 1}
    button = await offices.confirm(hoa)
    await hoa.press((0, 0), on=button)
    await offices.workers.again(offices.b)
    assert await offices.ids() == [RELEASE]
    (status,) = await offices.a.services.publishing.releases()
    assert status.release.title_vi == "Bảng tháng Mười Một"
    assert "Đã đăng" in button.text


async def test_a_reply_that_never_came_comes_when_the_button_is_pressed_again(offices: Offices) -> None:
    await offices.to_warnings()
    warned = offices.last(offices.hoa)
    offices.world.fail("editMessageText", times=1, status=500)
    await offices.hoa.press("Đúng vậy", on=warned)
    assert "Cảnh báo 1" in warned.text, "what was confirmed is written, but not said"
    offices.at(offices.b)
    await offices.hoa.press("Đúng vậy", on=warned)
    assert "Cảnh báo 2" in offices.last(offices.hoa).text
    (kept,) = await OpenFiles(offices.a.database).of(HOA)
    assert kept.confirmed == {HOA: 1}


async def test_putting_aside_is_said_again_to_who_was_not_told(offices: Offices, folder: Path) -> None:
    await offices.looks(offices.a, folder)
    offered = offices.last(offices.hoa)
    await offices.hoa.press("Hủy", on=offered)
    await offices.hoa.press("Gác lại", on=offered)
    told = len(offices.world.private(offices.binh).answers)
    await offices.workers.again(offices.b)
    assert "Mở lại" in offered.labels
    await offices.hoa.press("Mở lại", on=offered)
    await offices.workers.again(offices.b)
    assert await offices.b.services.conversation.waiting() == ("766.csv",)
    assert len(offices.world.private(offices.binh).answers) == told + 1, "the others are told each once"
    notes = [one.what for one in await offices.a.services.publishing.audit()]
    assert notes[:2] == ["feed reopened", "feed dismissed"]
    assert notes.count("feed reopened") == 1


@pytest.mark.parametrize("checked", [False, True], ids=["checked at one", "checked at both"])
async def test_one_operator_presses_at_two_workers(offices: Offices, checked: bool) -> None:
    """The receipt stays."""
    await offices.to_warnings()
    if checked:
        offices.at(offices.b)
        await offices.hoa.press("Đúng vậy")
    button = await offices.confirm(offices.hoa)
    (file,) = await OpenFiles(offices.a.database).of(HOA)
    press = Publish(file.id, "go")
    t = translator("vi")
    done = await asyncio.gather(*(one.services.conversation.press(HOA, press, t) for one in (offices.a, offices.b)))
    replies = [reply.html for one in done for reply in one.replies]
    assert len(replies) == 1
    assert "Đã đăng" in replies[0]
    assert await offices.ids() == [RELEASE]
    await offices.hoa.press((0, 0), on=button)
    assert RELEASE in offices.hoa.popups[-1].text


async def test_after_an_hour_no_worker_goes_on_and_nothing_is_left(offices: Offices) -> None:
    await offices.to_warnings()
    button = await offices.confirm(offices.hoa)
    offices.clock.time += dt.timedelta(minutes=61)
    offices.at(offices.b)
    await offices.hoa.press((0, 0), on=button)
    assert "không còn dùng được" in offices.hoa.popups[-1].text
    await offices.hoa.say("Tên: Bảng tháng Mười")
    assert "Tôi chưa hiểu" in offices.last(offices.hoa).text, "a question like any other"
    assert await offices.ids() == []
    files = OpenFiles(offices.a.database)
    assert len(await files.of(HOA)) == 1
    for worker in (offices.a, offices.b):
        await worker.services.conversation.expire()
        assert not any(where.startswith("conversation.") for where in memory_with(worker.services, HOA))
    assert await files.of(HOA) == ()


async def test_nobody_presses_for_another(offices: Offices) -> None:
    await offices.to_warnings()
    button = await offices.confirm(offices.hoa)
    forged = button.buttons[0][0].callback_data
    assert forged
    await offices.binh.say("/status")
    offices.at(offices.b, offices.binh)
    popup = await offices.world.ask_callback(offices.binh, offices.last(offices.binh), forged)
    assert popup is not None
    assert "không còn dùng được" in popup.text
    await offices.binh.say("hủy")
    assert "Đã hủy" not in offices.last(offices.binh).text
    assert await offices.ids() == []
    await offices.hoa.press((0, 0), on=button)
    assert await offices.ids() == [RELEASE]


async def test_the_feeds_file_is_offered_at_one_and_published_at_the_other(offices: Offices, folder: Path) -> None:
    await offices.looks(offices.a, folder)
    assert await offices.b.services.conversation.waiting() == ("766.csv",)
    offices.at(offices.b, offices.binh)
    await offices.hoa.press("Đúng vậy")
    assert "Cảnh báo 2" in offices.last(offices.hoa).text
    assert "Cảnh báo 1" in offices.last(offices.binh).text, "each confirms for themselves"
    (folder / "766.csv").unlink()  # what was fetched is enough
    await offices.binh.press((0, 0), on=await offices.confirm(offices.binh))
    assert await offices.ids() == [RELEASE]
    assert (await offices.a.services.publishing.audit())[0].who == f"telegram:{BINH}"
    await offices.hoa.press("Đúng vậy")
    assert RELEASE in offices.hoa.popups[-1].text
    assert await offices.a.services.conversation.waiting() == ()


async def test_put_aside_at_one_it_is_so_at_the_other(offices: Offices, folder: Path) -> None:
    await offices.looks(offices.a, folder)
    hoa, binh = offices.hoa, offices.binh
    offered = offices.last(hoa)
    await hoa.press("Hủy", on=offered)
    offices.at(offices.b, binh)
    warned = offices.last(binh)
    await hoa.press("Gác lại", on=offered)
    assert await offices.b.services.conversation.waiting() == ()
    assert offices.last(binh).text == "🗂 Hoa đã gác 766.csv lại; bảng không được đăng."
    await binh.press((0, 0), on=warned)
    assert "đã được gác lại" in binh.popups[-1].text
    said = len(offices.world.private(hoa).answers)
    await offices.looks(offices.b, folder)  # another worker watches now
    assert len(offices.world.private(hoa).answers) == said
    assert await offices.a.services.conversation.waiting() == ()
    await binh.press("Mở lại")
    assert await offices.a.services.conversation.waiting() == ("766.csv",)
    assert offices.last(hoa).text == "🗂 Bình đã mở lại 766.csv; bảng đang chờ duyệt."
    await binh.press((0, 0), on=await offices.confirm(binh))
    assert await offices.ids() == [RELEASE]


async def test_what_the_feed_no_longer_names_does_not_wait_after_a_restart(offices: Offices, folder: Path) -> None:
    await offices.looks(offices.a, folder)
    (folder / "feed.json").write_text("[]", "utf-8")
    await offices.looks(offices.b, folder)
    assert await offices.a.services.conversation.waiting() == ()


async def test_other_warnings_at_another_worker_are_confirmed_anew(offices: Offices, clock: Clock) -> None:
    """The announcement is old, and how many follow and are not told is a warning: one more follows."""
    lan, minh = (offices.world.user(name=name) for name in ("Lan", "Minh"))
    offices.at(offices.a, lan, minh)
    await lan.say("/theodoi Hưng Yên")
    clock.time += dt.timedelta(days=14)
    await offices.to_warnings("11/10/2026")
    button = await offices.confirm(offices.hoa)
    await minh.say("/theodoi Hưng Yên")
    offices.at(offices.b)
    await offices.hoa.press((0, 0), on=button)
    assert await offices.ids() == []
    assert "Cảnh báo 1" in offices.last(offices.hoa).text
    assert any(
        "không được báo: 2" in seen.text or "2" in seen.text for seen in offices.world.private(offices.hoa).answers[-2:]
    )
    offices.at(offices.a)
    button = await offices.confirm(offices.hoa)
    assert offices.a.checks == 2, "what another worker found is checked here, too"
    await offices.hoa.press((0, 0), on=button)
    assert await offices.ids() == [RELEASE]


async def test_published_meanwhile_by_another_it_becomes_a_correction(offices: Offices) -> None:
    """A worker that takes the file up sees what is in force now, and asks why it is corrected."""
    await offices.to_warnings()
    button = await offices.confirm(offices.hoa)
    offices.at(offices.b, offices.binh)
    await offices.binh.send_document("766-2026-10-10.csv", swapped())
    await offices.binh.press(SOURCE)
    await offices.binh.press("Hôm nay, 11/10/2026")
    await offices.binh.press("Cả bảng")
    await offices.binh.press((0, 0), on=await offices.confirm(offices.binh))
    assert await offices.ids() == [RELEASE]
    again = await offices.workers.start()
    offices.at(again)
    await offices.hoa.press((0, 0), on=button)
    assert await offices.ids() == [RELEASE]
    assert "sai ở đâu" in offices.last(offices.hoa).text
    await offices.hoa.say("đổi chỗ hai tỉnh")
    assert "Đổi tên bảng" in offices.world.private(offices.hoa).answers[-2].labels
    await offices.hoa.press((0, 0), on=await offices.confirm(offices.hoa))
    assert await offices.ids() == ["766-2026-10-10-2", RELEASE]


async def test_a_feeds_file_whose_period_was_published_meanwhile_waits_no_longer(
    offices: Offices, folder: Path
) -> None:
    """A worker that takes it up finds that it would correct, and that the feed says no reason."""
    await offices.looks(offices.a, folder)
    button = await offices.confirm(offices.hoa)
    offices.at(offices.b, offices.binh)
    await offices.binh.send_document("766-2026-10-10.csv", swapped())
    await offices.binh.press(SOURCE)
    await offices.binh.press("Hôm nay, 11/10/2026")
    await offices.binh.press("Cả bảng")
    await offices.binh.press((0, 0), on=await offices.confirm(offices.binh))
    offices.at(await offices.workers.start())
    await offices.hoa.press((0, 0), on=button)
    assert f"766.csv sẽ thay {RELEASE}, nhưng nguồn không nêu lý do" in button.text
    assert await offices.ids() == [RELEASE]
    assert await offices.a.services.conversation.waiting() == ()


async def test_what_another_version_wrote_of_the_feeds_file_is_offered_anew(offices: Offices, folder: Path) -> None:
    await offices.looks(offices.a, folder)
    async with offices.a.database.write() as connection:
        await connection.exec_driver_sql("UPDATE open_file SET content = '{}'")
    assert await offices.b.services.conversation.waiting() == ()
    await offices.hoa.press((0, 0))
    assert "không còn dùng được" in offices.hoa.popups[-1].text
    said = len(offices.world.private(offices.hoa).answers)
    await offices.looks(offices.b, folder)
    assert await offices.b.services.conversation.waiting() == ("766.csv",)
    assert len(offices.world.private(offices.hoa).answers) == said, "nobody is told again, the old buttons work"
    await offices.hoa.press((0, 0), on=await offices.confirm(offices.hoa))
    assert await offices.ids() == [RELEASE]


async def test_a_file_of_an_index_that_this_version_does_not_know_is_as_if_forgotten(offices: Offices) -> None:
    await offices.to_warnings()
    async with offices.a.database.write() as connection:
        await connection.exec_driver_sql("UPDATE open_file SET content = replace(content, '\"766\"', '\"pgi\"')")
    await offices.hoa.press((0, 0))
    assert "không còn dùng được" in offices.hoa.popups[-1].text


async def test_what_is_over_is_looked_for_again_and_again(offices: Offices, caplog: pytest.LogCaptureFixture) -> None:
    """Also after the database was busy."""
    await offices.to_warnings()
    offices.clock.time += dt.timedelta(minutes=61)
    conversation = offices.b.services.conversation
    times = 0

    async def expire() -> None:
        nonlocal times
        times += 1
        if times == 1:
            raise DatabaseBusy("busy")
        await conversation.expire()

    async with expiring(expire, every=0.0), asyncio.timeout(30):
        while await OpenFiles(offices.a.database).of(HOA):  # noqa: ASYNC110 (there is nothing to wait for but this)
            await asyncio.sleep(0.001)
    assert times > 1
    assert "trying again: busy" in caplog.text


async def test_forgotten_at_one_its_button_is_dead_at_the_other(offices: Offices) -> None:
    await offices.to_warnings()
    button = await offices.confirm(offices.hoa)
    offices.at(offices.b)
    await offices.hoa.say("/xoadulieu")
    await offices.hoa.press("🗑 Xóa hết")
    offices.at(offices.a)
    await offices.hoa.press((0, 0), on=button)
    assert "không còn dùng được" in offices.hoa.popups[-1].text
    assert await offices.ids() == []


async def test_only_what_an_operator_writes_is_looked_for(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else waits for that."""
    looked: list[int] = []
    files = OpenFiles.of

    async def counted(self: OpenFiles, operator: int) -> Any:
        looked.append(operator)
        return await files(self, operator)

    monkeypatch.setattr(OpenFiles, "of", counted)
    lan = offices.world.user(name="Lan")
    group = offices.world.group("Sở Nội vụ", [offices.hoa])
    offices.at(offices.a, lan, offices.hoa)
    await group.add_bot(offices.hoa)
    await lan.say("Hưng Yên PAPI 2024")
    await lan.press("Nhiệm vụ")
    await offices.hoa.say("/xephang Hưng Yên PAPI", in_=group)
    assert looked == []
    await offices.hoa.say("Hưng Yên PAPI 2024")
    assert set(looked) == {HOA}
