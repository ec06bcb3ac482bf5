"""What is remembered of a chat goes from worker to worker as text, and nothing is lost or left on the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.chats.backlog import Unanswered
from bot.chats.conversations import Conversations
from bot.chats.feedback import FeedbackDesk
from bot.chats.memory import Admitting, ChatMemory
from bot.chats.replies import KEPT_OF_CHAT, Replies
from bot.questions import Question
from bot.questions.question import Bound, Choice
from bot.questions.shown import Shown

NOW = dt.datetime(2026, 4, 1, 8, 30, 15, 123456, tzinfo=dt.UTC)
RANK = Question("standing", provinces=("hung-yen",), index="papi", indicator="4", year=2024)
ODD = Question(
    "choose",
    choices=(Choice("province", "hung-yen"), Choice("index", "papi")),
    then=replace(RANK, bound=Bound("below", "province", province="hue"), n=0, bottom=True),
    heard="hưng yên “&<",
)
TOLD = Shown(
    question=RANK,
    before=replace(RANK, year=2023),
    topic="tasks",
    options=(RANK, ODD),
    provinces=("hung-yen", "hue"),
    weakest="4.2",
    further=replace(RANK, page=2),
    about=RANK,
    wishes=(Question("follow", provinces=("hue",)), Question("unfollow")),
)


class Worker:
    def __init__(self) -> None:
        self.conversations, self.replies = Conversations(), Replies()
        self.feedback = FeedbackDesk(None, None, lambda: NOW)  # type: ignore[arg-type]  # only what it awaits is asked
        self.admitting = Admitting()
        self.memory = ChatMemory(self.conversations, self.replies, self.feedback, self.admitting)


def test_everything_that_was_shown_is_the_same_at_the_next_worker() -> None:
    one, other = Worker(), Worker()
    one.memory.take_up(5, {})
    one.conversations.put((5, 9), TOLD, NOW)
    one.conversations.put((5, 5), Shown(), NOW)
    one.replies.note(5, 100, 101)
    one.feedback.await_words(5, 77, NOW)
    one.admitting.backlog.put(5, NOW)
    for _ in range(30):
        one.admitting.rate_limit.judge(5, NOW)
    texts = one.memory.changed(5)
    other.memory.take_up(5, texts)
    assert other.conversations.in_chat(5) == {9: (TOLD, NOW), 5: (Shown(), NOW)}
    assert other.replies.of(5, 100) == 101
    assert other.feedback.awaited_of(5) == (77, NOW)
    assert other.admitting.backlog.told_at(5) == NOW
    pace = other.admitting.rate_limit.pace_of(5)
    assert pace is not None
    assert pace == one.admitting.rate_limit.pace_of(5)
    assert other.admitting.rate_limit.judge(5, NOW) == "drop", "told at the worker before"
    assert other.memory.changed(5) == {}, "nothing is otherwise than it was taken up"


def test_only_what_changed_is_written_and_nothing_stays_behind() -> None:
    worker = Worker()
    worker.memory.take_up(5, {})
    worker.conversations.put((5, 9), TOLD, NOW)
    worker.conversations.put((6, 9), TOLD, NOW)
    assert worker.memory.changed(5).keys() == {9}
    assert worker.memory.changed(5) == {}
    worker.replies.note(5, 1, 2)
    assert worker.memory.changed(5).keys() == {0}
    worker.conversations.forget(9)
    assert worker.memory.changed(5) == {9: ""}
    worker.memory.let_go(5)
    assert (worker.conversations.in_chat(5), worker.replies.of(5, 1)) == ({}, None)


def test_what_another_worker_wrote_takes_the_place_of_what_was_held() -> None:
    worker = Worker()
    worker.memory.take_up(5, {})
    worker.conversations.put((5, 9), TOLD, NOW)
    worker.memory.take_up(5, {})
    assert worker.conversations.in_chat(5) == {}


def test_the_last_answers_of_a_chat_go_along() -> None:
    worker = Worker()
    for message in range(100):
        worker.replies.note(5, message, 1000 + message)
    assert list(worker.replies.last_of(5)) == list(range(100 - KEPT_OF_CHAT, 100))
    assert worker.replies.count(5) == 100


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "{", '{"shown": 5, "at": "2026-04-01T08:30:15Z"}', '{"shown": {}, "at": "soon"}'),
        *('{"shown": {"question": {"intent": "of next year"}}, "at": "2026-04-01T08:30:15Z"}', '{"at": 5}'),
    ],
)
@pytest.mark.parametrize("person", [0, 9])
def test_what_cannot_be_read_is_as_nothing(text: str, person: int) -> None:
    worker = Worker()
    worker.memory.take_up(5, {person: text})
    assert worker.conversations.in_chat(5) == {}
    assert worker.replies.count(5) == 0


def test_what_a_newer_version_adds_does_no_harm() -> None:
    worker = Worker()
    worker.memory.take_up(5, {9: '{"shown": {"weakest": "4.2", "mood": "good"}, "at": "2026-04-01T08:30:15Z"}'})
    assert worker.conversations.in_chat(5)[9][0] == Shown(weakest="4.2")


def test_of_who_writes_as_people_do_no_pace_is_written() -> None:
    worker = Worker()
    worker.memory.take_up(5, {})
    for _ in range(4):
        worker.admitting.rate_limit.judge(5, NOW)
    assert worker.memory.changed(5) == {}


def test_who_waits_to_be_told_is_told_though_the_chat_went_to_another_worker() -> None:
    one, other = Worker(), Worker()
    long_ago = NOW - dt.timedelta(hours=3)
    one.memory.take_up(5, {})
    one.admitting.backlog.add(Unanswered(5, "private", 1, None, "vi"), long_ago, NOW)
    texts = one.memory.changed(5)
    one.memory.let_go(5)
    other.memory.take_up(5, texts)
    other.admitting.backlog.add(Unanswered(5, "private", 2, None, "vi"), long_ago, NOW)
    assert other.admitting.backlog.take() is None
    assert one.admitting.backlog.take() is not None
