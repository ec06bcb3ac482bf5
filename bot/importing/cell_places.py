"""Where on a page a cell of a PDF or a picture stands, and whether its reading is in doubt: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares (0 to 1) of the page's width and height, the page being upright."""
Seam = Literal["row", "cell", "open"]
"""A row of a plan that was put together of two pages; a cell at the top of one that was read as merged with that above
it; or one that is empty there and was not.
"""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """The ``box`` of a cell on a ``page``, counted from 1; of several pictures, the number of the picture. The page is
    upright once it is turned, against the clock, by so many quarters as ``turns`` says.
    """

    page: int
    box: Box
    turns: int = 0


@dataclass(frozen=True, slots=True)
class CellDoubt:
    """Why a person is asked about a cell: its ``readings``, the likeliest first, which is the one in the grid; there
    may be only one. ``confidence`` in that one is from 0 to 1.
    """

    readings: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell that a draft was made from, if its reader knows its place or doubts it; ``row`` and ``column`` (letters)
    name it as they do in a figure.
    """

    row: int
    column: str
    place: CellPlace | None = None
    doubt: CellDoubt | None = None
