"""What people call criteria and indices in everyday words, found wherever it stands in a sentence (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.names import Ambiguous, Found, Gazetteer, Mention
from bot.names.beginnings import Beginnings
from bot.names.normalize import bare, fold, marks, spell
from bot.questions.cover import Candidate
from bot.questions.vocabulary import Item, accents_worth
from data.lexicon import CriterionWords

NICKNAME = 1.1
"""What a nickname of an index weighs beside a criterion of that name."""
EVERYDAY, EVERYDAY_LONE = (-0.3, 1.6), 0.58
"""The worth of an everyday name of a criterion, before its own weight."""
EVERYDAY_LONG, LONG = 0.1, 4
"""What it is worth more for each word after so many: a name of many words is surer than two names side by side."""
LONGEST_PROVINCE = 14
ANY_ACCENTS = frozenset[str]("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323đ")
"""The accents of a word of which only the letters are known."""


class EverydayNames:
    """What people call criteria and indices, by the words, each with what it may mean and how surely.

    ``nicknames`` are folded names of indices -> their ids. Sentences are mended before the names are looked for in
    them, so each name also stands as ``mend`` makes it ("túi" is read as "tôi").
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        rows: Iterable[CriterionWords],
        nicknames: Mapping[str, str] | None = None,
        mend: Callable[[str], str] = str,
    ) -> None:
        known = {name.id: name for name in gazetteer.all("indicator")}
        said: defaultdict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
        self._marks: dict[tuple[str, ...], list[frozenset[str]]] = {}
        for row in rows:
            if f"{row.index}:{row.code}" in known:
                for text in dict.fromkeys((row.words, mend(row.words))):
                    spelt = spell(text).split()
                    words = tuple(map(bare, spelt))
                    said[words][f"{row.index}:{row.code}"] = row.weight
                    if words not in self._marks:
                        self._marks[words] = [marks(word) for word in spelt]
        self._found: dict[tuple[str, ...], tuple[Found | Ambiguous, float]] = {}
        for words, ids in said.items():
            names = tuple(known[id] for id in ids)
            outcome = Found(names[0], "exact") if len(names) == 1 else Ambiguous(names)
            self._found[words] = (outcome, max(ids.values()))
        for nickname, index in (nicknames or {}).items():
            words = tuple(nickname.split())
            if len(words) > 1:
                self._found[words] = (Found(gazetteer.get("index", index), "exact"), NICKNAME)
                self._marks[words] = [ANY_ACCENTS] * len(words)
        self._beginnings = Beginnings(self._found)
        near = [fold(name.name_vi).replace(" ", "") for name in gazetteer.all("province")]
        self._accents_needed = frozenset(words for words in self._found if _like_a_province("".join(words), near))

    def candidates(self, words: Sequence[str], typed: Sequence[str], accented: bool) -> Iterator[Item]:
        """Every everyday name, wherever it stands."""
        for at, end in self._beginnings.spans(words):
            key, length = tuple(words[at:end]), end - at
            found = self._found.get(key)
            if found is not None and not (key in self._accents_needed and all(map(str.isascii, typed[at:end]))):
                worth = found[1] * (EVERYDAY_LONE if length == 1 else EVERYDAY[0] + EVERYDAY[1] * length)
                worth += EVERYDAY_LONG * max(0, length - LONG)
                worth += accents_worth(typed[at:end], self._marks[key], accented)
                if length == 1 and not typed[at].isascii() and not marks(typed[at]) <= self._marks[key][0]:
                    continue  # another word altogether
                yield Candidate(at, end, Mention(at, end, found[0], " ".join(key)), worth)


def _like_a_province(solid: str, provinces: Sequence[str]) -> bool:
    """Whether a phrase without accents is a province with a slip: "tai nguyen" is rather Thái Nguyên."""
    if len(solid) > LONGEST_PROVINCE:
        return False
    return process.extractOne(solid, provinces, scorer=OSA.distance, score_cutoff=1) is not None
