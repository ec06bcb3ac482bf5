"""What a file is made of, read from the store before the file is made elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from bot.answers import periods
from bot.answers.model import TasksAnswer
from bot.answers.tasks import every_task
from bot.answers.tasks import tasks as tasks_answer
from bot.answers.viewing import Viewing
from bot.questions import Question
from bot.questions.intents import OF_TASKS
from data.model.figures import Results
from data.model.tasks import Task
from data.queries.catalogue import Catalogue
from data.store import Store
from data.tasks.model import Reported


@dataclass(frozen=True, slots=True)
class FigureMaterial:
    """The results of every index and period asked for: the indices in their order, the newest period first."""

    subject: Question
    catalogue: Catalogue
    results: tuple[Results, ...]


@dataclass(frozen=True, slots=True)
class TaskMaterial:
    """All tasks asked for, not a page of them; ``answer`` says what they are of."""

    subject: Question
    catalogue: Catalogue
    tasks: tuple[Task, ...]
    answer: TasksAnswer
    today: dt.date

    @property
    def reported(self) -> Reported:
        """What became of the tasks, as far as the reader may know it."""
        return self.answer.reported


async def gather(store: Store, subject: Question, viewing: Viewing) -> FigureMaterial | TaskMaterial:
    """Everything the file of a subject needs, for this reader."""
    catalogue = store.catalogue
    if subject.intent == "tasks":
        found, _ = await every_task(store, subject)
        if subject.topic in OF_TASKS:  # nobody reports on what was only gathered
            found = tuple(task for task in found if task.document.brought)
        plain = replace(subject, topic="") if subject.topic in OF_TASKS else subject
        answer = await tasks_answer(store, plain, viewing)
        return TaskMaterial(subject, catalogue, found, answer, viewing.today)
    indices = [subject.index] if subject.index is not None else list(catalogue.indices)
    found_results = [
        results
        for index in indices
        for period in periods.candidates(store, index, subject)
        if (results := await store.results(index, period)) is not None
    ]
    return FigureMaterial(subject, catalogue, tuple(found_results))
