"""Which sheet of a file holds the table, and the blocks of it (pure)."""

from __future__ import annotations

import re

from bot.i18n import N_
from bot.importing.columns import ColumnPlan, Planner
from bot.importing.draft import FileProblem, Location
from bot.importing.grid import Grid, Sheet
from bot.importing.layout import Block, blocks, lies_sideways
from bot.importing.other_tables import communes
from bot.importing.page_range import shown
from bot.importing.provinces import Provinces

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def choose(
    grid: Grid, year: int, provinces: Provinces, planner: Planner
) -> FileProblem | tuple[Sheet, list[tuple[Block, ColumnPlan]]]:
    """The sheet that holds the table, with its blocks; or the reason why there is none."""
    fitting: list[tuple[int, Sheet, list[tuple[Block, ColumnPlan]]]] = []
    useless: list[Sheet] = []
    small: list[Location] = []
    for sheet in grid.sheets:
        first = communes(sheet) if not sheet.hidden else None
        if first is not None:
            small.append(grid.place(sheet, first))
            continue
        planned = [(block, planner.plan(block)) for block in blocks(sheet, provinces.known)] if sheet.rows else []
        useful = [(block, plan) for block, plan in planned if plan.wide or plan.problems]
        if useful:
            named = sum(1 for block, _ in useful for row in block.rows if provinces.known(row.text(block.province)))
            fitting.append((named, sheet, useful))
        elif planned:
            useless.append(sheet)
    visible = [one for one in fitting if not one[1].hidden]
    if not visible and small:
        return small[0].error(COMMUNES)
    if not visible:
        return _no_table(grid, fitting, useless, provinces)
    most = max(named for named, _, _ in visible)
    best = [one for one in visible if 2 * one[0] > most or not most]
    if len(best) > 1:
        dated = [one for one in best if str(year) in (one[1].name or _dated_line(one[1]))]
        best = dated if len(dated) == 1 else best
    if len(best) > 1 and best[0][1].pages:
        return Location(grid.name).error(SEVERAL_TABLES, pages=tuple(_pages(sheet) for _, sheet, _ in best))
    if len(best) > 1:
        return Location(grid.name).error(SEVERAL_SHEETS, sheets=tuple(sheet.name for _, sheet, _ in best))
    return best[0][1], best[0][2]


def _dated_line(sheet: Sheet) -> str:
    """The last line above a table that names a year."""
    return next((line for line in reversed(sheet.title.splitlines()) if YEAR.search(line)), "")


def _pages(sheet: Sheet) -> str:
    return shown((min(sheet.pages.values()), max(sheet.pages.values())))


def _no_table(
    grid: Grid,
    hidden: list[tuple[int, Sheet, list[tuple[Block, ColumnPlan]]]],
    useless: list[Sheet],
    provinces: Provinces,
) -> FileProblem:
    if hidden:
        return Location(grid.name, hidden[0][1].name).error(HIDDEN, sheet=hidden[0][1].name)
    for sheet in grid.sheets:
        row = lies_sideways(sheet, provinces.known)
        if row is not None:
            return grid.place(sheet, row).error(SIDEWAYS)
    if useless:
        return Location(grid.name, useless[0].name).error(NO_FIGURES)
    return Location(grid.name).error(NO_PROVINCES)


SEVERAL_SHEETS = N_("Several sheets hold such a table: {sheets}. Send one, or put the year into its name.")
SEVERAL_TABLES = N_(
    "Several tables of the PDF may be meant, on pages {pages}. Say which: send the file again with “trang 12–14” in "
    "the caption, or give --pages 12-14 at a terminal."
)
HIDDEN = N_("The table is on the hidden sheet “{sheet}”. Unhide it and send the file again.")
SIDEWAYS = N_("The provinces stand side by side in a row; they must stand below each other in a column.")
COMMUNES = N_("This is a table of communes or districts; only figures of provinces can be published.")
NO_FIGURES = N_("No column of scores or ranks was recognised. Name them “Điểm”, “Hạng”, or as the criterion.")
NO_PROVINCES = N_("No column of provinces was found in the file.")
