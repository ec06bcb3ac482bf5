"""Names of provinces with a slip in them that a sentence hides: a part of the name is a word of its own, so that word
was heard ("quang nga", "hai dung", "lao xai"). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import OSA

from bot.names import Ambiguous, Found, Gazetteer, Match, Mention, Unknown, fold
from bot.questions.parsed import cover, runs
from bot.questions.vocabulary import Cue
from data.model.names import Name

LONGEST = 4  # "ba ria vung tau"
MOST_LOOKS = 12
"""This many windows of a sentence are tried."""
TOGETHER = ("compare", "beside")
"""What asks for several provinces."""
SHORT_WORD = 6
WHOLE = ("index", "indicator", "region")
"""The kinds of which one word is enough to be meant."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as it was heard: its words, folded and as typed, the names and phrases in it. ``idle`` marks words
    that ask for something or say nothing; ``known`` are all words of questions.
    """

    words: Sequence[str]
    typed: Sequence[str]
    mentions: Sequence[Mention]
    cues: Sequence[Cue]
    idle: Sequence[bool]
    known: Collection[str]
    closed: Collection[int] = ()
    """The places of what stands as one word without being one (a time, a score)."""


def unhidden(gazetteer: Gazetteer, heard: Heard) -> list[Mention]:
    """The mentions, with whole names in place of the parts of them that were heard.

    A name is taken only if one of its words means nothing else; otherwise it is offered (an ``Ambiguous`` of one or
    more), for the words may have been meant as they stand. Where one province is asked for, and it is clear which,
    nothing is looked for.
    """
    words, mentions = heard.words, heard.mentions
    firm = [mention for mention in mentions if _holds(mention)]
    if any(mention.kind == "province" for mention in firm) and not any(cue.asks in TOGETHER for cue in heard.cues):
        return list(mentions)
    held = cover(len(words), firm)
    phrases = cover(len(words), [cue for cue in heard.cues if cue.end - cue.start > 1])
    free = [i for i, word in enumerate(words) if not (held[i] or phrases[i] or word.isdigit() or i in heard.closed)]
    found: list[Mention] = []
    windows = (places for run in runs(free) for places in _windows(run, heard))
    for places in islice(windows, MOST_LOOKS):
        start, end = places[0], places[-1] + 1
        if any(one.start < end and start < one.end for one in found):
            continue
        if all(heard.idle[i] for i in places) and not all(heard.typed[i].isascii() for i in places):
            continue  # words written with their accents are meant as they stand: "năm tỉnh" is no Nam Định
        outcome = _outcome(gazetteer, heard, places)
        if outcome is not None:
            found.append(Mention(start, end, outcome, " ".join(words[start:end])))
    taken = cover(len(words), found)
    kept = [one for one in mentions if not any(taken[one.start : one.end])]
    return sorted((*kept, *found), key=lambda one: one.start)


def _holds(mention: Mention) -> bool:
    """Whether the words of a mention cannot be a part of something else."""
    outcome = mention.outcome
    if isinstance(outcome, Found) and (outcome.how == "fuzzy" or outcome.via is not None):
        return False
    if mention.kind == "province" and isinstance(outcome, Found):
        return min(map(len, mention.text.split())) > 1 and len(mention.text.split()[-1]) > 2  # not "hn", "h binh"
    if mention.kind == "indicator" and len(mention.text) <= SHORT_WORD:
        return False  # "điện", "đường": a word of its own, and a syllable of many provinces
    return mention.end - mention.start > 1 or mention.kind in WHOLE


def _windows(run: list[int], heard: Heard) -> Iterator[list[int]]:
    """The whole run, if it is as short as a name; then those parts of it in which a word is none of questions."""
    if 2 <= len(run) <= LONGEST and not (len(run) > 2 and all(heard.idle[i] for i in run)):
        yield run
    for size in range(min(LONGEST, len(run) - 1), 1, -1):
        for at in range(len(run) - size + 1):
            places = run[at : at + size]
            if any(heard.words[i] not in heard.known for i in places):
                yield places


def _outcome(gazetteer: Gazetteer, heard: Heard, places: list[int]) -> Found | Ambiguous | None:
    """What the words mean as one name, if it is a province a slip away and more than what was heard in them."""
    start, end = places[0], places[-1] + 1
    beside = [one for one in heard.mentions if one.start < end and start < one.end]
    whole = next((one.outcome for one in beside if one.start <= start and end <= one.end), None)
    if isinstance(whole, Found) and whole.how != "fuzzy":
        return None
    resolved = gazetteer.resolve(" ".join(heard.typed[start:end]))
    if isinstance(resolved, Unknown) and resolved.refused is not None:
        return None
    if isinstance(resolved, Found) and (resolved.via is not None or resolved.how == "exact" or resolved == whole):
        return None
    text = "".join(heard.words[start:end])
    near = [name for name in _names(resolved) if a_slip_away(text, name)]
    if not near:
        return None
    exact = [
        one.outcome.name
        for one in beside
        if one.kind == "province" and isinstance(one.outcome, Found) and one.outcome.how != "fuzzy"
    ]
    names = tuple(dict.fromkeys((*near, *exact)))
    # "lai chua papi": what an index follows, with all the letters of a name.
    named = start == 0 and any(one.start == end and one.kind == "index" for one in heard.mentions)
    named = named and sorted(text) == sorted(fold(names[0].name_vi).replace(" ", ""))
    sure = isinstance(resolved, Found) and len(names) == 1 and (named or not all(heard.idle[i] for i in places))
    return Found(names[0], "fuzzy") if sure else Ambiguous(names)


def _names(outcome: Match) -> tuple[Name, ...]:
    match outcome:
        case Found():
            return (outcome.name,)
        case Ambiguous():
            return outcome.names
        case Unknown():
            return outcome.nearest


def a_slip_away(text: str, name: Name) -> bool:
    """Whether a text without spaces is one slip, at most, from a name of the province."""
    own = (fold(one).replace(" ", "") for one in (name.name_vi, name.name_en))
    return any(OSA.distance(text, one, score_cutoff=1) <= 1 for one in own)
