"""Faults of Telegram during a broadcast, through the whole application: publish, send, judge, answer."""

from __future__ import annotations

import datetime as dt
import logging

import pytest

from bot.offline import OfflineTelegram
from tests.handlers.test_publish import HELD, Office, clock, follower, office, told
from tests.support.shipped import Clock

pytestmark = pytest.mark.real_time

__all__ = ["clock", "office"]

LATER = dt.timedelta(minutes=5)
"""By then whatever was put off is due again."""


async def test_half_the_list_has_blocked_the_bot(world: OfflineTelegram, office: Office) -> None:
    """They are paused with a reason, the others hear; who comes back hears what is still news, once."""
    people = [await follower(world, "766") for _ in range(10)]
    for person in people[::2]:
        await person.block()
    await office.publish(HELD.read_bytes())
    assert [told(world, person) for person in people] == [0, 1] * 5
    await office.operator.say("/status")
    assert "đã gửi 5" in office.chat.last.text
    assert "chờ nơi tạm ngừng 5" in office.chat.last.text
    await people[0].unblock()
    await people[2].unblock()
    await office.delivered()
    assert [told(world, person) for person in people] == [1, 1, 1, 1, 0, 1, 0, 1, 0, 1]


async def test_an_answer_that_never_came_is_sent_once_more_and_counted(
    world: OfflineTelegram, office: Office, clock: Clock
) -> None:
    ann = await follower(world, "766")
    world.hang("sendMessage", recorded=True, in_=ann.id)
    await office.publish_quietly(HELD.read_bytes())
    clock.time += LATER
    await office.delivered()
    assert told(world, ann) == 2, "a repeated alert is better than a lost one"
    await office.operator.say("/status")
    assert "gửi lặp 1" in office.chat.last.text


async def test_a_server_that_fails_with_a_page_of_html_costs_nobody_the_alert(
    world: OfflineTelegram, office: Office, clock: Clock
) -> None:
    people = [await follower(world, "766") for _ in range(3)]
    world.fail("sendMessage", 502, body="<html><h1>Bad Gateway</h1></html>", in_=people[1].id)
    await office.publish_quietly(HELD.read_bytes())
    clock.time += LATER
    await office.delivered()
    assert [told(world, person) for person in people] == [1, 1, 1]


async def test_an_outage_during_a_broadcast_writes_a_few_lines(
    world: OfflineTelegram, office: Office, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Not a traceback for every call: the outage begins, and the alerts stop."""
    people = [await follower(world, "766") for _ in range(30)]
    for person in people:
        world.fail("sendMessage", 502, body="<html><h1>Bad Gateway</h1>" + "x" * 5000 + "</html>", in_=person.id)
    await office.publish_quietly(HELD.read_bytes())
    loud = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert 1 <= len(loud) <= 2
    assert all(record.exc_info is None and len(record.getMessage()) < 300 for record in loud)
    assert "Traceback" not in caplog.text
    assert "<html>" not in caplog.text


async def test_people_are_answered_while_alerts_wait_for_a_flood_to_end(world: OfflineTelegram, office: Office) -> None:
    people = [await follower(world, "766") for _ in range(3)]
    world.fail("sendMessage", 429, retry_after=35, in_=people[0].id)
    await office.publish_quietly(HELD.read_bytes())
    assert office.sender.status().floods == 1
    await people[0].say("/rank Hung Yen 766")
    assert "766 (10/10/2026)" in world.private(people[0]).last.text


async def test_a_group_becomes_a_supergroup_while_its_alert_waits(
    world: OfflineTelegram, office: Office, clock: Clock
) -> None:
    lan = world.user()
    group = world.group("Nhóm cải cách", [lan])
    await group.add_bot(by=lan)
    await lan.say("/follow Hưng Yên 766", in_=group)
    clock.time += dt.timedelta(hours=12)  # ten in the evening in Vietnam: quiet hours
    await office.publish_quietly(HELD.read_bytes())
    upgraded = await group.migrate()
    assert not [seen for seen in upgraded.answers if "Có số liệu mới" in seen.text]
    clock.time += dt.timedelta(hours=10)
    await office.delivered()
    assert [seen.text.splitlines()[0] for seen in upgraded.answers][-1:] == [
        "🔔 Có số liệu mới: Bộ chỉ số 766 (10/10/2026)"
    ]
