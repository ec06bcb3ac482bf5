"""Whoever waits for a file that takes long to read is told so; what comes of it takes the place of that word."""

# The fixtures of the other module are parameters here.
# ruff: noqa: F811
from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.publishing.service import Publisher
from handlers import slow_work
from tests.handlers.test_publish import HELD, Office, clock, office  # noqa: F401

WORD = "⏳ Tôi đang xử lý tệp; đọc ảnh hoặc bản quét có thể mất vài phút."
SOURCE = "Văn phòng Chính phủ, Cổng Dịch vụ công quốc gia"


@pytest.fixture
def seen_meanwhile(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What stands in the chat last while a file is read; nobody waits a second."""
    said: list[str] = []
    check = Publisher.check

    async def checked(publisher: Publisher, *rest: Any) -> Any:
        while not any("⏳" in seen.text for seen in office.chat.answers):  # noqa: ASYNC110 (what a person looks at)
            await asyncio.sleep(0)
        said.append(office.chat.last.text)
        return await check(publisher, *rest)

    monkeypatch.setattr(slow_work, "PATIENCE", 0.0)
    monkeypatch.setattr(Publisher, "check", checked)
    return said


async def test_the_question_that_was_answered_says_so_until_the_preview_is_there(
    office: Office, seen_meanwhile: list[str]
) -> None:
    await office.send(HELD.read_bytes())
    await office.answer(SOURCE, "Hôm nay, 11/10/2026", "Cả bảng")
    assert seen_meanwhile == [WORD]
    texts = [seen.text for seen in office.chat.answers]
    assert WORD not in texts
    assert any("chờ đăng" in text for text in texts)


async def test_an_answer_in_words_is_answered_by_a_word_that_becomes_the_reply(
    office: Office, seen_meanwhile: list[str]
) -> None:
    await office.send(HELD.read_bytes())
    await office.answer(SOURCE)
    await office.operator.say("hôm qua")
    before = len(office.chat.answers)
    await office.answer("Cả bảng")
    assert len(seen_meanwhile) == 1
    await office.operator.say("Tên: Bảng tháng Mười")
    assert len(seen_meanwhile) >= 2
    assert seen_meanwhile[-1] == WORD
    texts = [seen.text for seen in office.chat.answers]
    assert WORD not in texts
    assert "Bảng tháng Mười" in texts[-2]
    assert len(texts) > before


async def test_what_fails_is_told_as_ever_and_leaves_no_word(office: Office, seen_meanwhile: list[str]) -> None:
    await office.send(b"a;b\n1;2\n")
    await office.answer(SOURCE, "Hôm nay, 11/10/2026", "Cả bảng")
    assert seen_meanwhile == [WORD]
    assert not any("⏳" in seen.text for seen in office.chat.answers)
    assert "Không tìm thấy cột tên tỉnh" in office.chat.last.text


@pytest.mark.parametrize("pressed", [True, False])
async def test_where_the_work_fails_nothing_says_that_it_goes_on_and_the_button_is_there_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, pressed: bool
) -> None:
    check = Publisher.check
    fails = True

    async def checked(publisher: Publisher, *rest: Any) -> Any:
        if not fails:
            return await check(publisher, *rest)
        while not any("⏳" in seen.text for seen in office.chat.answers):  # noqa: ASYNC110 (what a person looks at)
            await asyncio.sleep(0)
        raise OSError("the database is away")

    monkeypatch.setattr(slow_work, "PATIENCE", 0.0)
    monkeypatch.setattr(Publisher, "check", checked)
    if pressed:
        await office.send(HELD.read_bytes())
        await office.answer(SOURCE, "Hôm nay, 11/10/2026", "Cả bảng")
    else:
        await office.send(HELD.read_bytes(), caption="766 10/10/2026")
        await office.answer(SOURCE)
        fails = False
        await office.answer("Hôm nay, 11/10/2026", "Cả bảng")
        fails = True
        await office.operator.say("Tên: Bảng tháng Mười")
    assert not any("⏳" in seen.text for seen in office.chat.answers)
    assert "Xin lỗi, tôi vừa gặp lỗi" in office.chat.last.text
    if pressed:
        fails = False
        await office.answer("Cả bảng")
        assert any("chờ đăng" in seen.text for seen in office.chat.answers)
