"""What each alert is made from: the tables that were, are and will be in force, put together for a ``Composer``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.alerts import Composer
from bot.answers.news import News, same_figures
from bot.answers.periods import earlier_periods
from bot.i18n import Language
from data.alerts.model import AlertKind
from data.database import Database
from data.model.figures import Figure, Release, Results, Source
from data.queries import past
from data.queries.results import results_of
from data.releases.details import DetailChange, changed_details
from data.releases.draft import FigureDraft, ReleaseDraft
from data.releases.publishing import Publishing
from data.releases.rows import figure_of, release_of
from data.releases.single_facts import is_of_facts
from data.store import Store

NEW = "new"
"""Stands for the id of a release that is not written yet, and for that of its source."""


class Composers:
    """Makes the composer of a release to be, of a withdrawal, and of its undoing."""

    def __init__(self, database: Database, store: Store, publishing: Publishing, language: Language) -> None:
        self._database = database
        self._store = store
        self._publishing = publishing
        self._language = language

    async def release(self, draft: ReleaseDraft) -> Composer:
        """Words the alert of a release that is not written yet; its id is not known and not shown."""
        release = release_of(draft, NEW, revision=0, source=NEW)
        title = draft.source_title or draft.issuer
        source = Source(NEW, "portal", title, title, draft.source_url)
        now = results_of(
            self._store.catalogue,
            release.index,
            release.period,
            (release,),
            (figure_of(one, release) for one in draft.figures),
            {NEW: source},
        )
        wrong = await self._told(draft.index, draft.period) if draft.correction_of else {}
        earlier = await self.earlier(draft.index, draft.period)
        kind: AlertKind = "note" if draft.note else "correction" if draft.correction_of else "release"
        details: tuple[DetailChange, ...] = ()
        if draft.note and (corrected := await self._release(draft.correction_of or "")) is not None:
            details = await self.changed_details(draft, corrected)
        return self._composer(News(kind, release, now, earlier, wrong, draft.why, details))

    async def withdrawal(self, id: str, why: str) -> Composer | None:
        """None for a release that does not exist, which withdrawing then reports."""
        release = await self._release(id)
        if release is None:
            return None
        behind = await self._publishing.behind(id)
        wrong = await self._told(release.index, release.period)
        again = wrong.get(behind.id) if behind is not None else await self._beside(release)
        wrong = {id: wrong[id]} | wrong
        earlier = await self.earlier(release.index, release.period)
        return self._composer(News("withdrawal", release, again, earlier, wrong, why))

    async def _beside(self, release: Release) -> Results | None:
        """What other sources say in a period of which single facts are withdrawn; None for other releases."""
        standing = self._store.catalogue.releases.get(release.index, {}).get(release.period, ())
        others = [one for one in standing if one.id != release.id]
        if not others or not is_of_facts(release):
            return None
        by_release = await past.figures_of(self._database, [one.id for one in others])
        figures = [figure for rows in by_release.values() for figure in rows]
        sources = await past.sources_of(
            self._database, {one.source for one in others} | {one.source for one in figures}
        )
        return results_of(self._store.catalogue, release.index, release.period, others, figures, sources)

    async def reinstatement(self, id: str, why: str) -> Composer | None:
        """None for a release that does not exist, which reinstating then reports."""
        release = await self._release(id)
        if release is None:
            return None
        now = (await self._told(release.index, release.period)).get(id)
        earlier = await self.earlier(release.index, release.period)
        return self._composer(News("reinstatement", release, now, earlier, why=why))

    async def changed_details(self, draft: ReleaseDraft, release: Release) -> tuple[DetailChange, ...]:
        """What the draft says otherwise about the release than it says itself."""
        sources = await past.sources_of(self._database, [release.source])
        return changed_details(draft, release, sources[release.source])

    async def same_figures(self, draft: ReleaseDraft, release: Release) -> bool:
        """Whether the draft has just the figures of the release."""
        figures = (await past.figures_of(self._database, [release.id]))[release.id]
        return same_figures(_by_place(draft.figures), _by_place(figures))

    async def earlier(self, index: str, period: str, *, full: bool = False) -> tuple[Results, ...]:
        """What there is of the earlier periods that answers compare with; with ``full`` only whole tables."""
        periods = earlier_periods(self._store.catalogue, index, period)
        found = [await self._store.results(index, one) for one in periods]
        return tuple(one for one in found if one is not None and (one.full or not full))

    def _composer(self, news: News) -> Composer:
        return Composer(news, self._store.catalogue, self._language)

    async def _release(self, id: str) -> Release | None:
        await self._store.renew()
        every = [status.release for status in await self._publishing.releases(shipped=True)]
        return next((one for one in every if one.id == id), None)

    async def _told(self, index: str, period: str) -> dict[str, Results]:
        """What each release of a period said, the newest first: one of them is what a chat was told."""
        releases = await past.releases_of(self._database, index, period)
        figures = await past.figures_of(self._database, [one.id for one in releases])
        used = {one.source for one in releases} | {one.source for rows in figures.values() for one in rows}
        sources = await past.sources_of(self._database, used)
        catalogue = self._store.catalogue
        return {one.id: results_of(catalogue, index, period, (one,), figures[one.id], sources) for one in releases}


def _by_place(figures: Iterable[FigureDraft | Figure]) -> dict[tuple[str, str], list[FigureDraft | Figure]]:
    found: dict[tuple[str, str], list[FigureDraft | Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.province, figure.indicator].append(figure)
    return dict(found)
