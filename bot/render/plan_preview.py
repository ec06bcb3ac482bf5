"""What a plan's file was understood as -> text, before anything is written. Every doubt stands with its place."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Html, Translator, escape
from bot.importing.plans.reading import ReadPlan, ReadTask
from bot.render import phrases
from bot.render.phrases import bold
from bot.render.preview import MOST_PROBLEMS, problem_lines
from bot.render.targets import GROUP_TARGETS
from bot.reply import Reply
from data.model.provinces import Province
from data.releases.plan_draft import PlanDraft, TargetDraft

FIRST = 5
LONGEST = 110
MOST_ASIDE = 12


def render_plan(plan: ReadPlan, province: Province, t: Translator, most: int = MOST_PROBLEMS) -> Reply:
    """The preview; of the doubts the first ``most`` are shown, and how many more there are."""
    lines = plan_lines(plan, province, t)
    ordered = tuple(sorted(plan.problems, key=lambda problem: problem.kind != "error"))
    if plan.draft is not None and ordered:
        lines += ["", bold(t.plural("{n} place to look at", "{n} places to look at", len(ordered)))]
    lines += problem_lines(ordered, t, most)
    return Reply("\n".join(str(line) for line in lines if line is not None))


def plan_lines(
    plan: ReadPlan, province: Province, t: Translator, chosen: Mapping[str, str] | None = None
) -> list[str | None]:
    """The preview without the places that are to be looked at; ``chosen`` are the agencies that a person said are meant
    by words of the file.
    """
    draft = plan.draft
    lines: list[str | None] = []
    if draft is None:
        errors = sum(1 for problem in plan.problems if problem.kind == "error")
        lines.append(
            bold(t.plural("The plan cannot be read: {n} error.", "The plan cannot be read: {n} errors.", errors))
        )
    else:
        lines += [*_head(draft, province, t), "", *_extent(plan, draft, t)]
    lines += _aside(plan, t)
    if draft is not None:
        lines += ["", bold(t("The first tasks")), *(_task(task, chosen or {}) for task in plan.tasks[:FIRST])]
        if draft.targets:
            lines += ["", bold(t("Targets")), *(_target(target, t) for target in draft.targets)]
        if not plan.problems:
            lines += ["", t("Nothing in it is doubtful.")]
    return lines


def _head(draft: PlanDraft, province: Province, t: Translator) -> list[str | None]:
    what = t("{number} of {date}, {province}", number=draft.number, date=t.date(draft.date), province=name(province, t))
    return [bold(f"📄 {what}"), escape(phrases.sentence(draft.title)) if draft.title else None]


def name(province: Province, t: Translator) -> str:
    return t.pick(province.name_vi, province.name_en)


def _extent(plan: ReadPlan, draft: PlanDraft, t: Translator) -> list[str | None]:
    tasks = plan.tasks
    dated = sum(1 for task in tasks if task.due)
    regular = sum(1 for task in tasks if task.timing == "regular")
    doubtful = sum(1 for task in tasks if plan.doubts(task))
    parts = [
        t.plural("{n} task", "{n} tasks", len(tasks)),
        t("{n} with a due date", n=dated),
        t("{n} regular", n=regular),
        t("{n} with a doubt", n=doubtful),
    ]
    if draft.targets:
        parts.append(t.plural("{n} target", "{n} targets", len(draft.targets)))
    read = t("Read from {file} ({format})", file=plan.reading.file, format=plan.reading.format.upper())
    return [read + ": " + " · ".join(parts)]


def _aside(plan: ReadPlan, t: Translator) -> list[str | None]:
    reading = plan.reading
    columns, rows = reading.unused[:MOST_ASIDE], reading.passed[:MOST_ASIDE]
    return [
        t("Columns left aside: {columns}", columns=t.list(escape(_cut(one)) for one in columns)) if columns else None,
        t("Rows left aside: {rows}", rows=t.list(escape(_cut(one)) for one in rows)) if rows else None,
    ]


def _task(task: ReadTask, chosen: Mapping[str, str]) -> Html:
    lead = ", ".join(chosen.get(one.said, one.said) for one in task.lead)
    parts = [_cut(f"{task.number}. {task.text}" if task.number else task.text), lead, _cut(task.due_text)]
    return Html("• " + escape(" — ".join(part for part in parts if part)))


def _target(target: TargetDraft, t: Translator) -> Html:
    """As it is printed: what it means is shown with the plan once it is published."""
    what = target.criterion or target.index.upper()
    value = {"rank_max": "≤ ", "score_min": "≥ ", "task_completion_percent": ""}.get(target.kind, "+") + target.value
    if target.kind == "group":
        value = t(GROUP_TARGETS[target.value])
    return Html("• " + escape(f"{_cut(what)} {target.year}: {value}{' %' if target.unit == 'percent' else ''}"))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
