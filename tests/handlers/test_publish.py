"""Publishing through the whole bot: an operator sends the table, subscribers hear it once, and of what was wrong."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import build
from bot.context import App
from bot.delivery.options import SenderOptions
from bot.delivery.sender import Sender
from bot.i18n import translator
from bot.offline import OfflineTelegram, Seen, User
from bot.presses.publishing import Publish
from bot.publishing.open_file import OpenFile
from bot.runtime import sending
from bot.services import Services
from data.database import Database
from data.store import Store
from tests.support.shipped import Clock, settings_of

HELD = Path(__file__).parent.parent.parent / "data" / "seed" / "held" / "766-2026-10-10.csv"
OPERATOR = 4242
ANNOUNCED = dt.datetime(2026, 10, 11, 3, 0, tzinfo=dt.UTC)


class Office:
    """The bot with its sender running, an operator, and verbs for what they do."""

    def __init__(self, world: OfflineTelegram, app: App, sender: Sender) -> None:
        self.world = world
        self.services: Services = app.bot_data
        self.sender = sender
        self.operator = world.user(id=OPERATOR, name="Hoa")
        self.chat = world.private(self.operator, started=True)

    async def file(self) -> OpenFile:
        """The file that was sent last and is still open, as the database has it."""
        found = await self.services.conversation._filings.newest(self.operator.id)
        assert found is not None
        return found

    async def answer(self, *buttons: str) -> None:
        for button in buttons:
            await self.operator.press(button)

    async def send(self, data: bytes, name: str = "766-2026-10-10.csv", caption: str = "") -> None:
        await self.operator.send_document(name, data, caption=caption)

    async def publish(self, data: bytes, *, why: str = "", name: str = "766-2026-10-10.csv") -> Seen:
        """Sends the table, answers every question, confirms every warning, publishes; returns the last answer."""
        await self.send(data, name)
        await self.answer("Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia", "Hôm nay, 11/10/2026", "Cả bảng")
        if why:
            await self.operator.say(why)
        while "Đúng vậy" in self.chat.last.labels:
            await self.answer("Đúng vậy")
        await self.answer(self.chat.last.labels[0])
        await self.delivered()
        return self.chat.answers[-1]

    async def publish_quietly(self, data: bytes) -> None:
        """As ``publish``, but not everybody hears at once."""
        await self.send(data)
        source = "Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia"
        await self.answer(source, "Hôm nay, 11/10/2026", "Cả bảng")
        while "Đúng vậy" in self.chat.last.labels:
            await self.answer("Đúng vậy")
        await self.answer(self.chat.last.labels[0])
        await asyncio.sleep(0.2)

    async def delivered(self) -> None:
        """Until nothing is left to send for now, and the operator has been told so: the report comes a moment later."""
        self.sender.wake()
        quiet = 0
        for _ in range(400):
            await asyncio.sleep(0.005)
            found = await self.services.outbox.progresses()
            if all(not one.pending for one in found) and self.sender.status().in_flight == 0:
                quiet += 1
                reports = sum("📬" in seen.text for seen in self.chat.answers)
                if (reports >= sum(1 for one in found if one.total) and quiet > 2) or quiet > 40:
                    return
        raise AssertionError("the alerts were not delivered")


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.time = ANNOUNCED
    return clock


@pytest.fixture
async def office(
    world: OfflineTelegram, database: Database, store: Store, database_file: Path, clock: Clock
) -> AsyncIterator[Office]:
    settings = settings_of(database_file, admins=(OPERATOR,))
    app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    async with world.running(app), sending(app, SenderOptions(pace=None), request=world.request()) as sender:
        yield Office(world, app, sender)


def changed(rows: dict[str, tuple[str, str]]) -> bytes:
    """The held table with other totals (score, rank) for some provinces."""
    lines = HELD.read_text("utf-8").splitlines()
    for slug, (score, rank) in rows.items():
        at = next(i for i, line in enumerate(lines) if line.startswith(f"{slug},,"))
        lines[at] = f"{slug},,{score},{rank}"
    return "\n".join(lines).encode()


def swapped() -> bytes:
    """Hưng Yên and Hà Nội exchanged, in every criterion: a mistake that adds up."""
    text = HELD.read_text("utf-8")
    for old, new in (("hung-yen,", "?,"), ("ha-noi,", "hung-yen,"), ("?,", "ha-noi,")):
        text = text.replace("\n" + old, "\n" + new)
    return text.encode()


async def follower(world: OfflineTelegram, what: str, language: str = "vi") -> User:
    user = world.user(language_code=language)
    await user.say(f"/follow {what}")
    return user


def last(world: OfflineTelegram, user: User) -> str:
    return world.private(user).last.text


def told(world: OfflineTelegram, user: User) -> int:
    """Messages after the one that said what will come."""
    return len(world.private(user).answers) - 1


async def test_a_release_a_correction_and_a_withdrawal(office: Office, world: OfflineTelegram, clock: Clock) -> None:
    lan = await follower(world, "Hưng Yên, Đồng Tháp")
    ann = await follower(world, "Hung Yen 766", "en")
    silent = await follower(world, "Hưng Yên, không cần đính chính")
    papi = await follower(world, "PAPI")

    await office.publish(swapped())
    assert any("Đã đăng: Bộ chỉ số 766 (10/10/2026), bản 1" in seen.text for seen in office.chat.answers)
    assert last(world, lan) == RELEASE_VI.replace("hạng 28/34 · 59,63 điểm", "hạng 34/34 · 55,23 điểm").replace(
        "▲ 2 bậc · ▲ 2,22 điểm", "▼ 4 bậc · ▼ 2,18 điểm"
    )
    assert "🏛 Hung Yen: rank 34 of 34 · 55.23 points" in last(world, ann)
    assert (told(world, lan), told(world, ann), told(world, silent), told(world, papi)) == (1, 1, 1, 0)

    clock.time += dt.timedelta(minutes=30)
    await office.publish(HELD.read_bytes(), why="cột Hưng Yên và Hà Nội bị đổi chỗ cho nhau.")
    assert last(world, lan) == CORRECTION_VI
    assert last(world, ann) == CORRECTION_EN
    assert (told(world, lan), told(world, ann), told(world, silent), told(world, papi)) == (2, 2, 1, 0)

    late = await follower(world, "766")
    await office.services.publisher.withdraw("766-2026-10-10-1", "sai từ đầu", "test")
    await office.delivered()
    assert (told(world, lan), told(world, ann)) == (2, 2), "what was corrected is not withdrawn a second time"
    await office.services.publisher.withdraw("766-2026-10-10-2", "Văn phòng Chính phủ rút bảng này", "test")
    await office.delivered()
    assert last(world, lan) == WITHDRAWAL_VI
    assert last(world, ann) == WITHDRAWAL_EN
    assert (told(world, lan), told(world, ann), told(world, silent), told(world, late)) == (3, 3, 1, 0)

    await office.operator.say("/status")
    status = office.chat.last.text
    assert "766-2026-10-10-2 · 11/10/2026 · đã rút lại: Văn phòng Chính phủ rút bảng này" in status
    assert "766-2026-10-10-1 (số liệu mới): 3 nơi nhận · đã gửi 3" in status
    assert "766-2026-10-10-2 (đính chính): 2 nơi nhận · đã gửi 2" in status
    assert "766-2026-10-10-2 (rút lại): 2 nơi nhận · đã gửi 2" in status
    assert "Bộ phận gửi: không có tin cần gửi" in status


RELEASE_VI = """🔔 Có số liệu mới: Bộ chỉ số 766 (10/10/2026)
Bộ chỉ số phục vụ người dân, doanh nghiệp (Quyết định 766/QĐ-TTg) · 34 tỉnh, thành phố có số liệu \
· công bố ngày 11/10/2026

🏛 Đồng Tháp: hạng 1/34 · 68,80 điểm
giữ nguyên hạng · ▲ 0,48 điểm so với 17/9/2026 (hạng 1/34 · 68,32 điểm)

🏛 Hưng Yên: hạng 28/34 · 59,63 điểm
▲ 2 bậc · ▲ 2,22 điểm so với 17/9/2026 (hạng 30/34 · 57,41 điểm)

Đứng đầu bảng:
1. Đồng Tháp — 68,80 🥇
2. Đồng Nai — 67,48 🥈
3. Hải Phòng — 67,18 🥉
4. Gia Lai — 66,23
5. Tây Ninh — 66,13

Nguồn: Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia · theo bảng công bố"""
CORRECTION_VI = """✏️ Đính chính: Bộ chỉ số 766 (10/10/2026)
Số liệu tôi gửi trước đây có chỗ sai. Xin dùng số liệu dưới đây.
Lý do: cột Hưng Yên và Hà Nội bị đổi chỗ cho nhau.

🏛 Đồng Tháp: không đổi so với tin đã gửi: hạng 1/34 · 68,80 điểm

🏛 Hưng Yên: đã báo hạng 34/34 · 55,23 điểm → đúng là hạng 28/34 · 59,63 điểm
▲ 2 bậc · ▲ 2,22 điểm so với 17/9/2026 (hạng 30/34 · 57,41 điểm)

1 tỉnh, thành phố khác được đính chính:
• Hà Nội: đã báo hạng 28/34 · 59,63 điểm → đúng là hạng 34/34 · 55,23 điểm

Đứng đầu bảng:
1. Đồng Tháp — 68,80 🥇
2. Đồng Nai — 67,48 🥈
3. Hải Phòng — 67,18 🥉
4. Gia Lai — 66,23
5. Tây Ninh — 66,13

Nguồn: Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia · theo bảng công bố"""
CORRECTION_EN = """✏️ Correction: the 766 index (10 October 2026)
Some figures I sent you earlier were wrong. Please use these instead.
Why: cột Hưng Yên và Hà Nội bị đổi chỗ cho nhau.

🏛 Hung Yen: told as rank 34 of 34 · 55.23 points → in fact rank 28 of 34 · 59.63 points
▲ 2 places · ▲ 2.22 points vs 17 September 2026 (rank 30 of 34 · 57.41 points)

1 other province corrected:
• Hanoi: told as rank 28 of 34 · 59.63 points → in fact rank 34 of 34 · 55.23 points

Top of the table:
1. Dong Thap — 68.80 🥇
2. Dong Nai — 67.48 🥈
3. Hai Phong — 67.18 🥉
4. Gia Lai — 66.23
5. Tay Ninh — 66.13

Source: Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia · as published"""
WITHDRAWAL_VI = """⛔ Rút lại số liệu: Bộ chỉ số 766 (10/10/2026)
Số liệu này tôi đã gửi cho bạn trước đây, nay không còn giá trị. Xin đừng sử dụng.
Lý do: Văn phòng Chính phủ rút bảng này.

🏛 Đồng Tháp: rút lại hạng 1/34 · 68,80 điểm
🏛 Hưng Yên: rút lại hạng 28/34 · 59,63 điểm

Trong khi chờ số liệu mới, tôi trả lời theo kỳ trước."""
WITHDRAWAL_EN = """⛔ Withdrawn: the 766 index (10 October 2026)
I sent you these figures earlier; they are no longer valid. Please do not use them.
Why: Văn phòng Chính phủ rút bảng này.

🏛 Hung Yen: withdrawn: rank 28 of 34 · 59.63 points

Until new figures come, I answer from the period before."""


async def test_a_withdrawal_is_undone(office: Office, world: OfflineTelegram) -> None:
    lan = await follower(world, "Hưng Yên")
    await office.publish(HELD.read_bytes())
    await office.services.publisher.withdraw("766-2026-10-10-1", "rút thử", "test")
    await office.delivered()
    assert last(world, lan).startswith("⛔ Rút lại số liệu")
    await office.services.publisher.reinstate("766-2026-10-10-1", "rút nhầm", "test")
    await office.delivered()
    assert last(world, lan) == RESTORATION_VI
    await lan.say("766 Hưng Yên")
    assert "hạng 28/34" in last(world, lan).lower()
    await office.operator.say("/status")
    assert "766-2026-10-10-1 (có hiệu lực trở lại): 1 nơi nhận" in office.chat.last.text


RESTORATION_VI = """✅ Có hiệu lực trở lại: Bộ chỉ số 766 (10/10/2026)
Tôi đã báo rút lại số liệu này. Việc rút lại là nhầm: số liệu vẫn đúng và dùng được.
Lý do: rút nhầm.

🏛 Hưng Yên: hạng 28/34 · 59,63 điểm

Nguồn: Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia · theo bảng công bố"""


async def test_a_text_that_is_too_long_is_asked_again(office: Office) -> None:
    await office.send(HELD.read_bytes())
    await office.operator.say("x" * 301)
    assert "Nội dung dài quá: 301 ký tự, tối đa 300" in office.chat.last.text
    await office.operator.say("https://example.vn/" + "a" * 270 + " Cổng Dịch vụ công quốc gia")
    assert "Công bố ngày nào" in office.chat.last.text


async def test_the_same_file_is_published_once(office: Office, world: OfflineTelegram) -> None:
    lan = await follower(world, "Hưng Yên")
    await office.publish(HELD.read_bytes())
    await office.send(HELD.read_bytes())
    source = "Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia"
    await office.answer(source, "Không rõ", "Cả bảng")
    assert "Tệp này đã được đăng rồi, với mã 766-2026-10-10-1" in office.chat.last.text
    assert told(world, lan) == 1


async def test_the_publish_button_works_once_and_for_its_operator(office: Office, world: OfflineTelegram) -> None:
    await office.send(HELD.read_bytes())
    await office.answer("Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia", "Không rõ", "Cả bảng")
    while "Đúng vậy" in office.chat.last.labels:
        await office.answer("Đúng vậy")
    button = office.chat.last
    await office.operator.press((0, 0), on=button)
    releases = await office.services.publishing.releases()
    assert [one.release.id for one in releases] == ["766-2026-10-10-1"]
    assert "Đã đăng" in button.text
    assert button.labels == []


async def test_a_second_tap_leaves_the_receipt(office: Office, clock: Clock) -> None:
    await office.send(HELD.read_bytes())
    source = "Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia"
    await office.answer(source, "Không rõ", "Cả bảng")
    while "Đúng vậy" in office.chat.last.labels:
        await office.answer("Đúng vậy")
    button = office.chat.last
    await asyncio.gather(office.operator.press((0, 0), on=button), office.operator.press((0, 0), on=button))
    assert "Đã đăng" in button.text
    assert "766-2026-10-10-1" in button.text
    assert "Đã đăng rồi, mã 766-2026-10-10-1" in office.operator.popups[-1].text
    assert len(await office.services.publishing.releases()) == 1


async def test_a_button_of_an_answered_question_changes_nothing(office: Office) -> None:
    await office.send(HELD.read_bytes())
    source = "Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia"
    await office.answer(source)
    conversation = office.services.conversation
    t = translator("vi")
    await office.answer("Hôm nay, 11/10/2026", "Cả bảng", "Đúng vậy", "Đúng vậy")
    filing = await office.file()
    file = filing.id
    assert len(filing.keys) >= 3
    ready = office.chat.last.text
    for stale in (Publish(file, "announced", "2026-10-10"), Publish(file, "confirm", filing.keys[0])):
        refused = await conversation.refused(OPERATOR, stale, t)
        assert refused is not None
        assert "đã được trả lời" in refused.html
        assert (await conversation.press(OPERATOR, stale, t)).replies == []
    too_early = await conversation.refused(OPERATOR, Publish(file, "go"), t)
    assert too_early is not None
    assert "cảnh báo" in too_early.html
    assert office.chat.last.text == ready


async def test_after_an_hour_the_button_is_dead(office: Office, clock: Clock) -> None:
    await office.send(HELD.read_bytes())
    clock.time += dt.timedelta(minutes=61)
    asked = office.chat.last.text
    await office.answer(office.chat.last.labels[0])
    assert "không còn dùng được" in office.operator.popups[-1].text
    assert office.chat.last.text == asked
    assert await office.services.publishing.releases() == ()


async def test_cancelling_writes_nothing(office: Office) -> None:
    await office.send(HELD.read_bytes())
    await office.answer("Hủy")
    assert "Đã hủy" in office.chat.last.text
    assert await office.services.publishing.releases() == ()


async def test_what_is_missing_is_asked_and_answered_in_words(office: Office) -> None:
    await office.send(HELD.read_bytes(), "bang.csv")
    assert office.chat.last.labels == ["PAPI", "PAR INDEX", "SIPAS", "766", "DTI", "PCI", "Hủy"]
    await office.answer("766")
    assert "Số liệu tính đến ngày nào" in office.chat.last.text
    await office.operator.say("ngày kia")
    assert "Tôi chưa hiểu" in office.chat.last.text
    await office.operator.say("10/10/2026")
    await office.operator.say("https://dichvucong.gov.vn Cổng Dịch vụ công")
    await office.operator.say("11/10/2026")
    await office.answer("Cả bảng")
    preview = office.chat.answers[-2]
    assert "Cổng Dịch vụ công" in preview.text


async def test_an_index_glued_into_the_file_name_is_not_asked_for(office: Office) -> None:
    await office.send(HELD.read_bytes(), "bang766.csv")
    assert "Số liệu tính đến ngày nào" in office.chat.last.text


async def test_a_bad_file_is_refused_in_words(office: Office) -> None:
    data = changed({"hung-yen": ("159.63", "28")})
    await office.send(data)
    await office.answer("Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia", "Không rõ", "Cả bảng")
    assert "⛔" in office.chat.last.text
    assert await office.services.publishing.releases() == ()


async def test_too_large_a_file_is_not_even_fetched(office: Office, world: OfflineTelegram) -> None:
    await office.operator.send_document("bang.xlsx", b"x", size=50_000_000)
    assert not [call for call in world.calls if call.method == "getFile"]
    assert "⛔" in office.chat.last.text


async def test_only_operators_publish(office: Office, world: OfflineTelegram) -> None:
    eve = world.user(name="Eve")
    await eve.send_document("766-2026-10-10.csv", HELD.read_bytes())
    assert "Tôi không đọc tệp" in last(world, eve)
    assert not [call for call in world.calls if call.method == "getFile"]
    await eve.say("/status")
    assert "Chỉ người vận hành" in last(world, eve)


async def test_answers_use_the_new_figures_at_once(office: Office, world: OfflineTelegram) -> None:
    lan = world.user()
    await lan.say("766 Hưng Yên")
    await office.publish(HELD.read_bytes())
    await lan.say("766 Hưng Yên")
    assert "hạng 28/34" in last(world, lan).lower()


async def test_min_move_and_quiet_hours(office: Office, world: OfflineTelegram, clock: Clock) -> None:
    mover = await follower(world, "Hưng Yên chỉ khi đổi ít nhất 2 bậc")
    still = await follower(world, "Hưng Yên chỉ khi đổi ít nhất 3 bậc")
    sleeper = await follower(world, "Hưng Yên")
    await sleeper.say("/quiet 9-12")
    asleep = told(world, sleeper)
    await office.publish_quietly(HELD.read_bytes())
    assert (told(world, mover), told(world, still), told(world, sleeper)) == (1, 0, asleep)
    report = next(seen.text for seen in office.chat.answers if "📬" in seen.text)
    assert "đã gửi 1/2 · giữ trong giờ không làm phiền 1, đến 12:00 ngày 11/10/2026" in report
    await office.operator.say("/status")
    assert "đã gửi 1 · giữ trong giờ không làm phiền 1, đến 12:00 ngày 11/10/2026" in office.chat.last.text
    clock.time += dt.timedelta(hours=3)
    await office.delivered()
    assert told(world, sleeper) == asleep + 1


async def test_the_stop_button_under_an_alert(office: Office, world: OfflineTelegram) -> None:
    """What brought the alert is removed, with undo; of several things it is asked which."""
    lan, minh = await follower(world, "Hưng Yên"), await follower(world, "Hưng Yên, Đồng Tháp")
    await follower(world, "PAPI")
    await office.publish(HELD.read_bytes())
    await lan.press("🔕 Ngừng nhận")
    assert "Đã ngừng theo dõi: Hưng Yên — mọi chỉ số" in last(world, lan)
    assert await office.services.subscriptions.of(lan.id) == ()
    await lan.press("Hoàn tác")
    assert len(await office.services.subscriptions.of(lan.id)) == 1
    await minh.press("🔕 Ngừng nhận")
    assert world.private(minh).last.labels[:2] == ["✖ Hưng Yên — mọi chỉ số", "✖ Đồng Tháp — mọi chỉ số"]
    assert len(await office.services.subscriptions.of(minh.id)) == 2


async def test_the_buttons_of_an_alert_answer(office: Office, world: OfflineTelegram) -> None:
    lan = await follower(world, "Hưng Yên")
    await office.publish(HELD.read_bytes())
    await lan.press("Hưng Yên")
    assert last(world, lan).startswith("🏛 Hưng Yên — Bộ chỉ số 766 (10/10/2026)")
    await lan.press("Cả bảng")
    assert "Đồng Tháp" in last(world, lan)


async def test_a_channel_and_a_topic_hear_in_their_place(office: Office, world: OfflineTelegram) -> None:
    lan = world.user(name="Lan")
    channel = world.channel("Tin chỉ số", [lan])
    await channel.add_bot(by=lan)
    await lan.say(f"/follow {channel.id} Hưng Yên")
    forum = world.group("Diễn đàn", [lan], forum=True)
    await forum.add_bot()
    topic = await forum.open_topic("Tin báo", lan)
    await lan.say("/follow Hưng Yên", in_=forum, thread=topic.thread)
    await office.publish(HELD.read_bytes())
    assert channel.last.text.startswith("🔔 Có số liệu mới: Bộ chỉ số 766")
    assert "🔕 Ngừng nhận" not in channel.last.labels
    assert forum.last.text.startswith("🔔 Có số liệu mới: Bộ chỉ số 766")
    assert forum.last.thread == topic.thread


async def test_a_deleted_topic_is_told_to_an_administrator(office: Office, world: OfflineTelegram) -> None:
    lan = world.user(name="Lan")
    world.private(lan, started=True)
    forum = world.group("Diễn đàn", [lan], forum=True)
    await forum.add_bot()
    topic = await forum.open_topic("Tin báo", lan)
    await lan.say("/follow Hưng Yên", in_=forum, thread=topic.thread)
    forum.delete_topic(topic)
    await office.publish(HELD.read_bytes())
    assert "Chủ đề nhận tin báo trong “Diễn đàn” đã bị xóa" in last(world, lan)
    assert len(await office.services.subscriptions.of(forum.id)) == 1


async def test_a_file_that_cannot_be_read_is_as_if_forgotten_and_its_buttons_say_so(
    office: Office, database: Database
) -> None:
    """What another version of the program wrote."""
    await office.send(HELD.read_bytes())
    async with database.write() as connection:
        await connection.exec_driver_sql("UPDATE open_file SET content = replace(content, 'retitling', 'retitled')")
    await office.operator.press((0, 0), on=office.chat.last)
    assert "không còn dùng được" in office.operator.popups[-1].text
    await office.operator.say("https://example.vn/766")
    assert "Công bố ngày nào" not in office.chat.last.text


async def test_the_button_under_an_alert_shows_the_card_uploaded_once(office: Office, world: OfflineTelegram) -> None:
    followers = [await follower(world, "Hưng Yên") for _ in range(3)]
    await office.publish(HELD.read_bytes())
    for one in followers:
        alert = world.private(one).last
        assert alert.photo is None
        await one.press(button_of(alert, "📈 Biểu đồ"), on=alert)
    cards = [world.private(one).last for one in followers]
    office.services.pictures.close()
    assert all(card.photo is not None and "Hưng Yên" in card.text for card in cards)
    assert len({card.photo_id for card in cards}) == 1


def button_of(seen: Seen, text: str) -> tuple[int, int]:
    """Where the button with this label stands under a message."""
    return next((r, c) for r, row in enumerate(seen.buttons) for c, one in enumerate(row) if text in one.text)
