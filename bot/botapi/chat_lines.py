"""The updates that one worker holds, in a line for each chat: only the first is handled, until its end is written."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator

from data.workers.updates import HeldUpdate


class ChatLines:
    """So of each chat a worker that is killed leaves one update that may be answered twice, and never one out of order.

    ``len`` is how many wait behind another.
    """

    def __init__(self) -> None:
        self._of_chat: Counter[int] = Counter()
        self._next: dict[int, deque[HeldUpdate]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._next.values()))

    def __iter__(self) -> Iterator[HeldUpdate]:
        """Those that wait behind another."""
        return (held for line in self._next.values() for held in line)

    @property
    def chats(self) -> tuple[int, ...]:
        """The chats of which this worker holds updates."""
        return tuple(self._of_chat)

    def join(self, held: HeldUpdate) -> bool:
        """Take an update into its chat's line; returns whether it is the first there."""
        if held.chat is None:
            return True
        self._of_chat[held.chat] += 1
        if self._of_chat[held.chat] == 1:
            return True
        self._next.setdefault(held.chat, deque()).append(held)
        return False

    def leave(self, chat: int) -> HeldUpdate | None:
        """One of the chat is done: the one that follows, None where nothing waits."""
        self._of_chat[chat] -= 1
        if self._of_chat[chat] <= 0:
            del self._of_chat[chat]
            self._next.pop(chat, None)
            return None
        line = self._next.get(chat)
        return line.popleft() if line else None

    def __contains__(self, chat: int) -> bool:
        """Whether this worker holds updates of the chat."""
        return chat in self._of_chat

    def drop_waiting(self) -> None:
        """Drop what waits behind another."""
        self._next.clear()

    def clear(self) -> None:
        self._of_chat.clear()
        self._next.clear()
