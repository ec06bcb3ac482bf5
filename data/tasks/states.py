"""The state of a task, which follows from its reports alone, in the order in which they were made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, select, text

from data.db.schema_tasks import document_setting, role, task_report
from data.model.tasks import TaskIdentity
from data.tasks.model import REPORTED, Report, ReportState, TaskState

_OPEN: frozenset[ReportState] = REPORTED | {"closed"}
FOLLOWING: dict[ReportState | None, frozenset[ReportState]] = {
    None: _OPEN,
    "doing": _OPEN,
    "stuck": _OPEN,
    "done": _OPEN | {"accepted", "returned"},
    "returned": _OPEN,
    "accepted": frozenset({"reopened"}),
    "closed": frozenset({"reopened"}),
    "reopened": _OPEN,
}
"""State (None: no report yet) -> what may be reported next. What is accepted or closed stays so until it is reopened.
"""
VERSION = text(
    "SELECT (SELECT max(id) FROM task_report), (SELECT max(changed) FROM document_setting),"
    " (SELECT count(*) FROM document_setting WHERE reports_public)"
)
"""Every answer on tasks asks for it: it is one statement, read from the ends of indices and from few rows."""
AT_ONCE = 500
"""So many documents are named in one query."""


def may_follow(state: TaskState | None, report: ReportState) -> bool:
    return report in FOLLOWING[state.state if state is not None else None]


def folded(reports: Iterable[Report]) -> TaskState | None:
    """The state that the reports of one task, the oldest first, leave it in; None without any. One that could not
    follow what was before it changes nothing.
    """
    state: TaskState | None = None
    for report in reports:
        if not may_follow(state, report.state):
            continue
        same = state is not None and state.state == report.state
        reported = report if report.state in REPORTED else state.reported if state is not None else None
        state = TaskState(report.state, state.since if same and state else report.made, report, reported)
    return state


def states(connection: Connection, documents: Collection[str] | None = None) -> dict[TaskIdentity, TaskState]:
    """What became of the tasks of these documents (of all), of those that have reports. That a task is closed because
    its document was replaced is ``Task.closed``: it holds for as long as the other document is in force.
    """
    found: dict[TaskIdentity, TaskState] = {}
    for identity, reports in read_reports(connection, documents).items():
        state = folded(reports)
        if state is not None:
            found[identity] = state
    return found


def read_reports(
    connection: Connection, documents: Collection[str] | None = None, task: str = ""
) -> dict[TaskIdentity, list[Report]]:
    """The reports on each task of these documents (of all), the oldest first; with ``task``, on that one alone."""
    of = task_report.c
    query = (
        select(task_report, role.c.kind, role.c.agency, role.c.person)
        .join_from(task_report, role, role.c.id == of.role, isouter=True)
        .order_by(of.id)
    )
    if task:
        query = query.where(of.task == task)
    found: dict[TaskIdentity, list[Report]] = defaultdict(list)
    for some in [None] if documents is None else _portions(sorted(documents)):
        for row in connection.execute(query if some is None else query.where(of.document.in_(some))):
            identity = TaskIdentity(row.document, row.task)
            found[identity].append(
                Report(
                    id=row.id,
                    identity=identity,
                    state=row.state,
                    words=row.words,
                    link=row.link,
                    file=row.file,
                    file_name=row.file_name,
                    role=row.role,
                    kind=row.kind or "",
                    agency=row.agency or "",
                    left=row.role is not None and row.person is None,
                    made=row.made,
                )
            )
    return found


def public_documents(connection: Connection) -> frozenset[str]:
    """The documents whose reports everybody may read."""
    of = document_setting.c
    return frozenset(connection.scalars(select(of.document).where(of.reports_public)))


def reports_version(connection: Connection) -> str:
    """Changes whenever a report is made, or it changes who may read reports."""
    last, changed, public = connection.execute(VERSION).one()
    return f"{last or 0}.{changed or ''}.{public or 0}"


def _portions(documents: Sequence[str]) -> list[Sequence[str]]:
    return [documents[start : start + AT_ONCE] for start in range(0, len(documents), AT_ONCE)]
