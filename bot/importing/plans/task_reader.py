"""A task as written -> a task understood; what is not certain about it is said with its row and column (pure)."""

from __future__ import annotations

import re

from bot.i18n import N_
from bot.importing.cell_text import SOFT
from bot.importing.draft import FileProblem, Location, Value
from bot.importing.grid import Grid, Odd, Sheet
from bot.importing.plans.agencies import Agencies, AgencyReader
from bot.importing.plans.column_roles import ColumnRole
from bot.importing.plans.criteria import SHOWN, CriteriaReader, NamedCriteria, Pair
from bot.importing.plans.due_dates import due_time
from bot.importing.plans.layout import PlanTable
from bot.importing.plans.reading import PlanRequest, ReadTask
from bot.importing.plans.rows import Heading, WrittenTask
from bot.importing.xlsx_extent import letters

ISO_DAY = re.compile(r"(20\d\d)-(\d\d)-(\d\d)(?: 00:00:00)?")
WORD = re.compile(r"\w")


class TaskReader:
    """Reads the tasks of one table; ``problems`` are what it found doubtful."""

    def __init__(
        self, grid: Grid, sheet: Sheet, request: PlanRequest, criteria: CriteriaReader, agencies: AgencyReader
    ) -> None:
        self._grid = grid
        self._sheet = sheet
        self._request = request
        self._criteria = criteria
        self._agencies = agencies
        self._task_at: int | None = None
        self.problems: list[FileProblem] = []

    def task(self, written: WrittenTask, table: PlanTable, title: tuple[str, ...]) -> ReadTask:
        """The task; ``title`` are the indices that the table's title names."""
        self._task_at = table.column("task")
        self._broken(written, table)
        for row in written.joined:
            self._say(row, None, GOES_ON, number=written.number or "–")
        if written.alone and len(table.columns("lead", "both", "due", "coordinating")) > 0:
            self._say(written.rows[0], None, ALONE)
        agencies = self._who(written, table)
        due_row, due_at = written.place("due")
        said = written.text("due")
        found = due_time(said, self._request.date, self._request.year(table.above))
        if found.doubt:
            self._say(due_row, due_at, found.doubt, read=said)
        return ReadTask(
            number=written.number,
            heading=written.headings[-1].text if written.headings else "",
            text=_line(written.text("task")),
            criteria=self._what_for(written, title),
            lead=tuple(agencies.lead),
            coordinating=tuple(agencies.coordinating),
            timing=found.timing,
            due=found.due,
            due_text=ISO_DAY.sub(lambda day: f"{int(day[3])}/{int(day[2])}/{day[1]}", _line(said)),
            product=_line(written.text("product")),
            sheet=self._sheet.name,
            table=self._sheet.table,
            rows=tuple(written.rows),
        )

    def _who(self, written: WrittenTask, table: PlanTable) -> Agencies:
        every = Agencies()
        roles: tuple[ColumnRole, ...] = ("lead", "both", "coordinating")
        for role in roles:
            said = written.text(role, soft=SOFT)
            if not said or not WORD.search(said):
                continue
            found = self._agencies.read(said, role)
            every.lead += [one for one in found.lead if one not in every.lead]
            every.coordinating += [one for one in found.coordinating if one not in every.coordinating]
            row, at = written.place(role)
            for name, like in found.unknown:
                if like:
                    self._say(row, at, LIKE_AGENCY, said=name, like=like)
                else:
                    self._say(row, at, NO_AGENCY, said=name)
        if not every.lead and table.columns("lead", "both") and not written.alone:
            self._say(written.rows[0], table.column("lead", "both"), NO_LEAD)
        return every

    def _what_for(self, written: WrittenTask, title: tuple[str, ...]) -> tuple[Pair, ...]:
        """The criteria of the task's own cell, else of the nearest heading that names any, else the title's index."""
        context, above = self._headings(written.headings, title)
        said = written.text("criteria")
        row, at = written.place("criteria")
        if said and WORD.search(said):
            found = self._criteria.cell(said, context)
            exact = any(code for _, code in above)
            if exact and not found.criteria and not found.unsure:
                # A finer criterion than those that are known; it lies within the heading's, which is.
                own = {index for index, _ in found.pairs}
                if not own or (own <= {index for index, _ in above} and found.unread):
                    return above
            if exact and not found.unsure and set(found.criteria) <= set(above) and found.criteria:
                return above
            self._doubtful(found, row, at)
            if found.pairs:
                return tuple(found.pairs)
        if not above and len(title) == 1:
            above = ((title[0], ""),)
        if not above:
            told = self._request.meant("index")
            if "" not in told:
                self._say(row, at, NO_INDEX)
            elif told[""]:
                return ((told[""].partition(":")[0], ""),)
        return above

    def _headings(
        self, headings: tuple[Heading, ...], title: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[Pair, ...]]:
        """The indices that hold below these headings, and what they name."""
        context, pairs = title, ()
        named: tuple[Pair, ...] = pairs
        for heading in headings:
            found = self._criteria.heading(heading.text, context)
            self._doubtful(found, heading.row, heading.at)
            context = tuple(found.indices) or tuple(dict.fromkeys(index for index, _ in found.pairs)) or context
            named = tuple(found.pairs) or named
        return context, named

    def _doubtful(self, found: NamedCriteria, row: int, at: int | None) -> None:
        for phrase, pairs in found.unsure:
            which = tuple(f"{index} {code}".strip() for index, code in pairs)
            self._say(row, at, WHICH, said=phrase, which=which)
        for phrase in found.unread:
            self._say(row, at, UNREAD, said=phrase)

    def _broken(self, written: WrittenTask, table: PlanTable) -> None:
        """Cells that hold an error or a formula without its value, or that a PDF does not show for certain."""
        for number in written.rows:
            row = self._sheet.by_number.get(number)
            for at in range(table.merged.width):
                seam = self._sheet.seams.get((number, at))
                if seam:
                    self._say(number, at, SEAMS[seam])
                if (number, at) in self._sheet.doubts and row is not None:
                    self._say(number, at, UNCLEAR, read=row.text(at))
            for at in table.roles if row else ():
                cell = row.cell(at) if row else None
                if isinstance(cell, Odd) and cell.kind in ("formula", "error"):
                    self._say(number, at, BROKEN, read=cell.text)

    def _say(self, row: int, at: int | None, msgid: str, read: str = "", **values: Value) -> None:
        at = self._task_at if at is None else at
        column = letters(at + 1) if at is not None else ""
        page, sheet = self._sheet.pages.get(row, 0), self._sheet
        column = "" if sheet.outlined else column
        read = _line(read)[:SHOWN]
        place = Location(self._grid.name, sheet.name, row, column, read, sheet.table, page, sheet.outlined)
        problem = place.warning(msgid, **values)
        if problem not in self.problems:
            self.problems.append(problem)


def _line(text: str) -> str:
    return " ".join(text.split())


ALONE = N_("Nothing but its text is given: it was read as a task, but may be a heading.")
BROKEN = N_("The cell holds an error or a formula without its value.")
GOES_ON = N_("This row has no number; it was read as going on with task {number}.")
LIKE_AGENCY = N_("“{said}” is no agency that is known; perhaps “{like}” is meant. It is kept as written.")
NO_AGENCY = N_("“{said}” is no agency that is known; it is kept as written.")
NO_INDEX = N_("Neither here nor above is an index or a criterion named.")
NO_LEAD = N_("No agency is named that leads.")
SEAMS = {
    "row": N_("This row goes on over the page; what stands at the top of the next one was read as a part of it."),
    "cell": N_("At the top of the page this cell was read as one with the cell above it."),
    "open": N_("The cell is empty at the top of the page. If it goes on from the page before, that was not seen."),
}
UNCLEAR = N_("Not all letters of this cell may be its own: some lie over each other, or over the line beside it.")
UNREAD = N_("“{said}” was not wholly understood as an index or a criterion.")
WHICH = N_("“{said}” may mean several criteria: {which}. None was chosen.")
