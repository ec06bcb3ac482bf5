"""One aspect of an index: who took part, when it is announced, who publishes it, how it differs from another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from bot.answers.model import Announced, IndexAnswer, Participants
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.folded import folded
from bot.render.phrases import bold, name
from bot.reply import Button, Reply

OPEN = 5
"""How many periods are shown unfolded."""


def aspect(answer: IndexAnswer, t: Translator) -> Reply | None:
    """The answer to a question about one aspect; None for a question about the index as a whole."""
    worded = ASPECTS.get(answer.question.topic)
    if worded is None or (worded is _difference and answer.other is None):
        return None
    shown, listed = worded(answer, t)
    one = answer.index
    other = answer.other.index if answer.other is not None else None
    buttons: list[list[Button | None]] = [
        [
            Button(
                t("What {index} is", index=phrases.index_name(t, one)), replace(answer.question, topic="", versus=None)
            ),
            Button(t("What {index} is", index=phrases.index_name(t, other)), Question("index", index=other.id))
            if other
            else None,
        ]
    ]
    tail = footnotes.source_line(t, answer.sources)
    shown += listed[:OPEN]
    return phrases.reply([*shown, folded(listed[OPEN:], [*shown, tail])], buttons, tail=tail)


Worded = tuple[list[str | None], list[str]]
"""The lines that are always seen, and a list of which the first are."""


def _title(answer: IndexAnswer, t: Translator) -> Html:
    return bold(f"📘 {phrases.index_title(t, answer.index)} — {t.pick(answer.index.name_vi, answer.index.name_en)}")


def _publisher(answer: IndexAnswer, t: Translator) -> Worded:
    one = answer.index
    publisher = t("Published by: {publisher}", publisher=t.pick(one.publisher_vi, one.publisher_en))
    usual = t.pick(one.announced_vi, one.announced_en)
    return [_title(answer, t), bold(Html(publisher)), escape(usual) + "." if usual else None], []


def _announcements(answer: IndexAnswer, t: Translator) -> Worded:
    """When it is usually announced, and the days on which the figures of past periods were."""
    one, usual = answer.index, t.pick(answer.index.announced_vi, answer.index.announced_en)
    lines: list[str | None] = [_title(answer, t)]
    if answer.year is not None:
        lines += [bold(_announced_on(date, t)) for date in answer.announced]
        if not answer.announced:
            lines.append(
                t(
                    "I do not know when {index} {year} was announced.",
                    index=phrases.index_name(t, one),
                    year=answer.year,
                )
            )
            lines.append(escape(usual) + "." if usual else None)
        return lines, []
    lines.append(bold(Html(escape(usual) + ".")) if usual else None)
    if one.dated:
        lines.append(t("A running score: every figure bears the day it was read."))
    elif not answer.announced:
        lines.append(t("No date of a past announcement is known."))
    return lines, [
        Html(f"• {escape(phrases.sentence(phrases.period_name(t, one, date.period)))}: ")
        + (t.date(date.day) if date.day is not None else _announced_on(date, t))
        for date in answer.announced
    ]


def _announced_on(date: Announced, t: Translator) -> Html:
    if date.day is not None:
        return t("Announced on {date}", date=t.date(date.day))
    assert date.said is not None
    return Html(escape(t.pick(date.said.text_vi, date.said.text_en)))


def _participants(answer: IndexAnswer, t: Translator) -> Worded:
    """How many provinces took part in each period, and who was left out."""
    one = answer.index
    lines: list[str | None] = [_title(answer, t)]
    if not answer.participants:
        what = phrases.index_name(t, one) + (f" {answer.year}" if answer.year is not None else "")
        lines.append(t("How many provinces took part in {what} is not known.", what=what))
        return lines, []
    alike = groupby(answer.participants, lambda period: (_took_part(period, t), one.dated and period.period))
    listed = [_of_periods(text, tuple(periods), answer, t) for (text, _), periods in alike]
    if any(not period.full for period in answer.participants):
        lines.append(t("Provinces are counted where there is a whole table; else what sources say is shown."))
    return lines, listed


def _of_periods(text: str, periods: tuple[Participants, ...], answer: IndexAnswer, t: Translator) -> str:
    """What is to be said of periods that follow each other and are alike."""
    what: str = phrases.sentence(phrases.period_name(t, answer.index, periods[0].period))
    if len(periods) > 1:
        what = f"{phrases.index_title(t, answer.index)} {footnotes.spans(int(one.period) for one in periods)}"
    return f"• {bold(what)}: {text}"


def _took_part(period: Participants, t: Translator) -> str:
    if not period.full:
        said = "; ".join(escape(t.pick(fact.text_vi, fact.text_en)) for fact in period.said)
        return said or t("sources print ranks out of {n}", n=period.printed)
    text = t.plural(
        "{n} of {units} province has a result",
        "{n} of {units} provinces have a result",
        period.measured,
        units=period.units,
    )
    by_reason: dict[str, list[str]] = {}
    for province, exclusion in period.left_out:
        reason = t.pick(exclusion.reason_vi, exclusion.reason_en)
        by_reason.setdefault(reason, []).append(name(t, province, int(period.period[:4])))
    no_reason = t("the sources give no reason")
    absent = [Html(f"{t.list(names)} ({escape(reason) or no_reason})") for reason, names in by_reason.items()]
    return text + ("; " + t("without {provinces}", provinces=Html("; ".join(absent))) if absent else "")


def _difference(answer: IndexAnswer, t: Translator) -> Worded:
    """What two indices measure, whom they ask, who publishes them, in what unit and since when, side by side."""
    other = answer.other
    assert other is not None
    both = (answer, other)
    first, second = (phrases.index_name(t, one.index) for one in both)
    lines: list[str | None] = [bold(t("⚖️ How {first} and {second} differ", first=first, second=second))]
    for title, said in (
        (t("What it measures"), _measures),
        (t("Who is asked"), _asked),
        (t("Published by"), _published),
        (t("Unit"), _unit),
        (t("Made of"), _structure),
        (t("Figures since"), _since),
    ):
        told = [(phrases.index_title(t, one.index), said(one, t)) for one in both]
        if any(text for _, text in told):
            unknown = t("not known")
            lines += ["", bold(title)]
            lines += [f"• {escape(called)}: {text or unknown}" for called, text in told]
    lines += ["", t("Scores and ranks of the two do not compare with each other.")]
    return lines, []


def _measures(one: IndexAnswer, t: Translator) -> str:
    return escape(t.pick(one.index.measures_vi, one.index.measures_en))


def _asked(one: IndexAnswer, t: Translator) -> str:
    return escape(t.pick(one.asks.text_vi, one.asks.text_en)) if one.asks is not None else ""


def _published(one: IndexAnswer, t: Translator) -> str:
    return escape(t.pick(one.index.publisher_vi, one.index.publisher_en))


def _unit(one: IndexAnswer, t: Translator) -> str:
    scale = phrases.plain(t, one.editions[-1].scale)
    unit = t("percent") if one.index.unit == phrases.PERCENT else t("points, scale {scale}", scale=scale)
    return unit + (", " + t("a running score shown with its date") if one.index.dated else "")


def _structure(one: IndexAnswer, t: Translator) -> str:
    return escape(t.pick(one.editions[-1].structure_vi, one.editions[-1].structure_en))


def _since(one: IndexAnswer, t: Translator) -> str:
    years = [str(edition.first_year) for edition in one.editions]
    if len(years) == 1:
        return years[0]
    return t("{year}; method changed in {years}", year=years[0], years=", ".join(years[1:]))


ASPECTS: dict[str, Callable[[IndexAnswer, Translator], Worded]] = {
    "publisher": _publisher,
    "announced": _announcements,
    "participants": _participants,
    "difference": _difference,
}
"""Topic of a question -> what words the answer."""
