"""The grid of a plan's file -> its tasks and targets, with everything doubtful by row and column (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.i18n import N_
from bot.importing.draft import FileProblem, Location
from bot.importing.grid import Grid, Sheet
from bot.importing.plans.agencies import AgencyReader
from bot.importing.plans.criteria import CriteriaReader
from bot.importing.plans.doubts import Doubts
from bot.importing.plans.layout import PlanTable, continued, tables_of, with_tasks
from bot.importing.plans.reading import PlanReading, PlanRequest, ReadPlan, ReadTask
from bot.importing.plans.rows import RowReader
from bot.importing.plans.targets import TargetReader
from bot.importing.plans.task_reader import TaskReader
from bot.importing.xlsx_extent import letters
from bot.names import Gazetteer
from data.queries.catalogue import Catalogue
from data.releases.plan_draft import PlanDraft, TargetDraft

LONGEST_PASSED = 80


def understand_plan(grid: Grid, request: PlanRequest, catalogue: Catalogue) -> ReadPlan:
    """The plan of a file; its draft is None where no task could be read."""
    gazetteer = Gazetteer(catalogue.names)
    return _Understanding(grid, request, catalogue, gazetteer).plan()


class _Understanding:
    """Goes through one file."""

    def __init__(self, grid: Grid, request: PlanRequest, catalogue: Catalogue, gazetteer: Gazetteer) -> None:
        self._grid = grid
        self._request = request
        self._criteria = CriteriaReader(gazetteer, catalogue, request.year(), request.meant("criterion"))
        self._agencies = AgencyReader(gazetteer, request.province_name, request.meant("agency"))
        self._doubts = Doubts(gazetteer, catalogue, request.year())
        self._problems: list[FileProblem] = list(grid.notes)
        self._tasks: list[ReadTask] = []
        self._targets: list[TargetDraft] = []
        self._columns: list[tuple[str, str, str, str]] = []
        self._unused: list[str] = []
        self._passed: list[str] = []

    def plan(self) -> ReadPlan:
        tables = list(self._tables())
        for sheet, table in tables:
            self._describe(sheet, table)
            if table.is_of_targets:
                reader = TargetReader(self._grid, sheet, table, self._criteria, self._request.year(table.above))
                self._targets += reader.targets()
                self._problems += reader.problems
            else:
                self._read(sheet, table)
        if not self._tasks:
            place = Location(self._grid.name)
            self._problems.append(place.error(NO_TASKS if any(not t.is_of_targets for _, t in tables) else NO_TABLE))
        draft = None
        if not any(problem.kind == "error" for problem in self._problems):
            draft = self._draft()
        columns, unused = tuple(self._columns), tuple(dict.fromkeys(self._unused))
        reading = PlanReading(self._grid.name, self._grid.format, columns, unused, tuple(self._passed))
        problems = tuple(dict.fromkeys(self._problems))
        return ReadPlan(draft, reading, problems, self._doubts.questions(problems, self._tasks))

    def _tables(self) -> Iterator[tuple[Sheet, PlanTable]]:
        last: PlanTable | None = None
        for sheet in with_tasks(self._grid.sheets):
            if sheet.outlined:
                self._problems.append(Location(self._grid.name).warning(FROM_TEXT))
            if sheet.hidden:
                self._problems.append(Location(self._grid.name, sheet.name).warning(HIDDEN))
                continue
            found = list(tables_of(sheet))
            if not found and last is not None and (more := continued(sheet, last)):
                found = [more]
            for table in found:
                last = table
                yield sheet, table

    def _describe(self, sheet: Sheet, table: PlanTable) -> None:
        name = sheet.name or (str(sheet.table) if sheet.table else "")
        for column, role in table.roles.items():
            header = table.headers.get(column, "")
            if role == "other" and header:
                self._unused.append(header)
            else:
                self._columns.append((name, letters(column + 1), header, role))

    def _read(self, sheet: Sheet, table: PlanTable) -> None:
        rows = RowReader(table)
        reader = TaskReader(self._grid, sheet, self._request, self._criteria, self._agencies)
        context = self._criteria.indices_of(table.above) or self._criteria.indices_of(self._request.title)
        for written in rows.tasks():
            self._tasks.append(reader.task(written, table, context))
        self._problems += reader.problems
        self._passed += [text[:LONGEST_PASSED] for _, text in rows.passed]

    def _draft(self) -> PlanDraft:
        request = self._request
        return PlanDraft(
            province=request.province,
            number=request.number,
            kind=request.kind,
            date=request.date,
            title=request.title,
            issuer=request.issuer,
            tasks=tuple(self._tasks),
            targets=tuple(self._targets),
            file_name=self._grid.name,
            file_hash=self._grid.file_hash,
        )


FROM_TEXT = N_(
    "There is no table of tasks: they were read from the numbered paragraphs that are followed by “Lead agency: …”, "
    "“Time: …”. Other text was left aside."
)
NO_TABLE = N_(
    "No table of tasks was found: it needs a header with a column for the task and one for the agency in charge or "
    "the time, such as “Task”, “Lead agency”, “Due”."
)
NO_TASKS = N_("The table of tasks has a header, but no task below it.")
HIDDEN = N_("This sheet is hidden; it was not read.")
