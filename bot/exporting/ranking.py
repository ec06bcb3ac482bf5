"""A whole table as a sheet: a row for each province, a column for the total and for each criterion (pure)."""

from __future__ import annotations

from math import inf

from bot.answers.lookup import stand
from bot.answers.model import Standing
from bot.exporting.book import Cell, FileColumn, FileSheet, Score, compact
from bot.exporting.remarks import places, remarks, sources_of
from bot.exporting.sources import Citations, date_cell, titles
from bot.i18n import Translator
from bot.questions import Question
from bot.render import phrases
from bot.reply import plain_text
from data.model.figures import Results
from data.model.indices import Indicator
from data.model.provinces import Province
from data.periods import before_merger
from data.queries.catalogue import Catalogue


def ranking(catalogue: Catalogue, results: Results, subject: Question, t: Translator, cited: Citations) -> FileSheet:
    """The table of an index, or of one of its criteria, with all criteria below; the provinces of a region only, if one
    is asked for. Who has no figure stands at the end, with the reason.
    """
    code = subject.indicator or ""
    index = catalogue.indices[results.index]
    about = plain_text(phrases.period_name(t, index, results.period))
    provinces = units(catalogue, results, subject)
    standings = sorted(
        (stand(catalogue, results, index.id, one, code, results.period) for one in provinces), key=_order
    )
    parts = below(catalogue, results, code)
    first = next((one for one in standings if one.figure is not None), None)
    rows = []
    for standing in standings:
        figure = standing.figure
        row: list[Cell] = [
            index.short,
            date_cell(results.period, t),
            figure.rank if figure is not None else None,
            phrases.name(t, standing.province, results.year),
            Score(figure.score, places(figure, index.decimals + ("." in code)))
            if figure is not None and figure.score is not None
            else None,
            plain_text(phrases.sentence(phrases.group(t, standing) or "")),
        ]
        row += [_part(results, standing.province, part, index.decimals) for part in parts]
        row.append(remarks(t, standing, about, cited))
        row.append(titles(t, sources_of(t, standing, about, cited)))
        rows.append(tuple(row))
    columns = (
        FileColumn(plain_text(t("Index")), 12, "text"),
        FileColumn(plain_text(t("Period")), 11),
        FileColumn(_rank_heading(first, t), 11),
        FileColumn(plain_text(t("Province or city")), 24, "text"),
        FileColumn(_score_heading(first, t), 12),
        FileColumn(plain_text(t("Group")), 24, "text", optional=True),
        *(FileColumn(criterion_heading(part, t), 14, optional=True) for part in parts),
        FileColumn(plain_text(t("Notes")), 50, "text", optional=True),
        FileColumn(plain_text(t("Source")), 44, "text"),
    )
    return compact(FileSheet(results.period, columns, tuple(rows)))


def units(catalogue: Catalogue, results: Results, subject: Question) -> list[Province]:
    """The provinces of the time of a table, those of the region asked for, in the catalogue's order."""
    region = catalogue.regions[subject.region] if subject.region else None
    later = not before_merger(results.period)
    return [
        one
        for one in catalogue.provinces.values()
        if not (later and one.ended) and (region is None or region.holds(one, results.year))
    ]


def below(catalogue: Catalogue, results: Results, code: str) -> list[Indicator]:
    """The criteria below one, at any depth, that have figures in these results, in the order of the tree."""
    measured = {indicator for _, indicator in results.figures}
    return [
        row
        for row in catalogue.indicators.get(results.index, ())
        if row.code in measured
        and row.code != code
        and row.holds(results.year)
        and (not code or row.code.startswith(f"{code}."))
    ]


def criterion_heading(part: Indicator, t: Translator) -> str:
    """The code and the name of a criterion: "1. Tham gia của người dân ở cấp cơ sở"."""
    return f"{part.code}. {phrases.indicator_name(t, part)}"


def _part(results: Results, province: Province, part: Indicator, decimals: int) -> Cell:
    figure = results.figure(province.id, part.code)
    if figure is None or figure.score is None:
        return None
    return Score(figure.score, places(figure, decimals + ("." in part.code)))


def _order(standing: Standing) -> tuple[float, float]:
    """The first rank first, then who has a score without a rank, then who has nothing; equals in their own order."""
    figure = standing.figure
    rank = figure.rank if figure is not None and figure.rank is not None else inf
    return rank, -figure.score if figure is not None and figure.score is not None else inf


def _rank_heading(first: Standing | None, t: Translator) -> str:
    figure = first.figure if first is not None else None
    return plain_text(t("Rank (computed)") if figure is not None and figure.rank_kind == "computed" else t("Rank"))


def _score_heading(first: Standing | None, t: Translator) -> str:
    figure = first.figure if first is not None else None
    if first is None or figure is None:
        return plain_text(t("Score"))
    if figure.unit == phrases.PERCENT:
        return plain_text(t("Score (%)"))
    scale = figure.scale or first.indicator.maximum
    return plain_text(t("Score (of {scale})", scale=phrases.plain(t, scale)) if scale else t("Score"))
