"""The look at the database once a second goes on whatever comes of it, and ends only when the file is gone."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from bot.runtime import keep_fresh, until_lost
from data.errors import DatabaseBusy, DatabaseRefused, DatabaseReplaced

COMES: list[Exception] = [
    DatabaseBusy("busy"), DatabaseRefused("/x", "cannot be read", "Wait."), RuntimeError("unforeseen"),
]  # fmt: skip


class FailingStore:
    """Fails in each way once, and then finds that the file is gone."""

    def __init__(self) -> None:
        self.comes = [*COMES, DatabaseReplaced(Path("/x"))]

    async def renew(self) -> bool:
        raise self.comes.pop(0)


async def test_only_a_lost_database_ends_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with pytest.raises(DatabaseReplaced):
        await keep_fresh(FailingStore(), 0.0)  # type: ignore[arg-type]
    assert len(caplog.records) == len(COMES)


async def test_polling_is_stopped_in_order_when_the_database_is_lost() -> None:
    ended = []

    async def polling() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("in order")

    fresh = asyncio.create_task(keep_fresh(FailingStore(), 0.0))  # type: ignore[arg-type]
    with pytest.raises(DatabaseReplaced):
        await until_lost(polling(), fresh)
    assert ended == ["in order"]


async def test_what_ends_polling_is_passed_on() -> None:
    async def stopped() -> None:
        raise ValueError("another program polls")

    fresh = asyncio.create_task(asyncio.sleep(60))
    with pytest.raises(ValueError, match="another program"):
        await until_lost(stopped(), fresh)
    assert fresh.cancelled() or fresh.cancelling()
