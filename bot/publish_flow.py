"""Publishing without Telegram: a file is read, understood, checked and shown; then, once, published. Or withdrawn.

The same for the chat, the command line and the watch. Nothing is written before ``publish``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.alerts import Composer, News
from bot.answers.store import Store
from bot.i18n import Language
from bot.names import Gazetteer
from bot.publishing import checks, preview, reading, understanding
from bot.publishing.draft import Draft as Read
from bot.publishing.draft import FileRefused, Problem
from bot.publishing.preview import Preview
from bot.publishing.understanding import Request
from data.alerting import Published, ReleaseStatus
from data.drafts import Draft
from data.model import Figure, Release, Results, Source
from data.outbox import Outbox
from data.publishing import Publishing

COMPARED = 8
"""Earlier tables of a running score that a province is looked for in."""
OPERATOR_SOURCE = "portal"


@dataclass(frozen=True, slots=True)
class Refused:
    """The file cannot be published; at least one problem is an error."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NoReason:
    """It takes the place of a release in force, so a reason must be given."""

    release: Release


@dataclass(frozen=True, slots=True)
class Checked:
    """A table that may be published. ``warnings`` are to be confirmed before."""

    preview: Preview
    draft: Draft
    corrects: Release | None
    version: str
    """The data's version it was checked against."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.preview.problems if problem.kind == "warning")


class PublishFlow:
    """Publishes for operators. ``wake`` is called when there is something new to send."""

    def __init__(
        self,
        store: Store,
        publishing: Publishing,
        outbox: Outbox,
        now: Callable[[], dt.datetime],
        *,
        language: Language,
        news_days: int,
    ) -> None:
        self._store = store
        self._publishing = publishing
        self._outbox = outbox
        self._now = now
        self._language = language
        self._news = dt.timedelta(days=news_days)
        self._gazetteer: tuple[str, Gazetteer] | None = None
        self.wake: Callable[[], None] = lambda: None

    async def check(self, name: str, data: bytes, request: Request, why: str = "") -> Checked | Refused | NoReason:
        """Reads and checks a file against what stands now. Takes a second or less; the loop stays free."""
        await self._store.renew()
        catalogue = self._store.catalogue
        try:
            grid = await reading.read_file(name, data)
        except FileRefused as refused:
            return Refused((refused.problem,))
        understood = understanding.understand(grid, request, catalogue, self._names())
        if understood.draft is None:
            return Refused(understood.problems)
        read = understood.draft
        corrects = self._standing(read)
        if corrects is not None and not why.strip():
            return NoReason(corrects)
        previous = await self._previous(read, corrects)
        problems = (*understood.problems, *checks.check(read, previous, catalogue))
        if any(problem.kind == "error" for problem in problems):
            return Refused(problems)
        draft = self._draft(read, corrects, why)
        shown = preview.preview(read, problems, previous, await self._listeners(draft), catalogue)
        return Checked(shown, draft, corrects, catalogue.data_version)

    async def publish(self, checked: Checked, who: str) -> Published:
        """Writes it, in one transaction with the messages to those who follow. Raises what the database says:
        the same file twice, another revision meanwhile.
        """
        draft = checked.draft
        composer = await self._composer(draft)
        now = self._now()
        done = await self._publishing.publish(draft, composer, who=who, now=now, expires=now + self._news)
        await self._store.renew()
        self.wake()
        return done

    async def withdraw(self, release: str, why: str, who: str) -> Published:
        """Takes a release back, and tells those who were told of it."""
        composer = await self._taken_back(release, why)
        now = self._now()
        done = await self._publishing.withdraw(release, why, composer, who=who, now=now, expires=now + self._news)
        await self._store.renew()
        self.wake()
        return done

    def _names(self) -> Gazetteer:
        version = self._store.catalogue.data_version
        if self._gazetteer is None or self._gazetteer[0] != version:
            self._gazetteer = (version, Gazetteer(self._store.catalogue.names))
        return self._gazetteer[1]

    def _standing(self, read: Read) -> Release | None:
        """The release in force that this one would take the place of."""
        releases = self._store.catalogue.releases.get(read.index, {}).get(read.period, ())
        alike = [one for one in releases if one.coverage == read.coverage]
        if read.coverage == "partial":
            alike = [one for one in alike if one.origin == "operator"]  # other single facts stand beside
        return alike[0] if alike else None

    async def _previous(self, read: Read, corrects: Release | None) -> Results | None:
        """What to hold the file against: for a correction what it corrects, else the table before."""
        if corrects is not None:
            return await self._store.results(read.index, read.period)
        earlier = await self._earlier(read.index, read.period, full=read.coverage == "full")
        return earlier[0] if earlier else None

    async def _earlier(self, index: str, period: str, *, full: bool) -> tuple[Results, ...]:
        """The periods before that it compares with, newest first: last year's, or of a running score those of the
        same year.
        """
        catalogue = self._store.catalogue
        periods = [one for one in catalogue.periods(index, full=full) if one < period]
        if catalogue.indices[index].dated:
            periods = [one for one in periods if one[:4] == period[:4]][:COMPARED]
        else:
            periods = [one for one in periods if int(one[:4]) == int(period[:4]) - 1]
        found = [await self._store.results(index, one) for one in periods]
        return tuple(one for one in found if one is not None)

    def _draft(self, read: Read, corrects: Release | None, why: str) -> Draft:
        source = Source("", OPERATOR_SOURCE, read.source_title, read.source_title, read.source_url)
        return Draft(
            index=read.index,
            period=read.period,
            year=read.year,
            title_vi=read.title_vi,
            title_en=read.title_en,
            issuer=read.issuer,
            source=source,
            announced=read.announced,
            coverage=read.coverage,
            rank_kind=read.rank_kind,
            figures=tuple(_figure(one) for one in read.figures),
            file_hash=read.file_hash,
            printed_out_of=read.printed_out_of,
            correction_of=corrects.id if corrects is not None else None,
            why=why.strip(),
        )

    async def _listeners(self, draft: Draft) -> int:
        """How many chats would hear of it now."""
        composer = await self._composer(draft)
        audience = await self._outbox.audience(draft)
        return sum(one.chats for one in audience if composer.mail(one) is not None)

    async def _composer(self, draft: Draft) -> Composer:
        release = Release(
            id=NEW,
            index=draft.index,
            period=draft.period,
            year=draft.year,
            revision=1,
            title_vi=draft.title_vi,
            title_en=draft.title_en,
            issuer=draft.issuer,
            announced=draft.announced,
            source=NEW,
            coverage=draft.coverage,
            origin="operator",
            printed_out_of=draft.printed_out_of,
            corrects=draft.correction_of or "",
            why=draft.why,
        )
        source = replace(draft.source, id=NEW)
        figures = (replace(one, release=NEW, source=one.source or NEW) for one in draft.figures)
        now = results_of(self._store, release, figures, {NEW: source})
        wrong = await self._told(draft.index, draft.period) if draft.correction_of else {}
        earlier = await self._earlier(draft.index, draft.period, full=draft.coverage == "full")
        kind: AlertKind = "correction" if draft.correction_of else "release"
        return Composer(News(kind, release, now, earlier, wrong, draft.why), self._store.catalogue, self._language)
