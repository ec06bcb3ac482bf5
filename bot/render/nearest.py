"""The nearest period that has what the one asked for lacks: its line, its button, and that it was answered instead."""

from __future__ import annotations

from dataclasses import replace

from bot.i18n import Html, Translator
from bot.questions import Question
from bot.render import phrases
from bot.render.rich import beside_title
from bot.reply import Button, Reply
from data.model.indices import Index


def period_of(question: Question, index: Index | None, t: Translator) -> str:
    """The period that a question names: "PAPI 2024"; the year alone where it names no index."""
    period = question.period or str(question.year)
    return phrases.period_name(t, index, period) if index is not None else t("the year {year}", year=period)


def line(question: Question | None, index: Index | None, t: Translator) -> Html | None:
    """Which period is the nearest that answers; None where ``question``, which asks for it, is None."""
    if question is None:
        return None
    return t("The nearest period for which I can answer this: {subject}", subject=period_of(question, index, t))


def button(question: Question | None, index: Index | None, t: Translator) -> Button | None:
    """The button that asks for the nearest period; None where ``question`` is None."""
    return Button(phrases.sentence(period_of(question, index, t)), question) if question is not None else None


def with_nearest(reply: Reply, asked: Question, shown: Question, index: Index | None, t: Translator) -> Reply:
    """The answer of the period ``shown``, with a second line that says that the one ``asked`` for has no figures."""
    first, *rest = reply.html.split("\n", 1)
    said = t(
        "ℹ️ I have no figures for {asked}; this is {shown}, the nearest for which I can answer.",
        asked=period_of(asked, index, t),
        shown=period_of(shown, index, t),
    )
    rich = beside_title(reply.rich, [said]) if reply.rich else ""
    return replace(reply, html="\n".join([first, said, *rest]), rich=rich)
