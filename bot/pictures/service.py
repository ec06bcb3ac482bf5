"""The picture of a question: its chart, its caption, and its bytes or the number under which Telegram has it."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.assistant import Answered, Assistant
from bot.callbacks import Draw
from bot.charts import Chart, draw, goes_with
from bot.i18n import Language, translator
from bot.pictures.files import PictureFiles
from bot.pictures.painter import CannotPaint, Painter
from bot.render.captions import caption
from bot.reply import Reply

KEPT = 4096
"""Of so many pictures it is remembered under which number Telegram has them."""

Send = Callable[[bytes | str], Awaitable[str]]
"""Sends a picture, given its bytes or Telegram's number for it, and returns that number."""


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
        self._numbers: OrderedDict[str, str] = OrderedDict()
        self._sending: dict[str, asyncio.Lock] = {}
        self.counts: Counter[str] = Counter()
        """How many were ``painted``, ``read`` from disk, ``failed``, or sent by Telegram's ``number`` for them."""

    async def of(self, wanted: Draw, language: Language) -> Picture | None:
        """The picture of a question; None where its answer has none."""
        answered = await self._assistant.answer(wanted.question, language)
        t = translator(language)
        further = goes_with(answered.answer)
        beside = (await self._assistant.answer(further, language)).answer if further is not None else None
        chart = draw(answered.answer, t, wanted.chart, beside)
        if chart is None:
            return None
        return Picture(self._key(wanted, language), chart, caption(answered.reply, wanted, t), answered)

    async def known(self, wanted: Draw, language: Language) -> tuple[str, Picture] | None:
        """A picture that Telegram has, and its number there; None where it has none, which is told without drawing."""
        number = self._numbers.get(self._key(wanted, language))
        picture = await self.of(wanted, language) if number is not None else None
        return (number, picture) if number is not None and picture is not None else None

    def _key(self, wanted: Draw, language: Language) -> str:
        return "|".join((wanted.chart, repr(wanted.question), language, self._assistant.version))

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
        """Send a picture by Telegram's number for it or, the first time, by its bytes: whoever asks for the same one
        meanwhile waits for that number. ``refused`` is what is raised for a number that no longer holds. Raises
        CannotPaint, and what ``send`` raises.
        """
        number = self._numbers.get(picture.key)
        if number is not None:
            try:
                await send(number)
                self.counts["number"] += 1
                return
            except refused:
                self._numbers.pop(picture.key, None)
        lock = self._sending.setdefault(picture.key, asyncio.Lock())
        async with lock:
            number = self._numbers.get(picture.key)
            if number is None:
                try:
                    self._remember(picture.key, await send(await self.png(picture)))
                finally:
                    self._sending.pop(picture.key, None)  # also where it failed: no lock is kept for it
                return
        await send(number)
        self.counts["number"] += 1

    def _remember(self, key: str, number: str) -> None:
        if not number:
            return
        self._numbers[key] = number
        while len(self._numbers) > KEPT:
            self._numbers.popitem(last=False)

    def close(self) -> None:
        self._painter.close()
