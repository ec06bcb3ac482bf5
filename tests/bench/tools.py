"""What every part of the benchmark shares: a row of the table, measuring in turns, a contender in its own process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import Timer
from types import TracebackType

LIMIT = 60.0
"""Seconds after which an answer of another process is given up."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``met`` is None for what is only printed."""

    what: str
    measured: str
    goal: str = ""
    met: bool | None = None


def at_least(what: str, ratio: float, least: float, detail: str) -> Row:
    """A row for a ratio that should not be smaller."""
    return Row(what, f"{ratio:.2f} × ({detail})", f"≥ {least:g} ×", ratio >= least)


def at_most(what: str, ratio: float, most: float, detail: str) -> Row:
    """A row for a ratio that should not be larger."""
    return Row(what, f"{ratio:.2f} × ({detail})", f"≤ {most:g} ×", ratio <= most)


def in_turns(rounds: int, *works: Callable[[], float]) -> list[list[float]]:
    """Measures each work once a round, every other round in reverse order: noise of the machine meets all."""
    found: list[list[float]] = [[] for _ in works]
    for number in range(rounds):
        for place in range(len(works))[:: -1 if number % 2 else 1]:
            found[place].append(works[place]())
    return found


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the rounds' ratios."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


class Child:
    """``python -m module arguments`` that answers each line with one line; it ends with its standard input.

    Contenders that have a process of their own do not pay for each other's memory.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def hear(self) -> str:
        """The next line it says."""
        assert self._process.stdout is not None
        watchdog = Timer(LIMIT, self._process.kill)
        watchdog.start()
        try:
            line = self._process.stdout.readline()
        finally:
            watchdog.cancel()
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended or took more than {LIMIT:.0f} s")
        return line.strip()

    def ask(self, line: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self.hear()

    @property
    def pid(self) -> int:
        return self._process.pid

    def threads(self) -> int:
        """How many threads it has."""
        return len(os.listdir(f"/proc/{self._process.pid}/task"))

    def seconds(self, line: str) -> float:
        """What it answers, as a number."""
        return float(self.ask(line))

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._process:  # closes the pipes and waits
            assert self._process.stdin is not None
            self._process.stdin.close()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
