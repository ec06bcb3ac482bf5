"""The button that opens an answer on a public page, where there is a public address (pure)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answers.model import Answer, ComparisonAnswer, ProfileAnswer, TableAnswer, TasksAnswer
from bot.i18n import Language, Translator
from bot.questions import Question
from bot.reply import Button, Reply

PageOf = Callable[[Question, Language], str]
"""The whole address of the page that answers a question, in a language; '' where none does."""


def with_page(reply: Reply, answer: Answer, t: Translator, page: PageOf | None) -> Reply:
    """The reply with a button to its page, where that shows more than a chat can: whole tables, provinces, tasks."""
    whole = isinstance(answer, TableAnswer) and answer.full
    if page is None or not (whole or isinstance(answer, ProfileAnswer | TasksAnswer | ComparisonAnswer)):
        return reply
    question = replace(answer.question, via="", heard="", left_out=(), page=0, n=None, bottom=False)
    if isinstance(answer, TableAnswer):
        dated = "-" in answer.period
        question = replace(question, year=answer.year, period=answer.period if dated else None)
    address = page(question, t.language)
    return replace(reply, buttons=(*reply.buttons, (Button(t("🌐 Web page"), url=address),))) if address else reply
