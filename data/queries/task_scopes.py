"""Which tasks are within what somebody follows: by province, agency and index, as ``/tasks`` would find them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.model.tasks import Task, TaskScope
from data.queries.tasks import Parts, is_for, related


class TaskScopes:
    """Finds tasks of what is followed among those given; what was found of a scope is remembered."""

    def __init__(self, tasks: Iterable[Task], parts: Parts) -> None:
        self._of: dict[str, list[Task]] = {}
        for task in tasks:
            self._of.setdefault(task.province, []).append(task)
        self._parts = parts
        self._bodies: dict[str, set[str]] = {}
        self._found: dict[TaskScope, tuple[Task, ...]] = {}

    def of(self, scope: TaskScope) -> tuple[Task, ...]:
        """The tasks within a scope, in the order given."""
        if scope not in self._found:
            theirs = self._of.get(scope.province, ())
            self._found[scope] = tuple(task for task in theirs if self._fits(task, scope))
        return self._found[scope]

    def of_any(self, scopes: Sequence[TaskScope]) -> tuple[Task, ...]:
        """The tasks within any of these, each once: those of a province together, in the order given."""
        if len(scopes) == 1:
            return self.of(scopes[0])
        provinces = dict.fromkeys(scope.province for scope in scopes)
        wanted = {task.id for scope in scopes for task in self.of(scope)}
        return tuple(task for province in provinces for task in self._of.get(province, ()) if task.id in wanted)

    def _fits(self, task: Task, scope: TaskScope) -> bool:
        if scope.index and not is_for(task, scope.index, None):
            return False
        if not scope.agency:
            return True
        if scope.agency not in self._bodies:
            self._bodies[scope.agency] = related(scope.agency, self._parts)
        return any(one.agency.id in self._bodies[scope.agency] for one in task.assignees)
