"""The picture of a question: its chart, its caption, and its bytes or the number under which Telegram has it."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass

from bot.assistant import Answered, Assistant
from bot.callbacks import Draw
from bot.charts import Chart, draw, goes_with
from bot.i18n import Language, translator
from bot.pictures.files import PictureFiles
from bot.pictures.painter import Painter
from bot.render.captions import caption
from bot.reply import Reply
from bot.uploads import Send, Uploads


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

    async def of(self, wanted: Draw, language: Language) -> Picture | None:
        """The picture of a question; None where its answer has none."""
        answered = await self._assistant.answer(wanted.question, language)
        t = translator(language)
        further = goes_with(answered.answer)
        beside = (await self._assistant.answer(further, language)).answer if further is not None else None
        chart = draw(answered.answer, t, wanted.chart, beside)
        if chart is None:
            return None
        # By what is drawn: new figures, another language or a newer program draw another picture, after a restart too.
        key = hashlib.sha256(chart.svg.encode()).hexdigest()
        return Picture(key, chart, caption(answered.reply, wanted, t), answered)

    async def png(self, picture: Picture) -> bytes:
        """The bytes, from disk if it was drawn before. Raises CannotPaint."""
        kept = await asyncio.to_thread(self._files.read, picture.key)
        if kept is not None:
            return kept
        data = await self._painter.paint(picture.chart.svg)
        await asyncio.to_thread(self._files.write, picture.key, data)
        return data

    async def send(self, picture: Picture, send: Send, *, refused: type[Exception]) -> None:
        """Send a picture, uploaded once (see ``Uploads.send``). Raises CannotPaint, and what ``send`` raises."""
        await self._uploads.send(picture.key, lambda: self.png(picture), send, refused=refused)

    def close(self) -> None:
        self._painter.close()
