"""The site over the shipped figures, asked by plain calls, and its HTML read as a browser reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from bot.exporting import Exports
from bot.pictures import Painter, Pictures
from bot.pictures.files import PictureFiles
from bot.web.page import WebPage
from bot.web.site import Sent, Site
from tests.support.shipped import NOW, ShippedDesk

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905


@dataclass
class Read(HTMLParser):
    """What stands in a page. Fails where a tag is left open or closed twice."""

    text: str = ""
    title: str = ""
    links: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    """The rows of all tables, heads too, as texts."""
    headings: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self.links.append(values.get("href") or "")
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag in ("h1", "h2"):
            self.headings.append("")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Tags of SVG that close themselves hold nothing."""

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag, f"</{tag}> closes another"

    def handle_data(self, data: str) -> None:
        inside = set(self._open)
        if "title" in inside and "svg" not in inside:
            self.title += data
        if "svg" in inside or "title" in inside:
            return
        self.text += data
        if inside & {"td", "th"} and "caption" not in inside:
            self.rows[-1][-1] += data
        if inside & {"h1", "h2"}:
            self.headings[-1] += data


def read(sent: Sent) -> Read:
    """A page as read; every tag is closed."""
    found = Read()
    found.feed(sent.body.decode())
    found.close()
    assert not found._open, found._open
    return found


class SiteDesk:
    """The site of a desk, by plain calls."""

    def __init__(
        self,
        desk: ShippedDesk,
        pictures: PictureFiles,
        base: str = "",
        still: Callable[[WebPage], WebPage] | None = None,
    ) -> None:
        self.desk = desk
        self.site = Site(
            desk.desk,
            desk.store,
            Pictures(desk.desk, Painter(), pictures),
            Exports(desk.store, desk.desk, lambda: NOW),
            base,
            still,
        )

    def get(self, address: str) -> Sent:
        """What an address with its parameters holds."""
        parts = urlsplit(address)
        return self.desk.wait(self.site.get(parts.path, dict(parse_qsl(parts.query))))

    def read(self, address: str) -> Read:
        return read(self.get(address))
