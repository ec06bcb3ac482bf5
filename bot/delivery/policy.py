"""From verdicts to rows: what is recorded of each send, who is told, and when sending must stop."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any, Final

from bot.delivery.canary import STRANGE, Canary
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.clock import DueClock
from bot.delivery.errors import TROUBLE, Verdict
from bot.delivery.events import Alarm
from bot.delivery.queue import Job
from data.alerts.model import Outcome, OutcomeKind, Parcel

log = logging.getLogger(__name__)

AGAIN: Final = dt.timedelta(seconds=10)  # after an unknown outcome
TROUBLED: Final = dt.timedelta(seconds=5)  # doubled with each attempt, to five minutes
NO_RIGHTS: Final = dt.timedelta(hours=1)  # doubled with each attempt, to a day
MISWORDED: Final = dt.timedelta(minutes=10)
MISWORDED_TIMES: Final = 3
STRANGER: Final = dt.timedelta(minutes=10)
KNOWN_DOUBTS: Final = 10_000


class Policy:
    """Decides what follows from each verdict, and counts for this process. ``came`` is called for every send that
    ended, except for floods, which go to ``flood``.
    """

    def __init__(
        self,
        due: DueClock,
        add: Callable[..., None],
        tell: Callable[[Alarm], None],
    ) -> None:
        self._due, self._add, self._tell = due, add, tell
        self.breaker, self.canary = CircuitBreaker(), Canary()
        self.sent = self.repeated = self.unknown = self.failed = self.paused = self.expired = self.floods = 0
        self._doubtful: dict[int, None] = {}
        self._alarmed = False
        self.no_database = False

    def came(self, job: Job, verdict: Verdict, number: int | None, now: float) -> bool:
        """Have the outcome recorded. Returns True if sending must stop: an outage began, or an alert is held."""
        trouble = verdict.kind in TROUBLE
        tried = not self.canary.passed(job.parcel.alert)
        if self.canary.came(job.parcel.alert, verdict):
            self.breaker.settled()
        stop = self._watched(job, verdict, now, tried) if trouble else False
        if not trouble:
            self.breaker.good(now)
            if job.probe:
                self.over()
        outcome, more = self._outcome(job.parcel, verdict, number)
        self._add(outcome, slots=1, **more)
        return self._held(job.parcel, verdict) or stop

    def _outcome(self, parcel: Parcel, verdict: Verdict, number: int | None) -> tuple[Outcome, dict[str, Any]]:
        id, due = parcel.id, self._due.now()

        def so(kind: OutcomeKind, after: dt.timedelta | None = None) -> Outcome:
            again = None if after is None else due + after
            return Outcome.of(
                parcel, kind, not_before=again, message_id=number, reason=verdict.reason, detail=verdict.detail
            )

        match verdict.kind:
            case "sent":
                self.sent += 1
                self.repeated += parcel.repeated
                self._doubtful.pop(id, None)
                return so("sent"), {}
            case "unknown" if id in self._doubtful:
                del self._doubtful[id]
                self.unknown += 1
                return so("unknown"), {}
            case "unknown":
                self._doubtful[id] = None
                if len(self._doubtful) > KNOWN_DOUBTS:
                    self._doubtful.pop(next(iter(self._doubtful)))
                return so("unknown", AGAIN), {}
            case "gone" if verdict.reason in STRANGE and self.canary.stranger(parcel.alert, id):
                return so("later", STRANGER), {}
            case "gone":
                self.paused += 1
                return so("paused"), {}
            case "migrated":
                return so("later", dt.timedelta(0)), {"move": (parcel.chat, verdict.new_chat)}
            case "topic":
                self.failed += 1
                self._tell(Alarm("topic", verdict.reason, verdict.detail, parcel.alert, parcel.chat, parcel.thread))
                return so("failed"), {}
            case "rights":
                return so("later", _doubled(NO_RIGHTS, parcel.attempts, dt.timedelta(days=1))), {}
            case "ours" if self.canary.misworded(parcel.alert, verdict.reason, id) >= MISWORDED_TIMES:
                self.failed += 1
                self._tell(Alarm("misworded", verdict.reason, verdict.detail, parcel.alert))
                return so("failed"), {}
            case "ours":
                return so("later", MISWORDED), {}
            case _:
                return so("later", _doubled(TROUBLED, parcel.attempts, dt.timedelta(minutes=5))), {}

    # --- stopping -------------------------------------------------------------------------------------------

    def _watched(self, job: Job, verdict: Verdict, now: float, tried: bool) -> bool:
        if job.probe:
            self.still_out(now)
            return False
        token = verdict.kind == "token"
        if not self.breaker.trouble(now, at_once=tried or token):
            return False
        if token:
            self._sound(Alarm("token", verdict.reason, verdict.detail))
        elif not tried:
            self._sound(Alarm("outage", verdict.reason, verdict.detail))
        return True

    def still_out(self, now: float) -> None:
        """Note that a probe failed."""
        self.breaker.failed(now)
        self._sound(Alarm("outage"))

    def over(self) -> None:
        """Note that a probe was answered: sending goes on, on trial again."""
        self.breaker.over()
        if self._alarmed:
            self._alarmed = False
            log.warning("Telegram answers again: alerts go on")
            self._tell(Alarm("outage_over"))

    def _sound(self, alarm: Alarm) -> None:
        if not self._alarmed:
            self._alarmed = True
            log.error("alerts are stopped, and tried again by themselves: %s %s", alarm.kind, alarm.detail)
            self._tell(alarm)

    def _held(self, parcel: Parcel, verdict: Verdict) -> bool:
        """Hold the parcel's alert if the verdict asks for it; returns whether it is held from now on."""
        why = self.canary.hold(parcel.alert, verdict)
        if why is None:
            return False
        log.error("alert %d is held (%s): %s", parcel.alert, why, verdict.detail)
        self._tell(Alarm(why, verdict.reason, verdict.detail, parcel.alert))
        return True

    def flood(self, job: Job, verdict: Verdict, news: bool) -> None:
        """Note that Telegram wants us to wait; ``news`` says whether this flood is a new one."""
        self.canary.came(job.parcel.alert, verdict)
        if job.probe:
            job.probe = False
            self.over()
        if news:
            self.floods += 1
            log.warning("Telegram wants %d s of silence: the alerts wait", verdict.seconds)

    def database(self, error: Exception | None) -> None:
        """Note that the database did not answer (``error``), or does so again (None)."""
        if error is not None and not self.no_database:
            log.error("alerts are stopped until the database answers: %s", error)
            self._tell(Alarm("database", type(error).__name__, str(error)))
        elif error is None and self.no_database:
            log.warning("the database answers again: alerts go on")
            self._tell(Alarm("database_over"))
        self.no_database = error is not None


def _doubled(first: dt.timedelta, attempts: int, most: dt.timedelta) -> dt.timedelta:
    return min(most, first * float(2 ** min(max(0, attempts - 1), 16)))
