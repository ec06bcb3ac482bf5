"""The questions beside an answer: the same one with its period named, and what others in a chat may ask next (pure)."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.model import (
    Answer,
    ComparisonAnswer,
    ComponentsAnswer,
    GapsAnswer,
    HelpAnswer,
    HistoryAnswer,
    IndexAnswer,
    MoversAnswer,
    OverdueAnswer,
    ProfileAnswer,
    ProgressAnswer,
    ReachAnswer,
    RecordsAnswer,
    Standing,
    StandingAnswer,
    TableAnswer,
    TargetsAnswer,
    TasksAnswer,
    UnknownAnswer,
)
from bot.questions import Question
from bot.render.buttons import about


def pinned(answer: Answer) -> Question:
    """The question of an answer with the period that was shown, so that newer figures do not change what it asks;
    without the words that were passed over.
    """
    question = replace(answer.question, via="", heard="", left_out=())
    match answer:
        case StandingAnswer(standing=now) | ComponentsAnswer(standing=now) | GapsAnswer(standing=now) if now.figure:
            return replace(question, index=now.index.id, year=now.year, period=_day(now.period))
        case TableAnswer(full=True) | MoversAnswer(why=None):
            return replace(question, index=answer.index.id, year=int(answer.period[:4]), period=_day(answer.period))
    return question


def _day(period: str) -> str | None:
    return period if "-" in period else None


def further(answer: Answer) -> list[Question]:
    """What else may be wanted, beside this answer, by whoever asks it among others."""
    question = answer.question
    match answer:
        case ProfileAnswer():
            return [about(question, now) for now, _ in answer.standings]
        case StandingAnswer():
            return _beside(question, answer.standing)
        case ComponentsAnswer() | GapsAnswer() | ReachAnswer():
            return [about(question, answer.standing), *_beside(question, answer.standing)]
        case HistoryAnswer() | RecordsAnswer():
            now = next((one for one in reversed(answer.points) if one.figure is not None), None)
            return [about(question, now), *_beside(question, now)] if now is not None else []
        case ComparisonAnswer():
            return _each(answer)
        case TableAnswer():
            moved = Question("movers", index=answer.index.id, indicator=question.indicator, year=answer.year or None)
            return [*([moved] if answer.full else []), Question("index", index=answer.index.id)]
        case MoversAnswer() if answer.period:
            table = Question("table", index=answer.index.id, indicator=question.indicator, year=int(answer.period[:4]))
            return [table, Question("index", index=answer.index.id)]
        case IndexAnswer():
            return [Question("table", index=answer.index.id)]
        case TasksAnswer(province=province) if province is not None:
            return [Question("profile", (province.id,))]
        case TargetsAnswer():
            return [Question("profile", (answer.province.id,))]
    return []


def _beside(question: Question, now: Standing) -> list[Question]:
    return [
        about(question, now, intent="components"),
        about(question, now, intent="history", year=None, period=None),
        about(question, now, intent="gaps"),
        replace(about(question, now, intent="table"), provinces=()),
    ]


def _each(answer: ComparisonAnswer) -> list[Question]:
    """Each of the provinces compared: in the index where one was named, else in all."""
    if answer.question.index is None or not answer.rows:
        return [Question("profile", (province.id,)) for province in answer.provinces]
    return [about(answer.question, now) for now in answer.rows[0][3]]


def says_something(answer: Answer) -> bool:
    """Whether there is any fact in an answer, and not only the reason why there is none."""
    match answer:
        case HelpAnswer() | UnknownAnswer():
            return False
        case StandingAnswer():
            return answer.standing.figure is not None
        case ProfileAnswer():
            return bool(answer.standings)
        case ComponentsAnswer():
            return bool(answer.parts or answer.splits)
        case GapsAnswer():
            return bool(answer.gaps)
        case HistoryAnswer():
            return len(answer.points) > 1
        case TableAnswer():
            return bool(answer.rows or answer.facts)
        case MoversAnswer():
            return answer.why is None
        case ComparisonAnswer():
            return len(answer.provinces) > 1 and bool(answer.rows)
        case TasksAnswer() | OverdueAnswer():
            return bool(answer.tasks)
        case ProgressAnswer():
            return bool(answer.documents)
        case TargetsAnswer():
            return bool(answer.promises)
    return True
