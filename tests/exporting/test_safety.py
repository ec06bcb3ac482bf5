"""What operators write never runs in a reader's spreadsheet, is never lost, and breaks neither file nor caption."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import replace

import pytest

from bot.answers.viewing import Viewing
from bot.exporting.book import Book, Cell, FileColumn, FileSheet, Score
from bot.exporting.csv_file import csv_file
from bot.exporting.material import FigureMaterial, gather
from bot.exporting.service import made
from bot.exporting.xlsx import xlsx
from bot.i18n import translator
from bot.offline.html import parse_html, utf16_length
from bot.presses.answers import Export
from bot.questions import Question
from bot.render import exports as wording
from data.model.figures import Source
from data.store import Store
from tests.support.opened_files import parts, table, workbook
from tests.support.shipped import NOW, TODAY

HOSTILE = [
    '=cmd|"/c calc"!A1',
    '=HYPERLINK("https://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\r=1",
    "{=1+1}",
    "<b>&amp; <script>",
    "a;=1+1",
    'quote " and, comma\nand line',
    "'=1",
    "x\x00\x08y",
    "🏛" * 400,
]


def book(cells: list[Cell], kind: str = "text", notice: str = "") -> Book:
    column = FileColumn("A", 10, "link" if kind == "link" else "text")
    sheet = FileSheet("=name[1]:*?/\\'", (column, FileColumn("B")), tuple((cell, 1) for cell in cells), notice)
    return Book("t", "t", (), (sheet,), (replace(sheet, rows=()),), ())


@pytest.mark.parametrize("kind", ["text", "link"])
def test_no_text_becomes_a_formula_in_a_workbook(kind: str) -> None:
    cells: list[Cell] = [
        *HOSTILE,
        *(f"https://x.example/{text}" for text in HOSTILE),
        "javascript:alert(1)",
        "file:///etc",
    ]
    data = xlsx(book(cells, kind, notice="=1+1"), NOW)
    packed = parts(data)
    assert not any("<f>" in part or "<f " in part for name, part in packed.items() if "worksheets" in name)
    links = "".join(part for name, part in packed.items() if name.endswith(".rels") and "worksheets" in name)
    assert "javascript" not in links
    assert "file:" not in links
    sheet = next(iter(workbook(data).values()))
    assert sheet.notice == "=1+1"
    plain = [str(cell) for cell in cells if "\x00" not in str(cell) and "\r" not in str(cell)]
    found = set(map(str, sheet.column("A")))
    assert set(plain) <= found


def test_no_text_runs_in_csv_and_numbers_stay_numbers() -> None:
    numbers: list[Cell] = [Score(-1.5, 2), -3, Score(44.4042, 2), dt.date(2025, 7, 1), None]
    data = csv_file(book([*HOSTILE, *numbers]), translator("vi"))
    rows = [row["A"] for row in table(data).rows]
    for text, found in zip(HOSTILE, rows, strict=False):
        safe = f"'{text}" if text[0] in "=+-@\t\r" else text
        assert found == safe
    assert rows[len(HOSTILE) :] == [-1.5, -3.0, 44.4042, "2025-07-01", ""]


def test_a_cell_too_long_for_a_spreadsheet_is_cut_and_not_lost() -> None:
    [cell] = next(iter(workbook(xlsx(book(["x" * 40_000]), NOW)).values())).column("A")
    assert cell == "x" * 32_767


def test_sheets_of_the_same_name_get_names_of_their_own() -> None:
    one = FileSheet("Bảng " + "x" * 40, (FileColumn("A"),), ((1,),))
    several = replace(
        book([]), data=(one, one, replace(one, name=one.name.upper()), replace(one, name="''")), beside=()
    )
    names = list(workbook(xlsx(several, NOW)))
    assert len({name.lower() for name in names}) == 4
    assert all(0 < len(name) <= 31 for name in names)


async def test_hostile_titles_of_a_release_and_its_source_stay_text(store: Store) -> None:
    """As an operator might have published it: with a formula for the source's title and a script for its address."""
    material = await gather(store, Question("table", index="papi", year=2024), Viewing(TODAY))
    assert isinstance(material, FigureMaterial)
    used = {figure.source for results in material.results for rows in results.figures.values() for figure in rows}
    evil = '=1+1 <b>"x"&</b>' + "@" * 250
    sources = {
        id: Source(id, "portal", evil, evil, "javascript:alert(1)") if id in used else source
        for id, source in material.catalogue.sources.items()
    }
    catalogue = replace(material.catalogue, sources=sources)
    hostile = replace(material, catalogue=catalogue)
    for form in ("xlsx", "csv"):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            file = made("key", hostile, "xlsx" if form == "xlsx" else "csv", "vi", NOW)
        assert file is not None
        text, _ = parse_html(file.reply.html)
        assert utf16_length(text) <= 1024
        if form == "csv":
            assert {row["Nguồn"] for row in table(file.data).rows} >= {f"'{evil}"}
        else:
            assert evil in workbook(file.data)["2024"].column("Nguồn")
            assert not any("<f>" in part for part in parts(file.data).values())


@pytest.mark.parametrize("text", ["<b>&", "x" * 5000, "🏛" * 3000, "\n" * 50])
def test_a_caption_holds_whatever_stands_in_it(text: str) -> None:
    t = translator("en")
    source = Source("s", "press", text, text, "https://x.example/?a=1&b=2")
    caption = wording.caption(text, [text, text], [source] * 3, Export(Question("tasks")), t)
    assert utf16_length(parse_html(caption.html)[0]) <= 1024
    assert utf16_length(parse_html(wording.passed_over(caption, text, t).html)[0]) <= 1024
