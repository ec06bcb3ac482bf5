"""Why nobody can be said to have risen or fallen between two tables, and which two tables can be compared instead."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.model import MoversAnswer
from bot.i18n import Translator
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.phrases import bold
from bot.reply import Button, Reply


def cannot(answer: MoversAnswer, what: str, t: Translator) -> Reply:
    lines: list[str | None] = [
        bold(t("📈 {what}: who rose, who fell", what=phrases.sentence(what))),
        _reason(answer, what, t),
    ]
    button: Button | None = None
    if answer.nearest is not None:
        before, period = answer.nearest
        pair = t(
            "{what} against {before}", what=phrases.period_name(t, answer.index, period), before=t.partial_date(before)
        )
        lines.append(t("The nearest pair that can be compared: {pair}.", pair=pair))
        button = Button(pair, same(answer, period))
    elif answer.why not in ("merger", "edition"):
        lines.append(
            t("I have no two whole tables of {index} that can be compared.", index=phrases.index_name(t, answer.index))
        )
    rows = [[button], [table_button(answer, t) if answer.period else None]]
    return phrases.reply(lines, rows, tail=footnotes.source_line(t, answer.sources))


def _reason(answer: MoversAnswer, what: str, t: Translator) -> str:
    before = t.partial_date(answer.before)
    match answer.why:
        case "merger":
            return t(
                "Not comparable with {before}: 63 provinces became 34 on 1 July 2025. Units that ended or took in "
                "others have no year before.",
                before=before,
            )
        case "edition":
            edition = answer.edition
            change = t.pick(edition.change_vi, edition.change_en) if edition is not None else ""
            reason = change or t("the method changed")
            return t("Not comparable with {before}: the method changed in between ({change}).",
                     before=before, change=phrases.inside(reason))  # fmt: skip
        case "not-measured":
            return t("This criterion was not measured in both {before} and {period}.",
                     before=before, period=t.partial_date(answer.period))  # fmt: skip
        case "no-table-before" if answer.before:
            return t("I have no whole table of {index} {before} to compare with.",
                     index=phrases.index_name(t, answer.index), before=before)  # fmt: skip
        case "no-table-before":
            return t("There is no earlier whole table in the same year to compare with.")
    if answer.known:
        return t.plural(
            "I have found figures for only {n} province, in the press and on portals, so I show no ranking.",
            "I have found figures for only {n} provinces, in the press and on portals, so I show no ranking.",
            answer.known,
        )
    return t("I have no figures for {what}.", what=what)


def same(answer: MoversAnswer, period: str) -> Question:
    """The same for the period named and the one before it."""
    dated = period if "-" in period else None
    return replace(answer.question, index=answer.index.id, year=int(period[:4]), period=dated, since=None, page=0,
                   heard="")  # fmt: skip


def table_button(answer: MoversAnswer, t: Translator) -> Button:
    asked = same(answer, answer.period)
    question = Question("table", (), asked.index, asked.indicator, asked.year, asked.period, asked.region)
    return Button(t("Table"), question)
