"""A table as it stands on one page, before it is joined with what goes on elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.importing.pdf.content import PageContent
from bot.importing.pdf.lines import NUMERIC, CellText

MOST_HEADER_ROWS = 6
Merged = tuple[int, int, int, int]
"""First row and column, last row and column, counted from 0 within the table."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """``rows`` are cells from left to right, None for an empty one; ``xs`` are the boundaries of the columns, ``above``
    the lines of text over it, ``box`` what it covers. ``ys`` are the boundaries of the rows where each is ruled.
    """

    page: PageContent
    xs: tuple[float, ...]
    top: float
    bottom: float
    rows: tuple[tuple[CellText | None, ...], ...]
    merged: tuple[Merged, ...] = ()
    above: tuple[str, ...] = field(default=())
    ys: tuple[float, ...] = field(default=())

    @property
    def width(self) -> int:
        return len(self.xs) - 1

    def texts(self, row: int) -> tuple[str, ...]:
        return tuple(cell.text if cell else "" for cell in self.rows[row])

    def is_data(self, row: int) -> bool:
        """Whether a row holds figures: at least one number beside a text that is none, or two numbers."""
        numbers = [text for text in self.texts(row) if NUMERIC.fullmatch(text)]
        others = [text for text in self.texts(row) if text and text not in numbers]
        return bool(numbers and (others or len(numbers) > 1))

    def header(self) -> list[tuple[str, ...]]:
        """The rows above the first that holds figures, as texts."""
        rows: list[tuple[str, ...]] = []
        for row in range(min(len(self.rows), MOST_HEADER_ROWS)):
            if self.is_data(row) and not _numbers_columns(self.texts(row)):
                break
            rows.append(self.texts(row))
        return rows


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 or (A), (1), (2)."""
    filled = [text.strip("()[] ").partition("=")[0].strip("()[] ") for text in texts if text]
    numbers = [int(text) for text in filled if text.isdecimal() and len(text) < 3]
    if len(numbers) < 2 or any(len(text) > 1 for text in filled if not text.isdecimal()):
        return False
    return numbers[0] < 4 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def same_texts(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows say the same, apart from spaces and capitals."""
    return [_folded(text) for text in one] == [_folded(text) for text in other]


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
