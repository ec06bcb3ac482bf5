"""What an answer showed that the next words may mean: its rows, the options to choose from, the weakest criterion."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.lookup import extremes
from bot.answers.model import (
    Answer,
    ChooseAnswer,
    ComparisonAnswer,
    ComponentsAnswer,
    GapsAnswer,
    MoversAnswer,
    Standing,
    StandingAnswer,
    TableAnswer,
    UnknownAnswer,
)
from bot.questions.shown import Shown, shown_by


def shown(answer: Answer) -> Shown:
    """What the answer showed, in the order it showed it."""
    told = shown_by(answer.question)
    match answer:
        case ChooseAnswer() | UnknownAnswer():
            return replace(told, options=tuple(question for _, _, question in answer.options))
        case TableAnswer():
            rows = tuple(province.id for province, _ in answer.rows)
            return replace(told, provinces=rows)
        case MoversAnswer():
            moves = answer.fallers if answer.question.direction == "down" else answer.risers
            if answer.question.page:
                return replace(told, provinces=())  # how many stand on a page is for its wording to say
            return replace(told, provinces=tuple(standing.province.id for standing, _ in moves))
        case ComparisonAnswer():
            return replace(told, provinces=tuple(province.id for province in answer.provinces))
        case GapsAnswer():
            return replace(
                _of_index(told, answer.standing),
                weakest=answer.gaps[0].part.standing.indicator.code if answer.gaps else "",
            )
        case ComponentsAnswer():
            weakest = extremes(answer.parts)[1]
            code = weakest.indicator.code if weakest is not None else ""
            return replace(_of_index(told, answer.standing), weakest=code)
        case StandingAnswer():
            return replace(told, weakest=answer.weakest.indicator.code if answer.weakest is not None else "")
        case _:
            return told


def _of_index(told: Shown, standing: Standing) -> Shown:
    """The same, of the index that was shown where the question named none."""
    if told.question is None or told.question.index is not None:
        return told
    return replace(told, question=replace(told.question, index=standing.index.id))
