"""SVG -> PNG, in a spawned process of its own: the renderer holds the interpreter's lock while it works.

The process is started by the first picture and ends after some minutes without one. One that dies or takes too long is
replaced; its picture fails.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.charts.typeface import font_files
from bot.painting import painted

ZOOM = 2
"""Pixels for each unit of a chart."""
LONGEST = 20.0
"""Seconds that a picture may take."""
IDLE = 300.0
"""Seconds without a picture after which the process ends."""


class CannotPaint(Exception):
    """The picture could not be made; the reason is the cause, for the log."""


class Painter:
    """Paints one picture at a time. Belongs to one event loop; ``close`` ends its process."""

    def __init__(self, *, idle: float = IDLE, longest: float | None = None) -> None:
        self._idle, self._longest = idle, LONGEST if longest is None else longest
        self._pool: ProcessPoolExecutor | None = None
        self._resting: asyncio.TimerHandle | None = None
        self._waiting = 0

    @property
    def running(self) -> bool:
        """Whether its process is there."""
        return self._pool is not None

    async def paint(self, svg: str, zoom: float = ZOOM) -> bytes:
        """The PNG of an SVG. Raises CannotPaint."""
        loop = asyncio.get_running_loop()
        if self._resting is not None:
            self._resting.cancel()
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        pool = self._pool
        self._waiting += 1
        try:
            work = loop.run_in_executor(pool, painted, svg, zoom, font_files())
            return await asyncio.wait_for(work, self._longest * self._waiting)
        except (BrokenProcessPool, TimeoutError, ValueError, OSError) as error:
            if not isinstance(error, ValueError) and pool is self._pool:
                self._end()
            raise CannotPaint from error
        finally:
            self._waiting -= 1
            if self._pool is not None and not self._waiting:
                self._resting = loop.call_later(self._idle, self._end)

    def close(self) -> None:
        """End the process."""
        if self._resting is not None:
            self._resting.cancel()
        self._end()

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in list((pool._processes or {}).values()):  # shutdown alone would wait for what hangs
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


def png_of(svg: str, zoom: float = ZOOM) -> bytes:
    """The PNG of an SVG, at ``zoom`` pixels for each unit. Raises ValueError for an SVG that cannot be drawn, and
    OSError where the fonts are missing, for without them a picture has no text.
    """
    return painted(svg, zoom, font_files())
