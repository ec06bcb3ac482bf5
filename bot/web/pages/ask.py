"""``/hoi?q=…``: the same question box as in a chat: any sentence, the same answer. ``/hoi?h=…``: the answer to the
question that a link holds.
"""

from __future__ import annotations

from bot import addresses
from bot.answers.model import ChooseAnswer, HelpAnswer, UnknownAnswer
from bot.assistant import Answered
from bot.i18n import Html, escape
from bot.question_codec import question_of
from bot.questions import Question
from bot.reply import plain_text
from bot.web import prose
from bot.web.page import Block, Link, LinksBlock, Section, WebPage
from bot.web.pages.home import question_box
from bot.web.view import View

SETTINGS = ("follow", "unfollow", "following")
"""What is asked of a chat and not of a page."""
UNSURE = (ChooseAnswer, UnknownAnswer, HelpAnswer)
"""Answers that hold no figure, which nobody need find with a search engine."""


async def page(view: View) -> WebPage:
    t = view.t
    said = view.value("q")
    question = _asked(view)
    if question is None:
        return WebPage(
            title=t("Ask a question"),
            description=t("Ask in your own words, with or without accents."),
            address=addresses.ASK,
            sections=(Section(t("Ask"), (question_box(view, said),)),),
            crumbs=(view.home(),),
        )
    if question.intent in SETTINGS:
        question = Question("help")
    answered = await view.answered(question)
    title, rest = prose.title(answered.reply.html)
    blocks: list[Block] = list(prose.blocks(rest, t("More")))
    picture = await view.picture(question)
    if picture is not None:
        blocks.append(picture)
    links = _links(view, answered)
    if links:
        blocks.append(LinksBlock(t("Go on"), links))
    held = not isinstance(answered.answer, UNSURE)
    return WebPage(
        title=title,
        description=Html(escape(plain_text(title))),
        address=addresses.with_values(addresses.ASK, q=said, h="" if said else view.value("h")),
        sections=(Section(t("Answer"), tuple(blocks)), Section(t("Ask"), (question_box(view, said),))),
        crumbs=(view.home(),),
        question=question if held else None,
        forms=("json",) if held else (),
    )


def _asked(view: View) -> Question | None:
    """The question that the address holds; None where it holds none that can be read."""
    said = view.value("q")
    if said:
        return view.assistant.read(said)
    held = question_of(view.value("h")) if view.value("h") else None
    return held if held is not None and held.intent not in SETTINGS else None


def _links(view: View, answered: Answered) -> tuple[Link, ...]:
    """The buttons of the answer that ask something, as links."""
    found = []
    for row in answered.reply.buttons:
        for button in row:
            address = view.address_of(button.press) if isinstance(button.press, Question) else ""
            if address:
                found.append(Link(Html(escape(button.label)), address))
    return tuple(found)
