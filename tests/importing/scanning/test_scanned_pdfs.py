"""Pages of a PDF that are read as pictures: drawn as fine as they were scanned, joined where one table goes on."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bot.importing import worker
from bot.importing.album import joined
from bot.importing.cell_places import CellPlace
from bot.importing.limits import MOST_PICTURED, SCANNED_SECONDS
from bot.importing.pdf import scanned as reading
from bot.importing.pdf.drawn_pages import page_of
from bot.importing.pdf.scanned import grouped
from bot.importing.scanning.cutting import cut_out
from bot.importing.sniff import Refusal
from tests.importing.scanning.test_corpus import needs_both
from tests.importing.test_album import HEAD, row, sheet
from tests.support.bad_pictures import image
from tests.support.importing_kit import Kit
from tests.support.picture_desk import Shot, work_through
from tests.support.scanned_pdfs import parted, scanned
from tests.support.table_pictures import TableLook, drawn, photographed


@needs_both
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_nothing_of_a_scan_is_wrong_that_was_not_asked(dpi: int, kit: Kit) -> None:
    """A page as phones photograph it, and a flat one on which the table goes on."""
    names = tuple(unit.name_vi for unit in kit.catalogue.units(2025))
    look = TableLook("sipas", names, "ruled" if dpi != 200 else "striped", stamp=dpi == 150, seed=dpi)
    width = round(dpi * 8.27)

    def make(look: TableLook) -> bytes:
        if dpi == 150:
            return scanned(photographed(drawn(look, width), turn=1.2, seed=dpi), dpi=dpi)
        return scanned(*parted(look, width, 19), dpi=dpi)

    worked = work_through(Shot(f"{dpi} dots an inch", look, make), kit.catalogue)
    assert (worked.problems, worked.wrong, worked.misled) == ((), (), ())
    assert worked.asked <= 10


@needs_both
def test_a_page_is_drawn_as_it_was_scanned_and_cells_are_cut_out_of_it() -> None:
    data = scanned(image(), image().rotate(180), dpi=120)
    assert page_of(data, 1).shape == page_of(data, 2).shape == (image().height, image().width, 3)
    assert cut_out(data, (CellPlace(2, (0.2, 0.2, 0.4, 0.25)),)).startswith(b"\x89PNG")
    for number in (0, 3):
        with pytest.raises(Refusal) as caught:
            page_of(data, number)
        assert caught.value.reason == "pdf-damaged"


@needs_both
def test_a_long_scan_is_refused_with_how_much_of_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    clock = iter(range(0, 10_000, int(SCANNED_SECONDS / 5)))

    def read_pixels(pixels: Any, page: int) -> dict[str, Any]:
        read.append(page)
        return sheet(HEAD, row(page), page=page)

    monkeypatch.setattr(reading, "read_pixels", read_pixels)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    found = worker.read(scanned(*[image()] * 8))
    assert found["refused"][0] == "pdf-slow"
    assert found["refused"][1]["done"] == len(read) == 3
    found = worker.read(scanned(*[image()] * (MOST_PICTURED + 1)))
    assert found == {"refused": ["pdf-pictures", {"n": MOST_PICTURED + 1, "most": MOST_PICTURED}]}


def test_pages_are_one_table_where_it_goes_on_and_others_where_not() -> None:
    first, second = sheet(HEAD, row(1), row(2)), sheet(row(3), row(4), page=2)
    again = sheet(["Tinh, thanh phô", "Tong diểm", "Xêp hang"], row(5), row(6), page=3)
    other = sheet(["Tỉnh, thành phố", "Mức độ hài lòng", "Mong đợi"], row(1), row(2), page=4)
    wider = sheet([*HEAD, "Ghi chú"], [*row(1), "x"], page=5)
    rest = sheet(row(7), row(8), page=6)
    assert grouped([first, second, again]) == [[first, second, again]]
    assert grouped([wider, first, second]) == [[wider], [first, second]]
    assert grouped([first, other, rest]) == [[first], [other, rest]]


def test_a_row_without_a_name_repeats_no_other() -> None:
    """What both readers missed is asked about; it is not the row of another page."""
    nameless = [["", "88,00", "2"], ["", "87,00", "3"]]
    found = joined([sheet(HEAD, nameless[0], doubted=2), sheet(nameless[1], doubted=1, page=2)])
    assert [cells for _, cells in found["rows"]] == [HEAD, *nameless]
