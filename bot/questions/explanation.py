"""The names, phrases and fillers that explain a sentence best (pure).

Exact names, everyday names of criteria, phrases and fillers compete for its words (``cover``); names with a slip are
then looked for in what is left, and among words that are no name and no phrase of several words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.names import Ambiguous, Found, Gazetteer, Mention
from bot.names.normalize import fold, marks, spell
from bot.names.sounds import sound
from bot.names.telex import decode_telex, keyed_marks, missed
from bot.questions.cover import Candidate, best_cover
from bot.questions.everyday_names import EverydayNames
from bot.questions.misspelt import Heard, unhidden
from bot.questions.parsed import cover
from bot.questions.phrases import BEFORE_NAMES, DISTRICTS, SOMETHING
from bot.questions.sentence import Sentence, clause_of
from bot.questions.vocabulary import ASKING, FILLER, Cue, Item, Vocabulary, accents_worth

ANCHORS = ("province", "index", "indicator")
"""The kinds of names beside which a misspelt town is likely to be meant."""
WORTH = {
    "province": (0.4, 1.85), "place": (-0.2, 1.5), "index": (-0.1, 1.7), "indicator": (-0.3, 1.6),
    "agency": (-0.3, 1.55), "region": (-0.3, 1.6), "country": (0.3, 1.6), "word": (-0.35, 1.55),
}  # fmt: skip
"""What a name of each kind is worth at all, and for each of its words."""
LONE = {"province": 1.2, "place": 0.5, "word": 0.25, "country": 0.4}
"""What a name of one word is worth, where that is less: most are everyday words too."""
PROVINCE_ACCENTS = 1.2
"""Accents say more of a province than of a phrase: each is worth this much more."""
ANNOUNCED = 0.5
"""What a name is worth more after "tỉnh", "ở", "of"."""
TIE = 0.3
"""Two explanations whose worth is as near as this are equally good."""
NO_SUCH_NAME = -3.0
"""What words are worth less that are the name of several provinces only without their accents."""
KEYED = 0.2
"""What a name is worth less where its keystrokes had to be undone."""
LETTERS = -0.4
"""What a name of two letters ("hn") is worth less: they stand for many things."""
FARTHEST = 1
"""As many slips a syllable with accents beside it bears."""
TAKEN, TAKEN_WORD = 9.0, 0.8
"""The worth of a name once it is believed: nothing takes its words; an everyday word still gives way to a phrase."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What explains a sentence, from left to right; ``known`` are its words with keystrokes undone.

    ``breaks`` are the words before which a comma or more stands.
    """

    items: tuple[Item, ...]
    known: tuple[str, ...]
    worth: float
    breaks: frozenset[int] = frozenset()

    @property
    def mentions(self) -> list[Mention]:
        return [one.what for one in self.items if isinstance(one.what, Mention)]

    @property
    def cues(self) -> list[Cue]:
        return [one.what for one in self.items if isinstance(one.what, Cue)]

    def clause(self, at: int) -> int:
        """Which clause a word stands in, the first being 0."""
        return clause_of(at, self.breaks)


class Explainer:
    """Explains sentences. Built once for a gazetteer and its lexicons; pure afterwards."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary, everyday: EverydayNames) -> None:
        self._gazetteer = gazetteer
        self._scanner = gazetteer.scanner
        self._vocabulary = vocabulary
        self._everyday = everyday

    def explain(self, sentence: Sentence, *, commanded: bool) -> Explanation:
        """The best explanation. After a command (``commanded``) a name is expected, so a misspelt town is believed."""
        words, typed, size = sentence.words, sentence.typed, sentence.size
        known = self._vocabulary.decode_telex(words)
        phrases: list[Item] = [*_atoms(sentence)]
        phrases += [
            one
            for one in self._vocabulary.candidates(known, typed, sentence.accented)
            if one.end - one.start == 1 or not any(one.start < at < one.end for at in sentence.breaks)
        ]
        names: list[Item] = [
            Candidate(one.start, one.end, one, self._worth(one, sentence))
            for one in self._scanner.exact(words, typed)
            if not _divided(one, sentence) and not (is_town(one) and self._other_words(one, sentence))
        ]
        names += self._everyday.candidates(known, typed, sentence.accented)
        if known != words:  # "bias" is no "bía"
            names += self._everyday.candidates(words, typed, sentence.accented)
        names += self._undone(sentence, known)
        every: list[Item] = [*names, *phrases]
        first, worth = best_cover(size, every)
        held = [self._or_tied(one, every, first) for one in first if isinstance(one.what, Mention)]
        said = [one.what for one in first if isinstance(one.what, Cue)]
        closed = cover(size, [one for one in said if one.end - one.start > 1 or sentence.atom(one.start)])
        mentions = self._scanner.guessed(words, typed, held, closed)
        mentions = self._believed(sentence, known, mentions, said, commanded)
        believed: list[Item] = [
            Candidate(one.start, one.end, one, TAKEN_WORD if one.kind == "word" else TAKEN) for one in mentions
        ]
        again: list[Item] = [*believed, *phrases]
        items, _ = best_cover(size, again)
        return Explanation(tuple(items), tuple(known), worth, sentence.breaks)

    @staticmethod
    def _or_tied(chosen: Item, every: Sequence[Item], best: Sequence[Item]) -> Mention:
        """The name, or a tie where another province that begins or ends inside it is as likely: "quang ninh binh" may
        be Quảng Ninh or Ninh Bình, but in "tham gia Lai Châu" the other half of Gia Lai is accounted for.
        """
        mention = chosen.what
        assert isinstance(mention, Mention)
        if mention.kind != "province" or is_town(mention) or not isinstance(mention.outcome, Found):
            return mention
        for other in every:
            rival = other.what
            if not (other.start < chosen.end and chosen.start < other.end) or not isinstance(rival, Mention):
                continue
            outside = [at for at in range(other.start, other.end) if not chosen.start <= at < chosen.end]
            if not outside or rival.kind != "province" or is_town(rival) or not isinstance(rival.outcome, Found):
                continue
            said = any(one.start <= at < one.end and one.end - one.start > 1 for at in outside for one in best)
            if not said and other.worth > chosen.worth - TIE and rival.outcome.name != mention.outcome.name:
                start, end = min(chosen.start, other.start), max(chosen.end, other.end)
                return Mention(start, end, Ambiguous((mention.outcome.name, rival.outcome.name)), mention.text)
        return mention

    def _undone(self, sentence: Sentence, known: Sequence[str]) -> Iterator[Item]:
        """Names of indices, criteria and agencies in a sentence typed as raw Telex or VNI."""
        if sentence.accented:
            return
        undone = [word if word in self._vocabulary.known else decode_telex(word) for word in known]
        if undone != sentence.words:
            for one in self._scanner.exact(undone, undone):
                typed = sentence.words[one.start : one.end]
                if undone[one.start : one.end] == typed:
                    continue
                if one.kind in ("index", "indicator", "agency"):
                    yield Candidate(one.start, one.end, one, self._worth(one, sentence) - KEYED)
                elif one.kind == "province" and not is_town(one):
                    lost = _marks_missed(typed, one.outcome)
                    if lost is not None:
                        yield Candidate(one.start, one.end, one, self._worth(one, sentence) - KEYED * lost)
            for item in self._everyday.candidates(undone, undone, accented=False):
                if undone[item.start : item.end] != sentence.words[item.start : item.end]:
                    yield item

    def _believed(
        self, sentence: Sentence, known: Sequence[str], mentions: list[Mention], cues: Sequence[Cue], commanded: bool
    ) -> list[Mention]:
        """The names, without guesses that are rather phrases, and with whole names that the sentence hides."""
        words, typed, size = sentence.words, sentence.typed, sentence.size
        mentions = [one for one in mentions if not (_typed_otherwise(one) and self._are_words(one, known, typed))]
        firm = [mention for mention in mentions if not weak(mention)]
        phrases = cover(size, (cue for cue in cues if cue.end - cue.start > 1))
        named = cover(size, (mention for mention in firm if mention.kind != "word"))
        named = [held or bool(sentence.atom(i)) for i, held in enumerate(named)]
        whole = any(mention.kind == "province" for mention in firm)
        several = sum(mention.kind == "province" for mention in firm) > 1  # "thái độ …, Thái Bình với Nam Định"
        comparing = any(cue.asks in ("compare", "beside") for cue in cues)
        anchored = commanded or any(mention.kind in ANCHORS for mention in firm)
        guessed = [
            mention
            for mention in mentions
            if weak(mention)
            and not any(phrases[mention.start : mention.end])
            and not (is_town(mention) and (not anchored or words[max(mention.start - 1, 0)] in DISTRICTS))
            and not (is_town(mention) and whole and not comparing)
            and (not self._are_words(mention, known, typed) or self._syllable(mention, typed, named))
            and not (several and mention.end - mention.start == 1 and not any(named[mention.end : mention.end + 1]))
        ]
        kept = sorted((*firm, *guessed), key=lambda mention: mention.start)
        said = cover(size, (cue for cue in cues if cue.asks != FILLER))
        idle = [said[i] or word in self._vocabulary.noise for i, word in enumerate(known)]
        asking = [cue for cue in cues if cue.asks not in (FILLER, ASKING) or cue.end - cue.start > 1]
        atoms = frozenset(at for at in range(size) if sentence.atom(at))
        found = unhidden(self._gazetteer, Heard(known, typed, kept, asking, idle, self._vocabulary.known, atoms))
        return self._half_remembered(sentence, [one for one in found if not _far(one, sentence)])

    def _half_remembered(self, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
        """The names, with the provinces of a syllable that is all someone remembers ("Bac something"), unless a
        province is named.
        """
        if any(one.kind == "province" and not weak(one) and not is_town(one) for one in mentions):
            return mentions
        words = sentence.words
        for at, typed in enumerate(sentence.typed):
            if any(tuple(words[at + 1 : at + 1 + len(after)]) == after for after in SOMETHING):
                outcome = self._gazetteer.resolve(typed)
                if isinstance(outcome, Ambiguous):
                    kept = [one for one in mentions if one.kind != "province"]
                    kept = [one for one in kept if not one.start <= at < one.end]
                    return sorted((*kept, Mention(at, at + 1, outcome, words[at])), key=lambda one: one.start)
        return mentions

    def _other_words(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether words of questions have accents that the town's name has not: "con có" is no Cồn Cỏ."""
        at, typed = mention.start, sentence.typed[mention.start : mention.end]
        words = all(self._is_word(sentence.words[at + i], word) for i, word in enumerate(typed))
        return words and isinstance(mention.outcome, Found) and other_accents(mention.outcome, typed) > 0

    def _are_words(self, mention: Mention, known: Sequence[str], typed: Sequence[str]) -> bool:
        """Whether each word of a mention is a word of questions by itself ("data do")."""
        return all(self._is_word(known[i], typed[i]) for i in range(mention.start, mention.end))

    def _is_word(self, known: str, typed: str) -> bool:
        said = known in self._vocabulary.known if typed.isascii() else typed in self._vocabulary.spelt
        return said or self._vocabulary.says_nothing(typed)

    def _syllable(self, mention: Mention, typed: Sequence[str], named: Sequence[bool]) -> bool:
        """Whether a word of questions is part of a province's name after all: its accents say so ("Hà"), or only names
        are said besides ("ha papi").
        """
        if mention.end - mention.start > 1 or not isinstance(mention.outcome, Ambiguous):
            return False
        word = typed[mention.start]
        if mention.start == 0 and len(named) > 1 and named[1]:
            return True  # "bình sipas"
        return not word.isascii() and word not in self._vocabulary.spelt

    def _worth(self, mention: Mention, sentence: Sentence) -> float:
        """What an exact name is worth where it stands."""
        size, at = mention.end - mention.start, mention.start
        outcome = mention.outcome
        kind = "place" if is_town(mention) else mention.kind
        first, each = WORTH[kind]
        worth = LONE.get(kind, first + each) if size == 1 else first + each * size
        if kind == "province" and isinstance(outcome, Ambiguous) and size > 1 and sentence.accented:
            said = " ".join(sentence.typed[at : mention.end])
            aliases = {spell(alias) for name in outcome.names for alias in name.aliases}
            worth += 0.0 if said in aliases or said.isascii() else NO_SUCH_NAME  # "hả bác" is not Hà Bắc
        if kind in ("province", "place") and isinstance(outcome, Found):
            spelt = spell((outcome.via or outcome.name).name_vi).split()
            if len(spelt) == size:
                own = [marks(word) for word in spelt]
                worth += PROVINCE_ACCENTS * accents_worth(sentence.typed[at : mention.end], own, sentence.accented)
            worth += ANNOUNCED if at and sentence.words[at - 1] in BEFORE_NAMES else 0.0
            worth += LETTERS if size == 1 and len(sentence.words[at]) < 3 else 0.0
        return worth


def _atoms(sentence: Sentence) -> Iterator[Item]:
    for at in range(sentence.size):
        kind = sentence.atom(at)
        if kind:
            yield Candidate(at, at + 1, Cue(at, at + 1, kind), TAKEN)


def _divided(mention: Mention, sentence: Sentence) -> bool:
    """Whether a comma or more stands within the name of a town or a province: a dash in a long one is a part of it."""
    if mention.kind not in ("province", "place") or (mention.end - mention.start > 2 and not is_town(mention)):
        return False
    return any(mention.start < at < mention.end for at in sentence.breaks)


def _marks_missed(typed: Sequence[str], outcome: Found | Ambiguous) -> int | None:
    """How many accents of a province's name its keystrokes leave out; None if they are not those of the name, but for
    one syllable's ("bacs lieeu").
    """
    spelt = spell(outcome.name.name_vi).split() if isinstance(outcome, Found) else []
    if len(spelt) != len(typed) or len(typed) < 2:
        return None
    lost = [missed(keyed_marks(word), marks(own)) for word, own in zip(typed, spelt, strict=True)]
    wrong = lost.count(None)
    keyed = any(keyed_marks(word) and part is not None for word, part in zip(typed, lost, strict=True))
    return sum(part or 0 for part in lost) + 2 * wrong if keyed and wrong <= 1 else None


def weak(mention: Mention) -> bool:
    """Whether a name was guessed: it is misspelt, or a lone syllable that several provinces share."""
    if isinstance(mention.outcome, Found):
        return mention.outcome.how == "fuzzy"
    return mention.kind == "province" and mention.end - mention.start == 1


def _far(mention: Mention, sentence: Sentence) -> bool:
    """Whether a guess in a text with accents moves letters from one syllable to the next, which such texts hardly do
    ("dân ưng" is no Đà Nẵng), or a guessed town has other accents ("già rồi" is no Giá Rai).
    """
    typed = sentence.typed[mention.start : mention.end]
    outcome = mention.outcome
    if not weak(mention) or all(map(str.isascii, typed)) or not isinstance(outcome, Found):
        return False
    if is_town(mention) and other_accents(outcome, typed) > 0:
        return True
    own = fold((outcome.via or outcome.name).name_vi).split()
    words = mention.text.split()[-len(own) :]
    return len(own) == len(words) > 1 and any(
        OSA.distance(word, one) > FARTHEST and sound(word) != sound(one) for word, one in zip(words, own, strict=True)
    )


def other_accents(outcome: Found, typed: Sequence[str]) -> int:
    """How many of the words have accents that the name found in them has not there."""
    own = spell((outcome.via or outcome.name).name_vi).split()
    return sum(not marks(word) <= marks(one) for word, one in zip(typed, own, strict=False))


def _typed_otherwise(mention: Mention) -> bool:
    return isinstance(mention.outcome, Found) and mention.outcome.how in ("keystrokes", "unspaced")


def is_town(mention: Mention) -> bool:
    """Whether a place within a province led to it."""
    return isinstance(mention.outcome, Found) and mention.outcome.via is not None
