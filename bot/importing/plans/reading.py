"""What is made of a plan's file, as plain values: its tasks with their places, and how the file was understood."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from bot.importing.draft import FileProblem
from data.model.provinces import Province
from data.releases.plan_draft import PlanDraft, TaskDraft

YEAR = re.compile(r"(?i)năm\s(20\d\d)(?!\d)")

KINDS = (
    *(("KH", "plan"), ("QĐ", "decision"), ("CT", "directive"), ("TB", "notice"), ("HD", "guidance")),
    *(("KL", "conclusion"), ("BC", "report")),
)
"""What a document's number says that it is; a letter ("1487/UBND-NC") is an order."""


Settled = tuple[str, str, str]
"""What a person answered about a doubt: its kind, what was said, and the id that is meant ('' where none is)."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is known of a plan beside its file: the province's id and name, number and date, kind, title and issuer, and
    which doubts are ``settled``.
    """

    province: str
    province_name: str
    number: str
    date: dt.date
    kind: str = "plan"
    title: str = ""
    issuer: str = ""
    settled: tuple[Settled, ...] = ()

    def meant(self, kind: str) -> dict[str, str]:
        """What was said -> what is meant, of the doubts of that kind that are settled."""
        return {said: id for one, said, id in self.settled if one == kind}

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
class PlanQuestion:
    """A doubt that a person can settle: what the words ``said`` mean. ``options`` are the ids that may be meant, of
    agencies, of criteria ("papi:4.2") or of indices ("papi:"); ``problems`` say where it arose.
    """

    kind: Literal["agency", "criterion", "index"]
    said: str
    options: tuple[str, ...]
    problems: tuple[FileProblem, ...]

    @property
    def key(self) -> str:
        """Eight characters that name it in presses."""
        return short_key(f"{self.kind} {self.said}")


def short_key(text: str) -> str:
    """Eight characters that stand for a text."""
    return sha256(text.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """What became of a plan's file: ``draft`` is None where there is an error. Its tasks are ``ReadTask``. The
    ``questions`` are those of the doubts that are best settled by asking.
    """

    draft: PlanDraft | None
    reading: PlanReading
    problems: tuple[FileProblem, ...]
    questions: tuple[PlanQuestion, ...] = ()

    @property
    def tasks(self) -> tuple[ReadTask, ...]:
        return tuple(one for one in self.draft.tasks if isinstance(one, ReadTask)) if self.draft else ()

    def doubts(self, task: ReadTask) -> tuple[FileProblem, ...]:
        """What is said about the rows of a task."""
        return tuple(
            one for one in self.problems if one.row in task.rows and (one.sheet, one.table) == (task.sheet, task.table)
        )
