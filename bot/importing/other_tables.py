"""What else stands on a sheet: a second table below the first; or a table that is not of provinces at all (pure)."""

from __future__ import annotations

from dataclasses import replace

from bot.importing import cells
from bot.importing.draft import Location
from bot.importing.grid import Row, Sheet
from bot.importing.layout import HEADER_SEARCH, Block
from bot.importing.provinces import Provinces
from bot.importing.wordlists import PROVINCE
from bot.names.normalize import fold

FEWEST_REPEATED = 3
"""With fewer provinces there again, they are mistakes in one table."""
FEWEST_COMMUNES = 5
BELOW = ("xa ", "phuong ", "dac khu ", "thi tran ", "huyen ", "quan ", "thi xa ")
"""How the names of communes and districts begin, folded."""
BELOW_HEADERS = frozenset(
    fold(text)
    for text in (
        "xã", "phường", "xã, phường", "xã/phường", "phường, xã", "xã, phường, đặc khu", "xã, phường, thị trấn",
        "tên xã", "tên xã, phường", "tên xã, phường, đặc khu", "đơn vị hành chính cấp xã", "ubnd cấp xã", "cấp xã",
        "ubnd xã, phường", "huyện", "quận, huyện", "commune", "ward", "commune/ward", "district",
    )
)  # fmt: skip


def first_table(block: Block, provinces: Provinces) -> tuple[Block, Row | None]:
    """The block without a second table below its first, and the row in which that one begins (None: there is none).

    A second table has provinces that are all in the first already.
    """
    seen: set[str] = set()
    again: set[str] = set()
    last_new = start = 0
    for at, row in enumerate(block.rows):
        whose = provinces.whose(row.text(block.province), Location(""), guess=False)
        if whose.kind != "province" or not _has_figures(row, block.province):
            continue
        if whose.province not in seen:
            seen.add(whose.province)
            last_new, again = at, set()
        elif not again:
            start = at
            again = {whose.province}
        else:
            again.add(whose.province)
    if len(again) < FEWEST_REPEATED:
        return block, None
    # Its own header, if it has one, is between the two.
    between = range(last_new + 1, start)
    start = next((at for at in between if fold(block.rows[at].text(block.province)) in PROVINCE), start)
    return replace(block, rows=block.rows[:start]), block.rows[start]


def _has_figures(row: Row, province: int) -> bool:
    return any(cells.number(cell) is not None for at, cell in enumerate(row.cells) if at != province)


def communes(sheet: Sheet) -> Row | None:
    """The first row of a table of communes or districts: most names of a column are theirs, or its header says so."""
    width = max((len(row.cells) for row in sheet.rows), default=0)
    for at in range(width):
        texts = [(row, fold(text)) for row in sheet.rows if any(map(str.isalpha, text := row.text(at)))]
        named = [row for row, text in texts if f"{text} ".startswith(BELOW) and text not in BELOW_HEADERS]
        if len(named) >= FEWEST_COMMUNES and 2 * len(named) > len(texts):
            return named[0]
        header = next((row for row, text in texts if text in BELOW_HEADERS), None)
        below = [row for row, _ in texts if header is not None and row.number > header.number]
        if header in sheet.rows[:HEADER_SEARCH] and len(below) >= FEWEST_COMMUNES:
            return below[0]
    return None
