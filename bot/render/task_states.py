"""What became of a task, in a few words: its state, since when, by whom (pure)."""

from __future__ import annotations

from bot.i18n import N_, Html, Translator
from data.alerts.quiet_hours import VIETNAM
from data.queries.catalogue import Catalogue
from data.tasks.model import Report, ReportState, TaskState

STATES: dict[ReportState, tuple[str, str]] = {
    "doing": ("🔵", N_("being done")),
    "done": ("☑️", N_("reported as done and waiting to be accepted")),
    "stuck": ("⚠️", N_("stuck")),
    "accepted": ("✅", N_("done, accepted")),
    "returned": ("↩️", N_("sent back and to be continued")),
    "closed": ("⏹", N_("closed")),
    "reopened": ("🔄", N_("opened again")),
}
REPORTS: dict[ReportState, str] = {
    "doing": N_("is being done"),
    "done": N_("is done"),
    "stuck": N_("is stuck"),
    "accepted": N_("accepted as done"),
    "returned": N_("sent back"),
    "closed": N_("closed"),
    "reopened": N_("opened again"),
}
"""What a report says, as it stands in a list of them."""


def state(t: Translator, found: TaskState | None) -> Html:
    """The state and since when; that nobody has reported where that is so, which is not that nothing was done."""
    if found is None:
        return t("⚪ no report yet")
    sign, words = STATES[found.state]
    return t("{sign} {state} since {day}", sign=sign, state=t(words), day=day(t, found))


def day(t: Translator, found: TaskState) -> str:
    return t.date(found.since.astimezone(VIETNAM).date())


def signed(t: Translator, report: Report, catalogue: Catalogue) -> Html:
    """By whom it was made, and when: "Sở Nội vụ, 12/3/2026"."""
    made = t.date(report.made.astimezone(VIETNAM).date())
    return t("{who}, {day}", who=by(t, report, catalogue), day=made)


def by(t: Translator, report: Report, catalogue: Catalogue) -> Html:
    """Whose report it is: the agency's, an editor's, an administrator's; of an agency also that its reporter left."""
    if report.kind == "editor":
        return t("the province's editor")
    if not report.agency:
        return t("an operator")
    agency = catalogue.agencies.get(report.agency)
    name = t.pick(agency.name_vi, agency.name_en) if agency is not None else report.agency
    return t("{agency} (the reporter has left)", agency=name) if report.left else Html(name)
