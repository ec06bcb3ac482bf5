"""A ranking, or what can be said where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.answers.model import Spread, TableAnswer
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases, regions, rich, selection
from bot.render.phrases import bold, name
from bot.reply import Button, Reply
from data.model.figures import Figure
from data.model.provinces import Province

BUTTON_PROVINCES = 6
NONE = "–"
"""What stands in the place of a rank that is not known."""
MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


def table(answer: TableAnswer, t: Translator) -> Reply:
    what = phrases.period_name(t, answer.index, answer.period) if answer.period else phrases.index_name(t, answer.index)
    if answer.indicator.code:
        what += ", " + phrases.indicator_name(t, answer.indicator)
    places = answer.index.decimals + (1 if "." in answer.indicator.code else 0)
    if answer.full and answer.question.topic == "regions":
        return regions.means(answer, what, places, t)
    return _ranking(answer, what, places, t) if answer.full else _single_facts(answer, what, t)


def _ranking(answer: TableAnswer, what: str, places: int, t: Translator) -> Reply:
    title, head = bold(selection.title(answer, what, t)), _head(answer, places, t)
    rows = list(_rows(answer, places, t))
    notes = _notes(answer, places, t)
    first = answer.rows[0][1] if answer.rows else None
    label = phrases.rank_kind(t, first, answer.index) if first else ""
    source = footnotes.source_line(t, answer.sources, label)
    lines = [title, *head, *(f"{rank}{'.' if rank != NONE else ''} {who} — <b>{score}</b> {mark}".rstrip()
             for rank, who, score, mark in rows), *notes]  # fmt: skip
    told = ""
    if rows:
        cells = [[rank, f"{who} {mark}".rstrip(), score] for rank, who, score, mark in rows]
        ranking = rich.table([t("Rank"), t("Province"), t("Score")], cells, numbers=(0, 2))
        told = rich.document(title, [rich.paragraphs(head), ranking, rich.paragraphs(notes)], source)
    return phrases.reply(lines, _buttons(answer, t), tail=source, rich=told)


def _rows(answer: TableAnswer, places: int, t: Translator) -> Iterator[tuple[str, str, str, str]]:
    """Rank, province, score and medal of each row, as HTML."""
    for province, figure in answer.rows:
        if figure.score is not None:
            mark = MEDALS.get(figure.rank or 0, "") if not answer.bottom and answer.region is None else ""
            score = phrases.amount(t, figure.score, figure.unit, places)
            yield str(figure.rank or NONE), escape(name(t, province, answer.year)), score, mark


def _notes(answer: TableAnswer, places: int, t: Translator) -> list[str]:
    """What stands below the rows, or in their place."""
    lines: list[str] = []
    if not answer.rows and answer.total:
        lines.append(_nobody(answer, t))
    elif not answer.rows and answer.region is None:
        lines.append(t("This criterion was not measured in {year}.", year=answer.year))
    if answer.excluded and not answer.page:
        lines.append(
            t(
                "Without figures: {provinces} (not published).",
                provinces=t.list(name(t, province, answer.year) for province, _ in answer.excluded),
            )
        )
    if answer.spread is not None and not answer.page and answer.in_group is None and answer.line is None:
        lines.append(_spread(answer, answer.spread, places, t))
    return lines


def _head(answer: TableAnswer, places: int, t: Translator) -> list[str]:
    """How many provinces there are, of which region, which of them these are, and what restricts them."""
    region = answer.region
    said: list[str] = []
    if region is None:
        said.append(t.plural("{n} province measured", "{n} provinces measured", answer.total))
    elif not answer.total:
        said.append(regions.no_region(t, region, answer.year))
    else:
        said.append(
            t.plural(
                "{region}: {n} province with figures",
                "{region}: {n} provinces with figures",
                answer.total,
                region=phrases.sentence(regions.region_name(t, region)),
            )
        )
    span = selection.span(answer)
    if span:
        said[-1] = Html(f"{said[-1]} · {span}")
    said += selection.lines(answer, places, t)
    if region is not None and answer.rows:
        said.append(t("The numbers are ranks in the whole country."))
    return said


def _nobody(answer: TableAnswer, t: Translator) -> str:
    if answer.question.place is not None and answer.question.place_to is None:
        return t("No province has this rank.")
    return t("No province is there.")


def _buttons(answer: TableAnswer, t: Translator) -> list[list[Button | None]]:
    index, code = answer.index.id, answer.indicator.code or None
    year, period = answer.year, answer.period if "-" in answer.period else None
    deeper: list[Button | None] = [
        Button(name(t, province, year), Question("standing", (province.id,), index, code, year, period))
        for province, _ in answer.rows[:BUTTON_PROVINCES]
    ]
    base = selection.whole(answer.question)
    other = Button(
        t("Bottom of the table") if not answer.bottom else t("Top of the table"),
        replace(base, bottom=not answer.bottom),
    )
    moved = Question("movers", (), index, code, year, period, answer.region.id if answer.region else None)
    return [
        selection.pager(answer, t),
        *(deeper[start : start + 3] for start in range(0, len(deeper), 3)),
        selection.others(answer, t),
        [
            other,
            Button(t("Who rose, who fell"), moved) if answer.rows else None,
            Button(t("What {index} is", index=phrases.index_name(t, answer.index)), Question("index", index=index)),
        ],
    ]


def _spread(answer: TableAnswer, spread: Spread, places: int, t: Translator) -> str:
    """Median, both ends, and the score from which the highest group begins."""

    def end(one: tuple[Province, Figure]) -> str:
        return f"{phrases.amount(t, one[1].score or 0.0, unit, places)} ({name(t, one[0], answer.year)})"

    unit = spread.best[1].unit

    said = [
        t("median {score}", score=phrases.amount(t, spread.median, unit, places)),
        t("highest {end}", end=end(spread.best)),
        t("lowest {end}", end=end(spread.worst)),
    ]
    if spread.highest_group is not None:
        border = phrases.amount(t, spread.highest_group, unit, places)
        said.append(t("highest group from {score} (computed)", score=border))
    return phrases.sentence(" · ".join(said))


def _single_facts(answer: TableAnswer, what: str, t: Translator) -> Reply:
    lines: list[str | None] = [bold(f"📊 {phrases.sentence(what)}")]
    if not answer.period or (not answer.known and not answer.facts):
        asked, called = answer.question.year, phrases.index_title(t, answer.index)
        if asked and asked < answer.first_year:
            lines.append(t("{index} began in {first}, so there are no figures for {year}.",
                           index=called, first=answer.first_year, year=asked))  # fmt: skip
        else:
            lines.append(t("I have no figures for {what}.", what=what))
        if answer.newest:
            lines.append(t("The newest: {period}", period=phrases.period_name(t, answer.index, answer.newest)))
    else:
        lines.append(
            t.plural(
                "I have found figures for only {n} province, in the press and on portals, so I show no ranking.",
                "I have found figures for only {n} provinces, in the press and on portals, so I show no ranking.",
                answer.known,
            )
        )
    if answer.extreme is not None:
        province, figure = answer.extreme
        said = " · ".join(part for part in (phrases.rank(t, figure, None), phrases.score(t, figure)) if part)
        lines.append(
            t("Last, as reported: {province} ({said})", province=name(t, province), said=said)
            if answer.bottom
            else t("First, as reported: {province} ({said})", province=name(t, province), said=said)
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
            Button(phrases.period_name(t, answer.index, answer.newest), _newest(answer))
            if answer.newest and answer.newest != answer.period
            else None,
            Button(
                t("What {index} is", index=phrases.index_name(t, answer.index)),
                Question("index", index=answer.index.id),
            ),
        ]
    ]
    label = t("from the press and portals, not checked against the published table") if answer.known else ""
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.sources, label))


def _newest(answer: TableAnswer) -> Question:
    dated = "-" in answer.newest
    return replace(answer.question, year=int(answer.newest[:4]), period=answer.newest if dated else None, heard="")
