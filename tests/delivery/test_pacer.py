"""The pace of alerts, the limits of chats, the due clock and the outage watch: pure, no waiting."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.clock import DueClock
from bot.delivery.pacer import ChatLimits, Pacer


def run(pacer: Pacer, since: float, until: float, step: float = 0.001) -> list[float]:
    """When messages go if one always waits, and the loop comes by every ``step`` seconds."""
    times, turn = [], 0
    while (now := since + turn * step) < until:
        while pacer.wait(now) == 0:
            pacer.take()
            times.append(now)
        turn += 1
    return times


@pytest.mark.parametrize(("pace", "step"), [(25.0, 0.001), (25.0, 0.03), (1000.0, 0.001), (1000.0, 0.02), (0.5, 0.1)])
def test_the_pace_is_held(pace: float, step: float) -> None:
    sent = len(run(Pacer(pace), 100, 110, step))
    assert pace * 10 * 0.98 <= sent <= pace * 10 * 1.006 + 1


def test_a_late_loop_makes_up_for_little() -> None:
    pacer = Pacer(25)
    run(pacer, 0, 1)
    assert len(run(pacer, 60, 60.0005)) == 2
    fast = Pacer(1000)
    run(fast, 0, 1)
    assert len(run(fast, 60, 60.0005)) == 51


def test_no_pace_is_no_limit_but_for_floods() -> None:
    pacer = Pacer(None)
    for _ in range(10_000):
        assert pacer.wait(5) == 0
        pacer.take()
    assert pacer.flood(5, 35, 5)
    assert pacer.wait(10) == 30
    assert pacer.wait(40) == 0


def test_calls_in_flight_together_halve_the_pace_once() -> None:
    pacer = Pacer(25)
    assert pacer.flood(10, 3, began=9.9)
    assert not pacer.flood(10.1, 5, began=9.95)
    assert pacer.pace(10.1) == 12.5
    assert pacer.wait(10.1) == pytest.approx(5)
    assert pacer.flood(16, 3, began=15.5)
    assert pacer.pace(16) == 6.25


def test_the_pace_recovers_by_and_by() -> None:
    pacer = Pacer(25)
    pacer.flood(0, 35, 0)
    assert pacer.pace(35 + 14.9) == 12.5
    assert pacer.pace(35 + 15) == 13.75
    assert pacer.pace(35 + 149) == 23.75
    assert pacer.pace(35 + 10_000) == 25


def test_the_pace_never_falls_to_nothing() -> None:
    pacer = Pacer(1000)
    for n in range(100):
        pacer.flood(n, 0, n)
    assert pacer.pace(99) == 62.5
    assert Pacer(0.5).pace(0) == 0.5


def test_the_flood_is_not_made_up_for_afterwards() -> None:
    pacer = Pacer(1000)
    pacer.flood(0, 35, 0)
    assert len(run(pacer, 35, 36)) <= 501


def test_replies_take_the_place_of_alerts_but_not_for_ever() -> None:
    pacer = Pacer(25)
    pacer.wait(0)
    for _ in range(10):
        pacer.give_way()
    assert pacer.wait(0) == pytest.approx(0.4)
    for _ in range(1000):
        pacer.give_way()
    assert pacer.wait(0) <= 1.1


def test_a_pace_is_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        Pacer(0)


def test_the_limits_of_chats() -> None:
    limits = ChatLimits()
    for second in range(20):
        assert limits.wait(-1, True, second) == 0
        limits.took(-1, True, second)
    assert limits.wait(-1, True, 20) == 40
    assert limits.wait(-1, False, 19.4) == pytest.approx(0.6)
    assert limits.wait(-2, True, 20) == 0
    assert limits.wait(-1, True, 60) == 0


def test_only_the_last_minute_is_remembered() -> None:
    limits = ChatLimits()
    for n in range(100_000):
        limits.took(n, n % 10 == 0, n / 1000)
    assert len(limits) <= 1_001 + 6_001


def test_the_due_clock_never_goes_back() -> None:
    wall, steady = [dt.datetime(2026, 11, 22, tzinfo=dt.UTC)], [0.0]
    clock = DueClock(lambda: wall[0], lambda: steady[0])

    def go(real: float, shown: float) -> dt.timedelta:
        before = clock.now()
        steady[0] += real
        wall[0] += dt.timedelta(seconds=shown)
        return clock.now() - before

    assert go(10, 10) == dt.timedelta(seconds=10)
    assert go(10, -3600) == dt.timedelta(seconds=10)
    assert go(10, 10) == dt.timedelta(seconds=10)
    assert go(10, 3600) == dt.timedelta(seconds=10)
    assert go(10, 7200) > dt.timedelta(hours=1)
    assert go(10, 9) == dt.timedelta(seconds=9)


def test_one_in_ten_is_no_outage_and_one_in_four_is() -> None:
    watch = CircuitBreaker()

    def outage(every: int, *seconds: int) -> bool:
        found = False
        for n in range(*seconds):
            if n % every == 0:
                found |= watch.trouble(n)
            else:
                watch.good(n)
        return found

    assert not outage(10, 0, 200)
    assert outage(4, 200, 300)


def test_few_failures_are_no_outage_unless_in_a_row_or_on_trial() -> None:
    watch = CircuitBreaker()
    assert not any(watch.trouble(0) for _ in range(9))
    assert watch.trouble(0)
    assert not watch.trouble(0)
    assert CircuitBreaker().trouble(0, at_once=True)


def test_failures_of_long_ago_do_not_count() -> None:
    watch = CircuitBreaker()
    for n in range(40):
        watch.good(0)
        if n % 5 == 0:
            watch.trouble(0)
    assert not any(watch.trouble(61) for _ in range(9))


def test_probes_come_ever_less_often_until_all_is_well() -> None:
    watch = CircuitBreaker()
    watch.trouble(0, at_once=True)
    waits, now = [], 0.0
    for _ in range(9):
        waits.append(watch.probe_in(now))
        now += waits[-1]
        watch.failed(now)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    watch.over()
    watch.trouble(now, at_once=True)
    assert watch.probe_in(now) == 60
    watch.over()
    watch.settled()
    watch.trouble(now, at_once=True)
    assert watch.probe_in(now) == 1
