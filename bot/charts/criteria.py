"""What the charts of criteria have in common: the lines at the top, figures in short, the notes on them (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.lookup import decimals
from bot.answers.model import AnswerContext, Standing
from bot.charts.canvas import MARGIN, NOTE, SMALL, STRONG, TEXT, Canvas
from bot.charts.frame import ROOM, foot, head
from bot.charts.typeface import width
from bot.i18n import Translator
from bot.render import phrases
from bot.render.footnotes import context_lines
from bot.reply import plain_text

DOUBT = "*"
"""The mark behind a figure on which the sources do not agree."""


def heading(canvas: Canvas, standing: Standing, says: str, t: Translator) -> float:
    """Draw the province, the subject with what the chart says of it, and the outcome. Returns where it ends."""
    title = phrases.name(t, standing.province, standing.year)
    y = head(canvas, title, f"{plain_text(phrases.sentence(phrases.subject(t, standing)))}: {says}")
    canvas.text(MARGIN, y + 14, outcome(t, standing), STRONG, room=ROOM)
    return y + 22


def outcome(t: Translator, standing: Standing) -> str:
    """Rank and score with its scale, or why there are none, as a sentence begins."""
    said = phrases.sentence(phrases.outcome(t, standing, with_scale=True))
    return plain_text(said.replace(phrases.doubt(standing), DOUBT) if standing.doubted else said)


def arrowed(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Draw a text from ``x`` on, with triangles in the place of its arrows."""
    for piece in re.split("([▲▼])", text):
        if piece in ("▲", "▼"):
            x = canvas.arrow(x, y, 1 if piece == "▲" else -1)
        elif piece.strip():
            x = canvas.text(x, y, piece.strip(), TEXT).right + 4


def short(t: Translator, standing: Standing) -> str:
    """The criterion by its short name."""
    return phrases.indicator_name(t, standing.indicator, short=True)


def label(canvas: Canvas, y: float, said: tuple[str, float | None], room: float, t: Translator) -> None:
    """Draw the name of a row and, where one is given, its scale behind it."""
    name, most = said
    behind = plain_text(t("scale {scale}", scale=phrases.plain(t, most))) if most is not None else ""
    wide = width(behind, NOTE.size) + 8 if behind else 0.0
    face = TEXT if width(name, TEXT.size) + wide <= room else SMALL
    end = canvas.text(MARGIN, y, name, face, room=room - wide).right
    canvas.text(end + 8, y, behind, NOTE)


def number(t: Translator, standing: Standing) -> str:
    """The score as the text shows it, without its unit unless that is a percentage; '' without a score."""
    figure = standing.figure
    if figure is None or figure.score is None:
        return ""
    printed = figure.rank_kind in ("reported", "derived")
    shown = t.exact(figure.score) if printed else t.number(figure.score, decimals(standing))
    return shown + ("%" if figure.unit == phrases.PERCENT else "") + (DOUBT if standing.doubted else "")


def rank(t: Translator, standing: Standing) -> str:
    """The rank out of how many; '' where none is known."""
    figure = standing.figure
    said = phrases.rank(t, figure, standing.measured, standing.tied) if figure is not None else None
    return plain_text(said or "")


def maximum(standing: Standing) -> float | None:
    """The most that can be had in the criterion; None where no source says it."""
    if phrases.unit_of(standing) == phrases.PERCENT:
        return 100.0
    scale = standing.figure.scale if standing.figure is not None else None
    return scale or standing.indicator.maximum


def close(
    canvas: Canvas,
    y: float,
    notes: Sequence[str],
    shown: Sequence[Standing],
    context: AnswerContext,
    t: Translator,
    computed: str = "",
) -> None:
    """Draw the notes at the bottom: those given, how the figures came about, which are in doubt, the sources."""
    labels = "; ".join(plain_text(label) for label in phrases.labels(t, shown))
    how = f"{computed} {phrases.sentence(labels)}." if labels else computed
    doubts = [plain_text(t("{mark} marks a figure on which the sources do not agree.", mark=DOUBT))]
    any_doubted = any(one.doubted for one in shown)
    foot(canvas, y, [*notes, how.strip(), *(doubts if any_doubted else [])], context.sources, t)


def of_place(t: Translator, context: AnswerContext, standing: Standing) -> list[str]:
    """The notes on the merger and on the place asked for."""
    return [plain_text(line) for line in context_lines(t, context, standing.province)]


def why_missing(t: Translator, standing: Standing) -> str:
    """That a figure was not published or is not known, with the reason where a source gives one."""
    said = plain_text(phrases.outcome(t, standing))
    exclusion = standing.exclusion
    if exclusion is None or not exclusion.reason_en:
        return said
    return f"{said} ({t.pick(exclusion.reason_vi, exclusion.reason_en)})"


def missing(t: Translator, standings: Sequence[Standing]) -> list[str]:
    """The criteria without a figure, those together that lack it for the same reason."""
    found: dict[str, list[str]] = {}
    for one in standings:
        found.setdefault(why_missing(t, one), []).append(short(t, one))
    return [f"{'; '.join(names)}: {why}." for why, names in found.items()]
