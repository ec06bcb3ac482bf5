"""The shipped lexicons: which words ask for what, say nothing, or name something otherwise than officially.

They stand in ``data/seed/lexicon/*.csv``, where a reader of Vietnamese can extend them without touching code. Words are
written with their accents; whoever reads questions folds them away.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from data.errors import SeedError, SeedProblem

NOWHERE = 1_000
"""The place of a column that a file has not: beyond any row's end."""


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """An everyday name of a criterion. ``weight`` (0-1) is how surely the words mean it."""

    index: str
    code: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words as shipped. ``cues``: what is asked for -> the phrases that ask for it; ``fillers``: words that say
    nothing -> their kind; ``outside``: what no index here is about -> its kind; ``short_forms``: as written -> in full;
    ``small_words``: single words that say nothing -> whether by themselves (``empty``) or beside something
    (``beside``); ``combinations``: two criteria (``index:code``) that are named together -> the one then meant, or one
    and ``answer``, where its clause speaks of an answer; ``followups``: kind of word that leans on what was said before
    -> the phrases; ``exports``: kind of word that asks for a file -> the phrases; ``slips``: ``english`` -> words to
    which others are mended, ``other`` -> words that look like them, ``name`` -> syllables of provinces; ``weights``:
    kind of answer -> what speaks for or against it -> how much; ``criterion_weights``: the same for index -> code, or
    '-' for none of them.
    """

    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    criteria: tuple[CriterionWords, ...] = ()
    fillers: Mapping[str, str] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)
    short_forms: Mapping[str, str] = field(default_factory=dict)
    small_words: Mapping[str, str] = field(default_factory=dict)
    followups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exports: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    combinations: Mapping[frozenset[str], str] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    criterion_weights: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)


@cache
def shipped() -> Lexicon:
    """The lexicons of ``data/seed/lexicon``, read once. Raises SeedError, naming file and row, where one is wrong."""
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (intent, feature), weight in _weighed("weights.csv", "intent", "feature", "weight"):
        weights[intent][feature] = weight
    of_criteria: defaultdict[str, defaultdict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for (index, code, feature), weight in _weighed("criterion_weights.csv", "index", "code", "feature", "weight"):
        of_criteria[index][code][feature] = weight
    return Lexicon(
        cues=_by_kind("cues.csv", "asks"),
        criteria=tuple(
            CriterionWords(index, code, words, weight)
            for (index, code, words), weight in _weighed("criteria.csv", "index", "code", "words", "weight")
        ),
        fillers=_pairs("fillers.csv", "words", "kind"),
        outside=_pairs("outside.csv", "words", "kind"),
        short_forms=_pairs("abbreviations.csv", "short", "full"),
        small_words=_pairs("small_words.csv", "words", "kind"),
        followups=_by_kind("followups.csv"),
        exports=_by_kind("exports.csv"),
        slips=_by_kind("slips.csv"),
        combinations={
            frozenset((one, other)): meant for one, other, meant in _rows("combinations.csv", "one", "other", "meant")
        },
        weights=weights,
        criterion_weights=of_criteria,
    )


def _by_kind(name: str, column: str = "kind") -> dict[str, tuple[str, ...]]:
    """Kind -> the words of that kind."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for kind, words in _rows(name, column, "words"):
        found[kind].append(words)
    return {kind: tuple(words) for kind, words in found.items()}


def _pairs(name: str, key: str, value: str) -> dict[str, str]:
    return {cells[0]: cells[1] for cells in _rows(name, key, value)}


def _weighed(name: str, *columns: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """The cells of each row, the last of which is a number."""
    for line, (*cells, weight) in enumerate(_rows(name, *columns), start=2):
        try:
            number = float(weight)
        except ValueError:
            problem = SeedProblem(f"lexicon/{name}", line, columns[-1], weight, "must be a number")
            raise SeedError((problem,)) from None
        yield tuple(cells), number


def _rows(name: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """The cells of each row in these columns, without the blanks around them; none is empty."""
    with files("data").joinpath("seed", "lexicon", name).open(encoding="utf-8") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        places = [header.index(column) if column in header else NOWHERE for column in columns]
        for line, row in enumerate(filter(None, rows), start=2):  # as csv.DictReader would, of which this is a fifth
            cells = tuple([row[at].strip() if at < len(row) else "" for at in places])
            if "" in cells:
                problem = SeedProblem(f"lexicon/{name}", line, columns[cells.index("")], "", "must be filled")
                raise SeedError((problem,))
            yield cells
