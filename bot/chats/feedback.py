"""Feedback, free of Telegram: what somebody says is wrong is kept with what they asked and were shown."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.callbacks import encode
from bot.i18n import Language
from bot.presses.answers import Wrong
from bot.questions import Question
from bot.questions.shown import Shown
from bot.render.feedback import ANSWER, WORDS
from bot.render.phrases import cut
from data.chats.feedback import FeedbackBox, FeedbackEntry

MOST = 5
"""Reports of one person within an hour; they may add words to them twice as often."""
WITHIN = dt.timedelta(hours=1)
SOON = dt.timedelta(minutes=10)
"""After so long what somebody writes has nothing to do with the report that they made."""
REMEMBERED = 10_000
SMALL_TALK = ("hello", "thanks", "bye")
UNCLEAR = ("unknown", "choose", "help")
SHORT = 8
"""Words of a question that is nothing but a question."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who says it, and where an answer belongs. ``person`` is None where nobody can tell who writes."""

    chat: int
    person: int | None
    language: Language
    thread: int | None = None
    message_id: int | None = None

    @property
    def who(self) -> int:
        """Whose reports are counted."""
        return self.person or self.chat


@dataclass(frozen=True, slots=True)
class Meant:
    """What a reply to a message about feedback is: a question to answer, words to pass on, or both."""

    asks: bool
    tells: bool


class Allowance:
    """How often somebody may do something within an hour. In memory only."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._times: OrderedDict[int, list[dt.datetime]] = OrderedDict()

    def take(self, who: int, now: dt.datetime) -> bool:
        """Whether they may do it once more; if so, it is counted."""
        recent = [at for at in self._times.get(who, ()) if now - at < WITHIN]
        if len(recent) >= self.most:
            return False
        self._times[who] = [*recent, now]
        self._times.move_to_end(who)
        while len(self._times) > REMEMBERED:
            self._times.popitem(last=False)
        return True

    def forget(self, who: int) -> None:
        self._times.pop(who, None)


class FeedbackDesk:
    """Takes feedback. The clock has a time zone."""

    def __init__(self, box: FeedbackBox, assistant: Assistant, now: Callable[[], dt.datetime]) -> None:
        self.box = box
        self._assistant = assistant
        self._now = now
        self._reports, self._additions = Allowance(MOST), Allowance(2 * MOST)
        self._awaited: OrderedDict[int, tuple[int, dt.datetime]] = OrderedDict()

    async def earlier(self, author: Author, question: Question) -> FeedbackEntry | None:
        """What the same person said of the answer to the same question, while it is open."""
        return await self.box.of(author.chat, author.person, encode(Wrong(question)) or "")

    async def report(
        self, author: Author, words: str = "", *, question: Question | None = None, asked: str = "", answer: str = ""
    ) -> FeedbackEntry | None:
        """Keep a report; None if the person has made too many within the hour."""
        now = self._now()
        if not self._reports.take(author.who, now):
            return None
        entry = FeedbackEntry(
            id=0,
            chat=author.chat,
            thread=author.thread,
            message_id=author.message_id,
            person=author.person,
            created=now,
            language=author.language,
            asked=cut(asked),
            question=(encode(Wrong(question)) or "") if question is not None else "",
            answer=cut(answer, ANSWER),
            words=cut(words, WORDS),
            data_version=self._assistant.version,
        )
        kept = await self.box.add(entry)
        if not words and author.chat == author.person:
            self.await_words(author.who, kept.id, now)
        return kept

    def await_words(self, who: int, report: int, since: dt.datetime) -> None:
        """What somebody writes soon after is about a report that they made in private."""
        self._awaited[who] = (report, since)
        while len(self._awaited) > REMEMBERED:
            self._awaited.popitem(last=False)

    def await_no_words(self, who: int) -> None:
        self._awaited.pop(who, None)

    def awaited_of(self, who: int) -> tuple[int, dt.datetime] | None:
        """The report for which words are awaited, and since when."""
        return self._awaited.get(who)

    def awaited(self, author: Author) -> int | None:
        """The number of a report without words that a person made not long ago in private; None for no such report."""
        number, at = self._awaited.get(author.who, (0, self._now()))
        return number if number and author.chat == author.person and self._now() - at < SOON else None

    async def add(self, author: Author, id: int, words: str) -> FeedbackEntry | None:
        """Add words to a report; None if the person has added too many within the hour, or it is done with."""
        if not self._additions.take(author.who, self._now()):
            return None
        self._awaited.pop(author.who, None)
        return await self.box.add_words(id, cut(words, WORDS))

    async def of(self, author: Author, id: int) -> FeedbackEntry | None:
        """The open report of a number, if it is this person's and of this chat."""
        entry = await self.box.get(id)
        return entry if entry and (entry.chat, entry.person) == (author.chat, author.person) else None

    def read(self, text: str, last: Shown | None) -> Meant:
        """What a text may mean that replies to a message about feedback: words for the operators, a question, or both.

        A question must never be lost: whatever is wholly understood as one is answered. Of that only commands, small
        talk and short questions are not words for the operators as well ("PAPI 2024 của Hưng Yên phải là hạng 20").
        """
        question = self._assistant.read(text, None if text.startswith("/") else last)
        if text.startswith("/") or (question.intent == "help" and question.topic in SMALL_TALK):
            return Meant(asks=True, tells=False)
        understood = question.intent not in UNCLEAR and not self._assistant.names_nothing(text)
        wholly, asking = understood and not question.heard, text.rstrip().endswith("?")
        short = wholly and asking and len(text.split()) <= SHORT
        return Meant(asks=wholly or (understood and asking), tells=not short)

    def forget(self, who: int) -> None:
        """Forget how often somebody wrote."""
        self._reports.forget(who)
        self._additions.forget(who)
        self._awaited.pop(who, None)
