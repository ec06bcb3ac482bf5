"""The answer on where points were lost."""

from __future__ import annotations

from bot.answers.lookup import decimals
from bot.answers.model import Gap, GapsAnswer
from bot.i18n import Translator, escape
from bot.render import footnotes, phrases
from bot.render.buttons import about
from bot.render.phrases import bold, name
from bot.reply import Button, Reply

GAPS_SHOWN = 8

TASKS_PER_GAP = 2


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
        lines.append(t("No criterion of this province is known for this period, so the gaps cannot be told."))
    elif answer.gaps[0].to_best is not None:
        lines.append(t("Sorted by the distance to the best province"))
    for place, gap in enumerate(answer.gaps[:GAPS_SHOWN], 1):
        one = gap.part.standing
        lines += [
            "",
            bold(f"{place}. {phrases.indicator_name(t, one.indicator, short=True)}") + f" · {phrases.outcome(t, one)}",
        ]
        lines.append(" · ".join(_said(gap, t)) or None)
        for task in gap.tasks[:TASKS_PER_GAP]:
            lines.append(f"📌 {escape(t.pick(task.text_vi, task.text_en))}")
        more = len(gap.tasks) - TASKS_PER_GAP
        if more > 0:
            lines.append(t.plural("    … and {n} more task", "    … and {n} more tasks", more))
    notes = footnotes.context_lines(t, answer.context, now.province)
    lines += ["", *notes] if notes else []
    ask = answer.question
    buttons: list[list[Button | None]] = [
        [
            Button(t("Overview"), about(ask, now)),
            Button(t("Criteria"), about(ask, now, intent="components")),
            Button(t("Tasks"), about(ask, now, intent="tasks", year=None, period=None)),
        ],
        [Button(t("How to climb"), about(ask, now, intent="reach")) if now.full and now.figure is not None else None],
    ]
    label = phrases.rank_kind(t, now.figure) if now.figure else ""
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.context.sources, label))


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
        said.append(t("{move} on {year}", move=move, year=one.year - 1))
    return said
