"""The sender in virtual time, with an outbox in memory: pace, order of things, outcomes, outages, the lease."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from bot.botapi.transport import AnswerLost, ConnectFailed
from tests.support.fake_outbox import START, FakeOutbox, Scene, refused
from tests.support.virtual_time import in_virtual_time

BLOCKED = refused(403, "Forbidden: bot was blocked by the user")
PAGE = (502, "<html><h1>Bad Gateway</h1></html>")


@in_virtual_time
async def test_everybody_hears_once_at_the_pace() -> None:
    scene = Scene()
    for chat in range(1, 301):
        scene.outbox.add(chat, buttons='[[{"text": "Dừng", "callback_data": "x"}]]')
    async with scene:
        took = await scene.all_sent()
        await scene.until(lambda: scene.reports)
    assert sorted(scene.telegram.chats) == list(range(1, 301))
    assert 299 / 25 <= took <= 300 / 25 + 1
    assert scene.telegram.peak <= 16
    sent = scene.telegram.got[0][1]
    assert sent["reply_markup"] == {"inline_keyboard": [[{"text": "Dừng", "callback_data": "x"}]]}
    assert "allow_paid_broadcast" not in sent
    report = scene.reports[-1]
    assert (report.total, report.sent, report.repeated, report.waiting, report.failed) == (300, 300, 0, 0, {})
    assert scene.outbox.lease is None


@in_virtual_time
async def test_paid_broadcasts_say_so_and_are_fast() -> None:
    scene = Scene(paid=True, latency=0.05)
    for chat in range(1, 3001):
        scene.outbox.add(chat)
    async with scene:
        took = await scene.all_sent()
    assert took < 3000 / 950 + 0.5
    assert all(one["allow_paid_broadcast"] is True for _, one in scene.telegram.got)
    assert scene.telegram.peak <= 200


@in_virtual_time
async def test_no_second_has_more_than_the_pace() -> None:
    scene = Scene()
    for chat in range(1, 201):
        scene.outbox.add(chat)
    async with scene:
        await scene.all_sent()
    times = [when for when, _ in scene.telegram.got]
    assert max(sum(start <= other < start + 1 for other in times) for start in times) <= 27


@in_virtual_time
async def test_a_chat_waits_its_second_and_a_group_its_minute() -> None:
    scene = Scene()
    for alert in range(1, 26):
        scene.outbox.add(-7, alert, chat_kind="supergroup")
        scene.outbox.add(8, alert)
    async with scene:
        await scene.all_sent()
    group = [when for when, one in scene.telegram.got if one["chat_id"] == -7]
    person = [when for when, one in scene.telegram.got if one["chat_id"] == 8]
    assert all(late - early >= 0.999 for early, late in pairwise(person))
    assert group[20] - group[0] >= 59.9
    assert person[-1] - person[0] < 30


@in_virtual_time
async def test_a_flood_stops_the_lane_and_halves_the_pace_which_recovers() -> None:
    floods = iter([refused(429, "Too Many Requests: retry after 35", retry_after=35)] * 3)
    scene = Scene(lambda one: next(floods, None) if scene.telegram.tried > 100 else None, latency=0.3)
    for chat in range(1, 4001):
        scene.outbox.add(chat)
    async with scene:
        await scene.until(lambda: scene.sender.status().state == "flood")
        begun, before = scene.loop.time(), len(scene.telegram.got)
        await asyncio.sleep(34)
        assert len(scene.telegram.got) <= before + 16
        assert scene.sender.status().pace == 12.5
        await asyncio.sleep(11)
        assert 80 <= len(scene.telegram.got) - before <= 150
        await scene.until(lambda: scene.sender.status().pace == 25, step=1)
        assert 120 <= scene.loop.time() - begun <= 250
        await scene.all_sent()
    assert scene.sender.status().floods == 1
    assert sorted(scene.telegram.chats) == list(range(1, 4001))


@in_virtual_time
async def test_replies_go_first() -> None:
    scene = Scene()
    for chat in range(1, 501):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(2)
        before = len(scene.telegram.got)
        for _ in range(100):
            scene.sender.give_way()
            await asyncio.sleep(0.1)
        assert 140 <= len(scene.telegram.got) - before <= 160
        await scene.all_sent()


@in_virtual_time
async def test_the_first_twenty_must_succeed_before_the_rest_go() -> None:
    scene = Scene(pace=None, latency=1.0)
    for chat in range(1, 201):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(0.9)
        assert scene.telegram.in_flight == 20
        await asyncio.sleep(1.0)
        assert scene.telegram.in_flight > 100
        await scene.all_sent()


@in_virtual_time
async def test_a_failing_trial_costs_nobody_anything() -> None:
    scene = Scene()
    scene.telegram.dead = PAGE
    for chat in range(1, 101):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(30)
        assert scene.telegram.tried <= 20
        assert scene.kinds == ["outage"]
        scene.telegram.dead = None
        await scene.all_sent(300)
    assert scene.kinds == ["outage", "outage_over"]
    assert sorted(scene.telegram.chats) == list(range(1, 101))


@in_virtual_time
@pytest.mark.parametrize("fault", [PAGE, ConnectFailed("refused"), AnswerLost("reset")], ids=["5xx", "down", "reset"])
async def test_an_hour_of_outage_disables_nobody(fault: Any) -> None:
    scene = Scene()
    for chat in range(1, 2001):
        scene.outbox.add(chat)
    async with scene:
        await scene.until(lambda: len(scene.telegram.got) >= 500)
        scene.telegram.dead = fault
        await asyncio.sleep(3600)
        tried = scene.telegram.tried
        assert tried < 600
        assert scene.sender.status().state == "outage"
        scene.telegram.dead = None
        await scene.all_sent()
    assert sorted(scene.telegram.chats) == list(range(1, 2001))
    assert scene.kinds == ["outage", "outage_over"]
    assert scene.outbox.states() == {"sent": 2000}


@in_virtual_time
async def test_more_than_a_fifth_failing_is_an_outage_and_less_is_not() -> None:
    every = 10
    scene = Scene(lambda one: PAGE if scene.telegram.tried > 50 and scene.telegram.tried % every == 0 else None)
    for chat in range(1, 2001):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(30)
        assert scene.kinds == []
        every = 2
        await scene.until(lambda: "outage" in scene.kinds, 60)


@in_virtual_time
async def test_half_the_list_has_blocked_us() -> None:
    scene = Scene(lambda one: BLOCKED if one["chat_id"] <= 500 else None, pace=None)
    for chat in range(1, 1001):
        scene.outbox.add(chat)
    async with scene:
        await scene.until(lambda: scene.outbox.states() == {"sent": 500, "held": 500})
        await scene.until(lambda: scene.reports)
    assert scene.kinds == []
    assert all(row.outcome and row.outcome.reason == "blocked" for row in list(scene.outbox.rows.values())[:500])
    assert scene.reports[-1].paused == 500


@in_virtual_time
async def test_an_unknown_outcome_is_sent_once_more_and_no_more() -> None:
    carried_out: list[int] = []

    def answer(one: dict[str, Any]) -> Any:
        chat = one["chat_id"]
        if chat in (100, 101):
            carried_out.append(chat)
            return AnswerLost("reset") if chat == 101 or carried_out.count(100) == 1 else None
        return None

    scene = Scene(answer)
    for chat in range(1, 201):
        scene.outbox.add(chat)
    async with scene:
        await scene.until(lambda: scene.outbox.states() == {"sent": 199, "unknown": 1})
        await scene.until(lambda: scene.reports and not scene.reports[-1].waiting)
    assert sorted(carried_out) == [100, 100, 101, 101]
    assert (scene.reports[-1].repeated, scene.reports[-1].unknown) == (2, 1)


@in_virtual_time
async def test_a_group_that_became_a_supergroup_hears_under_its_new_id() -> None:
    migrated = refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1007)
    scene = Scene(lambda one: migrated if one["chat_id"] == -7 else None)
    scene.outbox.add(-7, chat_kind="group")
    async with scene:
        await scene.all_sent()
    assert scene.outbox.moved == [(-7, -1007)]
    assert scene.telegram.chats == [-1007]


@in_virtual_time
async def test_a_deleted_topic_is_told_to_an_administrator_and_nobody_is_paused() -> None:
    scene = Scene(lambda one: refused(400, "Bad Request: message thread not found"))
    scene.outbox.add(-7, chat_kind="supergroup", thread=5)
    async with scene:
        await scene.until(lambda: scene.outbox.states()["failed"] == 1)
    assert [(one.kind, one.reason, one.chat, one.thread) for one in scene.alarms] == [("topic", "topic_deleted", -7, 5)]


@in_virtual_time
async def test_without_rights_it_is_tried_again_in_an_hour() -> None:
    refusal = refused(400, "Bad Request: not enough rights to send text messages to the chat")
    scene = Scene(lambda one: refusal if scene.telegram.tried == 1 else None)
    scene.outbox.add(-7, chat_kind="supergroup")
    async with scene:
        took = await scene.all_sent()
    assert 3600 <= took <= 3610


@in_virtual_time
async def test_three_of_our_own_bad_requests_stop_the_run() -> None:
    wrong = True
    scene = Scene(
        lambda one: refused(400, "Bad Request: can't parse entities: x") if wrong and one["text"] == "<b" else None
    )
    for chat in range(1, 1001):
        scene.outbox.add(chat, html="<b")
    other = scene.outbox.add(5000, alert=2)
    async with scene:
        await scene.until(lambda: other.state == "sent")
        await asyncio.sleep(60)
        assert scene.telegram.tried <= 21
        assert [(one.kind, one.reason, one.alert) for one in scene.alarms] == [("bad_request", "bad_markup", 1)]
        assert scene.sender.status().held_alerts == (1,)
        wrong = False
        assert await scene.sender.resume(2) == ()
        assert await scene.sender.resume(1) == (1,)
        assert await scene.all_sent() < 600, "at once, not when the rows come due by themselves"
        assert await scene.sender.resume() == ()


@in_virtual_time
async def test_one_that_is_held_goes_on_where_an_operator_says_so_at_another_worker() -> None:
    wrong = True
    scene = Scene(
        lambda one: refused(400, "Bad Request: can't parse entities: x") if wrong and one["text"] == "<b" else None
    )
    for chat in range(1, 51):
        scene.outbox.add(chat, html="<b")
    async with scene:
        await scene.until(lambda: scene.sender.status().held_alerts == (1,))
        await asyncio.sleep(60)
        wrong = False
        for row in scene.outbox.rows.values():  # what ``Outbox.resume`` does for all workers
            row.parcel, row.not_before = replace(row.parcel, resumed=1), scene.now()
        assert await scene.all_sent() < 120


@in_virtual_time
async def test_one_misworded_row_gives_up_without_stopping_the_others() -> None:
    scene = Scene(lambda one: refused(400, "Bad Request: message is too long") if one["chat_id"] == 50 else None)
    for chat in range(1, 101):
        scene.outbox.add(chat)
    async with scene:
        await scene.until(lambda: scene.outbox.states() == {"sent": 99, "failed": 1}, step=1)
    assert scene.kinds == ["misworded"]


@in_virtual_time
async def test_a_bot_that_nobody_knows_pauses_nobody() -> None:
    scene = Scene(lambda one: refused(400, "Bad Request: chat not found"))
    for chat in range(1, 1001):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(3600)
        assert scene.outbox.states() == {"pending": 1000}
    assert scene.kinds == ["strangers"]
    assert scene.telegram.tried < 50


@in_virtual_time
async def test_one_lost_chat_among_few_is_paused_in_the_end() -> None:
    scene = Scene(lambda one: refused(400, "Bad Request: chat not found"))
    row = scene.outbox.add(1)
    async with scene:
        await scene.until(lambda: row.state == "held")
    assert row.outcome is not None
    assert row.outcome.reason == "not_found"


@in_virtual_time
async def test_a_wrong_token_stops_at_once_and_is_told() -> None:
    scene = Scene()
    scene.telegram.dead = refused(401, "Unauthorized")
    for chat in range(1, 101):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(600)
        assert scene.kinds == ["token"]
        assert scene.outbox.states() == {"pending": 100}
        scene.telegram.dead = None
        await scene.all_sent()


@in_virtual_time
async def test_quiet_hours_hold_and_drop_nothing() -> None:
    scene = Scene()
    scene.moved = dt.timedelta(hours=11, minutes=59)  # 21:59 in Vietnam
    scene.outbox.add(1, quiet_from=22 * 60, quiet_to=7 * 60)
    held = scene.outbox.add(2, quiet_from=21 * 60, quiet_to=7 * 60)
    free = scene.outbox.add(3)
    async with scene:
        await scene.until(lambda: scene.reports)
        assert sorted(scene.telegram.chats) == [1, 3]
        assert (scene.reports[-1].waiting, free.state) == (1, "sent")
        back = scene.reports[-1].held_back
        assert (back.quiet, back.last) == (1, START + dt.timedelta(hours=21)), "until seven in the morning"
        took = await scene.until(lambda: held.state == "sent", 40_000, step=5)
    assert 9 * 3600 + 60 <= took <= 9 * 3600 + 75
    assert scene.outbox.steps["claim"] < 20_000


@in_virtual_time
async def test_what_is_no_longer_news_is_recorded_and_not_sent() -> None:
    scene = Scene()
    scene.outbox.add(1, expires=START - dt.timedelta(seconds=1))
    scene.outbox.add(2)
    async with scene:
        await scene.until(lambda: scene.outbox.states() == {"expired": 1, "sent": 1})
        await scene.until(lambda: scene.reports)
    assert scene.telegram.chats == [2]
    assert scene.reports[-1].expired == 1


@in_virtual_time
@pytest.mark.parametrize("hours", [-5, 5])
async def test_setting_the_clock_neither_stalls_nor_bursts(hours: int) -> None:
    scene = Scene()
    for chat in range(1, 1001):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(10)
        before = len(scene.telegram.got)
        scene.moved = dt.timedelta(hours=hours)
        await asyncio.sleep(10)
        assert 240 <= len(scene.telegram.got) - before <= 260
        await scene.all_sent()


@in_virtual_time
async def test_nothing_is_sent_that_cannot_be_recorded() -> None:
    scene = Scene()
    for chat in range(1, 501):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(5)
        scene.outbox.broken = {"record", "claim", "renew"}
        await asyncio.sleep(1)
        before = len(scene.telegram.got)
        await asyncio.sleep(15)
        assert len(scene.telegram.got) == before
        assert scene.sender.status().state == "database"
        assert scene.kinds == ["database"]
        scene.outbox.broken = set()
        await scene.all_sent()
    assert sorted(scene.telegram.chats) == list(range(1, 501))
    assert scene.kinds == ["database", "database_over"]


@in_virtual_time
async def test_the_slots_bound_what_is_sent_and_not_recorded() -> None:
    scene = Scene(pace=None, in_flight=32)
    for chat in range(1, 501):
        scene.outbox.add(chat)
    async with scene:
        await scene.until(lambda: len(scene.telegram.got) > 100)
        scene.outbox.broken = {"record"}
        await asyncio.sleep(5)
        assert len(scene.telegram.got) - scene.outbox.states()["sent"] <= 32
        scene.outbox.broken = set()
        await scene.all_sent()


@in_virtual_time
async def test_only_one_sender_and_the_second_takes_over() -> None:
    first = Scene(holder="first")
    second = Scene(holder="second", outbox=first.outbox)
    for chat in range(1, 1001):
        first.outbox.add(chat)
    running = asyncio.create_task(first.sender.run())
    await asyncio.sleep(1)
    async with second:
        await asyncio.sleep(5)
        assert second.sender.status().state == "standby"
        assert not second.telegram.got
        running.cancel()  # as good as dead: nothing is given back
        await asyncio.gather(running, return_exceptions=True)
        await second.all_sent()
    chats = first.telegram.chats + second.telegram.chats
    assert set(chats) == set(range(1, 1001))
    assert len(chats) - 1000 <= 16


@in_virtual_time
async def test_losing_the_lease_stops_at_once() -> None:
    scene = Scene(lease=dt.timedelta(seconds=3))
    for chat in range(1, 1001):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(5)
        scene.outbox.lease = ("thief", scene.now() + dt.timedelta(hours=1))
        await scene.until(lambda: scene.sender.status().state == "standby", 2)
        before = len(scene.telegram.got)
        await asyncio.sleep(60)
        assert len(scene.telegram.got) == before
        assert scene.kinds == ["lease_lost"]


class Frozen(FakeOutbox):
    """Its process is frozen at the moment at which the hundredth call would begin, until after its lease."""

    frozen = False
    calls = 0

    def begin(self, parcel: int) -> None:
        super().begin(parcel)
        self.calls += 1
        if self.calls == 100:
            self.frozen = True
            self.lease = ("another", START + dt.timedelta(days=1))


@in_virtual_time
async def test_one_that_wakes_after_its_lease_sends_nothing_more() -> None:
    outbox = Frozen()
    scene = Scene(outbox=outbox, lease=dt.timedelta(seconds=3))
    for chat in range(1, 1001):
        outbox.add(chat)
    monotonic = scene.sender._loop._mono
    scene.sender._loop._mono = lambda: monotonic() + (10 if outbox.frozen else 0)
    async with scene:
        await scene.until(lambda: outbox.frozen)
        await asyncio.sleep(60)
    assert len(scene.telegram.got) == 99, "not even the call that was about to go"
    assert not outbox.begun, "whoever took over need not fear that it arrived"


@in_virtual_time
async def test_stopping_waits_for_what_is_in_flight_and_gives_the_rest_back() -> None:
    scene = Scene(latency=2.0)
    for chat in range(1, 201):
        scene.outbox.add(chat)
    async with scene:
        await asyncio.sleep(3)
    assert scene.outbox.states()["claimed"] == 0
    assert scene.outbox.states()["sent"] == len(scene.telegram.got) > 0


@in_virtual_time
async def test_an_operator_that_cannot_be_told_stops_nothing() -> None:
    async def broken(_: object) -> None:
        raise RuntimeError("no operator")

    outbox = FakeOutbox()
    scene = Scene(outbox=outbox)
    scene.sender._notifier._report = broken
    for chat in range(1, 51):
        outbox.add(chat)
    async with scene:
        await scene.all_sent()
        await asyncio.sleep(5)


@in_virtual_time
async def test_results_are_recorded_many_at_a_time() -> None:
    scene = Scene(pace=None, latency=0.05)
    for chat in range(1, 5001):
        scene.outbox.add(chat)
    async with scene:
        await scene.all_sent()
    assert scene.outbox.steps["record"] < 5000 / 40
    assert scene.outbox.steps["claim"] < 5000 / 30
