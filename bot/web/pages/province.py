"""``/tinh/hung-yen``: how a province stands in every index, its years, what is strong and weak, who stands beside it,
its targets and tasks.
"""

from __future__ import annotations

from dataclasses import replace

from bot import addresses
from bot.answers.model import Change, ProfileAnswer, Standing, StandingAnswer
from bot.charts import is_drawn
from bot.i18n import Html, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.buttons import about
from bot.web import prose
from bot.web.page import Block, Link, LinksBlock, NotesBlock, PageCell, PageColumn, Section, TableBlock, WebPage
from bot.web.pages import acting
from bot.web.view import NoSuchPage, View
from data.model.provinces import Province


async def page(view: View, id: str) -> WebPage:
    """The page of a province. Raises NoSuchPage."""
    province = view.catalogue.provinces.get(id)
    if province is None:
        raise NoSuchPage(near(view, id))
    question = Question("profile", (id,))
    profile = await view.answer(question)
    assert isinstance(profile, ProfileAnswer)
    name = Html(escape(phrases.name(view.t, province)))
    years = Question("history", (id,), view.catalogue.preferred)
    sections = [Section(view.t("At a glance"), (_standings(view, profile), _notes(view, profile)))]
    for standing, _ in profile.standings:
        if not standing.index.folded:
            sections.append(await _index(view, standing))
    sections += [await _targets(view, province, profile), _tasks(view, province, profile)]
    return WebPage(
        title=name,
        description=view.t("How {province} stands on every index: scores, ranks, years, tasks.", province=name),
        address=addresses.province(id),
        sections=tuple(one for one in sections if one.blocks),
        crumbs=(view.home(),),
        actions=acting.of_province(view, province, profile.context.successor),
        question=question,
        drawn=years,
        forms=("json", "csv", "xlsx", *(("svg", "png") if is_drawn(await view.answer(years)) else ())),
    )


def near(view: View, said: str) -> tuple[Link, ...]:
    """The provinces whose address is like what was said."""
    question = view.assistant.read(said.replace("-", " "))
    named = [*question.provinces, *(one.id for one in question.choices if one.kind == "province")]
    known = view.catalogue.provinces
    return tuple(
        view.link(escape(phrases.name(view.t, known[id])), addresses.province(id)) for id in named if id in known
    )


def _standings(view: View, profile: ProfileAnswer) -> TableBlock:
    t = view.t
    columns = (
        PageColumn(t("Index")),
        PageColumn(t("Rank"), "number"),
        PageColumn(t("Score"), "number"),
        PageColumn(t("Change"), "number"),
    )
    rows = tuple(_row(view, standing, change) for standing, change in profile.standings)
    return TableBlock(t("All indices, the newest figure of each"), columns, rows)


def _row(view: View, standing: Standing, change: Change | None) -> tuple[PageCell, ...]:
    t, figure = view.t, standing.figure
    name = phrases.sentence(phrases.period_name(t, standing.index, standing.period))
    where = addresses.league(standing.index.id, standing.period)
    first = PageCell(Html(escape(name)), view.to(where), head=True)
    if figure is None:
        return (first, PageCell(Html("–")), PageCell(Html(escape(phrases.outcome(t, standing)))), PageCell(Html("–")))
    rank = Html("–")
    if figure.rank is not None:
        of = standing.measured or figure.out_of
        rank = Html(f"{figure.rank}" + (f"<small>/{of}</small>" if of else ""))
    by = change.rank if change is not None else None
    if by is None and not phrases.edition_begins(standing):
        by = figure.delta_rank  # as the source prints it; the section below says so
    moved = "–" if by is None else "=" if by == 0 else f"{phrases.arrow(by)} {abs(by)}"
    score = escape((phrases.bare_score(t, standing) or "–") + phrases.doubt(standing))
    group = phrases.group(t, standing)
    return (
        first,
        PageCell(rank, strong=True),
        PageCell(Html(score + (f"<br><small>{group}</small>" if group else ""))),
        PageCell(Html(moved)),
    )


def _notes(view: View, profile: ProfileAnswer) -> NotesBlock:
    t = view.t
    lines = [Html(line.removeprefix("ℹ️ ")) for line in footnotes.context_lines(t, profile.context, profile.province)]
    successor = profile.context.successor
    if successor is not None:
        link = view.link(escape(phrases.name(t, successor)), addresses.province(successor.id))
        lines.append(Html(f'<a href="{link.address}">{link.label}</a>'))
    if profile.unknown:
        unknown = t.list(phrases.index_name(t, one) for one in profile.unknown)
        lines.append(t("I have found no figures for {indices}.", indices=unknown))
    labels = phrases.labels(t, (now for now, _ in profile.standings))
    if profile.context.sources:
        lines.append(view.sources(profile.context.sources, *labels))
    return NotesBlock(tuple(lines))


async def _index(view: View, standing: Standing) -> Section:
    """What is known of the province in one index: the answer in words, its years as a picture, and where to go on."""
    t = view.t
    question = about(Question("profile", (standing.province.id,)), standing)
    answered = await view.answered(question)
    _, rest = prose.title(answered.reply.html)
    blocks: list[Block] = list(prose.blocks(rest, t("More")))
    history = Question("history", question.provinces, question.index)
    drawn = await view.picture(history)
    if drawn is not None:
        blocks.append(drawn)
    further = tuple(_further(view, question, answered.answer, years=drawn is not None))
    if further:
        blocks.append(LinksBlock(t("More about it"), further))
    title = phrases.sentence(phrases.period_name(t, standing.index, standing.period))
    return Section(Html(escape(title)), tuple(blocks), standing.index.id)


def _further(view: View, question: Question, answer: object, *, years: bool) -> list[Link]:
    """Where more is known of a standing; ``years``: of several of them."""
    t = view.t
    criteria = isinstance(answer, StandingAnswer) and bool(answer.published)
    neighbours = answer.neighbours if isinstance(answer, StandingAnswer) else None
    asked: list[tuple[Html, Question]] = []
    if criteria:
        asked.append((t("Criteria"), replace(question, intent="components")))
        asked.append((t("Where points were lost"), replace(question, intent="gaps")))
    if neighbours is not None:
        asked.append((t("How to climb"), replace(question, intent="reach")))
    if years:
        asked.append((t("Best and worst years"), Question("records", question.provinces, question.index)))
    links = [Link(label, view.address_of(one)) for label, one in asked]
    if neighbours is not None:
        for other, _ in (*neighbours.above[-1:], *neighbours.below[:1]):
            name = t("Compare with {province}", province=phrases.name(t, other))
            both = (question.provinces[0], other.id)
            period = question.period or str(question.year or "")
            links.append(view.link(name, addresses.compared(both, question.index or "", period)))
    return [one for one in links if one.address]


async def _targets(view: View, province: Province, profile: ProfileAnswer) -> Section:
    if not profile.targets:
        return Section(view.t("Targets"), ())
    answered = await view.answered(Question("targets", (province.id,)))
    _, rest = prose.title(answered.reply.html)
    return Section(view.t("Targets"), prose.blocks(rest, view.t("More")), "targets")


def _tasks(view: View, province: Province, profile: ProfileAnswer) -> Section:
    if not profile.tasks:
        return Section(view.t("Tasks"), ())
    counted = view.t.plural("{n} task assigned", "{n} tasks assigned", profile.tasks)
    link = view.link(phrases.sentence(counted), addresses.tasks(province.id))
    return Section(view.t("Tasks"), (LinksBlock(view.t("Tasks"), (link,)),), "tasks")
