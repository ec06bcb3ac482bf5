"""Numbers that have more decimals than all others in their column: a digit beside them may be none of theirs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

DECIMALS = re.compile(r"\d{1,6}[.,](\d{1,9})\s?%?", re.A)
FEWEST = 10
"""With fewer numbers in a column nothing is usual."""
USUAL = 0.9


def odd_decimals(
    rows: Sequence[tuple[int, Sequence[str]]], doubted: Collection[tuple[int, int]]
) -> Iterator[list[Any]]:
    """A doubt for every such number that is not doubted already: row, column, readings, confidence."""
    columns: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for number, cells in rows:
        for at, text in enumerate(cells):
            read = DECIMALS.fullmatch(text)
            if read is not None:
                columns[at].append((number, text, len(read[1])))
    for at, found in columns.items():
        usual, times = Counter(decimals for _, _, decimals in found).most_common(1)[0]
        if len(found) < FEWEST or times < USUAL * len(found):
            continue
        for number, text, decimals in found:
            if decimals > usual and (number, at) not in doubted:
                yield [number, at, [text, _shortened(text, decimals - usual)], 0.5]


def _shortened(text: str, by: int) -> str:
    body = text.rstrip(" %")
    return body[:-by] + text[len(body) :]
