"""The weekly digest: gathered for every province that has editors, worded once for whoever is told the same."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

from bot.answers.digest import digest as gathered
from bot.answers.model import DigestAnswer
from bot.botapi.keyboard import stored
from bot.clock import day_in_vietnam
from bot.i18n import Language, language_of, translator
from bot.render.digest import digest
from bot.tasks.rounds import Round
from data.alerts.model import Mail
from data.model.provinces import Province
from data.tasks.digests import Digests

log = logging.getLogger(__name__)


class DigestRound(Round):
    """Tells editors of their week, on Monday or, where nobody ran then, as soon as somebody does."""

    async def run(self) -> int:
        """Tell this week's, whatever the hour; returns to how many editors. Nothing is done where it was told."""
        digests, today = Digests(self._database), day_in_vietnam(self._now())
        monday = today - dt.timedelta(days=today.weekday())
        readers = await digests.open(monday)
        if readers is None:
            return 0
        await self._store.renew()
        provinces = self._store.catalogue.provinces
        answers: dict[str, tuple[Province, DigestAnswer]] = {}
        for slug in sorted({slug for one in readers for slug in one.provinces if slug in provinces}):
            answers[slug] = (provinces[slug], await gathered(self._store, slug, today))
            await asyncio.sleep(0)  # what people ask meanwhile goes first
        mails: dict[tuple[Language, tuple[str, ...]], Mail] = {}
        letters = []
        for one in readers:
            mine = tuple(slug for slug in one.provinces if slug in answers and _worth_telling(answers[slug][1]))
            if not mine:
                continue
            same = (language_of(one.to.language, self._language), mine)
            if same not in mails:
                reply = digest([answers[slug] for slug in mine], today, translator(same[0]))
                mails[same] = Mail(reply.html, stored(reply.buttons), mine)
            letters.append((one.to, mails[same]))
        rows = await digests.post(monday, letters, self._now())
        if rows:
            self._wake()
        log.info("the week of %s: %s editors are told", monday, rows)
        return rows


def _worth_telling(answer: DigestAnswer) -> bool:
    """Whether the province has a plan of its own: without one there is nothing to follow up."""
    return answer.progress.whole is not None
