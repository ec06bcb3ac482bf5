"""The answer on targets."""

from __future__ import annotations

from bot.answers.model import Promise, Standing, TargetsAnswer
from bot.answers.targets import strictly_over
from bot.i18n import N_, Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.phrases import bold, name
from bot.reply import Button, Reply
from data.model.indices import Index
from data.model.tasks import Document, Target

MARKS = {True: "✅", False: "❌", None: "▫️"}

GROUP_TARGETS = {
    "highest": N_("in the highest group"),
    "high-average": N_("in the high average group"),
    "low-average": N_("in the low average group"),
    "leading": N_("among the leading provinces"),
    "average-or-higher": N_("average or higher"),
    "above-national-average": N_("above the national average"),
}


def targets(answer: TargetsAnswer, t: Translator) -> Reply:
    lines: list[str | None] = [bold(t("🎯 Targets set by {province}", province=name(t, answer.province)))]
    if not answer.promises:
        lines.append(t("I have found no target."))
    year = None
    own = [promise for promise in answer.promises if not promise.district]
    for promise in own:
        target = promise.target
        span = str(target.year) if target.year == target.last_year else f"{target.year}–{target.last_year}"
        if span != year:
            year = span
            lines += ["", bold(span)]
        lines += _promise(promise, t)
    district = [promise for promise in answer.promises if promise.district]
    if district:
        lines += ["", bold(t("Set at district level, which was abolished after 30 June 2025"))]
        for promise in district:
            lines += _promise(promise, t)
    if own:
        lines += ["", _legend(own, t)]
    lines += footnotes.context_lines(t, answer.context, answer.province)
    slug = (answer.province.id,)
    buttons = [
        [
            Button(t("All indices"), Question("profile", provinces=slug)),
            Button(t("Tasks"), Question("tasks", provinces=slug)),
        ]
    ]
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.context.sources))


def _legend(promises: list[Promise], t: Translator) -> str:
    """What the marks shown mean."""
    marks = {met for promise in promises for met in (_mark(promise), *(met for _, met in promise.reached))}
    said = {True: t("✅ reached"), False: t("❌ not reached"), None: t("▫️ not enough figures to tell")}
    return " · ".join(text for met, text in said.items() if met in marks)


def _mark(promise: Promise) -> bool | None:
    return promise.reached[0][1] if len(promise.reached) == 1 else None


def _promise(promise: Promise, t: Translator) -> list[str]:
    target = promise.target
    what = phrases.index_title(t, promise.index)
    criterion = t.pick(target.criterion_vi, target.criterion_en)
    if criterion:
        what += f", {criterion}"
    note = "" if strictly_over(target) else t.pick(target.note_vi, target.note_en)
    mark = MARKS[_mark(promise)]
    documents = "; ".join(_document(one, t) for one in promise.documents)
    lines = [
        f"{mark} <b>{escape(what)}</b>: {wanted(t, target, promise.index)}"
        + (f" ({escape(note)})" if note else "")
        + (" (" + t("last result in the plan: {last}", last=target.last) + ")" if target.last else "")
        + f" · <i>{escape(documents)}</i>"
    ]
    for standing, met in promise.reached:
        several = f"{MARKS[met]} " if len(promise.reached) > 1 else ""
        lines.append("    " + several + t("result: {outcome}", outcome=Html(_reached(t, standing, promise))))
    if not promise.reached and not promise.district:
        lines.append("    " + t("result: no figure to compare with"))
    return lines


def _document(document: Document, t: Translator) -> str:
    called = document.number or t.pick(document.title_vi, document.title_en)
    return f"{called} ({t('replaced')})" if document.replaced_by else called


def _reached(t: Translator, standing: Standing, promise: Promise) -> str:
    group = phrases.group(t, standing) if promise.target.kind == "group" else None
    text = phrases.outcome(t, standing, with_scale=True) + (f" · {group}" if group else "")
    if promise.before is not None and promise.before.figure is not None:
        text += " " + t("(the year before: {outcome})", outcome=phrases.outcome(t, promise.before))
    return text if len(promise.reached) == 1 else f"{standing.year}: {text}"


def wanted(t: Translator, target: Target, index: Index) -> Html:
    """The promise in words: "trong 10 tỉnh đứng đầu", "trên 90%"."""
    value = target.value
    if target.kind == "rank_max":
        return t("in the top {n}", n=value)
    if target.kind == "score_min":
        number = t.exact(float(value)) if "." in value else value
        text = number + ("%" if (target.unit or index.unit) in ("%", phrases.PERCENT) else "")
        if strictly_over(target):
            return t("over {score}", score=text) if "%" in text else t("over {score} points", score=text)
        return t("at least {score}", score=text) if "%" in text else t("at least {score} points", score=text)
    if target.kind == "group":
        return t(GROUP_TARGETS[value]) if value in GROUP_TARGETS else Html(escape(value))
    if target.kind == "task_completion_percent":
        return t("{n}% of tasks done", n=value)
    if target.kind == "rank_change":
        if value.isdigit():
            return t.plural("up at least {n} place", "up at least {n} places", int(value))
        return t("a better rank")
    return t("a higher score")
