"""A sentence -> the names, numbers, times and phrases in it; ``intents`` decides what is meant (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.names import Ambiguous, Found, Gazetteer, Mention
from bot.names.normalize import fold, spell
from bot.names.telex import decode_telex
from bot.questions.dates import clean, extract
from bot.questions.index_words import IndexWords
from bot.questions.misspelt import Heard, unhidden
from bot.questions.numbers import count, scores
from bot.questions.parsed import Parsed, Said, as_typed, cased, cover, joined, mark_codes, runs
from bot.questions.phrases import DISTRICTS, EVILS, FILLERS, OF, SPELT, SWEARS
from bot.questions.vocabulary import Cue, Vocabulary
from data.model import Name

MOST_UNDONE = 100
"""Keystrokes are undone in this many words of a run that nothing accounts for."""
MOST_LOOKS = 12
"""This many runs of words left over are looked at a second time."""
SHORTEST_GUESSED = 4
"""Shorter names of indices (PAR) are never guessed."""
LONGEST_NAME = 8  # words in a run that is tried as one name
PASSED_OVER = ("beyond", "other", "off")
ANCHORS = ("province", "index", "indicator")
"""The kinds of names beside which a misspelt town is likely to be meant."""
COMMON = DISTRICTS | {"chu", "giam"}
BARE_FILLERS = frozenset(map(fold, FILLERS))


class Parser:
    """Takes sentences apart. It is built once for a gazetteer and is pure afterwards."""

    def __init__(self, gazetteer: Gazetteer, words: IndexWords) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._vocabulary = Vocabulary()
        self._noise = self._vocabulary.noise | words.noise
        self._criteria: dict[str, tuple[Name, ...]] = {}
        for name in (*gazetteer.all("index"), *gazetteer.all("indicator")):
            for alias in {fold(alias) for alias in (name.name_vi, name.name_en, *name.aliases)}:
                others = self._criteria.get(alias, ())
                if len(alias) >= 6 and all(other.kind == name.kind for other in others):
                    self._criteria[alias] = (*others, name)
        self._longest = max((len(alias.split()) for alias in self._criteria), default=0)
        shorts = ((words.short(name.id), name) for name in gazetteer.all("index"))
        self._shorts = [(short, name) for short, name in shorts if len(short) >= SHORTEST_GUESSED and short.isalpha()]

    def hear(self, text: str, today: dt.date, *, counting: bool = False, commanded: bool = False) -> Parsed:
        """The parts of any text, in time bounded by ``bot.questions.dates.LONGEST_READ``.

        With ``counting`` a number is a count of provinces rather than a criterion's code ("/top PAPI 5"). With
        ``commanded`` the text follows a command, so that a name is expected in it.
        """
        text, when = extract(mark_codes(clean(text)), today)
        text, score = scores(text)
        parsed = Parsed(when, score=score)
        words, mentions = self._gazetteer.scan(text)
        typed = spell(text).split()[: len(words)]
        known = self._vocabulary.decode_telex(words)
        mentions, cues = self._reconcile(known, typed, mentions, commanded)
        within = _within(mentions)
        mentions = [mention for mention in mentions if mention not in within]
        names = [mention for mention in mentions if mention.kind != "word"]
        used = [a or b for a, b in zip(cover(len(words), names), cover(len(words), cues), strict=True)]
        for mention in names:
            self._note(parsed, mention, text, typed)
        parsed.asks = _ranked({cue.asks for cue in cues}, known, mentions)
        counting = counting or bool(parsed.asks & {"top", "bottom"})
        count(parsed, known, mentions, cues, used, self._words, counting)
        self._keystroked(parsed, words, used)
        passed = {i for cue in cues if cue.asks == "due" for i in range(cue.start, cue.end)}
        passed.update(i for mention in within for i in range(mention.start, mention.end))
        for i in passed:
            used[i] = True
        rest = {i for cue in cues if cue.asks in PASSED_OVER for i in range(cue.start, cue.end)}
        # An everyday word ("bình thường") is no name with a slip, but it may be what the question was about.
        everyday = cover(len(words), [mention for mention in mentions if mention.end - mention.start > 1])
        left = [i for i, taken in enumerate(used) if not taken and not words[i].isdigit()]
        for turn, run in enumerate(runs(i for i in left if not everyday[i])):
            core = [i for i in run if known[i] not in self._noise]
            if turn >= MOST_LOOKS or not self._second_look(parsed, words, run, core, commanded):
                rest.update(core)
        rest.update(i for i in left if everyday[i] and known[i] not in self._noise)
        if not parsed.provinces and not parsed.unsure and parsed.asks & {"who", "top"}:
            rest.update(i for cue in cues if cue.asks in ("change", "fall") for i in range(cue.start, cue.end))
        said = cover(len(words), (cue for cue in cues if cue.asks in (*PASSED_OVER, "change", "fall")))
        apart = [cue for cue in cues if cue.asks in PASSED_OVER]
        rest = joined(rest, cover(len(words), [*names, *apart]), cased(text, len(words)))
        parsed.rest = as_typed(text, words, sorted(rest))
        for run in runs(sorted(rest)):
            if any(said[i] or not _filler(typed[i]) for i in run):
                passed.update(run)
        if text.startswith("/"):
            passed.discard(0)  # a command that does not exist
        parsed.passed = as_typed(text, words, sorted(passed))
        common = _common(mentions, cover(len(words), cues), cover(len(words), within), typed)
        parsed.passed_wide = as_typed(text, words, sorted(passed | common))
        return parsed

    def _reconcile(
        self, words: Sequence[str], typed: Sequence[str], mentions: list[Mention], commanded: bool
    ) -> tuple[list[Mention], list[Cue]]:
        """Decide what owns a word: names spelt exactly, then phrases of two or more words, guessed names, the rest."""
        firm = [mention for mention in mentions if not _weak(mention)]
        cues = self._vocabulary.cues(words, cover(len(words), (mention for mention in firm if _owns(mention))))
        phrases = cover(len(words), (cue for cue in cues if cue.end - cue.start > 1))
        named = cover(len(words), (mention for mention in firm if mention.kind != "word"))
        anchored = commanded or any(mention.kind in ANCHORS for mention in firm)
        guessed = [
            mention
            for mention in mentions
            if _weak(mention)
            and not all(phrases[mention.start : mention.end])
            and not (_town(mention) and (not anchored or words[max(mention.start - 1, 0)] in DISTRICTS))
            and (
                not self._vocabulary.known.issuperset(words[mention.start : mention.end])
                or _syllable(mention, typed, named)
            )
        ]
        kept = sorted((*firm, *guessed), key=lambda mention: mention.start)
        said = cover(len(words), cues)
        idle = [said[i] or word in self._noise for i, word in enumerate(words)]
        kept = unhidden(self._gazetteer, Heard(words, typed, kept, cues, idle, self._vocabulary.known))
        return kept, self._vocabulary.cues(words, cover(len(words), (mention for mention in kept if _owns(mention))))

    def _note(self, parsed: Parsed, mention: Mention, text: str, typed: Sequence[str]) -> None:
        outcome = mention.outcome
        names = (outcome.name,) if isinstance(outcome, Found) else outcome.names
        match mention.kind:
            case "province" | "place":
                self._province(parsed, outcome)
            case "index":
                parsed.indices.append(Said(names, mention.text))
            case "indicator":
                parsed.criteria.append(Said(names, mention.text))
            case "region":
                if parsed.region is None:
                    parsed.region = names[0].id
                    parsed.region_said = as_typed(text, typed, range(mention.start, mention.end))
            case "agency":
                parsed.agency = parsed.agency or names[0].id
                parsed.department |= _owns(mention)
                self._inside(parsed, mention)
            case "country" if fold(names[0].name_vi) != "viet nam":
                written = as_typed(text, typed, range(mention.start, mention.end))
                # "anh", "nga", "my", "nhat" are everyday words: a short name counts only when properly written.
                proper = written in (names[0].name_vi, names[0].name_en) and mention.start > 0
                if " " in written or len(written) > 4 or proper:
                    parsed.country = parsed.country or written

    @staticmethod
    def _province(parsed: Parsed, outcome: Found | Ambiguous) -> None:
        if isinstance(outcome, Found):
            parsed.add(outcome.name.id, outcome.via.name_vi if outcome.via else "")
        else:
            parsed.unsure.append(outcome.names)

    def _inside(self, parsed: Parsed, mention: Mention) -> None:
        """Add the province in an agency's name ("UBND tỉnh Tây Ninh")."""
        words = mention.text.split()
        for size in range(min(len(words) - 1, 4), 1, -1):
            outcome = self._gazetteer.resolve(" ".join(words[-size:]))
            if isinstance(outcome, Found) and outcome.how == "exact" and outcome.via is None:
                parsed.add(outcome.name.id)
                return

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
        self, parsed: Parsed, words: Sequence[str], run: list[int], core: list[int], commanded: bool
    ) -> bool:
        """Whether words left over, or their ``core`` without words that say nothing, are a misspelt name."""
        if not core:
            return True
        for places in (run, core):
            text = " ".join(words[i] for i in places)
            if len(places) <= LONGEST_NAME and len(text) <= 80 and self._name(parsed, text, commanded):
                return True
        return False

    def _name(self, parsed: Parsed, text: str, commanded: bool) -> bool:
        nicknamed = self._words.nicknames.get(text)
        if nicknamed and not parsed.indices:
            parsed.indices.append(Said((self._gazetteer.get("index", nicknamed),), text))
            return True
        if not parsed.criteria and not parsed.codes:
            outcomes = (self._gazetteer.resolve(text, kind) for kind in ("indicator", "index"))
            for outcome in outcomes if len(text) >= 6 else ():
                if isinstance(outcome, Found | Ambiguous):
                    names = (outcome.name,) if isinstance(outcome, Found) else outcome.names
                    (parsed.indices if names[0].kind == "index" else parsed.criteria).append(Said(names, text))
                    return True
            for short, name in self._shorts:
                # "pap", "sipa": too short for the gazetteer to guess, but nothing else begins like them.
                if text[0] == short[0] and len(text) >= 3 and OSA.distance(text, short, score_cutoff=1) <= 1:
                    parsed.indices.append(Said((name,), short))
                    return True
        if not (parsed.provinces or parsed.unsure) or parsed.asks & {"compare", "beside"}:
            outcome = self._gazetteer.resolve(text)
            anchored = commanded or parsed.indices or parsed.criteria or parsed.codes or parsed.provinces
            if isinstance(outcome, Found | Ambiguous):
                if isinstance(outcome, Found) and outcome.via and outcome.how == "fuzzy" and not anchored:
                    return False
                self._province(parsed, outcome)
                return True
            initials = self._gazetteer.initials(text) if anchored and len(text) > 1 else ()
            if initials:
                self._province(parsed, Ambiguous(initials) if len(initials) > 1 else Found(initials[0], "exact"))
                return True
        return False


def _ranked(asks: set[str], words: Sequence[str], mentions: Sequence[Mention]) -> frozenset[str]:
    """What is asked, with ``more`` and ``less`` turned into ``top`` or ``bottom``.

    The most corruption means the bottom of the table for its control, the least means the top.
    """
    for mention in mentions:
        before = words[mention.start - 1] if mention.start else ""
        if mention.text in EVILS and before not in OF:
            most = words[mention.end : mention.end + 1] == ["nhat"]
            if "more" in asks or before == "more" or (most and before != "it"):
                return frozenset(asks - {"top"} | {"bottom"})
            if "less" in asks or before == "it":
                return frozenset(asks - {"bottom"} | {"top"})
    settled = {"more": "top", "less": "bottom"}
    return frozenset(asks | {settled[ask] for ask in asks & settled.keys()})


def _town(mention: Mention) -> bool:
    return isinstance(mention.outcome, Found) and mention.outcome.via is not None


def _within(mentions: Sequence[Mention]) -> list[Mention]:
    """Towns of a province that is itself named ("Văn Giang" in "huyện Văn Giang, Hưng Yên")."""
    whole = {
        mention.outcome.name.id
        for mention in mentions
        if mention.kind == "province" and isinstance(mention.outcome, Found) and mention.outcome.via is None
    }
    return [
        mention
        for mention in mentions
        if _town(mention) and isinstance(mention.outcome, Found) and mention.outcome.name.id in whole
    ]


def _syllable(mention: Mention, typed: Sequence[str], named: Sequence[bool]) -> bool:
    """Whether a word of questions is part of a province's name after all: its accents say so ("Hà"), or only names are
    said besides ("ha papi").
    """
    if mention.end - mention.start > 1 or not isinstance(mention.outcome, Ambiguous):
        return False
    word = typed[mention.start]
    return word not in SPELT if not word.isascii() else mention.start == 0 and all(named[1:])


def _filler(word: str) -> bool:
    if word in FILLERS or word in SWEARS or (word.isascii() and word in BARE_FILLERS):
        return True
    return OSA.distance(word, "index", score_cutoff=1) <= 1


def _common(
    mentions: Sequence[Mention], cues: Sequence[bool], within: Sequence[bool], typed: Sequence[str]
) -> set[int]:
    """The words for districts, communes and persons, which count where no agency is asked for."""
    taken = cover(len(typed), (mention for mention in mentions if mention.kind == "province"))
    found: set[int] = set()
    for mention in mentions:
        places = range(mention.start, mention.end)
        if (
            mention.kind == "agency"
            and not COMMON.isdisjoint(mention.text.split())
            and not any(cues[i] for i in places)
        ):
            if mention.end < len(typed) and taken[mention.end] and mention.text in DISTRICTS:
                continue
            found.update(i for i in places if not _filler(typed[i]))
    return found


def _weak(mention: Mention) -> bool:
    """Whether a name was guessed: it is misspelt, or a lone syllable that several provinces share."""
    if isinstance(mention.outcome, Found):
        return mention.outcome.how == "fuzzy"
    return mention.kind == "province" and mention.end - mention.start == 1


def _owns(mention: Mention) -> bool:
    """Whether the words of a name cannot be a phrase; everyday words and common words for agencies can."""
    if mention.kind == "agency":
        return mention.text.startswith(("so ", "department of", "giam doc so", "director of"))
    return mention.kind != "word"
