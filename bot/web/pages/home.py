"""``/``: find a province, ask a question, the newest tables, and every index with its years."""

from __future__ import annotations

from bot import addresses
from bot.answers.model import AboutAnswer
from bot.i18n import Html, escape
from bot.names import fold
from bot.questions import Question
from bot.render import phrases
from bot.reply import plain_text
from bot.web.page import Block, Field, FormBlock, Link, LinksBlock, NotesBlock, Section, TextBlock, WebPage
from bot.web.view import View
from data.model.indices import Index
from data.model.provinces import MERGER_DAY, Province

NEWEST = 6
"""How many of the newest tables are named."""


async def page(view: View) -> WebPage:
    t = view.t
    about = await view.answer(Question("about"))
    assert isinstance(about, AboutAnswer)
    shown = [one for one in view.catalogue.indices.values() if not one.folded]
    indices = t.list(phrases.index_name(t, one) for one in shown)
    lead = t("How Vietnam's provinces stand on {indices}, with the source of every figure.", indices=indices)
    return WebPage(
        title=t("Province Indices"),
        description=lead,
        address=addresses.HOME,
        lead=lead,
        sections=(
            Section(t("Newest tables"), (_newest(view),)),
            Section(t("Provinces"), (_provinces(view), _ended(view))),
            *(Section(Html(escape(phrases.index_title(t, one[0]))), _index(view, *one)) for one in about.indices),
            Section(t("Ask"), (_examples(view),)),
            Section(t("About these figures"), (_about(view),)),
        ),
    )


def question_box(view: View, said: str) -> FormBlock:
    """The box in which any question may be asked."""
    t = view.t
    field = Field("q", t("Your question"), said, placeholder=t("for example: which criterion is hung yen weakest in"))
    return FormBlock(t("Ask a question"), view.to(addresses.ASK), (field,), t("Ask"))


def _provinces(view: View) -> LinksBlock:
    known = view.catalogue.units(MERGER_DAY.year)
    return LinksBlock(view.t("Provinces of today"), tuple(_province(view, one) for one in _by_name(view, known)))


def _ended(view: View) -> LinksBlock:
    """The provinces that ended on 1 July 2025, whose figures stand to 2024."""
    ended = tuple(one for one in view.catalogue.provinces.values() if not one.kind_2025)
    label = view.t("Provinces that merged into others on 1 July 2025")
    return LinksBlock(label, tuple(_province(view, one) for one in _by_name(view, ended)), folded=True)


def _examples(view: View) -> LinksBlock:
    """Questions that the box takes, as links."""
    t, catalogue = view.t, view.catalogue
    named = catalogue.indices[catalogue.preferred].short.lower()
    other = next((one.short.lower() for one in catalogue.indices.values() if one.id != catalogue.preferred), named)
    asked = (
        t("hung yen {index}", index=named),
        t("which criterion of {index} is hung yen weakest in", index=named),
        t("who rose most in {index}", index=named),
        t("how many points is hung yen short of the top 10 in {index}", index=named),
        t("how does {index} differ from {other}", index=named, other=other),
    )
    links = tuple(view.link(one, addresses.asked(plain_text(one))) for one in asked)
    return LinksBlock(t("Write as you would to a person, with or without accents:"), links, listed=True)


def _by_name(view: View, provinces: tuple[Province, ...]) -> list[Province]:
    return sorted(provinces, key=lambda one: fold(phrases.name(view.t, one)))


def _province(view: View, province: Province) -> Link:
    return view.link(escape(phrases.name(view.t, province)), addresses.province(province.id))


def _newest(view: View) -> LinksBlock:
    """The tables announced last, with the day of their announcement where it is known."""
    found = []
    for index, periods in view.catalogue.releases.items():
        for period, releases in periods.items():
            if releases[0].coverage == "full":
                day = releases[0].announced
                found.append((day.isoformat() if day else f"{releases[0].year + 1}", day, index, period))
    found.sort(key=lambda one: (one[0], one[2], one[3]), reverse=True)
    links = []
    for _, day, index, period in found[:NEWEST]:
        name = escape(phrases.sentence(phrases.period_name(view.t, view.catalogue.indices[index], period)))
        said = view.t.date(day) if day is not None else ""
        links.append(view.link(name, addresses.league(index, period), beside=escape(said)))
    return LinksBlock(view.t("Newest tables"), tuple(links), listed=True)


def _index(view: View, index: Index, full: tuple[str, ...], partial: tuple[str, ...]) -> tuple[Block, ...]:
    """An index: its whole tables, and the periods of which single figures are known."""
    t = view.t
    what = TextBlock((Html(escape(t.pick(index.measures_vi, index.measures_en)) + "."),))
    known = [(t("Whole tables"), full), (t("Single figures from reports"), partial)]
    return (
        what,
        *(
            LinksBlock(
                label,
                tuple(
                    view.link(_when(view, one), addresses.league(index.id, one))
                    for one in sorted(periods, reverse=True)
                ),
            )
            for label, periods in known
            if periods
        ),
    )


def _when(view: View, period: str) -> str:
    return escape(view.t.partial_date(period) if "-" in period else period)


def _about(view: View) -> NotesBlock:
    t = view.t
    sources = view.link(t("Sources and limits"), addresses.SOURCES)
    data = view.link(t("Data as JSON and CSV"), addresses.DATA)
    links = (Html(f'<a href="{one.address}">{one.label}</a>') for one in (sources, data))
    return NotesBlock(
        (
            t("Every figure carries its year and its source; what is not published is marked so, never estimated."),
            *links,
        )
    )
