"""Answers with many provinces or many years: a ranking, a comparison, a history."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.groups import GROUPED
from bot.answers.kinds import ComparisonAnswer, HistoryAnswer, Spread, Standing, TableAnswer
from bot.answers.standings import change, decimals
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import words
from bot.render.place import about
from bot.render.words import bold, name
from bot.reply import Button, Reply
from data.model import MERGER_DAY, Figure, Province

BUTTON_PROVINCES = 6
MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


def table(answer: TableAnswer, t: Translator) -> Reply:
    what = words.period_name(t, answer.index, answer.period) if answer.period else answer.index.short
    if answer.indicator.code:
        what += ", " + words.indicator_name(t, answer.indicator)
    return _ranking(answer, what, t) if answer.full else _single_facts(answer, what, t)


def _ranking(answer: TableAnswer, what: str, t: Translator) -> Reply:
    where = t.pick(answer.region.name_vi, answer.region.name_en) if answer.region else ""
    n = len(answer.rows)
    place = answer.question.place
    if place is not None:
        title = t("📊 Rank {n}: {what}", n=place, what=what)
    elif not n:
        title = Html(f"📊 {escape(what)}")
    elif answer.bottom:
        title = t.plural("📊 Bottom {n}: {what}", "📊 Bottom {n}: {what}", n, what=what)
    else:
        title = t.plural("📊 Top {n}: {what}", "📊 Top {n}: {what}", n, what=what)
    lines: list[str | None] = [bold(title)]
    if not n and where:
        lines.append(_no_region(answer, where, t))
    elif where:
        lines.append(
            t.plural(
                "{region}: {n} province with figures",
                "{region}: {n} provinces with figures",
                answer.total,
                region=where,
            )
        )
    else:
        lines.append(t.plural("{n} province measured", "{n} provinces measured", answer.total))
    places = answer.index.decimals + (1 if "." in answer.indicator.code else 0)
    if answer.region is not None and answer.rows:
        lines.append(t("The numbers are ranks in the whole country."))
    for province, figure in answer.rows:
        if figure.score is None:
            continue
        mark = MEDALS.get(figure.rank or 0, "") if not answer.bottom and answer.region is None else ""
        number = f"{figure.rank}." if figure.rank else "–"
        who = escape(name(t, province, answer.year))
        lines.append(f"{number} {who} — <b>{t.number(figure.score, places)}</b> {mark}".rstrip())
    if not answer.rows and place is not None and answer.total:
        lines.append(t("No province has this rank."))
    elif not answer.rows and not where:
        lines.append(t("This criterion was not measured in {year}.", year=answer.year))
    if answer.excluded:
        lines.append(
            t(
                "Without figures: {provinces} (not published).",
                provinces=t.list(name(t, province, answer.year) for province, _ in answer.excluded),
            )
        )
    if answer.spread is not None:
        lines.append(_spread(answer, answer.spread, places, t))
    first = answer.rows[0][1] if answer.rows else None
    label = words.rank_kind(t, first, grouped=answer.index.id in GROUPED) if first else ""
    base = replace(answer.question, page=0, place=None)
    deeper = [
        Button(name(t, province), Question("standing", provinces=(province.id,), index=answer.index.id,
               indicator=answer.indicator.code or None, year=answer.year,
               period=answer.period if "-" in answer.period else None))
        for province, _ in answer.rows[:BUTTON_PROVINCES]
    ]  # fmt: skip
    rows: list[list[Button | None]] = [list(deeper[start : start + 3]) for start in range(0, len(deeper), 3)]
    rows.append(
        [
            Button(
                t("The last ones") if not answer.bottom else t("The first ones"),
                replace(base, bottom=not answer.bottom),
            ),
            Button(t("What {index} is", index=answer.index.short), Question("index", index=answer.index.id)),
        ]
    )
    return words.reply(lines, rows, tail=words.source_line(t, answer.sources, label))


def _spread(answer: TableAnswer, spread: Spread, places: int, t: Translator) -> str:
    """Median, both ends, and from what score the highest group begins."""

    def end(one: tuple[Province, Figure]) -> str:
        return f"{t.number(one[1].score or 0.0, places)} ({name(t, one[0], answer.year)})"

    said = [
        t("median {score}", score=t.number(spread.median, places)),
        t("highest {end}", end=end(spread.best)),
        t("lowest {end}", end=end(spread.worst)),
    ]
    if spread.highest_group is not None:
        said.append(t("highest group from {score} (computed)", score=t.number(spread.highest_group, places)))
    return words.sentence(" · ".join(said))


def _no_region(answer: TableAnswer, where: str, t: Translator) -> str:
    """Regions were drawn anew in 2025: why none of the provinces of that time lies in this one."""
    if answer.region is not None and answer.region.frame == 2024 and answer.year >= MERGER_DAY.year:
        return t(
            "{region} is a region of the 63 provinces until 2024; the 34 of today are divided otherwise.",
            region=where,
        )
    if answer.region is not None and answer.region.frame == 2025 and answer.year < MERGER_DAY.year:
        return t(
            "{region} is a region of the 34 provinces since July 2025; the 63 before were divided otherwise.",
            region=where,
        )
    return t("No province of this region has a figure.")


def _single_facts(answer: TableAnswer, what: str, t: Translator) -> Reply:
    lines: list[str | None] = [bold(f"📊 {what}")]
    if not answer.period or (not answer.known and not answer.facts):
        asked = answer.question.year
        if asked and asked < answer.first_year:
            lines.append(t("{index} began in {first}; it has no figures of {year}.",
                           index=answer.index.short, first=answer.first_year, year=asked))  # fmt: skip
        else:
            lines.append(t("There are no figures of {what} in the database.", what=what))
        if answer.newest:
            lines.append(t("The newest: {period}", period=words.period_name(t, answer.index, answer.newest)))
    else:
        lines.append(
            t.plural(
                "No complete table is public as text; the figure of {n} province is known, so no ranking is shown.",
                "No complete table is public as text; figures of {n} provinces are known, so no ranking is shown.",
                answer.known,
            )
        )
    if answer.extreme is not None:
        province, figure = answer.extreme
        said = " · ".join(part for part in (words.rank(t, figure, None), words.score(t, figure)) if part)
        lines.append(
            t("Reported last: {province} ({said})", province=name(t, province), said=said)
            if answer.bottom
            else t("Reported first: {province} ({said})", province=name(t, province), said=said)
        )
    order = ("mean", "median", "max", "min", "ranked", "structure", "groups", "highest", "lowest", "sample")
    for fact in sorted(answer.facts, key=lambda one: order.index(one.key) if one.key in order else len(order)):
        lines.append(f"• {escape(t.pick(fact.text_vi, fact.text_en))}")
    buttons: list[list[Button | None]] = [
        [
            Button(
                name(t, answer.extreme[0]),
                Question("standing", provinces=(answer.extreme[0].id,), index=answer.index.id, year=answer.year),
            )
            if answer.extreme
            else None,
            Button(words.period_name(t, answer.index, answer.newest), _newest(answer))
            if answer.newest and answer.newest != answer.period
            else None,
            Button(t("What {index} is", index=answer.index.short), Question("index", index=answer.index.id)),
        ]
    ]
    label = t("as reported by the source, not from a published table") if answer.known else ""
    return words.reply(lines, buttons, tail=words.source_line(t, answer.sources, label))


def _newest(answer: TableAnswer) -> Question:
    dated = "-" in answer.newest
    return replace(answer.question, year=int(answer.newest[:4]), period=answer.newest if dated else None, heard="")


def comparison(answer: ComparisonAnswer, t: Translator) -> Reply:
    names = [name(t, province) for province in answer.provinces]
    lines: list[str | None] = [bold("⚖️ " + " – ".join(names))]
    if len(names) < 2:
        example = "/sosanh Hưng Yên, Thái Bình PAPI" if t.language == "vi" else "/compare Hung Yen, Thai Binh PAPI"
        lines.append(t("Name two to four provinces, for example: {example}", example=example))
        return words.reply(lines)
    period: tuple[str, str] | None = None
    lines.append(_difference(answer, t))
    for index, indicator, when, standings in answer.rows:
        if (index.id, when) != period:
            period = (index.id, when)
            lines += ["", bold(words.period_name(t, index, when))]
        if indicator.code:
            lines.append(f"<b>{escape(words.indicator_name(t, indicator, short=True))}</b>")
        best = _best(standings)
        for standing in standings:
            mark = " ◀" if standing is best else ""
            who = escape(name(t, standing.province, standing.year))
            lines.append(f"• {who}: {words.outcome(t, standing)}{mark}")
            if standing.figure is None and standing.exclusion is not None and not indicator.code:
                lines.append("    " + words.why(t, standing.exclusion))
    if not answer.rows:
        lines.append(t("No period has figures for these provinces."))
    else:
        lines += ["", t("◀ marks the one ahead.")]
    if any(one.year < MERGER_DAY.year for row in answer.rows for one in row[3]) and any(
        province.absorbed or province.ended for province in answer.provinces
    ):
        lines.append(t("ℹ️ Figures until 2024 are those of the 63 provinces of that time."))
    slugs = tuple(province.id for province in answer.provinces)
    buttons = [
        [
            Button(province_name, Question("profile", provinces=(slug,)))
            for slug, province_name in zip(slugs, names, strict=True)
        ],
        [
            Button(index.short, Question("comparison", provinces=slugs, index=index.id))
            for index in dict.fromkeys(row[0] for row in answer.rows)
            if answer.question.index is None and len(slugs) > 1
        ],
    ]
    kinds = dict.fromkeys(
        words.rank_kind(t, one.figure)
        for row in answer.rows
        for one in row[3]
        if one.figure and one.figure.rank_kind != "published"
    )
    return words.reply(lines, buttons, tail=words.source_line(t, answer.context.sources, *kinds))


def _difference(answer: ComparisonAnswer, t: Translator) -> str | None:
    """Two provinces on one index: who is ahead, by how much, and on how many criteria."""
    if len(answer.provinces) != 2 or not answer.question.index or not answer.rows:
        return None
    mine, other = answer.rows[0][3]
    moved = change(mine, other) if mine.figure and other.figure else None
    if mine.figure is None or moved is None or moved.score is None:
        return None
    if words.doubt(mine.figure) or words.doubt(other.figure):
        return None
    below = [row[3] for row in answer.rows[1:]]
    ahead = sum(_best(pair) is pair[0] for pair in below)
    said = [words.by_score(t, abs(moved.score), mine.figure)]
    if moved.rank:
        said.append(t.plural("{n} place", "{n} places", abs(moved.rank)))
    first, second = (name(t, one.province, one.year) for one in (mine, other))
    amount = Html(", ".join(said))
    text = (
        t("{first} is ahead of {second} by {amount}", first=first, second=second, amount=amount)
        if moved.score > 0
        else t("{first} is behind {second} by {amount}", first=first, second=second, amount=amount)
    )
    if not below:
        return text
    return text + t("; ahead on {n} of {total} criteria", n=ahead, total=len(below))


def _best(standings: tuple[Standing, ...]) -> Standing | None:
    """The one that is plainly ahead: by score where all have one, else by rank where all have one."""
    figures = [one.figure for one in standings]
    if len(standings) < 2 or any(figure is None or figure.flag in ("conflict", "suspect") for figure in figures):
        return None
    scores = [figure.score for figure in figures if figure is not None and figure.score is not None]
    if len(scores) == len(standings):
        return standings[scores.index(max(scores))] if scores.count(max(scores)) == 1 else None
    ranks = [figure.rank for figure in figures if figure is not None and figure.rank is not None]
    if len(ranks) == len(standings):
        return standings[ranks.index(min(ranks))] if ranks.count(min(ranks)) == 1 else None
    return None


def history(answer: HistoryAnswer, t: Translator) -> Reply:
    what = answer.index.short
    if answer.indicator.code:
        what += ", " + words.indicator_name(t, answer.indicator)
    lines: list[str | None] = [
        bold(t("📈 {province} — {what} through the years", province=name(t, answer.province), what=what))
    ]
    previous: Standing | None = None
    body: list[str] = []
    for point in answer.points:
        edition = answer.breaks.get(point.period)
        if edition is not None:
            why = t.pick(edition.change_vi, edition.change_en) or t("the method changed")
            body.append(t("— {change}; not comparable with the years before —", change=why))
        when = t.partial_date(point.period) if "-" in point.period else point.period
        text = f"{when}: {_moved(t, point, previous if edition is None else None)}"
        if point.figure is None and point.exclusion is not None and point.exclusion.reason_en:
            text += f" ({escape(t.pick(point.exclusion.reason_vi, point.exclusion.reason_en))})"
        if point.figure is None and point.missing == "not-measured":
            text = f"{when}: " + t("not measured")
        body.append(text)
        previous = point if point.figure else None
    lines += body
    if not answer.points:
        lines.append(
            t(
                "No figure of {what} for {province} in the sources gathered.",
                what=what,
                province=name(t, answer.province),
            )
        )
    if any(one.figure and one.figure.flag in ("conflict", "suspect") for one in answer.points):
        lines.append(t("⚠️ marks a figure on which the sources do not agree."))
    lines += words.context_lines(t, answer.context, answer.province)
    slug = (answer.province.id,)
    code = answer.indicator.code or None
    newest = next((one for one in reversed(answer.points) if one.figure), None)
    buttons: list[list[Button | None]] = [
        [
            Button(words.period_name(t, newest.index, newest.period), about(answer.question, newest))
            if newest
            else None,
            Button(t("Tasks"), Question("tasks", provinces=slug, index=answer.index.id, indicator=code)),
        ]
    ]  # fmt: skip
    kinds = dict.fromkeys(
        words.rank_kind(t, one.figure) for one in answer.points if one.figure and one.figure.rank_kind != "published"
    )
    return words.reply(lines, buttons, tail=words.source_line(t, answer.context.sources, *kinds))


def _moved(t: Translator, point: Standing, previous: Standing | None) -> str:
    """ "hạng 19/61 (▼ 7) · 44,40 điểm (▲ 0,17)": a year's outcome with what moved on the line above."""
    figure = point.figure
    if figure is None:
        return words.outcome(t, point)
    steady = previous is not None and not (point.index.dated and point.period[:4] != previous.period[:4])
    moved = change(point, previous) if steady else None
    said = []
    rank = words.rank(t, figure, point.measured, point.tied)
    if rank:
        by = moved.rank if moved else None
        said.append(rank + (f" ({words.arrow(by)} {abs(by)})" if by else ""))
    shown = words.bare_score(t, point)
    if shown:
        step = moved.score if moved else None
        places = decimals(point)
        visible = step is not None and abs(step) >= 0.5 * 10**-places
        said.append(shown + (f" ({words.arrow(step)} {t.number(abs(step), places)})" if visible and step else ""))
    text = " · ".join(said) + words.doubt(figure)
    if moved is None or moved.rank is None:
        printed = words.printed_change(t, figure, point.year)
        text += f" ({printed})" if printed else ""
    return text
