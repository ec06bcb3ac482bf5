"""The site without a bot beside it: what its pages are made with, put together in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.assistant import Assistant
from bot.clock import day_in_vietnam, utc_now
from bot.exporting import Exports
from bot.pictures import Painter, Pictures
from bot.pictures.files import PictureFiles
from bot.web.page import WebPage
from bot.web.site import Site
from data.store import Store


@contextmanager
def site_alone(
    store: Store,
    folder: Path,
    base: str = "",
    still: Callable[[WebPage], WebPage] | None = None,
    clock: Callable[[], dt.datetime] = utc_now,
) -> Iterator[Site]:
    """A site of these figures, see ``Site``; what it paints is kept in the folder, and at the end it paints no more."""
    assistant = Assistant(store, lambda: day_in_vietnam(clock()))
    pictures = Pictures(assistant, Painter(), PictureFiles(folder))
    try:
        yield Site(assistant, store, pictures, Exports(store, assistant, clock), base, still)
    finally:
        pictures.close()
