"""A bucket of tokens for each sender: a burst, then so many in a while, told once a minute, in bounded memory."""

from __future__ import annotations

import datetime as dt

from bot.chats.rate_limit import RateLimit

START = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def after(seconds: float) -> dt.datetime:
    return START + dt.timedelta(seconds=seconds)


def test_a_burst_passes_and_then_one_every_two_seconds() -> None:
    limit = RateLimit(burst=20, every=2)
    assert [limit.judge(1, START) for _ in range(22)] == ["pass"] * 20 + ["tell", "drop"]
    assert limit.judge(1, after(1.9)) == "drop"
    assert [limit.judge(1, after(4)) for _ in range(3)] == ["pass", "pass", "drop"]
    assert [limit.judge(1, after(400)) for _ in range(21)].count("pass") == 20, "no more than a burst is saved up"


def test_each_has_a_bucket_of_their_own() -> None:
    limit = RateLimit(burst=1)
    assert limit.judge(1, START) == "pass"
    assert limit.judge(2, START) == "pass"
    assert limit.judge(1, START) == "tell"


def test_somebody_is_told_once_a_minute_and_only_where_they_can_be() -> None:
    limit = RateLimit(burst=1, every=1e6)
    limit.judge(1, START)
    assert limit.judge(1, START, can_tell=False) == "drop"
    assert limit.judge(1, after(1)) == "tell"
    assert [limit.judge(1, after(second)) for second in (2, 30, 60.9)] == ["drop"] * 3
    assert limit.judge(1, after(61)) == "tell"


def test_time_that_goes_back_fills_nothing() -> None:
    limit = RateLimit(burst=2, every=10)
    assert [limit.judge(1, after(100)) for _ in range(2)] == ["pass", "pass"]
    assert limit.judge(1, START) == "tell"
    assert limit.judge(1, after(105)) == "drop"
    assert limit.judge(1, after(110)) == "pass"


def test_memory_is_bounded_and_forgets_those_who_rest() -> None:
    limit = RateLimit(burst=1, every=1e6, keep=100)
    for sender in range(1_000):
        limit.judge(0, START)  # the one who floods is never among those who rest
        limit.judge(sender + 1, START)
    assert len(limit) == 100
    assert limit.judge(0, START) == "drop"
