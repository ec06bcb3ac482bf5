"""Provinces side by side, and one province through the years."""

from __future__ import annotations

from bot.answers.kinds import ComparisonAnswer, HistoryAnswer, Standing
from bot.answers.standings import change, decimals
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import notes, words
from bot.render.place import about
from bot.render.words import bold, name
from bot.reply import Button, Reply
from data.model import MERGER_DAY


def comparison(answer: ComparisonAnswer, t: Translator) -> Reply:
    names = [name(t, province) for province in answer.provinces]
    lines: list[str | None] = [bold("⚖️ " + " – ".join(names))]
    if len(names) < 2:
        example = "/sosanh Hưng Yên, Thái Bình PAPI" if t.language == "vi" else "/compare Hung Yen, Thai Binh PAPI"
        lines.append(t("Name two to four provinces, for example: {example}", example=example))
        return words.reply(lines)
    period: tuple[str, str] | None = None
    lines.append(_difference(answer, t))
    for index, indicator, when, standings in answer.rows:
        if (index.id, when) != period:
            period = (index.id, when)
            lines += ["", bold(words.period_name(t, index, when))]
        if indicator.code:
            lines.append(f"<b>{escape(words.indicator_name(t, indicator, short=True))}</b>")
        best = _best(standings)
        for standing in standings:
            mark = " ◀" if standing is best else ""
            who = escape(name(t, standing.province, standing.year))
            lines.append(f"• {who}: {words.outcome(t, standing)}{mark}")
            if standing.figure is None and standing.exclusion is not None and not indicator.code:
                lines.append("    " + words.why(t, standing.exclusion))
    if not answer.rows:
        lines.append(t("No period has figures for these provinces."))
    else:
        lines += ["", t("◀ marks the one ahead.")]
    if any(one.year < MERGER_DAY.year for row in answer.rows for one in row[3]) and any(
        province.absorbed or province.ended for province in answer.provinces
    ):
        lines.append(t("ℹ️ Figures until 2024 are those of the 63 provinces of that time."))
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
    labels = words.labels(t, (one.figure for row in answer.rows for one in row[3]))
    return words.reply(lines, buttons, tail=notes.source_line(t, answer.context.sources, *labels))


def _difference(answer: ComparisonAnswer, t: Translator) -> str | None:
    """Two provinces on one index: who is ahead, by how much, and on how many criteria."""
    if len(answer.provinces) != 2 or not answer.question.index or not answer.rows:
        return None
    mine, other = answer.rows[0][3]
    moved = change(mine, other) if mine.figure and other.figure else None
    if mine.figure is None or moved is None or moved.score is None:
        return None
    if words.doubt(mine.figure) or words.doubt(other.figure):
        return None
    below = [row[3] for row in answer.rows[1:]]
    ahead = sum(_best(pair) is pair[0] for pair in below)
    said = [words.by_score(t, abs(moved.score), mine.figure)]
    if moved.rank:
        said.append(t.plural("{n} place", "{n} places", abs(moved.rank)))
    first, second = (name(t, one.province, one.year) for one in (mine, other))
    amount = Html(", ".join(said))
    text = (
        t("{first} is ahead of {second} by {amount}", first=first, second=second, amount=amount)
        if moved.score > 0
        else t("{first} is behind {second} by {amount}", first=first, second=second, amount=amount)
    )
    if not below:
        return text
    return text + t("; ahead on {n} of {total} criteria", n=ahead, total=len(below))


def _best(standings: tuple[Standing, ...]) -> Standing | None:
    """The one that is plainly ahead: by score where all have one, else by rank where all have one."""
    figures = [one.figure for one in standings]
    if len(standings) < 2 or any(figure is None or figure.flag in ("conflict", "suspect") for figure in figures):
        return None
    scores = [figure.score for figure in figures if figure is not None and figure.score is not None]
    if len(scores) == len(standings):
        return standings[scores.index(max(scores))] if scores.count(max(scores)) == 1 else None
    ranks = [figure.rank for figure in figures if figure is not None and figure.rank is not None]
    if len(ranks) == len(standings):
        return standings[ranks.index(min(ranks))] if ranks.count(min(ranks)) == 1 else None
    return None


def history(answer: HistoryAnswer, t: Translator) -> Reply:
    what = answer.index.short
    if answer.indicator.code:
        what += ", " + words.indicator_name(t, answer.indicator)
    lines: list[str | None] = [
        bold(t("📈 {province} — {what} through the years", province=name(t, answer.province), what=what))
    ]
    previous: Standing | None = None
    body: list[str] = []
    for point in answer.points:
        edition = answer.breaks.get(point.period)
        if edition is not None:
            why = t.pick(edition.change_vi, edition.change_en) or t("the method changed")
            body.append(t("— {change}; not comparable with the years before —", change=why))
        when = t.partial_date(point.period) if "-" in point.period else point.period
        text = f"{when}: {_moved(t, point, previous if edition is None else None)}"
        if point.figure is None and point.exclusion is not None and point.exclusion.reason_en:
            text += f" ({escape(t.pick(point.exclusion.reason_vi, point.exclusion.reason_en))})"
        if point.figure is None and point.missing == "not-measured":
            text = f"{when}: " + t("not measured")
        body.append(text)
        previous = point if point.figure else None
    lines += body
    if not answer.points:
        lines.append(
            t(
                "No figure of {what} for {province} in the sources gathered.",
                what=what,
                province=name(t, answer.province),
            )
        )
    if any(one.figure and one.figure.flag in ("conflict", "suspect") for one in answer.points):
        lines.append(t("⚠️ marks a figure on which the sources do not agree."))
    lines += notes.context_lines(t, answer.context, answer.province)
    slug = (answer.province.id,)
    code = answer.indicator.code or None
    newest = next((one for one in reversed(answer.points) if one.figure), None)
    buttons: list[list[Button | None]] = [
        [
            Button(words.period_name(t, newest.index, newest.period), about(answer.question, newest))
            if newest
            else None,
            Button(t("Tasks"), Question("tasks", provinces=slug, index=answer.index.id, indicator=code)),
        ]
    ]  # fmt: skip
    labels = words.labels(t, (one.figure for one in answer.points))
    return words.reply(lines, buttons, tail=notes.source_line(t, answer.context.sources, *labels))


def _moved(t: Translator, point: Standing, previous: Standing | None) -> str:
    """ "hạng 19/61 (▼ 7) · 44,40 điểm (▲ 0,17)": a year's outcome with what moved on the line above."""
    figure = point.figure
    if figure is None:
        return words.outcome(t, point)
    steady = previous is not None and not (point.index.dated and point.period[:4] != previous.period[:4])
    moved = change(point, previous) if steady else None
    said = []
    rank = words.rank(t, figure, point.measured, point.tied)
    if rank:
        by = moved.rank if moved else None
        said.append(rank + (f" ({words.arrow(by)} {abs(by)})" if by else ""))
    shown = words.bare_score(t, point)
    if shown:
        step = moved.score if moved else None
        places = decimals(point)
        visible = step is not None and abs(step) >= 0.5 * 10**-places
        said.append(shown + (f" ({words.arrow(step)} {t.number(abs(step), places)})" if visible and step else ""))
    text = " · ".join(said) + words.doubt(figure)
    if moved is None or moved.rank is None:
        printed = words.printed_change(t, figure, point.year)
        text += f" ({printed})" if printed else ""
    return text
