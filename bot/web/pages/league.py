"""``/papi/2024``, ``/papi/2024/4.1``: a whole table, sorted and restricted as the address says, its map and its moves;
where there is no whole table, what is known without pretending to be one.
"""

from __future__ import annotations

from bot import addresses
from bot.answers.model import GROUPS, MoversAnswer, TableAnswer
from bot.charts import draw, league
from bot.i18n import Html, escape
from bot.names import fold
from bot.questions import Question
from bot.render import phrases
from bot.render.regions import region_name
from bot.web import prose
from bot.web.page import (
    Block,
    Field,
    FormBlock,
    Link,
    LinksBlock,
    NotesBlock,
    Option,
    PageCell,
    PageColumn,
    PictureBlock,
    Section,
    TableBlock,
    TextBlock,
    WebPage,
)
from bot.web.view import NoSuchPage, View
from data.model import Figure, Indicator, Province, Region

SORTS = ("rank", "name", "score", "change")
FALLING = ("score", "change")
"""The columns that are sorted from the largest down when first asked for."""
Row = tuple[Province, Figure, int | None]
"""A province, its figure, and how many places it rose since the table before (None: not comparable)."""


async def page(view: View, index: str, period: str, code: str = "") -> WebPage:
    """The page of a table. Raises NoSuchPage."""
    question = _question(view, index, period, code)
    answer = await view.answer(question)
    assert isinstance(answer, TableAnswer)
    if not answer.full:
        return await _known(view, answer, question)
    moves = await _moves(view, question)
    rows = _rows(view, answer, moves)
    address = addresses.league(index, period, code)
    title = phrases.sentence(league.subject(answer, view.t))
    sections = [
        Section(
            view.t("Ranking"),
            (_years(view, answer), *_restricting(view, answer, address), _table(view, answer, rows, address)),
        ),
        *await _pictures(view, answer, question, address),
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
        question=question,
        chart="map",
        forms=("json", "csv", "xlsx", "svg", "png"),
    )


def _question(view: View, index: str, period: str, code: str) -> Question:
    catalogue = view.catalogue
    if index not in catalogue.indices:
        raise NoSuchPage
    if period not in catalogue.periods(index):
        raise NoSuchPage(_periods(view, index, ""))
    year = int(period[:4])
    if code and catalogue.indicator(index, code, year) is None:
        raise NoSuchPage((view.link(index, addresses.league(index, period)),))
    return Question("table", index=index, indicator=code or None, year=year, period=period if "-" in period else None)


async def _moves(view: View, question: Question) -> dict[str, int]:
    """Province -> how many places it rose since the table before; empty where the two do not compare."""
    movers = Question("movers", index=question.index, indicator=question.indicator, year=question.year,
                      period=question.period)  # fmt: skip
    answer = await view.answer(movers)
    if not isinstance(answer, MoversAnswer) or answer.why is not None:
        return {}
    moved = {one.province.id: change.rank or 0 for one, change in (*answer.risers, *answer.fallers)}
    known = {one.id for one, _ in answer.unmatched}
    everybody = await view.answer(question)
    assert isinstance(everybody, TableAnswer)
    return {one.id: moved.get(one.id, 0) for one, _ in everybody.everybody if one.id not in known}


def _rows(view: View, answer: TableAnswer, moves: dict[str, int]) -> list[Row]:
    """The rows that the address asks for, in its order."""
    region = view.catalogue.regions.get(view.value("region"))
    group, said = view.value("group", GROUPS), fold(view.value("q"))
    borders = {one.group: (one.lowest, one.highest) for one in answer.quarters}
    rows: list[Row] = []
    for province, figure in answer.everybody:
        low, high = borders.get(group, (0.0, 0.0)) if group else (float("-inf"), float("inf"))  # type: ignore[call-overload]
        named = f"{fold(province.name_vi)} {fold(province.name_en)} {fold(phrases.name(view.t, province, answer.year))}"
        if region is not None and not region.holds(province, answer.year):
            continue
        if (figure.score is None or not low <= figure.score <= high) or (said and said not in named):
            continue
        rows.append((province, figure, moves.get(province.id)))
    sort = view.value("sort", SORTS) or "rank"
    down = view.value("order", ("up", "down")) == "down" if view.value("order") else sort in FALLING
    if sort == "name":
        rows.sort(key=lambda row: fold(phrases.name(view.t, row[0], answer.year)), reverse=down)
    elif sort == "change":
        known, unknown = [r for r in rows if r[2] is not None], [r for r in rows if r[2] is None]
        rows = [*sorted(known, key=lambda row: row[2] or 0, reverse=down), *unknown]
    elif sort == "score":
        rows.sort(key=lambda row: row[1].score or 0.0, reverse=down)
    elif down:
        rows.reverse()
    return rows


def _table(view: View, answer: TableAnswer, rows: list[Row], address: str) -> Block:
    t = view.t
    if not rows:
        return TextBlock((t("No province matches what you chose."),))
    places = league.places(answer)
    among = league.shades(answer, t)
    moved = any(row[2] is not None for row in rows)
    code = answer.indicator.code
    columns = [
        _column(view, address, "rank", t("Rank"), number=True),
        _column(view, address, "name", t("Province")),
        _column(view, address, "score", t("Score"), number=True),
    ]
    if moved:
        columns.append(_column(view, address, "change", t("Change"), number=True))
    made: list[tuple[PageCell, ...]] = []
    for province, figure, by in rows:
        score = phrases.amount(t, figure.score or 0.0, figure.unit, places)
        cells = [
            PageCell(Html(str(figure.rank) if figure.rank else "–")),
            PageCell(
                Html(escape(phrases.name(t, province, answer.year))),
                view.to(addresses.province(province.id)),
                league.colour_of(among, figure.score),
                head=True,
            ),
            PageCell(Html(score), strong=not code),
        ]
        if moved:
            cells.append(PageCell(_moved(by)))
        made.append(tuple(cells))
    return TableBlock(phrases.sentence(league.subject(answer, t)), tuple(columns), tuple(made))


def _moved(by: int | None) -> Html:
    if by is None:
        return Html("–")
    return Html("=" if by == 0 else f"{phrases.arrow(by)} {abs(by)}")


def _column(view: View, address: str, sort: str, title: Html, *, number: bool = False) -> PageColumn:
    """A column, and the address that sorts by it: the other way round where it is sorted so already."""
    now = view.value("sort", SORTS) or "rank"
    asked = view.value("order", ("up", "down"))
    down = asked == "down" if asked else now in FALLING
    turned = ("up" if down else "down") if now == sort else ""
    kept = {name: view.value(name) for name in ("region", "group", "q")}
    where = addresses.with_values(address, sort="" if sort == "rank" and not turned else sort, order=turned, **kept)
    state = ("descending" if down else "ascending") if now == sort else ""
    return PageColumn(title, "number" if number else "text", view.to(where), state)  # type: ignore[arg-type]


def _restricting(view: View, answer: TableAnswer, address: str) -> tuple[Block, ...]:
    t = view.t
    regions = [
        Option(one.id, phrases.sentence(region_name(t, one)), one.id == view.value("region"))
        for one in _regions(view, answer)
    ]
    fields = [
        Field("q", t("Find a province"), view.value("q"), placeholder=t("for example: hung yen")),
        Field("region", t("Region"), options=(Option("", t("Whole country")), *regions)),
    ]
    if answer.quarters:
        groups = [
            Option(one, phrases.sentence(t(phrases.GROUP_NAMES[one])), one == view.value("group"))
            for one in reversed(GROUPS)
        ]
        fields.append(Field("group", t("Group"), options=(Option("", t("All groups")), *groups)))
    kept = tuple((name, view.value(name)) for name in ("sort", "order") if view.value(name))
    return (FormBlock(t("Filter the table"), view.to(address), tuple(fields), t("Show"), kept),)


def _regions(view: View, answer: TableAnswer) -> list[Region]:
    """The regions in which a province of the table lies."""
    everybody = [province for province, _ in answer.everybody]
    return [
        one
        for one in view.catalogue.regions.values()
        if any(one.holds(province, answer.year) for province in everybody)
    ]


async def _pictures(view: View, answer: TableAnswer, question: Question, address: str) -> list[Section]:
    chart = draw(answer, view.t, "map")
    sections = []
    if chart is not None:
        drawn = PictureBlock(chart, view.to(address) + ".svg", view.to(address) + ".png")
        sections.append(Section(view.t("Map"), (drawn,), "map"))
    movers = Question("movers", index=question.index, indicator=question.indicator, year=question.year,
                      period=question.period)  # fmt: skip
    moved = await view.picture(movers)
    if moved is not None:
        sections.append(Section(view.t("Who rose, who fell"), (moved,), "movers"))
    return sections


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


def _years(view: View, answer: TableAnswer) -> LinksBlock:
    """The same table of other years, where they have the criterion."""
    code = answer.indicator.code
    links = tuple(
        view.link(
            escape(view.t.partial_date(period) if "-" in period else period),
            addresses.league(answer.index.id, period, code),
            current=period == answer.period,
        )
        for period in view.catalogue.periods(answer.index.id, full=True)
        if not code or view.catalogue.indicator(answer.index.id, code, int(period[:4])) is not None
    )
    return LinksBlock(view.t("Year"), links)


def _periods(view: View, index: str, now: str) -> tuple[Link, ...]:
    """Every period of an index with a whole table."""
    return tuple(
        view.link(escape(period), addresses.league(index, period), current=period == now)
        for period in view.catalogue.periods(index, full=True)
    )


async def _known(view: View, answer: TableAnswer, question: Question) -> WebPage:
    """What is known of a period without a whole table: facts, and no order."""
    reply = (await view.answered(question)).reply
    title, rest = prose.title(reply.html)
    return WebPage(
        title=title,
        description=Html(""),
        address=addresses.league(answer.index.id, answer.period, answer.indicator.code),
        sections=(Section(view.t("What is known"), prose.blocks(rest, view.t("More"))),),
        crumbs=(view.home(),),
        question=question,
        forms=("json",),
    )
