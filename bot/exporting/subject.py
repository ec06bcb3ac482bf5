"""What of a question goes into a file: an index or a criterion, provinces, or tasks (pure).

Whatever restricts an answer to what a phone shows (a page, the first ten) is left out: a file holds it all. Without a
year it holds every year.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answers.tasks import GENERAL
from bot.questions import Question
from bot.questions.intents import OF_TASKS

MOST_PROVINCES = 8
OF_ALL = ("table", "movers", "index")
OF_PROVINCES = ("profile", "standing", "components", "comparison", "history", "gaps", "reach", "records")


def subject_of(question: Question) -> Question | None:
    """The one question that stands for everything that gives the same file; None where no file can be made."""
    when = {"year": question.year, "period": question.period}
    if question.intent == "tasks":
        # A button holds ids, no words as typed.
        topic = GENERAL if question.agency_said or question.topic == GENERAL else ""
        if question.topic in OF_TASKS:
            topic = "progress"
        return Question("tasks", question.provinces, question.index, question.indicator, question.year,
                        agency=question.agency, document=question.document, topic=topic)  # fmt: skip
    code = question.indicator or None
    if question.intent in OF_PROVINCES and question.provinces:
        slugs = tuple(dict.fromkeys((*question.provinces, *question.left_out)))[:MOST_PROVINCES]
        return Question("components", slugs, question.index, code if question.index else None, **when)  # type: ignore[arg-type]
    if question.intent in (*OF_ALL, *OF_PROVINCES) and question.index is not None:
        return Question("table", (), question.index, code, region=question.region, **when)  # type: ignore[arg-type]
    return None


def in_words(subject: Question) -> Question:
    """The question whose answer says in a chat what the file of a subject holds."""
    if subject.intent != "components":
        return subject
    if len(subject.provinces) > 1:
        return replace(subject, intent="comparison", provinces=subject.provinces[:4])
    if subject.index is None:
        return replace(subject, intent="profile")
    return subject if subject.year else replace(subject, intent="history")
