"""Claimed rows that wait for their turn."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from data.alerts.model import Parcel


@dataclass(slots=True, eq=False)
class Job:
    """A claimed row in hand. Times are monotonic: ``taken`` is when it was claimed, ``began`` when its call began.

    ``probe`` says that this send is to find out whether an outage is over.
    """

    parcel: Parcel
    taken: float
    began: float = 0.0
    probe: bool = False


class Queue:
    """First come, first served, except for chats that must wait their second (or minute)."""

    __slots__ = ("_count", "_line", "_set_aside", "ids")

    def __init__(self) -> None:
        self._line: deque[Job] = deque()
        self._set_aside: list[tuple[float, int, Job]] = []
        self._count = 0
        self.ids: set[int] = set()
        """The ids of every row in hand until ``gone``, including those being sent and those whose outcome is not
        recorded yet. If somebody sets the clock, our own claims may run out and be given out again.
        """

    def __len__(self) -> int:
        return len(self._line) + len(self._set_aside)

    @property
    def in_line(self) -> int:
        """How many rows could go now, as far as is known."""
        return len(self._line)

    def add(self, parcels: Iterable[Parcel], now: float) -> None:
        """Put claimed rows in line, except those that are in hand already."""
        for parcel in parcels:
            if parcel.id not in self.ids:
                self.ids.add(parcel.id)
                self._line.append(Job(parcel, now))

    def next(self, now: float) -> Job | None:
        if self._set_aside and self._set_aside[0][0] <= now:
            return heapq.heappop(self._set_aside)[2]
        return self._line.popleft() if self._line else None

    def back(self, job: Job) -> None:
        """Put a row that could not go now first in line again."""
        self._line.appendleft(job)

    def set_aside(self, job: Job, until: float) -> None:
        self._count += 1
        heapq.heappush(self._set_aside, (until, self._count, job))

    def next_at(self) -> float:
        """When the first of the rows set aside may go; infinite when there is none."""
        return self._set_aside[0][0] if self._set_aside else float("inf")

    def drop(self, chat: int) -> None:
        """Let go of what waits for this chat; what is being sent to it is not in line any more."""
        self.ids.difference_update(job.parcel.id for job in self._waiting() if job.parcel.chat == chat)
        self._line = deque(job for job in self._line if job.parcel.chat != chat)
        self._set_aside = [one for one in self._set_aside if one[2].parcel.chat != chat]
        heapq.heapify(self._set_aside)

    def gone(self, id: int) -> None:
        self.ids.discard(id)

    def empty(self) -> list[Job]:
        """Take everything out and return it."""
        jobs = self._waiting()
        self._line.clear()
        self._set_aside.clear()
        return jobs

    def _waiting(self) -> list[Job]:
        return [*self._line, *(job for _, _, job in self._set_aside)]
