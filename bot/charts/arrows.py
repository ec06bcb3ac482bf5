"""Texts with the signs of a change in them, which no font of ours has: each sign is drawn (pure)."""

from __future__ import annotations

import re

from bot.charts.canvas import Canvas, Face
from bot.charts.typeface import width

SIGN = re.compile("([▲▼]) ?")


def wide(text: str, face: Face) -> float:
    """How wide a text with signs is."""
    parts = SIGN.split(text)
    return sum(_size(face) + 4 if part in ("▲", "▼") else width(part, face.size, bold=face.bold) for part in parts)


def moved(canvas: Canvas, x: float, y: float, text: str, face: Face) -> float:
    """Draw a line of text in which "▲" and "▼" are triangles in their colours. Returns where it ends."""
    for part in SIGN.split(text):
        if part in ("▲", "▼"):
            x = canvas.arrow(x, y, 1.0 if part == "▲" else -1.0, size=_size(face))
        elif part:
            canvas.text(x, y, part, face)
            x += width(part, face.size, bold=face.bold)
    return x


def _size(face: Face) -> float:
    return face.size * 0.72
