"""The wording of /plans: the documents of a province for its editors, one of them, and what is set for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Html, Translator, escape
from bot.presses.plans import ManagePlan
from bot.render import phrases, plans
from bot.render.phrases import bold
from bot.reply import Button, Reply
from data.model.provinces import Province
from data.queries.catalogue import Catalogue
from data.releases.plans import PlanStatus
from data.tasks.settings import DocumentSettings

A_PAGE = 8
"""Documents that one message lists."""
LONGEST_LABEL = 40
DAYS = (30, 14, 7, 3, 1)
"""Days before a due date on which people can be reminded."""


def only_editors(t: Translator) -> Reply:
    return Reply(t("This is for the editors of a province's plans. The operators of this bot appoint them."))


def which_plans(t: Translator, provinces: Sequence[Province]) -> Reply:
    """The documents of which province: those of the editor, or one that an administrator names."""
    if not provinces:
        return Reply(t("Of which province? Write its name behind the command: /plans Hung Yen"))
    rows = [[Button(phrases.name(t, one), ManagePlan(one.id, "list"), here=True)] for one in provinces]
    return phrases.reply([t("Of which province?")], rows)


def documents(t: Translator, province: Province, found: Sequence[PlanStatus], page: int) -> Reply:
    """The documents of a province, each by its last revision, with a button for each."""
    name = phrases.name(t, province)
    lines: list[str | None] = [bold(t("Plans brought for {province}", province=name))]
    bring = t(
        "To bring a plan, or to correct one, send me its file: Word (.docx), PDF with text (no scan), XLSX or CSV."
    )
    if not found:
        return phrases.reply([*lines, t("No plan was brought yet."), bring])
    pages = -(-len(found) // A_PAGE)
    page = min(max(page, 0), pages - 1)
    some = found[page * A_PAGE : (page + 1) * A_PAGE]
    for one in some:
        what = " · ".join(filter(None, (one.plan.called, t.date(one.plan.date))))
        tasks = t.plural("{n} task", "{n} tasks", one.tasks)
        lines.append(Html(f"• <b>{escape(what)}</b> — {tasks} · {plans.state_of(t, one)}"))
    buttons: list[list[Button | None]] = [
        [Button(phrases.cut(one.plan.called, LONGEST_LABEL), ManagePlan(one.plan.document, "see"))] for one in some
    ]
    if pages > 1:
        back = Button("◀", ManagePlan(province.id, "list", str(page - 1))) if page else None
        on = Button("▶", ManagePlan(province.id, "list", str(page + 1))) if page + 1 < pages else None
        buttons.append([back, on])
    return phrases.reply([*lines, "", bring], buttons)


def document(t: Translator, catalogue: Catalogue, one: PlanStatus, withdrawn: PlanStatus | None) -> Reply:
    """A document, what stands there of it, and what its editors can do; ``withdrawn`` is what could be reinstated."""
    id = one.plan.document
    rows: list[list[Button | None]] = [
        [
            Button(t("Withdraw it"), ManagePlan(id, "withdraw"), style="danger") if one.in_force else None,
            Button(t("Reinstate it"), ManagePlan(id, "reinstate")) if withdrawn is not None else None,
        ],
        [Button(t("Reminders and reports"), ManagePlan(id, "set"))],
        [Button(t("Back"), ManagePlan(one.plan.province, "list"))],
    ]
    correct = t("To correct it, send me its file with the same number.")
    return phrases.reply([*plans.about(t, catalogue, one), "", correct], rows)


def settings(t: Translator, one: PlanStatus, chosen: DocumentSettings) -> Reply:
    """What is set for a document, each with a button that changes it."""
    id, called = one.plan.document, one.plan.called
    readers = (
        t("Reports: everybody may read them") if chosen.reports_public else t("Reports: only the province's roles")
    )
    days = t.list(str(day) for day in chosen.days_before) if chosen.days_before else ""
    before = t("Reminders before a due date: {days} days", days=days) if days else t("No reminder before a due date")
    on_day = t("On the day itself: a reminder") if chosen.on_the_day else t("On the day itself: no reminder")
    weekly = t("While overdue: once a week") if chosen.weekly_overdue else t("While overdue: no reminder")
    lines = [bold(t("Reminders and reports of {document}", document=called)), readers, before, on_day, weekly]
    share = t("Keep reports to roles") if chosen.reports_public else t("Let everybody read reports")
    turns = [
        _turn(t.plural("{n} day before", "{n} days before", day), day in chosen.days_before, id, f"{day}")
        for day in DAYS
    ]
    rows = [
        [Button(share, ManagePlan(id, "set", f"public{int(not chosen.reports_public)}"))],
        turns[:3],
        turns[3:],
        [_turn(t("On the day"), chosen.on_the_day, id, "day"), _turn(t("Weekly"), chosen.weekly_overdue, id, "weekly")],
        [Button(t("Back"), ManagePlan(id, "see"))],
    ]
    return phrases.reply(lines, rows)


def _turn(label: str, on: bool, document: str, name: str) -> Button:
    """A button that turns something on or off; pressed twice it does so once."""
    return Button(f"{'✅' if on else '▫️'} {label}", ManagePlan(document, "set", f"{name}{'-' if on else '+'}"))
