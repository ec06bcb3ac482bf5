"""Answers about the data: an index, and the sources."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.model import AboutAnswer, IndexAnswer
from bot.i18n import N_, Translator, escape
from bot.questions import Question
from bot.render import aspects, footnotes, phrases
from bot.render.phrases import bold
from bot.reply import Button, Reply

WHOLE = 100
"""The maximum of a percentage, which goes without saying: another one is of points within an index of percent."""


def index(answer: IndexAnswer, t: Translator) -> Reply:
    told = aspects.aspect(answer, t)
    if told is not None:
        return told
    one = answer.index
    lines: list[str | None] = [
        bold(f"📘 {phrases.index_title(t, one)} — {t.pick(one.name_vi, one.name_en)}"),
        escape(t.pick(one.measures_vi, one.measures_en)) + ".",
        t("Published by: {publisher}", publisher=t.pick(one.publisher_vi, one.publisher_en)),
    ]
    if answer.facts:
        lines += ["", bold(t("In {year}", year=answer.year))]
        lines += [f"• {escape(t.pick(fact.text_vi, fact.text_en))}" for fact in answer.facts]
    if answer.indicators:
        lines += ["", bold(t("Criteria"))]
    deep = answer.question.page > 0
    for row in answer.indicators:
        if "." in row.code and not deep:
            continue
        indent = "    " if "." in row.code else ""
        maximum = (
            t(" (at most {points})", points=phrases.plain(t, row.maximum))
            if row.maximum and (one.unit == "points" or row.maximum != WHOLE)
            else ""
        )
        lines.append(f"{indent}{escape(row.code)} {escape(phrases.indicator_name(t, row))}{maximum}")
    lines += ["", bold(t("Editions"))]
    for edition in answer.editions:
        span = f"{edition.first_year}–{edition.last_year}"
        if edition.last_year is None:
            span = t("since {year}", year=edition.first_year)
        elif edition.last_year == edition.first_year:
            span = str(edition.first_year)
        lines.append(f"• {span}: {escape(t.pick(edition.structure_vi, edition.structure_en))}")
    if sum(1 for edition in answer.editions if edition.change_en) > 0:
        lines.append(t("Figures from different editions cannot be compared."))
    lines += ["", bold(t("Figures available"))]
    if answer.full_periods:
        lines.append("• " + t("whole tables: {periods}", periods=_periods(t, answer.full_periods)))
    if answer.partial_periods:
        lines.append("• " + t("single figures from reports: {periods}", periods=_periods(t, answer.partial_periods)))
    buttons: list[list[Button | None]] = [
        [
            Button(t("Sub-criteria"), replace(answer.question, page=1), here=True)
            if not deep and any("." in row.code for row in answer.indicators)
            else None,
            Button(t("Top of the table"), Question("table", index=one.id)),
            Button(t("Sources and limits"), Question("about")),
        ]
    ]
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.sources))


def _periods(t: Translator, periods: tuple[str, ...]) -> str:
    """The periods: a span ("2011–2024") or single years; dates as dates."""
    if any("-" in period for period in periods):
        return ", ".join(t.partial_date(period) for period in periods)
    return footnotes.spans(int(period) for period in periods)


FIRST_LIMIT = N_("Every figure carries its year and its source; what is not published is marked so, never estimated.")
LAST_LIMITS = (
    N_("Figures up to 2024 are for the 63 provinces of that time; there have been 34 since 1 July 2025."),
    N_("Some Vietnamese criterion names and all task texts are in my own wording."),
)


def _limits_of_indices(answer: AboutAnswer, t: Translator) -> list[str]:
    """What is held of each index and how far that goes; of several of which the same is to be said once."""
    shorts: dict[str, list[str]] = {}
    for one, _, _ in answer.indices:
        limits = t.pick(one.limits_vi, one.limits_en)
        if limits:
            shorts.setdefault(limits, []).append(phrases.index_name(t, one))
    return [f"{phrases.sentence(t.list(names))}: {escape(limits)}." for limits, names in shorts.items()]


def about(answer: AboutAnswer, t: Translator) -> Reply:
    lines: list[str | None] = [bold(t("ℹ️ Where the figures come from, and how far they go"))]
    for one, full, partial in answer.indices:
        held = []
        if full:
            held.append(t("whole tables: {periods}", periods=_periods(t, full)))
        if partial:
            held.append(t("single figures from reports: {periods}", periods=_periods(t, partial)))
        publisher = escape(t.pick(one.publisher_vi, one.publisher_en))
        lines.append(f"• <b>{escape(phrases.index_title(t, one))}</b> ({publisher}): {'; '.join(held)}")
    lines.append(
        "• "
        + t(
            "{tasks} tasks from {documents} documents and reports",
            tasks=t.integer(answer.tasks),
            documents=t.integer(answer.documents),
        )
    )
    lines.append("")
    limits = [t(FIRST_LIMIT), *_limits_of_indices(answer, t), *map(t, LAST_LIMITS)]
    lines += [f"• {limit}" for limit in limits]
    lines.append(t("An independent service, not part of any ministry or of UNDP."))
    buttons = [[Button(one.short, Question("index", index=one.id)) for one, _, _ in answer.indices]]
    return phrases.reply(lines, buttons)
