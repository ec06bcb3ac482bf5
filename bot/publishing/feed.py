"""The watched feed as data: what it may say of a release, each entry read on its own.

The feed is a JSON array of releases: ``[{"index": "766", "period": "2026-10-10", "title": "…", "source": "https://…",
"announced": "2026-10-11", "file": "766-2026-10-10.csv", "sha256": "…"}]``; ``title_en``, ``partial`` (true) and, for a
correction, ``why`` may be added. ``file`` is relative to the feed; in a folder the feed is called ``feed.json``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.i18n import N_
from bot.importing.table_reader import ImportRequest
from bot.publishing.request import LONGEST_TEXT, Announcement, request_of
from data.queries.catalogue import Catalogue

MOST_ENTRIES = 1000
LONGEST_PATH = 1000
LONGEST_NAME = 80
"""Characters of a file's name that people are shown."""
SHA256 = re.compile(r"[0-9a-f]{64}")
PERIOD = re.compile(r"20[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?")
LAYOUT = "\t\n\r"


class FeedWrong(Exception):
    """The feed, an entry or a file of it cannot be used. ``msgid`` with ``values`` says why, for operators."""

    def __init__(self, msgid: str, **values: str | int) -> None:
        super().__init__(msgid.format(**values))
        self.msgid = msgid
        self.values: Mapping[str, str | int] = values


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One release of the feed."""

    index: str
    period: str
    title: str
    title_en: str
    source: str
    announced: dt.date | None
    file: str
    sha256: str
    partial: bool
    why: str


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What stands in one place of the feed. ``key`` changes with anything that it says; ``name`` is its file's name for
    people; ``entry`` may be what is wrong with it.
    """

    key: str
    name: str
    entry: FeedEntry | FeedWrong


def read_feed(data: bytes) -> tuple[FeedItem, ...]:
    """The items of a feed, each good or wrong by itself. Raises FeedWrong if it is no feed at all."""
    try:
        # Bytes that are no text spoil the entry they stand in, not the feed; so do numbers of any length.
        text = data.decode(json.detect_encoding(data), "surrogateescape")
        found = json.loads(text, strict=False, parse_int=float)
    except (ValueError, RecursionError):
        raise FeedWrong(NOT_JSON) from None
    if not isinstance(found, list) or len(found) > MOST_ENTRIES:
        raise FeedWrong(NOT_ARRAY, n=MOST_ENTRIES)
    return tuple(_item(one, number) for number, one in enumerate(found, 1))


def requested(catalogue: Catalogue, entry: FeedEntry) -> ImportRequest:
    """What an entry says its file is. Its index must be in the catalogue."""
    said = Announcement(
        title=entry.title,
        title_en=entry.title_en,
        source=entry.source,
        announced=entry.announced,
        partial=entry.partial,
    )
    return request_of(catalogue, entry.index, entry.period, said)


def shown(name: str) -> str:
    """A file's path or address as people are shown it: without a user, a password, or what follows a question mark."""
    if "://" in name:
        with suppress(ValueError):
            parts = urlsplit(name)
            name = (parts.hostname or "") + parts.path
    name = "".join(char if char.isprintable() else "?" for char in name)
    return name if len(name) <= LONGEST_NAME else "…" + name[1 - LONGEST_NAME :]


def _item(one: Any, number: int) -> FeedItem:
    try:
        said = json.dumps(one, sort_keys=True)
    except (ValueError, RecursionError):
        said = str(number)
    entry: FeedEntry | FeedWrong
    try:
        entry = _entry(one, number)
    except FeedWrong as wrong:
        entry = wrong
    name = shown(entry.file) if isinstance(entry, FeedEntry) else str(number)
    return FeedItem(hashlib.sha256(said.encode()).hexdigest(), name, entry)


def _entry(one: Any, number: int) -> FeedEntry:
    def text(key: str, *, must: bool = True, most: int = LONGEST_TEXT) -> str:
        value = one.get(key, "")
        if not isinstance(value, str) or (must and not value.strip()):
            raise FeedWrong(NO_TEXT, number=number, field=key)
        if any(unicodedata.category(char) in ("Cc", "Cs") and char not in LAYOUT for char in value):
            raise FeedWrong(BAD_TEXT, number=number, field=key)
        if len(value) > most:
            raise FeedWrong(TOO_LONG, number=number, field=key, most=most)
        return " ".join(value.split())

    if not isinstance(one, dict):
        raise FeedWrong(NO_OBJECT, number=number)
    period, sha256, announced = text("period"), text("sha256").lower(), text("announced", must=False)
    if not PERIOD.fullmatch(period):
        raise FeedWrong(NO_PERIOD, number=number)
    if not SHA256.fullmatch(sha256):
        raise FeedWrong(NO_HASH, number=number)
    try:
        day = dt.date.fromisoformat(announced) if announced else None
    except ValueError:
        raise FeedWrong(NO_DATE, number=number) from None
    if not isinstance(one.get("partial", False), bool):
        raise FeedWrong(NO_TRUTH, number=number)
    return FeedEntry(
        index=text("index"),
        period=period,
        title=text("title"),
        title_en=text("title_en", must=False),
        source=text("source", most=2 * LONGEST_TEXT),
        announced=day,
        file=text("file", most=LONGEST_PATH),
        sha256=sha256,
        partial=one.get("partial", False),
        why=text("why", must=False),
    )


NOT_JSON = N_("The feed is not JSON.")
NOT_ARRAY = N_("The feed is not an array of at most {n} releases.")
NO_OBJECT = N_("Release {number} of the feed is not an object.")
NO_TEXT = N_("Release {number} of the feed: “{field}” must be a text.")
BAD_TEXT = N_("Release {number} of the feed: “{field}” holds characters that are no text.")
TOO_LONG = N_("Release {number} of the feed: “{field}” is longer than {most} characters.")
NO_PERIOD = N_("Release {number} of the feed: “period” must be like 2025 or 2026-10-10.")
NO_HASH = N_("Release {number} of the feed: “sha256” must be 64 hexadecimal digits.")
NO_DATE = N_("Release {number} of the feed: “announced” must be like 2026-10-11.")
NO_TRUTH = N_("Release {number} of the feed: “partial” must be true or false.")
