"""A real browser on the pages, where one is installed."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from bot.web.cache import Cache
from bot.web.server import Pace, application, serving
from bot.web.site import Site

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE, DESK = (390, 844), (1280, 900)
UNHURRIED = 1e6
"""Pages a second: a test is no storm."""


def found() -> str | None:
    """Where a browser is; None where there is none, or nothing to drive it with."""
    if not all(find_spec(name) for name in ("playwright", "axe_playwright_python")):
        return None
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser, and where the pages are."""

    driver: Any
    base: str

    @asynccontextmanager
    async def page(
        self, size: tuple[int, int] = PHONE, theme: str = "light", allowed: str = "404", **options: Any
    ) -> AsyncIterator[Any]:
        """A page of its own, which fails for whatever the browser complains of, but for the status ``allowed``."""
        context = await self.driver.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=theme, **options
        )
        page = await context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            yield page
        finally:
            await context.close()
        assert not [one for one in complaints if allowed not in one], complaints


@asynccontextmanager
async def browsing(site: Site) -> AsyncIterator[Browser]:
    """A browser that sees the pages of a site."""
    pages = application(Cache(site), Pace(UNHURRIED, UNHURRIED))
    async with serving(pages, "127.0.0.1", 0) as port, launched(f"http://127.0.0.1:{port}") as browser:
        yield browser


@asynccontextmanager
async def launched(base: str) -> AsyncIterator[Browser]:
    """A browser for the pages that are served there."""
    from playwright.async_api import async_playwright

    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=found(), args=["--no-sandbox"])
        try:
            yield Browser(browser, base)
        finally:
            await browser.close()
