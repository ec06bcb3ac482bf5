"""Names as people type them -> provinces, indices, indicators, agencies … (pure; it needs only ``Name`` values).

``Gazetteer.resolve`` takes a text that is one name, ``Gazetteer.scan`` finds the names in a sentence. Both try in this
order: the exact folded spelling, the same without spaces, raw Telex/VNI keystrokes, then typing slips. A wrong province
is worse than a question: whatever is equally near two names comes back as ``Ambiguous``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.names.matches import Ambiguous, Found, How, Mention, Unknown
from bot.names.normalize import bare, marks, spell
from bot.names.offers import Offers
from bot.names.readings import View, cores, nearest_reading
from bot.names.remembered import Remembered
from bot.names.scanner import PROVINCE_WORDS, Scanner
from bot.names.spelling_index import SpellingIndex
from bot.names.spellings import Spelling, spelling_of
from data.model.names import Name, NameKind

LONGEST_NAME = 800
"""``resolve`` reads this many characters; no name is longer, even with a zero-width space after each letter."""

MOST_OFFERED = 3
"""How many names are offered for a text that is none."""

HOOK, TILDE = "\u0309", "\u0303"

_DECOYS: tuple[NameKind, ...] = ("region", "country", "word")

Match = Found | Ambiguous | Unknown


class Gazetteer:
    """All names the bot knows. It is immutable; the index for a kind is built when that kind is first asked for.

    Raises ``ValueError`` for a place that leads to a province which is not among the names.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = {(name.kind, name.id): name for name in names}
        self._order = {key: place for place, key in enumerate(self._names)}
        self._spellings: dict[NameKind, list[Spelling]] = defaultdict(list)
        self._families: defaultdict[str, list[tuple[Name, frozenset[str]]]] = defaultdict(list)
        self._initials: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self._names.values():
            target: Name | None = name
            if name.kind == "place":
                target = self._names.get(("province", name.leads_to))
                if target is None:
                    raise ValueError(f"place {name.id!r} leads to {name.leads_to!r}, which is not a province")
            elif name.kind == "province":
                syllables = spell(name.name_vi).split()
                for syllable in dict.fromkeys(syllables):
                    self._families[bare(syllable)].append((name, marks(syllable)))
                self._initials["".join(bare(syllable[0]) for syllable in syllables)].append(name)
            for alias in (name.name_vi, name.name_en, *name.aliases, *_shortenings(name)):
                made = spelling_of(name, target or name, alias)
                if made:
                    self._spellings[name.kind].append(made)
        self._shelves: dict[NameKind, SpellingIndex] = {}
        self._offers: dict[NameKind, Offers] = {}
        self._scanner: Scanner | None = None
        self._resolved: Remembered[tuple[str, NameKind], Match] = Remembered(lambda asked: self._resolve(*asked))

    def get(self, kind: NameKind, id: str) -> Name:
        """The name with this id; raises ``KeyError`` if there is none."""
        return self._names[kind, id]

    def all(self, kind: NameKind) -> tuple[Name, ...]:
        """Every name of a kind, in the order given."""
        return tuple(name for name in self._names.values() if name.kind == kind)

    def resolve(self, text: str, kind: NameKind = "province") -> Match:
        """What the whole text, taken as one name, means as a name of ``kind``. Never raises, whatever the text.

        For provinces, "tỉnh", "province" and the like are ignored, cities lead to their province, one slip is forgiven
        (two in long names), and a syllable that several names share ("quảng") is ``Ambiguous``.
        """
        return self._resolved[text[:LONGEST_NAME], kind]

    def _resolve(self, text: str, kind: NameKind) -> Match:
        index = self._index(kind)
        typed = spell(text).split()
        words = [bare(word) for word in typed]
        if not words or sum(map(len, words)) > 3 * index.longest + 40:
            return Unknown()
        views: list[View] = [(words, typed)]
        found = self._plainly(index, words, typed)
        if found is None and kind == "province":
            for core in cores(words, typed):
                views.append(core)
                found = self._plainly(index, *core)
                if found:
                    break
        if isinstance(found, Found) and found.via is None and index.only_shortened(views[-1][0]):
            found = self._or_a_slip(index, views[-1], found)
        for view in views:
            found = found or self._or_a_slip(index, view, self._by_keystrokes(index, *view))
        words, typed = map(list, views[-1])
        if isinstance(found, Unknown):
            # The text is exactly the name of something else; a province may still be a slip away and can be offered.
            near = index.near(words, typed, decoys=False)
            offers = dict.fromkeys(one.target for one in near.spellings) if near else {}
            return Unknown(self._nearest(words, kind, offers), found.refused)
        if found is None and kind == "province" and len(words) == 1:
            found = self._partial(words[0], typed[0])
        inside: tuple[Name, ...] = ()
        if found is None and kind == "province" and len(words) > 2:
            found, inside = self._inside(index, words, typed)
        return found or self._nearly(index, views, kind, inside)

    def initials(self, word: str) -> tuple[Name, ...]:
        """The provinces whose syllables begin with these letters ("hy"), in the order of the gazetteer."""
        return tuple(self._initials.get(bare(spell(word)), ()))

    def scan(self, text: str) -> tuple[list[str], list[Mention]]:
        """The folded words of a sentence (the first 600) and the names in it, in order, none overlapping.

        Exact spellings of every kind are looked for first, the longest first; then, in the words left over, provinces
        without spaces, by keystrokes, or with a slip (an everyday word is never taken for a slip). If several kinds
        share a spelling, the first of province, place, index, indicator, agency, region, country, word counts. Only if
        no province turned up at all is a lone syllable that several share ("quảng") given as ``Ambiguous``.
        """
        return self.scanner.scan(text)

    @property
    def scanner(self) -> Scanner:
        """What finds names in sentences; built when first asked for."""
        if self._scanner is None:
            spellings = [one for every in self._spellings.values() for one in every]
            self._scanner = Scanner(spellings, self._index("province"), self._outcome, self._partial)
        return self._scanner

    def _index(self, kind: NameKind) -> SpellingIndex:
        index = self._shelves.get(kind)
        if index is None:
            spellings = self._spellings[kind]
            if kind == "province":
                decoys = (replace(one, decoy=True) for each in _DECOYS for one in self._spellings[each])
                spellings = [*spellings, *self._spellings["place"], *decoys]
            index = self._shelves[kind] = SpellingIndex(spellings)
        return index

    def _outcome(self, spellings: Iterable[Spelling], how: How) -> Found | Ambiguous | None:
        """The one target, or the tie, of entries that fit equally well; None if none is of the wanted kind."""
        best: dict[tuple[NameKind, str], Spelling] = {}
        for one in spellings:
            key = (one.target.kind, one.target.id)
            if not one.decoy and (key not in best or best[key].name.kind == "place"):
                best[key] = one
        if not best:
            return None
        if len(best) > 1:
            return Ambiguous(tuple(best[key].target for key in sorted(best, key=self._order.__getitem__)))
        (only,) = best.values()
        return Found(only.target, how, only.name if only.name is not only.target else None)

    def _settle(self, spellings: Sequence[Spelling], how: How) -> Match | None:
        """The outcome as ``_outcome`` gives it; if there are only decoys it is a refusal."""
        if not spellings:
            return None
        return self._outcome(spellings, how) or Unknown(refused=spellings[0].name)

    def _plainly(self, index: SpellingIndex, words: Sequence[str], typed: Sequence[str]) -> Match | None:
        found = self._settle(index.exact(words, typed), "exact")
        return found or self._settle(index.unspaced(words, typed), "unspaced")

    def _by_keystrokes(self, index: SpellingIndex, words: Sequence[str], typed: Sequence[str]) -> Match | None:
        if not all(map(str.isascii, typed)):
            return None  # whoever types accents has a working input method
        return self._settle(index.keystrokes(words), "keystrokes")

    def _or_a_slip(self, index: SpellingIndex, view: View, found: Match | None) -> Match | None:
        """The outcome of a cut or keyed spelling, or a tie where it may as well be a slip in a province's own name:
        "a giang" is Hà Giang with a letter lost as much as A. Giang, "thanh hfa" is hardly Thanh Hà.
        """
        if not isinstance(found, Found) or (found.how == "keystrokes" and found.via is None):
            return found
        near = index.near(*view, decoys=False)
        own = dict.fromkeys(
            one.target for one in (near.spellings if near and near.slips == 1 else ()) if one.name is one.target
        )
        if not own or tuple(own) == (found.name,):
            return found
        names = sorted({*own, found.name}, key=lambda name: self._order[name.kind, name.id])
        return Ambiguous(tuple(names))

    def _partial(self, word: str, typed: str) -> Ambiguous | None:
        """The provinces that share a syllable, if there are several."""
        own = marks(typed)
        family = self._families.get(word, ())
        names = tuple(name for name, accents in family if own <= accents)
        if not names and TILDE in own:  # half of the country says and writes "quãng" for "quảng"
            names = tuple(name for name, accents in family if own - {TILDE} | {HOOK} <= accents)
        return Ambiguous(names) if len(names) > 1 else None

    def _inside(
        self, index: SpellingIndex, words: Sequence[str], typed: Sequence[str]
    ) -> tuple[Found | Ambiguous | None, tuple[Name, ...]]:
        """The name in a longer text, if everything else in it is everyday words; and all names in it.

        Longer names are looked for first. One syllable alone (Vinh) is more likely to be part of something else.
        """
        spans: list[tuple[int, int, list[Spelling]]] = []
        for size in range(min(PROVINCE_WORDS, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                end = start + size
                if all(end <= s or start >= e for s, e, _ in spans):
                    exact = index.exact(words[start:end], typed[start:end])
                    spellings = [one for one in exact if not one.shortened]
                    if spellings and (size > 1 or spellings[0].name.kind == "word"):
                        spans.append((start, end, spellings))
        outcome = self._outcome((one for _, _, every in spans for one in every), "exact")
        if outcome is None:
            return None, ()
        strange = any(all(one.decoy and one.name.kind != "word" for one in every) for _, _, every in spans)
        whole = not strange and sum(end - start for start, end, _ in spans) == len(words)
        return outcome if whole else None, (outcome.name,) if isinstance(outcome, Found) else outcome.names

    def _nearly(self, index: SpellingIndex, views: Sequence[View], kind: NameKind, inside: tuple[Name, ...]) -> Match:
        words = views[-1][0]
        # A number is no slip: "Hà Nội 2" is something else.
        readable = () if any(map(str.isdigit, words)) else views
        best = nearest_reading(index, views[-1]) if readable else None
        spellings = best.spellings if best else ()
        for view in readable[:-1]:
            # What looked like "tỉnh" may be part of the name: "tinh phuoc" is Bình Phước with a slip.
            whole = nearest_reading(index, view)
            if whole and whole.slips <= (best.slips if best else 1):
                own = tuple(one for one in whole.spellings if one.name is one.target and not one.decoy)
                spellings = own if own and all(one.name.kind == "place" for one in spellings) else own + spellings
        if not any(one.decoy for one in spellings):
            found = self._outcome(spellings, "fuzzy")
            if found:
                return found
        near_names = dict.fromkeys((*inside, *(one.target for one in spellings if not one.decoy)))
        return Unknown(self._nearest(words, kind, near_names))

    def _nearest(self, words: Sequence[str], kind: NameKind, first: Iterable[Name]) -> tuple[Name, ...]:
        """Up to three names worth offering, the nearest first; ``first`` are those that a slip explains."""
        if kind not in self._offers:
            self._offers[kind] = Offers(self._spellings[kind])
        near = self._offers[kind].nearest(words)
        slips = [name for distance, name in near if distance <= 1]
        parts: Sequence[Name] = ()
        if kind == "province" and len(words) == 1:
            parts = [name for name, _ in self._families.get(words[0], ())] or self._initials.get(words[0], ())
        rest = () if parts else [name for _, name in near]
        return tuple(dict.fromkeys((*first, *slips, *parts, *rest)))[:MOST_OFFERED]


def _shortenings(name: Name) -> Iterator[str]:
    """The ways people cut a province's name short: "Q. Nam", "H.Yên". A T is left out, as it is short for "tỉnh"."""
    words = name.name_vi.split()
    if name.kind == "province" and len(words) == 2 and words[0][0] != "T":
        yield f"{words[0][0]} {words[1]}"
