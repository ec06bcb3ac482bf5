"""The end of an answer: its sources, and the notes on the place asked for (pure)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from bot.answers.model import AnswerContext
from bot.i18n import Html, Translator, escape
from bot.render.phrases import index_name, name, period_name, spelt
from data.model.figures import Source
from data.model.indices import Index
from data.model.provinces import Province

SOURCES_SHOWN = 3
YEAR = re.compile(r"\b20\d\d\b")


def source_line(t: Translator, sources: Iterable[Source], *labels: str) -> Html:
    """The line of sources: "Nguồn: A; B · thứ hạng tính từ điểm", with links where there is an address."""
    sources = tuple(sources)
    if not sources:
        return Html("")
    titles: dict[str, Html] = {}
    for title, url in _together(t, sources):
        safe = escape(title)
        address = html.escape(followed(url), quote=True)
        titles.setdefault(title, Html(f'<a href="{address}">{safe}</a>' if address else safe))
    shown = list(titles.values())[:SOURCES_SHOWN]
    more = len(titles) - len(shown)
    parts = "; ".join(shown)
    if more:
        parts += t.plural(" and {n} more", " and {n} more", more)
    labelled = "".join(f" · {label}" for label in labels if label)
    return Html("<i>" + t("Source: {sources}", sources=Html(parts)) + labelled + "</i>")


def followed(url: str) -> str:
    """The address of a source, if it is one that a reader may follow: a page on the web; else ''."""
    return url if url.startswith(("https://", "http://")) else ""


def titles(t: Translator, sources: Iterable[Source]) -> list[str]:
    """The title of each source, as plain text, those that differ only in the year together."""
    return list(dict.fromkeys(title for title, _ in _together(t, sources)))


def _together(t: Translator, sources: Iterable[Source]) -> list[tuple[str, str]]:
    """Title and address of each source; sources that differ only in the year are named once: "PAPI 2011–2024 (…)"."""
    alike: dict[tuple[str, str], list[int]] = {}
    for source in sources:
        title = t.pick(source.title_vi, source.title_en)
        years = YEAR.findall(title)
        key = (YEAR.sub("{}", title), source.url) if len(years) == 1 else (title, source.url)
        alike.setdefault(key, []).extend(int(year) for year in years if len(years) == 1)
    return [(title.replace("{}", spans(years)), url) for (title, url), years in alike.items()]


def spans(years: Iterable[int]) -> str:
    """Years as people write them: "2011–2013, 2016"."""
    found: list[list[int]] = []
    for year in sorted(set(years)):
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in found)


def context_lines(t: Translator, context: AnswerContext, province: Province) -> list[str]:
    """The notes on the place asked for and on the merger of 2025."""
    lines: list[str] = []
    if context.via:
        lines.append(t("ℹ️ {place} is in {province}.", place=spelt(t, context.via), province=name(t, province)))
    if context.successor is not None:
        merged = {"province": name(t, province), "successor": name(t, context.successor)}
        if context.figures:
            lines.append(
                t(
                    "ℹ️ {province} merged into {successor} on 1 July 2025; these figures are its own, from before.",
                    **merged,
                )
            )
        else:
            lines.append(t("ℹ️ {province} merged into {successor} on 1 July 2025.", **merged))
    elif context.absorbed:
        then = {"province": name(t, province), "others": t.list(name(t, other) for other in context.absorbed)}
        if context.of_before:
            figures = ", ".join(_figures_of(t, context))
            lines.append(
                t(
                    "ℹ️ {figures}: figures for {province} as it was before 1 July 2025, not including {others}.",
                    figures=figures,
                    **then,
                )
            )
        else:
            lines.append(t("ℹ️ Figures for {province} as it was before 1 July 2025, not including {others}.", **then))
    return lines


def _figures_of(t: Translator, context: AnswerContext) -> list[str]:
    """The figures from before the merger by name: the years of an index together ("PAPI 2011–2024"), days singly."""
    years: dict[Index, list[int]] = {}
    days: list[str] = []
    for index, period in context.of_before:
        if index.dated:
            days.append(period_name(t, index, period))
        else:
            years.setdefault(index, []).append(int(period[:4]))
    return [f"{index_name(t, index)} {spans(found)}" for index, found in years.items()] + days
