"""The answer on where points were lost."""

from __future__ import annotations

from bot.answers.lookup import decimals
from bot.answers.model import Gap, GapsAnswer
from bot.i18n import Translator, escape
from bot.render import footnotes, nearest, phrases
from bot.render.buttons import about
from bot.render.folded import folded
from bot.render.phrases import bold, name
from bot.render.tasks import of_plan
from bot.reply import Button, Reply

GAPS_SHOWN = 8
UNFOLDED = 3
"""How many criteria a phone shows at once; the others are folded."""
TASK_UNITS = 90
"""UTF-16 units of a task; the button below leads to its whole text."""


def gaps(answer: GapsAnswer, t: Translator) -> Reply:
    now = answer.standing
    lines: list[str | None] = [
        bold(
            t(
                "🏛 {province} — where the points were lost, {what}",
                province=name(t, now.province, now.year),
                what=phrases.subject(t, now),
            )
        ),
        phrases.sentence(phrases.outcome(t, now, with_scale=True)),
    ]
    if now.figure is None and now.exclusion is not None:
        lines.append(phrases.why(t, now.exclusion))
    if not answer.gaps:
        lines.append(
            t(
                "I have no scores by criterion for this province and period, so I cannot tell where the points were "
                "lost."
            )
        )
        lines.append(nearest.line(answer.instead, now.index, t))
    else:
        lines += _order(answer, t)
    described = [_gap(place, gap, t) for place, gap in enumerate(answer.gaps[:GAPS_SHOWN], 1)]
    lines += [line for one in described[:UNFOLDED] for line in one]
    notes = footnotes.context_lines(t, answer.context, now.province)
    label = phrases.rank_kind(t, now.figure) if now.figure else ""
    tail = footnotes.source_line(t, answer.context.sources, label)
    if answer.gaps and not now.full:
        notes = [t("Only the criteria that a source reports are shown."), *notes]
    behind = [line for one in described[UNFOLDED:] for line in one][1:]
    lines += [folded(behind, [*lines, *notes, tail]), *notes]
    ask = answer.question
    buttons: list[list[Button | None]] = [
        [
            nearest.button(answer.instead, now.index, t),
            Button(t("Overview"), about(ask, now)),
            Button(t("Criteria"), about(ask, now, intent="components")) if answer.gaps else None,
            Button(t("Tasks"), about(ask, now, intent="tasks", year=None, period=None)),
        ],
        [Button(t("How to climb"), about(ask, now, intent="reach")) if now.full and now.figure is not None else None],
    ]
    return phrases.reply(lines, buttons, tail=tail)


def _order(answer: GapsAnswer, t: Translator) -> list[str]:
    """By which measure the criteria are sorted, and which one is furthest behind the best if that is another one."""
    first = answer.gaps[0]
    if first.part.standing.figure is None or first.part.standing.figure.rank is None:
        return [t("The criterion with the largest share of points lost first")]
    said: list[str] = [t("The lowest-ranked criterion first")]
    furthest = max(answer.gaps, key=lambda gap: gap.to_best or 0.0)
    if furthest is not first and furthest.to_best is not None:
        one = furthest.part.standing
        criterion = phrases.indicator_name(t, one.indicator, short=True)
        amount = phrases.by_score(t, furthest.to_best, phrases.unit_of(one), decimals(one))
        said.append(t("Furthest behind the best: {criterion} ({amount})", criterion=criterion, amount=amount))
    return said


def _gap(place: int, gap: Gap, t: Translator) -> list[str]:
    """One criterion, with an empty line before it: how far behind it is, and the first of the province's tasks."""
    one = gap.part.standing
    title = bold(f"{place}. {phrases.indicator_name(t, one.indicator, short=True)}")
    lines = ["", f"{title} · {phrases.outcome(t, one)}"]
    said = " · ".join(_said(gap, t))
    if said:
        lines.append(said)
    if gap.tasks:
        task = gap.tasks[0]
        more = len(gap.tasks) - 1
        also = t.plural(" (and {n} more task)", " (and {n} more tasks)", more) if more else ""
        lines.append(f"📌 {escape(_beginning(t.pick(task.text_vi, task.text_en)))}{also}{of_plan(task, t)}")
    return lines


def _beginning(text: str) -> str:
    """The task, or as many of its words as there is room for."""
    shown = phrases.cut(text, TASK_UNITS)
    return shown if shown == " ".join(text.split()) else shown.rpartition(" ")[0].rstrip(" ,;:") + "…"


def _said(gap: Gap, t: Translator) -> list[str]:
    """How far it is to the best (to the maximum where there is no table), to the median, and from last year."""
    one = gap.part.standing
    places, unit = decimals(one), phrases.unit_of(one)
    shows = 0.5 * 10**-places  # what is less than this rounds to nothing
    said: list[str] = []
    if gap.to_best is not None and gap.part.best_province is not None:
        if gap.to_best >= shows:
            amount = phrases.by_score(t, gap.to_best, unit, places)
            best = name(t, gap.part.best_province, one.year)
            said.append(t("{amount} behind the best ({province})", amount=amount, province=best))
        else:
            said.append(t("the best in the country"))
    elif gap.to_maximum is not None and gap.to_maximum >= shows:
        amount = phrases.by_score(t, gap.to_maximum, unit, places)
        said.append(
            t("{amount} short of 100%", amount=amount)
            if unit == phrases.PERCENT
            else t("{amount} short of the maximum", amount=amount)
        )
    elif gap.to_maximum is not None:
        said.append(t("the full score"))
    if gap.to_median is not None:
        amount = phrases.by_score(t, abs(gap.to_median), unit, places)
        if abs(gap.to_median) < shows:
            said.append(t("equal to the median"))
        elif gap.to_median > 0:
            said.append(t("{amount} below the median", amount=amount))
        else:
            said.append(t("{amount} above the median", amount=amount))
    if gap.to_last_year is not None:
        move = phrases.moved_score(t, gap.to_last_year, unit, places)
        said.append(t("{move} vs {year}", move=move, year=one.year - 1))
    return said
