"""An operator's conversation about a file, free of Telegram: what is missing is asked for, warnings are confirmed one
by one, and the last button publishes once, for that operator, within the hour.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable

from bot.assistant import Assistant
from bot.callbacks import UNKNOWN, Publish
from bot.clock import day_in_vietnam
from bot.i18n import Translator
from bot.importing.file_names import index_named
from bot.importing.table_reader import ImportRequest
from bot.publishing.open_file import ANYBODY, OpenFile
from bot.publishing.request import URL, Announcement, request_of, titles
from bot.publishing.service import Checked, NoReason, Publisher, Refused
from bot.questions.dates import extract
from bot.render import conversation as wording
from bot.render.preview import render_preview, render_problems
from bot.reply import Reply
from data.alerts.quiet_hours import VIETNAM
from data.errors import DatabaseTrouble, PublishingRefused
from data.store import Store

HOUR = dt.timedelta(hours=1)
MOST_OPEN = 10
"""Files that are being asked about at the same time; of more the oldest is forgotten."""
LONGEST = 300
YEARS_OFFERED = 3
REMEMBERED = 100
"""Files of which is remembered that they were published, and as what."""
QUESTIONS = ("index", "period", "title", "source", "announced", "partial", "why")
"""Steps that are answered once."""


class OperatorConversation:
    """Files of operators, in memory: a restart forgets them, and their buttons then say so."""

    def __init__(
        self, publisher: Publisher, store: Store, assistant: Assistant, now: Callable[[], dt.datetime]
    ) -> None:
        self._publisher = publisher
        self._store = store
        self._assistant = assistant
        self._now = now
        self._open: dict[str, OpenFile] = {}
        self._published: OrderedDict[str, str] = OrderedDict()

    def awaits(self, operator: int) -> bool:
        """Whether the operator's next text is an answer to a question about a file."""
        filing = self._newest(operator)
        return filing is not None and filing.step not in ("", "index", "partial")

    async def receive(self, operator: int, name: str, data: bytes, caption: str, t: Translator) -> list[Reply]:
        """A file has come. What its name and caption say need not be asked."""
        filing = OpenFile(secrets.token_hex(4), operator, name[-80:] or "?", data, self._now())
        self._guess(filing, f"{caption} {re.sub(r'[_.]', ' ', name)}")
        sent = [one.id for one in self._open.values() if one.operator != ANYBODY]
        for old in sent[: max(0, len(sent) - MOST_OPEN + 1)]:
            del self._open[old]
        self._open[filing.id] = filing
        return await self._go_on(filing, t)

    def offer(self, name: str, data: bytes, checked: Checked) -> Callable[[Translator], list[Reply]]:
        """A checked file that nobody sent (the watched feed brought it): what each operator is shown. Whoever
        publishes it first does so for all; it waits until then.
        """
        filing = OpenFile(secrets.token_hex(4), ANYBODY, name[-80:], data, self._now(), checked=checked)
        self._open[filing.id] = filing
        return lambda t: [render_preview(checked.preview, t), self._step(filing, checked, t)]

    def waiting(self) -> tuple[str, ...]:
        """Names of the files that wait for any operator."""
        return tuple(filing.name for filing in self._open.values() if filing.operator == ANYBODY)

    async def text(self, operator: int, text: str, t: Translator) -> list[Reply]:
        """The operator answered in words."""
        filing = self._newest(operator)
        if filing is None or not self._put(filing, filing.step, " ".join(text.split())[:LONGEST]):
            return [wording.not_understood(t)]
        return await self._go_on(filing, t)

    def refused(self, operator: int, press: Publish, t: Translator) -> Reply | None:
        """Why a press does nothing: its file is done with, its step was answered, or warnings stand before it. None
        for one that ``press`` takes. To be shown as a pop-up: the message keeps what it says.
        """
        filing = self._open.get(press.file)
        if filing is None or not self._stands(filing, operator):
            published = self._published.get(press.file)
            return wording.published_already(t, published) if published else wording.button_used(t)
        if press.step in QUESTIONS and press.step != filing.step:
            return wording.answered_already(t)
        if press.step == "confirm" and press.value != filing.unconfirmed:
            return wording.answered_already(t)
        if press.step == "go" and (filing.checked is None or filing.unconfirmed):
            return wording.confirm_first(t)
        return None

    async def press(self, operator: int, action: Publish, t: Translator) -> list[Reply]:
        """What comes of a press that is not ``refused``. The first reply takes the place of the message pressed on."""
        filing = self._open.get(action.file)
        if filing is None or self.refused(operator, action, t) is not None:
            return []
        if action.step == "cancel":
            del self._open[filing.id]
            return [wording.cancelled(t)]
        if action.step == "confirm" and filing.checked is not None:
            filing.confirmed += 1
            return [self._step(filing, filing.checked, t)]
        if action.step == "go":
            return [await self._publish(filing, operator, t)]
        if not self._put(filing, action.step, action.value):
            return [wording.not_understood(t)]
        return await self._go_on(filing, t)

    def _stands(self, filing: OpenFile, operator: int) -> bool:
        if filing.operator == ANYBODY:
            return True
        return filing.operator == operator and self._now() - filing.opened <= HOUR

    def _newest(self, operator: int) -> OpenFile | None:
        now = self._now()
        mine = [one for one in self._open.values() if one.operator == operator and now - one.opened <= HOUR]
        return mine[-1] if mine else None

    async def _go_on(self, filing: OpenFile, t: Translator) -> list[Reply]:
        filing.checked, filing.confirmed = None, 0  # every check begins anew: another answer, other warnings
        if filing.step:
            return [self._ask(filing, t)]
        checked = await self._publisher.check(filing.name, filing.data, self._request(filing), filing.why)
        if isinstance(checked, Refused):
            self._open.pop(filing.id, None)
            return [render_problems(checked.problems, t)]
        if isinstance(checked, NoReason):
            filing.needs_why = True
            return [self._ask(filing, t)]
        filing.checked = checked
        return [render_preview(checked.preview, t), self._step(filing, checked, t)]

    def _step(self, filing: OpenFile, checked: Checked, t: Translator) -> Reply:
        if filing.confirmed < len(checked.warnings):
            at = filing.confirmed
            return wording.warning(t, filing.id, checked.warnings[at], at + 1, len(checked.warnings))
        if filing.operator == ANYBODY:
            return wording.ready(t, filing.id, checked.preview.listeners, "")
        until = (filing.opened + HOUR).astimezone(VIETNAM).strftime("%H:%M")
        return wording.ready(t, filing.id, checked.preview.listeners, until)

    async def _publish(self, filing: OpenFile, operator: int, t: Translator) -> Reply:
        checked = filing.checked
        assert checked is not None
        del self._open[filing.id]  # from here on the button is used, whatever comes of it
        try:
            done = await self._publisher.publish(checked, f"telegram:{operator}")
        except (PublishingRefused, DatabaseTrouble) as error:
            return wording.not_published(t, str(error))
        self._published[filing.id] = done.release.id
        while len(self._published) > REMEMBERED:
            self._published.popitem(last=False)
        return wording.published(t, self._store.catalogue, done)

    def _request(self, filing: OpenFile) -> ImportRequest:
        assert filing.index is not None
        assert filing.period is not None
        assert filing.title is not None
        said = Announcement(
            title=filing.title[0],
            title_en=filing.title[1],
            source=filing.source or "",
            announced=filing.announced if isinstance(filing.announced, dt.date) else None,
            partial=bool(filing.partial),
        )
        return request_of(self._store.catalogue, filing.index, filing.period, said)

    def _guess(self, filing: OpenFile, text: str) -> None:
        """The index and the period, where the words name one; an address is the source."""
        url = URL.search(text)
        if url is not None:
            self._put(filing, "source", url[0])
            text = text.replace(url[0], " ")
        question = self._assistant.read(f"/index {text}")
        index = question.index or index_named(text, self._store.catalogue.indices.values())
        if index is None:
            return
        filing.index = index
        day = re.search(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)", text)
        year = re.search(r"(?<!\d)(20\d\d)(?!\d)", text)
        if self._dated(filing):
            self._put(filing, "period", day[0] if day is not None else "")
        elif year is not None:
            self._put(filing, "period", year[0])

    def _dated(self, filing: OpenFile) -> bool:
        return filing.index is not None and self._store.catalogue.indices[filing.index].dated

    def _put(self, filing: OpenFile, step: str, value: str) -> bool:
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
                filing.title = ("", "") if value == UNKNOWN else (value, value)
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
            case _:
                return False
        return True

    def _period(self, filing: OpenFile, value: str) -> str | None:
        if self._dated(filing):
            day = self._day(value)
            return day.isoformat() if day is not None else None
        year = re.search(r"(?<!\d)20\d\d(?!\d)", value)
        return year[0] if year is not None else None

    def _day(self, value: str) -> dt.date | None:
        """A date as people write it, in either language."""
        try:
            _, when = extract(value, self._today())
            return dt.date.fromisoformat(when.period or "")
        except ValueError:
            return None

    def _today(self) -> dt.date:
        return day_in_vietnam(self._now())

    def _ask(self, filing: OpenFile, t: Translator) -> Reply:
        file, today = wording.File(filing.id, filing.name), self._today()
        catalogue = self._store.catalogue
        if filing.step == "index" or filing.index is None:
            return wording.which_index(t, file, catalogue.indices.values())
        index = catalogue.indices[filing.index]
        match filing.step:
            case "period" if index.dated:
                return wording.which_day(t, file, today)
            case "period":
                return wording.which_year(t, file, [today.year - n for n in range(YEARS_OFFERED)])
            case "title":
                return wording.which_title(t, file, t.pick(*titles(catalogue, index.id, filing.period or "")))
            case "source":
                return wording.which_source(t, file, t.pick(index.publisher_vi, index.publisher_en))
            case "announced":
                return wording.when_announced(t, file, today)
            case "partial":
                return wording.whole_or_single(t, file)
            case _:
                return wording.what_was_wrong(t, file, index, filing.period or "")
