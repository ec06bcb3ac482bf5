"""The buttons that take an answer elsewhere: its question as an inline query, its fact as a sentence to copy (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.answers.model import (
    Answer,
    ComparisonAnswer,
    ComponentsAnswer,
    GapsAnswer,
    HistoryAnswer,
    MoversAnswer,
    ProfileAnswer,
    Standing,
    StandingAnswer,
    TableAnswer,
)
from bot.i18n import Html, Translator
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.related import pinned, says_something
from bot.reply import MOST_COPIED, Button, Reply, plain_text, units
from data.model.figures import Source
from data.model.indices import Index, Indicator

MOST_SHARED = 100
"""Characters of an inline query of ours; Telegram takes 256."""
FEWEST_ROWS = 3
"""A table of which fewer rows fit into what is copied is not copied."""

Read = Callable[[str], Question]
"""Reads a text as if somebody wrote it."""


def with_sharing(reply: Reply, answer: Answer, t: Translator, read: Read) -> Reply:
    """The reply with buttons to share and to copy under answers that people show to others."""
    if not isinstance(answer, StandingAnswer | ProfileAnswer | ComponentsAnswer | ComparisonAnswer | TableAnswer):
        return reply
    if not says_something(answer):
        return reply
    shared, copied = shared_text(answer, t, read), copied_text(answer, t)
    row = [
        Button(t("Share"), share=shared) if shared else None,
        Button(t("Copy"), copy=copied) if copied else None,
    ]
    buttons = tuple(button for button in row if button is not None)
    return replace(reply, buttons=(*reply.buttons, buttons)) if buttons else reply


def shared_text(answer: Answer, t: Translator, read: Read) -> str:
    """A short text that asks the same when it is read; '' for a question that no such text asks."""
    question = _total(pinned(answer))
    text = plain_text(_words(answer, t))
    if not text or len(text) > MOST_SHARED:
        return ""
    return text if _total(read(text)) == question else ""


def _total(question: Question) -> Question:
    """The question, with the total that is meant where no criterion is named."""
    return replace(question, indicator=question.indicator or None)


def _words(answer: Answer, t: Translator) -> str:
    match answer:
        case ProfileAnswer(province=province):
            return " ".join(filter(None, [phrases.name(t, province), str(answer.question.year or "")]))
        case StandingAnswer(standing=now):
            return _about(now, t)
        case ComponentsAnswer(standing=now) if not answer.question.topic:
            return t("{about}, criterion by criterion", about=Html(_about(now, t)))
        case GapsAnswer(standing=now):
            return t("Where does {about} lose points", about=Html(_about(now, t)))
        case HistoryAnswer():
            who, what = phrases.name(t, answer.province), _measure(answer.index, answer.indicator, t)
            return t("{about} over the years", about=Html(f"{who} {what}"))
        case ComparisonAnswer():
            return _comparison(answer, t)
        case TableAnswer(full=True):
            return _table(answer, t)
        case MoversAnswer(why=None):
            return t("Who rose and who fell in {what}", what=_whole(answer, t))
    return ""


def _about(now: Standing, t: Translator) -> str:
    return f"{phrases.name(t, now.province)} {_measure(now.index, now.indicator, t)} {_when(now.period, t)}"


def _measure(index: Index, indicator: Indicator, t: Translator) -> str:
    criterion = phrases.indicator_name(t, indicator, short=True) if indicator.code else ""
    return f"{index.short} {criterion}".rstrip()


def _when(period: str, t: Translator) -> str:
    return t.partial_date(period)


def _comparison(answer: ComparisonAnswer, t: Translator) -> str:
    """The provinces, and index, criterion and year as far as they were named."""
    question = answer.question
    names = ", ".join(phrases.name(t, province) for province in answer.provinces)
    row = answer.rows[0] if answer.rows and question.index is not None else None
    what = _measure(row[0], row[1] if question.indicator else replace(row[1], code=""), t) if row is not None else ""
    when = question.period or str(question.year or "")
    return t("Compare {what}", what=Html(" ".join(filter(None, [names, what, _when(when, t)]))))


def _table(answer: TableAnswer, t: Translator) -> str:
    question, what = answer.question, _whole(answer, t)
    if question.n is None:
        return t("Bottom of {what}", what=what) if question.bottom else t("{what} ranking", what=what)
    if question.bottom:
        return t("Bottom {n} of {what}", n=question.n, what=what)
    return t("Top {n} of {what}", n=question.n, what=what)


def _whole(answer: TableAnswer | MoversAnswer, t: Translator) -> Html:
    """Index, criterion, period and region of what is told of many provinces."""
    region = t.pick(answer.region.name_vi, answer.region.name_en) if answer.region is not None else ""
    parts = [_measure(answer.index, answer.indicator, t), _when(answer.period, t), region]
    return Html(" ".join(filter(None, parts)))


# --- the sentence to copy -----------------------------------------------------------------------------------


def copied_text(answer: Answer, t: Translator) -> str:
    """The fact with its year and its source, for a report, as plain text; '' where it does not fit or is in doubt."""
    match answer:
        case StandingAnswer(standing=now) | ComponentsAnswer(standing=now):
            return _standing(now, answer.context.sources, t)
        case TableAnswer(full=True):
            return _rows(answer, t)
    return ""


def _standing(now: Standing, sources: Iterable[Source], t: Translator) -> str:
    if now.figure is None or now.doubted:
        return ""
    read_in = {half.source for half in now.made_of}
    own = [source for source in sources if source.id in read_in]
    if not own:
        return ""
    who, what = phrases.name(t, now.province, now.year), phrases.period_name(t, now.index, now.period)
    names = [""]
    if now.indicator.code:
        names = [phrases.indicator_name(t, now.indicator), phrases.indicator_name(t, now.indicator, short=True)]
    said = ", ".join(phrases.outcome(t, now, with_scale=True).split(" · "))
    labels = "; ".join(dict.fromkeys(phrases.rank_kind(t, half) for half in now.made_of))
    subjects = (", ".join(filter(None, [who, what, one])) for one in names)
    return _fitting([f"{subject}: {said}; {labels}" for subject in subjects], own, t)


def _rows(answer: TableAnswer, t: Translator) -> str:
    """As many rows of the page as fit, the first ones, each with its rank in the whole country."""
    what = phrases.period_name(t, answer.index, answer.period)
    if answer.indicator.code:
        what += ", " + phrases.indicator_name(t, answer.indicator, short=True)
    places = answer.index.decimals + (1 if "." in answer.indicator.code else 0)
    rows = [
        f"{figure.rank}. {phrases.name(t, province, answer.year)} "
        f"{phrases.amount(t, figure.score, figure.unit, places)}"
        for province, figure in answer.rows
        if figure.rank is not None and figure.score is not None
    ]
    label = phrases.rank_kind(t, answer.rows[0][1]) if answer.rows else ""
    for many in range(len(rows), FEWEST_ROWS - 1, -1):
        text = _fitting([f"{phrases.sentence(what)}: {'; '.join(rows[:many])} ({label})"], answer.sources, t)
        if text:
            return text
    return ""


def _fitting(facts: list[str], sources: Iterable[Source], t: Translator) -> str:
    """The first of these wordings of a fact that can be copied with its source; '' where all are too long."""
    source = t("Source: {sources}", sources="; ".join(footnotes.titles(t, sources)))
    wordings = (plain_text(f"{fact}. {source}") for fact in facts)
    return next((text for text in wordings if units(text) <= MOST_COPIED), "")
