"""A real browser on the pages, where one is installed: one in a process of tests, with clean pages for each test."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from bot.web.cache import Cache
from bot.web.server import Pace, application, serving
from bot.web.site import Site

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE, DESK = (390, 844), (1280, 900)
OPTIONS = (
    "--headless", "--no-sandbox", "--no-first-run", "--hide-scrollbars", "--force-color-profile=srgb",
    "--disable-back-forward-cache", "--disable-extensions", "--disable-background-networking",
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-dev-shm-usage",
)  # fmt: skip
"""Of those with which Playwright itself starts one, what matters here."""
START = 30.0
"""Seconds in which a browser starts, also on a busy machine."""
PATIENCE = 120_000.0
"""Milliseconds in which it lets one in: it draws for others at the same time, perhaps on a busy machine."""
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
    """The browser for the pages that are served there; what a page keeps ends with the page."""
    from playwright.async_api import async_playwright

    async with async_playwright() as driver:
        browser = await driver.chromium.connect_over_cdp(Chromium.address(), timeout=PATIENCE)
        try:
            yield Browser(browser, base)
        finally:
            await browser.close()


class Chromium:
    """The process of the browser, begun by the first who asks: starting it costs more than most tests do with it."""

    _one: ClassVar[Chromium | None] = None

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="chisotinh-chromium-")
        # A browser with this pipe ends when the pipe does: also when the tests are killed.
        piped = ["sh", "-c", 'exec "$0" "$@" 3<&0 4>/dev/null', str(found()), "--remote-debugging-pipe"]
        places = ["--remote-debugging-port=0", f"--user-data-dir={self._folder}"]
        self._process = subprocess.Popen(
            [*piped, *places, *OPTIONS], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    @classmethod
    def address(cls) -> str:
        """Where it listens."""
        if cls._one is None:
            cls._one = cls()
        return cls._one._listening()

    @classmethod
    def end(cls) -> None:
        """End it, if it was begun."""
        one, cls._one = cls._one, None
        if one is not None:
            one._process.communicate(timeout=START)  # closes the pipe
            shutil.rmtree(one._folder, ignore_errors=True)

    def _listening(self) -> str:
        said = Path(self._folder) / "DevToolsActivePort"
        latest = time.monotonic() + START
        while len(lines := said.read_text().split() if said.exists() else []) < 2:
            assert self._process.poll() is None, "the browser ended at once"
            assert time.monotonic() < latest, "the browser did not start"
            time.sleep(0.02)
        return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
