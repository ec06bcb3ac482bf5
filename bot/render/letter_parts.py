"""An alert in parts, and how they share one message: whatever is dropped, the chat's own provinces stay."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import escape
from bot.render import phrases
from bot.reply import LIMIT, plain_text, units

SHORT_TAIL = 80
"""UTF-16 units of the sources that are kept where nearly all the room is taken."""


@dataclass(frozen=True, slots=True)
class LetterParts:
    """An alert in parts: a title and what is said of it, a few lines for each of the chat's provinces, all the rest,
    and the sources.
    """

    head: list[str | None]
    own: list[list[str | None]]
    rest: list[str | None]
    tail: str = ""

    def fitted(self, room: int = LIMIT - phrases.NOTES) -> tuple[list[str | None], str]:
        """Lines and tail for ``phrases.reply``, which drops lines at the end: what is dropped is never the chat's own
        provinces. Those come first even where little else has room.
        """
        head, own, tail = self.head, self.own, self.tail
        if self._size(head, own, tail) > room:
            own = [block[:1] for block in own]
        if self._size(head, own, tail) > room:
            head = head[:1]
        if (over := self._size(head, own, tail) - room) > 0:
            text = plain_text(tail)
            tail = f"<i>{escape(phrases.cut(text, max(SHORT_TAIL, units(text) - over)))}</i>"
        return [*head, *(line for block in own for line in block), *self.rest], tail

    def _size(self, head: list[str | None], own: list[list[str | None]], tail: str) -> int:
        lines = [*head, *(line for block in own for line in block)]
        return sum(phrases.parsed_units(line) + 1 for line in lines if line is not None) + phrases.parsed_units(tail)
