"""The answer on all criteria of one province."""

from __future__ import annotations

from bot.answers.components import CHANGES
from bot.answers.lookup import decimals
from bot.answers.model import ComponentsAnswer, Part
from bot.i18n import Html, Translator
from bot.render import footnotes, phrases
from bot.render.buttons import about
from bot.render.changes import changes
from bot.render.phrases import bold, name
from bot.reply import Button, Reply


def components(answer: ComponentsAnswer, t: Translator) -> Reply:
    if answer.question.topic == CHANGES:
        return changes(answer, t)
    now = answer.standing
    lines: list[str | None] = [
        bold(f"🏛 {name(t, now.province, now.year)} — {phrases.subject(t, now)}"),
        phrases.sentence(phrases.outcome(t, now, with_scale=True)),
    ]
    if now.figure is None and now.exclusion is not None:
        lines.append(phrases.why(t, now.exclusion))
    for part in answer.parts:
        lines += ["", *_part(part, t)]
    if answer.splits:
        lines.append("")
        lines.append(t("How the points are made up:"))
        lines += [
            f"• {phrases.indicator_name(t, part.standing.indicator, short=True)}: {phrases.outcome(t, part.standing)}"
            for part in answer.splits
        ]
    if not answer.parts and not answer.splits:
        lines.append(t("I have no scores by criterion for this province and period."))
    elif not now.full:
        lines.append(t("Only the criteria that a source reports are shown."))
    notes = footnotes.context_lines(t, answer.context, now.province)
    lines += ["", *notes] if notes else []
    ask = answer.question
    deeper = [
        Button(
            f"{part.standing.indicator.code}. {phrases.indicator_name(t, part.standing.indicator, short=True)}",
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
    label = phrases.rank_kind(t, figure) if figure else ""
    return phrases.reply(lines, rows, tail=footnotes.source_line(t, answer.context.sources, label))


def _part(part: Part, t: Translator) -> list[str]:
    one = part.standing
    places = decimals(one)
    known = [phrases.outcome(t, one)]
    if part.median is not None:
        known.append(t("median {score}", score=phrases.amount(t, part.median, phrases.unit_of(one), places)))
    if part.best is not None and part.best_province is not None and part.best.score is not None:
        known.append(
            t(
                "best {score} ({province})",
                score=phrases.amount(t, part.best.score, phrases.unit_of(one), places),
                province=name(t, part.best_province, one.year),
            )
        )
    return [bold(f"{one.indicator.code}. {phrases.indicator_name(t, one.indicator)}"), Html(" · ".join(known))]
