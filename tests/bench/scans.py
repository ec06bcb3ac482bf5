"""How pictures of tables are read: of every kind and quality the cells right, asked, wrong, and the seconds."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from data.database import Database
from data.queries.catalogue import Catalogue
from tests.bench.tools import Row
from tests.support.picture_desk import corpus, work_through


def rows(path: Path) -> list[Row]:
    found: list[Row] = []
    cells = asked = wrong = 0
    catalogue = asyncio.run(_catalogue(path))
    for shot in corpus(catalogue):
        worked = work_through(shot, catalogue)
        right = worked.cells - worked.asked
        cells, asked, wrong = cells + worked.cells, asked + worked.asked, wrong + len(worked.wrong)
        text = f"{right} right, {worked.asked} asked, {len(worked.wrong)} wrong, {worked.seconds:.1f} s"
        text += f", stopped: {worked.problems[0].msgid}" if worked.problems else ""
        print(f"{shot.label}: {text}", file=sys.stderr, flush=True)
        found.append(Row(shot.label, text, "0 wrong", not worked.wrong and not worked.misled and not worked.problems))
    return [Row("all pictures of tables", f"{cells} cells, {asked} asked, {wrong} wrong", "0 wrong", not wrong), *found]


async def _catalogue(path: Path) -> Catalogue:
    async with await Database.open(path) as opened:
        return await Catalogue.load(opened)
