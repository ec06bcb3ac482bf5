"""What was shown last in a conversation, as far as the next words may mean it (pure)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import commands
from bot.questions.question import Question, complete

WISHES = ("follow", "unfollow")
MOST_WISHES = 9
ASKS_NOTHING = ("unknown", "help", "about", "follow", "unfollow", "following")
"""Answers that leave a conversation where it was."""
PAGED = ("table", "movers", "tasks")
"""Answers that have pages."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The last question that was answered, and what its answer showed.

    ``before`` is the question before it. ``topic`` is the command whose arguments were asked for last ("/tasks" alone).
    ``options`` are the questions offered to choose from, ``provinces`` the rows of a table or what was compared, both
    in the order shown. ``weakest`` is the code of the criterion that was named as the weakest. ``further`` asks for
    what follows on the next page; None where nothing does. ``about`` is the last question that was of an index, and
    ``wishes`` are those about following that were said last, one after the other. ``whose`` is the one province that
    was asked about last, also where a table of all was shown since; () where it was several.
    """

    question: Question | None = None
    before: Question | None = None
    topic: str = ""
    options: tuple[Question, ...] = ()
    provinces: tuple[str, ...] = ()
    weakest: str = ""
    further: Question | None = None
    about: Question | None = None
    wishes: tuple[Question, ...] = ()
    whose: tuple[str, ...] = ()


def shown_by(question: Question) -> Shown:
    """What a question alone tells of its answer. What follows it is asked of the same province, home or not."""
    if question.home:
        question = replace(question, home=False)
    options = tuple(_known(complete(question, choice)) for choice in question.choices) if question.then else ()
    if question.intent == "help":
        command = commands.find(question.topic) if question.topic else None
        asks = command is not None and command.intent not in ("", "help", "about")
        return Shown(topic=command.name if command is not None and asks else "")
    if question.intent in WISHES:
        return Shown(options=options, wishes=(question,))
    if question.intent in ASKS_NOTHING:
        return Shown(options=options)
    further = replace(question, page=question.page + 1) if question.intent in PAGED else None
    return Shown(question=question, options=options, provinces=question.provinces, further=further)


def again(question: Question) -> Question:
    """The question asked once more, in other words than its own ("biểu đồ"), which do not say its year."""
    return replace(question, carried=question.year is not None)


def _known(question: Question) -> Question:
    """The question without what is still to be chosen in it."""
    while question.intent == "choose" and question.then is not None:
        question = question.then
    return question


def after(last: Shown | None, now: Shown) -> Shown:
    """What a conversation knows once ``now`` was shown, too: an answer that told nothing leaves it where it was."""
    if now.question is not None:
        before = last.question if last is not None else None
        about = now.question if now.question.index else last.about if last is not None else None
        whose = now.question.provinces or (last.whose if last is not None else ())
        return replace(now, before=before, about=about, whose=whose if len(whose) == 1 else ())
    if last is None:
        return now
    if now.wishes:
        return replace(last, options=now.options, wishes=(*last.wishes, *now.wishes)[-MOST_WISHES:])
    return replace(last, topic=now.topic or last.topic, options=now.options or last.options)
