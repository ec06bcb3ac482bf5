"""Answer + Translator -> Reply. Wording, order and buttons live here; nothing is awaited and nothing is looked up."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import kinds
from bot.i18n import Translator
from bot.render import book, following, parts, place, sides, table, words, work
from bot.reply import Reply


def render(answer: kinds.Answer, t: Translator) -> Reply:
    """The reply of any answer in the translator's language; what was not taken into account is said."""
    reply = _worded(answer, t)
    bell = following.bell(answer, t)
    if bell is not None:
        reply = replace(reply, buttons=(*reply.buttons, (bell,)))
    question = answer.question
    passed_over: list[str] = []
    if question.heard and question.intent not in ("choose", "unknown"):
        passed_over.append(t("⚠️ Not taken into account: “{heard}”", heard=question.heard[: words.HEARD_SHOWN]))
    if question.left_out and isinstance(answer, kinds.ComparisonAnswer):
        passed_over.append(t("⚠️ At most four provinces are compared; the others were left out."))
    if not passed_over:
        return reply
    first, _, rest = reply.html.partition("\n")
    return replace(reply, html="\n".join([first, *passed_over, rest]))


def _worded(answer: kinds.Answer, t: Translator) -> Reply:
    match answer:
        case kinds.StandingAnswer():
            return place.standing(answer, t)
        case kinds.ProfileAnswer():
            return place.profile(answer, t)
        case kinds.ComponentsAnswer():
            return parts.components(answer, t)
        case kinds.GapsAnswer():
            return parts.gaps(answer, t)
        case kinds.TableAnswer():
            return table.table(answer, t)
        case kinds.ComparisonAnswer():
            return sides.comparison(answer, t)
        case kinds.HistoryAnswer():
            return sides.history(answer, t)
        case kinds.TasksAnswer():
            return work.tasks(answer, t)
        case kinds.TargetsAnswer():
            return work.targets(answer, t)
        case kinds.IndexAnswer():
            return book.index(answer, t)
        case kinds.ChooseAnswer():
            return book.choose(answer, t)
        case kinds.UnknownAnswer():
            return book.unknown(answer, t)
        case kinds.AboutAnswer():
            return book.about(answer, t)
        case kinds.HelpAnswer():
            return book.help_(answer, t)
