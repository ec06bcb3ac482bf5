"""What every chart has around its drawing: a title, a line below it, a key of colours, notes and the source (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.charts.canvas import MARGIN, NOTE, SUBTITLE, TITLE, WIDTH, Canvas
from bot.charts.typeface import drawable, width, wrapped
from bot.i18n import Translator
from bot.render.footnotes import titles
from bot.reply import plain_text
from data.model.figures import Source

ROOM = WIDTH - 2 * MARGIN
"""The width between the margins."""
MOST = 2
"""How many sources are named."""


def head(canvas: Canvas, title: str, below: str = "") -> float:
    """Draw the title and the line below it at the top. Returns where the drawing may begin."""
    y = MARGIN + TITLE.size * 0.8
    for line in wrapped(title, TITLE.size, ROOM, bold=True)[:2]:
        canvas.text(MARGIN, y, line, TITLE, room=ROOM)
        y += TITLE.size * 1.25
    for line in wrapped(below, SUBTITLE.size, ROOM)[:2] if below else ():
        canvas.text(MARGIN, y, line, SUBTITLE, room=ROOM)
        y += SUBTITLE.size * 1.4
    return y - SUBTITLE.size * 0.4


def key(canvas: Canvas, y: float, entries: Sequence[tuple[str, str]]) -> float:
    """Draw the key, (class of colour, what it stands for), in as many lines as it takes. Returns the next baseline."""
    x = MARGIN
    for colour, name in entries:
        wide = 20 + width(name, NOTE.size)
        if x > MARGIN and x + wide > WIDTH - MARGIN:
            x, y = MARGIN, y + NOTE.size * 1.7
        canvas.rect(x, y - 8, 14, 8, colour, radius=2)
        canvas.text(x + 19, y, name, NOTE, room=WIDTH - MARGIN - x - 19)
        x += wide + 16
    return y + NOTE.size * 1.7


def foot(canvas: Canvas, y: float, notes: Iterable[str], sources: Sequence[Source], t: Translator) -> None:
    """Draw the notes and the sources at the bottom, and end the canvas there."""
    lines = [line for note in notes if note for line in wrapped(drawable(note), NOTE.size, ROOM)]
    named = titles(t, sources)
    if named:
        more = t.plural(" and {n} more", " and {n} more", len(named) - MOST) if len(named) > MOST else ""
        lines += wrapped(plain_text(t("Source: {sources}", sources="; ".join(named[:MOST])) + more), NOTE.size, ROOM)[
            :3
        ]
    for line in lines:
        canvas.text(MARGIN, y, line, NOTE, room=ROOM)
        y += NOTE.size * 1.45
    canvas.height = y - NOTE.size * 1.45 + MARGIN
