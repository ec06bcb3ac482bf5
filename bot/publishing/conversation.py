"""An operator's conversation about a file, free of Telegram: what is missing is asked for, warnings are confirmed one
by one, and the last button publishes once, for that operator, within the hour.

A file that the watched feed brought waits for whichever operator publishes it first, each confirming its warnings for
themselves. One of them may put it aside; the others are told, and any of them may take it up again.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable

from bot.assistant import Assistant
from bot.callbacks import Publish
from bot.i18n import Translator
from bot.publishing.details import Details, is_cancel, title_in
from bot.publishing.open_file import ANYBODY, OpenFile
from bot.publishing.outcomes import Checked, NoReason, Refused
from bot.publishing.questions import question
from bot.publishing.request import LONGEST_TEXT, longest_part
from bot.publishing.service import Publisher
from bot.render import conversation as wording
from bot.render import feed as feed_wording
from bot.render.preview import render_preview, render_problems
from bot.render.troubles import trouble
from bot.reply import Reply
from data.alerts.quiet_hours import VIETNAM
from data.errors import DatabaseTrouble, PublishingRefused
from data.store import Store

HOUR = dt.timedelta(hours=1)
MOST_OPEN = 10
"""Files that are being asked about at the same time; of more the oldest is forgotten."""
REMEMBERED = 100
"""Files of which is remembered that they were published, and as what."""
PRESS_ID = 16
"""Characters of an entry's key that name it in presses: the same after a restart, so old buttons still work."""
QUESTIONS = ("index", "period", "title", "source", "announced", "partial", "why")
"""Steps that are answered once."""
SHARED = ("dismiss", "keep", "reopen")
"""Steps of a file that any operator may publish."""


class OperatorConversation:
    """Files of operators, in memory: a restart forgets them, and their buttons then say so. Those of the feed are
    offered again.
    """

    def __init__(
        self, publisher: Publisher, store: Store, assistant: Assistant, now: Callable[[], dt.datetime]
    ) -> None:
        self._publisher = publisher
        self._store = store
        self._now = now
        self._details = Details(store, assistant, now)
        self._open: dict[str, OpenFile] = {}
        self._published: OrderedDict[str, str] = OrderedDict()

    def awaits(self, operator: int, text: str) -> bool:
        """Whether a text of the operator's is meant for the file that they are being asked about: the answer to a
        question, another title, or that they want nothing more of it.
        """
        filing = self._newest(operator)
        if filing is None:
            return False
        if is_cancel(text) or (filing.checked is not None and title_in(text)):
            return True
        return not text.startswith("/") and filing.step not in ("", "index", "partial")

    async def receive(self, operator: int, name: str, data: bytes, caption: str, t: Translator) -> list[Reply]:
        """A file has come. What its name and caption say need not be asked."""
        filing = OpenFile(secrets.token_hex(4), operator, name[-80:] or "?", data, self._now())
        self._details.guess(filing, f"{caption} {re.sub(r'[_.]', ' ', name)}")
        filing.title = next((title for line in caption.splitlines() if (title := title_in(line))), "")
        sent = [one.id for one in self._open.values() if one.operator != ANYBODY]
        for old in sent[: max(0, len(sent) - MOST_OPEN + 1)]:
            del self._open[old]
        self._open[filing.id] = filing
        return await self._go_on(filing, t)

    def offer(
        self, key: str, name: str, checked: Checked, *, dismissed: bool = False
    ) -> Callable[[Translator], list[Reply]]:
        """A checked file that nobody sent (the watched feed brought it): what each operator is shown. Whoever
        publishes it first does so for all; it waits until then. ``key`` names its entry in the feed.
        """
        filing = OpenFile(key[:PRESS_ID], ANYBODY, name, b"", self._now(), checked=checked, dismissed=dismissed)
        filing.key = key
        self._open[filing.id] = filing
        return lambda t: [render_preview(checked.preview, t), self._step(filing, checked, ANYBODY, t)]

    def holds(self, key: str) -> bool:
        """Whether an entry that was offered still waits, or is put aside."""
        return key[:PRESS_ID] in self._open

    def waiting(self) -> tuple[str, ...]:
        """Names of the files that wait for any operator."""
        return tuple(one.name for one in self._open.values() if one.operator == ANYBODY and not one.dismissed)

    async def text(self, operator: int, text: str, t: Translator) -> list[Reply]:
        """The operator answered in words."""
        filing, said = self._newest(operator), " ".join(text.split())
        if filing is None:
            return [wording.not_understood(t)]
        if is_cancel(said):
            del self._open[filing.id]
            return [wording.cancelled(t)]
        step = filing.step
        if not step and (title := title_in(said)):
            step, said = "title", title
        if (n := longest_part(step, said)) > LONGEST_TEXT:
            return [wording.too_long(t, n, LONGEST_TEXT)]
        if not self._details.put(filing, step, said):
            return [wording.not_understood(t)]
        return await self._go_on(filing, t)

    def forget(self, operator: int) -> None:
        """Forget an operator: the files that they sent, and what they confirmed of others."""
        for filing in tuple(self._open.values()):
            filing.confirmed.pop(operator, None)
            if filing.operator == operator:
                del self._open[filing.id]

    def refused(self, operator: int, press: Publish, t: Translator) -> Reply | None:
        """Why a press does nothing: its file is done with, its step was answered, or warnings stand before it. None
        for one that ``press`` takes. To be shown as a pop-up: the message keeps what it says.
        """
        filing = self._open.get(press.file)
        if filing is None or not self._stands(filing, operator):
            published = self._published.get(press.file)
            return wording.published_already(t, published) if published else wording.button_used(t)
        if press.step in QUESTIONS and press.step != filing.step:
            return wording.answered_already(t)
        if filing.operator == ANYBODY:
            return self._refused_of_feed(filing, operator, press, t)
        if press.step in SHARED or (press.step == "confirm" and press.value != filing.unconfirmed(operator)):
            return wording.answered_already(t)
        if press.step == "go" and (filing.checked is None or filing.unconfirmed(operator)):
            return wording.confirm_first(t)
        return None

    def _refused_of_feed(self, filing: OpenFile, operator: int, press: Publish, t: Translator) -> Reply | None:
        if press.step == "reopen":
            return None if filing.dismissed else wording.answered_already(t)
        if filing.dismissed:
            return feed_wording.is_dismissed(t)
        if press.step == "confirm" and press.value in filing.keys[: filing.confirmed.get(operator, 0)]:
            return wording.answered_already(t)
        return None

    async def press(self, operator: int, action: Publish, t: Translator) -> list[Reply]:
        """What comes of a press that is not ``refused``. The first reply takes the place of the message pressed on."""
        filing = self._open.get(action.file)
        if filing is None or self.refused(operator, action, t) is not None:
            return []
        if filing.operator == ANYBODY and action.step in ("cancel", *SHARED):
            return await self._put_aside(filing, operator, action.step, t)
        if action.step == "cancel":
            del self._open[filing.id]
            return [wording.cancelled(t)]
        if action.step in ("confirm", "go") and filing.checked is not None:
            due = filing.unconfirmed(operator)
            if action.step == "go" and not due:
                return await self._publish(filing, filing.checked, operator, t)
            if action.step == "confirm" and action.value == due:
                filing.confirmed[operator] = filing.confirmed.get(operator, 0) + 1
                return [self._step(filing, filing.checked, operator, t)]
            # A button of before a restart: what was confirmed then is asked again.
            return [render_preview(filing.checked.preview, t), self._step(filing, filing.checked, operator, t)]
        if action.step == "retitle":
            filing.retitling = True
            return await self._go_on(filing, t)
        if not self._details.put(filing, action.step, action.value):
            return [wording.not_understood(t)]
        return await self._go_on(filing, t)

    def notice(self, press: Publish, who: str) -> Callable[[Translator], list[Reply]] | None:
        """What the other operators are told of a press that was taken, by ``who``."""
        filing = self._open.get(press.file)
        if filing is None or filing.operator != ANYBODY:
            return None
        if press.step == "dismiss" and filing.dismissed:
            return lambda t: [feed_wording.dismissed(t, filing.id, filing.name, who)]
        if press.step == "reopen" and not filing.dismissed:
            return lambda t: [feed_wording.reopened(t, filing.name, who)]
        return None

    async def _put_aside(self, filing: OpenFile, operator: int, step: str, t: Translator) -> list[Reply]:
        """A file of the feed is put aside, after a question, or taken up again."""
        checked = filing.checked
        assert checked is not None
        if step == "cancel":
            return [feed_wording.really_dismiss(t, filing.id, filing.name)]
        if step in ("dismiss", "reopen"):
            filing.dismissed = step == "dismiss"
            await self._publisher.note_dismissal(filing.key, f"telegram:{operator}", dismissed=filing.dismissed)
        if filing.dismissed:
            return [feed_wording.dismissed(t, filing.id, filing.name)]
        shown = [render_preview(checked.preview, t)] if step == "reopen" else []
        return [*shown, self._step(filing, checked, operator, t)]

    def _stands(self, filing: OpenFile, operator: int) -> bool:
        if filing.operator == ANYBODY:
            return True
        return filing.operator == operator and self._now() - filing.opened <= HOUR

    def _newest(self, operator: int) -> OpenFile | None:
        now = self._now()
        mine = [one for one in self._open.values() if one.operator == operator and now - one.opened <= HOUR]
        return mine[-1] if mine else None

    async def _go_on(self, filing: OpenFile, t: Translator) -> list[Reply]:
        filing.checked = None
        filing.confirmed.clear()  # every check begins anew: another answer, other warnings
        if filing.step:
            return [question(filing, self._store.catalogue, self._details.today(), t)]
        checked = await self._publisher.check(filing.name, filing.data, self._details.request(filing), filing.why)
        if isinstance(checked, Refused):
            self._open.pop(filing.id, None)
            return [render_problems(checked.problems, t)]
        if isinstance(checked, NoReason):
            filing.needs_why, filing.details = True, checked.details
            return [question(filing, self._store.catalogue, self._details.today(), t)]
        filing.checked = checked
        shown = wording.with_title_button(t, filing.id, render_preview(checked.preview, t))
        return [shown, self._step(filing, checked, filing.operator, t)]

    def _step(self, filing: OpenFile, checked: Checked, operator: int, t: Translator) -> Reply:
        at = filing.confirmed.get(operator, 0)
        if at < len(checked.warnings):
            return wording.warning(t, filing.id, checked.warnings[at], at + 1, len(checked.warnings))
        if filing.operator == ANYBODY:
            return wording.ready(t, filing.id, checked.preview.listeners, "")
        until = (filing.opened + HOUR).astimezone(VIETNAM).strftime("%H:%M")
        return wording.ready(t, filing.id, checked.preview.listeners, until)

    async def _publish(self, filing: OpenFile, checked: Checked, operator: int, t: Translator) -> list[Reply]:
        del self._open[filing.id]  # from here on the button is used
        try:
            done = await self._publisher.publish(checked, f"telegram:{operator}")
        except PublishingRefused as error:
            return [wording.not_published(t, trouble(error, t))]
        except DatabaseTrouble as error:
            self._open[filing.id] = filing  # nothing is wrong with the file: it can be pressed again
            return [wording.not_published(t, trouble(error, t)), self._step(filing, checked, operator, t)]
        self._published[filing.id] = done.release.id
        while len(self._published) > REMEMBERED:
            self._published.popitem(last=False)
        return [wording.published(t, self._store.catalogue, done)]
