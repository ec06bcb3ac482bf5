"""Which criteria of a province rose and which fell on the year before, as bars to both sides of nothing (pure)."""

from __future__ import annotations

from bot.answers.lookup import decimals
from bot.answers.model import Change, ComponentsAnswer, Standing
from bot.charts import criteria
from bot.charts.canvas import MARGIN, NOTE, TEXT, WIDTH, Canvas, Chart, Face
from bot.charts.scale import Scale
from bot.charts.typeface import width, wrapped
from bot.i18n import Translator
from bot.render import phrases
from bot.reply import plain_text

LEAST = 2
"""Fewer known changes than this are told, not drawn."""
NAMES = 226.0
"""The width of the names and figures left of the bars."""
THICK, VALUES = 14.0, 52.0
"""The height of a bar, and the width of the figure at its end."""
UP, DOWN, SAME = Face(13.0, "good", bold=True), Face(13.0, "bad", bold=True), Face(13.0, "muted")


def is_drawn(answer: ComponentsAnswer) -> bool:
    """Whether enough changes in one unit are known."""
    known = _known(answer)
    return len(known) >= LEAST and len({phrases.unit_of(one) for one, _ in known}) == 1


def changes(answer: ComponentsAnswer, t: Translator) -> Chart | None:
    """The chart, the largest rise first; None where fewer than two criteria compare with the year before."""
    if not is_drawn(answer):
        return None
    known = _known(answer)
    units = {phrases.unit_of(one) for one, _ in known}
    canvas, now = Canvas(), answer.standing
    before = known[0][1].before
    assert before is not None
    unit = t("percentage points") if phrases.PERCENT in units else t("points")
    says = t("change of each criterion on {year}, in {unit}", year=before.period, unit=unit)
    y = criteria.heading(canvas, now, plain_text(says), t)
    if answer.change is not None and answer.change.score is not None and now.figure is not None:
        was = phrases.change_line(t, now, answer.change) or ""
        criteria.arrowed(canvas, MARGIN, y + 12, plain_text(was))
        y += 16
    scale = _scale([by.score or 0.0 for _, by in known])
    y += 12
    top = y
    for one, by in known:
        y += _row(canvas, (one, by), scale, y, t)
    canvas.line([(scale.at(0.0), top), (scale.at(0.0), y - 8)], "muted")
    rest = [(one, by) for one, by in ((now, answer.change), *answer.changes) if by is None or by.score is None]
    notes = [*_untold(rest, t), *criteria.of_place(t, answer.context, now)]
    criteria.close(canvas, y + 18, notes, [now, *(one for one, _ in known)], answer.context, t)
    place = phrases.name(t, now.province, now.year)
    return canvas.chart(f"{place}: {plain_text(phrases.subject(t, now))}", "; ".join(_words(pair, t) for pair in known))


def _known(answer: ComponentsAnswer) -> list[tuple[Standing, Change]]:
    """The criteria whose change in score is known."""
    return [(one, by) for one, by in answer.changes if by is not None and by.score is not None]


def _scale(moves: list[float]) -> Scale:
    """A scale that holds all moves and, at its ends, their figures."""
    low, high = min(0.0, *moves), max(0.0, *moves)
    left = MARGIN + NAMES + (VALUES if low < 0 else 4)
    right = WIDTH - MARGIN - (VALUES if high > 0 else 4)
    if low == high:
        low, high = -1.0, 1.0
    return Scale(low, high, left, right)


def _row(canvas: Canvas, pair: tuple[Standing, Change], scale: Scale, y: float, t: Translator) -> float:
    """Draw one criterion below ``y``: its name, what it was and is, and the bar of the change. Returns the height."""
    one, change = pair
    by = change.score or 0.0
    lines = wrapped(criteria.short(t, one), TEXT.size, NAMES - 12)[:2]
    line = y + 13
    for part in lines:
        canvas.text(MARGIN, line, part, TEXT, room=NAMES - 12)
        line += 16
    assert change.before is not None
    x = _moved(canvas, MARGIN, line, (criteria.number(t, change.before), criteria.number(t, one)))
    was, now = change.before.figure, one.figure
    if was is not None and now is not None and was.rank is not None and now.rank is not None:
        label = canvas.text(x + 14, line, plain_text(t("Rank")), NOTE)
        _moved(canvas, label.right + 4, line, (str(was.rank), str(now.rank)))
    high = line - y + 16
    middle = y + (high - 10) / 2 - 1
    at, nothing = scale.at(by), scale.at(0.0)
    shows = abs(by) >= 0.5 * 10 ** -decimals(one)
    if not shows:
        said = plain_text(t("same score"))
        right = nothing + 6 + width(said, SAME.size) <= WIDTH - MARGIN
        canvas.text(nothing + (6 if right else -6), middle + 4.5, said, SAME, anchor="start" if right else "end")
        return high
    canvas.rect(min(at, nothing), middle - THICK / 2, max(abs(at - nothing), 1.0), THICK, "good" if by > 0 else "bad")
    said = t.number(abs(by), decimals(one))
    if by > 0:
        canvas.text(canvas.arrow(at + 5, middle + 4, by, size=7), middle + 4.5, said, UP)
    else:
        wide = width(said, DOWN.size, bold=True)
        canvas.text(at - 5, middle + 4.5, said, DOWN, anchor="end")
        canvas.arrow(at - 5 - wide - 11, middle + 4, by, size=7)
    return high


def _moved(canvas: Canvas, x: float, y: float, pair: tuple[str, str]) -> float:
    """Two figures with an arrow from the earlier to the later one. Returns where they end."""
    end = canvas.text(x, y, pair[0], NOTE).right + 5
    canvas.line([(end, y - 4), (end + 10, y - 4)], "muted")
    canvas.line([(end + 7, y - 7), (end + 10, y - 4), (end + 7, y - 1)], "muted")
    return canvas.text(end + 15, y, pair[1], Face(NOTE.size, bold=True)).right


def _untold(rest: list[tuple[Standing, Change | None]], t: Translator) -> list[str]:
    """Of which criteria no change can be told, and what is missing of the year before."""
    found: dict[str, list[str]] = {}
    for one, by in rest:
        before = by.before if by is not None else None
        lacks = before is not None and before.figure is None
        why = f" ({before.period}: {criteria.why_missing(t, before)})" if before is not None and lacks else ""
        found.setdefault(why, []).append(criteria.short(t, one))
    said = plain_text(t("No change to be told"))
    return [f"{said}: {'; '.join(names)}{why}." for why, names in found.items()]


def _words(pair: tuple[Standing, Change], t: Translator) -> str:
    one, change = pair
    moved = phrases.moved_score(t, change.score or 0.0, phrases.unit_of(one), decimals(one))
    return f"{criteria.short(t, one)}: {criteria.number(t, one)} ({plain_text(moved)})"
