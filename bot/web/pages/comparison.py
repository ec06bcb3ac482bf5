"""``/so-sanh?a=hung-yen&b=thai-binh``: two to four provinces side by side, in an index and a year or in all."""

from __future__ import annotations

from bot import addresses
from bot.answers.model import ComparisonAnswer, Standing
from bot.i18n import Html, escape
from bot.names import fold
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.web.page import (
    Field,
    FormBlock,
    NotesBlock,
    Option,
    PageCell,
    PageColumn,
    Section,
    TableBlock,
    TextBlock,
    WebPage,
)
from bot.web.view import View

PLACES = ("a", "b", "c", "d")


async def page(view: View) -> WebPage:
    """The comparison of the provinces named, or the form to name them."""
    t = view.t
    named = tuple(dict.fromkeys(id for place in PLACES if (id := _province(view, view.value(place)))))
    index = view.value("index", tuple(view.catalogue.indices))
    period = view.value("period", view.catalogue.periods(index) if index else ())
    title = t("Compare provinces")
    sections = [Section(t("Choose"), (_form(view, named, index),))]
    question = None
    if len(named) > 1:
        question = Question("comparison", named, index or None, year=int(period[:4]) if period else None,
                            period=period if "-" in period else None)  # fmt: skip
        answer = await view.answer(question)
        if isinstance(answer, ComparisonAnswer):
            names = [phrases.name(t, one) for one in answer.provinces]
            title = t("Compare {provinces}", provinces=t.list(names))
            sections.insert(0, await _compared(view, answer, question))
    elif named:
        sections.insert(0, Section(t("Comparison"), (TextBlock((t("Choose a second province."),)),)))
    return WebPage(
        title=title,
        description=t("Two to four provinces side by side, criterion by criterion."),
        address=addresses.compared(named, index, period),
        sections=tuple(sections),
        crumbs=(view.home(),),
        question=question,
        forms=("json",) if question is not None else (),
    )


def _province(view: View, said: str) -> str:
    """The id of a province that is said by its id or by any of its names; '' for none."""
    if said in view.catalogue.provinces:
        return said
    read = view.assistant.read(said) if said else None
    return read.provinces[0] if read is not None and read.provinces else ""


def _form(view: View, named: tuple[str, ...], index: str) -> FormBlock:
    t = view.t
    known = sorted(view.catalogue.provinces.values(), key=lambda one: fold(phrases.name(t, one)))
    labels = (t("First province"), t("Second province"), t("Third province"))
    fields = []
    for place, label in zip(PLACES, labels, strict=False):
        at = PLACES.index(place)
        chosen = named[at] if at < len(named) else ""
        options = tuple(Option(one.id, Html(escape(phrases.name(t, one))), one.id == chosen) for one in known)
        fields.append(Field(place, label, options=(Option("", Html("–")), *options)))
    indices = tuple(
        Option(one.id, Html(escape(phrases.index_title(t, one))), one.id == index)
        for one in view.catalogue.indices.values()
    )
    fields.append(Field("index", t("Index"), options=(Option("", t("All indices")), *indices)))
    return FormBlock(t("Choose provinces"), view.to(addresses.COMPARE), tuple(fields), t("Compare"))


async def _compared(view: View, answer: ComparisonAnswer, question: Question) -> Section:
    t = view.t
    columns = (
        PageColumn(t("Criterion")),
        *(
            PageColumn(
                Html(f'<a href="{view.to(addresses.province(one.id))}">{escape(phrases.name(t, one))}</a>'),
                "number",
            )
            for one in answer.provinces
        ),
    )
    several = len({index.id for index, *_ in answer.rows}) > 1
    unit = "" if several else t("{score} points", score="")  # of one index it is said once, below
    rows = []
    for index, indicator, period, standings in answer.rows:
        what = phrases.period_name(t, index, period) if several or not indicator.code else ""
        name = phrases.indicator_name(t, indicator, short=True) if indicator.code else ""
        label = ", ".join(part for part in (what, name) if part)
        code = indicator.code if indicator.code else ""
        where = view.to(addresses.league(index.id, period, code)) if period else ""
        cells = tuple(PageCell(_outcome(view, one, unit)) for one in standings)
        rows.append((PageCell(phrases.sentence(escape(label)), where, head=True), *cells))
    notes = [Html(line.removeprefix("ℹ️ ")) for line in footnotes.context_lines(t, answer.context, answer.provinces[0])]
    shown = [one for *_, standings in answer.rows for one in standings]
    if unit and any(phrases.unit_of(one) != phrases.PERCENT for one in shown):
        notes.append(Html(f"{phrases.sentence(t('scores in points'))}."))
    notes.append(view.sources(answer.context.sources, *phrases.labels(t, shown)))
    table = TableBlock(t("Comparison"), columns, tuple(rows))
    drawn = await view.picture(question)
    blocks = (table, *((drawn,) if drawn is not None else ()), NotesBlock(tuple(note for note in notes if note)))
    return Section(t("Comparison"), blocks)


def _outcome(view: View, standing: Standing, unit: str) -> Html:
    """The score, without the ``unit`` at its end, and the rank below it; in words where there is neither."""
    t, figure = view.t, standing.figure
    score = phrases.bare_score(t, standing)
    if figure is None or (score is None and figure.rank is None):
        return Html(f"<small>{escape(phrases.outcome(t, standing))}</small>")
    rank = phrases.rank(t, figure, standing.measured, standing.tied)
    shown = f"<strong>{escape(score.removesuffix(unit))}</strong>" if score else ""
    below = f'<small class="rank">{escape(rank)}</small>' if rank else ""
    return Html("<br>".join(part for part in (shown, below) if part) + phrases.doubt(standing))
