"""What each person was shown last in each chat, so that "còn 2022?" is understood: in memory, bounded, for a day."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from dataclasses import replace

from bot.answers.shown import shown
from bot.assistant import Answered
from bot.questions import Question
from bot.questions.shown import Shown, after, shown_by

KEPT = 2000
"""So many conversations are remembered; of more, those that have rested longest are forgotten."""
LASTS = dt.timedelta(days=1)
"""After this time without a question nothing is meant by the one before."""

Key = tuple[int, int]
"""A chat, and a person in it: in a group everybody has a conversation of their own."""


class Conversations:
    """Remembers. The clock is the caller's: each call is told what time it is."""

    def __init__(self) -> None:
        self._shown: OrderedDict[Key, tuple[Shown, dt.datetime]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._shown)

    def last(self, key: Key | None, now: dt.datetime) -> Shown | None:
        """What was shown last; None where nothing was within a day, or where one cannot tell who asks."""
        found = self._shown.get(key) if key is not None else None
        if found is None or key is None:
            return None
        last, at = found
        if now - at >= LASTS:
            del self._shown[key]
            return None
        return last

    def remember(self, key: Key | None, answered: Answered, now: dt.datetime) -> None:
        """Remember what was shown now, beside what of the conversation still holds."""
        if key is not None:
            self._keep(key, replace(shown(answered.answer), further=_next_page(answered)), now)

    def wished(self, key: Key | None, wish: Question, now: dt.datetime) -> None:
        """Remember what somebody began or ceased to follow: "thôi khỏi" gives it up."""
        if key is not None:
            self._keep(key, shown_by(wish), now)

    def leave(self, key: Key | None, now: dt.datetime) -> bool:
        """Ask no more what was asked back, or for a command's arguments; returns whether anything was."""
        last = self.last(key, now)
        if last is None or key is None:
            return False
        chosen = last.question is not None and last.question.intent == "choose"
        if not (chosen or last.topic or last.options):
            return False
        question = last.before if chosen else last.question
        self.put(key, replace(last, question=question, topic="", options=()), now)
        return True

    def in_chat(self, chat: int) -> dict[int, tuple[Shown, dt.datetime]]:
        """What each person was shown last in a chat, and when."""
        return {person: told for (of, person), told in self._shown.items() if of == chat}

    def put(self, key: Key, told: Shown, at: dt.datetime) -> None:
        """Remember what was shown ``at`` that time, in place of anything else."""
        self._shown[key] = told, at

    def of(self, chat: int) -> tuple[Shown, ...]:
        """All that is remembered of a chat and of a person; the ids of both are of one kind."""
        return tuple(shown for key, (shown, _) in self._shown.items() if chat in key)

    def forget(self, chat: int) -> None:
        """Forget all that was shown in a chat and, where it is a person's, what they were shown elsewhere."""
        for key in [key for key in self._shown if chat in key]:
            del self._shown[key]

    def end(self, chat: int) -> None:
        """Begin anew in a chat: what its next words need is no longer taken from what was shown there."""
        for key in [key for key in self._shown if key[0] == chat]:
            del self._shown[key]

    def _keep(self, key: Key, told: Shown, now: dt.datetime) -> None:
        self._shown[key] = (after(self.last(key, now), told), now)
        self._shown.move_to_end(key)
        while len(self._shown) > KEPT or now - next(iter(self._shown.values()))[1] >= LASTS:
            self._shown.popitem(last=False)


def _next_page(answered: Answered) -> Question | None:
    """What the button to the next page asks, if there is one: "xem tiếp" does the same."""
    page = answered.answer.question.page
    presses = (button.press for row in answered.reply.buttons for button in row if button.here)
    return next((press for press in presses if isinstance(press, Question) and press.page > page), None)
