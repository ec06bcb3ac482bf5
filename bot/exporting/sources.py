"""The sheet of sources: each one that was read for the file, where and when it was published, and what it was for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.exporting.book import Cell, FileColumn, FileSheet, compact
from bot.i18n import N_, Translator
from bot.reply import plain_text
from data.model.figures import Source
from data.queries.catalogue import Catalogue

KINDS = {
    "dataset": N_("Dataset"),
    "press": N_("Press"),
    "portal": N_("Portal"),
    "document": N_("Document"),
}


class Citations:
    """Collects the sources of a file as its cells are made, and what each was read for, in the order of their use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._used: dict[str, dict[str, None]] = {}

    def cite(self, ids: Iterable[str], about: str) -> tuple[Source, ...]:
        """Note that these sources were read for this, and give those that the catalogue has."""
        found = [self._catalogue.sources[id] for id in dict.fromkeys(ids) if id in self._catalogue.sources]
        for source in found:
            self._used.setdefault(source.id, {})[about] = None
        return tuple(found)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(self._catalogue.sources[id] for id in self._used)

    def sheet(self, t: Translator) -> FileSheet:
        """One row for each source. The outlet is the host of its address; the date is that of the announcement or of
        the document, as far as it is known.
        """
        days = dates(self._catalogue)
        columns = (
            FileColumn(plain_text(t("Kind")), 14, "text"),
            FileColumn(plain_text(t("Outlet")), 26, "text", optional=True),
            FileColumn(plain_text(t("Title")), 70, "text"),
            FileColumn(plain_text(t("Date")), 12, "text", optional=True),
            FileColumn(plain_text(t("Address")), 60, "link", optional=True),
            FileColumn(plain_text(t("Used for")), 50, "text"),
        )
        rows: list[tuple[Cell, ...]] = []
        for source in self.sources:
            rows.append(
                (
                    plain_text(t(KINDS[source.kind])) if source.kind in KINDS else source.kind,
                    (urlsplit(source.url).hostname or "").removeprefix("www."),
                    t.pick(source.title_vi, source.title_en),
                    date_cell(days.get(source.id, ""), t),
                    source.url,
                    "; ".join(self._used[source.id]),
                )
            )
        return compact(FileSheet(plain_text(t("Sources")), columns, tuple(rows)))


def dates(catalogue: Catalogue) -> dict[str, str]:
    """Source -> the day of the one document or announcement that was read in it, as far as it is known.

    A source of several documents or announcements of different days has none.
    """
    found: dict[str, set[str]] = {}
    for document in catalogue.documents.values():
        found.setdefault(document.source, set()).add(document.date)
    for periods in catalogue.releases.values():
        for releases in periods.values():
            for release in releases:
                if release.announced is not None:
                    found.setdefault(release.source, set()).add(release.announced.isoformat())
    return {source: next(iter(days)) for source, days in found.items() if len(days) == 1}


def date_cell(text: str, t: Translator) -> Cell:
    """A date known to the day as a date; one known to the month as text, to the year as a number; '' stays empty."""
    parts = text.split("-")
    if len(parts) == 3:
        return dt.date.fromisoformat(text)
    if len(parts) == 2:
        return t.partial_date(text)
    return int(text) if text.isdecimal() else (text or None)


def titles(t: Translator, sources: Iterable[Source]) -> str:
    """The titles of the sources of one row."""
    return "; ".join(dict.fromkeys(t.pick(source.title_vi, source.title_en) for source in sources))
