"""Every criterion of one province as a bar on its own scale, beside the median and the best province (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.components import CHANGES
from bot.answers.lookup import decimals
from bot.answers.model import ComponentsAnswer, Part, Standing
from bot.charts import criteria
from bot.charts.canvas import MARGIN, NOTE, WIDTH, Canvas, Chart, Face
from bot.charts.changes import changes
from bot.charts.changes import is_drawn as changed
from bot.charts.frame import ROOM, key
from bot.charts.scale import Scale
from bot.charts.typeface import width
from bot.i18n import Translator
from bot.render import phrases
from bot.reply import plain_text

LEAST = 2
"""Fewer criteria with a score than this are told, not drawn."""
ROW, THICK = 56.0, 11.0
"""The height of a criterion and of its bar."""
SCORE, BEST = Face(13.0, "accent", bold=True), Face(11.5, "third")
GAP, BEYOND = 14.0, 100.0
"""The space between scores and ranks, and right of the best of all where bars run to no maximum."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the rows share: whether each names its ``own`` scale, the room of the ranks, a ``common`` end of the bars
    where no maximum is known.
    """

    own: bool
    ranks: float
    common: float | None


def is_drawn(answer: ComponentsAnswer) -> bool:
    """Whether enough scores are known whose scale is."""
    if answer.question.topic == CHANGES:
        return changed(answer)
    scored, _, common = _scored(answer)
    return sum((criteria.maximum(one) or common) is not None for one in scored) >= LEAST


def components(answer: ComponentsAnswer, t: Translator) -> Chart | None:
    """The chart, or that of the changes where they are asked for; None where fewer than two scores are known."""
    if answer.question.topic == CHANGES:
        return changes(answer, t)
    if not is_drawn(answer):
        return None
    scored, scales, common = _scored(answer)
    canvas, now = Canvas(), answer.standing
    shared = next(iter(scales)) if len(scales) == 1 else None
    y = criteria.heading(canvas, now, _says(shared, common, scored[0], t), t)
    place = phrases.name(t, now.province, now.year)
    whole = any(part.median is not None for part in answer.parts)
    if whole:
        entries = [("ink", plain_text(t("median of the provinces"))), ("third", plain_text(t("best province")))]
        y = key(canvas, y + 18, [("accent", place), *entries]) - 12
    y += 8
    rows: list[Part] = [*answer.parts]
    if now.full:
        rows += [Part(one, None, None, None) for one in answer.missing]
        order = [one.indicator.code for one in _in_order(answer)]
        rows.sort(key=lambda part: order.index(part.standing.indicator.code))
    ranks = max((width(criteria.rank(t, part.standing), NOTE.size) for part in rows), default=0.0)
    layout = Layout(shared is None, ranks + GAP if ranks else 0.0, common)
    for part in rows:
        y += _row(canvas, part, y, layout, t)
    notes = []
    if common is not None:
        says = t("The maximum of these criteria is not known; all bars are drawn on one scale of points.")
        notes.append(plain_text(says))
    elif None in scales:
        notes.append(plain_text(t("No bar is drawn where the maximum is not known.")))
    if not now.full:
        notes.append(plain_text(t("Only the criteria that a source reports are shown.")))
    computed = plain_text(t("The median is computed from the scores.")) if whole else ""
    notes += criteria.of_place(t, answer.context, now)
    criteria.close(canvas, y + 16, notes, [now, *scored], answer.context, t, computed)
    return canvas.chart(f"{place}: {plain_text(phrases.subject(t, now))}", _described(rows, t))


def _scored(answer: ComponentsAnswer) -> tuple[list[Standing], set[float | None], float | None]:
    """The criteria with a score, their scales, and one end of all bars where none has a scale."""
    scored = [part.standing for part in answer.parts if _score(part) is not None]
    scales = {criteria.maximum(one) for one in scored}
    return scored, scales, _common(answer) if scales == {None} else None


def _common(answer: ComponentsAnswer) -> float | None:
    """The highest score of all criteria, where whole tables have them in one unit."""
    best = [part.best.score for part in answer.parts if part.best is not None and part.best.score is not None]
    units = {phrases.unit_of(part.standing) for part in answer.parts}
    return max(best) if best and len(units) == 1 else None


def _says(shared: float | None, common: float | None, first: Standing, t: Translator) -> str:
    if common is not None:
        return plain_text(t("score by criterion, in points"))
    if shared is None:
        return plain_text(t("score by criterion, each bar on its own scale"))
    if phrases.unit_of(first) == phrases.PERCENT:
        return plain_text(t("score by criterion in %"))
    return plain_text(t("score by criterion (scale {scale})", scale=phrases.plain(t, shared)))


def _in_order(answer: ComponentsAnswer) -> list[Standing]:
    """All criteria by their codes: "2" stands before "10"; codes of letters keep the order of the answer."""
    every = [*(part.standing for part in answer.parts), *answer.missing]
    if not all(one.indicator.code.replace(".", "").isdigit() for one in every):
        return every
    return sorted(every, key=lambda one: [int(number) for number in one.indicator.code.split(".")])


def _row(canvas: Canvas, part: Part, y: float, layout: Layout, t: Translator) -> float:
    """Draw one criterion below ``y``: its name, score and rank, below them the bar. Returns the height it took."""
    one, line = part.standing, y + 13
    maximum, score = criteria.maximum(one), _score(part)
    rank = criteria.rank(t, one)
    canvas.text(WIDTH - MARGIN, line, rank, NOTE, anchor="end")
    figure = criteria.number(t, one) or ("" if rank else criteria.why_missing(t, one))
    face, right = (NOTE, WIDTH - MARGIN) if one.figure is None else (SCORE, WIDTH - MARGIN - layout.ranks)
    wide = width(figure, face.size, bold=face.bold)
    canvas.text(right, line, figure, face, anchor="end")
    own = maximum if layout.own and score is not None else None
    criteria.label(canvas, line, (criteria.short(t, one), own), right - wide - 10 - MARGIN, t)
    most = maximum or layout.common
    if most is None or score is None:
        return 30.0
    scale = Scale(0.0, most, MARGIN, WIDTH - MARGIN - (BEYOND if maximum is None else 0))
    top = line + 7
    if maximum is not None:
        canvas.rect(MARGIN, top, ROOM, THICK, "band", radius=2)
    canvas.rect(MARGIN, top, scale.at(score) - MARGIN, THICK, "accent", radius=2)
    if part.best is not None and part.best.score is not None and part.median is not None:
        _marks(canvas, part, scale, top, t)
        return ROW
    return ROW - 12


def _marks(canvas: Canvas, part: Part, scale: Scale, top: float, t: Translator) -> None:
    """The median and the best on the bar, each with its figure below: the median's left of it, the best's right."""
    assert part.best is not None
    assert part.best.score is not None
    assert part.median is not None
    one, best, median = part.standing, scale.at(part.best.score), scale.at(part.median)
    places, unit = decimals(one), phrases.unit_of(one)
    canvas.rect(median - 2, top - 3, 4, THICK + 6, "paper")
    canvas.rect(median - 1, top - 3, 2, THICK + 6, "ink")
    canvas.dot(best, top + THICK / 2, 5, "third", ring=True)
    said = phrases.amount(t, part.best.score, unit, places)
    if part.best_province is not None and part.best_province.id != one.province.id:
        said += " " + phrases.name(t, part.best_province, one.year)
    else:
        said += " " + plain_text(t("the best in the country"))
    start = min(best - 6, WIDTH - MARGIN - width(said, BEST.size))
    line = top + THICK + 14
    canvas.text(start, line, said, BEST)
    middle = phrases.amount(t, part.median, unit, places)
    half = width(middle, NOTE.size) / 2
    canvas.text(max(min(median, start - 8 - half), MARGIN + half), line, middle, NOTE, anchor="middle")


def _score(part: Part) -> float | None:
    return part.standing.figure.score if part.standing.figure is not None else None


def _described(rows: list[Part], t: Translator) -> str:
    return "; ".join(
        f"{criteria.short(t, part.standing)}: {plain_text(phrases.outcome(t, part.standing))}" for part in rows
    )
