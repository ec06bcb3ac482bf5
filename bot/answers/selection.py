"""Which rows of a whole table a question asks for: of a group, one side of a line, some places, a page (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.groups import group
from bot.answers.lookup import median
from bot.answers.model import GROUPS, Group, InGroup, Line
from bot.answers.regions import mean
from bot.questions import Bound, Question
from data.model.figures import Figure, Results
from data.model.provinces import Province
from data.queries.catalogue import Catalogue

ROWS = 10
PAGE = 20
"""The most rows of a page: with what stands around them they fill a phone."""
ODD = 2
"""So many rows more than a page do not make another one."""

Row = tuple[Province, Figure]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows: its number, how many pages there are, how many rows in all, and the place of its first row."""

    rows: tuple[Row, ...]
    listed: int
    first: int
    page: int
    pages: int


def page_of(rows: Sequence[Row], question: Question) -> Page:
    """The page of these rows. Up to twenty asked for are a page themselves, after which others may follow; more than
    that are parted, and so is whatever a group, a line or places leave.
    """
    restricted = bool(question.group or question.bound or question.place)
    wanted = question.n or (None if restricted else ROWS)
    whole = wanted is None or wanted > PAGE
    size = PAGE if wanted is None else max(1, min(wanted, PAGE))
    listed = min(len(rows), wanted) if whole and wanted is not None else len(rows)
    pages = max(1, -(-(listed - (ODD if whole else 0)) // size))
    page = min(question.page, pages - 1)
    start, end = page * size, listed if page == pages - 1 else (page + 1) * size
    if question.bottom:
        start, end = len(rows) - end, len(rows) - start
    return Page(tuple(rows[start:end]), listed, start + 1, page, pages)


def quarters(catalogue: Catalogue, results: Results, code: str) -> tuple[tuple[InGroup, frozenset[str]], ...]:
    """The groups of a whole table with their provinces, the highest first; () where the index has none."""
    index = catalogue.indices[results.index]
    there: dict[Group, list[Figure]] = {}
    checked = False
    for figure in results.ranking.get(code, ()):
        found, checked = group(index, results, code, figure.score)
        if found is not None:
            there.setdefault(found, []).append(figure)
    parted = []
    for name in reversed(GROUPS):
        scores = [figure.score for figure in there.get(name, ()) if figure.score is not None]
        if scores:
            about = InGroup(name, len(scores), min(scores), max(scores), checked)
            parted.append((about, frozenset(figure.province for figure in there[name])))
    return tuple(parted)


def line_of(catalogue: Catalogue, results: Results, code: str, bound: Bound) -> Line:
    """The line, and how many provinces lie on either side. The province whose score it is counts on neither."""
    ranking = results.ranking.get(code, ())
    province = catalogue.provinces[bound.province] if bound.of == "province" else None
    value = bound.score
    if bound.of == "median":
        value = median(ranking) if ranking else None
    elif bound.of == "mean":
        value = mean([(catalogue.provinces[figure.province], figure) for figure in ranking])
    elif province is not None:
        value = next((figure.score for figure in ranking if figure.province == province.id), None)
    line = Line(bound, value, province, 0, 0, 0)
    if value is None:
        return line
    scores = [figure.score for figure in ranking if figure.score is not None and figure.province != bound.province]
    above, below = sum(score > value for score in scores), sum(score < value for score in scores)
    return replace(line, above=above, equal=len(scores) - above - below, below=below)


def beyond(line: Line, score: float | None) -> bool:
    """Whether a score is on the side of the line that was asked for; on the line is on neither."""
    if line.value is None or score is None:
        return False
    return score > line.value if line.bound.side == "above" else score < line.value


def in_places(figure: Figure, question: Question) -> bool:
    """Whether a figure has the rank, or one of the ranks, asked for."""
    if question.place is None:
        return True
    first, last = sorted((question.place, question.place_to or question.place))
    return figure.rank is not None and first <= figure.rank <= last
