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
    cues: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows("cues.csv", "asks", "words"):
        cues[row["asks"]].append(row["words"])
    followups: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows("followups.csv", "kind", "words"):
        followups[row["kind"]].append(row["words"])
    exports: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows("exports.csv", "kind", "words"):
        exports[row["kind"]].append(row["words"])
    slips: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows("slips.csv", "kind", "words"):
        slips[row["kind"]].append(row["words"])
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in _rows("weights.csv", "intent", "feature", "weight"):
        weights[row["intent"]][row["feature"]] = _number("weights.csv", row, "weight")
    of_criteria: defaultdict[str, defaultdict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in _rows("criterion_weights.csv", "index", "code", "feature", "weight"):
        of_criteria[row["index"]][row["code"]][row["feature"]] = _number("criterion_weights.csv", row, "weight")
    return Lexicon(
        cues={asks: tuple(words) for asks, words in cues.items()},
        criteria=tuple(
            CriterionWords(row["index"], row["code"], row["words"], _number("criteria.csv", row, "weight"))
            for row in _rows("criteria.csv", "index", "code", "words", "weight")
        ),
        fillers={row["words"]: row["kind"] for row in _rows("fillers.csv", "words", "kind")},
        outside={row["words"]: row["kind"] for row in _rows("outside.csv", "words", "kind")},
        short_forms={row["short"]: row["full"] for row in _rows("abbreviations.csv", "short", "full")},
        small_words={row["words"]: row["kind"] for row in _rows("small_words.csv", "words", "kind")},
        followups={kind: tuple(words) for kind, words in followups.items()},
        exports={kind: tuple(words) for kind, words in exports.items()},
        slips={kind: tuple(words) for kind, words in slips.items()},
        combinations={
            frozenset((row["one"], row["other"])): row["meant"]
            for row in _rows("combinations.csv", "one", "other", "meant")
        },
        weights=weights,
        criterion_weights=of_criteria,
    )


def _rows(name: str, *columns: str) -> Iterator[dict[str, str]]:
    with files("data").joinpath("seed", "lexicon", name).open(encoding="utf-8") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            for column in columns:
                if not (row.get(column) or "").strip():
                    raise SeedError((SeedProblem(f"lexicon/{name}", line, column, "", "must be filled"),))
            yield {"line": str(line), **{column: row[column].strip() for column in columns}}


def _number(name: str, row: Mapping[str, str], column: str) -> float:
    try:
        return float(row[column])
    except ValueError:
        problem = SeedProblem(f"lexicon/{name}", int(row["line"]), column, row[column], "must be a number")
        raise SeedError((problem,)) from None
