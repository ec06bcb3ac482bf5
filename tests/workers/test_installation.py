"""Three workers as an office runs them: what one of them knows of a chat, the next one knows, whoever gets what."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.engines import PostgresqlForTests
from tests.support.installation import OPERATOR, Installation, installation

pytestmark = [pytest.mark.real_time, pytest.mark.long]


@pytest.fixture
async def office(tmp_path: Path, server: PostgresqlForTests) -> AsyncIterator[Installation]:
    async with installation(tmp_path, server) as found:
        await found.delivered_to(3)
        yield found


async def test_a_chat_is_the_same_at_every_worker(office: Installation) -> None:
    assert "Hưng Yên — PAPI 2023" in await office.ask(0, "Hưng Yên PAPI 2023", 42)
    assert "Hưng Yên — PAPI 2022" in await office.ask(1, "còn 2022?", 42)
    assert "English" in await office.ask(2, "/lang en", 42)
    assert "Hanoi — PAPI 2022" in await office.ask(0, "and Hà Nội?", 42)
    assert "Hanoi" in await office.ask(1, "/home Hà Nội", 42)
    assert "Hanoi — PAR INDEX" in await office.ask(2, "PAR INDEX of my province", 42)

    asked = office.message("Hưng Yên PAPI 2023", 43)
    await office.deliver(0, message=asked)
    await office.until(lambda: len(office.said(43)) == 1)
    for worker, year in ((1, 2022), (2, 2021), (0, 2020)):
        before = len(office.said(43))
        edited = asked | {"text": f"Hưng Yên PAPI {year}", "edit_date": int(time.time())}
        await office.deliver(worker, edited_message=edited)
        await office.until(lambda before=before: len(office.said(43)) > before)  # type: ignore[misc]
        assert office.said(43)[-1].method == "editMessageText"
        assert f"PAPI {year}" in office.texts(43)[-1]

    assert "#1" in await office.ask(0, "/feedback số liệu sai", 43)
    await office.until(lambda: "số liệu sai" in "".join(office.texts(OPERATOR)))

    await office.ask(1, "/forget", 42)
    pressed = json.loads(office.said(42)[-1].params["reply_markup"])["inline_keyboard"][0][0]["callback_data"]
    person = {"id": 42, "is_bot": False, "first_name": "Lan"}
    press = {"id": "1", "from": person, "chat_instance": "1", "data": pressed, "message": office.message("x", 42)}
    await office.deliver(2, callback_query=press)
    await office.until(lambda: "🗑" in office.texts(42)[-1])
    assert "còn 2021" in await office.ask(0, "còn 2021?", 42), "in the usual language, and of nothing before"
    assert "🔔" in await office.ask(0, "/follow Hưng Yên", 42)


async def test_who_writes_too_fast_does_so_at_all_workers_and_is_told_once(office: Installation) -> None:
    for number in range(75):
        await office.deliver(number % 3, message=office.message("Hưng Yên PAPI 2023", 70))
    await office.until(lambda: any("nhanh quá" in text for text in office.texts(70)))
    assert "PAPI 2022" in await office.ask(0, "Hưng Yên PAPI 2022", 71)
    await asyncio.sleep(1.0)
    told = [text for text in office.texts(70) if "nhanh quá" in text]
    assert len(told) == 1
    assert len(office.texts(70)) < 20 + 2 * 5 + 15, "of the three buckets each let no more pass than nobody told of"


async def test_that_the_bot_is_back_is_told_once_by_all_workers(office: Installation) -> None:
    long_ago = int(time.time()) - 3 * 3600
    for number in range(6):
        await office.deliver(number % 3, message=office.message("Hưng Yên PAPI 2023", 500, date=long_ago + number))
        await asyncio.sleep(0.3)
    assert "PAPI 2023" in await office.ask(1, "Hưng Yên PAPI 2023", 500)
    assert [text for text in office.texts(500) if "đã trở lại" in text] == [office.texts(500)[0]]
    assert len(office.texts(500)) == 2


async def test_a_picture_is_uploaded_by_the_first_worker_only(office: Installation) -> None:
    for worker in range(3):
        await office.deliver(worker, message=office.message("bản đồ PAPI 2023", 60 + worker))
        await office.until(lambda: office.api.counts["sendPhoto"] == worker + 1)  # noqa: B023
    assert [bool(call.files) for call in office.api.calls if call.method == "sendPhoto"] == [True, False, False]
