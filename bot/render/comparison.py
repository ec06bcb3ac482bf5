"""Provinces side by side."""

from __future__ import annotations

from bot.answers.lookup import change, decimals
from bot.answers.model import ComparisonAnswer, Standing
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.phrases import bold, name
from bot.reply import Button, Reply
from data.model.indices import Index, Indicator
from data.periods import before_merger

Row = tuple[Index, Indicator, str, tuple[Standing, ...]]
"""An index, a criterion of it, a period, and the standings of all provinces compared."""


def comparison(answer: ComparisonAnswer, t: Translator) -> Reply:
    names = [name(t, province) for province in answer.provinces]
    lines: list[str | None] = [bold("⚖️ " + " – ".join(names))]
    if len(names) < 2:
        one = names[0] if names else phrases.spelt(t, "Hưng Yên")
        other = phrases.spelt(t, "Hưng Yên" if one != phrases.spelt(t, "Hưng Yên") else "Thái Bình")
        example = f"{'/sosanh' if t.language == 'vi' else '/compare'} {one}, {other} PAPI"
        lines.append(t("Name two to four provinces, for example: {example}", example=example))
        return phrases.reply(lines)
    lines.append(_difference(answer, t))
    folded: list[str] = []
    for at, row in enumerate(answer.rows):
        heading = at == 0 or (row[0].id, row[2]) != (answer.rows[at - 1][0].id, answer.rows[at - 1][2])
        told = _row(row, heading, t)
        if row[0].folded and answer.question.index is None:
            folded += ["", *told] if folded else told
        else:
            lines += ["", *told] if heading else told
    if folded:
        lines.append(Html("<blockquote expandable>" + "\n".join(folded) + "</blockquote>"))
    if not answer.rows:
        lines.append(t("No period has figures for these provinces."))
    if any(_best(standings) is not None for _, _, _, standings in answer.rows):
        lines += ["", t("◀ marks the one ahead.") if len(names) == 2 else t("◀ marks the first of them.")]
    shown = [one for row in answer.rows for one in row[3] if one.figure is not None]
    if any(before_merger(one.period) and (one.province.absorbed or one.province.ended) for one in shown):
        lines.append(t("ℹ️ Figures up to 2024 are for the 63 provinces of that time."))
    slugs = tuple(province.id for province in answer.provinces)
    buttons = [
        [
            Button(province_name, Question("profile", provinces=(slug,)))
            for slug, province_name in zip(slugs, names, strict=True)
        ],
        [
            Button(index.short, Question("comparison", provinces=slugs, index=index.id))
            for index in dict.fromkeys(row[0] for row in answer.rows)
            if answer.question.index is None and len(slugs) > 1
        ],
    ]
    labels = phrases.labels(t, (one for row in answer.rows for one in row[3]))
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.context.sources, *labels))


def _row(row: Row, heading: bool, t: Translator) -> list[str]:
    """One index or criterion: the figure of each province, and who is ahead; under its ``heading``, if it has one. Why
    several have none is told once.
    """
    index, indicator, when, standings = row
    lines: list[str] = [bold(phrases.sentence(phrases.period_name(t, index, when)))] if heading else []
    if indicator.code:
        lines.append(f"<b>{escape(phrases.indicator_name(t, indicator, short=True))}</b>")
    best = _best(standings)
    for standing in standings:
        mark = " ◀" if standing is best else ""
        who = escape(name(t, standing.province, standing.year))
        lines.append(f"• {who}: {phrases.outcome(t, standing)}{mark}")
        if standing.figure is None and standing.exclusion is not None and not indicator.code:
            why = "    " + phrases.why(t, standing.exclusion)
            lines += [] if why in lines else [why]
    return lines


def _difference(answer: ComparisonAnswer, t: Translator) -> str | None:
    """For two provinces in one index: which is ahead, by how much, and in how many criteria."""
    if len(answer.provinces) != 2 or not answer.question.index or not answer.rows:
        return None
    mine, other = answer.rows[0][3]
    moved = change(mine, other) if mine.figure and other.figure else None
    if mine.figure is None or moved is None or moved.score is None:
        return None
    if mine.doubted or other.doubted:
        return None
    below = [row[3] for row in answer.rows[1:]]
    ahead = sum(_best(pair) is pair[0] for pair in below)
    apart = abs(moved.score) >= 0.5 * 10 ** -decimals(mine)  # what is less than this shows as nothing
    said = [phrases.by_score(t, abs(moved.score), phrases.unit_of(mine), decimals(mine))] if apart else []
    if moved.rank:
        said.append(t.plural("{n} place", "{n} places", abs(moved.rank)))
    first, second = (name(t, one.province, one.year) for one in (mine, other))
    amount = Html(", ".join(said))
    if not said:
        text = t("{first} and {second} have the same score", first=first, second=second)
    elif (moved.score if apart else moved.rank or 0) > 0:
        text = t("{first} is ahead of {second} by {amount}", first=first, second=second, amount=amount)
    else:
        text = t("{first} is behind {second} by {amount}", first=first, second=second, amount=amount)
    if not below:
        return text
    return text + t("; ahead on {n} of {total} criteria", n=ahead, total=len(below))


def _best(standings: tuple[Standing, ...]) -> Standing | None:
    """The standing that is plainly ahead: by score where all have one, else by rank where all have one."""
    figures = [one.figure for one in standings]
    if len(standings) < 2 or any(one.figure is None or one.doubted for one in standings):
        return None
    scores = [figure.score for figure in figures if figure is not None and figure.score is not None]
    if len(scores) == len(standings):
        return standings[scores.index(max(scores))] if scores.count(max(scores)) == 1 else None
    ranks = [figure.rank for figure in figures if figure is not None and figure.rank is not None]
    if len(ranks) == len(standings):
        return standings[ranks.index(min(ranks))] if ranks.count(min(ranks)) == 1 else None
    return None
