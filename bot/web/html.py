"""A page's HTML: ``templates`` put around what the page holds. Charts are drawn into it in the page's own colours."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bot.charts import Chart
from bot.charts.typeface import font_files
from bot.i18n import Translator
from bot.reply import plain_text
from bot.web.frame import frame
from bot.web.page import WebPage

_STYLE = re.compile(r"<style>[^<]*</style>")
STATIC = {
    "style.css": "text/css", "app.js": "text/javascript", "actions.js": "text/javascript", "icon.svg": "image/svg+xml",
    "noto-sans-regular.ttf": "font/ttf", "noto-sans-bold.ttf": "font/ttf",
}  # fmt: skip
"""The files that pages need besides -> their kind. The fonts are those with which the charts' labels were measured."""
FONTS = {"noto-sans-regular.ttf": 0, "noto-sans-bold.ttf": 1}


def html_of(page: WebPage, t: Translator, base: str = "", *, asks: bool = True) -> str:
    """The whole page. ``base`` is the public address of the site, '' where none is set; ``asks``: there is a box for
    questions above it.
    """
    around = frame(page, t, base, static_version(), asks=asks)
    return _environment().get_template("page.html").render(page=page, frame=around, asks=asks)


def drawn(chart: Chart) -> str:
    """A chart's SVG without its own colours: the page gives them, so that they follow the reader's theme."""
    return _STYLE.sub("", chart.svg, count=1)


@cache
def static(name: str) -> bytes:
    """A file that pages need."""
    if name in FONTS:
        return Path(font_files()[FONTS[name]]).read_bytes()
    return files("bot.web").joinpath("static", name).read_bytes()


@cache
def static_version() -> str:
    """Changes with any of those files, so that a browser may keep each for ever."""
    return hashlib.sha256(b"".join(static(name) for name in sorted(STATIC))).hexdigest()[:10]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("bot.web", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    made.filters["plain"] = plain_text
    made.filters["drawn"] = drawn
    return made
