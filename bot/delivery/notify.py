"""Notifies operators without ever waiting for them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.delivery.events import Alarm, DeliveryReport
from data.alerts.model import HeldBack, Progress

log = logging.getLogger(__name__)

Callback = Callable[[Any], Awaitable[None] | None]


class Notifier:
    """Calls one of two callbacks, plain or coroutines; what they raise is only logged."""

    def __init__(self, report: Callback | None, alarm: Callback | None) -> None:
        self._report, self._alarm = report, alarm
        self._under_way: set[asyncio.Task[None]] = set()

    def tell(self, news: Alarm | DeliveryReport) -> None:
        callback = self._report if isinstance(news, DeliveryReport) else self._alarm
        if callback is None:
            return
        try:
            answer = callback(news)
        except Exception:
            log.exception("an operator could not be told")
            return
        if answer is not None:
            task = asyncio.create_task(_quietly(answer))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def close(self, patience: float = 5.0) -> None:
        """Let the notifications under way finish, within ``patience`` seconds."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


async def _quietly(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:
        log.exception("an operator could not be told")


def report_of(progress: Progress, failed: Mapping[str, int], held_back: HeldBack) -> DeliveryReport:
    return DeliveryReport(
        alert=progress.alert,
        total=progress.total,
        sent=progress.sent,
        repeated=progress.repeated,
        unknown=progress.unknown,
        expired=progress.expired,
        superseded=progress.superseded,
        paused=progress.held,
        waiting=progress.pending,
        failed=dict(failed),
        held_back=held_back,
        subject=progress.subject,
    )
