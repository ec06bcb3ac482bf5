"""The answer on where points were lost."""

from __future__ import annotations

from bot.answers.lookup import decimals
from bot.answers.model import GapsAnswer
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
        places = decimals(one)
        lines += [
            "",
            bold(f"{place}. {phrases.indicator_name(t, one.indicator, short=True)}") + f" · {phrases.outcome(t, one)}",
        ]
        said: list[str] = []
        if gap.to_best is not None and gap.part.best_province is not None:
            if gap.to_best > 0:
                said.append(
                    t(
                        "{points} behind the best ({province})",
                        points=t.number(gap.to_best, places),
                        province=name(t, gap.part.best_province, one.year),
                    )
                )
            else:
                said.append(t("the best in the country"))
        elif gap.to_maximum is not None and one.figure is not None:
            short = t.number(gap.to_maximum, places)
            if one.figure.unit == "percent":
                said.append(t("{points} percentage points short of 100%", points=short))
            else:
                said.append(t("{points} short of the maximum", points=short))
        if gap.to_median is not None:
            behind = gap.to_median > 0
            text = (
                t("{points} below the median", points=t.number(gap.to_median, places))
                if behind
                else t("{points} above the median", points=t.number(-gap.to_median, places))
            )
            said.append(text)
        if gap.to_last_year is not None and one.figure is not None:
            said.append(
                t(
                    "{move} on {year}",
                    move=phrases.moved_score(t, gap.to_last_year, one.figure, places),
                    year=one.year - 1,
                )
            )
        lines.append(" · ".join(said) or None)
        for task in gap.tasks[:TASKS_PER_GAP]:
            lines.append(f"📌 {escape(t.pick(task.text_vi, task.text_en))}")
        more = len(gap.tasks) - TASKS_PER_GAP
        if more > 0:
            lines.append(t.plural("    … and {n} more task", "    … and {n} more tasks", more))
    lines.append("")
    lines += footnotes.context_lines(t, answer.context, now.province)
    ask = answer.question
    buttons = [
        [
            Button(t("Overview"), about(ask, now)),
            Button(t("Criteria"), about(ask, now, intent="components")),
            Button(t("Tasks"), about(ask, now, intent="tasks", year=None, period=None)),
        ]
    ]
    label = phrases.rank_kind(t, now.figure) if now.figure else ""
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.context.sources, label))
