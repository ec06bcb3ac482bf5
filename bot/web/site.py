"""The site: from a path and its parameters to what is sent back. It knows nothing of HTTP but status and kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot import addresses
from bot.answers.contract import as_json
from bot.assistant import Assistant
from bot.charts import draw
from bot.exporting import Exports
from bot.i18n import translator
from bot.pictures import Pictures
from bot.presses.answers import Draw, Export
from bot.reply import Reply
from bot.web.feed import feed
from bot.web.html import STATIC, html_of, static
from bot.web.page import WebPage
from bot.web.pages import ask, comparison, data, home, league, missing, province, sources, tasks
from bot.web.sitemap import sitemap
from bot.web.view import NoSuchPage, View
from data.store import Store

FORMS = {
    "json": "application/json", "svg": "image/svg+xml", "png": "image/png", "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
HTML = "text/html"
MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Sent:
    """What an address holds: its bytes, their kind, and the status. ``lasting``: it never changes."""

    body: bytes
    kind: str
    status: int = 200
    lasting: bool = False
    name: str = ""
    """Under which it is saved; '' for what is looked at."""


class Site:
    """Everything under one address. ``base`` is its public address without a slash at its end, '' where none is set;
    ``still`` takes from a page what only a running program can do, and no page then has a box to ask in. ``acts``: a
    bot runs beside it, so that pages opened within Telegram may follow.
    """

    def __init__(
        self,
        assistant: Assistant,
        store: Store,
        pictures: Pictures,
        exports: Exports,
        base: str = "",
        still: Callable[[WebPage], WebPage] | None = None,
        *,
        acts: bool = False,
    ) -> None:
        self._assistant, self._store = assistant, store
        self._pictures, self._exports = pictures, exports
        self._base, self._still, self._acts = base, still, acts

    @property
    def version(self) -> str:
        """The version of the data, and of the reports on tasks, of which every page is."""
        return f"{self._assistant.version}.{self._store.reports_version}"

    async def get(self, path: str, values: Mapping[str, str]) -> Sent:
        """What the path holds. Never raises for what somebody typed."""
        if path.startswith("/static/"):
            name = path.removeprefix("/static/")
            if name in STATIC:
                return Sent(static(name), STATIC[name], lasting=True)
        if path == "/robots.txt":
            return Sent(f"User-agent: *\nAllow: /\nSitemap: {self._base}/sitemap.xml\n".encode(), "text/plain")
        if path == "/sitemap.xml":
            return Sent(sitemap(self._store.catalogue, self._base), "application/xml")
        language, inner = addresses.parted(path)
        bare, form = _form(inner)
        view = View(self._assistant, self._store, translator(language), values)
        if inner == addresses.FEED:
            return Sent(await feed(view, self._base), "application/atom+xml")
        try:
            page = await self.page(view, bare)
            if form:
                return await self._file(view, page, form)
        except NoSuchPage as nothing:
            page = missing.page(view, inner, nothing.near)
        if self._still is not None:
            page = self._still(page)
        if not self._acts:
            page = replace(page, actions=None)
        return Sent(html_of(page, view.t, self._base, asks=self._still is None).encode(), HTML, page.status)

    async def page(self, view: View, address: str) -> WebPage:
        """The page of an address without its language. Raises NoSuchPage."""
        simple = {
            addresses.HOME: home.page, addresses.ASK: ask.page, addresses.COMPARE: comparison.page,
            addresses.SOURCES: sources.page, addresses.DATA: data.page,
        }  # fmt: skip
        if address in simple:
            return await simple[address](view)
        first, *rest = address.strip("/").split("/")
        match first, rest:
            case "tinh", [id]:
                return await province.page(view, id)
            case "nhiem-vu", [place]:
                return await tasks.page(view, place)
            case index, [period]:
                return await league.page(view, index, period)
            case index, [period, code]:
                return await league.page(view, index, period, code)
            case index, [] if index in view.catalogue.indices:
                period = view.catalogue.newest.get(index) or next(iter(view.catalogue.periods(index)), "")
                return await league.page(view, index, period)
            case _:
                raise NoSuchPage(province.near(view, first))

    async def _file(self, view: View, page: WebPage, form: str) -> Sent:
        """A page's data in a form. Raises NoSuchPage where it has none."""
        if form not in page.forms or page.question is None:
            raise NoSuchPage
        drawn = page.drawn or page.question
        match form:
            case "json":
                answered = await view.answered(page.question)
                found = as_json(view.value("q"), answered.answer, answered.reply.html)
                return Sent(json.dumps(found, ensure_ascii=False, indent=1).encode(), FORMS[form])
            case "svg":
                chart = draw(await view.answer(drawn), view.t, page.chart)
                if chart is None:
                    raise NoSuchPage
                return Sent(chart.svg.encode(), FORMS[form])
            case "png":
                picture = await self._pictures.of(Draw(drawn, page.chart), view.t.language)
                if picture is None:
                    raise NoSuchPage
                return Sent(await self._pictures.png(picture), FORMS[form])
            case "csv" | "xlsx":
                file = await self._exports.of(Export(page.question, form), view.t.language)
                if isinstance(file, Reply):
                    raise NoSuchPage
                return Sent(file.data, FORMS[form], name=file.name)
            case _:
                raise NoSuchPage


def _form(path: str) -> tuple[str, str]:
    """The path without the ending that names a form, and the form; '' where it names none."""
    bare, dot, ending = path.rpartition(".")
    return (bare, ending) if dot and ending in FORMS else (path, "")
