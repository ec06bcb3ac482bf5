"""The Atom feed of what was published: new tables and corrections, the newest first."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from bot import addresses
from bot.render import phrases
from bot.reply import plain_text
from bot.web.view import View
from data.model.figures import Release

MOST = 40
"""How many releases the feed holds."""


async def feed(view: View, base: str) -> bytes:
    """The XML. ``base`` is the public address of the site, '' where none is set."""
    t = view.t
    found = sorted(_releases(view), key=lambda one: (_day(one), one.id), reverse=True)[:MOST]
    title = escape(plain_text(t("Province Indices: new tables and corrections")))
    here = base + view.to(addresses.FEED)
    newest = _day(found[0]) if found else "1970-01-01"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{t.language}">',
        f"<title>{title}</title>",
        f"<id>{escape(here)}</id>",
        f'<link rel="self" href={quoteattr(here)}/>',
        f"<updated>{newest}T00:00:00Z</updated>",
        f"<author><name>{escape(plain_text(t('Province Indices')))}</name></author>",
    ]
    for release in found:
        index = view.catalogue.indices[release.index]
        where = base + view.to(addresses.league(release.index, release.period))
        name = phrases.sentence(phrases.period_name(t, index, release.period))
        said = t.pick(release.title_vi, release.title_en)
        lines += [
            "<entry>",
            f"<title>{escape(plain_text(name))}</title>",
            f"<id>{escape(where)}#{escape(release.id)}</id>",
            f"<link href={quoteattr(where)}/>",
            f"<updated>{_day(release)}T00:00:00Z</updated>",
            f"<summary>{escape(said)}{' — ' + escape(release.why) if release.why else ''}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _releases(view: View) -> list[Release]:
    """The whole tables in force of which it is known when they were announced."""
    return [
        releases[0]
        for periods in view.catalogue.releases.values()
        for releases in periods.values()
        if releases[0].coverage == "full" and releases[0].announced is not None
    ]


def _day(release: Release) -> str:
    return release.announced.isoformat() if release.announced is not None else ""
