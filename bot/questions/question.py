"""The question as a plain value: ids only, and the same whether it was typed, pressed or followed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from bot.questions.intents import Intent

TableGroup = Literal["", "lowest", "low-average", "high-average", "highest"]
"""A quarter of a table, as PAPI publishes them; '' where none is asked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that may have been meant; ``id`` is that of ``data.model.names.Name``."""

    kind: Literal["province", "index", "indicator"]
    id: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A line that provinces of a table are above or below: a score, the mean, the median, or another province's score.

    ``score`` is in the index's unit and set where ``of`` is ``score``; ``province`` where it is ``province``.
    """

    side: Literal["above", "below"]
    of: Literal["score", "mean", "median", "province"]
    score: float | None = None
    province: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. It holds ids only; ``None`` means "not said".

    ``provinces`` are in the order named. ``indicator`` is a code within ``index`` ('' is the total, None not said).
    ``period`` is a date (``2026-09-17``) or a month (``2026-09``) where one was named, and ``year`` is then its year.
    ``region`` and ``n`` restrict a table, ``bottom`` reverses it. ``via`` is the city that led to the first province
    ("Đà Lạt"). For ``choose``, ``choices`` are the options and ``then`` is the question that each of them completes
    (see ``complete``). For ``unknown``, ``choices`` are the nearest names and ``heard`` the words not understood.

    In a history ``since`` is the first year asked for and ``n`` the number of years back. ``topic`` is the command for
    which ``help`` is wanted ('' for help in general), or ``hello`` or ``thanks`` where nothing was asked; for ``index``
    it is what is asked about it: ``announced`` (when), ``publisher`` (by whom) or '' (everything). ``left_out`` are
    provinces beyond the four that are compared. ``place`` is the one place of a table that is asked for ("hạng 19").
    ``year`` is any from 1990 to 2099, whether or not an index has it. A ``standing`` with a ``region`` asks for the
    place within it. ``heard`` is what was said and passed over ("PCI", "thời tiết", "47,178"), in any kind of answer;
    '' if all was understood.

    ``place_to`` is the last of several places ("hạng 15 đến 25"). ``group`` and ``bound`` restrict a table. What movers
    are wanted is ``direction`` ('' both). A ``reach`` goes to ``place``, to ``group`` or to the province or score of
    ``bound``. ``document`` is the id of the document whose tasks are asked for, ``versus`` the index that another one
    is held against ("PAPI khác SIPAS thế nào"), and ``agency_said`` an agency, as typed, that no document names.
    ``topic`` is also ``changes`` (of components: against the year before), ``regions`` (of a table: means by region),
    ``participants`` or ``difference`` (of an index), ``off`` (unknown: what no index is about), ``english`` or
    ``vietnamese`` (help: asks to be answered in that language). ``home``: no province was named, and the one that the
    chat calls its home is meant. ``evil``: it was asked by what the criterion is against ("tham nhũng"), so that more
    is worse in what follows ("còn ít nhất?"); questions that differ in nothing else are the same.
    """

    intent: Intent
    provinces: tuple[str, ...] = ()
    index: str | None = None
    indicator: str | None = None
    year: int | None = None
    period: str | None = None
    region: str | None = None
    agency: str | None = None
    n: int | None = None
    bottom: bool = False
    page: int = 0
    via: str = ""
    choices: tuple[Choice, ...] = ()
    then: Question | None = None
    heard: str = ""
    since: int | None = None
    topic: str = ""
    left_out: tuple[str, ...] = ()
    place: int | None = None
    place_to: int | None = None
    group: TableGroup = ""
    bound: Bound | None = None
    direction: Literal["", "up", "down"] = ""
    document: str | None = None
    versus: str | None = None
    agency_said: str = ""
    home: bool = False
    evil: bool = field(default=False, compare=False)


def complete(question: Question, choice: Choice) -> Question:
    """The question that remains once ``choice`` has been made: ``then`` with the choice put in, at any depth."""
    then = question.then
    if then is None:
        return question
    if then.intent == "choose" and then.then is not None:
        return replace(then, then=complete(then, choice))
    if choice.kind == "province":
        return replace(then, provinces=(*then.provinces, choice.id))
    index, _, code = choice.id.partition(":")
    intent: Intent = "standing" if then.intent == "profile" else then.intent
    return replace(then, intent=intent, index=index, indicator=code if choice.kind == "indicator" else then.indicator)
