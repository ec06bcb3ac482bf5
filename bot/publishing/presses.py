"""Presses about a file: which are taken, and what comes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from bot.i18n import Translator
from bot.presses.publishing import Publish
from bot.publishing.cell_answers import cell_of
from bot.publishing.filings import Filings
from bot.publishing.open_file import OpenFile
from bot.publishing.outcomes import Checked
from bot.publishing.progress import FileProgress, pressed
from bot.publishing.service import Publisher
from bot.render import conversation as wording
from bot.render import feed as feed_wording
from bot.render.troubles import trouble
from bot.reply import Reply
from data.errors import DatabaseTrouble, PublishingRefused
from data.releases.feed_notes import FeedNote
from data.releases.open_files import ANYBODY, FeedDeed, FileOvertaken
from data.store import Store

QUESTIONS = ("index", "period", "title", "source", "announced", "partial", "why", "cell", "album")
"""Steps that are answered once."""
SHARED = ("dismiss", "keep", "reopen")
"""Steps of a file that any operator may publish."""
TRIES = 3
"""How often a press is judged anew because another worker was quicker."""

Notice = Callable[[Translator], list[Reply]]
"""What operators are told, in each one's language."""


@dataclass(frozen=True, slots=True)
class PressOutcome:
    """What comes of a press: the first reply takes the place of the message pressed on, the other operators get the
    notice if there is one.
    """

    replies: list[Reply]
    notice: Notice | None = None


class Presses:
    """Judges presses by what is known of their files now, and takes them."""

    def __init__(
        self,
        publisher: Publisher,
        filings: Filings,
        progress: FileProgress,
        store: Store,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._publisher = publisher
        self._filings = filings
        self._progress = progress
        self._store = store
        self._now = now

    async def refused(self, operator: int, press: Publish, t: Translator) -> Reply | None:
        """Why a press does nothing, None if it does something."""
        return _refused(*await self._filings.find(press.file), operator, press, t)

    async def take(self, operator: int, press: Publish, t: Translator, who: str) -> PressOutcome:
        """What comes of a press that is not ``refused``; nothing of one that is."""
        own = False
        for tried in range(TRIES):
            filing, published = await self._filings.find(press.file)
            refused = _refused(filing, published, operator, press, t)
            if filing is None or refused is not None:
                # Of an operator's own file the receipt stands there already: whoever was quicker were they themselves.
                said = tried and refused is not None and not (own and published)
                return PressOutcome([refused] if said and refused is not None else [])
            own = filing.operator == operator
            try:
                return await self._take(filing, operator, press, t, who)
            except FileOvertaken:
                continue
        raise FileOvertaken(press.file)

    async def _take(self, filing: OpenFile, operator: int, press: Publish, t: Translator, who: str) -> PressOutcome:
        if filing.operator == ANYBODY and press.step in ("cancel", "dismiss"):
            return await self._put_aside(filing, operator, press.step, t, who)
        if press.step == "cancel":
            await self._filings.cancel(filing)
            return PressOutcome([wording.cancelled(t)])
        if filing.shown and press.step in ("confirm", "go", *SHARED):
            otherwise = await self._progress.take_up(filing, operator, t)
            if filing.checked is None:
                return PressOutcome(otherwise)
            if press.step == "reopen":
                return await self._reopen(filing, filing.checked, operator, t, who)
            return PressOutcome(otherwise or await self._confirm(filing, filing.checked, operator, press, t))
        if _is_last_answer(filing, press):
            return PressOutcome(await self._progress.again(filing, operator, t))
        return PressOutcome(await self._progress.answer(filing, press.step, press.value, t))

    async def _put_aside(self, filing: OpenFile, operator: int, step: str, t: Translator, who: str) -> PressOutcome:
        """A file of the feed is put aside, after a question."""
        id, name = filing.id, filing.name
        if step == "cancel":
            return PressOutcome([feed_wording.really_dismiss(t, id, name)])
        if filing.dismissed:
            return PressOutcome([feed_wording.dismissed(t, id, name)])
        filing.dismissed = True
        await self._filings.save(filing, self._deed("feed dismissed", filing, operator))
        return PressOutcome([feed_wording.dismissed(t, id, name)], lambda t: [feed_wording.dismissed(t, id, name, who)])

    async def _reopen(self, filing: OpenFile, checked: Checked, operator: int, t: Translator, who: str) -> PressOutcome:
        """A file of the feed is taken up again."""
        name, shown = filing.name, self._progress.shown(filing, checked, operator, t)
        if not filing.dismissed:
            return PressOutcome(shown)
        filing.dismissed = False
        await self._filings.save(filing, self._deed("feed reopened", filing, operator))
        return PressOutcome(shown, lambda t: [feed_wording.reopened(t, name, who)])

    def _deed(self, what: FeedNote, filing: OpenFile, operator: int) -> FeedDeed:
        return FeedDeed(what, filing.key, f"telegram:{operator}", self._now())

    async def _confirm(
        self, filing: OpenFile, checked: Checked, operator: int, press: Publish, t: Translator
    ) -> list[Reply]:
        """The next warning is confirmed or, when all are, the file is published."""
        due = filing.unconfirmed(operator)
        if press.step == "go" and not due:
            return await self._publish(filing, checked, operator, t)
        if press.step == "confirm" and press.value == filing.confirmed_last(operator):
            return [self._progress.next_step(filing, checked, operator, t)]
        if press.step == "confirm" and press.value != due:
            # A button of another check: what was confirmed then is asked again.
            return self._progress.shown(filing, checked, operator, t)
        if press.step == "confirm":
            filing.confirmed[operator] = filing.confirmed.get(operator, 0) + 1
            await self._filings.save(filing)
        return [self._progress.next_step(filing, checked, operator, t)]

    async def _publish(self, filing: OpenFile, checked: Checked, operator: int, t: Translator) -> list[Reply]:
        try:
            done = await self._publisher.publish(checked, f"telegram:{operator}", filing.kept())
        except PublishingRefused as error:
            await self._filings.cancel(filing)  # from here on the button is used
            return [wording.not_published(t, trouble(error, t))]
        except DatabaseTrouble as error:
            # Nothing is wrong with the file: it can be pressed again.
            return [wording.not_published(t, trouble(error, t)), self._progress.next_step(filing, checked, operator, t)]
        self._filings.let_go(filing)
        return [wording.published(t, self._store.catalogue, done)]


def _is_last_answer(filing: OpenFile, press: Publish) -> bool:
    """Whether the press was taken already, and nothing since. Whoever took it may not have come to reply."""
    return not _is_due(filing, press) and filing.last == pressed(press.step, press.value)


def _is_due(filing: OpenFile, press: Publish) -> bool:
    """Whether the press answers what is asked now: of the cells of a picture the one that is asked about."""
    if press.step != filing.step:
        return False
    return press.step != "cell" or cell_of(press.value) == filing.doubts[0].cell


def _refused(filing: OpenFile | None, published: str, operator: int, press: Publish, t: Translator) -> Reply | None:
    if filing is None or filing.operator not in (operator, ANYBODY):
        return wording.published_already(t, published) if published else wording.button_used(t)
    if press.step in QUESTIONS and not _is_due(filing, press):
        return None if _is_last_answer(filing, press) else wording.answered_already(t)
    if filing.operator == ANYBODY:
        return _refused_of_feed(filing, operator, press, t)
    due = (filing.unconfirmed(operator), filing.confirmed_last(operator))
    if press.step in SHARED or (press.step == "confirm" and press.value not in due):
        return wording.answered_already(t)
    if press.step == "go" and (not filing.shown or filing.unconfirmed(operator)):
        return wording.confirm_first(t)
    return None


def _refused_of_feed(filing: OpenFile, operator: int, press: Publish, t: Translator) -> Reply | None:
    if press.step in ("dismiss", "reopen"):
        return None  # also when it is so already: whoever did it may not have come to say so
    if filing.dismissed:
        return feed_wording.is_dismissed(t)
    before = filing.keys[: max(0, filing.confirmed.get(operator, 0) - 1)]
    return wording.answered_already(t) if press.step == "confirm" and press.value in before else None
