"""The first sends of each alert, the canary: they must succeed before the rest go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from bot.delivery.errors import Verdict

FIRST: Final = 20
OF_A_KIND: Final = 3
STRANGE: Final = frozenset(("not_found", "not_started", "not_member"))
"""What every chat answers when the bot is not the one that the chats subscribed to."""


@dataclass(slots=True)
class _Trial:
    good: int = 0
    out: int = 0
    passed: bool = False
    strangers: set[int] = field(default_factory=set)
    ours: dict[str, dict[int, int]] = field(default_factory=dict)
    delivered: bool = False


HoldReason = Literal["bad_request", "strangers"]


class Canary:
    """Knows of each alert how its first sends went, how often we were at fault, and whether it is held."""

    def __init__(self) -> None:
        self._trials: dict[int, _Trial] = {}
        self.held: dict[int, HoldReason] = {}
        self._resumed: dict[int, int] = {}

    def passed(self, alert: int) -> bool:
        trial = self._trials.get(alert)
        return trial is not None and trial.passed

    def may_go(self, alert: int) -> bool:
        """Whether another message may go: until ``FIRST`` are delivered, no more than these are on their way."""
        trial = self._trials.setdefault(alert, _Trial())
        return trial.passed or trial.good + trial.out < FIRST

    def went(self, alert: int) -> None:
        trial = self._trials[alert]
        if not trial.passed:
            trial.out += 1

    def came(self, alert: int, verdict: Verdict) -> bool:
        """Note that a send ended; returns True if the alert has passed its trial by it."""
        trial = self._trials[alert]
        if trial.passed:
            return False
        trial.out = max(0, trial.out - 1)
        if verdict.kind != "sent":
            return False
        trial.good += 1
        trial.delivered = True
        trial.passed = trial.good >= FIRST
        return trial.passed

    def again(self) -> None:
        """Put every alert on trial once more, after an outage. Call it while nothing is in flight."""
        for trial in self._trials.values():
            trial.good, trial.out, trial.passed = 0, 0, False

    def stranger(self, alert: int, row: int) -> bool:
        """Whether the verdict on a chat that does not know the bot must wait, as no chat seems to know it so far. For
        the same row the verdict stands the second time.
        """
        trial = self._trials[alert]
        if trial.delivered or row in trial.strangers:
            return False
        trial.strangers.add(row)
        return True

    def misworded(self, alert: int, reason: str, row: int) -> int:
        """Note that Telegram refused the wording of this row; returns how often it has done so."""
        rows = self._trials[alert].ours.setdefault(reason, {})
        rows[row] = rows.get(row, 0) + 1
        return rows[row]

    def hold(self, alert: int, verdict: Verdict) -> HoldReason | None:
        """Why the alert is held from now on; None if it is not held, or was held before."""
        trial = self._trials[alert]
        if alert in self.held:
            return None
        if verdict.kind == "ours" and len(trial.ours[verdict.reason]) >= OF_A_KIND:
            self.held[alert] = "bad_request"
        elif not trial.delivered and len(trial.strangers) >= FIRST:
            self.held[alert] = "strangers"
        return self.held.get(alert)

    def resume(self, alert: int = 0) -> tuple[int, ...]:
        """Let an alert that is held, or with 0 all of them, be tried again, on trial; returns which these are."""
        found = tuple(one for one in self.held if alert in (0, one))
        for one in found:
            self._trials.pop(one, None)
            del self.held[one]
        return found

    def seen(self, alert: int, resumed: int) -> None:
        """Note how often operators let an alert go on; one who did so at another worker did so here, too."""
        if resumed > self._resumed.get(alert, resumed):
            self.resume(alert)
        self._resumed[alert] = resumed

    def forget(self, alert: int) -> None:
        """Forget an alert that is done."""
        if alert not in self.held:
            self._trials.pop(alert, None)
            self._resumed.pop(alert, None)
