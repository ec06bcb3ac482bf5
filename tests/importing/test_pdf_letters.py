"""Letters of a PDF: one that is drawn twice is one, and like ones beside or beyond each other are several."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pdfplumber
import pytest

from bot.importing.pdf.content import content_of
from bot.importing.pdf.lines import lines_of
from tests.support.pdf_printer import Printer

HEIGHT = 842.0


def text_of(draw: Callable[[Any], None]) -> list[str]:
    """The lines of a page on which something is drawn."""
    printer = Printer(foot=False)
    draw(printer.canvas)
    with pdfplumber.open(io.BytesIO(printer.done())) as file:
        return [line.text for line in lines_of(content_of(file.pages[0], 1).glyphs)]


@pytest.mark.parametrize("size", [6, 9, 11, 13, 18])
@pytest.mark.parametrize("font", ["Sans", "Bold", "Helvetica", "Times-Roman"])
def test_narrow_letters_beside_each_other_are_all_read(font: str, size: int) -> None:
    said = "Quy III, ill 111 ,,, 11/11/2011"

    def draw(canvas: Any) -> None:
        canvas.setFont(font, size)
        canvas.drawString(50, 700, said)

    assert text_of(draw) == [said]


@pytest.mark.parametrize("moved", [0.0, 0.2, 0.35])
def test_a_text_that_is_drawn_twice_is_one(moved: float) -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Sans", 11)
        canvas.drawString(50, 700, "Quý III/2026")
        canvas.drawString(50 + moved, 700, "Quý III/2026")

    assert text_of(draw) == ["Quý III/2026"]


def test_letters_of_different_sizes_are_never_one() -> None:
    """Whatever the sizes, and however the places of the one are to those of the other."""

    def draw(canvas: Any) -> None:
        for size in (8.0, 9.0, 10.0, 12.0, 14.0):
            canvas.setFont("Sans", size)
            canvas.drawString(20 * size, HEIGHT - 20 * size, "1")

    assert text_of(draw) == ["1"] * 5
