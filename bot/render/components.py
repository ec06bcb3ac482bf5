"""The answer on all criteria of one province."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.components import CHANGES
from bot.answers.lookup import decimals
from bot.answers.model import ComponentsAnswer, Part
from bot.i18n import Html, Translator, escape
from bot.render import footnotes, nearest, phrases, rich
from bot.render.buttons import about
from bot.render.changes import changes
from bot.render.phrases import bold, name
from bot.reply import Button, Reply

NONE = "–"
"""What stands in a cell for what is not known."""


def components(answer: ComponentsAnswer, t: Translator) -> Reply:
    if answer.question.topic == CHANGES:
        return changes(answer, t)
    now = answer.standing
    title = bold(f"🏛 {name(t, now.province, now.year)} — {phrases.subject(t, now)}")
    lines: list[str | None] = [
        title,
        phrases.sentence(phrases.outcome(t, now, with_scale=True)),
    ]
    if now.figure is None and now.exclusion is not None:
        lines.append(phrases.why(t, now.exclusion))
    head = lines[1:]
    for part in answer.parts:
        lines += ["", *_part(part, t)]
    below = _below(answer, t)
    lines += below
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
            nearest.button(answer.instead, now.index, t),
            Button(t("Overview"), about(ask, now)),
            Button(t("Lost points"), about(ask, now, intent="gaps")) if answer.parts else None,
        ]
    )
    figure = now.figure or (answer.parts[0].standing.figure if answer.parts else None)
    label = phrases.rank_kind(t, figure) if figure else ""
    source = footnotes.source_line(t, answer.context.sources, label)
    told = ""
    if answer.parts:
        blocks = [rich.paragraphs(head), _table(answer.parts, t), rich.paragraphs([*below, *notes])]
        told = rich.document(title, blocks, source)
    return phrases.reply(lines, rows, tail=source, rich=told)


def _below(answer: ComponentsAnswer, t: Translator) -> list[str]:
    """How the points are made up, and what is not known."""
    lines: list[str] = []
    if answer.splits:
        lines += ["", t("How the points are made up:")]
        lines += [
            f"• {phrases.indicator_name(t, part.standing.indicator, short=True)}: {phrases.outcome(t, part.standing)}"
            for part in answer.splits
        ]
    if not answer.parts and not answer.splits:
        lines.append(t("I have no scores by criterion for this province and period."))
        lines += [said] if (said := nearest.line(answer.instead, answer.standing.index, t)) is not None else []
    elif not answer.standing.full:
        lines.append(t("Only the criteria that a source reports are shown."))
    return lines


def _table(parts: Sequence[Part], t: Translator) -> str:
    """The criteria side by side: the province's own, the median, the best."""
    head = [t("Criterion"), t("Result"), t("Median"), t("Best")]
    return rich.table(head, [_cells(part, t) for part in parts])


def _cells(part: Part, t: Translator) -> list[rich.Cell]:
    median, best = _median(part, t), _best(part, t)
    beside = f"{best[0]} ({escape(best[1])})" if best is not None else NONE
    return [escape(_title(part, t)), phrases.outcome(t, part.standing), median or NONE, beside]


def _part(part: Part, t: Translator) -> list[str]:
    median, best = _median(part, t), _best(part, t)
    known = [phrases.outcome(t, part.standing)]
    if median:
        known.append(t("median {score}", score=median))
    if best is not None:
        known.append(t("best {score} ({province})", score=best[0], province=best[1]))
    return [bold(_title(part, t)), Html(" · ".join(known))]


def _title(part: Part, t: Translator) -> str:
    return f"{part.standing.indicator.code}. {phrases.indicator_name(t, part.standing.indicator)}"


def _median(part: Part, t: Translator) -> str:
    """The median of the provinces, '' where it is not known."""
    one = part.standing
    return phrases.amount(t, part.median, phrases.unit_of(one), decimals(one)) if part.median is not None else ""


def _best(part: Part, t: Translator) -> tuple[str, str] | None:
    """The best score and whose it is."""
    one = part.standing
    if part.best is None or part.best_province is None or part.best.score is None:
        return None
    score = phrases.amount(t, part.best.score, phrases.unit_of(one), decimals(one))
    return score, name(t, part.best_province, one.year)
