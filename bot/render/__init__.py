"""Answer + Translator -> Reply. Wording, order and buttons are decided here; nothing is awaited or looked up."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import model
from bot.i18n import Translator
from bot.questions.near_commands import near
from bot.render import (
    choices,
    comparison,
    components,
    duties,
    gaps,
    help,
    history,
    movers,
    phrases,
    profile,
    reach,
    records,
    reference,
    rich,
    standing,
    subscriptions,
    table,
    targets,
    tasks,
)
from bot.reply import Reply


def render(answer: model.Answer, t: Translator) -> Reply:
    """The reply for any answer, in the translator's language; it says what was not taken into account."""
    reply = _worded(answer, t)
    bell = subscriptions.bell(answer, t)
    if bell is not None:
        reply = replace(reply, buttons=(*reply.buttons, (bell,)))
    question = answer.question
    passed_over: list[str] = []
    heard = question.heard if question.intent not in ("choose", "unknown") else ""
    unknown = near(heard.partition(", ")[0]) if heard.startswith("/") else None
    if unknown is not None and unknown.harmless is not None:
        meant = f"/{help.shown(unknown.harmless, t)}"
        passed_over.append(t("ℹ️ There is no command {typed}; I took it for {meant}.", typed=unknown.typed, meant=meant))
        heard = heard.partition(", ")[2]
    if heard:
        passed_over.append(t("⚠️ Not taken into account: “{heard}”", heard=heard[: phrases.HEARD_SHOWN]))
    if question.left_out and isinstance(answer, model.ComparisonAnswer):
        passed_over.append(t("⚠️ At most four provinces are compared; the others were left out."))
    if not passed_over:
        return reply
    first, *rest = reply.html.split("\n", 1)
    told = rich.beside_title(reply.rich, passed_over) if reply.rich else ""
    return replace(reply, html="\n".join([first, *passed_over, *rest]), rich=told)


def _worded(answer: model.Answer, t: Translator) -> Reply:
    match answer:
        case model.StandingAnswer():
            return standing.standing(answer, t)
        case model.ProfileAnswer():
            return profile.profile(answer, t)
        case model.ComponentsAnswer():
            return components.components(answer, t)
        case model.GapsAnswer():
            return gaps.gaps(answer, t)
        case model.ReachAnswer():
            return reach.reach(answer, t)
        case model.RecordsAnswer():
            return records.records(answer, t)
        case model.TableAnswer():
            return table.table(answer, t)
        case model.MoversAnswer():
            return movers.movers(answer, t)
        case model.ComparisonAnswer():
            return comparison.comparison(answer, t)
        case model.HistoryAnswer():
            return history.history(answer, t)
        case model.TasksAnswer():
            return tasks.tasks(answer, t)
        case model.OverdueAnswer():
            return duties.overdue(answer, t)
        case model.ProgressAnswer():
            return duties.progress(answer, t)
        case model.TargetsAnswer():
            return targets.targets(answer, t)
        case model.IndexAnswer():
            return reference.index(answer, t)
        case model.ChooseAnswer():
            return choices.choose(answer, t)
        case model.UnknownAnswer():
            return choices.unknown(answer, t)
        case model.AboutAnswer():
            return reference.about(answer, t)
        case model.HelpAnswer():
            return help.help_(answer, t)
