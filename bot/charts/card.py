"""One province in one period as a card: its rank, large, what changed, and its ranks through the years (pure).

It stands under an alert. Nothing is drawn through a year without a rank, a change of method or the merger of 2025.
"""

from __future__ import annotations

from itertools import pairwise

from bot.answers.lookup import decimals
from bot.answers.model import HistoryAnswer, Standing, StandingAnswer
from bot.charts.arrows import moved
from bot.charts.canvas import MARGIN, NOTE, STRONG, TEXT, Canvas, Chart, Face
from bot.charts.frame import ROOM, foot, head
from bot.charts.league import QUARTERS
from bot.charts.ranks import broken, rank_of, years
from bot.charts.typeface import wrapped
from bot.i18n import Translator
from bot.render import phrases
from bot.render.footnotes import context_lines
from bot.reply import plain_text

LARGE, OUT_OF, SCORE = Face(60.0, "accent", bold=True), Face(20.0, "muted"), Face(15.0, bold=True)
HALF = (ROOM - 20.0) / 2
"""The width of the left and of the right half."""
HIGH = 128.0
"""The height of both."""
LEAST = 2
"""Fewer known ranks than this are no history to draw."""


def card(answer: StandingAnswer, history: HistoryAnswer | None, t: Translator) -> Chart | None:
    """The card, without the ranks of other years where ``history`` is None or of something else; None without a figure
    of the period.
    """
    now = answer.standing
    if now.figure is None:
        return None
    canvas, place, what = Canvas(), phrases.name(t, now.province, now.year), plain_text(phrases.subject(t, now))
    y = head(canvas, place, phrases.sentence(what)) + 18
    points = _ranked(history, now)
    _figures(canvas, y, now, HALF if points else ROOM, t)
    if history is not None and points:
        years(canvas, (MARGIN + HALF + 20, y), HIGH, points, history, t)
    y += HIGH + 10 if points or now.group is not None else 112
    for line in wrapped(_change(answer, t), TEXT.size, ROOM):
        moved(canvas, MARGIN, y + 12, line, TEXT)
        y += TEXT.size * 1.4
    y = _extremes(canvas, y + 10, answer, t)
    computed = [t("groups computed by the published rule")] if now.group is not None and not now.group_checked else []
    kinds = [phrases.sentence(plain_text(kind)) + "." for kind in (*phrases.kinds(t, now), *computed)]
    doubt = [plain_text(t("⚠️ This figure is in doubt: the sources do not agree."))] if now.doubted else []
    notes = [*doubt, *kinds, *map(plain_text, context_lines(t, answer.context, now.province))]
    if points and history is not None and any(broken(*two, history) for two in pairwise(points)):
        dashed = t("Dashed: the method or the provinces changed; ranks on either side do not compare.")
        notes.insert(0, plain_text(dashed))
    foot(canvas, y + 14, notes, answer.context.sources, t)
    return canvas.chart(f"{place}: {what}", plain_text(phrases.outcome(t, now)))


def _ranked(history: HistoryAnswer | None, now: Standing) -> list[Standing]:
    """The standings of the same province and criterion up to now, if enough of them have a rank."""
    if history is None or (history.index, history.indicator.code) != (now.index, now.indicator.code):
        return []
    points = [point for point in history.points if point.period <= now.period]
    ranked = sum(rank_of(point) is not None for point in points)
    return points if history.province == now.province and ranked >= LEAST else []


def _figures(canvas: Canvas, y: float, now: Standing, room: float, t: Translator) -> None:
    """The rank, the score and the group, in the left half."""
    figure = now.figure
    assert figure is not None
    out_of, x = now.measured or figure.out_of, MARGIN
    canvas.text(x, y + 8, plain_text(t("Joint rank") if now.tied else t("Rank")), NOTE)
    rank = str(figure.rank) if figure.rank is not None else "–"
    end = canvas.text(x - 3, y + 64, rank, LARGE).right
    if figure.rank is not None and out_of:
        canvas.text(end + 5, y + 64, f"/{out_of}", OUT_OF)
    score = phrases.score(t, figure, decimals(now), scale=now.indicator.maximum)
    canvas.text(x, y + 92, plain_text(score or t("score not known")), SCORE, room=room)
    if now.group is not None:
        canvas.rect(x, y + 106, 14, 14, QUARTERS[now.group], radius=2)
        canvas.text(x + 20, y + 117.5, phrases.sentence(t(phrases.GROUP_NAMES[now.group])), TEXT, room=room - 20)


def _change(answer: StandingAnswer, t: Translator) -> str:
    """The change on the period before or, where there is none, what the source prints of it or that none is known."""
    now = answer.standing
    figures = [one for one in (now.figure, *now.others) if one is not None]
    printed = next((one for one in figures if one.delta_rank is not None or one.delta_score is not None), None)
    line = phrases.change_line(t, now, answer.change)
    if line is None and printed is not None:
        line = phrases.printed_change(t, now, printed)
    return phrases.sentence(plain_text(line or t("No figure of the period before to compare with.")))


def _extremes(canvas: Canvas, y: float, answer: StandingAnswer, t: Translator) -> float:
    """The strongest and the weakest criterion, side by side. Returns where they end."""
    if answer.strongest is None or answer.weakest is None:
        return y
    pairs = ((t("Strongest by rank"), answer.strongest, "good"), (t("Weakest by rank"), answer.weakest, "bad"))
    named = [wrapped(phrases.indicator_name(t, one.indicator, short=True), STRONG.size, HALF - 24, bold=True)
             for _, one, _ in pairs]  # fmt: skip
    high = 48 + max(map(len, named)) * 17.0
    for at, ((heading, one, colour), lines) in enumerate(zip(pairs, named, strict=True)):
        x = MARGIN + at * (HALF + 20)
        canvas.rect(x, y, HALF, high, "band", radius=4)
        canvas.rect(x, y, 4, high, colour)
        canvas.text(x + 14, y + 18, plain_text(heading), NOTE)
        for place, line in enumerate(lines):
            canvas.text(x + 14, y + 37 + place * 17, line, STRONG)
        rank = plain_text(phrases.outcome(t, one))
        canvas.text(x + 14, y + 38 + len(lines) * 17, rank, NOTE, room=HALF - 20)
    return y + high + 10
