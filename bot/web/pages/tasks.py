"""``/nhiem-vu/hung-yen``: the tasks of a province, or of the whole country, with documents, agencies and dates."""

from __future__ import annotations

from dataclasses import replace

from bot import addresses
from bot.answers.model import TasksAnswer
from bot.i18n import Html, escape
from bot.questions import Question
from bot.render import phrases
from bot.render.tasks import told
from bot.web import prose
from bot.web.page import NotesBlock, Section, WebPage
from bot.web.pages.province import near
from bot.web.view import NoSuchPage, View


async def page(view: View, place: str) -> WebPage:
    """All pages of the tasks, one after the other. Raises NoSuchPage."""
    t = view.t
    province = view.catalogue.provinces.get(place)
    if province is None and place != addresses.WHOLE_COUNTRY:
        raise NoSuchPage(near(view, place))
    question = Question("tasks", (province.id,) if province is not None else ())
    answered = await view.answered(question)
    answer = answered.answer
    assert isinstance(answer, TasksAnswer)
    found = list(answer.tasks)
    for number in range(1, answer.pages):
        further = await view.answer(replace(question, page=number))
        assert isinstance(further, TasksAnswer)
        found += further.tasks
    text = "\n".join(told(replace(answer, tasks=tuple(found)), t))
    blocks = (*prose.blocks(text, t("More")), NotesBlock((view.sources(answer.context.sources),)))
    name = Html(escape(phrases.name(t, province))) if province is not None else t("Whole country")
    return WebPage(
        title=t("Tasks: {place}", place=name),
        description=t("What documents assign, by criterion, with agencies and deadlines."),
        address=addresses.tasks(province.id if province is not None else ""),
        sections=(Section(t("Tasks"), blocks),),
        crumbs=(view.home(), *((view.link(name, addresses.province(province.id)),) if province is not None else ())),
        question=question,
        forms=("json", "csv", "xlsx"),
    )
