"""``/papi/2024``, ``/papi/2024/4.1``: a whole table, its map and its moves, and how to read it; where there is no whole
table, what is known without pretending to be one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot import addresses
from bot.answers.model import MoversAnswer, TableAnswer
from bot.charts import draw, league
from bot.i18n import Html, escape
from bot.questions import Question
from bot.render import phrases
from bot.web import prose
from bot.web.page import Block, Link, LinksBlock, NotesBlock, PictureBlock, Section, WebPage
from bot.web.pages import acting
from bot.web.pages.league_table import restricting, table
from bot.web.view import NoSuchPage, View
from data.model.indices import Indicator


async def page(view: View, index: str, period: str, code: str = "") -> WebPage:
    """The page of a table. Raises NoSuchPage."""
    question = _question(view, index, period, code)
    answer = await view.answer(question)
    assert isinstance(answer, TableAnswer)
    if not answer.full:
        return await _known(view, answer, question)
    movers = replace(question, intent="movers")
    moves = await _moves(view, answer, movers)
    address = addresses.league(index, period, code)
    title = phrases.sentence(league.subject(answer, view.t))
    sections = [
        Section(
            view.t("Ranking"),
            (_years(view, answer), restricting(view, answer, address), table(view, answer, moves, address)),
        ),
        *await _pictures(view, answer, movers, address),
        Section(view.t("How to read it"), _notes(view, answer)),
    ]
    if not code:
        sections.insert(1, Section(view.t("Criteria"), _criteria(view, answer, period)))
    return WebPage(
        title=title,
        description=_described(view, answer),
        address=address,
        sections=tuple(one for one in sections if one.blocks),
        lead=_described(view, answer),
        crumbs=_crumbs(view, answer, code),
        actions=acting.of_index(view, answer.index),
        question=question,
        chart="map",
        forms=("json", "csv", "xlsx", "svg", "png"),
    )


def _question(view: View, index: str, period: str, code: str) -> Question:
    catalogue = view.catalogue
    if index not in catalogue.indices:
        raise NoSuchPage
    if period not in catalogue.periods(index):
        raise NoSuchPage(_periods(view, index, catalogue.periods(index, full=True)))
    year = int(period[:4])
    if code and catalogue.indicator(index, code, year) is None:
        raise NoSuchPage((view.link(index, addresses.league(index, period)),))
    return Question("table", index=index, indicator=code or None, year=year, period=period if "-" in period else None)


async def _moves(view: View, answer: TableAnswer, movers: Question) -> dict[str, int]:
    """Province -> how many places it rose since the table before; empty where the two do not compare."""
    moves = await view.answer(movers)
    if not isinstance(moves, MoversAnswer) or moves.why is not None:
        return {}
    moved = {one.province.id: change.rank or 0 for one, change in (*moves.risers, *moves.fallers)}
    known = {one.id for one, _ in moves.unmatched}
    return {one.id: moved.get(one.id, 0) for one, _ in answer.everybody if one.id not in known}


async def _pictures(view: View, answer: TableAnswer, movers: Question, address: str) -> list[Section]:
    chart = draw(answer, view.t, "map")
    sections = []
    if chart is not None:
        drawn = PictureBlock(chart, view.to(address) + ".svg", view.to(address) + ".png")
        sections.append(Section(view.t("Map"), (drawn,), "map"))
    moved = await view.picture(movers)
    if moved is not None:
        sections.append(Section(view.t("Who rose, who fell"), (moved,), "movers"))
    return sections


def _years(view: View, answer: TableAnswer) -> LinksBlock:
    """The same table of other years, where they have the criterion."""
    catalogue, index, code = view.catalogue, answer.index.id, answer.indicator.code
    periods = [
        period
        for period in catalogue.periods(index, full=True)
        if not code or catalogue.indicator(index, code, int(period[:4])) is not None
    ]
    return LinksBlock(view.t("Year"), _periods(view, index, periods, answer.period, code))


def _criteria(view: View, answer: TableAnswer, period: str) -> tuple[Block, ...]:
    tops = view.catalogue.children(answer.index.id, "", answer.year)
    links = tuple(_criterion(view, answer, one, period) for one in tops)
    return (LinksBlock(view.t("Criteria"), links, listed=True),) if links else ()


def _criterion(view: View, answer: TableAnswer, indicator: Indicator, period: str) -> Link:
    name = f"{indicator.code}. {escape(phrases.indicator_name(view.t, indicator))}"
    return view.link(name, addresses.league(answer.index.id, period, indicator.code))


def _notes(view: View, answer: TableAnswer) -> tuple[Block, ...]:
    t = view.t
    lines = [Html(escape(line)) for line in league.notes(answer, t) if line]
    edition = view.catalogue.edition(answer.index.id, answer.year)
    if edition is not None and edition.change_vi and edition.first_year == answer.year:
        said = escape(t.pick(edition.change_vi, edition.change_en))
        lines.append(t("The method changed in {year}: {what}", year=edition.first_year, what=Html(said)))
    lines.append(Html(escape(phrases.sentence(league.unit(answer, t))) + "."))
    if answer.release is not None and answer.release.announced is not None:
        lines.append(t("Announced on {day}.", day=t.date(answer.release.announced)))
    if answer.sources:
        lines.append(view.sources(answer.sources))
    cite = view.link(t("How to cite"), f"{addresses.SOURCES}#cite")
    lines.append(Html(f'<a href="{cite.address}">{cite.label}</a>'))
    return (NotesBlock(tuple(lines)),)


def _described(view: View, answer: TableAnswer) -> Html:
    """The table in a sentence: how many were measured, who is first, and the median."""
    if answer.spread is None:
        return Html("")
    t, places = view.t, league.places(answer)
    province, figure = answer.spread.best
    unit = figure.unit
    return t.plural(
        "{n} province measured; first: {province} ({score}), median {median}.",
        "{n} provinces measured; first: {province} ({score}), median {median}.",
        answer.measured,
        province=phrases.name(t, province, answer.year),
        score=phrases.amount(t, figure.score or 0.0, unit, places),
        median=phrases.amount(t, answer.spread.median, unit, places),
    )


def _crumbs(view: View, answer: TableAnswer, code: str) -> tuple[Link, ...]:
    whole = addresses.league(answer.index.id, answer.period)
    crumbs = [view.home()]
    if code:
        crumbs.append(view.link(escape(phrases.period_name(view.t, answer.index, answer.period)), whole))
        parent = answer.indicator.parent
        if parent:
            crumbs.append(view.link(escape(parent), addresses.league(answer.index.id, answer.period, parent)))
    return tuple(crumbs)


def _periods(view: View, index: str, periods: Iterable[str], now: str = "", code: str = "") -> tuple[Link, ...]:
    """The same table of these periods."""
    return tuple(
        view.link(
            escape(view.t.partial_date(period) if "-" in period else period),
            addresses.league(index, period, code),
            current=period == now,
        )
        for period in periods
    )


async def _known(view: View, answer: TableAnswer, question: Question) -> WebPage:
    """What is known of a period without a whole table: facts, and no order."""
    reply = (await view.answered(question)).reply
    title, rest = prose.title(reply.html)
    index = answer.index.id
    others = _periods(view, index, sorted(view.catalogue.periods(index), reverse=True), answer.period)
    return WebPage(
        title=title,
        description=Html(""),
        address=addresses.league(answer.index.id, answer.period, answer.indicator.code),
        sections=(
            Section(view.t("What is known"), (LinksBlock(view.t("Year"), others), *prose.blocks(rest, view.t("More")))),
        ),
        crumbs=(view.home(),),
        actions=acting.of_index(view, answer.index),
        question=question,
        forms=("json",),
    )
