"""Regions: the means of a whole table by region, and why a region may have no province at all."""

from __future__ import annotations

from bot.answers.model import RegionMean, TableAnswer
from bot.i18n import Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.phrases import bold, name
from bot.reply import Button, Reply
from data.model.figures import Figure
from data.model.provinces import MERGER_DAY, Province, Region

ROW = 2
"""How many regions stand in a row of buttons: their names are long."""


def region_name(t: Translator, region: Region) -> str:
    return t.pick(region.name_vi, region.name_en)


def means(answer: TableAnswer, what: str, places: int, t: Translator) -> Reply:
    """The mean of each region, with its best and its worst province."""
    unit = answer.means[0].best[1].unit if answer.means else answer.index.unit
    lines: list[str | None] = [bold(t("📊 Means by region: {what}", what=what))]
    if answer.mean is not None and answer.spread is not None:
        known = answer.spread
        country = t.plural("Whole country ({n} province): {mean}", "Whole country ({n} provinces): {mean}",
                           answer.measured, mean=bold(phrases.amount(t, answer.mean, unit, places)))  # fmt: skip
        median = t("median {score}", score=phrases.amount(t, known.median, unit, places))
        lines.append(f"{country} · {median}")
    for one in answer.means:
        lines += _mean(answer, one, places, t)
        if one.region.id == answer.question.region:
            lines.append("")
    lines.append(
        t("Simple means of the provinces' scores, each counted alike, worked out here: they are not published.")
        if answer.means
        else t("This criterion was not measured in {year}.", year=answer.year)
    )
    buttons = [
        Button(phrases.sentence(region_name(t, one.region)), _within(answer, one.region)) for one in answer.means
    ]
    rows: list[list[Button | None]] = [list(buttons[start : start + ROW]) for start in range(0, len(buttons), ROW)]
    rows.append([Button(t("Table"), _within(answer, None))])
    return phrases.reply(lines, rows, tail=footnotes.source_line(t, answer.sources))


def _mean(answer: TableAnswer, one: RegionMean, places: int, t: Translator) -> list[str]:
    def end(row: tuple[Province, Figure]) -> str:
        shown = phrases.amount(t, row[1].score or 0.0, row[1].unit, places)
        return f"{name(t, row[0], answer.year)} {shown}"

    mean = bold(phrases.amount(t, one.mean, one.best[1].unit, places))
    where = phrases.sentence(escape(region_name(t, one.region)))
    head = t.plural("• {region} ({n} province): {mean}", "• {region} ({n} provinces): {mean}", one.many,
                    region=where, mean=mean)  # fmt: skip
    if one.many < 2:
        return [f"{head} · {end(one.best)}"]
    return [head, "    " + t("highest {best} · lowest {worst}", best=end(one.best), worst=end(one.worst))]


def _within(answer: TableAnswer, region: Region | None) -> Question:
    """The table of a region, or the whole one."""
    return Question(
        "table",
        index=answer.index.id,
        indicator=answer.indicator.code or None,
        year=answer.year,
        period=answer.period if "-" in answer.period else None,
        region=region.id if region is not None else None,
    )


def no_region(t: Translator, region: Region, year: int) -> str:
    """Why none of the provinces of that time lies in this region: regions were drawn anew in 2025."""
    where = phrases.sentence(region_name(t, region))
    if region.frame == MERGER_DAY.year - 1 and year >= MERGER_DAY.year:
        return t(
            "{region} is a region of the 63 provinces until 2024; the 34 of today are divided otherwise.",
            region=where,
        )
    if region.frame == MERGER_DAY.year and year < MERGER_DAY.year:
        return t(
            "{region} is a region of the 34 provinces since July 2025; the 63 before were divided otherwise.",
            region=where,
        )
    return t("No province of this region has a figure.")
