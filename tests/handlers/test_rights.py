"""What is kept of people and groups: said in short, handed out as a file, and erased wherever it stands."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text

from bot.context import App
from bot.delivery.options import SenderOptions
from bot.offline import Group, OfflineChat, OfflineTelegram, PrivateChat, Seen, User
from bot.publishing.open_file import OpenFile
from bot.runtime import sending
from bot.services import Services
from data.chats import erasure
from data.chats.personal_data import PersonalData
from data.database import Database
from data.model.tasks import TaskIdentity
from data.releases.open_files import ANYBODY, OpenFiles
from data.tasks.reports import TaskReports
from data.workers.updates import SharedUpdates, WorkDone
from tests.handlers.test_publish import ANNOUNCED, HELD, Office, clock
from tests.support.outbox_room import PAPI, PAR, Room, plain
from tests.support.traces import memory_with, tables_with

__all__ = ["clock"]

HOA, NAM, LAN, JOHN, GROUP = 7_123_456_789, 7_123_456_790, 7_123_456_791, 7_123_456_792, -7_123_456_793
"""Ids so long that no figure holds one by chance."""


class Ministry(Office):
    """Hoa and Nam are operators; Hoa's whole life with the bot is what is to be forgotten."""

    def __init__(self, world: OfflineTelegram, app: Any, sender: Any, database: Database) -> None:
        super().__init__(world, app, sender)
        self.database = database
        self.operator = world.user(id=HOA, name="Hoa")
        self.chat = world.private(self.operator, started=True)
        self.nam = world.user(id=NAM, name="Nam")
        world.private(self.nam, started=True)

    async def live(self) -> Group:
        """Follow, get alerts, publish, be paused, manage a channel, ask in a group, send feedback and be answered."""
        hoa, world = self.operator, self.world
        for line in ("/lang vi", "/theodoi Hưng Yên", "/theodoi 766", "/yenlang tắt", "Hưng Yên PAPI 2024"):
            await hoa.say(line)
        await hoa.say("/theodoi Hà Nội SIPAS chỉ khi đổi ít nhất 3 bậc")
        channel = world.channel("Tin chỉ số", [hoa])
        await channel.add_bot(by=hoa)
        group = world.group("Sở Nội vụ", [hoa, self.nam], supergroup=True)
        await group.add_bot(hoa)
        await hoa.say("/xephang Hưng Yên PAPI", in_=group)
        await hoa.press("👎 Báo sai", in_=group)
        await hoa.say("/gopy bảng 766 thiếu một tỉnh")
        await self.nam.say("đang xem lại", reply_to=told(world.private(self.nam), "💬", "thiếu một tỉnh"))
        seen_there = '{"shown": {}, "at": "2026-10-11T03:00:00Z"}'  # as another worker would write it
        updates = SharedUpdates(self.database, bot=1)
        await updates.turn("another", WorkDone({}, memories={(group.id, HOA): seen_there}), 0, self.services.now())
        await self.publish(HELD.read_bytes())
        await self.send(HELD.read_bytes(), "file.csv")  # a file that is still open
        await self.confirm_another()
        await self.appoint_each_other()
        assert any("🔔" in seen.text or "số liệu mới" in seen.text for seen in self.chat.answers)
        await hoa.block()
        await Room(self.database).pause(HOA, "blocked", self.services.now())
        self.services.chats.forget(HOA)
        await self.services.publishing.publish(PAPI, plain, who=f"telegram:{HOA}", now=self.services.now())
        return group

    async def confirm_another(self) -> None:
        """A file of the feed of which both operators confirmed warnings."""
        now = self.services.now()
        known = OpenFile(id="of-the-feed", operator=ANYBODY, opened=now, name="pci.csv", confirmed={HOA: 1, NAM: 2})
        assert await OpenFiles(self.database).put(known.kept(), b"x", now)

    async def appoint_each_other(self) -> None:
        """Each operator has a role that the other gave; Hoa follows its tasks and has begun to judge one."""
        for inviting, invited in ((self.nam, self.operator), (self.operator, self.nam)):
            await inviting.say(f"/vaitro hưng yên biên tập {invited.name}")
            link = self.world.private(inviting).last.text
            await invited.say(f"/start {link.partition('start=')[2].split()[0]}")
            await invited.press("Nhận")
        row = (
            "INSERT INTO task_subscription (platform, chat, province, created)"
            " VALUES ('telegram', :chat, 'hung-yen', :created)"
        )
        async with self.database.write() as connection:
            await connection.execute(text(row), {"chat": HOA, "created": self.services.now()})
        begun = TaskReports(self.database)
        await begun.begin(HOA, TaskIdentity("plan", "1"), "returned", now=self.services.now())

    async def publishing_waits(self) -> None:
        """Publish once more, in quiet hours that begin now: the alert waits."""
        await self.operator.say("/yenlang 9-12")
        await self.services.publishing.publish(PAR, plain, who=f"telegram:{HOA}", now=self.services.now())


@pytest.fixture
def lan(world: OfflineTelegram) -> User:
    return world.user(id=LAN, name="Lan", language_code="vi")


@pytest.fixture
def john(world: OfflineTelegram) -> User:
    return world.user(id=JOHN, name="John", language_code="en")


@pytest.fixture
async def group(world: OfflineTelegram, lan: User, john: User) -> Group:
    """Lan founded it, John is a member, the bot is in."""
    group = world.chats[GROUP] = Group(world, GROUP, "Cải cách", [lan, john], supergroup=False, forum=False)
    await group.add_bot(lan)
    return group


@pytest.fixture
def admins() -> tuple[int, ...]:
    return (HOA, NAM)


@pytest.fixture
async def ministry(world: OfflineTelegram, database: Database, built: App) -> AsyncIterator[Ministry]:
    async with world.running(built), sending(built, SenderOptions(pace=None), request=world.request()) as sender:
        yield Ministry(world, built, sender, database)


def told(chat: OfflineChat, start: str, part: str = "") -> Seen:
    """The newest message of the bot that begins so and holds that."""
    found = [seen for seen in chat.answers if seen.text.startswith(start) and part in seen.text]
    assert found, [seen.text for seen in chat.answers][-3:]
    return found[-1]


def content(seen: Seen) -> dict[str, Any]:
    assert seen.document is not None
    found: dict[str, Any] = json.loads(seen.document.data)
    return found


async def test_privacy_is_short_and_leads_to_the_data_and_its_end(
    app: Any, world: OfflineTelegram, chat: PrivateChat, lan: User
) -> None:
    await lan.say("/riengtu")
    said = chat.last.text
    for part in ("không ghi lại", "tin báo", "Góp ý", "vai trò", "bản sao lưu", "/xoadulieu", "Telegram"):
        assert part in said
    assert len(said) < 1750
    await lan.press("📄 Dữ liệu về bạn")
    assert chat.last.document is not None
    await lan.press("🗑 Xóa dữ liệu")
    assert "Xóa mọi thứ tôi lưu về bạn?" in chat.last.text
    await lan.press("Giữ lại")
    assert chat.last.text == "Tôi giữ nguyên, không xóa gì."
    john = world.user(name="John", language_code="en")
    await john.say("/privacy")
    assert "What I keep about this chat" in world.private(john).last.text
    assert "/forget" in world.private(john).last.text


async def test_who_only_asks_leaves_no_row(app: Any, database: Database, chat: PrivateChat, lan: User) -> None:
    """What /privacy says of questions is true."""
    await lan.say("Hưng Yên PAPI 2024")
    await lan.press("Nhiệm vụ")
    assert await tables_with(database, lan.id) == set()
    await lan.say("/dulieucuatoi")
    found = content(chat.last)
    assert found["chat"]["content"] == {}
    assert found["in_memory"]["content"]["shown_last"] == [
        "/xephang Hưng Yên · PAPI · 2024",
        "/nhiemvu Hưng Yên · PAPI",
    ]
    assert found["in_memory"]["content"]["answers"] == 1


async def test_the_file_holds_all_that_is_kept(ministry: Ministry) -> None:
    await ministry.live()
    await ministry.operator.unblock()
    await ministry.delivered()
    await ministry.operator.say("/dulieucuatoi")
    seen = ministry.chat.last
    assert seen.document is not None
    assert seen.document.name == "chisotinh-du-lieu-2026-10-11.json"
    assert "Toàn bộ những gì tôi lưu về bạn." in seen.text
    found = content(seen)
    assert found["made"] == "2026-10-11T03:00:00+00:00"
    assert found.pop("waiting")["content"] == [], "what is polled for is not kept"
    assert all(part["meaning"] and part["content"] for name, part in found.items() if name != "made")
    assert found["chat"]["content"]["language"] == "vi"
    assert found["chat"]["content"]["quiet_hours"] == []
    followed = {(one["province"], one["index"]): one["min_move"] for one in found["following"]["content"]}
    assert followed == {("hung-yen", ""): 0, ("", "766"): 0, ("ha-noi", "sipas"): 3}
    alerts = found["alerts"]["content"]
    assert [one["state"] for one in alerts] == ["sent", "sent"]
    assert dt.datetime.fromisoformat(alerts[0]["at"]) == ANNOUNCED
    assert "766" in alerts[0]["text"]
    assert "<" not in alerts[0]["text"]
    assert [one["words"] for one in found["feedback"]["content"]] == ["", "bảng 766 thiếu một tỉnh"]
    assert [one["title"] for one in found["channels"]["content"]] == ["Tin chỉ số"]
    assert [one["what"] for one in found["deeds"]["content"]] == ["publish", "accept role", "invite", "publish"]
    (role,) = found["roles"]["content"]
    assert (role["role"], role["province"], role["called"]) == ("editor", "hung-yen", "Hoa")
    (invitation,) = found["invitations"]["content"]
    assert (invitation["province"], invitation["for"], bool(invitation["used"])) == ("hung-yen", "", True)
    assert [one["province"] for one in found["following_tasks"]["content"]] == ["hung-yen"]
    files = [(one["known"].get("name"), one["yours"], one["published"]) for one in found["files"]["content"]]
    assert files == [
        (None, True, "766-2026-10-10-1"),
        ("file.csv", True, ""),
        ("pci.csv", False, ""),
    ]
    assert [one["confirmed"] for one in found["files"]["content"]] == [0, 0, 1], "not how many the others did"
    assert found["files"]["content"][1]["bytes"] == len(HELD.read_bytes())
    came = dt.datetime.fromisoformat(found["files"]["content"][1]["at"])
    assert ANNOUNCED <= came < ANNOUNCED + dt.timedelta(minutes=10), "by a clock that does not stand still"
    assert str(NAM) not in seen.document.data.decode()


async def test_every_column_of_an_id_is_in_the_file(ministry: Ministry) -> None:
    """Where the person's id stands in the database is a part of the file: nothing is kept that is not told."""
    await ministry.live()
    parts = {
        "chat.id": "chat",
        "chat.managed_by": "channels",
        "subscription.chat": "following",
        "outbox.chat": "alerts",
        "feedback.chat": "feedback",
        "feedback.person": "feedback",
        "audit.who": "deeds",
        "open_file.operator": "files",
        "open_file.confirmed": "files",
        "chat_memory.person": "remembered",
        "role.person": "roles",
        "role.granted_by": "invitations",
        "role_invitation.invited_by": "invitations",
        "task_subscription.chat": "following_tasks",
        "report_draft.chat": "report",
    }
    assert await tables_with(ministry.database, HOA) == set(parts)


async def test_after_forget_the_id_stands_nowhere(ministry: Ministry) -> None:
    await ministry.live()
    hoa, services, database = ministry.operator, ministry.services, ministry.database
    before = await services.outbox.progresses()
    assert [one.held for one in before] == [1, 0]
    assert memory_with(services, HOA)
    await hoa.unblock()
    await ministry.delivered()
    await ministry.publishing_waits()
    assert (await services.outbox.progresses())[0].pending == 1
    await hoa.say("/xoadulieu")
    asked = ministry.chat.last.text
    for part in (
        "4 mục đang theo dõi",
        "1 vai trò trong nhiệm vụ của tỉnh, thành phố sẽ kết thúc",
        "3 tin báo",
        "2 góp ý",
        "1 tệp bạn đã gửi",
        "Tin chỉ số",
        "không còn mã số",
        "Quyền vận hành",
    ):
        assert part in asked
    await hoa.press("🗑 Xóa hết")
    assert ministry.chat.last.text.startswith("🗑 Đã xóa. Tôi không còn lưu gì về cuộc trò chuyện này.")
    assert "Quyền vận hành của bạn được đặt trong cấu hình của bot nên vẫn giữ nguyên." in ministry.chat.last.text

    assert await tables_with(database, HOA) == set()
    assert memory_with(services, HOA) == set()
    (waiting,) = await OpenFiles(database).of(ANYBODY)
    assert waiting.confirmed == {NAM: 2}, "what another confirmed stays"
    await Room(database).audit_counts()
    newest = (await services.outbox.progresses())[0]
    assert (newest.total, newest.pending, newest.superseded) == (1, 0, 1)
    assert (await services.outbox.progresses())[2].sent == 1, "that somebody was told stays"
    async with database.read() as connection:
        who = await connection.exec_driver_sql("SELECT DISTINCT who FROM audit WHERE what = 'publish'")
        assert set(who.scalars()) == {"đã xóa"}, "the deed stays"
    assert f"[{HOA}" not in str(ministry.world.commands), "the chat has no menu of its own any more"

    said = len(ministry.chat.answers)
    await ministry.delivered()
    assert len(ministry.chat.answers) == said
    await hoa.say("/status")
    assert "Đợt phát hành" in ministry.chat.last.text or "766-2026-10-10-1" in ministry.chat.last.text


async def test_whoever_writes_after_forget_begins_anew(ministry: Ministry) -> None:
    await ministry.live()
    hoa = ministry.operator
    await hoa.unblock()
    await hoa.say("/xoadulieu")
    await hoa.press("🗑 Xóa hết")
    await hoa.say("còn 2022?")
    assert ministry.chat.last.text.startswith("Tôi chưa hiểu"), "nothing of before is known"
    await hoa.say("/dangtheodoi")
    await hoa.say("/theodoi Hà Nội")
    assert "Đã theo dõi: Hà Nội" in ministry.chat.last.text
    assert "21:00" in ministry.chat.last.text, "the usual quiet hours again"
    await ministry.operator.say("/dulieucuatoi")
    assert [one["province"] for one in content(ministry.chat.last)["following"]["content"]] == ["ha-noi"]


async def test_an_old_button_of_forget_erases_what_is_there_now_and_does_not_fail(
    app: Any, database: Database, chat: PrivateChat, lan: User
) -> None:
    await lan.say("/theodoi Hưng Yên")
    await lan.say("/forget")
    question = chat.last
    await lan.press("🗑 Xóa hết", on=question)
    assert await tables_with(database, lan.id) == set()
    await lan.say("/forget")
    await lan.press("🗑 Xóa hết")
    assert chat.last.text.startswith("🗑 Không còn gì để xóa.")


async def test_a_send_under_way_writes_no_row_back(ministry: Ministry, world: OfflineTelegram) -> None:
    """The alert leaves while /forget is done: what came of it is recorded of nobody."""
    hoa, services = ministry.operator, ministry.services
    await hoa.say("/theodoi PAPI")
    await hoa.say("/yenlang tắt")
    gone, arrived = asyncio.Event(), asyncio.Event()
    outbox = services.outbox
    record = outbox.record

    async def held(results: Any, now: dt.datetime) -> None:
        gone.set()
        await arrived.wait()
        await record(results, now)

    outbox.record = held  # type: ignore[method-assign]
    await services.publishing.publish(PAPI, plain, who="test", now=services.now())
    ministry.sender.wake()
    await asyncio.wait_for(gone.wait(), 60)
    await hoa.say("/xoadulieu")
    await hoa.press("🗑 Xóa hết")
    assert await tables_with(ministry.database, HOA) == set()
    arrived.set()
    await ministry.delivered()
    assert await tables_with(ministry.database, HOA) == set()
    await Room(ministry.database).audit_counts()
    (progress,) = await outbox.progresses()
    assert (progress.total, progress.sent, progress.superseded) == (1, 1, 0)


@pytest.mark.parametrize("outcome", ["later", "unknown", "failed", "paused", "expired"])
async def test_whatever_becomes_of_a_claimed_row_of_somebody_forgotten(database: Database, outcome: Any) -> None:
    room = Room(database)
    await room.follow(HOA, "hung-yen")
    await room.publish()
    (parcel,) = await room.claim()
    room.outbox.begin(parcel.id)
    await PersonalData(database).erase(room.chats.key(HOA), ANNOUNCED)
    room.chats.drop(HOA)
    await room.follow(HOA + 5, "hung-yen")
    other = await room.publish(PAR)
    await room.settle(outcome, parcel)
    await room.audit_counts()
    assert await tables_with(database, HOA) == set()
    assert await room.rows(other) == {HOA + 5: "pending"}, "its number is nobody else's"
    assert len(await room.deliver()) == 1


async def test_kill_in_the_middle_changes_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(database)
    await room.follow(HOA, "hung-yen")
    await room.publish()
    before = await tables_with(database, HOA)

    def dies(chat: object) -> Any:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(erasure, "chat_is", dies)
        with pytest.raises(RuntimeError, match="killed"):
            await PersonalData(database).erase(room.chats.key(HOA), ANNOUNCED)
    assert await tables_with(database, HOA) == before
    await room.audit_counts()
    assert await room.rows() == {HOA: "pending"}
    await PersonalData(database).erase(room.chats.key(HOA), ANNOUNCED)
    assert await tables_with(database, HOA) == set()


async def test_a_group_is_its_administrators_to_see_and_forget(
    app: Any, world: OfflineTelegram, database: Database, group: Group, lan: User, john: User
) -> None:
    await lan.say("/theodoi Hưng Yên", in_=group)
    await lan.say("/xephang Hưng Yên PAPI", in_=group)
    await john.press("👎 Báo sai", in_=group)
    upgraded = await group.migrate()
    assert await tables_with(database, upgraded.id) == {"chat.id", "subscription.chat", "feedback.chat"}
    for command in ("/mydata", "/forget"):
        await john.say(command, in_=upgraded)
        assert upgraded.last.text.startswith("In a group or a channel only administrators") or (
            "chỉ quản trị viên mới xem hoặc xóa" in upgraded.last.text
        )
    await lan.say("/dulieucuatoi", in_=upgraded, as_=upgraded)
    found = content(upgraded.last)
    assert len(found["feedback"]["content"]) == 1
    assert str(john.id) not in upgraded.last.document.data.decode()  # type: ignore[union-attr]
    await lan.say("/xoadulieu", in_=upgraded, as_=upgraded)
    assert "nhóm hoặc kênh này" in upgraded.last.text
    popup = await john.press("🗑 Xóa hết", in_=upgraded)
    assert popup is not None
    assert popup.alert
    assert await tables_with(database, upgraded.id) != set()
    await lan.press("🗑 Xóa hết", in_=upgraded)
    services: Services = app.bot_data
    for id in (upgraded.id, group.id, john.id):
        assert await tables_with(database, id) == set()
        assert memory_with(services, upgraded.id, group.id) == set()


async def test_a_person_is_forgotten_also_where_they_spoke_in_a_group(
    app: Any, database: Database, group: Group, john: User, lan: User
) -> None:
    await lan.say("/theodoi Hưng Yên", in_=group)
    await john.say("/rank Hưng Yên PAPI", in_=group)
    await john.press("👎 Báo sai", in_=group)
    await john.say("/forget")
    await john.press("🗑 Delete everything")
    assert await tables_with(database, john.id) == set()
    assert memory_with(app.bot_data, john.id) == set()
    assert await tables_with(database, group.id) == {"chat.id", "subscription.chat"}, "the group's own stays"


async def test_a_channel_is_forgotten_by_a_post_and_an_administrators_press(
    app: Any, world: OfflineTelegram, database: Database, lan: User, john: User
) -> None:
    channel = world.channel("Tin chỉ số", [lan, john])
    await channel.add_bot(by=lan)
    await channel.post("/theodoi PAPI")
    await channel.post("/xoadulieu")
    popup = await john.press("🗑 Xóa hết", in_=channel)
    assert popup is not None
    assert popup.alert
    await lan.press("🗑 Xóa hết", in_=channel)
    assert await tables_with(database, channel.id, lan.id) == set()
