"""A governance index, its editions and its criteria."""

from __future__ import annotations

from dataclasses import dataclass

Criterion = tuple[str, str]
"""An index id and an indicator code."""


@dataclass(frozen=True, slots=True)
class Index:
    """A governance index, with all that is special of it: nothing about one index stands in the code.

    ``unit`` is ``points`` or ``percent``; ``dated`` marks a running score named by its date. The texts are '' and
    the words () where nothing is to be said.
    """

    id: str
    short: str
    name_vi: str
    name_en: str
    publisher_vi: str
    publisher_en: str
    measures_vi: str
    measures_en: str
    unit: str
    dated: bool
    decimals: int
    grouped: bool = False
    """Its publisher prints four groups, quarters of the provinces measured, in place of ranks."""
    slack_sum: float = 0.0
    """By how much a total may differ from the sum of its parts because they were rounded, however many they are."""
    slack_part: float = 0.0003
    """The same for each part."""
    preferred: bool = False
    """It is meant where several indices have a criterion of the name heard and none is named. At most one is."""
    not_preferred_for: tuple[str, ...] = ()
    """Names of criteria that it has no better claim to than other indices: asked, not guessed."""
    code_letter: str = ""
    """The letter before a number that makes it a criterion's code ("D" for "D4")."""
    code_words: tuple[str, ...] = ()
    """Words before a number that make it a criterion's code ("dimension 4")."""
    nicknames: tuple[str, ...] = ()
    """What people call it that is near the name of something else: heard only where nothing else fits."""
    spoken_vi: str = ""
    """Its name within a sentence, if ``short`` does not serve ("the 766 index")."""
    spoken_en: str = ""
    announced_vi: str = ""
    """When it is usually announced, a sentence without its full stop."""
    announced_en: str = ""
    limits_vi: str = ""
    """What is held of it and how far that goes, as it follows a colon, without a full stop."""
    limits_en: str = ""
    weighted: bool = False
    """Its criteria count unequally, so that a total is no sum of them."""
    folded: bool = False
    """Where all indices of a province are shown, this one stands in the part that is folded."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A span of years in which an index kept its method: figures of two editions are not comparable.

    ``last_year`` is None while the edition is in force. ``scale`` is the maximum of the total. ``structure_*`` says
    what the index is made of; ``change_*`` says what changed against the edition before ('' for the first).
    """

    index: str
    first_year: int
    last_year: int | None
    scale: float
    structure_vi: str
    structure_en: str
    change_vi: str
    change_en: str
    source: str

    def holds(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A criterion of an index, valid from ``first_year`` to ``last_year`` (None: still valid).

    ``code`` is '' for the total, '3' for a dimension, '3.2' for a sub-dimension; one code may have several rows, one
    for each span of years in which its name or maximum differed. ``maximum`` is None where no source states it.
    ``split`` marks a part of the points that cuts across the tree (PAR INDEX: appraisal / surveys) and is
    no branch of it.
    """

    index: str
    code: str
    parent: str | None
    first_year: int
    last_year: int | None
    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    maximum: float | None
    split: bool = False

    def holds(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
