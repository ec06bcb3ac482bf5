"""The answer on one province in all indices."""

from __future__ import annotations

from bot.answers.model import Change, ProfileAnswer, Standing
from bot.i18n import Html, Translator
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.buttons import about
from bot.render.phrases import bold, name
from bot.reply import Button, Reply


def profile(answer: ProfileAnswer, t: Translator) -> Reply:
    asked = answer.question.year
    title = name(t, answer.province, asked) + (f" — {asked}" if asked else "")
    lines: list[str | None] = [bold(f"🏛 {title}")]
    if answer.empty_year is not None:
        past = all(now.year >= answer.empty_year for now, _ in answer.standings)
        lines.append(
            t("I have no figures for {year}; the newest are:", year=answer.empty_year)
            if past
            else t("I have no figures for {year} yet; the newest are:", year=answer.empty_year)
        )
    shown = [(now, change) for now, change in answer.standings if not now.index.folded]
    folded = [line for now, change in answer.standings if now.index.folded for line in _index(now, change, t)]
    for now, change in shown:
        lines += _index(now, change, t)
    if folded:
        lines.append(Html("<blockquote expandable>" + "\n".join(folded) + "</blockquote>"))
    if answer.unknown:
        lines.append(
            t(
                "I have found no figures for {indices}.",
                indices=t.list(phrases.index_name(t, one) for one in answer.unknown),
            )
        )
    counted = [
        t.plural("{n} task assigned", "{n} tasks assigned", answer.tasks) if answer.tasks else None,
        t.plural("{n} target set", "{n} targets set", answer.targets) if answer.targets else None,
    ]
    if any(counted):
        lines.append("📌 " + " · ".join(part for part in counted if part))
    lines += footnotes.context_lines(t, answer.context, answer.province)
    slug = (answer.province.id,)
    buttons: list[list[Button | None]] = [
        [Button(now.index.short, about(answer.question, now)) for now, _ in answer.standings],
        [
            Button(t("Tasks"), Question("tasks", provinces=slug)) if answer.tasks else None,
            Button(t("Targets"), Question("targets", provinces=slug)) if answer.targets else None,
            Button(
                name(t, answer.context.successor),
                Question("profile", provinces=(answer.context.successor.id,)),
            )
            if answer.context.successor
            else None,
        ],
    ]
    labels = phrases.labels(t, (now for now, _ in answer.standings))
    return phrases.reply(lines, buttons, tail=footnotes.source_line(t, answer.context.sources, *labels))


def _index(now: Standing, change: Change | None, t: Translator) -> list[str]:
    """One index of the profile: its figure, what moved, and why a figure is missing or in doubt."""
    title = bold(phrases.sentence(phrases.period_name(t, now.index, now.period)))
    group = phrases.group(t, now)
    text = phrases.outcome(t, now, with_scale=True) + (f" · {group}" if group else "")
    lines = [f"{title}: {text}"]
    moved = phrases.change_line(t, now, change)
    if moved is None and now.figure is not None:
        moved = phrases.printed_change(t, now, now.figure)
        if moved is not None and phrases.edition_begins(now):
            method = t("⚠️ But the method changed in {year}, so the two years cannot be compared.", year=now.year)
            moved = f"{moved}\n    {method}"
    if moved:
        lines.append(f"    {moved}")
    if now.figure is None and now.exclusion is not None:
        lines.append("    " + phrases.why(t, now.exclusion))
    if now.doubted:
        lines.append("    " + t("⚠️ This figure is in doubt: the sources do not agree."))
    return lines
