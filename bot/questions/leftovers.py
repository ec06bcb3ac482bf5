"""The words of a sentence that nothing accounts for: names with a slip among them, and what was passed over (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from bot.names import Ambiguous, Found, Gazetteer, Mention, Unknown
from bot.names.normalize import fold
from bot.names.telex import decode_telex
from bot.questions.explanation import other_accents
from bot.questions.index_words import IndexWords
from bot.questions.parsed import Parsed, Said, as_typed, cased, cover, joined, runs
from bot.questions.phrases import DISTRICTS, SWEARS
from bot.questions.sentence import ATOMS, Sentence
from bot.questions.vocabulary import FILLER, ROLE, Vocabulary
from data.model.names import Name

MOST_UNDONE = 100
"""Keystrokes are undone in this many words of a run that nothing accounts for."""
MOST_LOOKS = 12
"""This many runs of words left over are looked at a second time."""
SHORTEST_GUESSED = 4
"""Shorter names of indices (PAR) are never guessed."""
LONGEST_NAME = 8  # words in a run that is tried as one name
PASSED_OVER = ("beyond", "other", "off")
SAID_ASIDE = (
    FILLER, "role", "asking", "nothing", "hello", "thanks", "please", "signed", "but", "sorry", "except", "right",
)  # fmt: skip
"""Phrases that make no clause one that asks."""
COMMON = DISTRICTS | {"chu", "giam"}


class Leftovers:
    """Looks at what no name and no phrase accounts for. Built once; pure afterwards."""

    def __init__(self, gazetteer: Gazetteer, words: IndexWords, vocabulary: Vocabulary) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._vocabulary = vocabulary
        self._noise = vocabulary.noise | words.noise
        self._criteria: dict[str, tuple[Name, ...]] = {}
        for name in (*gazetteer.all("index"), *gazetteer.all("indicator")):
            for alias in {fold(alias) for alias in (name.name_vi, name.name_en, *name.aliases)}:
                others = self._criteria.get(alias, ())
                if len(alias) >= 6 and all(other.kind == name.kind for other in others):
                    self._criteria[alias] = (*others, name)
        self._longest = max((len(alias.split()) for alias in self._criteria), default=0)
        shorts = ((words.short(name.id), name) for name in gazetteer.all("index"))
        self._shorts = [(short, name) for short, name in shorts if len(short) >= SHORTEST_GUESSED and short.isalpha()]

    def add(
        self,
        parsed: Parsed,
        sentence: Sentence,
        mentions: Sequence[Mention],
        within: Sequence[Mention],
        used: list[bool],
        commanded: bool,
    ) -> None:
        """Add to the parts the names found in the words not ``used``; put what remains into ``rest`` and ``passed``."""
        assert parsed.explanation is not None
        words, typed, text = sentence.words, sentence.typed, sentence.text
        known, cues = parsed.explanation.known, parsed.explanation.cues
        names = [mention for mention in mentions if mention.kind != "word"]
        self._keystroked(parsed, words, used)
        passed = {i for cue in cues if cue.asks == "due" for i in range(cue.start, cue.end)}
        passed.update(i for mention in within for i in range(mention.start, mention.end))
        for i in passed:
            used[i] = True
        for cue in cues:  # "I'm Giang, …": one word in a clause that says who writes is a person's name
            if cue.asks == ROLE and cue.end + 1 in sentence.breaks and cue.end not in sentence.breaks:
                used[cue.end] = True
        rest = {i for cue in cues if cue.asks in PASSED_OVER for i in range(cue.start, cue.end)}
        # An everyday word ("bình thường") is no name with a slip, but it may be what the question was about.
        everyday = cover(sentence.size, [mention for mention in mentions if mention.end - mention.start > 1])
        fillers = cover(sentence.size, [cue for cue in cues if cue.asks == FILLER and cue.end - cue.start > 1])
        empty = cover(sentence.size, [cue for cue in cues if cue.asks == FILLER])
        left = [i for i, taken in enumerate(used) if not taken and not words[i].isdigit() and not fillers[i]]
        for turn, run in enumerate(runs(i for i in left if not everyday[i])):
            core = [i for i in run if known[i] not in self._noise]
            if all(empty[i] or self._vocabulary.says_nothing(typed[i]) for i in run):
                rest.update(i for i in core if not empty[i])
                continue
            if turn >= MOST_LOOKS or not self._second_look(parsed, typed, run, core, commanded):
                rest.update(core)
        rest.update(i for i in left if everyday[i] and known[i] not in self._noise)
        said = cover(sentence.size, (cue for cue in cues if cue.asks in PASSED_OVER))
        rest = {i for run in runs(sorted(rest)) for i in run if not all(self._empty(typed[j], said[j]) for j in run)}
        rest = joined(
            rest,
            cover(sentence.size, [*names, *(cue for cue in cues if cue.asks in (*PASSED_OVER, *ATOMS))]),
            cased(text, len(words)),
        )
        parsed.rest = as_typed(text, words, sorted(rest))
        asked = _clauses(sentence, [i for cue in cues if cue.asks not in SAID_ASIDE for i in (cue.start,)])
        asked |= _clauses(sentence, [mention.start for mention in names])
        parsed.content = sum(
            1
            for run in runs(sorted(rest))
            if any(said[i] or not self._filler(typed[i]) for i in run)
            and (said[run[0]] or sentence.clause(run[0]) in asked)
        )
        for run in runs(sorted(rest)):
            if any(said[i] or not self._filler(typed[i]) for i in run):
                passed.update(run)
        if text.startswith("/"):
            passed.discard(0)  # a command that does not exist
        parsed.passed = as_typed(text, words, sorted(passed))
        common = self._common(mentions, cover(sentence.size, cues), typed)
        parsed.passed_wide = as_typed(text, words, sorted(passed | common))

    def _keystroked(self, parsed: Parsed, words: Sequence[str], used: list[bool]) -> None:
        """Add criteria and indices typed as raw Telex or VNI among the words left over."""
        for run in runs(i for i, taken in enumerate(used) if not taken):
            typed = [decode_telex(words[i]) for i in run[:MOST_UNDONE]]
            at = 0
            while at < len(typed):
                for end in range(min(len(typed), at + self._longest), at, -1):
                    names = self._criteria.get(" ".join(typed[at:end]))
                    if names:
                        said = Said(names, " ".join(typed[at:end]))
                        (parsed.indices if names[0].kind == "index" else parsed.criteria).append(said)
                        used[run[at] : run[end - 1] + 1] = [True] * (end - at)
                        at = end
                        break
                else:
                    at += 1

    def _second_look(
        self, parsed: Parsed, typed: Sequence[str], run: list[int], core: list[int], commanded: bool
    ) -> bool:
        """Whether words left over, as typed, or their ``core`` without words that say nothing, are a misspelt name."""
        if not core:
            return True
        for places in (run, core):
            text = " ".join(typed[i] for i in places)
            if len(places) <= LONGEST_NAME and len(text) <= 80 and self._name(parsed, text, commanded):
                return True
        return False

    def _name(self, parsed: Parsed, text: str, commanded: bool) -> bool:
        nicknamed = self._words.nicknames.get(fold(text))
        if nicknamed and not parsed.indices:
            parsed.indices.append(Said((self._gazetteer.get("index", nicknamed),), text))
            return True
        if not parsed.criteria and not parsed.codes and self._topic(parsed, text):
            return True
        if (parsed.provinces or parsed.unsure) and not parsed.asks & {"compare", "beside"}:
            return False
        # "chuyện" is no Phú Yên run together.
        outcome = self._gazetteer.resolve(text)
        single = " " not in text and (not text.isascii() or text in self._vocabulary.words)
        if single and isinstance(outcome, Found) and outcome.how == "fuzzy":
            outcome = Unknown()
        anchored = commanded or parsed.indices or parsed.criteria or parsed.codes or parsed.provinces
        if isinstance(outcome, Found | Ambiguous):
            if isinstance(outcome, Found) and outcome.how == "fuzzy":
                wrong = other_accents(outcome, text.split())
                if wrong > 1 or (outcome.via and (wrong or not anchored)):
                    return False
            parsed.note(outcome)
            return True
        initials = self._gazetteer.initials(text) if anchored and len(text) > 1 else ()
        if initials:
            parsed.note(Ambiguous(initials) if len(initials) > 1 else Found(initials[0], "exact"))
            return True
        return False

    def _topic(self, parsed: Parsed, text: str) -> bool:
        """Whether the text is a criterion or an index with a slip in it."""
        for kind in ("indicator", "index") if len(text) >= 6 else ():
            outcome = self._gazetteer.resolve(text, kind)
            if isinstance(outcome, Found | Ambiguous):
                names = (outcome.name,) if isinstance(outcome, Found) else outcome.names
                (parsed.indices if kind == "index" else parsed.criteria).append(Said(names, fold(text)))
                return True
        for short, name in self._shorts:
            # "pap", "sipa": too short for the gazetteer to guess, but nothing else begins like them.
            if text[0] == short[0] and len(text) >= 3 and OSA.distance(text, short, score_cutoff=1) <= 1:
                parsed.indices.append(Said((name,), short))
                return True
        return False

    def _empty(self, word: str, said: bool) -> bool:
        return not said and self._vocabulary.says_nothing(word)

    def _filler(self, word: str) -> bool:
        if self._vocabulary.says_nothing(word) or word in SWEARS:
            return True
        return OSA.distance(word, "index", score_cutoff=1) <= 1

    def _common(self, mentions: Sequence[Mention], cues: Sequence[bool], typed: Sequence[str]) -> set[int]:
        """The words for districts, communes and persons, which count where no agency is asked for."""
        taken = cover(len(typed), (mention for mention in mentions if mention.kind == "province"))
        found: set[int] = set()
        for mention in mentions:
            places = range(mention.start, mention.end)
            common = mention.kind == "agency" and not COMMON.isdisjoint(mention.text.split())
            if common and not any(cues[i] for i in places):
                if mention.end < len(typed) and taken[mention.end] and mention.text in DISTRICTS:
                    continue
                found.update(i for i in places if not self._filler(typed[i]))
        return found


def _clauses(sentence: Sentence, places: Iterable[int]) -> set[int]:
    return {sentence.clause(at) for at in places}
