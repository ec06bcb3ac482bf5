"""The part of an answer that is folded, so that a phone shows the rest at a glance (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.i18n import Html
from bot.render.phrases import NOTES, parsed_units
from bot.reply import LIMIT


def folded(lines: Iterable[str], shown: Iterable[str | None]) -> Html | None:
    """The lines as one quotation that opens at a touch, itself one line, so that its tags are never parted; None where
    there are none. Those at its end are left out where all of them, with what is ``shown`` beside them, are longer than
    Telegram takes.
    """
    room = LIMIT - NOTES - sum(parsed_units(line) + 1 for line in shown if line is not None)
    kept: list[str] = []
    for line in lines:
        room -= parsed_units(line) + 1
        if room < 1:
            kept.append("…")
            break
        kept.append(line)
    return Html("<blockquote expandable>" + "\n".join(kept) + "</blockquote>") if kept not in ([], ["…"]) else None
