"""Questions without a chat: each line answered in turn, for ``chisotinh ask``."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterable

from bot.answers.store import Store
from bot.desk import Answered, Desk
from bot.i18n import Language
from data.quiet import VIETNAM


def today() -> dt.date:
    """The day in Vietnam."""
    return dt.datetime.now(VIETNAM).date()


async def answer_lines(store: Store, lines: Iterable[str], language: Language) -> AsyncIterator[tuple[str, Answered]]:
    """Each line with its answer, in order; an empty line is answered too, so that lines and answers stay paired."""
    desk = Desk(store, today)
    for line in lines:
        yield line, await desk.answer(desk.read(line), language)
