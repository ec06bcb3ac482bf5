"""Text -> Question: what a person wants to know, in either language, typed in any way people type (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import Literal

from bot import commands
from bot.names import Gazetteer
from bot.names.normalize import spell
from bot.questions import task_request
from bot.questions.clarification import Clarification
from bot.questions.composition import QuestionBuilder
from bot.questions.criteria import Criteria
from bot.questions.criterion_choice import CriterionChoice
from bot.questions.criterion_scoring import CriterionScorer, of_criteria
from bot.questions.features import features
from bot.questions.followup_words import FollowupWords
from bot.questions.followups import Followups
from bot.questions.home import FOLLOWED, OF_HOME, needs_home, needs_other_half
from bot.questions.index_words import IndexWords
from bot.questions.intents import Intent, allowed, commanded, intent_of_label, named, topic
from bot.questions.merging import Merged, kept
from bot.questions.near_commands import COMMAND, NearCommand, near
from bot.questions.parsed import MOST_PROVINCES, Parsed, Said
from bot.questions.parser import Parser
from bot.questions.phrases import KIND
from bot.questions.question import Question
from bot.questions.reasoning import Reasoning, pieces_of
from bot.questions.scoring import Scorer
from bot.questions.shown import Shown, shown_by
from bot.questions.unsaid import filled
from data.lexicon import Lexicon
from data.model.indices import Index, Indicator
from data.model.tasks import Document

SINGLE_OR_PROFILE = ("profile", "standing", "components", "history", "gaps", "reach", "records", "comparison")
"""Answers that need a province."""
OF_ALL_PROVINCES = ("table", "movers", "index")
"""Answers on all provinces: if nothing is named at all, a province with a slip may be meant."""


class Reader:
    """Reads questions. It is built once per data version and is pure afterwards.

    ``indices`` tell which are dated and what they are called, ``indicators`` which criterion bore a name in which year.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        indices: Iterable[Index] = (),
        indicators: Iterable[Indicator] = (),
        documents: Iterable[Document] = (),
    ) -> None:
        self.gazetteer = gazetteer
        rows = tuple(indices)
        words = IndexWords(rows)
        self._listener = Parser(gazetteer, words, lexicon, documents)
        self._criteria = Criteria(gazetteer, words, indicators, lexicon.criteria, lexicon.combinations)
        known = {name.id for name in gazetteer.all("indicator")}
        scorer = CriterionScorer(of_criteria(lexicon.criterion_weights, known), lexicon.small_words)
        self.criterion = CriterionChoice(self._criteria, scorer)
        self._builder = QuestionBuilder(tuple(index.id for index in rows if index.dated))
        self._clarification = Clarification(gazetteer)
        leaning = FollowupWords(lexicon.followups, self._listener.vocabulary)
        self._followups = Followups(leaning, self._index_said, lambda id: gazetteer.get("province", id))
        self.scorer = Scorer(lexicon.weights)

    def knowing(self, documents: Iterable[Document]) -> Reader:
        """The same with other documents, made at once: offices bring plans while the names stay as they are."""
        other = copy(self)
        other._listener = self._listener.knowing(documents)
        return other

    def read(self, text: str, *, today: dt.date, last: Question | Shown | None = None, home: str = "") -> Question:
        """The question in a message: a command line or free text. Never raises; the time is bounded.

        ``last`` is what was asked, or shown, before in the same conversation: it completes a text that means nothing by
        itself ("năm 2021", "còn Thái Bình?", "so với Hà Nội"), and never one that stands on its own. ``home`` is the
        province that is meant by a text of its own that needs one and names none; '' if there is none.
        """
        command, rest = commands.split(text)
        if command is not None:
            asked = self.command(command.name, rest, today=today)
            if home and command.intent in OF_HOME:
                return self._at_home(self._listener.hear(rest, today, commanded=True), rest, home, asked, command)
            return asked
        wish = task_request.asked(text)
        if wish is not None:
            wished = self.read(f"/{wish.name} {wish.names}", today=today, home=home)
            if wished.topic == wish.name and wished.intent != "help":
                return wished
        unknown = near(text)
        if unknown is not None:
            return self._near(unknown, today, home)
        if not KIND.isdisjoint(text) and not spell(text):
            return Question("help", topic="thanks")
        parsed = self._listener.hear(text, today)
        alone = self._question(parsed, text)
        shown = last if isinstance(last, Shown) or last is None else shown_by(last)
        continued = self._continued(parsed, text, alone, shown, today) if shown is not None else None
        if home and (continued is None or "mine" in parsed.asks):
            mine = self._at_home(parsed, text, home, alone)
            return mine if mine.home else continued or alone
        return continued or alone

    def _near(self, unknown: NearCommand, today: dt.date, home: str) -> Question:
        """What a command near one that does not exist reads, which says so; else the question that names those near."""
        meant = unknown.harmless
        if meant is None:
            return Question("unknown", topic=COMMAND, heard=unknown.typed)
        question = self.read(f"/{meant.name} {unknown.rest}", today=today, home=home)
        if question.intent in ("choose", "unknown", "help", "about"):
            return question
        return replace(question, heard=", ".join(filter(None, (unknown.typed, question.heard))))

    def _continued(self, parsed: Parsed, text: str, alone: Question, shown: Shown, today: dt.date) -> Question | None:
        """What a text asks in a conversation; None where it stands on its own."""
        step = self._followups.step(parsed, alone, shown)
        if isinstance(step, Question):
            return step
        if isinstance(step, str):
            argued = self.command(step, text, today=today)
            return None if argued.intent in ("help", "unknown") else argued
        if step is None:
            return None
        question = self._together(step, text)
        if parsed.criteria and not parsed.indices and any(choice.kind == "index" for choice in question.choices):
            # The last index does not have the criterion, which brings its own index.
            bare = replace(shown, question=replace(step.last, index=None, indicator=None))
            step = self._followups.step(parsed, alone, bare)
            return self._together(step, text) if isinstance(step, Merged) else None
        return None if question.intent in ("help", "unknown") else question

    def _at_home(
        self, parsed: Parsed, text: str, home: str, alone: Question, command: commands.Command | None = None
    ) -> Question:
        """The question ``alone`` of a text, or what it asks of ``home`` where it needs a province and names none."""
        if needs_other_half(parsed, self._before_province(text), command):
            both = replace(parsed, provinces=[(home, ""), *parsed.provinces])
            asked = self._builder.compose("comparison", both, self.criterion.of(parsed), command)
            return replace(asked, home=True) if len(set(asked.provinces)) > 1 else alone
        if not needs_home(parsed, alone, command):
            return alone
        asked = self._question(replace(parsed, provinces=[(home, "")]), text, command)
        meant = asked.then if asked.intent == "choose" and asked.then is not None else asked
        fits = meant.provinces == (home,) and meant.intent in (*OF_HOME, *FOLLOWED)
        return replace(asked, home=True) if fits else alone

    def _before_province(self, text: str) -> str:
        """The folded words before the first province that a text names."""
        words, mentions = self.gazetteer.scan(text)
        start = next((one.start for one in mentions if one.kind == "province"), 0)
        return " ".join(words[:start])

    def _together(self, step: Merged, text: str) -> Question:
        return kept(self._question(step.parsed, text, kind=step.kind), step)

    def _index_said(self, index: str) -> Said:
        return Said((self.gazetteer.get("index", index),), index)

    def explain(self, text: str, *, today: dt.date) -> Reasoning:
        """How a text of its own is understood: what explains it and what each kind of answer scores."""
        command, rest = commands.split(text)
        parsed = self._listener.hear(text if command is None else rest, today, commanded=command is not None)
        settled = self.criterion.of(parsed)
        parsed = filled(parsed)
        ranked = self.scorer.ranked(features(parsed, settled), allowed(parsed, settled))
        return Reasoning(self.read(text, today=today), pieces_of(parsed), parsed.rest, tuple(ranked[:4]))

    def heard(self, text: str, *, today: dt.date) -> Parsed:
        """The parts of a text of its own."""
        return self._listener.hear(text, today)

    def names_nothing(self, text: str, *, today: dt.date) -> bool:
        """Whether a text names nothing that a question could be about, and has no words that were not understood."""
        parsed = self._listener.hear(text, today)
        named = parsed.provinces or parsed.unsure or parsed.indices or parsed.criteria or parsed.codes or parsed.region
        return not (named or parsed.country or parsed.agency or parsed.content or parsed.asks & {"off", "other"})

    def command(self, name: str, arguments: str, *, today: dt.date) -> Question:
        """The question of a command, by name or alias, with its arguments in any order.

        A command without arguments asks for help on itself. So does one that asks nothing (/lang) or is unknown.
        """
        command = commands.find(name)
        if command is None or command.intent in ("", "help"):
            about = commands.find(arguments) or command
            return Question("help", topic="" if about is None or about.name == "help" else about.name)
        if command.intent == "about":
            return Question("about")
        parsed = self._listener.hear(
            arguments, today, counting=command.intent == "table" and not command.drawn, commanded=True
        )
        if not arguments.strip() and command.intent not in ("table", "index"):
            return Question("help", topic=command.name)
        return self._question(parsed, arguments, command)

    def _question(
        self, parsed: Parsed, text: str, command: commands.Command | None = None, kind: Intent | Literal[""] = ""
    ) -> Question:
        tabular = command is not None and command.intent in ("table", "movers") and command.drawn != "map"
        number = parsed.numbers[0] if command and parsed.numbers else None
        settled = self.criterion.of(parsed, None if tabular else number)
        said = parsed
        if command is None:
            parsed = filled(parsed)
            label = kind or self.scorer.best(features(parsed, settled), allowed(parsed, settled))
            if label == "table" and "changes" in parsed.asks and not (parsed.provinces or parsed.unsure):
                label = "movers"  # "what moved in PAPI 2024": without a province it is provinces that did
            intent, about = intent_of_label(label, settled)
        else:
            intent, about = commanded(command, parsed, settled), ""
        if intent in OF_ALL_PROVINCES and not said.provinces:
            parsed = replace(parsed, provinces=[])  # whoever writes has nothing to do with it
        if intent == "unknown":
            return self._clarification.not_understood(parsed, text, self._of_a_province)
        if intent == "about":
            whole = self._clarification.a_name(text) if command is None else None
            return whole or Question("about")
        needs_province = intent in SINGLE_OR_PROFILE and not (parsed.provinces or parsed.unsure)
        of_nothing = command is None and intent in OF_ALL_PROVINCES and not (named(settled) or parsed.region)
        if intent == "help" or needs_province or of_nothing:
            whole = self._clarification.a_name(text) if about == "" and command is None else None
            if whole is not None:
                return whole
        if intent == "help" or needs_province:
            if about == "thanks" and "bye" in parsed.asks and "thanks" not in parsed.asks:
                about = "bye"
            return Question("help", topic=about or topic(parsed, command))
        question = self._builder.compose(intent, parsed, settled, command)
        if number is None and parsed.numbers and intent in ("table", "movers"):
            number = parsed.numbers[0]
        if intent in ("table", "movers") and number is None and len(parsed.loose) == 1 and not parsed.region:
            number = parsed.loose[0]
        if intent in ("table", "movers") and number and question.n is None and question.place is None:
            question = replace(question, n=min(number, MOST_PROVINCES))
        return self._clarification.choose(question, parsed, settled)

    def _of_a_province(self, parsed: Parsed) -> Question:
        """The question that would be asked if the words not understood were a province."""
        named = replace(parsed, provinces=[("", "")], rest="", passed="", passed_wide="")
        settled = self._criteria.settle(named)
        intent, _ = intent_of_label(self.scorer.best(features(named, settled), allowed(named, settled)), settled)
        return replace(self._builder.compose(intent, named, settled), provinces=(), via="")
