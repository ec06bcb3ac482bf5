"""The wording of what is asked about a plan that is brought: what its head does not say, and every doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Html, Translator
from bot.importing.plans.reading import PlanQuestion, short_key
from bot.presses.plans import BringPlan
from bot.presses.publishing import UNKNOWN
from bot.render import phrases
from bot.render.phrases import bold
from bot.render.preview import problem_line
from bot.reply import Button, Reply
from data.model.provinces import Province
from data.model.tasks import Document
from data.queries.catalogue import Catalogue

LONGEST_LABEL = 60
MOST_DOCUMENTS = 12
MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class AskedFile:
    """The file that a question is about: its id in presses, and its name."""

    id: str
    name: str


def which_kind(t: Translator, file: AskedFile) -> Reply:
    """An administrator's file may be either: nothing in it says plainly which."""
    text = t("Is this the plan of a province, with its tasks, or a table of an index's figures?")
    return _question(t, file, "kind", text, [[(t("A plan"), "plan"), (t("A table of figures"), "table")]])


def which_province(t: Translator, file: AskedFile, offered: Sequence[Province]) -> Reply:
    text = t("Of which province is this plan?")
    if not offered:
        text = t("Of which province is this plan? Write its name.")
    return _question(t, file, "province", text, [[(phrases.name(t, one), one.id)] for one in offered])


def which_number(t: Translator, file: AskedFile) -> Reply:
    return _question(t, file, "number", t("What is the document's number? Write it, for instance 12/KH-UBND."), [])


def which_date(t: Translator, file: AskedFile, today: dt.date) -> Reply:
    text = t("On which day was the document issued? Write it, for instance 15/1/2026, or press.")
    return _question(t, file, "date", text, [[(t("Today, {date}", date=t.date(today)), "today")]])


def which_plan_title(t: Translator, file: AskedFile) -> Reply:
    text = t("What is the document's title? Write it as it stands in the document, or press.")
    return _question(t, file, "title", text, [[(t("It has no title"), UNKNOWN)]])


def which_issuer(t: Translator, file: AskedFile, offered: Sequence[str]) -> Reply:
    text = t("Who issued the document? Press, or write the name.")
    return _question(t, file, "issuer", text, [[(one, short_key(one))] for one in offered])


def which_document(t: Translator, file: AskedFile, step: str, offered: Sequence[Document]) -> Reply:
    """Which of the province's documents it takes the place of, or carries out."""
    text = t("Which document does this one replace? Its open tasks are closed then. Press, or write its number.")
    none = t("It replaces none")
    if step == "implements":
        text, none = t("Which document does this one carry out? Press, or write its number."), t("It carries out none")
    rows = [[(_called(t, one), short_key(one.id))] for one in offered[:MOST_DOCUMENTS]]
    return _question(t, file, step, text, [*rows, [(none, UNKNOWN)]])


def why_corrected(t: Translator, file: AskedFile, number: str, standing: str) -> Reply:
    """The document is in force already."""
    text = t(
        "{number} is in force already ({id}), so this is a correction of it. What was wrong with it? Write one "
        "sentence; it is kept with the document.",
        number=number,
        id=standing,
    )
    return _question(t, file, "why", text, [])


def why_withdrawn(t: Translator, file: AskedFile, about: Reply) -> Reply:
    """The document is about to be withdrawn: why?"""
    asked = t("Why is it withdrawn? Write one sentence; it is kept with the document.")
    return phrases.reply([about.html, "", asked], [[cancel_plan(t, file.id)]])


def doubt(
    t: Translator, file: AskedFile, catalogue: Catalogue, question: PlanQuestion, place: tuple[int, int]
) -> Reply:
    """A doubt, where it arose, and what may be meant; ``place`` is its number and how many there are."""
    shown = [problem_line(problem, t) for problem in question.problems[:MOST_PLACES]]
    more = len(question.problems) - len(shown)
    if more:
        shown.append(t.plural("… and in {n} more row.", "… and in {n} more rows.", more))
    lines: list[str | None] = [bold(t("Doubt {number} of {total}", number=place[0], total=place[1])), *shown]
    lines.append(_what_is(t, question))
    rows = [
        [
            Button(
                _cut(meaning(t, catalogue, option)), BringPlan(file.id, "doubt", f"{question.key}.{short_key(option)}")
            )
        ]
        for option in question.options
    ]
    leave = {"agency": t("Keep it as written"), "criterion": t("None of these"), "index": t("Leave it open")}
    keep = Button(leave[question.kind], BringPlan(file.id, "doubt", f"{question.key}.{UNKNOWN}"))
    return phrases.reply(lines, [*rows, [keep, cancel_plan(t, file.id)]])


def _what_is(t: Translator, question: PlanQuestion) -> Html:
    if question.kind == "agency":
        return t("Which agency is “{said}”? Press a button.", said=question.said)
    if question.kind == "criterion":
        return t("Which criterion or index is “{said}”? Press a button.", said=question.said)
    return t("Which index do these tasks serve? Press a button.")


def meaning(t: Translator, catalogue: Catalogue, id: str) -> str:
    """What an option of a doubt is called: an agency, an index, or a criterion with its index and number."""
    index, colon, code = id.partition(":")
    if not colon:
        agency = catalogue.agencies.get(id)
        return t.pick(agency.name_vi, agency.name_en) if agency is not None else id
    short = catalogue.indices[index].short if index in catalogue.indices else index
    row = next((one for one in reversed(catalogue.indicators.get(index, ())) if one.code == code), None)
    return short if not code or row is None else f"{short} {code} {phrases.indicator_name(t, row, short=True)}"


def no_answer(t: Translator, step: str) -> Reply | None:
    """Why what was written is no answer to the question; None where there is no more to say than that."""
    if step == "date":
        return Reply(
            t("That is no day on which it can have been issued. Write it with its year, for instance 15/1/2026.")
        )
    if step == "number":
        return Reply(t("That is no number of a document. Write it as it is printed, for instance 12/KH-UBND."))
    if step == "province":
        return Reply(t("I know no province of that name, or several. Write its full name."))
    return None


def cancel_plan(t: Translator, file: str) -> Button:
    return Button(t("Cancel"), BringPlan(file, "cancel"))


def _called(t: Translator, document: Document) -> str:
    title = t.pick(document.title_vi, document.title_en)
    return _cut(" · ".join(filter(None, (document.number, title))))


def _cut(text: str) -> str:
    return phrases.cut(text, LONGEST_LABEL)


def _question(
    t: Translator, file: AskedFile, step: str, text: Html, rows: Sequence[Sequence[tuple[str, str]]]
) -> Reply:
    """A question about a file. One can always cancel."""
    buttons: list[list[Button | None]] = [
        [Button(label, BringPlan(file.id, step, value)) for label, value in row] for row in rows
    ]
    return phrases.reply([bold(f"📄 {file.name}"), text], [*buttons, [cancel_plan(t, file.id)]])
