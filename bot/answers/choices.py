"""What may have been meant: the options to choose from, or the nearest names."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.model import ChooseAnswer, UnknownAnswer
from bot.questions import Question, complete
from data.queries.catalogue import Catalogue
from data.store import Store

OFF = "off"
"""The topic of a question about what no index is about."""


async def choose(store: Store, question: Question) -> ChooseAnswer:
    """The answer when several things may have been meant: one button each, which completes the question."""
    return ChooseAnswer(question, _options(store.catalogue, question))


async def unknown(store: Store, question: Question) -> UnknownAnswer:
    """The answer when nothing was understood: the nearest names, if there are any. What no index is about has none."""
    options = _options(store.catalogue, question) if question.topic != OFF else ()
    return UnknownAnswer(question, question.heard, options, tuple(store.catalogue.indices.values()))


def _options(catalogue: Catalogue, question: Question) -> tuple[tuple[str, str, Question], ...]:
    asked = question if question.then is not None else replace(question, then=Question("profile"))
    options = []
    for choice in question.choices:
        completed = complete(asked, choice)
        while completed.intent == "choose" and completed.then is not None:
            completed = completed.then  # there is a second thing to choose: the button asks as much as is known
        if choice.kind == "province" and choice.id in catalogue.provinces:
            province = catalogue.provinces[choice.id]
            options.append((province.name_vi, province.name_en, completed))
        elif choice.kind == "index" and choice.id in catalogue.indices:
            short = catalogue.indices[choice.id].short
            options.append((short, short, completed))
        elif choice.kind == "indicator":
            found, _, code = choice.id.partition(":")
            rows = [row for row in catalogue.indicators.get(found, ()) if row.code == code]
            if rows:
                short = catalogue.indices[found].short
                options.append((f"{short} · {rows[-1].short_vi}", f"{short} · {rows[-1].short_en}", completed))
    return tuple(options)
