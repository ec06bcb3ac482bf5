"""What two readers made of the cells of one column -> what stands in each, and whether a person is to be asked.

A number counts as read where both readers saw the same figures and it is written like the others of its column; which
mark parts the decimals is known from the column, for a comma is the one thing that readers drop. Everything else is
asked. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.names.normalize import fold

DIRT = re.compile(r"^[^\w(+\-−–]{1,9}|[^\w)%*]{1,9}$|_{1,9}$")
SPACED = re.compile(r"(?<=[\d.,/]) (?=[\d.,/])")
NUMBER = re.compile(r"[+\-−–]?\d{1,9}(?:[.,/]\d{1,9}){0,3}\s?%?")
FIGURES = re.compile(r"\d")
MARK = re.compile(r"[.,/]")
SURE = 0.8
"""What the surer reader is less sure of than this is asked, whatever the other says."""
USUAL = 0.75
"""Where such a share of a column's numbers is written in one way, what is written otherwise is asked."""


@dataclass(frozen=True, slots=True)
class Told:
    """What each reader made of a cell, and how ``sure`` the surer one is; ``hidden`` is a cell with a stamp in it,
    ``inked`` one that is not blank.
    """

    texts: tuple[str, ...]
    sure: float
    hidden: bool = False
    inked: bool = True


@dataclass(frozen=True, slots=True)
class CellVerdict:
    """What stands in a cell. ``readings`` are what it may be where that is to be asked, the likeliest first."""

    text: str
    readings: tuple[str, ...] = ()
    sure: float = 1.0


def judged(column: Sequence[Told]) -> list[CellVerdict]:
    """The verdict on each cell of a column, from the top."""
    cleaned = [tuple(map(clean_text, told.texts)) for told in column]
    form = _usual_form(cleaned)
    return [_verdict(told, texts, form) for told, texts in zip(column, cleaned, strict=True)]


def clean_text(text: str) -> str:
    """A reading without what is left of rulings at its ends, and without gaps in a number."""
    bare = DIRT.sub("", DIRT.sub("", text.strip())).strip()
    closed = SPACED.sub("", bare)
    return closed if NUMBER.fullmatch(closed) else bare


def form_of(text: str) -> str:
    """How a number is written: its marks, and how many figures follow the last; '' for what is no number."""
    if not NUMBER.fullmatch(text):
        return ""
    marks = MARK.findall(text)
    after = len(FIGURES.findall(text[text.rfind(marks[-1]) :])) if marks else 0
    return f"{''.join(marks)}{after if '/' not in marks else ''}{'%' if text.endswith('%') else ''}#"


def _usual_form(column: Sequence[tuple[str, ...]]) -> str:
    """The form of most numbers of a column; '' where there is none."""
    forms = Counter(form_of(text) for texts in column for text in texts if text)
    numbers = sum(n for form, n in forms.items() if form)
    most, n = max(((form, n) for form, n in forms.items() if form), key=lambda one: one[1], default=("", 0))
    return most if n >= USUAL * numbers and 2 * numbers > sum(forms.values()) else ""


def _verdict(told: Told, texts: tuple[str, ...], form: str) -> CellVerdict:
    known = [text for text in texts if text]
    if not known:
        return CellVerdict("", ("",), 0.0) if told.hidden or told.inked else CellVerdict("")
    readings = tuple(dict.fromkeys(sorted(known, key=lambda text: bool(form) and form_of(text) != form)))
    if len(texts) < 2 or len(known) < len(texts) or told.hidden or told.sure < SURE:
        return CellVerdict(readings[0], readings, min(told.sure, 0.5))
    if any(FIGURES.search(text) for text in known):
        return _number(told, readings, form)
    if len({fold(text) for text in known}) == 1:
        return CellVerdict(known[0], sure=told.sure)
    return CellVerdict(known[0], tuple(dict.fromkeys(known)), 0.5)


def _number(told: Told, readings: tuple[str, ...], form: str) -> CellVerdict:
    """A cell in which both saw figures: they agree on them, and one of them wrote it like the others of its column."""
    figures = {"".join(FIGURES.findall(text)) for text in readings}
    fitting = [text for text in readings if form_of(text)]
    fitting = [text for text in fitting if not form or form_of(text) == form]
    signs = {text[0] for text in readings} & set("+-−–(")
    if len(figures) == 1 and fitting and (form or len(readings) == 1) and (len(readings) == 1 or not signs):
        return CellVerdict(fitting[0], sure=told.sure)
    return CellVerdict(readings[0], readings, 0.5)
