"""Only the title, the source or the date was wrong: a new revision with the same figures, told without alarm."""

# The fixtures of the other module are parameters here.
# ruff: noqa: F811
from __future__ import annotations

import datetime as dt

from bot.offline import OfflineTelegram
from bot.publishing.outcomes import Checked
from bot.publishing.request import Announcement, request_of
from tests.handlers.test_publish import (
    HELD,
    Office,
    clock,  # noqa: F401
    follower,
    last,
    office,  # noqa: F401
    swapped,
    told,
)
from tests.support.shipped import Clock

SOURCE = "https://vpcp.example.vn/766 Văn phòng Chính phủ"


async def amend(office: Office, data: bytes, source: str, why: str = "ghi nhầm nguồn") -> None:
    """Sends the table again with another source, answers why, and publishes."""
    await office.send(data)
    while not office.chat.last.text.count("được công bố ở đâu") and "Hủy" in office.chat.last.labels:
        await office.answer(office.chat.last.labels[0])
    await office.operator.say(source)
    await office.answer("Không rõ", "Cả bảng")
    assert "Vì sao cần đính chính?" in office.chat.last.text
    await office.operator.say(why)
    assert "Số liệu giữ nguyên" in office.chat.answers[-2].text
    assert "Đúng vậy" not in office.chat.last.labels, "the figures were confirmed before"
    await office.answer(office.chat.last.labels[0])
    await office.delivered()


async def test_another_source_is_a_note(office: Office, world: OfflineTelegram) -> None:
    lan, silent = await follower(world, "Hưng Yên"), await follower(world, "Hưng Yên, không cần đính chính")
    await office.publish(HELD.read_bytes())
    await amend(office, HELD.read_bytes(), SOURCE)
    assert last(world, lan) == NOTE_VI
    assert (told(world, lan), told(world, silent)) == (2, 1)
    releases = {one.release.id: one for one in await office.services.publishing.releases()}
    new = releases["766-2026-10-10-2"]
    assert new.in_force
    assert (new.release.corrects, new.release.why) == ("766-2026-10-10-1", "ghi nhầm nguồn")
    assert new.release.announced == dt.date(2026, 10, 11), "not known again is what was known before"
    await lan.say("766 Hưng Yên")
    assert "Nguồn: Văn phòng Chính phủ" in last(world, lan)
    await office.operator.say("/status")
    assert "766-2026-10-10-2 (ghi chú): 1 nơi nhận" in office.chat.last.text


NOTE_VI = """ℹ️ Đính chính thông tin về bảng: Bộ chỉ số 766 (10/10/2026)
Số liệu đã gửi cho bạn vẫn giữ nguyên. Chỉ thông tin về bảng được đính chính:
• Nguồn: Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia → Văn phòng Chính phủ
• Địa chỉ nguồn: không có → https://vpcp.example.vn/766
Lý do: ghi nhầm nguồn.

🏛 Hưng Yên: hạng 28/34 · 59,63 điểm

Nguồn: Văn phòng Chính phủ · theo bảng công bố"""


async def test_a_correction_after_a_note_reaches_those_who_had_it(
    office: Office,
    world: OfflineTelegram,
    clock: Clock,
) -> None:
    lan = await follower(world, "Hưng Yên")
    await office.publish(swapped())
    await amend(office, swapped(), SOURCE)
    clock.time += dt.timedelta(minutes=30)
    await office.publish(HELD.read_bytes(), why="đổi chỗ hai tỉnh.")
    assert last(world, lan).startswith("✏️ Đính chính: Bộ chỉ số 766 (10/10/2026)")
    assert "đã báo hạng 34/34 · 55,23 điểm → đúng là hạng 28/34" in last(world, lan)


async def test_a_table_saved_again_without_any_difference_is_refused(office: Office) -> None:
    await office.publish(HELD.read_bytes())
    await office.send(HELD.read_bytes() + b"\n")
    while "Hủy" in office.chat.last.labels:
        await office.answer(next(label for label in office.chat.last.labels))
    assert "không có gì khác bản 766-2026-10-10-1" in office.chat.last.text


async def test_only_ranks_corrected_is_no_copy(office: Office) -> None:
    """All scores are those in force: that made it a copy of the table that it corrects."""
    await office.publish(HELD.read_bytes())
    bare = "\n".join(line.rpartition(",")[0] + "," for line in HELD.read_text("utf-8").splitlines()[1:])
    catalogue = office.services.store.catalogue
    request = request_of(catalogue, "766", "2026-10-10", Announcement())
    data = f"province,indicator,score,rank\n{bare}\n".encode()
    checked = await office.services.publisher.check("766.csv", data, request, "hạng tính lại")
    assert isinstance(checked, Checked), checked
    assert not checked.draft.note
    assert checked.preview.details == ()
