"""The table of ``/papi/2024``: restricted and sorted as the address says, and the form and the addresses that do so."""

from __future__ import annotations

from collections.abc import Mapping

from bot import addresses
from bot.answers.model import GROUPS, TableAnswer
from bot.charts import league
from bot.i18n import Html, escape
from bot.names import fold
from bot.render import phrases
from bot.render.regions import region_name
from bot.web.page import Block, Field, FormBlock, Option, PageCell, PageColumn, TableBlock, TextBlock
from bot.web.view import View
from data.model.figures import Figure
from data.model.provinces import Province, Region

SORTS = ("rank", "name", "score", "change")
FALLING = ("score", "change")
"""The columns that are sorted from the largest down when first asked for."""
Row = tuple[Province, Figure, int | None]
"""A province, its figure, and how many places it rose since the table before (None: not comparable)."""


def restricting(view: View, answer: TableAnswer, address: str) -> FormBlock:
    """The form that restricts the table; how it is sorted stays."""
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
    return FormBlock(t("Filter the table"), view.to(address), tuple(fields), t("Show"), kept)


def _regions(view: View, answer: TableAnswer) -> list[Region]:
    """The regions in which a province of the table lies."""
    everybody = [province for province, _ in answer.everybody]
    return [
        one
        for one in view.catalogue.regions.values()
        if any(one.holds(province, answer.year) for province in everybody)
    ]


def table(view: View, answer: TableAnswer, moves: Mapping[str, int], address: str) -> Block:
    """The table; ``moves`` holds how many places a province rose since the table before."""
    t, rows = view.t, _rows(view, answer, moves)
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
    legend = tuple((one.colour, Html(escape(one.name))) for one in among if one.name)
    return TableBlock(phrases.sentence(league.subject(answer, t)), tuple(columns), tuple(made), legend)


def _rows(view: View, answer: TableAnswer, moves: Mapping[str, int]) -> list[Row]:
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
