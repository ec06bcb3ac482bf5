"""The site as files for any web server: every page of the sitemap in both languages, with its JSON and its charts.

What needs the program to answer (the question box, sorting, restricting, comparing) is left out of these pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot import addresses
from bot.i18n import LANGUAGES
from bot.web.html import STATIC, static
from bot.web.page import Block, FormBlock, Link, LinksBlock, PageCell, Section, TableBlock, WebPage
from bot.web.site import Site
from bot.web.sitemap import pages
from data.queries.catalogue import Catalogue

ASKED = (addresses.ASK, addresses.COMPARE)
"""Pages that answer what an address asks: no file can."""
INDEX = "index.html"
NOT_FOUND = "404.html"


async def export(site: Site, catalogue: Catalogue, folder: Path) -> int:
    """Write the files below a folder; returns how many pages there are. Raises OSError."""
    for name in STATIC:
        _write(folder / "static" / name, static(name))
    for name in ("/sitemap.xml", "/robots.txt"):
        _write(folder / name.lstrip("/"), (await site.get(name, {})).body)
    count = 0
    for language in LANGUAGES:
        feed = addresses.within(addresses.FEED, language)
        _write(folder / feed.lstrip("/"), (await site.get(feed, {})).body)
        for address in kept(catalogue):
            path = addresses.within(address, language)
            page = await site.get(path, {})
            _write(_place(folder, path), page.body)
            count += 1
            for form in ("json", "svg"):
                file = await site.get(f"{path}.{form}", {})
                if file.status == 200:
                    _write(folder / f"{path.lstrip('/')}.{form}", file.body)
    _write(folder / NOT_FOUND, (await site.get("/404", {})).body)
    return count


def kept(catalogue: Catalogue) -> list[str]:
    """The addresses of the pages that are files."""
    return [address for address in pages(catalogue) if address not in ASKED]


def still(page: WebPage) -> WebPage:
    """The page without what needs an answer: forms, columns that sort, links with parameters."""
    sections = (replace(one, blocks=tuple(_blocks(one))) for one in page.sections)
    return replace(page, sections=tuple(one for one in sections if one.blocks), forms=_files(page))


def _files(page: WebPage) -> tuple[str, ...]:
    return tuple(form for form in page.forms if form in ("json", "svg"))


def _blocks(section: Section) -> Iterator[Block]:
    for block in section.blocks:
        match block:
            case FormBlock():
                continue
            case TableBlock():
                columns = tuple(replace(column, address="") for column in block.columns)
                rows = tuple(tuple(_cell(cell) for cell in row) for row in block.rows)
                yield replace(block, columns=columns, rows=rows)
            case LinksBlock():
                links = tuple(link for link in block.links if not _asks(link))
                if links:
                    yield replace(block, links=links)
            case _:
                yield block


def _cell(cell: PageCell) -> PageCell:
    return replace(cell, address="") if "?" in cell.address and cell.address.startswith("/") else cell


def _asks(link: Link) -> bool:
    path, mark, _ = link.address.partition("?")
    return path.startswith("/") and (bool(mark) or addresses.parted(path)[1] in ASKED)


def _place(folder: Path, path: str) -> Path:
    return folder / path.strip("/") / INDEX if path != addresses.HOME else folder / INDEX


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
