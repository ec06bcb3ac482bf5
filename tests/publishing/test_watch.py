"""The watch: new entries checked and offered to operators, or published by trust; what fails is tried again."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.context import App
from bot.importing import files
from bot.importing.examination import Examined
from bot.offline import OfflineTelegram, Seen, User
from bot.operators import Operators
from bot.publishing.feed import FeedWrong
from bot.publishing.feed_source import Address, FeedSource, Folder
from bot.publishing.outcomes import Checked, NoReason, Refused
from bot.publishing.watch import NewEntry, Watch
from bot.publishing.watching import keep_watching
from bot.services import Services
from data.alerts.model import Published
from tests.support.feed import HELD, entry, put, served
from tests.support.shipped import Clock

OPERATOR, OTHER = 4242, 4343


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.time = dt.datetime(2026, 10, 11, 3, 0, tzinfo=dt.UTC)
    return clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "watched"
    path.mkdir()
    return path


class Room:
    """The bot with two operators, and what is done with a watch."""

    def __init__(self, world: OfflineTelegram, app: App, clock: Clock) -> None:
        self.app = app
        self.clock = clock
        self.services: Services = app.bot_data
        self.hoa = world.user(id=OPERATOR, name="Hoa")
        self.binh = world.user(id=OTHER, name="Bình")
        self.world = world
        for user in (self.hoa, self.binh):
            world.private(user, started=True)

    def watch(self, place: FeedSource, *, trust: bool = False) -> Watch:
        services = self.services
        return Watch(
            place,
            services.publisher,
            services.publishing,
            services.store,
            self.clock,
            trust=trust,
            offers=services.conversation,
        )

    async def looks(self, watch: Watch, times: int = 1, minutes: int = 5) -> None:
        """The loop itself, so many times, with the clock going on in between."""
        left = times

        async def pause(seconds: float) -> None:
            nonlocal left
            left -= 1
            self.clock.time += dt.timedelta(minutes=minutes)
            if not left:
                raise asyncio.CancelledError

        with pytest.raises(asyncio.CancelledError):
            await keep_watching(watch, Operators(self.app.bot, self.services).found, pause=pause)

    def said(self, user: User) -> list[str]:
        return [seen.text for seen in self.world.private(user).answers]

    async def publish(self, user: User, button: Seen | None = None) -> None:
        """Confirm everything on a message, the newest one if none is named, then publish."""
        button = button or self.world.private(user).last
        for _ in range(10):
            await user.press((0, 0), on=button)
            if not button.labels:
                return
        raise AssertionError("not published")

    async def ids(self) -> list[str]:
        return [status.release.id for status in await self.services.publishing.releases()]


@pytest.fixture
def admins() -> tuple[int, ...]:
    return (OPERATOR, OTHER)


@pytest.fixture
async def room(world: OfflineTelegram, clock: Clock, built: App) -> AsyncIterator[Room]:
    made = Room(world, built, clock)
    async with world.running(built):
        yield made


async def looked(one: Watch) -> list[NewEntry]:
    return [found for found, _ in await one.look()]


async def test_a_new_entry_waits_for_an_operator(room: Room, folder: Path) -> None:
    put(folder, HELD.read_bytes())
    watch = room.watch(Folder(folder))
    await room.looks(watch, 3)
    assert await room.ids() == []
    assert await room.services.conversation.waiting() == ("766.csv",)
    assert sum("có bảng mới" in text for text in room.said(room.hoa)) == 1
    await room.publish(room.hoa)
    assert await room.ids() == ["766-2026-10-10-1"]
    assert await room.services.conversation.waiting() == ()
    await room.looks(watch, 3)
    assert await room.services.conversation.waiting() == ()
    assert (await room.services.publishing.audit())[0].who == f"telegram:{OPERATOR}"
    assert await looked(room.watch(Folder(folder))) == [], "after a restart, too"


async def test_each_operator_confirms_for_themselves(room: Room, folder: Path) -> None:
    put(folder, HELD.read_bytes())
    await room.looks(room.watch(Folder(folder)))
    await room.hoa.press((0, 0), on=room.world.private(room.hoa).last)
    await room.publish(room.binh)
    assert await room.ids() == ["766-2026-10-10-1"]


async def test_a_file_that_comes_after_the_feed_is_found(room: Room, folder: Path) -> None:
    data = HELD.read_bytes()
    put(folder, data)
    (folder / "766.csv").unlink()
    watch = room.watch(Folder(folder))
    await room.looks(watch, 3)
    assert sum("chưa có tệp này" in text for text in room.said(room.hoa)) == 1, "told once"
    (folder / "766.csv").write_bytes(data[:100])  # half of it
    await room.looks(watch, 20)
    assert sum("sha256" in text for text in room.said(room.hoa)) == 1
    (folder / "766.csv").write_bytes(data)
    await room.looks(watch, 20)
    assert await room.services.conversation.waiting() == ("766.csv",)
    assert not any("Errno" in text for text in room.said(room.hoa))


async def test_what_fails_is_tried_ever_less_often(room: Room, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    put(folder, b"x", entry(b"x", file="nowhere.csv"))
    watch = room.watch(Folder(folder))
    caplog.set_level(logging.WARNING, "bot.publishing.watch")
    await room.looks(watch, 120)  # ten hours
    tries = sum("nowhere.csv" in record.getMessage() for record in caplog.records)
    assert 8 <= tries <= 14, "logged at every try, one an hour in the end"
    assert sum("nowhere.csv" in text for text in room.said(room.hoa)) == 1


POISON: list[Any] = [
    entry(b"x", file="a\0b.csv"),
    entry(b"x", file="http://[::1"),
    entry(b"x", title="\ud800"),
    entry(b"x", why="\udfff", file="b.csv"),
    entry(b"x", sha256=7),
    entry(b"x", period="2026-99-99", file="766.csv"),
    entry(b"x", file="../x"),
    entry(b"x", file="."),
    17,
    None,
    [[]],
    {},
]


@pytest.mark.parametrize("over", ["folder", "http"])
async def test_poison_stops_no_other_entry(room: Room, folder: Path, over: str) -> None:
    """Over HTTP without ETag, too; and nobody is told of it again at every look."""
    data = HELD.read_bytes()
    put(folder, data, *POISON, entry(data))

    async def feed(request: web.Request) -> web.Response:
        return web.Response(body=(folder / "feed.json").read_bytes())

    async def file(request: web.Request) -> web.Response:
        return web.Response(body=data)

    async with served(**{"feed.json": feed, "766.csv": file}) as port:
        place = Folder(folder) if over == "folder" else Address(f"http://hoa:secret@127.0.0.1:{port}/feed.json")
        watch = room.watch(place)
        await room.looks(watch)
        assert await room.services.conversation.waiting() == ("766.csv",)
        told = room.said(room.hoa)
        await room.looks(watch, 30)
        await room.looks(room.watch(place), 5)  # a restart
    assert room.said(room.hoa) == told
    assert len(told) <= len(POISON) + 4
    assert not any("secret" in text or "Errno" in text or "Traceback" in text for text in told)


async def test_trust_publishes_only_what_is_not_odd(room: Room, folder: Path) -> None:
    put(folder, HELD.read_bytes())
    (found,) = await looked(room.watch(Folder(folder), trust=True))
    assert isinstance(found.outcome, Checked), "there are warnings"
    assert await room.ids() == []


async def test_trust(room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examine = files.examine_file

    async def without_warnings(*file: Any) -> Examined:
        return replace(await examine(*file), problems=())

    monkeypatch.setattr(files, "examine_file", without_warnings)
    put(folder, HELD.read_bytes())
    (found,) = await looked(room.watch(Folder(folder), trust=True))
    assert isinstance(found.outcome, Published)
    assert (await room.services.publishing.audit())[0].who == "watch"


async def test_a_correction_needs_its_reason(room: Room, folder: Path) -> None:
    """The same file with a reason is another entry: it is looked at, by the same watch."""
    data = HELD.read_bytes()
    put(folder, data, entry(data, period="2026-09-17", announced="2026-09-18"))
    watch = room.watch(Folder(folder))
    (found,) = await looked(watch)
    assert isinstance(found.outcome, NoReason)
    put(folder, data, entry(data, period="2026-09-17", announced="2026-09-18", why="nhầm kỳ"))
    (again,) = await looked(watch)
    assert isinstance(again.outcome, Checked | Refused)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sha256": "0" * 64}, "sha256"),
        ({"file": "nowhere.csv"}, "nowhere.csv"),
        ({"file": "../chisotinh.sqlite3"}, "outside"),
        ({"index": "pgi"}, "no index"),
    ],
)
async def test_a_file_that_cannot_be_used(room: Room, folder: Path, changes: dict[str, str], says: str) -> None:
    data = HELD.read_bytes()
    put(folder, data, entry(data, **changes))
    (found,) = await looked(room.watch(Folder(folder)))
    assert isinstance(found.outcome, FeedWrong)
    assert says in str(found.outcome)


async def test_an_announcement_of_tomorrow_is_taken_tomorrow(room: Room, folder: Path) -> None:
    data = HELD.read_bytes()
    put(folder, data, entry(data, announced="2026-10-12"))
    watch = room.watch(Folder(folder))
    (found,) = await looked(watch)
    assert isinstance(found.outcome, Refused)
    room.clock.time += dt.timedelta(days=1)
    (found,) = await looked(watch)
    assert isinstance(found.outcome, Checked)


async def test_an_address_with_etag(room: Room) -> None:
    data, asked = HELD.read_bytes(), []

    async def feed(request: web.Request) -> web.Response:
        asked.append(request.headers.get("If-None-Match"))
        if asked[-1] == '"1"':
            return web.Response(status=304)
        return web.json_response([entry(data, file="files")], headers={"ETag": '"1"'})

    async def file(request: web.Request) -> web.Response:
        return web.Response(body=data)

    async with served(feed=feed, files=file) as port:
        one = room.watch(Address(f"http://127.0.0.1:{port}/feed"))
        ((found, content),) = await one.look()
        await room.services.conversation.offer(found.item, _checked(found), content)
        assert await looked(one) == []
        assert asked == [None, '"1"']
        with pytest.raises(FeedWrong, match="404"):
            await Address(f"http://127.0.0.1:{port}/nothing").feed()
    with pytest.raises(FeedWrong, match="reached"):
        await Address(f"http://127.0.0.1:{port}/feed.json").feed()


def _checked(found: NewEntry) -> Checked:
    assert isinstance(found.outcome, Checked)
    return found.outcome


async def test_a_broken_feed_is_told_once_and_looked_at_ever_more_seldom(room: Room, folder: Path) -> None:
    told: list[object] = []
    waits: list[float] = []

    async def tell(found: object, file: bytes) -> bool:
        told.append(found)
        return True

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            (folder / "feed.json").write_bytes(b"{")  # there, but none: the same to operators
        if len(waits) == 6:
            put(folder, HELD.read_bytes())
        if len(waits) == 8:
            (folder / "feed.json").unlink()
        if len(waits) == 10:
            raise asyncio.CancelledError

    services = room.services
    watch = Watch(Folder(folder), services.publisher, services.publishing, services.store, room.clock, trust=False)
    with pytest.raises(asyncio.CancelledError):
        await keep_watching(watch, tell, pause=pause)
    assert waits == [600, 1200, 2400, 3600, 3600, 3600, 300, 300, 600, 1200]
    assert [type(one) for one in told] == [FeedWrong, NewEntry, FeedWrong]


async def test_whoever_cannot_be_told_is_told_later(room: Room, folder: Path) -> None:
    put(folder, b"x", entry(b"x", file="nowhere.csv"))
    told: list[object] = []

    async def tell(found: NewEntry | FeedWrong, file: bytes) -> bool:
        told.append(found)
        return len(told) > 2

    async def pause(seconds: float) -> None:
        room.clock.time += dt.timedelta(hours=1)
        if len(told) == 3 and room.clock.time.hour > 12:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await keep_watching(room.watch(Folder(folder)), tell, pause=pause)
    assert len(told) == 3


async def test_after_a_restart_nobody_is_told_again_and_the_old_buttons_work(room: Room, folder: Path) -> None:
    put(folder, HELD.read_bytes())
    await room.looks(room.watch(Folder(folder)))
    hoa = room.world.private(room.hoa)
    await room.hoa.press((0, 0), on=hoa.last)
    second, said = hoa.last, len(room.said(room.hoa))
    room.services.conversation._filings._checks.clear()  # what a restart forgets
    await room.looks(room.watch(Folder(folder)))
    assert len(room.said(room.hoa)) == said
    assert await room.services.conversation.waiting() == ("766.csv",)
    assert "Cảnh báo 2" in second.text
    await room.hoa.press((0, 0), on=second)  # the first stays confirmed
    assert await room.ids() == []
    assert "Cảnh báo 3" in second.text
    await room.publish(room.hoa)
    assert await room.ids() == ["766-2026-10-10-1"]


async def test_putting_aside_asks_tells_the_others_and_can_be_taken_back(room: Room, folder: Path) -> None:
    put(folder, HELD.read_bytes())
    watch = room.watch(Folder(folder))
    await room.looks(watch)
    hoa, binh = room.world.private(room.hoa), room.world.private(room.binh)
    offered = hoa.last
    await room.hoa.press("Hủy", on=offered)
    assert "Gác 766.csv lại cho mọi người vận hành?" in offered.text
    assert await room.services.conversation.waiting() == ("766.csv",)
    await room.hoa.press("Quay lại", on=offered)
    await room.hoa.press("Hủy", on=offered)
    warned = binh.last
    await room.hoa.press("Gác lại", on=offered)
    assert await room.services.conversation.waiting() == ()
    assert binh.last.text == "🗂 Hoa đã gác 766.csv lại; bảng không được đăng."
    await room.binh.press((0, 0), on=warned)
    assert "đã được gác lại" in room.binh.popups[-1].text
    room.services.conversation._filings._checks.clear()
    await room.looks(room.watch(Folder(folder)), 2)  # a restart: it stays aside, and can be taken up
    assert await room.services.conversation.waiting() == ()
    await room.binh.press("Mở lại", on=binh.last)
    assert await room.services.conversation.waiting() == ("766.csv",)
    assert hoa.last.text == "🗂 Bình đã mở lại 766.csv; bảng đang chờ duyệt."
    await room.publish(room.binh)
    assert await room.ids() == ["766-2026-10-10-1"]
    assert [one.what for one in await room.services.publishing.audit()][:3] == [
        "publish", "feed reopened", "feed dismissed",
    ]  # fmt: skip


async def test_what_did_not_fit_is_checked_again(room: Room, folder: Path) -> None:
    """Two entries of one period wait; when one is published the other is a correction without a reason."""
    data = HELD.read_bytes()
    (folder / "766.csv").write_bytes(data)
    other = data + b"\n"
    (folder / "b.csv").write_bytes(other)
    (folder / "feed.json").write_text(json.dumps([entry(data), entry(other, file="b.csv", title="Bảng khác")]), "utf-8")
    watch = room.watch(Folder(folder))
    await room.looks(watch)
    assert await room.services.conversation.waiting() == ("766.csv", "b.csv")
    first = next(seen for seen in room.world.private(room.binh).answers if "Cảnh báo 1" in seen.text)
    await room.publish(room.hoa)  # the newer offer, b.csv
    assert await room.services.conversation.waiting() == ("766.csv",)
    await room.publish(room.binh, first)
    assert "Kỳ này đang dùng bản 766-2026-10-10-1" in first.text
    await room.looks(watch)
    assert "766.csv sẽ thay 766-2026-10-10-1, nhưng nguồn không nêu lý do" in room.said(room.hoa)[-1]
    assert await room.ids() == ["766-2026-10-10-1"]
