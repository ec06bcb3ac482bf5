"""Which message of ours answers which message, so that an edited question changes its answer: bounded."""

from __future__ import annotations

from collections import OrderedDict

KEPT = 1000
"""How many answers are remembered whose question may still be edited."""
KEPT_OF_CHAT = 20
"""How many of one chat, where its last ones go from worker to worker."""


class Replies:
    """Remembers, of each chat, the number of our message for that of the question."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[int, int], int] = OrderedDict()

    def of(self, chat: int, message: int) -> int | None:
        """The number of our answer to a message; None where it is not known."""
        return self._answers.get((chat, message))

    def note(self, chat: int, message: int, answer: int) -> None:
        self._answers[chat, message] = answer
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)

    def last_of(self, chat: int) -> dict[int, int]:
        """The last ones of a chat: message -> answer."""
        found = [(message, answer) for (of, message), answer in self._answers.items() if of == chat]
        return dict(found[-KEPT_OF_CHAT:])

    def count(self, chat: int) -> int:
        return sum(of == chat for of, _ in self._answers)

    def forget(self, chat: int) -> None:
        for key in [key for key in self._answers if key[0] == chat]:
            del self._answers[key]
