"""A sheet on which the charts draw, and the SVG that becomes of it (pure).

Lengths are in units of which a phone shows about 480 across. Colours are classes, so that a page can theme the same
drawing (``style=False``); a picture carries its own style. Every text keeps its box, so that tests can tell whether
labels lie inside and apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from bot.charts.typeface import FAMILY, shortened, width

WIDTH = 480.0
"""The width of every chart."""
MARGIN = 20.0
ASCENT, DESCENT = 0.78, 0.22
"""How far letters reach above and below their line, in font sizes."""

Anchor = Literal["start", "middle", "end"]
Ink = Literal["ink", "muted", "accent", "second", "third", "fourth", "good", "bad", "paper", "on-dark"]

COLOURS = {
    "paper": "#fdfcf9", "ink": "#1c2430", "muted": "#5d6776", "rule": "#d9d6cd", "band": "#f1eee6",
    "accent": "#00558c", "second": "#b5530a", "third": "#4d7f2f", "fourth": "#7a4a96",
    "good": "#00558c", "bad": "#b5530a", "on-dark": "#ffffff",
    "group-4": "#08457e", "group-3": "#5a93c0", "group-2": "#e3b778", "group-1": "#b5530a", "group-0": "#eae7e0",
    "middle": "#f3e6b3",
}  # fmt: skip
"""Class -> colour. Blue against orange is told apart by everybody; figures on paper have a contrast of 4.5 at least."""
SHAPES = (
    ".line{stroke-linejoin:round;stroke-linecap:round}"
    f".halo{{stroke:{COLOURS['paper']};stroke-width:3.5;paint-order:stroke;stroke-linejoin:round}}"
    f".ring{{stroke:{COLOURS['paper']};stroke-width:1.6}}"
)
"""How lines end, and the paper around letters and dots."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a text looks: its size, its colour, its weight, and whether paper surrounds its letters, over a line."""

    size: float
    ink: Ink = "ink"
    bold: bool = False
    halo: bool = False


TITLE, TEXT, STRONG = Face(18.0, bold=True), Face(13.0), Face(13.0, bold=True)
SUBTITLE, NOTE, SMALL, FIGURE = Face(13.0, "muted"), Face(11.5, "muted"), Face(11.5), Face(11.5, bold=True)


@dataclass(frozen=True, slots=True)
class Label:
    """A text where it stands: its box, which no other label's may touch."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its SVG, its size in units, what it shows in words (for who cannot see it), and its labels."""

    svg: str
    width: float
    height: float
    title: str
    labels: tuple[Label, ...]


@dataclass(slots=True)
class Canvas:
    """Collects what is drawn. ``height`` may grow until ``chart`` is called."""

    height: float = 0.0
    _parts: list[str] = field(default_factory=list)
    _labels: list[Label] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, face: Face = TEXT, *, anchor: Anchor = "start", room: float | None = None
    ) -> Label:
        """A line of text with its baseline at ``y``, shortened to ``room`` where one is given. Returns its label."""
        shown = text if room is None else shortened(text, face.size, room, bold=face.bold)
        wide = width(shown, face.size, bold=face.bold)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        label = Label(shown, left, y - ASCENT * face.size, left + wide, y + DESCENT * face.size)
        if shown:
            more = (' font-weight="700"' if face.bold else "") + (
                "" if anchor == "start" else f' text-anchor="{anchor}"'
            )
            at = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(face.size)}"'
            classes = f"{face.ink} halo" if face.halo else face.ink
            self._parts.append(f'<text class="{classes}" {at}{more}>{escape(shown)}</text>')
            self._labels.append(label)
        return label

    def rect(self, x: float, y: float, wide: float, high: float, colour: str, *, radius: float = 0.0) -> None:
        """A filled rectangle; ``colour`` is a class."""
        round_ = f' rx="{_n(radius)}"' if radius else ""
        self._parts.append(
            f'<rect class="{colour}" x="{_n(x)}" y="{_n(y)}" width="{_n(max(wide, 0))}" height="{_n(high)}"{round_}/>'
        )

    def line(
        self, points: list[tuple[float, float]], colour: str = "rule", *, thick: float = 1.0, dashed: bool = False
    ) -> None:
        """A line through points."""
        if len(points) < 2:
            return
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        dash = ' stroke-dasharray="4 4"' if dashed else ""
        self._parts.append(f'<polyline class="line {colour}" points="{path}" stroke-width="{_n(thick)}"{dash}/>')

    def dot(self, x: float, y: float, radius: float, colour: str, *, ring: bool = False) -> None:
        """A filled circle; with ``ring`` one that paper surrounds."""
        edge = " ring" if ring else ""
        self._parts.append(f'<circle class="{colour}{edge}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>')

    def arrow(self, x: float, y: float, by: float, *, size: float = 8.0, colour: str = "") -> float:
        """A triangle that points up where ``by`` is positive, else down, its foot on the baseline ``y``. Returns where
        a text beside it may begin.
        """
        top, foot = (y - size * 0.9, y) if by > 0 else (y, y - size * 0.9)
        path = f"M{_n(x)} {_n(foot)}L{_n(x + size)} {_n(foot)}L{_n(x + size / 2)} {_n(top)}Z"
        self._parts.append(f'<path class="{colour or ("good" if by > 0 else "bad")}" d="{path}"/>')
        return x + size + 4

    def chart(self, title: str, description: str = "", *, style: bool = True) -> Chart:
        """What was drawn, as a chart with a title and a description for who cannot see it."""
        high = _n(self.height)
        rules = "".join(
            f".{name}{{fill:{colour}}}.line.{name}{{fill:none;stroke:{colour}}}" for name, colour in COLOURS.items()
        )
        described = f"<desc>{escape(description)}</desc>" if description else ""
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(WIDTH)} {high}" width="{_n(WIDTH)}"'
            f' height="{high}" role="img" aria-label={quoteattr(title)} font-family="{FAMILY}, system-ui, sans-serif">'
            f"<title>{escape(title)}</title>{described}"
            + (f"<style>{rules}{SHAPES}</style>" if style else "")
            + f'<rect class="paper" width="{_n(WIDTH)}" height="{high}"/>'
            + "".join(self._parts)
            + "</svg>"
        )
        return Chart(svg, WIDTH, self.height, title, tuple(self._labels))


def _n(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
