"""Publishing without Telegram: a file is read, understood, checked, shown and then, once, published; or
it is withdrawn.

The chat, the command line and the feed all use it. Nothing is written before ``publish``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.alerts import Composer
from bot.answers.news import News
from bot.clock import day_in_vietnam, utc_now
from bot.i18n import N_, Language
from bot.importing import files, preview, table_reader
from bot.importing.draft import Draft, FileProblem, FileRefused, Location
from bot.importing.examination import Background
from bot.importing.moves import Totals, totals_of
from bot.importing.preview import Preview
from bot.importing.table_reader import ImportRequest
from bot.publishing.request import date_problems
from bot.settings import Settings
from data.alerts.model import AlertKind, Published
from data.database import Database
from data.model import Release, Results, Source
from data.queries import past
from data.queries.results import results_of
from data.releases.draft import ReleaseDraft
from data.releases.publishing import Publishing
from data.releases.rows import figure_of, release_of
from data.store import Store

COMPARED = 8
"""How many earlier tables of a running score are searched for a province."""
SAME_FILE = N_("The same file is published already, as {id}.")
NEW = "new"
"""Stands for the id of a release that is not written yet, and for that of its source."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The file cannot be published; at least one problem is an error."""

    problems: tuple[FileProblem, ...]


@dataclass(frozen=True, slots=True)
class NoReason:
    """The file takes the place of a release in force, so a reason must be given."""

    release: Release


@dataclass(frozen=True, slots=True)
class Checked:
    """A table that may be published. ``warnings`` are to be confirmed before that."""

    preview: Preview
    draft: Draft
    corrects: Release | None

    @property
    def warnings(self) -> tuple[FileProblem, ...]:
        return tuple(problem for problem in self.preview.problems if problem.kind == "warning")


class Publisher:
    """Publishes for operators. ``wake`` is called when there is something new to send."""

    def __init__(
        self,
        database: Database,
        store: Store,
        publishing: Publishing,
        now: Callable[[], dt.datetime],
        *,
        language: Language,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._store = store
        self._publishing = publishing
        self._now = now
        self._language = language
        self._wake = wake

    async def check(
        self, name: str, data: bytes, request: ImportRequest, why: str = ""
    ) -> Checked | Refused | NoReason:
        """Read a file and check it against what is in force. Takes a second or less; the loop stays free."""
        name = files.file_name(name)
        await self._store.renew()
        catalogue = self._store.catalogue
        wrong = (
            *date_problems(request, name, day_in_vietnam(self._now())),
            *table_reader.asked_wrongly(name, request, catalogue),
        )
        if wrong:
            return Refused(wrong)
        file_hash = sha256(data).hexdigest()
        for status in await self._publishing.releases():
            same = (status.release.index, status.release.period, status.file_hash)
            if status.in_force and same == (request.index, request.period, file_hash):
                return Refused((Location(name).error(SAME_FILE, id=status.release.id),))
        corrects = self._standing(request)
        previous = await self._previous(request, corrects)
        background = Background(catalogue, previous, await self._history(request))
        try:
            examined = await files.examine_file(name, data, request, background)
        except FileRefused as refused:
            return Refused((refused.problem,))
        read, problems = examined.draft, examined.problems
        if read is None:
            return Refused(problems)
        if corrects is not None and not why.strip():
            return NoReason(corrects)
        if examined.wrong:
            return Refused(problems)
        if corrects is not None:
            read = replace(read, correction_of=corrects.id, why=why.strip())
        shown = preview.preview(read, problems, previous, await self._listeners(read), catalogue)
        return Checked(shown, read, corrects)

    async def publish(self, checked: Checked, who: str) -> Published:
        """Write the release, in one transaction with the messages to its followers. Raises what the database says, for
        instance if the same file or another revision was published meanwhile.
        """
        composer = await self._composer(checked.draft)
        done = await self._publishing.publish(checked.draft, composer, who=who, now=self._now())
        await self._store.renew()
        self._wake()
        return done

    async def withdraw(self, release: str, why: str, who: str) -> Published:
        """Withdraw a release, and tell those who were told of it."""
        composer = await self._taking_back(release, why)
        done = await self._publishing.withdraw(release, why.strip(), composer, who=who, now=self._now())
        await self._store.renew()
        self._wake()
        return done

    async def hearing_withdrawal(self, release: str) -> int:
        """How many chats would be told of a withdrawal. Raises UnknownRelease."""
        return sum(one.chats for one in await self._publishing.listeners_of_withdrawal(release))

    async def behind(self, release: str) -> Release | None:
        """The release that would be in force again after a withdrawal. Raises UnknownRelease."""
        return await self._publishing.behind(release)

    def _standing(self, request: ImportRequest) -> Release | None:
        """The release in force that this one would take the place of."""
        releases = self._store.catalogue.releases.get(request.index, {}).get(request.period, ())
        alike = [one for one in releases if one.coverage == request.coverage]
        if request.partial:
            alike = [one for one in alike if one.origin == "operator"]  # other single facts stand beside
        return alike[0] if alike else None

    async def _previous(self, request: ImportRequest, corrects: Release | None) -> Results | None:
        """What to hold the file against: for a correction what it corrects, else the table before."""
        if corrects is not None:
            return await self._store.results(request.index, request.period)
        earlier = await self._earlier(request.index, request.period, full=not request.partial)
        return earlier[0] if earlier else None

    async def _history(self, request: ImportRequest) -> tuple[Totals, ...]:
        """The totals of all periods before, oldest first."""
        periods = sorted(one for one in self._store.catalogue.periods(request.index) if one < request.period)
        found = [await self._store.results(request.index, one) for one in periods]
        return tuple(totals_of(one) for one in found if one is not None)

    async def _earlier(self, index: str, period: str, *, full: bool) -> tuple[Results, ...]:
        """The earlier periods to compare with, the newest first: last year's or, for a running score, those
        of the same year.
        """
        catalogue = self._store.catalogue
        periods = [one for one in catalogue.periods(index, full=full) if one < period]
        if catalogue.indices[index].dated:
            periods = [one for one in periods if one[:4] == period[:4]][:COMPARED]
        else:
            periods = [one for one in periods if int(one[:4]) == int(period[:4]) - 1]
        found = [await self._store.results(index, one) for one in periods]
        return tuple(one for one in found if one is not None)

    async def _listeners(self, draft: ReleaseDraft) -> int:
        """How many chats would hear of it now."""
        composer = await self._composer(draft)
        audience = await self._publishing.listeners(draft, now=self._now())
        return sum(one.chats for one in audience if composer.mail(one) is not None)

    async def _composer(self, draft: ReleaseDraft) -> Composer:
        """Words the alert of a release that is not written yet; its id is not known and not shown."""
        release = release_of(draft, NEW, revision=0, source=NEW)
        title = draft.source_title or draft.issuer
        source = Source(NEW, "portal", title, title, draft.source_url)
        catalogue = self._store.catalogue
        now = results_of(
            catalogue,
            release.index,
            release.period,
            (release,),
            (figure_of(one, release) for one in draft.figures),
            {NEW: source},
        )
        wrong = await self._told(draft.index, draft.period) if draft.correction_of else {}
        earlier = await self._earlier(draft.index, draft.period, full=draft.coverage == "full")
        kind: AlertKind = "correction" if draft.correction_of else "release"
        return Composer(News(kind, release, now, earlier, wrong, draft.why), catalogue, self._language)

    async def _taking_back(self, id: str, why: str) -> Composer | None:
        """The composer for a withdrawal; None for a release that does not exist, which ``withdraw`` then reports."""
        await self._store.renew()
        catalogue = self._store.catalogue
        every = [status.release for status in await self._publishing.releases(shipped=True)]
        release = next((one for one in every if one.id == id), None)
        if release is None:
            return None
        behind = await self._publishing.behind(id)
        wrong = await self._told(release.index, release.period)
        again = wrong.get(behind.id) if behind is not None else None
        wrong = {id: wrong[id]} | wrong
        earlier = await self._earlier(release.index, release.period, full=release.coverage == "full")
        return Composer(News("withdrawal", release, again, earlier, wrong, why.strip()), catalogue, self._language)

    async def _told(self, index: str, period: str) -> dict[str, Results]:
        """What each release of a period said, the newest first: one of them is what a chat was told."""
        releases = await past.releases_of(self._database, index, period)
        figures = await past.figures_of(self._database, [one.id for one in releases])
        used = {one.source for one in releases} | {one.source for rows in figures.values() for one in rows}
        sources = await past.sources_of(self._database, used)
        catalogue = self._store.catalogue
        return {one.id: results_of(catalogue, index, period, (one,), figures[one.id], sources) for one in releases}


def publisher_of(database: Database, store: Store, settings: Settings) -> Publisher:
    """A publisher outside of the running bot, for the command line."""
    publishing = Publishing(database, news=dt.timedelta(days=settings.news_days))
    return Publisher(database, store, publishing, utc_now, language=settings.lang)
