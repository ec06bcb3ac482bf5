"""What is remembered of a chat, as texts that go from worker to worker: the worker that has a chat's updates takes it
up, and writes what changed together with the end of each of them.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.chats.backlog import Backlog
from bot.chats.conversations import Conversations
from bot.chats.feedback import FeedbackDesk
from bot.chats.rate_limit import RateLimit, WritingPace
from bot.chats.replies import Replies
from bot.questions.shown import Shown
from data.chats.chats import Chats
from data.workers.updates import ChatState

log = logging.getLogger(__name__)

CHAT = 0
"""The person under whom is kept what is of the chat itself."""


@dataclass(frozen=True, slots=True)
class PersonMemory:
    """What a person was shown last in a chat, and when."""

    shown: Shown
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class OwnMemory:
    """What is of a chat itself: our answers by the number of the question, the report for which words are awaited, with
    the time at which it was made, when it was told that the bot is back, and how fast somebody writes in private.
    """

    replies: dict[int, int] = field(default_factory=dict)
    awaited: tuple[int, dt.datetime] | None = None
    told_back: dt.datetime | None = None
    pace: WritingPace | None = None


@dataclass(frozen=True, slots=True)
class Admitting:
    """What decides which messages are let through; of a chat it must know at every worker what it knew at another."""

    backlog: Backlog = field(default_factory=Backlog)
    rate_limit: RateLimit = field(default_factory=RateLimit)


_PERSON: TypeAdapter[PersonMemory] = TypeAdapter(PersonMemory)
_OWN: TypeAdapter[OwnMemory] = TypeAdapter(OwnMemory)


class ChatMemory:
    """Puts what is remembered of chats into the services that use it, and takes it out again as texts.

    A text that this version cannot read, because another wrote it, is as none.
    """

    def __init__(
        self, conversations: Conversations, replies: Replies, feedback: FeedbackDesk, admitting: Admitting
    ) -> None:
        self._conversations, self._replies, self._feedback = conversations, replies, feedback
        self._backlog, self._rate_limit = admitting.backlog, admitting.rate_limit
        self._written: dict[int, dict[int, str]] = {}

    def take_up(self, chat: int, texts: Mapping[int, str]) -> None:
        """From now on this is remembered of a chat, by person, and nothing else."""
        self.let_go(chat)
        self._written[chat] = dict(texts)
        for person, text in texts.items():
            if person == CHAT:
                own = _read(_OWN, text)
                if own is not None:
                    self._put(chat, own)
            elif (told := _read(_PERSON, text)) is not None:
                self._conversations.put((chat, person), told.shown, told.at)

    def _put(self, chat: int, own: OwnMemory) -> None:
        for message, answer in own.replies.items():
            self._replies.note(chat, message, answer)
        if own.awaited is not None:
            self._feedback.await_words(chat, *own.awaited)
        if own.told_back is not None:
            self._backlog.put(chat, own.told_back)
        if own.pace is not None:
            self._rate_limit.put(chat, own.pace)

    def changed(self, chat: int) -> dict[int, str]:
        """What is remembered otherwise than it was taken up or told here before, by person; '' for nothing any more."""
        before = self._written.get(chat, {})
        now = {
            person: _text(_PERSON, PersonMemory(shown, at))
            for person, (shown, at) in self._conversations.in_chat(chat).items()
        }
        own = OwnMemory(
            self._replies.last_of(chat),
            self._feedback.awaited_of(chat),
            self._backlog.told_at(chat),
            self._rate_limit.pace_of(chat),
        )
        if own != OwnMemory():
            now[CHAT] = _text(_OWN, own)
        self._written[chat] = now
        return {person: now.get(person, "") for person in before | now if before.get(person, "") != now.get(person, "")}

    def let_go(self, chat: int) -> None:
        """Hold nothing of a chat any more: the next worker has it."""
        self._written.pop(chat, None)
        self._conversations.end(chat)
        self._replies.forget(chat)
        self._feedback.await_no_words(chat)
        self._backlog.let_go(chat)


class HeldChats:
    """Everything that is held of chats while this worker has their updates: what they chose, and what is remembered."""

    def __init__(self, chats: Chats, memory: ChatMemory) -> None:
        self._chats, self._memory = chats, memory

    def take_up(self, chat: int, state: ChatState) -> None:
        """From now on this worker alone has the chat's updates, and this is what the database knows of it."""
        self._chats.hold(chat, state.known)
        self._memory.take_up(chat, state.memory)

    def changed(self, chat: int) -> Mapping[int, str]:
        """What is to be remembered of the chat otherwise than before, by person."""
        return self._memory.changed(chat)

    def let_go(self, chat: int) -> None:
        """Another worker may have the chat's updates now."""
        self._chats.let_go(chat)
        self._memory.let_go(chat)


def _text(adapter: TypeAdapter[Any], value: object) -> str:
    return adapter.dump_json(value, exclude_defaults=True).decode()


def _read(adapter: TypeAdapter[Any], text: str) -> Any:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        log.info("what was remembered of a chat cannot be read and is forgotten (%d faults)", error.error_count())
        return None
