"""The alert of a plan: what is new, what changed, what no longer holds, for whoever follows its tasks (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import N_, Html, Translator, escape
from bot.presses.following import StopTasks
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.folded import folded
from bot.render.phrases import bold, name
from bot.render.task_lines import due_date, leading, named, shown_and_folded
from bot.reply import Button, Reply
from data.model.provinces import Province
from data.model.tasks import Document, Task
from data.releases.plan_alerts import PlanNews

SHOWN = 8
"""Tasks that are seen at a glance."""
HEADS = {
    "release": N_("📌 New plan: {document} · {province}"),
    "correction": N_("✏️ Plan corrected: {document} · {province}"),
    "withdrawal": N_("↩️ Plan withdrawn: {document} · {province}"),
    "reinstatement": N_("✅ Plan in force again: {document} · {province}"),
}


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What a correction does to a task: ``before`` is None where it is new, ``now`` where it is gone."""

    before: Task | None
    now: Task | None


def plan_letter(
    news: PlanNews,
    kind: str,
    tasks: Sequence[Task],
    changes: Sequence[TaskChange],
    province: Province,
    t: Translator,
    *,
    stop: bool,
) -> Reply:
    """The message to a chat of whose interest these ``tasks`` are or, for a correction, these ``changes``. ``stop``:
    with a button to hear no more of them.
    """
    document = news.document
    lines: list[str | None] = [
        bold(t(HEADS[kind], document=document.called, province=name(t, province))),
        _about(document, t),
    ]
    if document.replaces and kind == "release":
        lines.append(t("🔁 Replaces {document}, whose open tasks are closed.", document=document.replaces))
    if news.why and kind != "release":
        lines.append(t("Why: {reason}.", reason=phrases.cut(news.why).rstrip(" .")))
    told: list[Html] = []
    match kind:
        case "release":
            lines += ["", _count(len(tasks), len(news.tasks), t)]
            told = [_task(task, t) for task in sorted(tasks, key=_first_due)]
        case "correction":
            lines += ["", t("What changed of the tasks that you follow:")]
            told = [_change(one, t) for one in changes]
        case "withdrawal" if news.behind is not None:
            lines.append(t("The document is in force again as it was before; read its tasks there."))
        case "withdrawal":
            lines.append(t("The tasks that I told you of no longer hold."))
        case _:
            lines.append(t("You were told that it was withdrawn. That was a mistake: its tasks hold."))
    shown, rest = shown_and_folded(told, SHOWN)
    lines += shown
    notes = [t("ℹ️ The plan is in Vietnamese only; its words are given as they are.")] if t.language == "en" else []
    tail = footnotes.source_line(t, (news.source,))
    hidden = folded(rest, [*lines, *notes, tail])
    return phrases.reply([*lines, hidden, *notes, ""], _buttons(news, kind, province, t, stop=stop), tail=tail)


def _about(document: Document, t: Translator) -> Html:
    title = phrases.cut(t.pick(document.title_vi, document.title_en))
    issuer = t.pick(document.issuer_vi, document.issuer_en)
    date = t.partial_date(document.date) if document.date else t("date not known")
    return Html(" · ".join(escape(part) for part in (title, issuer, date) if part))


def _count(mine: int, total: int, t: Translator) -> Html:
    if mine == total:
        return t.plural("{n} task:", "{n} tasks:", mine)
    return t.plural("{n} task that you follow, of {total}:", "{n} tasks that you follow, of {total}:", mine,
                    total=t.integer(total))  # fmt: skip


def _first_due(task: Task) -> tuple[bool, str]:
    """Those with a date come first, by their dates; all others as the plan lists them."""
    return task.due is None, task.due.isoformat() if task.due is not None else ""


def _task(task: Task, t: Translator) -> Html:
    whose = leading(task, t)
    due = due_date(task, t) if task.due is None else t("due {date}", date=due_date(task, t))
    return Html(f"• {named(task, t)} — {due}" + (f" · <i>{whose}</i>" if whose else ""))


def _change(one: TaskChange, t: Translator) -> Html:
    if one.before is None:
        assert one.now is not None
        return Html("➕ " + t("New: {task}", task=Html(_task(one.now, t).removeprefix("• "))))
    if one.now is None:
        return Html("➖ " + t("Gone: {task}", task=named(one.before, t)))
    before, now = one.before, one.now
    said = [
        t("due {before} → {now}", before=Html(f"<s>{due_date(before, t)}</s>"), now=bold(due_date(now, t)))
        if due_date(before, t) != due_date(now, t)
        else None,
        t("another wording") if before.text_vi != now.text_vi else None,
        t("agencies: {agencies}", agencies=leading(now, t) or "–") if before.assignees != now.assignees else None,
        t("other criteria") if _criteria(before) != _criteria(now) else None,
        t("another product") if before.product != now.product else None,
    ]
    return Html("✏️ " + named(now, t) + " — " + "; ".join(text for text in said if text))


def _criteria(task: Task) -> set[tuple[str, str]]:
    return {(task.index, task.indicator), *task.also}


def differs(before: Task, now: Task) -> bool:
    """Whether people have to be told of a task that stands in both revisions."""
    said, says = ((one.text_vi, one.due, one.due_text, one.timing, one.product) for one in (before, now))
    return said != says or before.assignees != now.assignees or _criteria(before) != _criteria(now)


def _buttons(news: PlanNews, kind: str, province: Province, t: Translator, *, stop: bool) -> list[list[Button | None]]:
    own = Button(t("📄 Tasks of this plan"), Question("tasks", document=news.document.id))
    every = Button(t("📌 Tasks of {who}", who=name(t, province)), Question("tasks", provinces=(province.id,)))
    gone = kind == "withdrawal" and news.behind is None
    return [
        [None if gone else own, every],
        [Button(t("🔕 Stop"), StopTasks(province.id)) if stop else None],
    ]
