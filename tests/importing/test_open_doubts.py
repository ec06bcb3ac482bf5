"""Doubtful cells of a picture: which are asked about, what settles them, and what the order of ranks says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.importing.doubted_headers import DoubtedHeaders
from bot.importing.doubted_names import DoubtedNames
from bot.importing.examination import Background, Examined, examine
from bot.importing.grid import Grid, grid_of
from bot.importing.open_doubts import CellAnswer, OpenDoubt
from bot.importing.table_reader import ImportRequest
from tests.support.importing_kit import REQUEST, Kit

SIPAS = replace(REQUEST, index="sipas", year=2025, period="2025", announced=None)


class Seen:
    """A table of all provinces of 2025 as two readers saw it: right, but for what is changed."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.units = kit.catalogue.units(2025)
        self.rows: list[list[Any]] = [["Tỉnh, thành phố", "Tổng điểm", "Xếp hạng"]]
        for at, unit in enumerate(self.units):
            self.rows.append([unit.name_vi, f"{90 - at / 4:.2f}".replace(".", ","), str(at + 1)])
        self.doubts: dict[tuple[int, int], tuple[str, ...]] = {}

    def put(self, row: int, at: int, *readings: str) -> None:
        """What was read of a cell; of several readings nobody knows."""
        self.rows[row - 1][at] = readings[0]
        if len(readings) > 1:
            self.doubts[row, at] = readings

    def grid(self) -> Grid:
        sheet = {
            "name": "",
            "hidden": False,
            "merged": [],
            "rows": [[number, row] for number, row in enumerate(self.rows, 1)],
            "doubts": [[row, at, list(readings), 0.5] for (row, at), readings in self.doubts.items()],
            "places": [[row, at, 1, 0.1, 0.2, 0.3, 0.4] for row in range(1, 36) for at in range(3)],
            "readers": ["tesseract 5", "rapidocr 3"],
        }
        return grid_of("a.png", "0" * 64, {"format": "picture", "sheets": [sheet]})

    def examined(self, *answers: CellAnswer, request: ImportRequest = SIPAS) -> Examined:
        return examine(self.grid(), request, Background(self.kit.catalogue), answers)

    def asked(self, *answers: CellAnswer) -> tuple[OpenDoubt, ...]:
        return self.examined(*answers).doubts


@pytest.fixture
def seen(kit: Kit) -> Seen:
    return Seen(kit)


def test_a_table_without_a_doubt_is_read_as_it_is(seen: Seen) -> None:
    found = seen.examined()
    assert found.doubts == ()
    assert not found.wrong
    assert found.draft is not None
    assert found.draft.evidence == "read by tesseract 5 and rapidocr 3"


def test_a_doubtful_score_is_asked_and_the_order_proves_one_reading(seen: Seen) -> None:
    seen.put(10, 1, "38,00", "88,00")
    (doubt,) = seen.asked()
    assert (doubt.cell, doubt.field, doubt.readings) == ("B10", "score", ("38,00", "88,00"))
    assert doubt.proven == "88,00"
    assert doubt.province is not None
    assert doubt.province.vi == seen.units[8].name_vi
    assert doubt.place is not None
    assert doubt.name_place is not None


def test_a_doubtful_rank_is_proven_by_its_score(seen: Seen) -> None:
    seen.put(20, 2, "79", "19")
    assert [(doubt.cell, doubt.proven) for doubt in seen.asked()] == [("C20", "19")]


def test_nothing_is_proven_where_both_fit_or_neighbours_are_doubtful_too(seen: Seen) -> None:
    seen.put(10, 1, "88,00", "88,01")
    assert [doubt.proven for doubt in seen.asked()] == [""]
    seen.put(10, 1, "38,00", "88,00")
    seen.put(11, 1, "37,75", "87,75")
    assert [doubt.proven for doubt in seen.asked()] == ["", ""]


def test_what_a_person_said_is_read_and_noted(seen: Seen) -> None:
    seen.put(10, 1, "38,00", "88,00")
    found = seen.examined(CellAnswer(10, "B", "88,00"))
    assert found.doubts == ()
    assert not found.wrong
    assert found.draft is not None
    assert found.draft.evidence.endswith("confirmed by a person: B10=88,00")
    assert {figure.score for figure in found.draft.figures if figure.row == 10} == {88.0}


def test_while_a_cell_is_doubtful_no_error_ends_it(seen: Seen) -> None:
    seen.put(10, 1, "B8,0O", "x")
    found = seen.examined()
    assert found.wrong
    assert [doubt.cell for doubt in found.doubts] == ["B10"]


def test_a_digit_that_both_misread_is_found_by_the_order(seen: Seen) -> None:
    """One wrong score makes many ranks wrong; only its own row is asked about."""
    seen.put(10, 1, "83,00")
    assert [doubt.cell for doubt in seen.asked()] == ["B10", "C10"]
    confirmed = CellAnswer(10, "B", "88,00"), CellAnswer(10, "C", "9")
    assert seen.asked(*confirmed) == ()


def test_what_was_confirmed_is_not_asked_again_but_stays_an_error(seen: Seen) -> None:
    seen.put(10, 1, "83,00")
    found = seen.examined(CellAnswer(10, "B", "83,00"), CellAnswer(10, "C", "9"))
    assert found.doubts == ()
    assert found.wrong


def test_a_name_that_both_read_as_another_is_found_by_being_there_twice(seen: Seen) -> None:
    seen.put(10, 0, seen.units[3].name_vi)
    assert "A10" in [doubt.cell for doubt in seen.asked()]


def test_a_doubt_outside_of_what_is_read_is_no_question(seen: Seen) -> None:
    for row in seen.rows:
        row.append("x")
    seen.rows[0][3] = "Ghi chú"
    seen.put(10, 3, "a", "b")
    assert seen.asked() == ()


def test_a_file_that_was_typed_is_asked_nothing(kit: Kit) -> None:
    rows = [["Tỉnh", "Tổng điểm", "Xếp hạng"]]
    rows += [[unit.name_vi, f"{90 - at / 4:.2f}", str(at + 1)] for at, unit in enumerate(kit.catalogue.units(2025))]
    rows[9][1] = "50.00"
    sheet = {"name": "", "hidden": False, "merged": [], "rows": [[n, row] for n, row in enumerate(rows, 1)]}
    grid = grid_of("a.csv", "0" * 64, {"format": "csv", "sheets": [sheet]})
    found = examine(grid, SIPAS, Background(kit.catalogue))
    assert found.wrong
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        (("Quảng Ninh", "Qung Ninh"), "Quảng Ninh"),
        (("BắcNinh", "Bc Ninh"), "Bắc Ninh"),
        (("Bà Rịa - Vũng Tàu", "Bà Ra - Vng Tàu"), "Bà Rịa - Vũng Tàu"),
        (("TP. Hồ Chí Minh", "TP. H Chí Minh"), "TP. Hồ Chí Minh"),
        (("Hậu Giang", "Hu Giang"), "Hậu Giang"),
        (("Hà Giang", "Hu Giang"), ""),  # the second cannot be the first
        (("Hà Giang", "H Giang"), "Hà Giang"),  # "Hậu" would have kept its u
        (("Quảng Ninh", "Quảng Bình"), ""),
        (("Sơn La", "85,12"), ""),
        (("Hà Nội",), ""),
    ],
)
def test_names_are_settled_only_where_they_can_mean_but_one(readings: tuple[str, ...], name: str, kit: Kit) -> None:
    assert DoubtedNames(kit.catalogue.names).one(readings) == name


def test_headers_are_mended_and_said_so_but_nothing_with_a_figure(kit: Kit) -> None:
    seen = Seen(kit)
    seen.rows[0] = ["Tỉnh,thành phô", "Tổng đlểm", "Xếphạng"]
    mended = DoubtedHeaders(kit.catalogue, "sipas", 2025).mended(seen.grid())
    assert mended.grid.sheets[0].rows[0].cells == ("Tỉnh, thành phố", "Tổng điểm", "Xếp hạng")
    assert len(mended.problems) == 1
    seen.rows[0] = ["Tỉnh", "Lĩnh vưc 1", "Lĩnh vực 7"]
    kept = DoubtedHeaders(kit.catalogue, "par", 2025).mended(seen.grid())
    assert kept.grid.sheets[0].rows[0].cells == ("Tỉnh", "Lĩnh vưc 1", "Lĩnh vực 7")
