"""One province through the years."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.lookup import change, decimals
from bot.answers.model import HistoryAnswer, Standing
from bot.i18n import Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.buttons import about
from bot.render.phrases import bold, name
from bot.reply import Button, Reply


def history(answer: HistoryAnswer, t: Translator) -> Reply:
    what = phrases.index_name(t, answer.index)
    if answer.indicator.code:
        what += ", " + phrases.indicator_name(t, answer.indicator)
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
                "I have found no {what} figure for {province}.",
                what=what,
                province=name(t, answer.province),
            )
        )
    if any(one.doubted for one in answer.points):
        lines.append(t("⚠️ marks a figure on which the sources do not agree."))
    lines += footnotes.context_lines(t, answer.context, answer.province)
    slug = (answer.province.id,)
    code = answer.indicator.code or None
    ask = Question("records", provinces=slug, index=answer.index.id, indicator=code)
    newest = next((one for one in reversed(answer.points) if one.figure), None)
    buttons: list[list[Button | None]] = [
        [
            Button(phrases.period_name(t, newest.index, newest.period), about(answer.question, newest))
            if newest
            else None,
            Button(t("Best and worst years"), ask) if len(answer.points) > 1 else None,
            Button(t("Tasks"), replace(ask, intent="tasks")),
        ]
    ]  # fmt: skip
    labels = phrases.labels(t, answer.points)
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.context.sources, *labels))


def _step(t: Translator, by: float, unit: str, places: int) -> str:
    """A change beside its score: points after points need no word, percentage points are no percentages."""
    if unit == phrases.PERCENT:
        return phrases.moved_score(t, by, unit, places)
    return f"{phrases.arrow(by)} {t.number(abs(by), places)}"


def _moved(t: Translator, point: Standing, previous: Standing | None) -> str:
    """A year's outcome, with what changed since the line above: "hạng 19/61 (▼ 7) · 44,40 điểm (▲ 0,17)"."""
    figure = point.figure
    if figure is None:
        return phrases.outcome(t, point)
    steady = previous is not None and not (point.index.dated and point.period[:4] != previous.period[:4])
    moved = change(point, previous) if steady else None
    said = []
    rank = phrases.rank(t, figure, point.measured, point.tied)
    if rank:
        by = moved.rank if moved else None
        said.append(rank + (f" ({phrases.arrow(by)} {abs(by)})" if by else ""))
    shown = phrases.bare_score(t, point)
    if shown:
        step = moved.score if moved else None
        places = decimals(point)
        visible = step is not None and abs(step) >= 0.5 * 10**-places
        said.append(shown + (f" ({_step(t, step, phrases.unit_of(point), places)})" if visible and step else ""))
    text = " · ".join(said) + phrases.doubt(point)
    if moved is None or moved.rank is None:
        printed = phrases.printed_change(t, point, figure)
        text += f" ({printed})" if printed else ""
    return text
