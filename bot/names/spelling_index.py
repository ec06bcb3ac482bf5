"""Spellings of names, indexed to be found exactly, without spaces, by keystrokes or by a slip (pure).

A SpellingIndex serves one kind of question ("which province?"). It also holds decoys: entries that are something else
(a country, an everyday word) and must win when the text is nearer to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.names.normalize import VOWELS, bare
from bot.names.remembered import Remembered
from bot.names.spellings import SHORTEST_FUZZY, Spelling, agrees, aligned, contradictions
from bot.names.telex import Keyboard, decode_telex

LONGEST_INDEXED = 24
"""Longer keys (names of indicators) are compared one by one, because their neighbourhoods would fill the memory."""


@dataclass(frozen=True, slots=True)
class Near:
    """Entries within reach of a text, all at the same smallest number of slips."""

    slips: int
    spellings: tuple[Spelling, ...]


def _shortened(key: str, letters: int) -> Iterator[str]:
    """The key with up to ``letters`` letters left out."""
    once = {key[:i] + key[i + 1 :] for i in range(len(key))}
    yield key
    yield from once
    if letters > 1:
        yield from {short[:i] + short[i + 1 :] for short in once for i in range(len(short))}


def _bearing(found: Sequence[Spelling]) -> tuple[Spelling, ...]:
    """Of the entries with one key, those from which a slip may be measured.

    A name of the past that belongs to two provinces of today (Vĩnh Phú) is left out: a slip in Vĩnh Phúc would be taken
    for it. So is a word that differs from a province only in its accents (diễn biến): it would always draw.
    """
    wanted = [one for one in found if not one.decoy]
    provinces = {one.target.id for one in wanted if one.target.kind == "province"}
    if len(provinces) > 1:
        return ()
    return tuple(wanted or found)


def _believable(words: Sequence[str], meant: Spelling, slips: int) -> bool:
    """Whether so many slips are likely to have happened where they did."""
    if slips and len(meant.solid) < SHORTEST_FUZZY:
        # No letter of a short name may be lost or replaced: huue, heu and uhe are Huế, hua and he may be anything.
        solid = "".join(words)
        kept = [char for i, char in enumerate(solid) if not i or solid[i - 1] != char]
        return "".join(kept) == meant.solid or sorted(solid) == sorted(meant.solid)
    # Two slips in one syllable make another syllable: "bình thạnh" is not Bình Thuận.
    return slips < 2 or len(words) != len(meant.words) or aligned(words, meant)


def _likeliest(words: Sequence[str], found: list[Spelling], slips: int) -> list[Spelling]:
    """Equally near entries, without those that are hardly ever meant when the others could be.

    A province's own name comes before its towns and before an everyday word with a slip in it (an everyday word without
    one was found exactly). Where the spaces stand is evidence, too: "ha nan" is Hà Nam, not Hải An.
    """
    if len(found) > 1:
        lasting = [one for one in found if one.name.kind != "word"] or found
        own = [one for one in lasting if one.name.kind != "place"] or lasting
        in_place = [one for one in own if len(words) == len(one.words) and _by_syllable(words, one) <= slips]
        return in_place or own
    return found


def _by_syllable(words: Sequence[str], meant: Spelling) -> int:
    return sum(OSA.distance(w, m) for w, m in zip(words, meant.words, strict=True))


class SpellingIndex:
    """An index over entries. Building it costs milliseconds, a look-up microseconds."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        folded: defaultdict[str, list[Spelling]] = defaultdict(list)
        solid: defaultdict[str, list[Spelling]] = defaultdict(list)
        seen: set[tuple[str, str, str, str]] = set()
        for one in spellings:
            mark = (one.name.kind, one.name.id, one.target.id, one.spelt)
            if mark not in seen:
                seen.add(mark)
                folded[" ".join(one.words)].append(one)
                if not one.shortened:
                    solid[one.solid].append(one)
        self.folded = {key: tuple(found) for key, found in folded.items()}
        self.solid = {key: tuple(found) for key, found in solid.items()}
        self.longest = max(map(len, self.folded), default=0)
        self._keyboard = Keyboard(key for key in solid if len(key) >= 3 and not VOWELS.isdisjoint(key))
        neighbours: defaultdict[str, list[str]] = defaultdict(list)
        self._long: list[str] = []
        self._bearing: dict[str, tuple[Spelling, ...]] = {}
        for key, found in solid.items():
            bearing = self._bearing[key] = _bearing(found)
            slips = max((one.slips for one in bearing), default=0)
            if slips and len(key) > LONGEST_INDEXED:
                self._long.append(key)
            elif slips:
                # Two slips are looked for in short keys only: indicators have too many letters to leave out two.
                for short in _shortened(key, slips if len(key) <= 14 else 1):
                    neighbours[short].append(key)
        self._neighbours = {short: tuple(keys) for short, keys in neighbours.items()}
        self._keys_near = Remembered(self._look)

    def exact(self, words: Sequence[str], typed: Sequence[str]) -> list[Spelling]:
        """The entries spelt exactly so (accents may be missing), narrowed to those that the typed accents fit best."""
        return self._fitting(self.folded.get(" ".join(words), ()), typed)

    def only_shortened(self, words: Sequence[str]) -> bool:
        """Whether the words are a name only if it is cut short ("a giang")."""
        found = self.folded.get(" ".join(words), ())
        return bool(found) and all(one.shortened for one in found)

    def unspaced(self, words: Sequence[str], typed: Sequence[str]) -> list[Spelling]:
        """The entries that ``exact`` would give, wherever the spaces are."""
        return self._fitting(self.solid.get("".join(words), ()), typed)

    def keystrokes(self, words: Sequence[str]) -> list[Spelling]:
        """Entries for which the words are raw Telex or VNI keystrokes."""
        decoded = " ".join(map(decode_telex, words))
        whole = [one for one in self.folded.get(decoded, ()) if not one.shortened]
        if whole:
            return whole
        solid = "".join(words)
        if len(solid) > 3 * self.longest:
            return []
        return [one for key in self._keyboard.read(solid) for one in self.solid[key]]

    @staticmethod
    def _fitting(found: tuple[Spelling, ...], typed: Sequence[str]) -> list[Spelling]:
        if not found or all(word.isascii() for word in typed):
            return list(found)
        judged = [(contradictions(typed, one), one) for one in found if agrees(typed, one)]
        least = min((wrong for wrong, _ in judged), default=0)
        return [one for wrong, one in judged if wrong == least]

    def near(self, words: Sequence[str], typed: Sequence[str], decoys: bool = True) -> Near | None:
        """The entries the fewest slips away, if that is no more than each can bear; accents decide between equals.

        Returns None when nothing is near. More than one target in the result means that it is too close to call. A slip
        is a letter wrong, missing, added or doubled, or two neighbours exchanged. Without ``decoys`` only wanted
        kinds are considered.
        """
        solid = "".join(words)
        if len(solid) > self.longest + 2:
            return None
        best: list[Spelling] = []
        least = 3
        for key, slips in self._keys_near[solid]:
            if slips > least:
                continue
            fit = [
                one
                for one in self._bearing[key]
                if slips <= one.slips and (decoys or not one.decoy) and _believable(words, one, slips)
            ]
            if fit:
                best = best + fit if slips == least else fit
                least = slips
        if not best:
            return None
        best = _likeliest(words, best, least)
        if any(not word.isascii() for word in typed):
            best = self._by_accents(best, " ".join(typed), least)
        return Near(least, tuple(best))

    def _look(self, solid: str) -> tuple[tuple[str, int], ...]:
        """The keys at most two slips away, each with the number of slips."""
        seen: set[str] = set()
        found: list[tuple[str, int]] = []
        for short in _shortened(solid, 2 if 7 <= len(solid) <= 16 else 1):
            for key in self._neighbours.get(short, ()):
                if key not in seen:
                    seen.add(key)
                    slips = OSA.distance(solid, key, score_cutoff=2)
                    if slips <= 2:
                        found.append((key, slips))
        if self._long and len(solid) > LONGEST_INDEXED - 2:
            for key, slips, _ in process.extract(solid, self._long, scorer=OSA.distance, score_cutoff=2, limit=8):
                found.append((key, int(slips)))
        return tuple(found)

    @staticmethod
    def _by_accents(found: list[Spelling], typed: str, slips: int) -> list[Spelling]:
        """The entries that are nearest with accents counted as letters; none if the accents speak against every one."""
        judged = [(OSA.distance(typed.replace(" ", ""), one.spelt.replace(" ", "")), one) for one in found]
        least = min(wrong for wrong, _ in judged)
        if bare(typed) == typed or least > slips + 1:
            # Accents that fit nothing: keep all, so that the caller sees them only as a tie.
            return found if least <= slips + len(found[0].words) else []
        return [one for wrong, one in judged if wrong == least]
