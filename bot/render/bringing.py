"""The wording of a plan that is about to be published, withdrawn or reinstated in a chat: shown, asked for, done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import N_, Html, Translator
from bot.importing.draft import FileProblem
from bot.importing.plans.reading import ReadPlan, Settled
from bot.presses.plans import BringPlan, ManagePlan
from bot.render import phrases, plans
from bot.render.phrases import bold
from bot.render.plan_preview import plan_lines
from bot.render.plan_questions import cancel_plan, meaning
from bot.render.preview import problem_line, problem_lines
from bot.render.troubles import trouble
from bot.reply import Button, Reply
from data.errors import PlanRefused
from data.model.provinces import Province
from data.queries.catalogue import Catalogue
from data.releases.plan_draft import PlanDraft
from data.releases.plans import PlanStatus

A_PAGE = 12
"""Places to look at that one message shows."""
MOST_SETTLED = 12
IN_CHAT = {
    "exists": N_("{id} is in force already. Send the file again: I then ask what was wrong with that one."),
    "not_standing": N_("{id} is not in force any more; a newer revision took its place. Send the file again."),
    "unknown": N_("I know no {id}."),
}
"""Where the chat has other ways out than the command line."""
CHANGES = {
    "number": N_("Number"),
    "date": N_("Date"),
    "title": N_("Title"),
    "issuer": N_("Issuer"),
    "replaces": N_("What it replaces"),
    "implements": N_("What it carries out"),
}
"""What a person may answer anew before a plan is published."""


def no_province(t: Translator) -> Reply:
    """The answer to a plan from somebody who is no editor of its province."""
    return Reply(t("You are not an editor of that province, so you cannot bring, correct or withdraw its plans."))


def role_ended(t: Translator) -> Reply:
    return Reply(t("You are not an editor of this province any more, so I do nothing with this plan."))


def only_plans(t: Translator) -> Reply:
    """The answer to a table of figures from an editor."""
    return Reply(
        t("I find no table of tasks in this file. Editors of a province bring plans; figures are for the operators.")
    )


def unreadable(t: Translator, problem: FileProblem) -> Reply:
    """The answer to a file that cannot be read at all."""
    return phrases.reply([problem_line(problem, t), t("Nothing was written.")])


def not_a_plan(t: Translator, plan: ReadPlan) -> Reply:
    """The answer to a file of which no plan can be made."""
    errors = [problem for problem in plan.problems if problem.kind == "error"]
    head = t.plural("The plan cannot be read: {n} error.", "The plan cannot be read: {n} errors.", len(errors))
    return phrases.reply([bold(head), *problem_lines(tuple(errors), t), t("Nothing was written.")])


def shown(t: Translator, catalogue: Catalogue, plan: ReadPlan, draft: PlanDraft, settled: Sequence[Settled]) -> Reply:
    """What would be published, what it does to other documents, and what the person said of doubts."""
    province = catalogue.provinces[draft.province]
    agencies = catalogue.agencies
    chosen = {said: agencies[id].name_vi for kind, said, id in settled if kind == "agency" and id in agencies}
    lines = plan_lines(plan, province, t, chosen)
    lines[2:2] = [t("Issued by {issuer}", issuer=draft.issuer) if draft.issuer else None]
    about: list[str | None] = []
    if draft.correction_of:
        about.append(t("It corrects {plan}: {why}", plan=_named(catalogue, draft.correction_of), why=draft.why))
    if draft.replaces:
        replaced = _named(catalogue, draft.replaces)
        about.append(t("It replaces {document}: the open tasks of that one are closed.", document=replaced))
    if draft.implements:
        about.append(t("It carries out {document}.", document=_named(catalogue, draft.implements)))
    for _, said, id in [one for one in settled if one[1]][:MOST_SETTLED]:
        what = meaning(t, catalogue, id) if id else t("as it is written")
        about.append(t("You said: “{said}” is {what}.", said=said, what=what))
    return phrases.reply([*lines, "" if about else None, *about])


def _named(catalogue: Catalogue, id: str) -> str:
    """A document's number, or the id of the revision where that is all that is known."""
    document = catalogue.documents.get(id)
    return f"{document.called} ({id})" if document is not None else id


def other_province(t: Translator, named: Province) -> Html:
    """The head of the document names another province than the one that it is brought for."""
    return t(
        "⚠️ The document's head names {province}. Make sure that it is the right file.", province=phrases.name(t, named)
    )


def places(t: Translator, file: str, plan: ReadPlan, page: int = 0) -> Reply | None:
    """A page of the places to look at, each by row and column; None where there is none."""
    every = plan.problems
    if not every:
        return None
    pages = -(-len(every) // A_PAGE)
    page = min(max(page, 0), pages - 1)
    head = t.plural("{n} place to look at", "{n} places to look at", len(every))
    if pages > 1:
        head = t("{head} ({page} of {pages})", head=head, page=page + 1, pages=pages)
    lines = [problem_line(problem, t) for problem in every[page * A_PAGE : (page + 1) * A_PAGE]]
    turns = [
        Button("◀", BringPlan(file, "page", str(page - 1))) if page else None,
        Button("▶", BringPlan(file, "page", str(page + 1))) if page + 1 < pages else None,
    ]
    return phrases.reply([bold(head), *lines], [turns])


def ready_to_publish(t: Translator, file: str, until: str) -> Reply:
    """The last step of a plan: publish it, change something, or not."""
    text = t(
        "Publish this plan? The button works once, for you, until {time}. A document is never edited afterwards, only "
        "corrected or withdrawn.",
        time=until,
    )
    publish = Button(t("Publish the plan"), BringPlan(file, "go"), style="primary")
    change = Button(t("Change something"), BringPlan(file, "change"))
    return phrases.reply([text], [[publish, cancel_plan(t, file)], [change]])


def what_to_change(t: Translator, file: str) -> Reply:
    rows = [[Button(t(label), BringPlan(file, "change", step))] for step, label in CHANGES.items()]
    back = Button(t("Back"), BringPlan(file, "again"))
    return phrases.reply([t("What is to be changed?")], [*rows, [back, cancel_plan(t, file)]])


def ready_to_withdraw(t: Translator, file: str, about: Reply, why: str) -> Reply:
    label = Button(t("Withdraw it"), BringPlan(file, "go"), style="danger")
    lines = [about.html, "", t("Withdrawn because: {why}", why=why), t("Withdraw it?")]
    return phrases.reply(lines, [[label, cancel_plan(t, file)]])


def ready_to_reinstate(t: Translator, file: str, about: Reply) -> Reply:
    label = Button(t("Reinstate it"), BringPlan(file, "go"), style="primary")
    return phrases.reply([about.html, "", t("Reinstate it?")], [[label, cancel_plan(t, file)]])


def done(t: Translator, about: Reply, one: PlanStatus) -> Reply:
    """What was done, with a button to all that can be done about the document."""
    return Reply(about.html, ((Button(t("About this document"), ManagePlan(one.plan.document, "see")),),))


def refused_in_chat(t: Translator, error: PlanRefused) -> Reply:
    msgid = IN_CHAT.get(error.kind)
    why = t(msgid, id=error.plan) if msgid else plans.refused(t, error.kind, error.plan)
    return phrases.reply([t("Not done: {why}", why=why), t("Nothing was written.")])


def not_done(t: Translator, error: Exception) -> Reply:
    """The database refuses it at this moment."""
    return phrases.reply([t("Not done: {why}", why=trouble(error, t)), t("Nothing was written.")])
