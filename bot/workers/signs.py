"""What a worker and the supervisor that started it know of each other: a pipe for signs of life.

The supervisor alone holds the end from which is read, so that a pipe that is broken says that the supervisor is gone: a
worker must not work on unseen, at ports that the next one wants.
"""

from __future__ import annotations

import asyncio
import logging
import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Final

log = logging.getLogger(__name__)

SIGNS: Final = "CHISOTINH_WORKER_SIGNS"
"""The environment's name for the number of the pipe on which a worker says that it lives."""
EVERY: Final = 1.0
"""Seconds between two signs of life."""
PATIENCE: Final = 120.0
"""Seconds for which the database may be silent before the signs end: longer than it takes to restart one."""


async def give_signs(silent: Callable[[], float], end: Callable[[], object] | None = None) -> None:
    """Tell the supervisor, if there is one, again and again that this worker lives, until cancelled. ``silent`` says
    for how many seconds the database has been. When the supervisor is gone it is to ``end``: by SIGTERM, in order.
    """
    number = os.environ.get(SIGNS, "")
    if not number.isdecimal():
        return
    pipe = int(number)
    while not _is_broken(pipe):
        if silent() < PATIENCE:
            with suppress(OSError):  # a supervisor that does not read is none that waits
                os.write(pipe, b".")
        await asyncio.sleep(EVERY)
    log.warning("the supervisor of this worker is gone: it ends")
    (end or _terminate)()


def _is_broken(pipe: int) -> bool:
    looking = select.poll()
    looking.register(pipe, 0)
    return any(event & (select.POLLERR | select.POLLNVAL) for _, event in looking.poll(0))


def _terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
