"""What an operator says of a file (in the chat, a command, a feed), completed by the index's data (pure)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from bot.i18n import N_, translator
from bot.importing.draft import FileProblem, Location
from bot.importing.table_reader import ImportRequest
from data.periods import first_day
from data.queries.catalogue import Catalogue

URL = re.compile(r"https?://[^\s<>\"']{4,}")
LONGEST_TEXT = 300
"""Characters of every text that an operator writes: a title, a source, a reason."""


def titles(catalogue: Catalogue, index: str, period: str) -> tuple[str, str]:
    """A title in Vietnamese and in English, made from the index and the period."""
    one = catalogue.indices[index]
    if "-" not in period:
        return f"Chỉ số {one.short} năm {period}", f"{one.short} {period}"
    vi, en = translator("vi").partial_date(period), translator("en").partial_date(period)
    return f"{one.name_vi}, số liệu ngày {vi}", f"{one.name_en}, as of {en}"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an operator says of a table besides its index and period; '' or None is not said. ``source`` holds a title,
    an address, or both.
    """

    title: str = ""
    title_en: str = ""
    source: str = ""
    issuer: str = ""
    announced: dt.date | None = None
    partial: bool = False


def request_of(catalogue: Catalogue, index: str, period: str, said: Announcement) -> ImportRequest:
    """What an operator says of a file, completed by what the index says. ``index`` must be in the catalogue;
    everything else is checked with the file.
    """
    made = titles(catalogue, index, period) if first_day(period) is not None else (period, period)
    url = URL.search(said.source)
    named = said.source.replace(url[0], " ").strip(" ,;:-–—") if url is not None else said.source.strip()
    publisher = said.issuer or catalogue.indices[index].publisher_vi
    return ImportRequest(
        index=index,
        year=int(period[:4]) if period[:4].isdigit() else 0,
        period=period,
        title=said.title or made[0],
        title_en=said.title_en or said.title or made[1],
        issuer=publisher,
        source_title=named or publisher,
        source_url=url[0] if url is not None else "",
        announced=said.announced,
        partial=said.partial,
    )


def date_problems(request: ImportRequest, file: str, today: dt.date) -> tuple[FileProblem, ...]:
    """What cannot be true of the dates on the day ``today``: figures or an announcement of days to come, or an
    announcement before the day of the figures. A period that is none is said with the file.
    """
    first = first_day(request.period)
    if first is None:
        return ()
    place, announced = Location(file), request.announced
    if first > today:
        return (place.error(FUTURE_PERIOD, period=request.period, today=today),)
    if announced is not None and announced > today:
        return (place.error(FUTURE_ANNOUNCEMENT, date=announced, today=today),)
    if announced is not None and announced < first and announced.year >= first.year:
        return (place.error(BEFORE_PERIOD, date=announced, period=request.period),)
    return ()


FUTURE_PERIOD = N_("The period {period} is after today, {today}: there can be no figures of it yet.")
FUTURE_ANNOUNCEMENT = N_("It cannot have been announced on {date}: that is after today, {today}.")
BEFORE_PERIOD = N_("It cannot have been announced on {date}, before the figures of {period}.")
