"""Publishing the plans of offices without Telegram: a checked plan is published, alone or in the place of another, and
is withdrawn or reinstated. The chat and the command line both use it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Self

from bot.clock import utc_now
from bot.i18n import DEFAULT, Language
from bot.publishing.plan_composer import PlanComposer
from bot.publishing.request import bounded
from bot.settings import Settings
from data.database import Database
from data.errors import NoReasonGiven
from data.releases.open_files import KeptFile
from data.releases.plan_draft import PlanDraft
from data.releases.plans import Plans, PlanStatus
from data.releases.publishing import NEWS
from data.store import Store


class PlanPublisher:
    """Publishes plans for operators, and tells of it those who follow their tasks (in ``language`` where they chose
    none). Whatever is refused raises PublishingRefused, and nothing was written. ``wake`` is called when there may be
    something to send; ``news`` is how long it is worth telling.
    """

    def __init__(
        self,
        database: Database,
        store: Store,
        now: Callable[[], dt.datetime] = utc_now,
        *,
        language: Language = DEFAULT,
        wake: Callable[[], None] = lambda: None,
        news: dt.timedelta = NEWS,
    ) -> None:
        self._store = store
        self._compose = PlanComposer(lambda: store.catalogue, language)
        self._plans = Plans(database, news=news, no_longer=self._compose.no_longer)
        self._now = now
        self._wake = wake

    @classmethod
    def of(cls, database: Database, store: Store, settings: Settings) -> Self:
        """One with the settings' language and the time for which news is news."""
        return cls(database, store, language=settings.lang, news=dt.timedelta(days=settings.news_days))

    async def check(self, draft: PlanDraft) -> None:
        """Raise what ``publish`` would raise now: for the preview."""
        await self._plans.check(_reasoned(draft))

    async def publish(self, draft: PlanDraft, who: str, file: KeptFile | None = None) -> PlanStatus:
        """Make a release of a plan: with ``correction_of`` a revision of that one, which needs a reason (``why``). The
        open ``file`` that it is made of ends with it.

        The same file is refused, and so is a document that is in force already, or has been revised meanwhile.
        """
        done = await self._plans.publish(_reasoned(draft), self._compose, who=who, now=self._now(), file=file)
        await self._done()
        return done

    async def revise(self, draft: PlanDraft, correction_of: str, why: str, who: str) -> PlanStatus:
        """Publish a plan in the place of a revision, or of the one in force of a document, named by its id."""
        return await self.publish(replace(draft, correction_of=correction_of, why=why), who)

    async def withdraw(self, name: str, why: str, who: str, file: KeptFile | None = None) -> PlanStatus:
        """Take a revision out of force, named by its id or by the id or number of its document; the one before, if
        there is one, holds again.
        """
        reason = self.reason(why)
        done = await self._plans.withdraw(name, reason, self._compose, who=who, now=self._now(), file=file)
        await self._done()
        return done

    async def reinstate(self, name: str, why: str, who: str, file: KeptFile | None = None) -> PlanStatus:
        """Undo a withdrawal."""
        reason = bounded(why)
        done = await self._plans.reinstate(name, reason, self._compose, who=who, now=self._now(), file=file)
        await self._done()
        return done

    async def _done(self) -> None:
        await self._store.renew()
        self._wake()

    async def plans(self, province: str = "") -> tuple[PlanStatus, ...]:
        """Every revision, of the plans of a province or of all, the newest document first."""
        return await self._plans.plans(province)

    async def find(self, name: str, *, withdrawn: bool = False) -> PlanStatus:
        """The revision that a name stands for: the one in force or, with ``withdrawn``, the one withdrawn last."""
        return await self._plans.find(name, withdrawn=withdrawn)

    @staticmethod
    def reason(why: str) -> str:
        """The reason as it is kept. Raises NoReasonGiven, ReasonTooLong."""
        reason = bounded(why)
        if not reason:
            raise NoReasonGiven
        return reason


def _reasoned(draft: PlanDraft) -> PlanDraft:
    return replace(draft, why=PlanPublisher.reason(draft.why)) if draft.correction_of else draft
