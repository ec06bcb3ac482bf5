"""Pictures of tables: nothing is published otherwise than it was drawn unless a person said so."""

from __future__ import annotations

import pytest

from bot.importing.scan import can_read
from bot.importing.scanning.readers import Tesseract, readers
from tests.support.importing_kit import Kit
from tests.support.picture_desk import Shot, corpus, work_through
from tests.support.table_pictures import Kind, Ruling, TableLook, jpeg, photographed, png
from tests.support.turned_drawing import TurnedDrawing

BOTH = can_read() and Tesseract.available()
needs_both = pytest.mark.skipif(
    not BOTH,
    reason="pictures of tables: pip install 'chisotinh[scan]', apt-get install tesseract-ocr tesseract-ocr-vie",
)
TRIED = (
    ("plain, 34 rows, ruled, photo, 1280", 12),
    ("sipas, 34 rows, striped, JPEG q60, 1280", 8),
    ("halves, 63 rows, unruled, photo, 1280", 16),
    ("par, 34 rows, ruled, PNG, 1280", 24),
)
"""Pictures of every kind, and how many of their cells may be asked about at most; `make bench PARTS=scans`: all."""


def shot(kit: Kit, label: str) -> Shot:
    return next(one for one in corpus(kit.catalogue) if one.label == label)


@needs_both
@pytest.mark.parametrize(("label", "most"), TRIED, ids=[label for label, _ in TRIED])
def test_nothing_is_wrong_that_was_not_asked(label: str, most: int, kit: Kit) -> None:
    worked = work_through(shot(kit, label), kit.catalogue)
    assert worked.problems == ()
    assert worked.wrong == ()
    assert worked.misled == ()
    assert worked.asked <= most


@needs_both
def test_both_readers_say_what_they_are() -> None:
    first, second = (reader.version for reader in readers())
    assert first.startswith("tesseract 5")
    assert second.startswith("rapidocr 3")


@needs_both
@pytest.mark.parametrize(("kind", "ruling", "photo"), [("par", "ruled", False), ("sipas", "unruled", True)])
def test_headers_that_stand_on_their_side_are_read(kind: Kind, ruling: Ruling, photo: bool, kit: Kit) -> None:
    names = tuple(unit.name_vi for unit in kit.catalogue.units(2025))

    def make(look: TableLook) -> bytes:
        page = TurnedDrawing(look, 1654).made()
        return jpeg(photographed(page, turn=1.0), 75) if photo else png(page)

    worked = work_through(Shot("turned heads", TableLook(kind, names, ruling, seed=9), make), kit.catalogue)
    assert (worked.problems, worked.wrong, worked.misled) == ((), (), ())
    assert worked.asked <= 12
