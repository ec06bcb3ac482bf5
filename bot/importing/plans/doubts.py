"""Which doubts about a plan a person is asked, each once however often it arose, and what may be meant (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.importing.draft import FileProblem
from bot.importing.plans.reading import PlanQuestion
from bot.importing.plans.task_reader import LIKE_AGENCY, NO_AGENCY, NO_INDEX, UNREAD, WHICH
from bot.names import Ambiguous, Found, Gazetteer
from bot.names.gazetteer import Match
from data.model.names import Name, NameKind
from data.queries.catalogue import Catalogue
from data.releases.plan_draft import TaskDraft

MOST_OPTIONS = 5
KINDS = {LIKE_AGENCY: "agency", NO_AGENCY: "agency", WHICH: "criterion", UNREAD: "criterion", NO_INDEX: "index"}


class Doubts:
    """Makes questions of the problems of a plan for ``year``."""

    def __init__(self, gazetteer: Gazetteer, catalogue: Catalogue, year: int) -> None:
        self._gazetteer = gazetteer
        self._catalogue = catalogue
        self._codes = {
            f"{index}:{row.code}"
            for index, rows in catalogue.indicators.items()
            for row in rows
            if row.code and (row.holds(year) or row.holds(year - 1))
        }

    def questions(self, problems: Iterable[FileProblem], tasks: Sequence[TaskDraft]) -> tuple[PlanQuestion, ...]:
        """One for each thing said that is not sure, in the order in which it stands; none where nothing may be offered:
        that is shown with its place, and stays as it is written.
        """
        found: dict[tuple[str, str], list[FileProblem]] = {}
        for problem in problems:
            if problem.msgid in KINDS:
                said = str(dict(problem.values).get("said", ""))
                found.setdefault((KINDS[problem.msgid], said), []).append(problem)
        served = tuple(dict.fromkeys(f"{index}:" for task in tasks for index, _ in task.criteria))
        made = []
        for (kind, said), where in found.items():
            match kind:
                case "agency":
                    made.append(PlanQuestion("agency", said, self._agencies(said), tuple(where)))
                case "criterion":
                    made.append(PlanQuestion("criterion", said, self._criteria(said, where[0], served), tuple(where)))
                case _:
                    every = tuple(f"{index}:" for index in self._catalogue.indices)
                    options = tuple(dict.fromkeys((*served, *every)))
                    made.append(PlanQuestion("index", said, options, tuple(where)))
        return tuple(one for one in made if one.options)

    def _agencies(self, said: str) -> tuple[str, ...]:
        return tuple(name.id for name in _names(self._gazetteer.resolve(said, "agency"), "agency"))[:MOST_OPTIONS]

    def _criteria(self, said: str, problem: FileProblem, served: Sequence[str]) -> tuple[str, ...]:
        """Those that the words may mean or, of words that are none's, the nearest; then the plan's own indices."""
        which = dict(problem.values).get("which")
        if isinstance(which, tuple):
            pairs = (str(one).partition(" ") for one in which)
            return tuple(f"{index}:{code}" for index, _, code in pairs)
        near = [name.id for name in _names(self._gazetteer.resolve(said, "indicator"), "indicator")]
        return tuple(dict.fromkeys((*(id for id in near if id in self._codes), *served)))[:MOST_OPTIONS]


def _names(outcome: Match, kind: NameKind) -> tuple[Name, ...]:
    """What a text may mean, of that kind alone."""
    if isinstance(outcome, Found):
        found: tuple[Name, ...] = (outcome.name,)
    else:
        found = outcome.names if isinstance(outcome, Ambiguous) else outcome.nearest
    return tuple(name for name in found if name.kind == kind)
