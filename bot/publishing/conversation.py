"""An operator's conversation about a file, free of Telegram: what is missing is asked for, warnings are confirmed one
by one, and the last button publishes once, for that operator, within the hour.

A file that the watched feed brought waits for whichever operator publishes it first, each confirming its warnings for
themselves. One of them may put it aside; the others are told, and any of them may take it up again.

Any worker goes on with any file, also after a restart: all that is known of it is in the database.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256

from bot.assistant import Assistant
from bot.i18n import Translator
from bot.importing.album import MOST_PICTURES, album_of, pictures_of
from bot.importing.facts.fact_table import SENTENCE, FactTable
from bot.importing.facts.sentence import named
from bot.importing.limits import SCAN_BYTES
from bot.presses.publishing import Publish
from bot.publishing.details import Details, title_in
from bot.publishing.feed import FeedEntry, FeedItem
from bot.publishing.filings import Filings
from bot.publishing.open_file import OpenFile
from bot.publishing.outcomes import Checked
from bot.publishing.presses import Notice, Presses, PressOutcome
from bot.publishing.progress import FileProgress
from bot.publishing.request import LONGEST_TEXT, longest_part
from bot.publishing.service import Publisher
from bot.questions.cancel_request import is_cancel
from bot.render import conversation as wording
from bot.reply import Reply
from data.releases.open_files import ANYBODY, FileOvertaken, OpenFiles
from data.store import Store

PRESS_ID = 16
"""Characters of a file's key that name it in presses: the same whoever finds it, so old buttons still work."""
TRIES = 3
"""How often an answer is taken anew because another worker changed the file meanwhile."""


LONGEST_DAY = 60
"""Characters of an answer that is a year or a day."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file as it was sent: in the message of that number, with a name and a caption; a picture perhaps as one of an
    ``album``, of which Telegram gives the name.
    """

    message: int
    name: str
    data: bytes
    caption: str = ""
    album: str = ""


class OperatorConversation:
    """Files of operators, and those of the feed."""

    def __init__(
        self,
        publisher: Publisher,
        files: OpenFiles,
        store: Store,
        assistant: Assistant,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._now = now
        self._details = Details(store, assistant, now)
        self._filings = Filings(files, store, now)
        self._progress = FileProgress(publisher, self._filings, store, self._details)
        self._presses = Presses(publisher, self._filings, self._progress, store, now)
        self._newest: dict[int, OpenFile | None] = {}
        self._asks = assistant.plainly_asks

    async def look(self, operator: int) -> None:
        """Read which file an operator is being asked about, for ``awaits``."""
        self._newest[operator] = await self._filings.newest(operator)

    def awaits(self, operator: int, text: str, message: int = 0) -> bool:
        """Whether a text of the operator's, in the message of that number, is meant for the file that ``look`` found:
        it answers what is asked about it, gives it another title, or says that they want nothing more of it. What is
        plainly a question does not, nor a whole sentence where a year or a day is asked for.
        """
        filing = self._newest.get(operator)
        if filing is None:
            return False
        if is_cancel(text) or (filing.shown and title_in(text)) or filing.last == _written(message):
            return True
        if text.startswith("/") or filing.step in ("", "index", "partial"):
            return False
        if filing.step in ("period", "announced"):
            return len(text) <= LONGEST_DAY and not self._asks(text)
        return not (text.rstrip().endswith("?") and self._asks(text))  # a reason may name a province and its rank

    async def receive(self, operator: int, file: ReceivedFile, t: Translator) -> list[Reply]:
        """A file has come, perhaps not for the first time. What its name and caption say need not be asked."""
        name, caption = _whole(file.name)[-80:] or "?", _whole(file.caption)
        sent = f"album {file.album}" if file.album else str(file.message)
        id = sha256(f"{operator} {sent}".encode()).hexdigest()[:PRESS_ID]
        filing = OpenFile(id=id, operator=operator, name=name, opened=self._now(), gathering=bool(file.album))
        self._details.guess(filing, f"{caption} {re.sub(r'[_.]', ' ', name)}")
        filing.title = next((title for line in caption.splitlines() if (title := title_in(line))), "")
        if await self._filings.put(filing, file.data):
            return await self._progress.go_on(filing, t)
        standing, _ = await self._filings.find(id)
        if standing is not None and file.album:
            return await self._gather(standing, file, caption, t)
        return await self._progress.again(standing, operator, t) if standing is not None else []

    async def state(
        self, person: int, message: int, table: FactTable, said: str, provinces: tuple[str, ...], t: Translator
    ) -> list[Reply]:
        """Somebody who may stated the facts of a table in a sentence, perhaps not for the first time. What the sentence
        does not say is asked as it is of a file.
        """
        key = f"{person} {message} {table.index} {table.period}"
        filing = OpenFile(
            id=sha256(key.encode()).hexdigest()[:PRESS_ID],
            operator=person,
            name=named(said),
            opened=self._now(),
            source=" ".join(filter(None, (table.source, table.url))) or None,
            announced=table.announced,
            partial=True,
            single=True,
            provinces=provinces,
        )
        self._details.put(filing, "index", table.index)
        self._details.put(filing, "period", table.period)
        if await self._filings.put(filing, table.cells(SENTENCE, said)):
            return await self._progress.go_on(filing, t)
        standing, _ = await self._filings.find(filing.id)
        return await self._progress.again(standing, person, t) if standing is not None else []

    async def stated_of(self, person: int, file: str) -> tuple[str, ...]:
        """The provinces of which somebody stated the facts of an open file of theirs, () for any other file; '' is the
        file that ``look`` found.
        """
        filing = (await self._filings.find(file))[0] if file else self._newest.get(person)
        return filing.provinces if filing is not None and filing.operator == person else ()

    async def became(self, file: str) -> str:
        """The release that a file became; '' if it did not."""
        return (await self._filings.find(file))[1]

    async def _gather(self, filing: OpenFile, file: ReceivedFile, caption: str, t: Translator) -> list[Reply]:
        """One more picture of an album: nothing is said, for the button under the first is the answer to all."""
        for _ in range(TRIES):
            pictures = pictures_of(await self._filings.data(filing))
            if file.data in pictures:
                return []
            whole = album_of([*pictures, file.data])
            if not filing.gathering or len(pictures) == MOST_PICTURES or len(whole) > SCAN_BYTES:
                return [wording.picture_too_late(t)]
            if filing.index is None:
                self._details.guess(filing, caption)
            if await self._filings.put_instead(filing, whole):
                return []
            standing, _ = await self._filings.find(filing.id)
            if standing is None:
                break
            filing = standing
        raise FileOvertaken(filing.id)

    async def offer(self, item: FeedItem, checked: Checked, data: bytes, *, dismissed: bool = False) -> Notice:
        """A checked file that nobody sent (the watched feed brought it): what each operator is shown. Whoever publishes
        it first does so for all; it waits until then. One that waits already, or is put aside, goes on doing so.
        """
        for _ in range(TRIES):
            filing, _ = await self._filings.find(item.key[:PRESS_ID])
            if filing is not None:
                try:
                    await self._progress.note(filing, checked)
                except FileOvertaken:
                    continue
            else:
                assert isinstance(item.entry, FeedEntry)
                filing = OpenFile(id=item.key[:PRESS_ID], operator=ANYBODY, name=item.name, opened=self._now())
                filing.key, filing.entry, filing.why = item.key, item.entry, item.entry.why
                filing.dismissed = dismissed
                filing.take(checked)
                if not await self._filings.put(filing, data):
                    continue
            shown, of = self._progress.shown, filing
            return lambda t: shown(of, checked, ANYBODY, t)
        raise FileOvertaken(item.key)

    async def holds(self, key: str) -> bool:
        """Whether an entry that was offered still waits, or is put aside."""
        filing, _ = await self._filings.find(key[:PRESS_ID])
        return filing is not None

    async def over(self, key: str) -> None:
        """An entry that was offered need not wait any more."""
        filing, _ = await self._filings.find(key[:PRESS_ID])
        if filing is not None:
            await self._filings.drop(filing)

    async def keep_only(self, keys: Collection[str]) -> None:
        """Offers of other entries do not wait any more."""
        for filing in await self._filings.for_anybody():
            if filing.key not in keys:
                await self._filings.drop(filing)

    async def waiting(self) -> tuple[str, ...]:
        """Names of the files that wait for any operator."""
        return tuple(one.name for one in await self._filings.for_anybody() if not one.dismissed)

    async def expire(self) -> None:
        """Forget what is over, here and in the database."""
        for operator, filing in list(self._newest.items()):
            if filing is None or not self._filings.stands(filing):
                del self._newest[operator]
        await self._filings.expire()

    async def text(self, operator: int, text: str, message: int, t: Translator) -> list[Reply]:
        """The operator answered in words, in the message of that number, perhaps not for the first time."""
        said = " ".join(_whole(text).split())
        for _ in range(TRIES - 1):
            try:
                return await self._text(operator, said, message, t)
            except FileOvertaken:
                continue
        return await self._text(operator, said, message, t)

    async def _text(self, operator: int, said: str, message: int, t: Translator) -> list[Reply]:
        filing = await self._filings.newest(operator)
        if filing is None:
            return [wording.not_understood(t)]
        if filing.last == _written(message):
            return await self._progress.again(filing, operator, t)
        if is_cancel(said):
            await self._filings.cancel(filing)
            return [wording.cancelled(t)]
        step = filing.step
        if not step and (title := title_in(said)):
            step, said = "title", title
        if (n := longest_part(step, said)) > LONGEST_TEXT:
            return [wording.too_long(t, n, LONGEST_TEXT)]
        if not self._details.put(filing, step, said):
            return [wording.not_understood(t)]
        filing.last = _written(message)
        return await self._progress.go_on(filing, t)

    async def refused(self, operator: int, press: Publish, t: Translator) -> Reply | None:
        """Why a press does nothing: its file is done with, its step was answered, or warnings stand before it. None
        for one that ``press`` takes. To be shown as a pop-up: the message keeps what it says.
        """
        return await self._presses.refused(operator, press, t)

    async def press(self, operator: int, action: Publish, t: Translator, who: str = "") -> PressOutcome:
        """What comes of a press, by somebody called ``who``, that is not ``refused``."""
        return await self._presses.take(operator, action, t, who)

    def forget(self, operator: int) -> None:
        """Hold nothing of an operator in memory."""
        self._newest.pop(operator, None)


def _written(message: int) -> str:
    """How it is noted that the text of a message was the last answer."""
    return f"message {message}"


def _whole(text: str) -> str:
    """A text without halves of surrogate pairs, which cannot be kept."""
    return text.encode(errors="replace").decode()
