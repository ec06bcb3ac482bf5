"""The pages of a PDF as people say them."""

from __future__ import annotations

import pytest

from bot.importing.page_range import ALL, page_range, pages_in, shown, without_pages


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("PAR INDEX 2024, trang 12–14", (12, 14)),
        ("Trang 12 - 14", (12, 14)),
        ("trang 12 đến 14", (12, 14)),
        ("tr. 7", (7, 7)),
        ("SIPAS 2024 pages 3-5", (3, 5)),
        ("p. 9", (9, 9)),
        ("trang 14-12", (12, 14)),
        ("trang 0", ALL),
        ("PAR INDEX 2024", ALL),
        ("trang chủ 2024", ALL),
        ("bức tranh 12", ALL),
        ("trang 123456", ALL),
    ],
)
def test_a_caption_names_pages(text: str, pages: tuple[int, int]) -> None:
    assert pages_in(text) == pages


def test_no_number_of_a_page_is_left_for_a_year() -> None:
    assert "2010" not in without_pages("SIPAS, trang 2010")
    assert without_pages("SIPAS 2024") == "SIPAS 2024"


@pytest.mark.parametrize(
    ("text", "pages"),
    [("12-14", (12, 14)), (" 12 ", (12, 12)), ("trang 12–14", (12, 14)), ("12-", ALL), ("a", ALL), ("1-2-3", ALL)],
)
def test_an_option_is_pages(text: str, pages: tuple[int, int]) -> None:
    assert page_range(text) == pages


def test_they_are_shown_as_printed() -> None:
    assert (shown((12, 14)), shown((7, 7))) == ("12–14", "7")
