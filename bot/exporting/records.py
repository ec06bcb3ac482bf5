"""Figures one below the other, each with its index, period, criterion, source and remarks (pure).

A province is shown so, and what is known of an index without a whole table: single facts, in no order of rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.answers.lookup import decimals, part, stand
from bot.answers.model import Standing
from bot.exporting.book import Cell, FileColumn, FileSheet, Score, compact
from bot.exporting.ranking import below, units
from bot.exporting.remarks import origin, remarks, score, sources_of, unit
from bot.exporting.sources import Citations, date_cell, titles
from bot.i18n import Translator
from bot.questions import Question
from bot.render import phrases
from bot.reply import plain_text
from data.model.figures import Results
from data.model.provinces import Province
from data.queries.catalogue import Catalogue


def columns(t: Translator) -> tuple[FileColumn, ...]:
    return (
        FileColumn(plain_text(t("Index")), 12, "text"),
        FileColumn(plain_text(t("Period")), 11),
        FileColumn(plain_text(t("Province or city")), 22, "text"),
        FileColumn(plain_text(t("Code")), 8, "text", optional=True),
        FileColumn(plain_text(t("Criterion")), 40, "text", optional=True),
        FileColumn(plain_text(t("Score")), 10, optional=True),
        FileColumn(plain_text(t("Unit")), 8, "text", optional=True),
        FileColumn(plain_text(t("Scale")), 8, optional=True),
        FileColumn(plain_text(t("Rank")), 8, optional=True),
        FileColumn(plain_text(t("Rank out of")), 10, optional=True),
        FileColumn(plain_text(t("How the figure came about")), 34, "text"),
        FileColumn(plain_text(t("Group")), 24, "text", optional=True),
        FileColumn(plain_text(t("Median (computed)")), 11, optional=True),
        FileColumn(plain_text(t("Highest score")), 11, optional=True),
        FileColumn(plain_text(t("Province with the highest")), 22, "text", optional=True),
        FileColumn(plain_text(t("Notes")), 50, "text", optional=True),
        FileColumn(plain_text(t("Source")), 50, "text"),
        FileColumn(plain_text(t("Address")), 44, "link", optional=True),
    )


def single_facts(
    catalogue: Catalogue, every: Iterable[Results], subject: Question, t: Translator, cited: Citations
) -> FileSheet:
    """What single sources say, period by period; the notice says that this is no ranking, and how many are known."""
    rows: list[tuple[Cell, ...]] = []
    known: list[str] = []
    for results in every:
        there = units(catalogue, results, subject)
        shown = list(_known(catalogue, results, there, subject))
        rows += [record(catalogue, results, one, t, cited) for one in shown]
        if shown:
            many = len({one.province.id for one in shown})
            known.append(f"{t.partial_date(results.period)}: {many}/{len(there)}")
    notice = t("Incomplete: single figures read in the press and on portals, not a ranking. Provinces known: {known}.",
               known="; ".join(known))  # fmt: skip
    return compact(FileSheet(plain_text(t("Single figures")), columns(t), tuple(rows), plain_text(notice)))


def _known(
    catalogue: Catalogue, results: Results, provinces: Iterable[Province], subject: Question
) -> Iterator[Standing]:
    wanted = codes(catalogue, results, subject.indicator or "", with_below=True)
    for province in provinces:
        for code in wanted:
            standing = stand(catalogue, results, results.index, province, code, results.period)
            if standing.figure is not None:
                yield standing


def of_province(
    catalogue: Catalogue, every: Iterable[Results], province: Province, subject: Question, *, parts: bool
) -> list[tuple[Results, Standing]]:
    """What is known of a province: of the index or criterion asked for itself or, with ``parts``, of what is below it.

    Where a whole table lacks it, that is said; nothing is said of what nobody was asked to tell.
    """
    found = []
    for results in every:
        own = subject.indicator or ""
        for code in codes(catalogue, results, own, with_below=parts):
            if parts == (code == own):
                continue
            standing = stand(catalogue, results, results.index, province, code, results.period)
            there = standing.figure is not None or (standing.missing == "excluded" and not parts)
            if there or (results.full and standing.missing == "unknown" and (province.id, own) in results.figures):
                found.append((results, standing))
    return found


def codes(catalogue: Catalogue, results: Results, own: str, *, with_below: bool) -> list[str]:
    """A criterion and, if wanted, those below it that any province has a figure of."""
    known = {row.code for row in catalogue.indicators.get(results.index, ())}
    return [own] * (own in known) + ([row.code for row in below(catalogue, results, own)] if with_below else [])


def record(
    catalogue: Catalogue, results: Results, standing: Standing, t: Translator, cited: Citations
) -> tuple[Cell, ...]:
    """The row of one figure."""
    figure, beside = standing.figure, part(catalogue, results, standing)
    about = plain_text(phrases.period_name(t, standing.index, standing.period))
    sources = sources_of(t, standing, about, cited)
    places = decimals(standing)
    best = beside.best.score if beside.best is not None else None
    winner = beside.best_province
    return (
        standing.index.short,
        date_cell(standing.period, t),
        phrases.name(t, standing.province, standing.year),
        standing.indicator.code,
        phrases.indicator_name(t, standing.indicator) if standing.indicator.code else plain_text(t("Total")),
        score(standing, figure),
        unit(t, phrases.unit_of(standing)) if figure is not None and figure.score is not None else "",
        _scale(standing),
        figure.rank if figure is not None else None,
        (standing.measured or figure.out_of) if figure is not None and figure.rank is not None else None,
        origin(t, standing),
        plain_text(phrases.sentence(phrases.group(t, standing) or "")),
        Score(beside.median, places) if beside.median is not None else None,
        Score(best, places) if best is not None else None,
        phrases.name(t, winner, standing.year) if winner is not None else "",
        remarks(t, standing, about, cited),
        titles(t, sources),
        "; ".join(dict.fromkeys(source.url for source in sources if source.url)),
    )


def _scale(standing: Standing) -> Cell:
    figure = standing.figure
    if figure is None or figure.score is None or figure.unit == phrases.PERCENT:
        return None
    scale = figure.scale or standing.indicator.maximum
    if scale is None:
        return None
    return int(scale) if float(scale).is_integer() else Score(scale, 2)
