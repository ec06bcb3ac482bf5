"""The file of a question: made once for everybody who asks for it, and uploaded once."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answers.viewing import Viewing
from bot.assistant import NOTHING, Assistant
from bot.clock import day_in_vietnam
from bot.exporting.calendar import calendar, dated
from bot.exporting.csv_file import csv_file
from bot.exporting.material import FigureMaterial, TaskMaterial, gather
from bot.exporting.subject import in_words, subject_of
from bot.exporting.tables import book_of
from bot.exporting.xlsx import xlsx
from bot.i18n import Language, Translator, translator
from bot.presses.answers import Export, FileForm
from bot.questions import Question
from bot.questions.export_request import ExportRequest
from bot.questions.shown import Shown
from bot.render import exports as wording
from bot.render.home import with_home
from bot.reply import Reply
from bot.uploads import Send, Uploads
from data.store import Store

KEPT = 64
"""So many files are kept; most have less than 100 KB, the largest 1 MB."""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that may be sent: what it is known by, its name, its bytes, and the caption with the buttons under it."""

    key: str
    name: str
    data: bytes
    reply: Reply


class Exports:
    """Makes and sends files. Belongs to one event loop. ``now`` gives the time that a file bears as its making."""

    def __init__(self, store: Store, assistant: Assistant, now: Callable[[], dt.datetime]) -> None:
        self._store, self._assistant, self._now = store, assistant, now
        self._uploads = Uploads()
        self._files: OrderedDict[str, ExportedFile] = OrderedDict()
        self._making = asyncio.Semaphore(1)

    async def of(self, wanted: Export, language: Language, sees: frozenset[str] = NOTHING) -> ExportedFile | Reply:
        """The file of a question or, where there is none, what is said instead: what may have been meant, or why.
        ``sees`` is that of the assistant.
        """
        t = translator(language)
        subject = subject_of(wanted.question)
        if subject is None:
            answered = await self._assistant.answer(wanted.question, language, sees)
            return wording.instead(answered.reply, answered.answer, wanted, t)
        viewing = Viewing(day_in_vietnam(self._now()), sees)
        key = "|".join((repr(subject), wanted.form, language, self._assistant.version))
        if subject.intent == "tasks":
            key += f"|{await self._store.version_of_reports()}|{viewing.today}|{','.join(sorted(sees))}"
        if wanted.form == "ics" and subject.intent != "tasks":
            return wording.nothing(await self._assistant.reply(in_words(subject), language), t)
        found = self._files.get(key)
        if found is None:
            async with self._making:  # one after the other: several at once would only take longer, each of them
                whole = replace(wanted, question=subject)
                found = self._files.get(key) or await self._made(key, whole, language, viewing)
        if found is None:
            return wording.nothing(await self._assistant.reply(in_words(subject), language, sees), t)
        self._files[key] = found
        self._files.move_to_end(key)
        while len(self._files) > KEPT:
            self._files.popitem(last=False)
        reply = wording.passed_over(found.reply, wanted.question.heard, t)
        if wanted.question.home:
            reply = with_home(reply, self._store.catalogue.provinces[subject.provinces[0]], t)
        return replace(found, reply=reply)

    async def _made(self, key: str, wanted: Export, language: Language, viewing: Viewing) -> ExportedFile | None:
        """The file made anew; None where there is nothing to put into it."""
        material = await gather(self._store, wanted.question, viewing)
        # A thread is enough: a table takes about 100 ms of Python, in which the loop still gets its turn every 5 ms,
        # the interpreter's switch interval; a process would cost more to start and to send the figures to.
        return await asyncio.to_thread(made, key, material, wanted.form, language, self._now())

    def names_something(self, request: ExportRequest, home: str = "") -> bool:
        """Whether a request says what is to be in the file; if not, what was shown last is meant."""
        if not self._assistant.names_nothing(request.names):
            return True
        tasks = self._assistant.read(request.names).intent == "tasks"
        return bool(request.names) and (tasks or (bool(home) and self._assistant.says_mine(request.names)))

    def read(self, request: ExportRequest, last: Shown | None = None, home: str = "") -> Question:
        """What is to be put into a file. ``last`` is what was shown before, ``home`` the chat's home province: it is
        meant where tasks or "my province" are asked for; whoever names an index alone wants the whole table.
        """
        if request.whole:
            last = None
        alone = self._assistant.read(request.names, last)
        if not home or alone.provinces:
            return alone
        mine = self._assistant.read(request.names, None, home)
        ours = self._assistant.says_mine(request.names)
        return mine if mine.home and (ours or alone.intent == "tasks" or subject_of(alone) is None) else alone

    def usage(self, language: Language) -> Reply:
        """What can be put into a file, with examples as buttons."""
        catalogue = self._store.catalogue
        index = catalogue.indices[catalogue.preferred]
        newest = next(iter(catalogue.periods(index.id, full=True) or catalogue.periods(index.id)), "")
        return wording.usage(index, newest, translator(language))

    async def send(self, file: ExportedFile, send: Send, *, refused: type[Exception]) -> None:
        """Send a file, uploaded once (see ``Uploads.send``). Raises what ``send`` raises."""

        async def data() -> bytes:
            return file.data

        await self._uploads.send(file.key, data, send, refused=refused)


def made(
    key: str, material: FigureMaterial | TaskMaterial, form: FileForm, language: Language, now: dt.datetime
) -> ExportedFile | None:
    """The file of what was gathered; None where that is nothing. Takes time, so it is called in a thread."""
    t = translator(language)
    if form == "ics":
        return _calendar(key, material, t, now) if isinstance(material, TaskMaterial) else None
    book = book_of(material, t)
    if book.empty:
        return None
    data = xlsx(book, now) if form == "xlsx" else csv_file(book, t)
    reply = wording.caption(book.title, book.lines, book.sources, Export(in_words(material.subject), form), t)
    return ExportedFile(key, f"{book.stem}.{form}", data, reply)


def _calendar(key: str, material: TaskMaterial, t: Translator, now: dt.datetime) -> ExportedFile | None:
    """The dates of tasks as a calendar; None where no task has any."""
    tasks = dated(material.tasks)
    if not tasks:
        return None
    book = book_of(material, t)
    reply = wording.calendar_caption(book.title, len(tasks), len(material.tasks), material.subject, t)
    return ExportedFile(key, f"{book.stem}.ics", calendar(tasks, book.title, now, t), reply)
