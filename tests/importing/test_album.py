"""Several pictures of one table are one file, and one table."""

from __future__ import annotations

from typing import Any

import pytest

from bot.importing.album import album_of, joined, pictures_of
from bot.importing.sniff import Refusal, is_picture

HEAD = ["Tỉnh, thành phố", "Tổng điểm", "Xếp hạng"]


def sheet(*rows: list[str], doubted: int = 0, page: int = 1) -> dict[str, Any]:
    return {
        "name": "",
        "hidden": False,
        "merged": [],
        "rows": [[number, list(row)] for number, row in enumerate(rows, 1)],
        "doubts": [[doubted, 1, ["1", "7"], 0.5]] if doubted else [],
        "places": [[number, 0, page, 0.0, 0.0, 1.0, 1.0] for number in range(1, len(rows) + 1)],
        "readers": ["tesseract 5", "rapidocr 3"],
    }


def row(at: int) -> list[str]:
    return [f"Tỉnh {chr(64 + at)}", f"{90 - at},00", str(at)]


def test_an_album_holds_its_pictures_as_they_are() -> None:
    pictures = [b"\x89PNG one", b"\xff\xd8\xff two", b"\x89PNG"]
    assert pictures_of(album_of(pictures)) == pictures
    assert is_picture(album_of(pictures))
    assert album_of(pictures[:1]) == pictures[0]


@pytest.mark.parametrize("cut", [1, 9, 20])
def test_one_that_is_cut_off_is_damaged(cut: int) -> None:
    with pytest.raises(Refusal) as caught:
        pictures_of(album_of([b"\x89PNG one", b"\x89PNG and two"])[:-cut])
    assert caught.value.reason == "picture-damaged"


def test_rows_follow_each_other_and_those_of_two_pictures_are_there_once() -> None:
    found = joined([sheet(HEAD, row(1), row(2), row(3)), sheet(HEAD, row(3), row(4), page=2)])
    assert [cells for _, cells in found["rows"]] == [HEAD, row(1), row(2), row(3), row(4)]
    assert [number for number, _ in found["rows"]] == sorted({number for number, _ in found["rows"]})
    assert {place[2] for place in found["places"]} == {1, 2}


def test_a_picture_without_a_header_comes_after_the_one_that_has_it() -> None:
    found = joined([sheet(row(3), row(4)), sheet(HEAD, row(1), row(2), page=2)])
    assert [cells for _, cells in found["rows"]] == [HEAD, row(1), row(2), row(3), row(4)]


def test_a_row_is_taken_from_where_it_is_not_doubted() -> None:
    for sheets in (
        [sheet(HEAD, row(1), row(2), doubted=3), sheet(row(2), row(3), page=2)],
        [sheet(HEAD, row(1), row(2)), sheet(row(2), row(3), doubted=1, page=2)],
    ):
        found = joined(sheets)
        assert [cells for _, cells in found["rows"]].count(row(2)) == 1
        assert found["doubts"] == []


def test_tables_with_other_columns_are_not_one() -> None:
    with pytest.raises(Refusal) as caught:
        joined([sheet(HEAD, row(1)), sheet([*HEAD, "Ghi chú"], [*row(2), "x"])])
    assert caught.value.reason == "album-apart"
