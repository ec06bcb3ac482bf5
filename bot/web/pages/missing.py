"""What is shown for an address that nothing has, and for what went wrong."""

from __future__ import annotations

from bot.web.page import Block, Link, LinksBlock, Section, TextBlock, WebPage
from bot.web.pages.home import question_box
from bot.web.view import View


def page(view: View, address: str, near: tuple[Link, ...]) -> WebPage:
    """Nothing has this address; ``near`` are links to what may have been meant."""
    t = view.t
    blocks: list[Block] = [TextBlock((t("There is no page at this address."),))]
    if near:
        blocks.append(LinksBlock(t("Did you mean"), near))
    blocks.append(question_box(view, ""))
    return WebPage(
        title=t("Page not found"),
        description=t("There is no page at this address."),
        address=address,
        sections=(Section(t("Page not found"), tuple(blocks)),),
        crumbs=(view.home(),),
        status=404,
    )
