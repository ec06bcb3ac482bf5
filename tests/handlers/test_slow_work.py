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
