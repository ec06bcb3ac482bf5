"""How many points a province is behind the best and the median in each criterion, the most first (pure)."""

from __future__ import annotations

from bot.answers.lookup import decimals
from bot.answers.model import Gap, GapsAnswer
from bot.charts import criteria
from bot.charts.canvas import MARGIN, NOTE, WIDTH, Canvas, Chart, Face
from bot.charts.frame import ROOM, key
from bot.charts.scale import Scale
from bot.i18n import Translator
from bot.render import phrases
from bot.reply import plain_text

LEAST = 2
"""Fewer known distances than this are told, not drawn."""
THICK, VALUES = 13.0, 60.0
"""The height of a bar, and the width of the figure at its end."""
LOST = Face(13.0, "bad", bold=True)


def is_drawn(answer: GapsAnswer) -> bool:
    """Whether enough gaps in one unit are known."""
    known, _ = _known(answer)
    return len(known) >= LEAST and len(_units(known)) == 1


def gaps(answer: GapsAnswer, t: Translator) -> Chart | None:
    """The chart: behind the best where the table is whole, else behind the maximum. None where fewer than two distances
    in one unit are known.
    """
    if not is_drawn(answer):
        return None
    known, best = _known(answer)
    units = _units(known)
    known.sort(key=lambda gap: -(_lost(gap, best) or 0.0))
    canvas, now = Canvas(), answer.standing
    scales = {criteria.maximum(gap.part.standing) for gap in known}
    unit = t("percentage points") if phrases.PERCENT in units else t("points")
    says = plain_text(
        t("{unit} behind the best province", unit=unit) if best else t("{unit} short of the maximum", unit=unit)
    )
    if not best and phrases.PERCENT not in units and len(scales) == 1 and None not in scales:
        says += " " + plain_text(t("(scale {scale})", scale=phrases.plain(t, next(iter(scales)) or 0.0)))
    y = criteria.heading(canvas, now, says, t)
    if any(_below(gap) > 0 for gap in known):
        entries = [
            ("group-2", plain_text(t("behind the best province"))),
            ("bad", plain_text(t("of which below the median"))),
        ]
        y = key(canvas, y + 18, entries) - 18
    y += 14
    most = max(_lost(gap, best) or 0.0 for gap in known)
    scale = Scale(0.0, most or 1.0, MARGIN, WIDTH - MARGIN - VALUES)
    for gap in known:
        y += _row(canvas, gap, scale, y, t, own=len(scales) > 1)
    rest = [gap.part.standing for gap in answer.gaps if gap not in known]
    notes = criteria.missing(t, answer.missing) if now.full else []
    notes += [f"{criteria.short(t, one)}: {plain_text(phrases.outcome(t, one))}." for one in rest]
    if not now.full:
        notes.append(plain_text(t("Only the criteria that a source reports are shown.")))
    notes += criteria.of_place(t, answer.context, now)
    shown = [now, *(gap.part.standing for gap in known)]
    computed = plain_text(t("The distances are computed from the scores."))
    criteria.close(canvas, y + 16, notes, shown, answer.context, t, computed)
    place = phrases.name(t, now.province, now.year)
    described = "; ".join(
        f"{criteria.short(t, gap.part.standing)}: {t.number(_lost(gap, best) or 0.0, decimals(gap.part.standing))}"
        for gap in known
    )
    return canvas.chart(f"{place}: {plain_text(phrases.subject(t, now))}, {says}", described)


def _known(answer: GapsAnswer) -> tuple[list[Gap], bool]:
    """The gaps that can be drawn, and whether they are held against the best rather than the maximum."""
    best = any(gap.to_best is not None for gap in answer.gaps)
    return [gap for gap in answer.gaps if _lost(gap, best) is not None], best


def _units(known: list[Gap]) -> set[str]:
    return {phrases.unit_of(gap.part.standing) for gap in known}


def _lost(gap: Gap, best: bool) -> float | None:
    return gap.to_best if best else gap.to_maximum


def _below(gap: Gap) -> float:
    """How far it is below the median; 0 where it is not."""
    shows = 0.5 * 10 ** -decimals(gap.part.standing)
    return gap.to_median if gap.to_median is not None and gap.to_median >= shows else 0.0


def _row(canvas: Canvas, gap: Gap, scale: Scale, y: float, t: Translator, *, own: bool) -> float:
    """Draw one criterion below ``y``: its name and rank, the bar of what is missing, how it stands to whom. Returns the
    height it took.
    """
    one, line = gap.part.standing, y + 13
    rank = criteria.rank(t, one)
    stands = " · ".join(part for part in (criteria.number(t, one), rank) if part)
    left = canvas.text(WIDTH - MARGIN, line, stands, NOTE, anchor="end").left
    scale_of = criteria.maximum(one) if own else None
    criteria.label(canvas, line, (criteria.short(t, one), scale_of), left - 10 - MARGIN, t)
    lost = gap.to_best if gap.to_best is not None else gap.to_maximum or 0.0
    top, places = line + 7, decimals(one)
    end, said = scale.at(lost), _said(gap, t)
    if lost < 0.5 * 10**-places:
        canvas.text(MARGIN, top + 9, said, NOTE, room=ROOM)
        return 42.0
    canvas.rect(MARGIN, top, max(end - MARGIN, 1.5), THICK, "group-2" if gap.to_best is not None else "bad")
    below = _below(gap)
    if below and gap.to_best is not None:
        canvas.rect(scale.at(lost - below), top, end - scale.at(lost - below), THICK, "bad")
    shown = t.number(lost, places)
    canvas.text(end + 6, top + THICK - 2, shown, LOST)
    canvas.text(MARGIN, top + THICK + 14, said, NOTE, room=ROOM)
    return 60.0 if said else 46.0


def _said(gap: Gap, t: Translator) -> str:
    """Who is the best, with what score, and how far the median is."""
    one, best = gap.part.standing, gap.part.best
    places, unit = decimals(one), phrases.unit_of(one)
    said: list[str] = []
    if best is not None and best.score is not None and gap.part.best_province is not None:
        if gap.part.best_province.id == one.province.id:
            said.append(t("the best in the country"))
        else:
            score = phrases.amount(t, best.score, unit, places)
            place = phrases.name(t, gap.part.best_province, one.year)
            said.append(t("best {score} ({province})", score=score, province=place))
    if gap.to_median is not None:
        amount = phrases.by_score(t, abs(gap.to_median), unit, places)
        if abs(gap.to_median) < 0.5 * 10**-places:
            said.append(t("equal to the median"))
        elif gap.to_median > 0:
            said.append(t("{amount} below the median", amount=amount))
        else:
            said.append(t("{amount} above the median", amount=amount))
    return plain_text(" · ".join(said))
