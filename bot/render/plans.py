"""The wording of the plans that offices brought, for operators: a list, one of them, and what was done with it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import N_, Html, Translator, escape
from bot.render import phrases
from bot.render.phrases import bold
from bot.reply import Reply
from data.errors import PlanProblem
from data.queries.catalogue import Catalogue
from data.releases.plans import PlanStatus

REFUSED: dict[PlanProblem, str] = {
    "same_file": N_("The same file is published already, as {id}."),
    "exists": N_("{id} is in force already. To correct it, publish it as a revision and say what was wrong with it."),
    "not_standing": N_("{id} is not in force any more. Look with `chisotinh tasks list`, then try again."),
    "unknown": N_("I know no {id}, or several; `chisotinh tasks list` shows the ids."),
    "shipped": N_("{id} came with the program: it can be revised or replaced, not withdrawn."),
    "other": N_("{id} is of another province."),
    "itself": N_("{id} cannot replace or implement itself."),
    "withdrawn": N_("{id} has been withdrawn already."),
    "not_withdrawn": N_("{id} is not withdrawn."),
    "overtaken": N_("A newer revision is in force: {id}. Withdraw that one first."),
    "no_tasks": N_("There is no task and no target in {id}, so there is nothing to publish."),
}
"""Why a plan is not published, withdrawn or reinstated."""


def refused(t: Translator, kind: PlanProblem, plan: str) -> Html:
    return t(REFUSED[kind], id=plan)


def listed(t: Translator, catalogue: Catalogue, found: Sequence[PlanStatus]) -> Reply:
    """All that were brought, the newest document first; for a terminal, so however many they are."""
    if not found:
        return Reply(t("No plan was brought yet."))
    blocks = ["\n".join(about(t, catalogue, one)) for one in found]
    return Reply("\n\n".join(blocks))


def about(t: Translator, catalogue: Catalogue, one: PlanStatus) -> list[str]:
    """A revision in a few lines: what it is, what is in it, where it stands."""
    plan = one.plan
    province = catalogue.provinces.get(plan.province)
    named = [plan.number, phrases.name(t, province) if province else plan.province, t.date(plan.date)]
    titles = (phrases.cut(plan.title), phrases.cut(plan.issuer))
    tasks = t.plural("{n} task", "{n} tasks", one.tasks)
    targets = t.plural("{n} target set", "{n} targets set", one.targets)
    state = state_of(t, one)
    published = t("published {date}", date=t.date(plan.published_at.date()))
    lines = [
        bold(" · ".join(filter(None, named))),
        escape(" · ".join(filter(None, titles))),
        f"{tasks} · {targets} · {state}",
        f"{escape(plan.id)} · {t('revision {n}', n=plan.revision)} · {published}",
    ]
    if plan.corrects and plan.why:
        lines.append(t("Corrected: {why}", why=plan.why))
    if one.replaces:
        lines.append(phrases.sentence(t("replaces {document}", document=one.replaces)))
    return lines


def state_of(t: Translator, one: PlanStatus) -> Html:
    """Where a revision stands: in force, withdrawn, or another in its place."""
    if one.plan.withdrawn_at is not None:
        return t("withdrawn: {why}", why=one.plan.withdrawn_why)
    if one.in_force and one.replaced_by:
        return t("replaced by {document}: its open tasks are closed", document=one.replaced_by)
    return t("in force") if one.in_force else t("a revision took its place")


def before_withdrawal(t: Translator, catalogue: Catalogue, one: PlanStatus) -> Reply:
    """What is about to be withdrawn, and what holds then."""
    lines = about(t, catalogue, one)
    if one.in_force and one.behind:
        lines.append(t("After that {release} holds again.", release=one.behind))
    elif one.in_force:
        lines.append(t("After that no answer shows this document."))
    if one.in_force and one.replaces and not one.behind:
        lines.append(t("The tasks of {document}, which it replaces, are open again.", document=one.replaces))
    return phrases.reply(lines)


def before_reinstatement(t: Translator, catalogue: Catalogue, one: PlanStatus) -> Reply:
    """What is about to be reinstated."""
    return phrases.reply(about(t, catalogue, one))


def _called(one: PlanStatus) -> str:
    """A revision as people call its document, and its id."""
    return f"{one.plan.number} ({one.plan.id})" if one.plan.number else one.plan.id


def published(t: Translator, one: PlanStatus) -> Reply:
    """That it is published: how much, under which id, and what it closes."""
    counted = t.plural("{n} task", "{n} tasks", one.tasks)
    lines: list[str | None] = [t("✅ Published {plan}: {tasks}.", plan=_called(one), tasks=counted)]
    if one.replaces:
        lines.append(t("The open tasks of {document} are closed: replaced.", document=one.replaces))
    return phrases.reply(lines)


def withdrawn(t: Translator, one: PlanStatus) -> Reply:
    """That it is withdrawn, and what holds now."""
    behind = t("{release} holds again.", release=one.behind) if one.behind else None
    return phrases.reply([t("✅ Withdrawn: {plan}.", plan=_called(one)), behind])


def reinstated(t: Translator, one: PlanStatus) -> Reply:
    """That it is in force again."""
    return phrases.reply([t("✅ In force again: {plan}.", plan=_called(one))])
