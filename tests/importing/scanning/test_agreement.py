"""Two readings of a column of cells: what counts as read, and what is asked."""

from __future__ import annotations

import pytest

from bot.importing.scanning.agreement import Told, clean_text, form_of, judged

AROUND = [Told((text, text), 0.99) for text in ("85,12", "84,90", "84,07", "83,55", "82,01", "81,44")]
"""The other cells of a column: scores with a comma and two decimals."""


def verdict(*texts: str, sure: float = 0.99, hidden: bool = False) -> tuple[str, tuple[str, ...]]:
    found = judged([*AROUND, Told(texts, sure, hidden)])[-1]
    return found.text, found.readings


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        (("79,31", "79,31"), "79,31"),
        (("7931", "79,31"), "79,31"),  # one lost the comma
        (("79/31", "79,31"), "79,31"),
        (("79.31", "79,31"), "79,31"),
        (("79,31_", "79,31"), "79,31"),
        (("|79,31", "79, 31"), "79,31"),
    ],
)
def test_the_same_figures_are_read_as_the_column_writes_them(texts: tuple[str, str], text: str) -> None:
    assert verdict(*texts) == (text, ())


@pytest.mark.parametrize(
    ("texts", "readings"),
    [
        (("79,31", "79,37"), ("79,31", "79,37")),
        (("7931", "7931"), ("7931",)),  # nobody saw the comma
        (("79,3", "79,3"), ("79,3",)),  # not as the others are written
        (("", "79,31"), ("79,31",)),
        (("79,31",), ("79,31",)),  # one reader alone
        (("", ""), ("",)),
        (("-79,31", "79,31"), ("-79,31", "79,31")),
    ],
)
def test_everything_else_is_asked(texts: tuple[str, ...], readings: tuple[str, ...]) -> None:
    assert set(verdict(*texts)[1]) == set(readings)


def test_under_a_stamp_and_where_neither_is_sure_it_is_asked() -> None:
    assert verdict("79,31", "79,31", hidden=True)[1] == ("79,31",)
    assert verdict("79,31", "79,31", sure=0.5)[1] == ("79,31",)


def test_a_blank_cell_is_blank_and_not_asked() -> None:
    assert judged([*AROUND, Told(("", ""), 0.0, inked=False)])[-1].readings == ()


def test_words_are_the_same_whatever_their_marks() -> None:
    column = [Told(("Quảng Ninh", "Quang Ninh"), 0.9), Told(("Hà Nội", "Hà Ni"), 0.9)]
    same, other = judged(column)
    assert (same.text, same.readings) == ("Quảng Ninh", ())
    assert other.readings == ("Hà Nội", "Hà Ni")


def test_ranks_are_written_like_ranks() -> None:
    column = [Told((str(n), str(n)), 0.99) for n in range(1, 9)]
    assert judged([*column, Told(("9.", "9"), 0.99)])[-1].text == "9"
    assert judged([*column, Told(("1,0", "10"), 0.99)])[-1].text == "10"


def test_forms_tell_how_numbers_are_written() -> None:
    assert form_of("85,12") == form_of("9,07") != form_of("85,1")
    assert form_of("5/63") == form_of("12/63") != form_of("5,63")
    assert form_of("Huế") == ""
    assert clean_text("‘85, 12|") == "85,12"
    assert clean_text("(*) Hà Nội") == "(*) Hà Nội"
