"""Where a cell stands on a page, and that its reader doubts it, goes with it from the reader to the draft."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.i18n import translator
from bot.importing.cell_places import CellDoubt, CellPlace, ReadCell
from bot.importing.grid import grid_of
from bot.importing.plain_values import packed, unpacked
from bot.importing.table_reader import Understood, understand
from bot.offline.html import parse_html
from bot.render.preview import problem_line
from tests.support.importing_kit import REQUEST, Kit

ROWS = [[1, ["STT", "Tỉnh", "Điểm", "Hạng"]], [2, ["1", "Hưng Yên", "61,5", "20"]], [3, ["2", "Huế", "60,1", "21"]]]
PLACES = [[2, 1, 7, 0.1, 0.2, 0.4, 0.25], [2, 2, 7, 0.5, 0.2, 0.6, 0.25], [2, 3, 7, 0.7, 0.2, 0.8, 0.25]]


def understood(kit: Kit, rows: list[Any], **more: Any) -> Understood:
    sheet = {"name": "", "hidden": False, "merged": [], "rows": rows, **more}
    grid = grid_of("a.csv", "aa", json.loads(json.dumps({"format": "csv", "sheets": [sheet]})))
    return understand(grid, replace(REQUEST, partial=True), kit.catalogue, kit.gazetteer)


def test_the_places_and_doubts_of_a_figure_are_those_of_its_cells(kit: Kit) -> None:
    draft = understood(kit, ROWS, places=PLACES, doubts=[[2, 2, ["61,5", "67,5"], 0.6], [2, 0, ["1"], 0.2]]).draft
    assert draft is not None
    read = unpacked(json.loads(json.dumps(packed(draft))))
    assert read == draft
    first, second = sorted(read.figures, key=lambda figure: figure.row)
    doubt = CellDoubt(("61,5", "67,5"), 0.6)
    assert read.cells_of(first) == (
        ReadCell(2, "C", CellPlace(7, (0.5, 0.2, 0.6, 0.25)), doubt),
        ReadCell(2, "D", CellPlace(7, (0.7, 0.2, 0.8, 0.25))),
        ReadCell(2, "B", CellPlace(7, (0.1, 0.2, 0.4, 0.25))),
    )
    assert read.cells_of(second) == ()
    assert (read.place(first).page, read.place(second).page) == (7, 0)


def test_a_problem_says_on_which_page_it_is(kit: Kit) -> None:
    rows = [*ROWS[:1], [2, ["1", "Hưng Yên", "6x", "20"]], ROWS[2]]
    (problem,) = understood(kit, rows, places=PLACES).problems
    line, _ = parse_html(problem_line(problem, translator("vi")))
    assert line.startswith("⛔ a.csv, trang 7, hàng 2, cột C:")
    (elsewhere,) = understood(kit, rows).problems
    assert elsewhere.page == 0
    assert elsewhere.key != problem.key


def test_a_table_without_places_has_none(kit: Kit) -> None:
    draft = understood(kit, ROWS).draft
    assert draft is not None
    assert draft.cells == ()
