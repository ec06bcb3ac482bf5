"""What is made of a plan's file, as plain values: its tasks with their places, and how the file was understood."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from bot.importing.draft import FileProblem
from data.model import Province
from data.releases.plan_draft import PlanDraft, TaskDraft

YEAR = re.compile(r"(?i)năm\s(20\d\d)(?!\d)")

KINDS = (
    *(("KH", "plan"), ("QĐ", "decision"), ("CT", "directive"), ("TB", "notice"), ("HD", "guidance")),
    *(("KL", "conclusion"), ("BC", "report")),
)
"""What a document's number says that it is; a letter ("1487/UBND-NC") is an order."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is known of a plan beside its file: the province's id and name, number and date, kind, title and issuer."""

    province: str
    province_name: str
    number: str
    date: dt.date
    kind: str = "plan"
    title: str = ""
    issuer: str = ""

    def year(self, above: str = "") -> int:
        """The year that it is for: the one that its title names (or what stands ``above`` its table, where the title
        names none), else that of its date.
        """
        for text in (self.title, above):
            named = {int(year) for year in YEAR.findall(text) if int(year) >= self.date.year}
            if len(named) == 1:
                return named.pop()
        return self.date.year


def plan_request(province: Province, number: str, date: dt.date, title: str = "") -> PlanRequest:
    """The request for a document of that number: its kind and issuer are what the number itself says."""
    issuer = ""
    if "UBND" in number.upper():
        unit = "thành phố" if (province.kind_2025 or province.kind_2024) == "municipality" else "tỉnh"
        issuer = f"UBND {unit} {province.name_vi}"
    kind = next((kind for mark, kind in KINDS if f"/{mark}" in number.upper()), "order")
    return PlanRequest(province.id, province.name_vi, number.strip(), date, kind, title, issuer)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask(TaskDraft):
    """A task and where it was read: sheet (or the number of a Word table), and all its rows."""

    sheet: str
    table: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What the file was understood as. ``columns`` are (table, letter, header, role) as found, ``unused`` the headers
    and ``passed`` the rows that were left aside.
    """

    file: str
    format: str
    columns: tuple[tuple[str, str, str, str], ...]
    unused: tuple[str, ...]
    passed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """What became of a plan's file: ``draft`` is None where there is an error. Its tasks are ``ReadTask``."""

    draft: PlanDraft | None
    reading: PlanReading
    problems: tuple[FileProblem, ...]

    @property
    def tasks(self) -> tuple[ReadTask, ...]:
        return tuple(one for one in self.draft.tasks if isinstance(one, ReadTask)) if self.draft else ()

    def doubts(self, task: ReadTask) -> tuple[FileProblem, ...]:
        """What is said about the rows of a task."""
        return tuple(
            one for one in self.problems if one.row in task.rows and (one.sheet, one.table) == (task.sheet, task.table)
        )
