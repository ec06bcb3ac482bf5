"""What somebody may say of a task, and read of what others said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.roles.rights import Action, granted, may
from data.model.tasks import Task
from data.roles.model import Role
from data.tasks.model import REPORTED, ReportState, TaskState


@dataclass(frozen=True, slots=True)
class TaskRights:
    """How somebody stands to a task of this ``state`` (None: no report yet): the roles that they have, and the agencies
    for which it may be reported on. That it is done is for those to say that are ``leading``; until an editor has
    judged that, those that only help say nothing against it.
    """

    task: Task
    state: TaskState | None
    roles: tuple[Role, ...]
    agencies: frozenset[str]
    leading: frozenset[str]
    administrator: bool

    def may(self, said: ReportState) -> bool:
        action, roles = _action(said), self.roles
        return may(action, roles, self.task.province, self._speaking(said), administrator=self.administrator)

    def role(self, said: ReportState) -> int | None:
        """The role by which it is said; None of an administrator's word."""
        found = granted(_action(said), self.roles, self.task.province, self._speaking(said))
        return found.id if found is not None else None

    @property
    def helps(self) -> bool:
        """Whether somebody speaks for an agency that helps with the task, and for none that leads it."""
        return self._reports(self.agencies) and not self._reports(self.leading)

    @property
    def reads(self) -> bool:
        return may("read_reports", self.roles, self.task.province, administrator=self.administrator)

    def _speaking(self, said: ReportState) -> frozenset[str]:
        """The agencies that may say it."""
        decided = said == "done" or (self.state is not None and self.state.waits)
        return self.leading if decided else self.agencies

    def _reports(self, agencies: Collection[str]) -> bool:
        return granted("report", self.roles, self.task.province, agencies) is not None


def _action(state: ReportState) -> Action:
    return "report" if state in REPORTED else "judge"
