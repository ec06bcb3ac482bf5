"""Several workers on one machine: processes that listen at the same sockets, started anew when they end or hang.

Each worker holds the end of a pipe and writes to it again and again while it lives; the supervisor has no database and
knows nothing of Telegram, so that there is nothing by which it could fail. Killed all the same, it leaves no worker
behind: the pipe breaks, and they end.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from bot.listening import SOCKETS
from bot.workers.service import tell_manager
from bot.workers.signs import SIGNS

log = logging.getLogger(__name__)

HUNG: Final = 30.0
"""Seconds without a sign of life, after the first, after which a worker is killed."""
START: Final = 120.0
"""Seconds that a worker may take for its first sign."""
ENDING: Final = 15.0
"""Seconds that workers have to end."""
PAUSES: Final = (0.5, 30.0)
"""Seconds before one that ended is started anew: the first time, and at most."""
HOPELESS: Final = 3
"""How often in a row each worker must end without a sign of life, where none ever gave one, until none is started any
more. Where one did, what hinders them (a database that is away, say) may pass, and it is tried on and on.
"""


NOT_STARTED: Final = 127
"""The exit code of a program that is not there."""


def program_as_called() -> tuple[str, ...]:
    """What starts a worker: the program by the name under which it was called, which an upgrade may have made that of a
    newer version (``current`` of an installed bundle); otherwise this Python with this program.
    """
    path = os.path.abspath(sys.argv[0])
    called = os.path.basename(path) == "chisotinh" and os.access(path, os.X_OK)
    return (path,) if called else (sys.executable, "-m", "bot")


@dataclass(slots=True)
class Slot:
    """The place of one worker, and the process in it."""

    number: int
    arguments: tuple[str, ...]
    process: asyncio.subprocess.Process | None = None
    signs: int = -1
    seen: float = 0.0
    lived: bool = False
    failures: int = 0
    code: int = 0
    replacing: bool = False


class Supervisor:
    """Keeps workers running until SIGINT or SIGTERM; SIGHUP starts them anew, one after the other. ``sockets`` are what
    they listen at, by address; ``arguments`` of each worker follow the program's name.
    """

    def __init__(self, arguments: Sequence[tuple[str, ...]], sockets: Mapping[str, socket.socket]) -> None:
        self._slots = [Slot(number, own) for number, own in enumerate(arguments, 1)]
        self._sockets = sockets
        self._ending = asyncio.Event()
        self._renewal = asyncio.Lock()
        self._lived = False
        self._hung, self._start = HUNG, START

    async def run(self) -> int:
        """Returns the exit code: 0 after a signal, else that of the workers, none of which came to live."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._ending.set)
        renewing: set[asyncio.Task[None]] = set()

        def renew() -> None:
            renewing.add(task := asyncio.create_task(self._renew_all()))
            task.add_done_callback(renewing.discard)

        loop.add_signal_handler(signal.SIGHUP, renew)
        telling = asyncio.create_task(tell_manager(lambda: any(slot.lived for slot in self._slots), self._ending))
        keeping = [asyncio.create_task(self._keep(slot)) for slot in self._slots]
        try:
            await asyncio.gather(*keeping)
        finally:
            for task in (telling, *keeping, *renewing):
                task.cancel()
            await asyncio.gather(telling, *keeping, *renewing, return_exceptions=True)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                loop.remove_signal_handler(number)
        return self._slots[0].code if self._hopeless() else 0

    def _hopeless(self) -> bool:
        return not self._lived and all(slot.failures >= HOPELESS for slot in self._slots)

    async def _keep(self, slot: Slot) -> None:
        """Keep one place filled."""
        first, most = PAUSES
        pause = first
        while not self._ending.is_set():
            began = time.monotonic()
            slot.code = await self._live(slot)
            if self._ending.is_set():
                return
            slot.failures = 0 if slot.lived else slot.failures + 1
            if self._hopeless():
                self._ending.set()
                return
            if slot.replacing:
                slot.replacing = False
                pause = first
                continue
            pause = first if slot.lived and time.monotonic() - began > most else min(most, pause * 2)
            log.warning("worker %d ended (%s); it is started anew", slot.number, _why(slot.code))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), pause)

    async def _live(self, slot: Slot) -> int:
        """Start a worker and see it through; returns its exit code, negative for a signal."""
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        slot.process, slot.lived = None, False
        inherited = ",".join(f"{place}={one.fileno()}" for place, one in self._sockets.items())
        environment = os.environ | {SIGNS: str(writing), SOCKETS: inherited}
        try:
            process = await asyncio.create_subprocess_exec(
                *(*program_as_called(), *slot.arguments),
                env=environment,
                pass_fds=(writing, *(one.fileno() for one in self._sockets.values())),
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which tells them
            )
        except OSError as error:
            log.error("worker %d cannot be started: %s", slot.number, error)
            os.close(reading)
            return NOT_STARTED
        finally:
            os.close(writing)
        slot.process, slot.signs, slot.lived, slot.seen = process, reading, False, time.monotonic()
        loop = asyncio.get_running_loop()
        loop.add_reader(reading, self._heard, slot)
        ended = asyncio.create_task(process.wait())
        ending = asyncio.create_task(self._ending.wait())
        try:
            while not ended.done():
                await asyncio.wait((ended, ending), timeout=1.0, return_when=asyncio.FIRST_COMPLETED)
                if ending.done() and not ended.done():
                    await self._end(process, ended)
                silent = time.monotonic() - slot.seen
                if not ended.done() and silent > (self._hung if slot.lived else self._start):
                    log.error("worker %d gave no sign of life for %d seconds and is killed", slot.number, silent)
                    process.kill()
                    await ended
            return ended.result()
        finally:
            loop.remove_reader(reading)
            os.close(reading)
            ending.cancel()
            if not ended.done():
                process.kill()
                await ended

    def _heard(self, slot: Slot) -> None:
        with suppress(BlockingIOError):
            if os.read(slot.signs, 4096):
                slot.seen, slot.lived = time.monotonic(), True
                self._lived = True
            else:  # the other end is closed: the process is ending
                asyncio.get_running_loop().remove_reader(slot.signs)

    async def _end(self, process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> None:
        with suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait([ended], timeout=ENDING)
        if not ended.done():
            log.error("process %d did not end in time and is killed", process.pid)
            process.kill()
            await ended

    async def _renew_all(self) -> None:
        """Start every worker anew, the next one when the one before lives. One that does not come to live ends this:
        the others go on as they are.
        """
        async with self._renewal:  # asked for again meanwhile, all are started anew once more
            log.info("the workers are started anew, one after the other")
            for slot in self._slots:
                if self._ending.is_set():
                    return
                if not await self._renewed(slot):
                    log.error("worker %d does not start; those after it are left as they are", slot.number)
                    return
            log.info("all workers were started anew")

    async def _renewed(self, slot: Slot) -> bool:
        """Start one worker anew; returns whether the new one lives."""
        before, failed = slot.process, slot.failures
        if before is not None and before.returncode is None:
            slot.replacing = True
            with suppress(ProcessLookupError):
                before.terminate()
        until = time.monotonic() + ENDING + self._start
        while time.monotonic() < until and not self._ending.is_set():
            if slot.process is not before and slot.lived:
                return True
            if slot.failures > failed:
                return False
            await asyncio.sleep(0.1)
        return self._ending.is_set()


def _why(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"
