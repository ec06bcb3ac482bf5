"""Watches a folder or an address for new releases: CHISOTINH_WATCH.

A new entry of the feed is fetched, compared with its sha256 and checked; it then waits for an operator's [Publish] or,
with CHISOTINH_WATCH_TRUST=1 and no warning, is published automatically. What does not work is tried again, ever less
often, whether or not the feed changes meanwhile; operators are told of each fault once, the log every time.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from bot.i18n import N_
from bot.importing.draft import Location
from bot.publishing.feed import FeedEntry, FeedItem, FeedWrong, read_feed, requested
from bot.publishing.feed_source import FeedSource
from bot.publishing.outcomes import Checked, Doubtful, NoReason, Refused
from bot.publishing.service import SAME_FILE, SAME_TABLE, Publisher
from data.alerts.model import Published
from data.errors import DatabaseTrouble, PublishingRefused
from data.model.figures import Release
from data.releases.feed_notes import FeedNote
from data.releases.publishing import Publishing
from data.store import Store

log = logging.getLogger(__name__)

EVERY = dt.timedelta(minutes=5)
AT_MOST = dt.timedelta(hours=1)
AT_MOST_CHECKED = dt.timedelta(days=1)
"""A file that was read and refused is checked again, too: what it lacked may have come. That costs more."""
WHO = "watch"
NOTHING_NEW = (SAME_FILE, SAME_TABLE)
THE_FEED = "feed"
"""The key of what is told of the feed as a whole."""

EntryOutcome = Checked | Refused | NoReason | Published | FeedWrong | PublishingRefused
"""What became of an entry: it waits for an operator, cannot be published, lacks a reason, was published automatically,
could not be fetched, or did not fit what is in force.
"""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that was looked at, and what became of it. ``told``: operators were told this before, perhaps by an
    earlier process. ``dismissed``: one of them put it aside.
    """

    item: FeedItem
    outcome: EntryOutcome
    told: bool = False
    dismissed: bool = False

    @property
    def told_as(self) -> str:
        """The key under which is noted that it was told."""
        match self.outcome:
            case Refused():
                said = " ".join(problem.key for problem in self.outcome.problems)
            case NoReason():
                said = self.outcome.release.id
            case Exception():
                said = str(self.outcome)
            case Checked(corrects=Release(id=standing)):
                said = f"corrects {standing}"  # another preview than that of news
            case _:
                said = type(self.outcome).__name__
        return hashlib.sha256(f"{self.item.key} {said}".encode()).hexdigest()


@dataclass(slots=True)
class EntryState:
    """How an entry stands in this process: when it is looked at again, if ever, and whether operators have it."""

    next: dt.datetime | None = None
    wait: dt.timedelta = EVERY
    done: bool = False
    offered: bool = False


class OfferedTables(Protocol):
    """The tables that were offered to operators, each known by its entry's key."""

    async def holds(self, key: str) -> bool:
        """Whether it still waits for them, or is put aside."""
        ...

    async def over(self, key: str) -> None:
        """It need not wait any more: it is published."""
        ...

    async def keep_only(self, keys: Collection[str]) -> None:
        """No others wait any more: the feed does not name them."""
        ...


class Watch:
    """Looks into one feed, each entry on its own. ``offers`` are the tables that wait for operators."""

    def __init__(
        self,
        place: FeedSource,
        publisher: Publisher,
        publishing: Publishing,
        store: Store,
        now: Callable[[], dt.datetime],
        *,
        trust: bool,
        offers: OfferedTables | None = None,
    ) -> None:
        self._place = place
        self._publisher = publisher
        self._publishing = publishing
        self._store = store
        self._now = now
        self._trust = trust
        self._offers = offers
        self._begun = False
        self._items: tuple[FeedItem, ...] = ()
        self._broken: FeedWrong | None = None
        self._states: dict[str, EntryState] = {}
        self._notes: dict[str, str] | None = None

    async def look(self) -> list[tuple[NewEntry, bytes]]:
        """The entries that were looked at now, each with its file's bytes. Raises FeedWrong when there is no feed."""
        self._notes = None  # another worker may have watched meanwhile, and operators put an entry aside
        data = await self._place.feed()
        if data is not None:
            await self._take(data)
        if self._broken is not None:
            raise self._broken
        notes = await self._noted()
        found: list[tuple[NewEntry, bytes]] = []
        for item in self._items:
            state = self._states.setdefault(item.key, EntryState())
            if state.offered and self._offers is not None and not await self._offers.holds(item.key):
                state.offered = state.done = False
            if state.done or (state.next is not None and self._now() < state.next):
                continue
            dismissed = notes.get(item.key) == "feed dismissed"
            outcome, file = await self._try(item, dismissed)
            if self._offers is not None and (outcome is None or isinstance(outcome, Published)):
                await self._offers.over(item.key)
            if outcome is None:
                state.done = True
                continue
            self._plan(state, outcome)
            new = NewEntry(item, outcome, dismissed=dismissed)
            found.append((NewEntry(item, outcome, notes.get(new.told_as) == "feed told", dismissed), file))
        return found

    async def note_told(self, new: NewEntry) -> None:
        """Operators were told of this."""
        file_hash = new.item.entry.sha256 if isinstance(new.item.entry, FeedEntry) else ""
        await self._note(new.told_as, "feed told", file_hash)

    async def note_broken(self) -> None:
        """Operators were told that the feed as a whole is of no use."""
        await self._note(THE_FEED, "feed told")

    async def note_working(self) -> None:
        """It is of use: its next fault is a new one."""
        if await self.told_broken():
            await self._note(THE_FEED, "feed over")

    async def told_broken(self) -> bool:
        return (await self._noted()).get(THE_FEED) == "feed told"

    async def _take(self, data: bytes) -> None:
        try:
            self._items, self._broken = read_feed(data), None
        except FeedWrong as wrong:
            self._broken = wrong
            return
        self._states = {item.key: self._states.get(item.key, EntryState()) for item in self._items}
        if self._offers is not None and not self._begun:
            # What waits since a process before this one may be none of the feed's any more.
            await self._offers.keep_only(self._states)
            self._begun = True

    async def _noted(self) -> dict[str, str]:
        if self._notes is None:
            self._notes = await self._publisher.feed_notes.read()
        return self._notes

    async def _note(self, key: str, what: FeedNote, file_hash: str = "") -> None:
        (await self._noted())[key] = what
        await self._publisher.feed_notes.write(key, what, who=WHO, now=self._now(), file_hash=file_hash)

    def _plan(self, state: EntryState, outcome: EntryOutcome) -> None:
        """When the entry is looked at again."""
        state.offered = isinstance(outcome, Checked)
        state.done = isinstance(outcome, Checked | Published)
        state.next = self._now() + state.wait
        state.wait = min(AT_MOST_CHECKED if isinstance(outcome, Refused | NoReason) else AT_MOST, state.wait * 2)

    async def _try(self, item: FeedItem, dismissed: bool) -> tuple[EntryOutcome | None, bytes]:
        """What becomes of an entry; None if nothing is to be done about it. It fails by itself alone."""
        try:
            if isinstance(item.entry, FeedWrong):
                raise item.entry
            if await self._published(item.entry):
                return None, b""
            outcome, file = await self._handle(item.name, item.entry, dismissed)
        except (FeedWrong, PublishingRefused) as wrong:
            outcome, file = wrong, b""
        except DatabaseTrouble as error:
            log.warning("feed, %s: the database: %s", item.name, error)
            outcome, file = FeedWrong(LATER, file=item.name), b""
        except Exception:
            log.exception("feed, %s: it could not be looked at", item.name)
            outcome, file = FeedWrong(BROKEN, file=item.name), b""
        if isinstance(outcome, Refused) and any(
            problem.msgid in (SAME_FILE, SAME_TABLE) for problem in outcome.problems
        ):
            return None, b""
        if isinstance(outcome, Exception):
            log.warning("feed, %s: %s (%s)", item.name, outcome, type(outcome.__cause__ or outcome).__name__)
        else:
            log.info("feed, %s: %s", item.name, type(outcome).__name__)
        return outcome, file

    async def _published(self, entry: FeedEntry) -> bool:
        """Whether the file was published for this period, by whomever: then it is not offered again, even if it was
        withdrawn. With a reason it may still correct what is said about it.
        """
        said = (entry.index, entry.period, entry.sha256)
        return any(
            (one.release.index, one.release.period, one.file_hash) == said and entry.why in ("", one.release.why)
            for one in await self._publishing.releases()
        )

    async def _handle(self, name: str, entry: FeedEntry, dismissed: bool) -> tuple[EntryOutcome, bytes]:
        file = await self._place.file(entry.file)
        if hashlib.sha256(file).hexdigest() != entry.sha256:
            raise FeedWrong(OTHER_FILE, file=name)
        catalogue = self._store.catalogue
        if entry.index not in catalogue.indices:
            raise FeedWrong(NO_INDEX, file=name, index=entry.index)
        checked = await self._publisher.check(name, file, requested(catalogue, entry), entry.why)
        if isinstance(checked, Doubtful):
            # Nobody is there who could look at the picture.
            return Refused((Location(name).error(LOOK_AT_IT, n=len(checked.doubts)),)), file
        if not isinstance(checked, Checked) or not self._trust or dismissed or checked.warnings:
            return checked, file
        return await self._publisher.publish(checked, WHO), file


LOOK_AT_IT = N_("Cells of the picture that a person must look at: {n}. Send the picture to the bot yourself.")
OTHER_FILE = N_("{file}: is not the file that the feed's sha256 names.")
NO_INDEX = N_("{file}: there is no index “{index}”.")
LATER = N_("{file}: the database was busy. It is tried again.")
BROKEN = N_("{file}: could not be looked at; the log says more. It is tried again.")
