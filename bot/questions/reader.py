"""Text -> Question: what a person wants to know, in either language, typed in any way people type (pure)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from bot import commands
from bot.names import Ambiguous, Found, Gazetteer, Unknown
from bot.names.normalize import fold, spell
from bot.questions.beside_names import added_up, said_together
from bot.questions.criteria import Criteria, Settled
from bot.questions.criterion_scoring import ANY, CriterionScorer
from bot.questions.dates import clean
from bot.questions.features import features
from bot.questions.followup_words import FollowupWords
from bot.questions.followups import Followups
from bot.questions.index_words import IndexWords
from bot.questions.intents import SAY_NOTHING, Intent, allowed, aspect, bottom, commanded, intent_of_label, named, topic
from bot.questions.merging import Merged, kept
from bot.questions.misspelt import LONGEST, a_slip_away
from bot.questions.parsed import MOST_PROVINCES, Parsed, Said
from bot.questions.parser import Parser
from bot.questions.phrases import KIND, SWEARS
from bot.questions.question import Bound, Choice, Question
from bot.questions.reasoning import Reasoning, pieces_of
from bot.questions.scoring import Scorer
from bot.questions.shown import Shown, shown_by
from bot.questions.word_features import GAP, content
from data.lexicon import Lexicon
from data.model import Document, Index, Indicator, Name

MOST_COMPARED = 4
SINGLE = ("components", "history", "gaps", "reach", "records", "tasks", "targets")
"""Answers on one province: if several are named, the bot asks which one."""
SINGLE_OR_PROFILE = ("profile", "standing", "components", "history", "gaps", "reach", "records", "comparison")
"""Answers that need a province."""
OF_ALL_PROVINCES = ("table", "movers", "index")
"""Answers on all provinces: if nothing is named at all, a province with a slip may be meant."""
FIRST_SHORT_YEAR, LAST_SHORT_YEAR = 11, 26
RANKING = frozenset({"top", "bottom", "movers", "fallers", "reach", "tasks"})
"""Phrases beside which a bare number is a count or a place rather than a year."""
OF_ALL = frozenset(
    {"top", "bottom", "table", "who", "nation", "movers", "fallers", "region-means", "publisher", "announced"}
)
"""Phrases that ask for all provinces, or for none."""
CHANGES = frozenset({"changes", "change", "fall", "movers", "fallers"})
PART, OPTION, BESIDE_INDEX, ALONE = 0.95, 0.6, 0.5, 0.8
"""How sure a criterion must be: as a part of the one named, as one of several named, beside its index, and alone."""
REGIONAL = ("table", "standing", "comparison", "movers", "follow", "unfollow")
"""Answers that a region narrows; a place within a region is asked of a standing."""
_MASHED = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|(?:asd|qwe|zxc)\w*|^[bcdfghjklmnpqrstvwxz]{4,}$")
SHOW_EVERY_INDEX: dict[Intent, Intent] = {
    "profile": "profile",
    "standing": "profile",
    "comparison": "comparison",
    "tasks": "tasks",
    "targets": "targets",
}
"""The answers that show every index where several were named ("PAPI và SIPAS của Hưng Yên") and none is chosen."""


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
        self._gazetteer = gazetteer
        rows = tuple(indices)
        words = IndexWords(rows)
        self._listener = Parser(gazetteer, words, lexicon, documents)
        self._criteria = Criteria(gazetteer, words, indicators, lexicon.criteria)
        self._dated = tuple(index.id for index in rows if index.dated)
        leaning = FollowupWords(lexicon.followups, self._listener.vocabulary)
        self._followups = Followups(leaning, self._index_said, lambda id: gazetteer.get("province", id))
        self.criterion_scorer = CriterionScorer(lexicon.criterion_weights, lexicon.small_words)
        self._preferred = words.preferred
        self.scorer = Scorer(lexicon.weights)
        self._indices = tuple(Choice("index", name.id) for name in gazetteer.all("index"))

    def read(self, text: str, *, today: dt.date, last: Question | Shown | None = None) -> Question:
        """The question in a message: a command line or free text. Never raises; the time is bounded.

        ``last`` is what was asked, or shown, before in the same conversation: it completes a text that means nothing by
        itself ("năm 2021", "còn Thái Bình?", "so với Hà Nội"), and never one that stands on its own.
        """
        command, rest = commands.split(text)
        if command is not None:
            return self.command(command.name, rest, today=today)
        if not KIND.isdisjoint(text) and not spell(text):
            return Question("help", topic="thanks")
        parsed = self._listener.hear(text, today)
        alone = self._question(parsed, text)
        if last is None:
            return alone
        shown = last if isinstance(last, Shown) else shown_by(last)
        step = self._followups.step(parsed, alone, shown)
        if isinstance(step, Question):
            return step
        if isinstance(step, str):
            argued = self.command(step, text, today=today)
            return alone if argued.intent in ("help", "unknown") else argued
        if step is None:
            return alone
        question = self._together(step, text)
        if parsed.criteria and not parsed.indices and any(choice.kind == "index" for choice in question.choices):
            # The last index does not have the criterion, which brings its own index.
            bare = replace(shown, question=replace(step.last, index=None, indicator=None))
            step = self._followups.step(parsed, alone, bare)
            return self._together(step, text) if isinstance(step, Merged) else alone
        return alone if question.intent in ("help", "unknown") else question

    def _together(self, step: Merged, text: str) -> Question:
        return kept(self._question(step.parsed, text, kind=step.kind), step)

    def _index_said(self, index: str) -> Said:
        return Said((self._gazetteer.get("index", index),), index)

    def explain(self, text: str, *, today: dt.date) -> Reasoning:
        """How a text of its own is understood: what explains it and what each kind of answer scores."""
        command, rest = commands.split(text)
        parsed = self._listener.hear(text if command is None else rest, today, commanded=command is not None)
        settled = self._likened(parsed, self._criteria.settle(parsed))
        parsed = self._filled(parsed)
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
        settled = self._likened(parsed, self._criteria.settle(parsed, None if tabular else number))
        said = parsed
        if command is None:
            parsed = self._filled(parsed)
            label = kind or self.scorer.best(features(parsed, settled), allowed(parsed, settled))
            intent, about = intent_of_label(label, settled)
        else:
            intent, about = commanded(command, parsed, settled), ""
        if intent in OF_ALL_PROVINCES and not said.provinces:
            parsed = replace(parsed, provinces=[])  # whoever writes has nothing to do with it
        if intent == "unknown":
            return self._unknown(parsed, text)
        if intent == "about":
            whole = self._a_name(text) if command is None else None
            return whole or Question("about")
        needs_province = intent in SINGLE_OR_PROFILE and not (parsed.provinces or parsed.unsure)
        of_nothing = command is None and intent in OF_ALL_PROVINCES and not (named(settled) or parsed.region)
        if intent == "help" or needs_province or of_nothing:
            whole = self._a_name(text) if about == "" and command is None else None
            if whole is not None:
                return whole
        if intent == "help" or needs_province:
            if about == "thanks" and "bye" in parsed.asks and "thanks" not in parsed.asks:
                about = "bye"
            return Question("help", topic=about or topic(parsed, command))
        question = self._dated_index(self._plain(intent, parsed, settled, command))
        if number is None and parsed.numbers and intent in ("table", "movers"):
            number = parsed.numbers[0]
        if intent in ("table", "movers") and number is None and len(parsed.loose) == 1 and not parsed.region:
            number = parsed.loose[0]
        if intent in ("table", "movers") and number and question.n is None and question.place is None:
            question = replace(question, n=min(number, MOST_PROVINCES))
        return self._choose(question, parsed, settled)

    def _likened(self, parsed: Parsed, settled: Settled) -> Settled:
        """The criterion that words which name none surely speak for, or one of several that were named."""
        codes = [id for kind, id in settled.options if kind == "indicator"]
        best = self.criterion_scorer.best
        if settled.index and settled.indicator and not parsed.codes:
            part = self._part(parsed, settled.index, settled.indicator)
            return Settled(settled.index, part) if part else settled
        if codes:
            return self._one_of(codes, parsed, settled)
        if settled.indicator or settled.options:
            return settled
        index, found = settled.index, None
        if index is not None:
            found = best(content(parsed), index, least=BESIDE_INDEX)
        else:
            index, _, found = (best(content(parsed), ANY, least=ALONE) or "").partition(":")
        return self._then(index, found, parsed) if index and found else settled

    def _then(self, index: str, code: str, parsed: Parsed) -> Settled:
        """A criterion that words speak for, by the code that it had in the year said."""
        return Settled(index, self._criteria.in_year(index, code, parsed.when.year))

    def _one_of(self, codes: Sequence[str], parsed: Parsed, settled: Settled) -> Settled:
        """The criterion that is meant where several (``codes``) were named, or one that the index said does not have:
        what all are parts of, or what the words together speak for. What must be asked about stays as it is.
        """
        best, words = self.criterion_scorer.best, content(parsed)
        said = [id for kind, id in settled.options if kind == "index"]
        if said:
            found = best(words, said[0], least=BESIDE_INDEX) if len(said) == 1 else None
            return self._then(said[0], found, parsed) if found else settled
        several = len(parsed.criteria) > 1
        whole = self._criteria.whole(codes, together=said_together(parsed)) if several else ""
        indices = {id.partition(":")[0] for id in codes}
        among = [one for id in codes for one in (id, *self._criteria.parts(*id.split(":"), year=parsed.when.year))]
        if not whole and (settled.index or len(indices) == 1):
            index = settled.index or min(indices)
            own = [id.partition(":")[2] for id in among if id.startswith(f"{index}:")]
            found = best(words, index, least=OPTION) if several else None
            found = found or (best(words, index, least=OPTION, among=own) if own else None)
            whole = f"{index}:{found}" if found else ""
        elif not whole and several:
            whole = best(words, ANY, least=OPTION) or best(words, ANY, least=OPTION, among=among) or ""
        if whole in codes and added_up(parsed):
            return settled
        index, _, code = whole.partition(":")
        return self._then(index, code, parsed) if code else settled

    def _part(self, parsed: Parsed, index: str, code: str) -> str | None:
        """The part of a criterion that the words speak for: all of them, and those of the clause that names it too."""
        among = (code, *(id.partition(":")[2] for id in self._criteria.parts(index, code, year=parsed.when.year)))
        every = content(parsed, named=False)
        texts = (every, self._own_words(parsed, every, f"{index}:{code}")) if len(among) > 1 else ()
        found = {self.criterion_scorer.best(words, index, least=PART, among=among) for words in texts}
        return found.pop() if len(found) == 1 else None

    def _own_words(self, parsed: Parsed, words: list[str], criterion: str) -> list[str]:
        """Of all words those in the clauses that name a criterion officially; all of them where none does."""
        places = [said.start for said in parsed.criteria if said.end and self._criteria.is_official(said, criterion)]
        if parsed.explanation is None or not places:
            return words
        own = set(map(parsed.explanation.clause, places))
        return [word if parsed.explanation.clause(at) in own else GAP for at, word in enumerate(words)]

    def _filled(self, parsed: Parsed) -> Parsed:
        """The parts of a text of its own, with what goes without saying: the year, and the province of who writes."""
        return self._with_sender(self._with_year(parsed))

    @staticmethod
    def _with_year(parsed: Parsed) -> Parsed:
        """The parts with a bare number as a year where it can hardly be anything else ("papi hưng yên 22")."""
        if parsed.when.year is None and parsed.when.since is None and len(parsed.numbers) == 1:
            number = parsed.numbers[0]
            counts = parsed.asks & RANKING and parsed.n is None and parsed.place is None
            if FIRST_SHORT_YEAR <= number <= LAST_SHORT_YEAR and not counts:
                when = replace(parsed.when, year=2000 + number)
                return replace(parsed, when=when, numbers=[])
        return parsed

    @staticmethod
    def _with_sender(parsed: Parsed) -> Parsed:
        """The parts with the province of who writes, where that is asked about or no other is named."""
        said = parsed.asks - SAY_NOTHING or parsed.indices or parsed.criteria or parsed.codes or "mine" in parsed.asks
        said = said or "hello" not in parsed.asks
        if (
            said
            and parsed.senders
            and not (parsed.provinces or parsed.unsure or parsed.region)
            and (_its(parsed) or not _of_all(parsed.asks))
        ):
            several = len(parsed.senders) > 1 and parsed.asks & {"compare", "beside"}
            meant = parsed.senders if several else parsed.senders[-1:]
            return replace(parsed, provinces=[(one.name.id, one.via.name_vi if one.via else "") for one in meant])
        return parsed

    def _plain(self, intent: Intent, parsed: Parsed, settled: Settled, command: commands.Command | None) -> Question:
        """The question as it would be if nothing had to be asked back."""
        when, table = parsed.when, intent == "table"
        ranked = intent in ("table", "movers")
        aimed = intent == "reach"
        bound = parsed.bound if table or aimed else None
        ids = tuple(id for id, _ in parsed.provinces)
        if aimed and bound is not None and bound.of == "province" and parsed.rival in ids:
            bound = replace(bound, side="above", province=parsed.rival)
        if aimed and bound is not None and bound.of in ("mean", "median"):
            bound = replace(bound, side="above")
        bound = bound or self._line(parsed, intent, ids)
        if bound is not None and bound.of == "province":
            ids = tuple(id for id in ids if id != bound.province)
        elif aimed and len(ids) == 2:
            rival = parsed.rival if parsed.rival in ids else ids[1]
            ids, bound = tuple(id for id in ids if id != rival), Bound("above", "province", province=rival)
        document = self._document(parsed) if intent == "tasks" else None
        back = when.back if intent == "history" else None
        place = parsed.place
        if aimed and place is None:
            place = parsed.n or (1 if "top" in parsed.asks and bound is None and not parsed.group else None)
        index, versus = settled.index, None
        if intent == "index" and settled.index is None:
            pair = [id for kind, id in settled.options if kind == "index"]
            if len(pair) == 2 and "difference" in parsed.asks:
                index, versus = pair
        year = when.year
        asked_when = intent == "index" and when.period is None  # "when is 2024 announced"
        if when.announced and year and index is not None and index not in self._dated and not asked_when:
            year -= 1
        return Question(
            intent,
            provinces=ids[:MOST_COMPARED],
            index=index,
            indicator=settled.indicator,
            year=year,
            period=None if when.announced and index not in self._dated else when.period,
            region=parsed.region if intent in REGIONAL else None,
            agency=parsed.agency if intent == "tasks" else None,
            n=parsed.n if ranked else back,
            bottom=table and not parsed.group and bottom(parsed, command),
            via=parsed.provinces[0][1] if parsed.provinces else "",
            heard=_passed_over(intent, parsed, settled),
            since=when.since if intent in ("history", "targets") else None,
            topic=_topic(intent, parsed),
            left_out=ids[MOST_COMPARED:],
            place=place if table or aimed else None,
            place_to=parsed.place_to if table else None,
            group=parsed.group if table or aimed else "",
            bound=bound,
            direction=_direction(parsed) if intent == "movers" else "",
            document=document,
            versus=versus,
            agency_said=parsed.agency_said if intent == "tasks" and parsed.agency is None else "",
        )

    @staticmethod
    def _line(parsed: Parsed, intent: Intent, ids: tuple[str, ...]) -> Bound | None:
        """The line that a goal or a table names without saying on which side of it."""
        if intent == "reach" and parsed.score:
            return Bound("above", "score", float(parsed.score.rstrip("% ").replace(",", ".")))
        beyond_places = [number for number in parsed.numbers if number > MOST_PROVINCES]
        if intent == "reach" and beyond_places and not (parsed.place or parsed.n or parsed.group):
            return Bound("above", "score", float(beyond_places[0]))
        if intent == "reach" and parsed.middle and not parsed.place and not parsed.group:
            return Bound("above", parsed.middle)
        if intent == "table" and len(ids) == 1 and parsed.rival in ids:
            return Bound("below" if "below" in parsed.asks else "above", "province", province=parsed.rival)
        return None

    def _document(self, parsed: Parsed) -> str | None:
        """The one document whose number was said: of the province named, else the only one of that number."""
        slugs = {id for id, _ in parsed.provinces}
        own = [one.id for one in parsed.documents if one.province in slugs]
        found = own or [one.id for one in parsed.documents]
        return found[0] if len(found) == 1 or own else None

    def _dated_index(self, question: Question) -> Question:
        """The question with a day kept only for an index that has days; for the others the day's year counts."""
        if question.period is None:
            return question
        if question.index is None and len(self._dated) == 1 and question.intent in ("profile", "table"):
            intent: Intent = "standing" if question.intent == "profile" else question.intent
            return replace(question, index=self._dated[0], intent=intent)
        if question.index is not None and self._dated and question.index not in self._dated:
            return replace(question, period=None)
        return question

    def _choose(self, question: Question, parsed: Parsed, settled: Settled) -> Question:
        """A question that asks back about what is not clear: the criterion or index innermost, then the provinces."""
        unsure = [tuple(Choice("province", name.id) for name in names) for names in parsed.unsure]
        if question.intent in SINGLE and len(question.provinces) + len(unsure) > 1:
            named = (Choice("province", id) for id in question.provinces)
            unsure = [(*named, *(choice for choices in unsure for choice in choices))]
            question = replace(question, provinces=(), via="")
        kinds = {kind for kind, _ in settled.options}
        if question.versus is not None:
            pass
        elif kinds == {"index"} and question.intent in SHOW_EVERY_INDEX:
            question = replace(question, intent=SHOW_EVERY_INDEX[question.intent])
        elif settled.many and question.intent in SINGLE:
            question = replace(question, index=settled.many)
        elif kinds:
            question = _ask((Choice(kind, id) for kind, id in settled.options), question)
        elif question.intent in ("table", "movers", "index") and question.index is None:
            question = _ask(self._indices, question)
        elif question.intent == "profile" and parsed.region and len(question.provinces) + len(unsure) == 1:
            within = replace(question, intent="standing", region=parsed.region, heard=parsed.passed_wide)
            question = _ask(self._indices, within)
        for choices in unsure[:MOST_COMPARED]:
            question = _ask(choices, question)
        return question

    def _unknown(self, parsed: Parsed, text: str) -> Question:
        words = parsed.rest or parsed.country or clean(text)[:80]
        whole = self._a_name(text)
        if whole is not None:
            return whole
        if not _worth_repeating(words) or not SWEARS.isdisjoint(spell(clean(text)).split()):
            return Question("unknown", year=parsed.when.year)
        if parsed.country or parsed.provinces or parsed.asks & {"other", "off"}:
            return Question(
                "unknown", year=parsed.when.year, heard=words, topic="off" if parsed.asks & {"other", "off"} else ""
            )
        outcome = self._gazetteer.resolve(words)
        nearest = outcome.nearest if isinstance(outcome, Unknown) else _names(outcome)
        if not nearest:
            return Question("unknown", year=parsed.when.year, heard=words)
        choices = tuple(Choice("province", name.id) for name in nearest)
        lone = isinstance(outcome, Ambiguous) or len(words.split()) == 1
        if lone and (parsed.indices or parsed.criteria):
            return Question("choose", choices=choices, then=self._of_a_province(parsed))
        return Question(
            "unknown", year=parsed.when.year, choices=choices, heard=words, then=self._of_a_province(parsed)
        )

    def _a_name(self, text: str) -> Question | None:
        """The question whether a short text, all of it, is a province with a slip, though it is a word of its own."""
        words = fold(text).split()
        outcome = self._gazetteer.resolve(text) if 2 <= len(words) <= LONGEST and not text.startswith("/") else None
        match outcome:
            case None:
                return None
            case Unknown():
                near = [name for name in outcome.nearest if a_slip_away("".join(words), name)]
            case Found():
                near = [outcome.name] if outcome.how != "exact" and outcome.via is None else []
            case Ambiguous():
                near = [name for name in outcome.names if a_slip_away("".join(words), name)]
        if not near:
            return None
        choices = tuple(Choice("province", name.id) for name in near)
        return Question("unknown", choices=choices, heard=clean(text)[:80], then=Question("profile"))

    def _of_a_province(self, parsed: Parsed) -> Question:
        """The question that would be asked if the words not understood were a province."""
        named = replace(parsed, provinces=[("", "")], rest="", passed="", passed_wide="")
        settled = self._criteria.settle(named)
        intent, _ = intent_of_label(self.scorer.best(features(named, settled), allowed(named, settled)), settled)
        return replace(self._dated_index(self._plain(intent, named, settled, None)), provinces=(), via="")


def _its(parsed: Parsed) -> bool:
    """Whether a text points back at a place it named ("my wife is from Yen Bai, what's its rank")."""
    return parsed.explanation is not None and "its" in parsed.explanation.known


def _of_all(asks: frozenset[str]) -> bool:
    """Whether what is asked is about all provinces, whoever writes: what is still to reach is not, nor is the rank of
    "my" province in the country.
    """
    if "reach" in asks or ({"mine", "rank"} <= asks and not asks & OF_ALL - {"nation"}):
        return False
    return bool(asks & OF_ALL)


def _names(outcome: Found | Ambiguous) -> tuple[Name, ...]:
    return (outcome.name,) if isinstance(outcome, Found) else outcome.names


def _direction(parsed: Parsed) -> Literal["", "up", "down"]:
    up = bool(parsed.asks & {"movers", "change"})
    down = bool(parsed.asks & {"fallers", "fall"})
    if up == down or "either" in parsed.asks or parsed.turn:
        return "" if parsed.turn == "both" else parsed.turn
    return "up" if up else "down"


def _topic(intent: Intent, parsed: Parsed) -> str:
    if intent == "index":
        return aspect(parsed)
    if intent == "components" and (parsed.asks & CHANGES or parsed.when.against or parsed.when.since):
        return "changes"
    return "regions" if intent == "table" and "region-means" in parsed.asks and parsed.region is None else ""


def _ask(choices: Iterable[Choice], then: Question) -> Question:
    return Question("choose", choices=tuple(choices), then=then)


def _passed_over(intent: Intent, parsed: Parsed, settled: Settled) -> str:
    """What was said and plays no part in the answer, as typed; words without content are left out."""
    words = parsed.passed if intent == "tasks" else parsed.passed_wide
    score = "" if intent == "reach" or (parsed.bound is not None and parsed.bound.of == "score") else parsed.score
    parts = [parsed.when.beyond, score, words, parsed.country]
    if settled.indicator is None and not settled.options and not settled.many:
        parts += [code for _, code in parsed.codes]  # a criterion that does not exist
    if parsed.region and intent not in REGIONAL:
        parts.append(parsed.region_said)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _worth_repeating(words: str) -> bool:
    """Whether the words can be shown as not understood: they are not just signs, nor keys hit at random ("asdkjh")."""
    parts = spell(words).split()
    mashed = [part for part in parts if _MASHED.search(fold(part))]
    return bool(parts) and not (mashed and all(part in mashed or len(part) <= 3 for part in parts))
