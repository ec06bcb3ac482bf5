"""The bot's counts in the form of Prometheus, made when they are asked for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, get_args

from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.delivery.events import State
from bot.journal import BOUNDS, Journal
from bot.monitoring.readiness import Check
from bot.services import Services
from data.alerts.model import Progress
from data.workers.registry import KnownWorker

STATES: Final = ("pending", "sent", "unknown", "failed", "paused", "expired", "superseded", "repeated")
"""How a row of an alert may stand; a repeated one is counted as sent, too."""


def page(
    services: Services, checks: Sequence[Check], alerts: Sequence[Progress], workers: Sequence[KnownWorker] = ()
) -> bytes:
    """All metrics as a text."""
    registry = CollectorRegistry()
    registry.register(_Figures(services, checks, alerts, workers))
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(
        self,
        services: Services,
        checks: Sequence[Check],
        alerts: Sequence[Progress],
        workers: Sequence[KnownWorker],
    ) -> None:
        self._services, self._checks, self._alerts, self._workers = services, checks, alerts, workers

    def collect(self) -> Iterator[Metric]:
        services = self._services
        yield from _of_updates(services.journal)
        yield _waiting(services)
        yield _counter("webhook_calls", "Calls to the webhook by what they came to", "outcome", _calls(services))
        yield from _of_alerts(self._alerts)
        yield from _of_sender(services)
        if self._workers:
            yield from _of_workers(self._workers, services.now())
        yield _counter("pictures", "Pictures by where they came from", "way", services.pictures.counts)
        version = {"version": services.store.catalogue.data_version}
        yield InfoMetricFamily("chisotinh_data", "The version of the figures that answers show", version)
        ready = GaugeMetricFamily("chisotinh_ready", "Whether what is needed is there", labels=("check",))
        for check in self._checks:
            ready.add_metric((check.name,), check.fine)
        yield ready
        yield GaugeMetricFamily(
            "chisotinh_telegram_contact_seconds",
            "Seconds since Telegram was heard of",
            services.outages.since_contact(),
        )


def _counter(name: str, what: str, label: str, counts: Counter[str]) -> Metric:
    family = CounterMetricFamily(f"chisotinh_{name}", what, labels=(label,))
    for value, count in counts.items():
        family.add_metric((value,), count)
    return family


def _of_updates(journal: Journal) -> Iterator[Metric]:
    answers = CounterMetricFamily("chisotinh_answers", "Updates by kind and outcome", labels=("kind", "outcome"))
    for (kind, outcome), count in journal.outcomes.items():
        answers.add_metric((kind, outcome), count)
    yield answers
    seconds = HistogramMetricFamily(
        "chisotinh_answer_seconds", "Seconds from an update's arrival to its end", labels=("kind",)
    )
    for kind, durations in journal.durations.items():
        bounds = (*map(str, BOUNDS), "+Inf")
        buckets = list(zip(bounds, map(float, accumulate(durations.counts)), strict=True))
        seconds.add_metric((kind,), buckets, durations.seconds)
    yield seconds
    yield GaugeMetricFamily("chisotinh_updates_in_hand", "Updates that are being handled", journal.in_hand)


def _waiting(services: Services) -> Metric:
    waiting = sum(webhook.waiting for webhook in services.webhooks) or services.journal.waiting
    return GaugeMetricFamily("chisotinh_updates_waiting", "Updates that have no end yet", waiting)


def _calls(services: Services) -> Counter[str]:
    return sum((webhook.counts for webhook in services.webhooks), Counter())


def _of_workers(workers: Sequence[KnownWorker], now: dt.datetime) -> Iterator[Metric]:
    """Every worker, as all of them know it."""
    names = ("worker", "machine", "version", "receives")
    up = GaugeMetricFamily("chisotinh_worker_up", "Whether a worker lives", labels=names)
    seen = GaugeMetricFamily("chisotinh_worker_seen_seconds", "Seconds since it was heard", labels=("worker",))
    in_hand = GaugeMetricFamily("chisotinh_worker_in_hand", "Updates that it is handling", labels=("worker",))
    duties = GaugeMetricFamily("chisotinh_worker_duty", "1 for what it does alone", labels=("worker", "duty"))
    for one in workers:
        up.add_metric((one.id, one.machine, one.version, one.receives), one.lives(now))
        seen.add_metric((one.id,), (now - one.seen).total_seconds())
        in_hand.add_metric((one.id,), one.in_hand)
        for duty in one.duties:
            duties.add_metric((one.id, duty), 1)
    yield from (up, seen, in_hand, duties)


def _of_alerts(alerts: Sequence[Progress]) -> Iterator[Metric]:
    rows: Counter[str] = Counter(dict.fromkeys(STATES, 0))
    for alert in alerts:
        known = {
            "sent": alert.sent,
            "unknown": alert.unknown,
            "failed": alert.failed,
            "paused": alert.held,
            "expired": alert.expired,
            "superseded": alert.superseded,
        }
        rows.update(known)
        rows["pending"] += alert.total - sum(known.values())
        rows["repeated"] += alert.repeated
    family = GaugeMetricFamily(
        "chisotinh_alert_messages", "Messages of all alerts by how they stand", labels=("state",)
    )
    for state in STATES:
        family.add_metric((state,), rows[state])
    yield family


def _of_sender(services: Services) -> Iterator[Metric]:
    status = services.senders[0].status() if services.senders else None
    state = GaugeMetricFamily("chisotinh_sender_state", "1 for how the sender of alerts stands", labels=("state",))
    for name in get_args(State):
        state.add_metric((name,), status is not None and status.state == name)
    yield state
    if status is None:
        return
    counts = {
        "sent": status.sent,
        "repeated": status.repeated,
        "unknown": status.unknown,
        "failed": status.failed,
        "paused": status.paused,
        "expired": status.expired,
    }
    yield _counter("sends", "What this process did with alerts", "outcome", Counter(counts))
    yield CounterMetricFamily("chisotinh_floods", "How often Telegram told the sender to wait", value=status.floods)
    yield GaugeMetricFamily("chisotinh_sends_in_flight", "Alerts that are being sent", status.in_flight)
