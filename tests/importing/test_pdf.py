"""Tables printed as PDF: every figure of the corpus is read as it was printed, and what is doubtful is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.importing.draft import Draft
from bot.importing.pdf import scanned
from bot.importing.worker import read
from tests.support.bad_pdfs import grey, pictured
from tests.support.importing_kit import Kit, Sent
from tests.support.pdf_corpus import CORPUS, Printed
from tests.support.pdf_printer import Printer
from tests.support.pdf_tables import SIPAS, Held, of_2024, report, sipas
from tests.support.pdf_traps import TRAPS, Trap


def judged(draft: Draft, held: Held) -> tuple[int, set[tuple[str, str]], list[str]]:
    """How many figures are as they were printed, which are asked, and which are wrong without being asked."""
    right, asked, wrong = 0, set(), []
    read_figures = {(figure.province, figure.indicator): figure for figure in draft.figures}
    for key, (score, rank) in held.items():
        figure = read_figures.get(key)
        if figure is None:
            wrong.append(f"{key} is lost")
            continue
        if any(cell.doubt is not None for cell in draft.cells_of(figure)):
            asked.add(key)
        elif figure.score == score and rank in (None, figure.rank):
            right += 1
        else:
            wrong.append(f"{key}: {figure.score}, {figure.rank} for {score}, {rank}")
    wrong += [f"{key} was never printed" for key in read_figures.keys() - held.keys()]
    return right, asked, wrong


def send(kit: Kit, printed: Printed) -> Sent:
    return kit.send("bang.pdf", printed.make(kit), printed.request)


@pytest.mark.parametrize("printed", CORPUS, ids=lambda printed: printed.label)
def test_every_figure_is_read_as_it_was_printed(printed: Printed, kit: Kit) -> None:
    sent = send(kit, printed)
    assert sent.draft is not None, sent.lines()
    held = printed.holds(kit)
    right, asked, wrong = judged(sent.draft, held)
    assert wrong == []
    assert asked == set()
    assert right == len(held)
    assert sent.draft.reading.format == "pdf"
    assert all(cell.place is not None for figure in sent.draft.figures for cell in sent.draft.cells_of(figure))


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.label)
def test_what_may_be_something_else_is_asked(trap: Trap, kit: Kit) -> None:
    """Nothing of it is wrong and not asked; where only some cells are doubtful, the others are read."""
    sent = kit.send("bang.pdf", trap.make(kit), SIPAS)
    if trap.stops:
        assert sent.draft is None
        assert any(trap.stops in line for line in sent.lines()), sent.lines()
        return
    assert sent.draft is not None, sent.lines()
    _, asked, wrong = judged(sent.draft, of_2024(kit))
    assert wrong == []
    assert len(asked) == trap.asked
    questions = [line for line in sent.lines() if "cannot be read with certainty" in line]
    assert len(questions) >= trap.asked


def test_a_figure_knows_its_page_and_place(kit: Kit) -> None:
    sent = kit.send("bang.pdf", report(kit), replace(SIPAS, pages=(12, 14)))
    assert sent.draft is not None, sent.lines()
    pages = {}
    for figure in sent.draft.figures:
        score, _, name = sent.draft.cells_of(figure)
        assert score.place is not None
        assert name.place is not None
        left, top, right, bottom = score.place.box
        assert 0 < left < right < 1
        assert 0 < top < bottom < 1
        assert name.place.box[2] < left
        assert abs(name.place.box[1] - top) < 0.01
        pages[figure.rank] = score.place.page
    assert sorted(set(pages.values())) == [12, 13, 14]
    assert [pages[rank] for rank in sorted(rank for rank in pages if rank)] == sorted(pages.values())


def test_a_title_of_another_year_is_noticed(kit: Kit) -> None:
    (printed,) = [one for one in CORPUS if one.label == "SIPAS, 63 rows, ruled"]
    sent = kit.send("bang.pdf", printed.make(kit), replace(SIPAS, year=2022, period="2022"))
    assert any("The title above the table names 2024, but 2022 was asked for" in line for line in sent.lines())


def test_the_same_file_is_read_the_same(kit: Kit) -> None:
    data = CORPUS[0].make(kit)
    assert data == CORPUS[0].make(kit)
    assert read(data) == read(data)


def test_a_page_without_text_goes_on_as_a_picture(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of pictures is given each page as it is shown, and its doubts are asked as those of text are."""
    given: list[tuple[tuple[int, ...], int]] = []

    def read_pixels(pixels: Any, page: int = 1) -> dict[str, Any]:
        given.append((pixels.shape, page))
        held = [["Tỉnh", "SIPAS 2024"], *([unit.name_vi, "85,12"] for unit in kit.catalogue.units(2024))]
        rows = [[number, row] for number, row in enumerate(held, 1)]
        box = [0.1, 0.2, 0.3, 0.4]
        places = [[number, at, page, *box] for number in range(1, 65) for at in (0, 1)]
        doubts = [[2, 1, ["85,12", "86,12"], 0.5]]
        sheet = {"name": "", "hidden": False, "merged": [], "rows": rows, "places": places, "doubts": doubts}
        return sheet if len(given) == 1 else {**sheet, "rows": [], "places": [], "doubts": []}

    monkeypatch.setattr(scanned, "read_pixels", read_pixels)
    sent = kit.send("anh.pdf", pictured(kit), SIPAS)
    assert sent.draft is not None, sent.lines()
    assert [page for _, page in given] == [1]
    assert [shape for shape, _ in given] == [(842, 596, 3)], "as fine as the page was scanned"
    asked = [figure.province for figure in sent.draft.figures if sent.draft.cells_of(figure)[0].doubt is not None]
    assert asked == ["ha-noi"]
    assert "⚠️ anh.pdf: The text of page 1 cannot be read; it was read as a picture is." in sent.lines()
    assert any("it may also be “86,12”" in line for line in sent.lines())


def test_a_page_beside_the_table_that_cannot_be_read_is_told(kit: Kit) -> None:
    paper = Printer()
    paper.canvas.drawImage(grey(), 0, 0, *paper.paper)
    paper.foot = False
    paper.new_page()
    sent = kit.send("a.pdf", sipas(kit, printer=paper), SIPAS)
    assert sent.draft is not None, sent.lines()
    assert any("page 1 cannot be read; if the table goes on there" in line for line in sent.lines())
