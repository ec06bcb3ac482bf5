"""The wording of feedback: for the person who says that something is wrong, and for the operators who read it.

Each message begins with a mark and the number of the feedback; whoever replies to it is understood by these alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers import model
from bot.commands import COMMANDS
from bot.i18n import Html, Translator, escape
from bot.presses.answers import Wrong
from bot.presses.operators import Handle
from bot.questions import Question
from bot.render import phrases
from bot.render.operator import FAILURES
from bot.render.phrases import bold, cut
from bot.reply import Button, Reply
from data.alerts.quiet_hours import VIETNAM
from data.chats.feedback import FeedbackEntry
from data.queries.catalogue import Catalogue

WITH_FIGURES = (
    model.StandingAnswer
    | model.ProfileAnswer
    | model.ComponentsAnswer
    | model.GapsAnswer
    | model.ReachAnswer
    | model.RecordsAnswer
    | model.TableAnswer
    | model.MoversAnswer
    | model.ComparisonAnswer
    | model.HistoryAnswer
    | model.TasksAnswer
    | model.OverdueAnswer
    | model.ProgressAnswer
    | model.TargetsAnswer
)
THANKS, ANSWERED, ASKS, TOLD = "🙏", "📨", "✍️", "💬"
"""How a message begins: thanks to the person, an operator's answer to them, a question for their words; and what is
told to operators.
"""
MARK = re.compile(rf"({THANKS}|{ANSWERED}|{ASKS}|{TOLD})(?: #(\d{{1,9}})\b)?")
QUOTED = 200
"""UTF-16 units of what is quoted to the person."""
ANSWER, WORDS = 700, 2000
"""UTF-16 units of an answer that are kept, and of a person's words."""
LISTED = 160
EXAMPLE = {"vi": "/gopy điểm PAPI 2023 của Hưng Yên chưa đúng", "en": "/feedback The PAPI score of 2023 is wrong"}


def with_wrong(reply: Reply, answer: model.Answer, t: Translator) -> Reply:
    """The reply with the button that says that its figures are wrong, the last of them."""
    only_asks = isinstance(answer, model.ComparisonAnswer) and len(answer.provinces) < 2
    if only_asks or not isinstance(answer, WITH_FIGURES):
        return reply
    button = Button(t("👎 Wrong?"), Wrong(replace(answer.question, via="", heard="", left_out=(), agency_said="")))
    return replace(reply, buttons=(*reply.buttons, (button,)))


def mark_of(text: str) -> tuple[str, int] | None:
    """The mark with which a message of ours begins, and the number of the feedback (0: none); None for any other."""
    found = MARK.match(text)
    return (found[1], int(found[2] or 0)) if found else None


def asked(question: Question, catalogue: Catalogue, t: Translator) -> str:
    """A question in words, where nobody knows any more how it was put: "/xephang Hưng Yên · PAPI · 2024"."""
    intent = "profile" if question.intent == "standing" else question.intent
    command = next((one for one in COMMANDS if one.intent == intent), None)
    name = question.intent if command is None else command.name_vi if t.language == "vi" else command.name
    index = catalogue.indices.get(question.index or "")
    rows = catalogue.indicators.get(question.index or "", ())
    criterion = next((one for one in rows if question.indicator and one.code == question.indicator), None)
    region = catalogue.regions.get(question.region or "")
    parts = [
        ", ".join(catalogue.provinces[one].name_vi for one in question.provinces if one in catalogue.provinces),
        index.short if index is not None else "",
        phrases.indicator_name(t, criterion, short=True) if criterion is not None else "",
        question.period or (str(question.year) if question.year else ""),
        t.pick(region.name_vi, region.name_en) if region is not None else "",
    ]
    return f"/{name} " + " · ".join(filter(None, parts))


# --- for the person -----------------------------------------------------------------------------------------


def thanks(t: Translator, entry: FeedbackEntry, *, told: bool) -> Reply:
    """What the person reads when their feedback is kept. ``told``: an operator has it before them already."""
    where = (
        t("Thank you. I have passed this on to the operators; they answer here.")
        if told
        else t("Thank you. I keep this for the operators, who look at it later; they answer here.")
    )
    lines = [Html(f"{THANKS} #{entry.id} · {where}")]
    if not entry.words:
        lines.append(t("What is wrong? Reply to this message to say so in your own words; you need not."))
    return phrases.reply(lines)


def added(t: Translator, entry: FeedbackEntry, *, told: bool) -> Reply:
    text = t("Passed on, thank you.") if told else t("Kept for the operators, thank you.")
    return Reply(f"{THANKS} #{entry.id} · {text}")


def already(t: Translator, entry: FeedbackEntry) -> Reply:
    """The pop-up where the same person said so of the same answer before."""
    text = t("You reported this already (#{n}). Reply to my message about it to add something.", n=entry.id)
    return Reply(text)


def too_many(t: Translator, most: int) -> Reply:
    return Reply(t("Thank you. I take at most {n} reports an hour from one person; please try again later.", n=most))


def how(t: Translator) -> tuple[Reply, str]:
    """The question for what somebody wants to say, and the hint in the field for it."""
    example = EXAMPLE[t.language]
    lines = [
        Html(f"{ASKS} {t('What would you like to tell the operators? Reply to this message.')}"),
        t("You can also write it in one go: {example}", example=Html(f"<code>{example}</code>")),
    ]
    return phrases.reply(lines), t("Your feedback")


def answer(t: Translator, entry: FeedbackEntry, text: str) -> Reply:
    """What the person reads when an operator answers."""
    lines = [
        Html(f"{ANSWERED} #{entry.id} · {bold(t('An operator answers your feedback:'))}"),
        f"<blockquote>{escape(cut(entry.words or entry.asked or entry.answer, QUOTED))}</blockquote>",
        escape(text),
    ]
    return phrases.reply(lines)


# --- for operators ------------------------------------------------------------------------------------------


def received(t: Translator, entry: FeedbackEntry, *, more: str = "", done: bool = False) -> Reply:
    """What operators read of feedback: all of it, or what the person says ``more``; ``done``: it is dealt with."""
    head = t("Added to the report") if more else t("An answer is said to be wrong")
    if not entry.question and not more:
        head = t("Feedback")
    if done:
        head = t("Done; nothing is kept about it")
    lines: list[str | None] = [Html(f"{'✅' if done else TOLD} #{entry.id} · {bold(head)}")]
    if more:
        lines.append(t("In their words: {text}", text=cut(more, WORDS)))
    else:
        lines += body(t, entry)
    return phrases.reply(lines, () if done else [_handles(t, entry)])


def body(t: Translator, entry: FeedbackEntry, longest: int = WORDS) -> list[str | None]:
    """The lines of what was asked, answered and said, each where there is any."""
    local = entry.created.astimezone(VIETNAM)
    return [
        t("Asked: {text}", text=cut(entry.asked, longest)) if entry.asked else None,
        t("Answered: {text}", text=cut(entry.answer, min(longest, ANSWER))) if entry.answer else None,
        t("In their words: {text}", text=cut(entry.words, longest)) if entry.words else None,
        t(
            "{hour} on {day} · language {language} · data {version}",
            hour=f"{local:%H:%M}",
            day=t.date(local.date()),
            language=entry.language,
            version=entry.data_version,
        ),
    ]


def _handles(t: Translator, entry: FeedbackEntry) -> tuple[Button, Button]:
    return Button(t("Answer"), Handle(entry.id, "reply")), Button(t("Done"), Handle(entry.id, "done"))


def prompt(t: Translator, entry: FeedbackEntry) -> tuple[Reply, str]:
    """The question for an operator's answer, and the hint in the field for it."""
    text = t("Reply to this message: I pass your words on to the person.")
    return Reply(f"{TOLD} #{entry.id} · {text}"), t("Your answer")


def dealt_with(t: Translator, id: int) -> Reply:
    return Reply(t("Feedback #{n} is deleted.", n=id))


def gone(t: Translator, id: int) -> Reply:
    return Reply(t("Feedback #{n} is dealt with, or the person deleted it.", n=id))


def delivered(t: Translator, entry: FeedbackEntry) -> Reply:
    text = t("The person has your answer.")
    return phrases.reply([Html(f"{TOLD} #{entry.id} · {text}")], [_handles(t, entry)])


def undelivered(t: Translator, entry: FeedbackEntry, kind: str, reason: str) -> Reply:
    """The answer did not get through; ``kind`` and ``reason`` are the verdict's."""
    if kind == "unknown":
        text = t("Telegram did not say whether your answer arrived. Send it again if you want to be sure.")
    elif reason == "blocked":
        text = t("Your answer was not delivered: the person has blocked the bot.")
    elif reason in FAILURES:
        text = t("Your answer was not delivered ({why}).", why=t(FAILURES[reason]))
    else:
        text = t("Your answer was not delivered: Telegram did not take it. Please try again later.")
    return phrases.reply([Html(f"{TOLD} #{entry.id} · {text}")], [_handles(t, entry)])


def answered_by_another(t: Translator, entry: FeedbackEntry, text: str) -> Reply:
    line = t("Another operator answered: {text}", text=cut(text, ANSWER))
    return phrases.reply([Html(f"{TOLD} #{entry.id} · {line}")], [_handles(t, entry)])


def too_long(t: Translator, most: int) -> Reply:
    return Reply(t("Please keep the answer below {n} characters.", n=t.integer(most)))


def listing(t: Translator, entries: Sequence[FeedbackEntry]) -> Reply:
    """All that is open, for the terminal."""
    if not entries:
        return Reply(t("No feedback is open."))
    lines: list[str] = []
    for entry in entries:
        lines += [f"#{entry.id}", *(f"  {line}" for line in body(t, entry, LISTED) if line), ""]
    return Reply("\n".join(lines[:-1]))
