"""Pictures on their side or upside down, which say nothing of it: read as if they stood upright, or not at all."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from bot.importing.cell_places import CellPlace
from bot.importing.grid import grid_of
from bot.importing.scanning.cutting import cut_out
from bot.importing.scanning.orientation import quarters, turned
from bot.importing.scanning.readers import readers
from bot.importing.worker import read
from tests.importing.scanning.test_corpus import needs_both
from tests.support.bad_pictures import blank, image
from tests.support.importing_kit import Kit
from tests.support.picture_desk import Shot, work_through
from tests.support.scanned_pdfs import scanned
from tests.support.table_pictures import TableLook, drawn, jpeg, photographed, png

LYING = (
    ("plain", "ruled", 90, "photo"),
    ("sipas", "unruled", 180, "photo"),
    ("plain", "striped", 270, "scan"),
)  # fmt: skip
"""Each kind of table, how it lies, and as what it is sent."""


@needs_both
@pytest.mark.parametrize(("kind", "ruling", "degrees", "how"), LYING)
def test_nothing_is_wrong_of_what_lies(kind: Any, ruling: Any, degrees: int, how: str, kit: Kit) -> None:
    names = tuple(unit.name_vi for unit in kit.catalogue.units(2025))

    def make(look: TableLook) -> bytes:
        if how == "scan":
            return scanned(drawn(look, 1654).rotate(degrees, expand=True), dpi=200)
        return jpeg(photographed(drawn(look, 1280)).rotate(degrees, expand=True), 60)

    worked = work_through(Shot("lying", TableLook(kind, names, ruling, seed=degrees), make), kit.catalogue)
    assert (worked.problems, worked.wrong, worked.misled) == ((), (), ())
    assert worked.asked <= 10


@needs_both
@pytest.mark.parametrize("reader", [0, 1])
def test_either_reader_alone_tells_which_end_is_up(reader: int) -> None:
    page, asked = pixels(image()), readers()[reader : reader + 1]
    assert [quarters(turned(page, turns), asked) for turns in range(4)] == [0, 3, 2, 1]


@needs_both
def test_what_has_no_words_stays_as_it_is() -> None:
    page = blank((900, 700))
    assert quarters(pixels(page), readers()) == 0
    table = drawn(TableLook("plain", tuple(f"{n},5" for n in range(10))), 900).crop((0, 150, 900, 700))
    assert quarters(pixels(table), readers()) == 0


@needs_both
def test_a_cell_of_a_lying_page_is_shown_upright() -> None:
    data = png(image().rotate(90, expand=True))
    sheet = read(data)["sheets"][0]
    assert sheet["turns"] == [[1, 3]]
    place = grid_of("a.png", "0" * 64, {"format": "picture", "sheets": [sheet]}).sheets[0].places[2, 1]
    assert place.turns == 3
    flat = CellPlace(1, place.box)
    lying, upright = (
        pixels(Image.open(io.BytesIO(cut_out(*one)))) for one in ((data, [place]), (png(image()), [flat]))
    )
    assert lying.shape == upright.shape
    assert abs(lying.astype(int) - upright.astype(int)).mean() < 2


def pixels(page: Any) -> Any:
    import numpy as np

    return np.asarray(page.convert("RGB"))
