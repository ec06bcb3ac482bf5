"""An operator answers in their own words: yesterday, cancel, another title."""

# The fixtures of the other module are parameters here.
# ruff: noqa: F811
from __future__ import annotations

import datetime as dt

import pytest

from bot.i18n import translator
from bot.offline import OfflineTelegram
from bot.publishing.details import title_in
from bot.questions.cancel_request import is_cancel
from tests.handlers.test_publish import HELD, Office, clock, last, office  # noqa: F401

SOURCE = "Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia"


async def to_preview(office: Office, announced: str = "hôm nay") -> None:
    await office.send(HELD.read_bytes())
    await office.answer(SOURCE)
    await office.operator.say(announced)
    await office.answer("Cả bảng")


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("hôm qua", "10/10/2026"),
        ("Hom qua", "10/10/2026"),
        ("ngày hôm qua.", "10/10/2026"),
        ("HÔM NAY", "11/10/2026"),
        ("yesterday", "10/10/2026"),
        ("hôm qua, 10/10/2026", "10/10/2026"),
    ],
)
async def test_a_day_is_said_as_people_say_it(office: Office, word: str, day: str) -> None:
    await to_preview(office, word)
    filing = await office.file()
    assert isinstance(filing.announced, dt.date)
    assert translator("vi").date(filing.announced) == day


CANCELLING = ("huỷ", "hủy", "Huy", "thôi", "Thoi!", "cancel", "/cancel", "/huy", "hu\u0309y", "HỦY BỎ")
STEPS = ("index", "source", "announced", "partial", "preview")


@pytest.mark.parametrize("word", CANCELLING)
def test_words_that_cancel(word: str) -> None:
    assert is_cancel(word)


@pytest.mark.parametrize(("word", "step"), tuple(zip(CANCELLING, STEPS * 2, strict=True)))
async def test_cancel_in_words_at_every_step(office: Office, word: str, step: str) -> None:
    await office.send(HELD.read_bytes(), "bang.csv" if step == "index" else "766-2026-10-10.csv")
    for answer in (SOURCE, "Không rõ", "Cả bảng")[: max(0, STEPS.index(step) - 1)]:
        await office.answer(answer)
    await office.operator.say(word)
    assert "Đã hủy" in office.chat.last.text
    await office.services.conversation.look(office.operator.id)
    assert not office.services.conversation.awaits(office.operator.id, word)
    assert await office.services.publishing.releases() == ()


@pytest.mark.parametrize(
    "text",
    [
        "Huy Tưởng",
        "thôi được, đăng",
        "Huyện",
        "council",
        "thời",
        "đúng lại",
        "thôi đừng báo nữa",
        "bỏ theo dõi",
        "Huế",
        "",
        "bảng huỷ",
        "Hưng Yên",
    ],
)
def test_other_words_cancel_nothing(text: str) -> None:
    assert not is_cancel(text)


@pytest.mark.parametrize(
    "text", ["Tên: Bảng tháng Mười", "ten:  Bảng tháng   Mười", "Tiêu đề: Bảng tháng Mười", "title : Bảng tháng Mười"]
)
def test_a_title_is_written(text: str) -> None:
    assert title_in(text) == "Bảng tháng Mười"
    assert title_in("Hưng Yên tên gì: x") == ""


async def test_the_title_stands_in_the_preview_and_is_changed_there(office: Office) -> None:
    await to_preview(office)
    preview = office.chat.answers[-2]
    assert "số liệu ngày 10/10/2026" in preview.text
    await office.operator.press("Đổi tên bảng", on=preview)
    assert "tên" in preview.text.lower()
    await office.operator.say("Bảng tháng Mười")
    assert "Bảng tháng Mười" in office.chat.answers[-2].text
    await office.operator.say("Tên: Bảng quý Bốn")
    assert "Bảng quý Bốn" in office.chat.answers[-2].text
    while "Đúng vậy" in office.chat.last.labels:
        await office.answer("Đúng vậy")
    await office.answer(office.chat.last.labels[0])
    (status,) = await office.services.publishing.releases()
    assert status.release.title_vi == "Bảng quý Bốn"


async def test_a_question_at_the_preview_is_answered_as_one(office: Office, world: OfflineTelegram) -> None:
    await to_preview(office)
    await office.operator.say("Hưng Yên PAPI 2024")
    assert "Hạng 19/61" in office.chat.last.text


async def test_a_title_in_the_caption(office: Office) -> None:
    await office.send(HELD.read_bytes(), caption="766 2026-10-10\nTên: Bảng tháng Mười")
    await office.answer(SOURCE, "Không rõ", "Cả bảng")
    assert "Bảng tháng Mười" in office.chat.answers[-2].text


async def test_nobody_elses_words_cancel(office: Office, world: OfflineTelegram) -> None:
    await office.send(HELD.read_bytes())
    eve = world.user(name="Eve")
    await eve.say("huỷ")
    assert "Đã hủy" not in last(world, eve)
    await office.services.conversation.look(office.operator.id)
    assert office.services.conversation.awaits(office.operator.id, "x")
