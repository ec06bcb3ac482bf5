"""``make screenshots``: the pages' pictures in README, of a phone and of a desk, as a real browser shows them."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.web.standalone import site_alone
from data.database import Database
from data.store import Store
from tests.support.shipped import NOW
from tests.web.browser import DESK, PHONE, browsing, found

FOLDER = Path(__file__).parent.parent / "golden" / "gallery"
PAGE = "/papi/2024"
SIZES = {"page-390.png": PHONE, "page-1280.png": DESK}
"""File -> the size of the window."""


async def draw(folder: Path) -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        async with await Database.open(Path(scratch) / "chisotinh.sqlite3") as database:
            store = await Store.open(database)
            with site_alone(store, Path(scratch) / "pictures", clock=lambda: NOW) as site:
                async with browsing(site) as browser:
                    for name, size in SIZES.items():
                        async with browser.page(size) as page:
                            await page.goto(browser.base + PAGE)
                            await page.screenshot(path=str(folder / name))


if __name__ == "__main__":
    if found() is None:
        sys.exit("no browser: install chromium and the extra page-tests")
    asyncio.run(draw(FOLDER))
