"""PDF tables that look as if they could be read: what must be asked of each, or why it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support.importing_kit import Kit
from tests.support.pdf_printer import Column, Printer, Table
from tests.support.pdf_tables import RANKED, of_2024, ranking, sipas


@dataclass(frozen=True, slots=True)
class Trap:
    """``asked`` figures are doubtful, or ``stops`` is part of what is said of a file that cannot be published."""

    label: str
    make: Callable[[Kit], bytes]
    asked: int = 0
    stops: str = ""


def over(*drawn: tuple[float, float, str, str, float], ruling: Any = "all") -> Callable[[Kit], bytes]:
    """The table with something drawn over it: from the left, from above, a text, a font and a size."""

    def make(kit: Kit) -> bytes:
        def draw(canvas: Any, width: float, height: float) -> None:
            for left, top, text, font, size in drawn:
                canvas.setFont(font, size)
                canvas.drawString(left, height - top, text)

        return sipas(kit, printer=Printer(each=draw), ruling=ruling)

    return make


def small_mark(kit: Kit) -> bytes:
    """A small digit behind a score that is not raised: a mark, or a digit."""
    paper = Printer()
    plain = paper.canvas.drawString

    def draw(x: float, y: float, text: str) -> None:
        plain(x, y, text)
        if text == first_score(kit):
            size = paper.canvas._fontsize
            paper.canvas.setFont("Sans", size * 0.7)
            plain(x + paper.canvas.stringWidth(text, "Sans", size), y, "1")
            paper.canvas.setFont("Sans", size)

    paper.canvas.drawString = draw
    return sipas(kit, printer=paper)


def first_score(kit: Kit) -> str:
    return ranking(kit, of_2024(kit))[0][2]


def drawn_as(change: Callable[[Any, Any, float, float, str], None]) -> Callable[[Kit], bytes]:
    """The table with its first score drawn in another way."""

    def make(kit: Kit) -> bytes:
        paper = Printer()
        plain = paper.canvas.drawString

        def draw(x: float, y: float, text: str) -> None:
            if text == first_score(kit):
                change(paper.canvas, plain, x, y, text)
            else:
                plain(x, y, text)

        paper.canvas.drawString = draw
        return sipas(kit, printer=paper)

    return make


def two_colours(canvas: Any, plain: Any, x: float, y: float, text: str) -> None:
    size = canvas._fontsize
    plain(x, y, text[:-1])
    width = canvas.stringWidth(text[:-1], "Sans", size)
    canvas.setFillColorRGB(0.7, 0, 0)
    plain(x + width, y, text[-1])
    canvas.setFillGray(0)


def one_more(canvas: Any, plain: Any, x: float, y: float, text: str) -> None:
    plain(x, y, text + "7")


def pulled_apart(canvas: Any, plain: Any, x: float, y: float, text: str) -> None:
    size = canvas._fontsize
    plain(x, y, text[:2])
    plain(x + canvas.stringWidth(text[:2], "Sans", size) + 0.14 * size, y, text[2:])


def over_the_line(canvas: Any, plain: Any, x: float, y: float, text: str) -> None:
    """The score moved to the left until its first digit stands in the column of names."""
    left = Printer().margin + RANKED[0].width + RANKED[1].width
    plain(left - canvas.stringWidth(text[:1], "Sans", canvas._fontsize), y, text)


def struck_through(canvas: Any, plain: Any, x: float, y: float, text: str) -> None:
    """Another score is written over the printed one."""
    plain(x, y, text)
    plain(x + 1.5, y + 1, "80,11")


def touching(kit: Kit) -> bytes:
    """Score and rank so close to each other that nothing parts them."""
    held = ranking(kit, of_2024(kit))
    rows = [[name, score + rank.zfill(2)] for rank, name, score in held]
    paper = Printer()
    paper.lines("SIPAS 2024")
    paper.table(
        Table((Column("Tỉnh", 150, "left"), Column("Điểm Hạng", 80)), rows, ruling="none", height=11.5, size=8.5)
    )
    return paper.done()


def missing_rows(kit: Kit) -> bytes:
    paper = Printer()
    paper.lines("SIPAS 2024")
    paper.table(Table(RANKED, ranking(kit, of_2024(kit))[:40]))
    return paper.done()


def same_twice(kit: Kit) -> bytes:
    paper = Printer()
    for _ in range(2):
        paper.lines("Bảng SIPAS")
        paper.table(Table(RANKED, ranking(kit, of_2024(kit)), height=11, size=8))
        paper.new_page()
    return paper.done()


def two_names(kit: Kit) -> bytes:
    """The rows of two provinces run into one."""
    rows = ranking(kit, of_2024(kit))
    rows[4][1] = f"{rows[4][1]} {rows[5][1]}"
    del rows[5]
    paper = Printer()
    paper.table(Table(RANKED, rows, height=11, size=8))
    return paper.done()


TRAPS = [
    Trap("a small digit that is not raised", small_mark, asked=1),
    Trap("a number in two colours", drawn_as(two_colours), asked=1),
    Trap("digits that stand apart", drawn_as(pulled_apart), asked=1),
    Trap("two numbers over each other", drawn_as(struck_through), stops="This is not a score"),
    Trap("a number over the line of its column", drawn_as(over_the_line), stops="Quang Ngai"),
    Trap("a stamp's letters over a score", over((262, 130, "ỘI", "Bold", 9)), stops="This is not a score"),
    Trap("a second digit in the cell", over((283, 130, "7", "Sans", 8.5)), asked=1),
    Trap("a second digit beside the number", drawn_as(one_more), asked=1),
    Trap("score and rank without a space", touching, stops="This is not a rank"),
    Trap("rows are missing", missing_rows, stops="Missing 23 of 63"),
    Trap("the same table twice", same_twice, stops="Several tables of the PDF may be meant, on pages 1 and 2"),
    Trap("two provinces in one row", two_names, stops="Missing"),
]
