"""``/api``: the addresses of the same as data, for programs."""

from __future__ import annotations

from bot import addresses
from bot.i18n import Html, escape
from bot.web.page import PageCell, PageColumn, Section, TableBlock, TextBlock, WebPage
from bot.web.view import View


async def page(view: View) -> WebPage:
    t = view.t
    index = view.catalogue.preferred
    newest = view.catalogue.newest.get(index, "")
    examples = (
        (addresses.league(index, newest), t("A whole table: every province with rank and score")),
        (addresses.league(index, newest, "1"), t("The same for one criterion")),
        (addresses.province("hung-yen"), t("A province in every index")),
        (addresses.compared(("hung-yen", "thai-binh"), index, newest), t("Provinces side by side")),
        (addresses.tasks("hung-yen"), t("The tasks of a province")),
        (addresses.asked("hung yen sipas 2024"), t("Any question")),
    )
    rows = []
    for address, what in examples:
        path, mark, values = address.partition("?")
        json = view.to(path) + ".json" + mark + values
        rows.append((PageCell(what, head=True), PageCell(Html(escape(json)), json)))
    text = t(
        "Add .json to the address of any page for the same content as JSON; whole tables also have .csv and .xlsx,"
        " pictures .svg and .png. No key is needed; please keep what you fetched for an hour before fetching it again."
    )
    return WebPage(
        title=t("Data as JSON and CSV"),
        description=text,
        address=addresses.DATA,
        sections=(
            Section(
                t("Addresses"),
                (
                    TextBlock((text,)),
                    TableBlock(t("Addresses"), (PageColumn(t("What")), PageColumn(t("Address"))), tuple(rows)),
                ),
            ),
            Section(t("News"), (TextBlock((_feed(view),)),)),
        ),
        crumbs=(view.home(),),
    )


def _feed(view: View) -> Html:
    address = view.to(addresses.FEED)
    return view.t('New tables and corrections as an Atom feed: <a href="{address}">{address}</a>', address=address)
