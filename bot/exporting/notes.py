"""The sheet of notes: how far the figures go, how the method changed, what the merger means, what was computed.

Pure, as are all modules here but the service and what it gathers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answers.table import NATIONAL
from bot.exporting.book import FileColumn, FileSheet
from bot.exporting.sources import Citations, titles
from bot.i18n import Translator, escape
from bot.questions import Question
from bot.render import phrases
from bot.render.footnotes import spans
from bot.reply import plain_text
from data.model.figures import Results
from data.model.indices import Edition
from data.model.provinces import Province
from data.periods import before_merger
from data.queries.catalogue import Catalogue

WIDTH = 120


def sheet(t: Translator, lines: Iterable[str]) -> FileSheet:
    rows = tuple((line,) for line in dict.fromkeys(lines) if line)
    return FileSheet(plain_text(t("Notes")), (FileColumn(plain_text(t("Notes")), WIDTH, "text"),), rows)


def of_figures(
    catalogue: Catalogue, every: Sequence[Results], subject: Question, t: Translator, cited: Citations
) -> list[str]:
    """What must be known to use the figures of these results, as plain text."""
    lines: list[str] = [
        t("An empty cell is a figure that is not published or that I do not have. It is never 0."),
        t("Made by the bot Chi So Tinh. The sheet of sources says where each figure was read."),
    ]
    if any(figure.rank_kind == "computed" for results in every for rows in results.ranking.values() for figure in rows):
        lines.append(t("“Computed” marks what the bot worked out from the published scores: ranks, groups, medians."))
    for index in dict.fromkeys(results.index for results in every):
        lines += _of_index(catalogue, [one for one in every if one.index == index], subject, t, cited)
    lines += _merger(catalogue, every, [catalogue.provinces[slug] for slug in subject.provinces], t)
    return [plain_text(line) for line in lines]


def _of_index(
    catalogue: Catalogue, every: Sequence[Results], subject: Question, t: Translator, cited: Citations
) -> list[str]:
    index = catalogue.indices[every[0].index]
    named = phrases.index_title(t, index)
    years = spans(one.year for one in every)
    lines: list[str] = [
        t("{index}: {name}. Publisher: {publisher}. Years: {years}.", index=named,
          name=t.pick(index.name_vi, index.name_en), publisher=t.pick(index.publisher_vi, index.publisher_en),
          years=years)
    ]  # fmt: skip
    limits = t.pick(index.limits_vi, index.limits_en)
    if limits:
        lines.append(f"{escape(named)}: {escape(limits)}.")
    lines += [_edition(one, named, t, cited) for one in catalogue.editions.get(index.id, ()) if _holds(one, every)]
    partial = [one for one in every if not one.full and one.figures]
    if partial:
        periods = ", ".join(t.partial_date(one.period) for one in partial)
        lines.append(
            t("{index} {periods}: incomplete. Only single figures read in the press and on portals are known, each "
              "with its own source; they are no ranking.", index=named, periods=periods)
        )  # fmt: skip
    for one in () if subject.provinces else every:
        about = plain_text(phrases.period_name(t, index, one.period))
        for fact in one.facts:
            if (
                fact.key in NATIONAL
                and not fact.province
                and fact.period
                and fact.indicator == (subject.indicator or "")
            ):
                where = titles(t, cited.cite([fact.source], about))
                lines.append(escape(f"{about}: {t.pick(fact.text_vi, fact.text_en)} ({where})"))
    return lines


def _holds(edition: Edition, every: Sequence[Results]) -> bool:
    return any(edition.holds(one.year) for one in every)


def _edition(edition: Edition, named: str, t: Translator, cited: Citations) -> str:
    """What the index was made of in these years, and that they do not compare with those before."""
    first, last = edition.first_year, edition.last_year
    years = spans((first, *range(first, last + 1))) if last else plain_text(t("since {year}", year=first))
    cited.cite([edition.source], f"{named} ({years})")
    structure, change = t.pick(edition.structure_vi, edition.structure_en), t.pick(edition.change_vi, edition.change_en)
    said = escape(f"{named}, {years}: {structure.rstrip('.')}.")
    if change:
        said += " " + t("{change}: figures from before do not compare with these.", change=change.rstrip("."))
    return said


def _merger(catalogue: Catalogue, every: Sequence[Results], provinces: Sequence[Province], t: Translator) -> list[str]:
    old = [one for one in every if before_merger(one.period)]
    lines: list[str] = []
    if old and len(old) < len(every):
        lines.append(t("63 provinces became 34 on 1 July 2025: ranks before and after do not compare."))
    elif old:
        lines.append(t("The figures are those of the 63 provinces before 1 July 2025."))
    elif every:
        lines.append(t("The figures are those of the 34 provinces since 1 July 2025."))
    for province in provinces:
        who = phrases.name(t, province)
        if province.ended:
            successor = phrases.name(t, catalogue.provinces[province.successor])
            lines.append(t("{province} merged into {successor} on 1 July 2025; these figures are its own, from before.",
                           province=who, successor=successor))  # fmt: skip
        elif province.absorbed and old:
            others = t.list(phrases.name(t, catalogue.provinces[slug]) for slug in province.absorbed)
            lines.append(t("Figures up to 30 June 2025 are of {province} as it was then, not including {others}.",
                           province=who, others=others))  # fmt: skip
    return lines
