"""Which messages are too old to be answered, which chats wait to be told, and what time it is."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chats.backlog import Backlog, Unanswered

NOW = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)


def ago(minutes: float) -> dt.datetime:
    return NOW - dt.timedelta(minutes=minutes)


def of(chat: int, message: int = 1) -> Unanswered:
    return Unanswered(chat, "private", message, None, "vi")


@pytest.mark.parametrize(
    ("minutes", "old"), [(0, False), (-5, False), (10, False), (10.1, True), (24 * 60, True), (3 * 24 * 60, False)]
)
def test_a_message_is_old_after_ten_minutes_unless_its_date_cannot_be(minutes: float, old: bool) -> None:
    assert Backlog().is_old(ago(minutes), NOW) is old


def test_each_chat_waits_once_and_first_come_is_first_told() -> None:
    backlog = Backlog()
    for chat, message in ((1, 1), (2, 2), (1, 3), (3, 4)):
        backlog.add(of(chat, message), ago(60), NOW)
    assert backlog.take(2) == of(2, 2)
    first = backlog.take()
    assert first == of(1, 1)
    backlog.put_back(of(1, 1))
    assert [backlog.take(), backlog.take(), backlog.take()] == [of(1, 1), of(3, 4), None]


def test_a_chat_is_told_again_only_of_what_it_wrote_since() -> None:
    backlog = Backlog()
    backlog.add(of(1), ago(60), NOW)
    backlog.take()
    backlog.add(of(1), ago(50), NOW)
    assert backlog.take() is None
    later = NOW + dt.timedelta(hours=5)
    backlog.add(of(1, 9), NOW + dt.timedelta(hours=1), later)
    assert backlog.take() == of(1, 9)


def test_a_clock_that_is_ahead_is_found_out_by_what_telegram_says() -> None:
    backlog = Backlog()
    assert not backlog.compare(NOW, ago(1)), "that is how long a call may take"
    assert backlog.compare(NOW, ago(25))
    assert backlog.minutes_ahead == 25
    assert not backlog.is_old(ago(30), NOW)
    assert backlog.is_old(ago(36), NOW)
    assert not backlog.compare(NOW, ago(25)), "it is said once"
