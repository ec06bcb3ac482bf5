"""A file made to keep the bot busy keeps nobody waiting: it is understood and checked in a process of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from bot.context import App
from bot.importing import files
from bot.offline import OfflineTelegram
from bot.runtime import settle

OPERATOR = 4242
MOST_BUSY = 0.5
"""Seconds of its own time that one step of the loop may take; these files once took minutes."""


def of_cells(cell: str) -> bytes:
    """Ranks that are none, in the rows of two provinces, again and again."""
    rows = [f"{('Hà Nội', 'Huế')[number % 2]},60,{cell}" for number in range(34)]
    return "\n".join(["Tỉnh,Tổng điểm,Hạng", *rows]).encode()


def of_headers(header: str) -> bytes:
    rows = [f"{name},{','.join('5' * 30)}" for name in ("Hà Nội", "Huế", "Hưng Yên")]
    return "\n".join(["Tỉnh," + ",".join([header] * 30), *rows]).encode()


def of_unknown_names(count: int) -> bytes:
    """Names that are none, each of which is looked for among all."""
    return "\n".join(["Tỉnh,Tổng điểm", *(f"Hà Nộii {'xy' * 9} {number},5" for number in range(count))]).encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "spaces in ranks": lambda: of_cells("xếp" + " " * 990 + "x"),
    "brackets in headers": lambda: of_headers("(" * 990),
    "footnotes in headers": lambda: of_headers("(1)" * 330 + "x"),
    "groups of digits": lambda: of_cells("111 " * 240 + "x"),
    "names that are none": lambda: of_unknown_names(9_000),
    "one far too long cell": lambda: of_cells("a\u0323\u0301" * 5_000),
}


@pytest.fixture
def admins() -> tuple[int, ...]:
    return (OPERATOR,)


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_others_are_answered_while_a_hostile_file_is_examined(
    hostile: str, world: OfflineTelegram, built: App
) -> None:
    operator, person = world.user(id=OPERATOR), world.user()
    office, chat = world.private(operator, started=True), world.private(person, started=True)
    busy = [0.0]

    async def ticking() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.005)
            busy.append(time.thread_time() - before)

    settle()  # as in a running bot: no round of the garbage collector through all that the tests before have left
    async with world.running(built):
        await operator.send_document("papi-2024.csv", HOSTILE[hostile](), caption="PAPI 2024")
        while "Cả bảng" not in office.last.labels:
            assert office.last.labels, office.last.text
            await operator.press(office.last.labels[0])
        sending = asyncio.create_task(operator.press("Cả bảng"))
        await asyncio.sleep(0)
        ticks = asyncio.create_task(ticking())
        await person.say("Hưng Yên PAPI 2024")
        assert "PAPI 2024" in chat.last.text
        assert not sending.done(), "the question was answered only after the file"
        await sending
        ticks.cancel()
    assert "Chưa thể đăng tệp này" in office.last.text
    assert max(busy) < MOST_BUSY


async def test_a_file_that_takes_too_long_is_told_of_in_a_sentence(
    world: OfflineTelegram,
    built: App,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "READ_SECONDS", 0.2)
    operator = world.user(id=OPERATOR)
    office = world.private(operator, started=True)
    async with world.running(built):
        await operator.send_document("papi-2024.csv", of_unknown_names(9_000), caption="PAPI 2024")
        while office.last.labels:
            await operator.press(office.last.labels[0])
    assert "đã dừng" in office.last.text
