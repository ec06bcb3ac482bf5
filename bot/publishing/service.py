"""Publishing without Telegram: a file is read, understood, checked, shown and then, once, published; or
it is withdrawn.

The chat, the command line and the feed all use it. Nothing is written before ``publish``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from bot.clock import day_in_vietnam, utc_now
from bot.i18n import N_, Language
from bot.importing import files, preview, table_reader
from bot.importing.draft import Draft, FileRefused, Location
from bot.importing.examination import Background
from bot.importing.moves import Totals, totals_of
from bot.importing.open_doubts import CellAnswer
from bot.importing.picture_shelf import PictureShelf
from bot.importing.table_reader import ImportRequest
from bot.publishing.composers import Composers
from bot.publishing.facts_in_force import FactsInForce
from bot.publishing.outcomes import Audience, Checked, Doubtful, NoReason, Refused, ReleaseStanding
from bot.publishing.request import bounded, date_problems, standing_of, text_problems
from bot.publishing.source_lines import sourced
from bot.settings import Settings
from data.alerts.model import Published, Recipient, ReleaseStatus
from data.database import Database
from data.errors import NoReasonGiven, ShippedRelease, UnknownRelease
from data.model.figures import Release, Results
from data.releases.details import DetailChange
from data.releases.draft import ReleaseDraft
from data.releases.feed_notes import FeedNotes
from data.releases.open_files import KeptFile
from data.releases.publishing import Publishing
from data.store import Store

SAME_FILE = N_("The same file is published already, as {id}.")
SAME_TABLE = N_("Nothing in it differs from {id}, which is in force: neither the figures nor what is said about them.")
NOT_NEWS = N_(
    "Announced on {date}, more than {days} days ago (CHISOTINH_NEWS_DAYS): this is no longer news. "
    "Chats that follow it and will not be told: {n}."
)


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
        self._store = store
        self._publishing = publishing
        self._now = now
        self._composers = Composers(database, store, publishing, language)
        self._in_force = FactsInForce(database, store)
        self._wake = wake
        self._shelf = PictureShelf()
        self.feed_notes = FeedNotes(database)

    async def check(
        self, name: str, data: bytes, request: ImportRequest, why: str = "", answers: Sequence[CellAnswer] = ()
    ) -> Checked | Refused | NoReason | Doubtful:
        """Read a file, with what a person has said of single cells of a picture, and check it against what is in force.
        Takes a second or less, of a picture that was not read yet half a minute or less; the loop stays free.
        """
        name = files.file_name(name)
        await self._store.renew()
        catalogue = self._store.catalogue
        wrong = (
            *text_problems(request, name, why),
            *date_problems(request, name, day_in_vietnam(self._now())),
            *table_reader.asked_wrongly(name, request, catalogue),
        )
        if wrong:
            return Refused(wrong)
        same = await self._same_file(request, sha256(data).hexdigest()) if not request.single else None
        corrects: Release | None = None
        if not request.single:
            corrects = standing_of(catalogue, request.index, request.period, partial=request.partial)
        if same is not None and same != corrects:
            return Refused((Location(name).error(SAME_FILE, id=same.id),))
        previous = await self._previous(request, corrects)
        background = Background(catalogue, previous, await self._history(request))
        try:
            examined = await files.examine_file(name, data, request, background, answers, self._shelf)
        except FileRefused as refused:
            return Refused((refused.problem,))
        if examined.doubts:
            return Doubtful(examined.doubts, len(answers))
        if examined.draft is None:
            return Refused(examined.problems)
        read, problems = sourced(examined.draft), examined.problems
        if request.single and not examined.wrong:
            settled = await self._in_force.settle(read)
            if settled.draft is None:
                return Refused((*problems, *settled.problems), known=settled.known)
            read, corrects, problems = settled.draft, settled.corrects, (*problems, *settled.problems)
        details: tuple[DetailChange, ...] = ()
        if corrects is not None and await self._composers.same_figures(read, corrects):
            details = await self._composers.changed_details(read, corrects)
            if not details:
                return Refused((Location(name).error(SAME_FILE if same else SAME_TABLE, id=corrects.id),))
        if corrects is not None and not why.strip():
            return NoReason(corrects, details)
        if corrects is not None and details:
            return await self._amending(read, corrects, why, details)
        if examined.wrong:
            return Refused(problems)
        if corrects is not None:
            read = replace(read, correction_of=corrects.id, why=why.strip())
        audience = await self._audience(read)
        if audience.late and read.announced is not None:
            days = self._publishing.news.days
            problems = (*problems, read.place().warning(NOT_NEWS, date=read.announced, days=days, n=audience.late))
        shown = preview.preview(read, problems, previous, audience.listeners, catalogue)
        return Checked(replace(shown, followers=audience.followers, late=audience.late), read, corrects)

    async def _same_file(self, request: ImportRequest, file_hash: str) -> Release | None:
        """The release in force for the same index and period that was read from this very file."""
        said = (request.index, request.period, file_hash)
        found = (
            status.release
            for status in await self._publishing.releases()
            if status.in_force and (status.release.index, status.release.period, status.file_hash) == said
        )
        return next(found, None)

    async def _amending(self, draft: Draft, corrects: Release, why: str, details: tuple[DetailChange, ...]) -> Checked:
        """The figures in force with other words about them: nothing about the figures is to be confirmed again."""
        read = replace(draft, correction_of=corrects.id, why=why.strip(), note=True)
        audience = await self._audience(read)
        shown = preview.preview(read, (), None, audience.listeners, self._store.catalogue)
        shown = replace(shown, followers=audience.followers, late=audience.late, details=details)
        return Checked(shown, read, corrects)

    async def publish(self, checked: Checked, who: str, file: KeptFile | None = None) -> Published:
        """Write the release, in one transaction with the messages to its followers and the end of the open ``file`` it
        is made of. Raises what the database says, for instance if the same file or another revision was
        published meanwhile.
        """
        composer = await self._composers.release(checked.draft)
        done = await self._publishing.publish(checked.draft, composer, who=who, now=self._now(), file=file)
        await self._renewed()
        return done

    async def withdraw(self, release: str, why: str, who: str, *, shipped: bool = False) -> Published:
        """Withdraw a release, and tell those who were told of it. Raises NoReasonGiven, ReasonTooLong, ShippedRelease
        (unless ``shipped`` says that one is meant), UnknownRelease, AlreadyWithdrawn.
        """
        reason = await self.reason_to_withdraw(release, why, shipped=shipped)
        composer = await self._composers.withdrawal(release, reason)
        done = await self._publishing.withdraw(release, reason, composer, who=who, now=self._now())
        await self._renewed()
        return done

    async def reason_to_withdraw(self, release: str, why: str, *, shipped: bool) -> str:
        """The reason as it will be read, if the release may be withdrawn for it; raises as ``withdraw`` does."""
        status = await self._status(release)
        reason = bounded(why)
        if not reason:
            raise NoReasonGiven
        if status.release.origin == "shipped" and not shipped:
            raise ShippedRelease(release)
        return reason

    async def reinstate(self, release: str, why: str, who: str) -> Published:
        """Undo a withdrawal, and tell those who were told of it. Raises ReasonTooLong, UnknownRelease, NotWithdrawn,
        PublishConflict.
        """
        reason = bounded(why)
        composer = await self._composers.reinstatement(release, reason)
        done = await self._publishing.reinstate(release, reason, composer, who=who, now=self._now())
        await self._renewed()
        return done

    async def standing_of(self, release: str) -> ReleaseStanding:
        """What withdrawing or reinstating a release is about. Raises UnknownRelease."""
        behind = await self._publishing.behind(release)
        told = await self._publishing.told(release)
        told_withdrawn = await self._publishing.told(release, withdrawal=True)
        hearing = sum(one.chats for one in await self._publishing.listeners_of_withdrawal(release))
        return ReleaseStanding(await self._status(release), told, told_withdrawn, hearing, behind)

    async def _status(self, release: str) -> ReleaseStatus:
        every = await self._publishing.releases(shipped=True)
        found = next((one for one in every if one.release.id == release), None)
        if found is None:
            raise UnknownRelease(release)
        return found

    async def _renewed(self) -> None:
        await self._store.renew()
        self._wake()

    async def _previous(self, request: ImportRequest, corrects: Release | None) -> Results | None:
        """What to hold the file against: for a correction what it corrects, else the table before."""
        if corrects is not None:
            return await self._store.results(request.index, request.period)
        earlier = await self._composers.earlier(request.index, request.period, full=not request.partial)
        return earlier[0] if earlier else None

    async def _history(self, request: ImportRequest) -> tuple[Totals, ...]:
        """The totals of all periods before, oldest first."""
        periods = sorted(one for one in self._store.catalogue.periods(request.index) if one < request.period)
        found = [await self._store.results(request.index, one) for one in periods]
        return tuple(totals_of(one) for one in found if one is not None)

    async def _audience(self, draft: ReleaseDraft) -> Audience:
        """How many chats follow it, would hear of it now, and would hear of it if it were still news."""
        composer, now = await self._composers.release(draft), self._now()

        def told(recipients: Iterable[Recipient]) -> int:
            return sum(one.chats for one in recipients if composer.mail(one) is not None)

        every = await self._publishing.followers(draft)
        followers = sum(one.chats for one in every)
        if self._publishing.is_news(draft, now):
            return Audience(followers, told(every), 0)
        listeners = told(await self._publishing.listeners(draft, now=now))
        return Audience(followers, listeners, told(every) - listeners)


def publisher_of(database: Database, store: Store, settings: Settings) -> Publisher:
    """A publisher outside of the running bot, for the command line."""
    publishing = Publishing(database, news=dt.timedelta(days=settings.news_days))
    return Publisher(database, store, publishing, utc_now, language=settings.lang)
