"""The sitemap: every page that search engines may keep, in both languages."""

from __future__ import annotations

from xml.sax.saxutils import escape

from bot import addresses
from bot.i18n import LANGUAGES
from data.queries.catalogue import Catalogue


def pages(catalogue: Catalogue) -> list[str]:
    """The addresses of all pages without parameters, without their language."""
    found = [addresses.HOME, addresses.ASK, addresses.COMPARE, addresses.SOURCES, addresses.DATA]
    for index in catalogue.indices:
        for period in catalogue.periods(index):
            found.append(addresses.league(index, period))
        for period in catalogue.periods(index, full=True):
            year = int(period[:4])
            codes = (one.code for one in catalogue.indicators.get(index, ()) if one.code and one.holds(year))
            found += [addresses.league(index, period, code) for code in dict.fromkeys(codes)]
    found += [addresses.province(id) for id in catalogue.provinces]
    found += [addresses.tasks(id) for id in ("", *catalogue.provinces)]
    return found


def sitemap(catalogue: Catalogue, base: str) -> bytes:
    """The XML. ``base`` is the public address of the site."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address in pages(catalogue):
        for language in LANGUAGES:
            lines.append(f"<url><loc>{escape(base + addresses.within(address, language))}</loc></url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()
