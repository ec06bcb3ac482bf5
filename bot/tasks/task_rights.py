"""What somebody may say of a task, and read of what others said."""

from __future__ import annotations

from dataclasses import dataclass

from bot.roles.rights import Action, granted, may
from data.model.tasks import Task
from data.roles.model import Role
from data.tasks.model import REPORTED, ReportState


@dataclass(frozen=True, slots=True)
class TaskRights:
    """How somebody stands to a task: the roles that they have, and the agencies for which it may be reported on."""

    task: Task
    roles: tuple[Role, ...]
    agencies: frozenset[str]
    administrator: bool

    def may(self, state: ReportState) -> bool:
        return may(_action(state), self.roles, self.task.province, self.agencies, administrator=self.administrator)

    def role(self, state: ReportState) -> int | None:
        """The role by which it is said; None of an administrator's word."""
        found = granted(_action(state), self.roles, self.task.province, self.agencies)
        return found.id if found is not None else None

    @property
    def reads(self) -> bool:
        return may("read_reports", self.roles, self.task.province, administrator=self.administrator)


def _action(state: ReportState) -> Action:
    return "report" if state in REPORTED else "judge"
