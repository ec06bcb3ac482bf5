"""What stands beside a figure in a file: how it came about, what other sources say, why there is none (pure)."""

from __future__ import annotations

from bot.answers.lookup import decimals
from bot.answers.model import Standing
from bot.answers.records import is_pilot
from bot.exporting.book import Score
from bot.exporting.sources import Citations, titles
from bot.i18n import Translator
from bot.render import phrases
from bot.reply import plain_text
from data.model.figures import Figure, Source

PRINTED = ("reported", "derived")
"""Figures that are shown with the decimals they were printed with."""
LEAST_PLACES = 2
MOST_PLACES = 6


def score(standing: Standing, figure: Figure | None) -> Score | None:
    """The score as a cell, with the index's decimals or those that its source printed."""
    if figure is None or figure.score is None:
        return None
    return Score(figure.score, places(figure, decimals(standing)))


def places(figure: Figure, usual: int) -> int:
    """How many decimals a figure is shown with."""
    if figure.rank_kind not in PRINTED or figure.score is None:
        return usual
    printed = len(repr(figure.score).partition(".")[2].rstrip("0"))
    return min(max(LEAST_PLACES, printed), MOST_PLACES)


def unit(t: Translator, code: str) -> str:
    return "%" if code == phrases.PERCENT else plain_text(t("points"))


def origin(t: Translator, standing: Standing) -> str:
    """How the figure came about, also where it was published as it stands."""
    if standing.figure is None:
        return plain_text(t("not published")) if standing.missing == "excluded" else plain_text(t("no figure"))
    kinds = dict.fromkeys(plain_text(phrases.rank_kind(t, half, standing.index)) for half in standing.made_of)
    return "; ".join(kinds)


def remarks(t: Translator, standing: Standing, about: str, cited: Citations) -> str:
    """What must be said beside the figure, or in its place."""
    said: list[str] = []
    figure, left_out = standing.figure, standing.exclusion
    if figure is None and left_out is not None:
        said.append(plain_text(phrases.sentence(t("not published"))) + ". " + plain_text(phrases.why(t, left_out)))
    elif figure is None:
        said.append(plain_text(phrases.sentence(t("no figure"))) + ".")
    if is_pilot(standing):
        said.append(plain_text(t("A pilot year.")))
    if standing.doubted:
        said.append(plain_text(t("This figure is in doubt: the sources do not agree.")))
    if figure is not None and (note := t.pick(figure.note_vi, figure.note_en)):
        said.append(note)
    halves = {id(half) for half in standing.made_of}
    for other in standing.others:
        if id(other) not in halves and (stated := _stated(t, standing, other)):
            where = cited.cite([other.source], about)
            said.append(plain_text(t("Another source says {what} ({where}).", what=stated, where=titles(t, where))))
    return " ".join(said)


def sources_of(t: Translator, standing: Standing, about: str, cited: Citations) -> tuple[Source, ...]:
    """The sources that the figure was read in: one, or that of the score and that of the rank; without a figure the one
    that says why there is none.
    """
    left_out = [standing.exclusion.source] if standing.figure is None and standing.exclusion is not None else []
    return cited.cite([*(half.source for half in standing.made_of), *left_out], about)


def _stated(t: Translator, standing: Standing, figure: Figure) -> str:
    parts = (phrases.rank(t, figure, None), phrases.score(t, figure, decimals(standing)))
    return plain_text(" · ".join(part for part in parts if part))
