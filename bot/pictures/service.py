"""The picture of a question: its chart, its caption, and its bytes or the number under which Telegram has it."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter, OrderedDict
from dataclasses import dataclass, replace

from bot.assistant import NOTHING, Answered, Assistant
from bot.charts import Chart, draw, goes_with
from bot.i18n import Language, translator
from bot.pictures.files import PictureFiles
from bot.pictures.painter import CannotPaint, Painter
from bot.presses.answers import Draw
from bot.questions import Question, picture_request
from bot.questions.shown import Shown
from bot.render.captions import caption
from bot.reply import Reply
from bot.uploads import KEPT, Send, Uploads


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be sent: what it is known by, its chart, the caption with the buttons under it, and the answer
    that it shows.
    """

    key: str
    chart: Chart
    reply: Reply
    answered: Answered


class Pictures:
    """Draws and sends pictures. Belongs to one event loop; ``close`` ends the process that paints."""

    def __init__(self, assistant: Assistant, painter: Painter, files: PictureFiles) -> None:
        self._assistant, self._painter, self._files = assistant, painter, files
        self._uploads = Uploads(files)
        self._keys: OrderedDict[str, str] = OrderedDict()
        self.counts: Counter[str] = Counter()
        """How many were ``sent``, and of these ``painted`` anew or ``read`` from disk; how many ``failed``."""

    def wished(self, text: str, question: Question, last: Shown | None) -> Draw | None:
        """The picture that a sentence asks for in words; None where it asks for none. ``question`` is what it asks
        otherwise, and ``last`` what was shown before: it is meant where nothing else is named.
        """
        request = picture_request.asked(text)
        if request is None:
            return None
        before = last.question if last is not None else None
        if request.chart == "map":
            return self._map(request.names, before)
        if before is not None and self._assistant.names_nothing(text):
            return Draw(before)
        if question.intent == "tasks" and question.topic != "progress":
            return None
        return Draw(question) if question.intent not in ("unknown", "help", "about", "index") else None

    def _map(self, names: str, before: Question | None) -> Draw | None:
        """The map of what is named or, where that is no index, of the one before; None for what is on no map."""
        question = self._assistant.read(f"/map {names}")
        asked = question.then if question.intent == "choose" and question.then is not None else question
        if names and (asked.intent != "table" or asked.heard):
            return None
        if asked is question and names:
            return Draw(question, "map")
        if before is None or before.index is None:
            return Draw(question if names else self._assistant.read("/map"), "map")
        year = asked.year if names else before.year
        same = Question("table", index=before.index, indicator=before.indicator, year=year or None,
                        period=before.period if not names else None)  # fmt: skip
        return Draw(same, "map")

    async def of(self, wanted: Draw, language: Language, sees: frozenset[str] = NOTHING) -> Picture | None:
        """The picture of a question; None where its answer has none. ``sees`` is that of the assistant."""
        answered = await self._assistant.answer(wanted.question, language, sees)
        t = translator(language)
        further = goes_with(answered.answer)
        beside = (await self._assistant.answer(further, language)).answer if further is not None else None
        chart = draw(answered.answer, t, wanted.chart, beside)
        if chart is None:
            return None
        # By what is drawn: new figures, another language or a newer program draw another picture, after a restart too.
        key = hashlib.sha256(chart.svg.encode()).hexdigest()
        if wanted.question.intent != "tasks":  # which is shown to some as it is not to others
            self._keys[self._asked(wanted, language)] = key
        while len(self._keys) > KEPT:
            self._keys.popitem(last=False)
        return Picture(key, chart, caption(answered.reply, wanted, t), answered)

    async def known(self, wanted: Draw, language: Language) -> tuple[str, Picture] | None:
        """A picture that Telegram has, and its number there; None where it has none. Nothing is painted for it."""
        key = self._keys.get(self._asked(wanted, language))
        if key is not None and not await self._uploads.number(key):
            return None
        picture = await self.of(wanted, language)
        number = await self._uploads.number(picture.key) if picture is not None else ""
        return (number, picture) if number and picture is not None else None

    def _asked(self, wanted: Draw, language: Language) -> str:
        question = replace(wanted.question, home=False)  # whether it was named changes nothing in the picture
        return "|".join((wanted.chart, repr(question), language, self._assistant.version))

    async def png(self, picture: Picture) -> bytes:
        """The bytes, from disk if it was drawn before. Raises CannotPaint."""
        kept = await asyncio.to_thread(self._files.read, picture.key)
        if kept is not None:
            self.counts["read"] += 1
            return kept
        try:
            data = await self._painter.paint(picture.chart.svg)
        except CannotPaint:
            self.counts["failed"] += 1
            raise
        self.counts["painted"] += 1
        await asyncio.to_thread(self._files.write, picture.key, data)
        return data

    async def send(self, picture: Picture, send: Send, *, refused: type[Exception]) -> None:
        """Send a picture, uploaded once (see ``Uploads.send``). Raises CannotPaint, and what ``send`` raises."""
        await self._uploads.send(picture.key, lambda: self.png(picture), send, refused=refused)
        self.counts["sent"] += 1

    def close(self) -> None:
        self._painter.close()
