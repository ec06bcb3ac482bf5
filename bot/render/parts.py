"""Answers on the criteria of one province: each of them, and where the points were lost."""

from __future__ import annotations

from bot.answers.kinds import ComponentsAnswer, GapsAnswer, Part
from bot.answers.standings import decimals
from bot.i18n import Html, Translator, escape
from bot.render import notes, words
from bot.render.place import about
from bot.render.words import bold, name
from bot.reply import Button, Reply

GAPS_SHOWN = 8
TASKS_PER_GAP = 2


def components(answer: ComponentsAnswer, t: Translator) -> Reply:
    now = answer.standing
    lines: list[str | None] = [
        bold(f"🏛 {name(t, now.province, now.year)} — {words.subject(t, now)}"),
        words.sentence(words.outcome(t, now, with_scale=True)),
    ]
    if now.figure is None and now.exclusion is not None:
        lines.append(words.why(t, now.exclusion))
    for part in answer.parts:
        lines += ["", *_part(part, t)]
    if answer.splits:
        lines.append("")
        lines.append(t("How the points are made up:"))
        lines += [
            f"• {words.indicator_name(t, part.standing.indicator, short=True)}: {words.outcome(t, part.standing)}"
            for part in answer.splits
        ]
    if not answer.parts and not answer.splits:
        lines.append(t("No criterion of this province is known for this period."))
    elif not now.full:
        lines.append(t("Only the criteria that a source reports are shown."))
    lines += (
        ["", *notes.context_lines(t, answer.context, now.province)]
        if answer.context.via or answer.context.successor or answer.context.absorbed
        else []
    )
    ask = answer.question
    deeper = [
        Button(
            f"{part.standing.indicator.code}. {words.indicator_name(t, part.standing.indicator, short=True)}",
            about(ask, part.standing),
        )
        for part in answer.parts
    ]
    rows: list[list[Button | None]] = [list(deeper[start : start + 2]) for start in range(0, len(deeper), 2)]
    rows.append(
        [
            Button(t("Overview"), about(ask, now)),
            Button(t("Lost points"), about(ask, now, intent="gaps")) if answer.parts else None,
        ]
    )
    figure = now.figure or (answer.parts[0].standing.figure if answer.parts else None)
    label = words.rank_kind(t, figure) if figure else ""
    return words.reply(lines, rows, tail=notes.source_line(t, answer.context.sources, label))


def _part(part: Part, t: Translator) -> list[str]:
    one = part.standing
    places = decimals(one)
    known = [words.outcome(t, one)]
    if part.median is not None:
        known.append(t("median {score}", score=t.number(part.median, places)))
    if part.best is not None and part.best_province is not None and part.best.score is not None:
        known.append(
            t(
                "best {score} ({province})",
                score=t.number(part.best.score, places),
                province=name(t, part.best_province, one.year),
            )
        )
    return [bold(f"{one.indicator.code}. {words.indicator_name(t, one.indicator)}"), Html(" · ".join(known))]


def gaps(answer: GapsAnswer, t: Translator) -> Reply:
    now = answer.standing
    lines: list[str | None] = [
        bold(
            t(
                "🏛 {province} — where the points were lost, {what}",
                province=name(t, now.province, now.year),
                what=words.subject(t, now),
            )
        ),
        words.sentence(words.outcome(t, now, with_scale=True)),
    ]
    if now.figure is None and now.exclusion is not None:
        lines.append(words.why(t, now.exclusion))
    if not answer.gaps:
        lines.append(t("No criterion of this province is known for this period, so the gaps cannot be told."))
    elif answer.gaps[0].to_best is not None:
        lines.append(t("Sorted by the distance to the best province"))
    for place, gap in enumerate(answer.gaps[:GAPS_SHOWN], 1):
        one = gap.part.standing
        places = decimals(one)
        lines += [
            "",
            bold(f"{place}. {words.indicator_name(t, one.indicator, short=True)}") + f" · {words.outcome(t, one)}",
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
                    move=words.moved_score(t, gap.to_last_year, one.figure, places),
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
    lines += notes.context_lines(t, answer.context, now.province)
    ask = answer.question
    buttons = [
        [
            Button(t("Overview"), about(ask, now)),
            Button(t("Criteria"), about(ask, now, intent="components")),
            Button(t("Tasks"), about(ask, now, intent="tasks", year=None, period=None)),
        ]
    ]
    label = words.rank_kind(t, now.figure) if now.figure else ""
    return words.reply(lines, buttons, tail=notes.source_line(t, answer.context.sources, label))
