"""``/nguon``: where the figures come from, how far they go, every source with what is read in it, and how to cite."""

from __future__ import annotations

from bot import addresses
from bot.exporting.sources import KINDS
from bot.i18n import Html, escape
from bot.questions import Question
from bot.render.footnotes import followed
from bot.web import prose
from bot.web.page import PageCell, PageColumn, Section, TableBlock, TextBlock, WebPage
from bot.web.view import View


async def page(view: View) -> WebPage:
    t = view.t
    question = Question("about")
    answered = await view.answered(question)
    title, rest = prose.title(answered.reply.html)
    return WebPage(
        title=title,
        description=t("Where every figure comes from, what is missing, and how to cite it."),
        address=addresses.SOURCES,
        sections=(
            Section(t("What there is"), prose.blocks(rest, t("More"))),
            Section(t("How to cite"), (TextBlock((_cite(view),)),), "cite"),
            Section(t("All sources"), (_sources(view),)),
        ),
        crumbs=(view.home(),),
        question=question,
    )


def _cite(view: View) -> Html:
    return view.t(
        "First name the publisher and the year of the figure, as given below it, then this page and its address."
        " What is marked as computed was worked out here; it is not the publisher's figure."
    )


def _sources(view: View) -> TableBlock:
    t = view.t
    rows = []
    for source in view.catalogue.sources.values():
        title = Html(escape(t.pick(source.title_vi, source.title_en)))
        kind = t(KINDS[source.kind]) if source.kind in KINDS else Html(escape(source.kind))
        rows.append((PageCell(title, followed(source.url), head=True), PageCell(kind)))
    return TableBlock(t("All sources"), (PageColumn(t("Source")), PageColumn(t("Kind"), "word")), tuple(rows))
