"""Every worker as operators see it: in /status, and in the metrics."""

from __future__ import annotations

import datetime as dt

from prometheus_client.parser import text_string_to_metric_families

from bot.context import App
from bot.i18n import translator
from bot.monitoring.figures import page
from bot.render.operator import RunningState, status
from bot.reply import plain_text
from data.store import Store
from data.workers.registry import KnownWorker

NOW = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)


def worker(pid: int, ago: int, in_hand: int, *duties: str) -> KnownWorker:
    seen = NOW - dt.timedelta(seconds=ago)
    until = seen + dt.timedelta(seconds=3)
    return KnownWorker(f"may-1:{pid}", "may-1", pid, "0.1.0", "polling", seen, seen, until, in_hand, duties)


WORKERS = (worker(41, 1, 2, "receive", "send"), worker(42, 0, 0), worker(43, 125, 1, "house"))


def test_operators_see_what_each_does_and_who_is_not_heard(store: Store) -> None:
    running = RunningState(workers=WORKERS, now=NOW)
    said = {
        language: plain_text(status(translator(language), store.catalogue, (), (), running).html).splitlines()[-4:]
        for language in ("vi", "en")
    }
    assert said["vi"] == [
        "Các tiến trình",
        "🟢 may-1:41 · phiên bản 0.1.0 · nhận tin nhắn · gửi tin báo · đang xử lý 2 tin nhắn · báo hiệu 1 giây trước",
        "🟢 may-1:42 · phiên bản 0.1.0 · báo hiệu 0 giây trước",
        "🔴 may-1:43 · phiên bản 0.1.0 · mất tín hiệu 125 giây",
    ]
    assert said["en"] == [
        "Workers",
        "🟢 may-1:41 · version 0.1.0 · receives messages · sends alerts · 2 messages in hand · heard 1 second ago",
        "🟢 may-1:42 · version 0.1.0 · heard 0 seconds ago",
        "🔴 may-1:43 · version 0.1.0 · not heard for 125 seconds",
    ]


def test_a_bot_alone_shows_no_workers(store: Store) -> None:
    assert "tiến trình" not in status(translator("vi"), store.catalogue, (), (), RunningState(now=NOW)).html


async def test_metrics_show_every_worker(app: App) -> None:
    app.bot_data.lives.clear()
    text = page(app.bot_data, (), (), WORKERS).decode()
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name.startswith("chisotinh_worker")
    }
    now = app.bot_data.now()
    assert found["chisotinh_worker_up", "may-1", "polling", "0.1.0", "may-1:41"] == (now < WORKERS[0].until)
    assert found["chisotinh_worker_in_hand", "may-1:41"] == 2
    assert found["chisotinh_worker_duty", "send", "may-1:41"] == 1
    assert found["chisotinh_worker_seen_seconds", "may-1:42"] == (now - NOW).total_seconds()
    assert len([key for key in found if key[0] == "chisotinh_worker_up"]) == 3
