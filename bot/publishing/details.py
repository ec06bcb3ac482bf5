"""What an operator says about a file, in words or by a button, put into its open file."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from bot.assistant import Assistant
from bot.clock import day_in_vietnam
from bot.importing.facts.source_clause import address_in
from bot.importing.file_names import index_named
from bot.importing.page_range import pages_in, without_pages
from bot.importing.table_reader import ImportRequest
from bot.names.normalize import fold
from bot.presses.publishing import UNKNOWN
from bot.publishing.cell_answers import answer_cell
from bot.publishing.feed import requested
from bot.publishing.open_file import OpenFile
from bot.publishing.request import Announcement, request_of
from bot.questions.dates import extract
from data.store import Store

TITLE = re.compile(r"\s*(?:t[eê]n(?: b[aả]ng)?|ti[eê]u [dđ][eề]|title)\s*[:：]\s*(\S.*)", re.IGNORECASE)
DAYS_AGO = {"hom nay": 0, "today": 0, "hom qua": 1, "yesterday": 1, "hom kia": 2, "day before yesterday": 2}


def title_in(text: str) -> str:
    """The title in "Tên: Bảng tháng Mười"; '' in any other text."""
    found = TITLE.fullmatch(unicodedata.normalize("NFC", " ".join(text.split())))
    return found[1] if found is not None else ""


class Details:
    """Reads an operator's answers: an index, a date, a title, a source, a reason."""

    def __init__(self, store: Store, assistant: Assistant, now: Callable[[], dt.datetime]) -> None:
        self._store = store
        self._assistant = assistant
        self._now = now

    def today(self) -> dt.date:
        return day_in_vietnam(self._now())

    def request(self, filing: OpenFile) -> ImportRequest:
        """What is known of a file of which everything was asked, or said by the feed."""
        if filing.entry is not None:
            return requested(self._store.catalogue, filing.entry)
        assert filing.index is not None
        assert filing.period is not None
        said = Announcement(
            title=filing.title,
            title_en=filing.title,
            source=filing.source or "",
            announced=filing.announced if isinstance(filing.announced, dt.date) else None,
            partial=bool(filing.partial),
            single=filing.single,
        )
        made = request_of(self._store.catalogue, filing.index, filing.period, said)
        return replace(made, pages=filing.pages)

    def guess(self, filing: OpenFile, text: str) -> None:
        """The index and the period, where the words name one; an address is the source; of a PDF, the pages."""
        address = address_in(text)
        if address:
            self.put(filing, "source", address)
            text = text.replace(address, " ")
        filing.pages = pages_in(text)
        text = without_pages(text)
        question = self._assistant.read(f"/index {text}")
        index = question.index or index_named(text, self._store.catalogue.indices.values())
        if index is None:
            return
        filing.index = index
        day = re.search(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)", text)
        year = re.search(r"(?<!\d)(20\d\d)(?!\d)", text)
        if self._dated(filing):
            self.put(filing, "period", day[0] if day is not None else "")
        elif year is not None:
            self.put(filing, "period", year[0])

    def put(self, filing: OpenFile, step: str, value: str) -> bool:
        """Notes an answer; False if it is none."""
        if not value:
            return False
        match step:
            case "index" if value in self._store.catalogue.indices:
                filing.index = value
            case "period":
                period = self._period(filing, value)
                if period is None:
                    return False
                filing.period = period
            case "title":
                filing.title, filing.retitling = ("" if value == UNKNOWN else value), False
            case "source":
                filing.source = "" if value == UNKNOWN else value
            case "announced":
                announced = UNKNOWN if value == UNKNOWN else self._day(value)
                if announced is None:
                    return False
                filing.announced = announced
            case "partial":
                filing.partial = value == "1"
            case "why":
                filing.why = value
            case "album":
                filing.gathering = False
            case "cell":
                return answer_cell(filing, value)
            case _:
                return False
        return True

    def _dated(self, filing: OpenFile) -> bool:
        return filing.index is not None and self._store.catalogue.indices[filing.index].dated

    def _period(self, filing: OpenFile, value: str) -> str | None:
        if self._dated(filing):
            day = self._day(value)
            return day.isoformat() if day is not None else None
        year = re.search(r"(?<!\d)20\d\d(?!\d)", value)
        if year is not None:
            return year[0]
        _, when = extract(value, self.today())  # "năm ngoái"
        return str(when.year) if when.year is not None else None

    def _day(self, value: str) -> dt.date | None:
        """A date as people write it, or say it, in either language."""
        try:
            _, when = extract(value, self.today())
            return dt.date.fromisoformat(when.period or "")
        except ValueError:
            ago = DAYS_AGO.get(re.sub(r"^(?:the|ngay) ", "", fold(value).strip(" .!,")))
            return self.today() - dt.timedelta(ago) if ago is not None else None
