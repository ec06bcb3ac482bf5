"""Long parts of an answer, folded: a phone shows their first lines, and the rest on a tap (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.i18n import Html
from bot.render import phrases
from bot.reply import LIMIT


def room_beside(others: Iterable[str | None]) -> int:
    """The UTF-16 units of a text that are left for a fold beside these other lines, with those kept for notes."""
    return LIMIT - phrases.NOTES - sum(phrases.parsed_units(line) + 1 for line in others if line is not None)


def fold(lines: Sequence[str], room: int) -> Html | None:
    """As many of the lines, in their order, as ``room`` units hold, in an expandable quotation; None if there are none.

    It is one line of a reply, so that its tags are never parted; lines that are left out show as an ellipsis.
    """
    shown: list[str] = []
    for line in lines:
        room -= phrases.parsed_units(line) + 1
        if room < 1:
            shown.append("…")
            break
        shown.append(line)
    if shown in ([], ["…"]):
        return None
    return Html("<blockquote expandable>" + "\n".join(shown) + "</blockquote>")
