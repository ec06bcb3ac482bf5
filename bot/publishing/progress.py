"""How a file goes on: the next question or, when all is known, a check and what is to be confirmed of it.

A worker that has not checked a file does so when it takes the file up. If it then finds anything else than was shown,
that is shown, and what was confirmed is asked again.
"""

from __future__ import annotations

from bot.i18n import Translator
from bot.importing.draft import FileRefused
from bot.importing.files import cut_out
from bot.publishing.cell_answers import wants_to_type
from bot.publishing.details import Details
from bot.publishing.filings import Filings
from bot.publishing.open_file import OpenFile
from bot.publishing.outcomes import Checked, Doubtful, NoReason, Refused
from bot.publishing.questions import question
from bot.publishing.service import Publisher
from bot.render import conversation as wording
from bot.render import doubts as doubt_wording
from bot.render import feed as feed_wording
from bot.render import statements
from bot.render.preview import render_preview, render_problems
from bot.reply import PictureReply, Reply
from data.alerts.quiet_hours import VIETNAM
from data.releases.open_files import ANYBODY, HOUR
from data.store import Store


class FileProgress:
    """Goes on with files. Whatever writes raises FileOvertaken where another worker was quicker."""

    def __init__(self, publisher: Publisher, filings: Filings, store: Store, details: Details) -> None:
        self._publisher = publisher
        self._filings = filings
        self._store = store
        self._details = details

    async def go_on(self, filing: OpenFile, t: Translator) -> list[Reply]:
        """An operator answered something about their own file: another answer, other warnings."""
        filing.begin_anew()
        if filing.step:
            return await self._ask(filing, t)
        return await self._check(filing, filing.operator, t)

    async def answer(self, filing: OpenFile, step: str, value: str, t: Translator) -> list[Reply]:
        """An operator pressed an answer, or wants another title."""
        filing.last = pressed(step, value)
        if step == "cell" and wants_to_type(value):
            return [doubt_wording.type_it(t, filing.doubts[0])]
        if step == "retitle":
            filing.retitling = True
        elif not self._details.put(filing, step, value):
            return [wording.not_understood(t)]
        return await self.go_on(filing, t)

    async def again(self, filing: OpenFile, operator: int, t: Translator) -> list[Reply]:
        """What was said, or should have been, of what was answered last."""
        if filing.step:
            return [await self._question(filing, t)]
        if not filing.shown:
            return await self.go_on(filing, t)
        otherwise = await self.take_up(filing, operator, t)
        return otherwise or (self.shown(filing, filing.checked, operator, t) if filing.checked is not None else [])

    async def take_up(self, filing: OpenFile, operator: int, t: Translator) -> list[Reply]:
        """Make sure that a file is checked here. If it turns out otherwise than was shown, that is said instead of what
        the operator wanted; the file has no ``checked`` if it cannot be published as things stand.
        """
        return [] if filing.checked is not None else await self._check(filing, operator, t)

    async def note(self, filing: OpenFile, checked: Checked) -> bool:
        """Note a check, and whether nothing else was found than before."""
        same = filing.take(checked)
        if same:
            self._filings.hold(filing)
        else:
            await self._filings.save(filing)
        return same

    def shown(self, filing: OpenFile, checked: Checked, operator: int, t: Translator) -> list[Reply]:
        """The preview, and the next step."""
        preview = render_preview(checked.preview, t)
        if filing.operator != ANYBODY and not filing.single:
            preview = wording.with_title_button(t, filing.id, preview)
        return [preview, self.next_step(filing, checked, operator, t)]

    def next_step(self, filing: OpenFile, checked: Checked, operator: int, t: Translator) -> Reply:
        """The warning that is to be confirmed next or, after the last, the button that publishes."""
        at = filing.confirmed.get(operator, 0)
        if at < len(checked.warnings):
            return wording.warning(t, filing.id, checked.warnings[at], at + 1, len(checked.warnings))
        if filing.operator == ANYBODY:
            return wording.ready(t, filing.id, checked.preview.listeners, "")
        until = (filing.opened + HOUR).astimezone(VIETNAM).strftime("%H:%M")
        return wording.ready(t, filing.id, checked.preview.listeners, until)

    async def _ask(self, filing: OpenFile, t: Translator) -> list[Reply]:
        await self._filings.save(filing)
        return [await self._question(filing, t)]

    async def _question(self, filing: OpenFile, t: Translator) -> Reply:
        """What is asked next; of a cell of a picture with the part of the picture in which it is."""
        asked = question(filing, self._store.catalogue, self._details.today(), t)
        if filing.step != "cell":
            return asked
        doubt = filing.doubts[0]
        places = tuple(place for place in (doubt.name_place, doubt.place) if place is not None)
        try:
            cut = await cut_out(filing.name, await self._filings.data(filing), places) if places else b""
        except FileRefused:  # the words say where it is
            cut = b""
        return PictureReply(asked.html, asked.buttons, photo=cut) if cut else asked

    async def _check(self, filing: OpenFile, operator: int, t: Translator) -> list[Reply]:
        """Check a file; what is to be said of it, nothing if it is as it was shown."""
        data = await self._filings.data(filing)
        request = self._details.request(filing)
        found = await self._publisher.check(filing.name, data, request, filing.why, filing.answers)
        match found:
            case Refused():
                await self._filings.cancel(filing)
                if not filing.single:
                    return [render_problems(found.problems, t)]
                refused = statements.known if found.known else statements.not_taken
                return [refused(found.problems, t)]
            case NoReason() if filing.operator == ANYBODY:
                await self._filings.cancel(filing)  # the watch finds it again, and the reason as soon as there is one
                return [feed_wording.lacks_reason(t, filing.name, found.release.id)]
            case Doubtful() if filing.operator == ANYBODY:
                await self._filings.cancel(filing)
                return [feed_wording.has_doubts(t, filing.name, len(found.doubts))]
            case Doubtful():
                filing.begin_anew()
                asked = {(one.row, one.column) for one in found.doubts}
                filing.answers = tuple(one for one in filing.answers if (one.row, one.column) not in asked)
                filing.doubts = found.doubts
                return await self._ask(filing, t)
            case NoReason():
                filing.begin_anew()
                filing.needs_why, filing.details = True, found.details
                return await self._ask(filing, t)
            case Checked():
                return [] if await self.note(filing, found) else self.shown(filing, found, operator, t)


def pressed(step: str, value: str) -> str:
    """How it is noted that a button was the last answer."""
    return f"press {step} {value}"
