"""Health, readiness and metrics of a running application, read as a monitoring system reads them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.context import App
from bot.delivery.options import SenderOptions
from bot.monitoring.readiness import SILENCE
from bot.monitoring.server import monitored
from bot.offline import OfflineTelegram
from bot.runtime import sending
from data.errors import DatabaseBusy
from tests.support.outbox_room import PAPI, plain
from tests.support.shipped import Clock


class Monitor:
    """Reads the three addresses."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session, self._base = session, f"http://127.0.0.1:{port}"

    async def get(self, path: str) -> tuple[int, str]:
        async with self._session.get(self._base + path) as response:
            return response.status, await response.text()

    async def ready(self) -> tuple[bool, dict[str, Any]]:
        async with self._session.get(f"{self._base}/readyz") as response:
            said = await response.json()
            assert response.status == (200 if said["ready"] else 503)
            return said["ready"], said["checks"]

    async def metrics(self) -> dict[str, dict[tuple[str, ...], float]]:
        """Name of a sample -> its labels' values -> its value."""
        found: dict[str, dict[tuple[str, ...], float]] = {}
        for family in text_string_to_metric_families((await self.get("/metrics"))[1]):
            for sample in family.samples:
                found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
        return found


@pytest.fixture
async def monitor(app: App, world: OfflineTelegram) -> AsyncIterator[Monitor]:
    async with (
        sending(app, SenderOptions(pace=None), request=world.request()),
        monitored(app.bot_data, "127.0.0.1", 0) as port,
        aiohttp.ClientSession() as session,
    ):
        yield Monitor(session, port)


async def test_a_bot_that_is_well_says_so(monitor: Monitor, app: App) -> None:
    assert await monitor.get("/healthz") == (200, "ok\n")
    ready, checks = await monitor.ready()
    assert ready
    assert checks["database"]["data_version"] == app.bot_data.store.catalogue.data_version
    assert checks["sender"]["ok"]
    assert checks["telegram"]["seconds_since_contact"] < 60
    assert (await monitor.get("/"))[0] == 404


async def test_it_is_not_ready_without_its_database(
    monitor: Monitor, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(self: Any) -> str:
        raise DatabaseBusy("/secret/path: another process is writing")

    monkeypatch.setattr(type(app.bot_data.store), "standing", busy)
    ready, checks = await monitor.ready()
    assert not ready
    assert checks["database"]["error"] == "DatabaseBusy"
    assert "/secret/path" not in (await monitor.get("/readyz"))[1]
    assert (await monitor.get("/healthz"))[0] == 200
    assert (await monitor.metrics())["chisotinh_ready"]["database",] == 0


async def test_it_is_not_ready_when_nothing_is_heard_of_telegram(
    monitor: Monitor, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = app.bot_data
    now = services.outages._now()
    monkeypatch.setattr(services.outages, "_now", lambda: now + SILENCE + 1)
    ready, checks = await monitor.ready()
    assert not ready
    assert not checks["telegram"]["ok"]
    services.outages.heard()
    assert (await monitor.ready())[0]


async def test_it_is_not_ready_without_its_sender(app: App) -> None:
    async with monitored(app.bot_data, "127.0.0.1", 0) as port, aiohttp.ClientSession() as session:
        ready, checks = await Monitor(session, port).ready()
    assert not ready
    assert not checks["sender"]["ok"]


async def test_answers_are_counted_by_kind_and_outcome(
    monitor: Monitor, app: App, world: OfflineTelegram, clock: Clock
) -> None:
    lan, nam = world.user(name="Lan"), world.user(name="Nam")
    group = world.group("Sở", [lan, nam])
    await group.add_bot(lan)
    for line in ("/rank Hưng Yên PAPI 2024", "Hưng Yên PAPI 2024", "bảng xếp hạng PAPI 2024", "/lang vi", "/map papi"):
        await lan.say(line)
    world.fail("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    await nam.say("Hưng Yên PAPI 2024")
    world.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await nam.say("/rank Hà Nội SIPAS")
    found = await monitor.metrics()
    answers = found["chisotinh_answers_total"]
    assert answers["standing", "answered"] == 2
    assert answers["table", "answered"] == 2
    assert answers["lang", "answered"] == 1
    assert answers["other", "silent"] == 1, "that the bot came into a group"
    assert answers["standing", "flood"] == 1
    assert answers["standing", "refused"] == 1
    assert found["chisotinh_answer_seconds_count"]["standing",] == 4
    assert found["chisotinh_answer_seconds_bucket"]["standing", "+Inf"] == 4
    assert found["chisotinh_pictures_total"]["painted",] == 1
    assert found["chisotinh_updates_waiting"][()] == 0
    assert found["chisotinh_updates_in_hand"][()] == 0
    assert list(found["chisotinh_data_info"]) == [(app.bot_data.store.catalogue.data_version,)]
    text = (await monitor.get("/metrics"))[1]
    for personal in ("Lan", "Hưng Yên", "Sở"):
        assert personal not in text
    assert not re.search(rf"(?<![\d.]){lan.id}(?!\d)", text), "as a number of its own, not within one of bytes"


async def test_alerts_are_counted_by_how_they_stand(
    monitor: Monitor, app: App, world: OfflineTelegram, clock: Clock
) -> None:
    services = app.bot_data
    for name, quiet in (("Lan", "tắt"), ("Nam", "tắt"), ("Hoa", "9-12")):
        person = world.user(name=name)
        await person.say("/theodoi PAPI")
        await person.say(f"/yenlang {quiet}")
    await services.publishing.publish(PAPI, plain, who="terminal:x", now=services.now())
    services.wake()
    async with asyncio.timeout(60):
        while (found := await monitor.metrics())["chisotinh_alert_messages"]["sent",] < 2:
            pass
    assert found["chisotinh_alert_messages"]["pending",] == 1
    assert found["chisotinh_alert_messages"]["failed",] == 0
    assert found["chisotinh_sends_total"]["sent",] == 2
    assert found["chisotinh_floods_total"][()] == 0
    assert sum(found["chisotinh_sender_state"].values()) == 1
