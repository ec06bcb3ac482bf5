"""What an operator says of a file (in the chat, a command, a feed), completed by the index's data (pure)."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass

from bot.i18n import LANGUAGES, N_, translator
from bot.importing.draft import FileProblem, Location, Say
from bot.importing.facts.source_clause import split_source
from bot.importing.table_reader import ImportRequest
from bot.publishing.source_lines import bare_source
from data.errors import ReasonTooLong
from data.model.figures import Release
from data.periods import first_day
from data.queries.catalogue import Catalogue
from data.releases.single_facts import is_of_facts

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
    an address, or both. ``single`` facts are stated for themselves.
    """

    title: str = ""
    title_en: str = ""
    source: str = ""
    issuer: str = ""
    announced: dt.date | None = None
    partial: bool = False
    single: bool = False


def longest_part(step: str, words: str) -> int:
    """How many characters the longest text in an answer has: a source may hold two, a title and an address."""
    return max(map(len, split_source(words))) if step == "source" else len(words)


def _outlet(url: str) -> str:
    """The site of an address, by which a source without words is called: it need not be the index's publisher."""
    return re.sub(r"^https?://(?:www\.)?|[/?#].*$", "", url)


def request_of(catalogue: Catalogue, index: str, period: str, said: Announcement) -> ImportRequest:
    """What an operator says of a file, completed by what the index says; of a correction by the release in force: what
    is not said stays as it is. ``index`` must be in the catalogue; everything else is checked with the file.
    """
    made = titles(catalogue, index, period) if first_day(period) is not None else (period, period)
    if said.single:
        vi, en = (html.unescape(translator(one)(FACTS_TITLE, title=made[at])) for at, one in enumerate(LANGUAGES))
        made = (vi, en)
    named, url = split_source(said.source)
    issuer, stated, address, announced = catalogue.indices[index].publisher_vi, "", "", None
    standing = standing_of(catalogue, index, period, partial=said.partial) if not said.single else None
    if standing is not None:
        made = (standing.title_vi, standing.title_en)
        issuer, announced = standing.issuer, standing.announced
        source = catalogue.sources[standing.source]
        stated, address = bare_source(source.title_vi), source.url
    issuer = said.issuer or issuer
    return ImportRequest(
        index=index,
        year=int(period[:4]) if period[:4].isdigit() else 0,
        period=period,
        title=said.title or made[0],
        title_en=said.title_en or said.title or made[1],
        issuer=issuer,
        source_title=named or stated or (_outlet(url) if said.single else "") or issuer,
        source_url=url if said.source.strip() else address,
        announced=said.announced or announced,
        partial=said.partial or said.single,
        single=said.single,
    )


def standing_of(catalogue: Catalogue, index: str, period: str, *, partial: bool) -> Release | None:
    """The release in force whose place such a table would take."""
    releases = catalogue.releases.get(index, {}).get(period, ())
    if partial:  # other single facts stand beside
        mine = (one for one in releases if one.coverage == "partial" and one.origin == "operator")
        return next((one for one in mine if not is_of_facts(one)), None)
    return next((one for one in releases if one.coverage == "full"), None)


def bounded(reason: str) -> str:
    """A reason on one line. Raises ReasonTooLong."""
    text = " ".join(reason.split())
    if len(text) > LONGEST_TEXT:
        raise ReasonTooLong(len(text), LONGEST_TEXT)
    return text


def text_problems(request: ImportRequest, file: str, why: str = "") -> tuple[FileProblem, ...]:
    """What is longer than people read in an alert or a list, of all that is written freely."""
    texts = (
        (TITLE, request.title),
        (TITLE, request.title_en),
        (ISSUER, request.issuer),
        (SOURCE, request.source_title),
        (ADDRESS, request.source_url),
        (REASON, " ".join(why.split())),
    )
    long = {what: len(text) for what, text in texts if len(text) > LONGEST_TEXT}
    place = Location(file)
    return tuple(place.error(TOO_LONG, what=Say(what), n=n, most=LONGEST_TEXT) for what, n in long.items())


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


FACTS_TITLE = N_("{title}: single figures")
TITLE, ISSUER, SOURCE = N_("the title"), N_("the issuer"), N_("the title of the source")
ADDRESS, REASON = N_("the address of the source"), N_("the reason")
TOO_LONG = N_("Too long: {what} has {n} characters; at most {most} fit. Please shorten it.")
FUTURE_PERIOD = N_("The period {period} is after today, {today}: there can be no figures of it yet.")
FUTURE_ANNOUNCEMENT = N_("It cannot have been announced on {date}: that is after today, {today}.")
BEFORE_PERIOD = N_("It cannot have been announced on {date}, before the figures of {period}.")
