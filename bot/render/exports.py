"""Files: the caption under one, what can be made into one, and what is said where nothing can (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answers import model
from bot.answers.tasks import GENERAL
from bot.i18n import N_, Html, Translator, escape
from bot.presses.answers import Export
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.phrases import bold
from bot.reply import Button, Reply
from data.model.figures import Source
from data.model.indices import Index

CAPTION = 1024
"""The UTF-16 units that a caption may have."""
EXAMPLE_PROVINCE = ("hung-yen", "Hưng Yên")
FORMS = {"xlsx": N_("📎 Excel"), "csv": N_("📎 CSV"), "ics": N_("🗓 Calendar")}


def with_file(reply: Reply, answer: model.Answer, t: Translator) -> Reply:
    """The reply with a button for its file where it has one."""
    question = _filed(answer)
    if question is None:
        return reply
    button = Button(t(FORMS["xlsx"]), Export(question))
    return replace(reply, buttons=(*reply.buttons, (button,)))


def _filed(answer: model.Answer) -> Question | None:
    """What the file under an answer is of: the whole table, all tasks, or the criteria, of the period shown."""
    match answer:
        case model.TableAnswer() if answer.rows or answer.means or answer.known:
            return Question("table", (), answer.index.id, answer.indicator.code or None, answer.year,
                            answer.period if "-" in answer.period else None,
                            answer.region.id if answer.region is not None else None)  # fmt: skip
        case model.TasksAnswer() if answer.total:
            said = answer.question
            topic = GENERAL if said.agency_said else said.topic
            return replace(said, page=0, via="", heard="", left_out=(), agency_said="", topic=topic)
        case model.OverdueAnswer(plans=plans) | model.ProgressAnswer(documents=plans) if plans:
            return replace(answer.question, page=0, topic="progress", via="", heard="", left_out=(), agency_said="")
        case model.ComponentsAnswer() if answer.parts or answer.changes:
            now = answer.standing
            return Question("components", (now.province.id,), now.index.id, now.indicator.code or None, now.year,
                            now.period if "-" in now.period else None)  # fmt: skip
        case _:
            return None


def caption(title: str, lines: Sequence[str], sources: Iterable[Source], made: Export, t: Translator) -> Reply:
    """What stands under a file, within Telegram's limit: what it holds, its sources, the other format, the answer in
    words. The title and the lines are plain text.
    """
    said = [bold(f"📎 {phrases.cut(title)}"), *(escape(phrases.cut(line)) for line in lines)]
    said.append(
        t("The file has sheets of sources and notes.")
        if made.form == "xlsx"
        else t("Each row names its source. The Excel file has a sheet of notes, too.")
    )
    tail = footnotes.source_line(t, sources)
    while len(said) > 1 and phrases.parsed_units("\n".join([*said, tail])) > CAPTION:
        said.pop()
    if phrases.parsed_units("\n".join([*said, tail])) > CAPTION:
        tail = Html("")
    other = Export(made.question, "csv" if made.form == "xlsx" else "xlsx")
    buttons = ((Button(t(FORMS[other.form]), other), Button(t("In words"), made.question)),)
    return Reply("\n".join(part for part in (*said, tail) if part), buttons)


def calendar_caption(title: str, dated: int, every: int, subject: Question, t: Translator) -> Reply:
    """What stands under a calendar: how many of the tasks have a date."""
    many = t.plural("{n} due date", "{n} due dates", dated)
    if dated < every:
        many = t("{dates}, of {all} tasks: the others have none.", dates=many, all=every)
    lines = [
        bold(f"🗓 {phrases.cut(title)}"),
        many,
        t("Open the file to take the dates into your calendar; after a correction take a new one."),
    ]
    return Reply("\n".join(lines), ((Button(t("In words"), subject),),))


def passed_over(reply: Reply, heard: str, t: Translator) -> Reply:
    """The caption with the words of the question that were not understood."""
    if not heard:
        return reply
    first, *rest = reply.html.split("\n")
    note = t("⚠️ Not taken into account: “{heard}”", heard=phrases.cut(heard, phrases.HEARD_SHOWN))
    whole = "\n".join([first, note, *rest])
    return replace(reply, html=whole) if phrases.parsed_units(whole) <= CAPTION else reply


def instead(reply: Reply, answer: model.Answer, wanted: Export, t: Translator) -> Reply:
    """What is said to a question that is no table, province or task: the same choice with buttons that give files, or
    the answer in words below a line that there is no file of it.
    """
    match answer:
        case model.ChooseAnswer() | model.UnknownAnswer():
            rows = tuple(tuple(_as_file(button, wanted) for button in row) for row in reply.buttons)
            return replace(reply, buttons=rows)
        case _:
            return _below(
                t("📎 I make files of an index, a criterion, a province or its tasks. Here is the answer in words:"),
                reply,
            )


def nothing(reply: Reply, t: Translator) -> Reply:
    """That there is nothing to put into a file, above what can be said."""
    return _below(t("📎 There is nothing to put into a file:"), reply)


def usage(index: Index, period: str, t: Translator) -> Reply:
    """What can be put into a file, with examples as buttons."""
    year = int(period[:4]) if period else None
    slug, province = EXAMPLE_PROVINCE[0], phrases.spelt(t, EXAMPLE_PROVINCE[1])
    named = f"{index.short} {period}".strip()
    word = {"vi": "/xuat", "en": "/export"}[t.language]
    tasks = t("tasks of {province}", province=province)
    lines = [
        bold(t("📎 Files for Excel")),
        t("I put into an Excel file, with sources and notes:"),
        "• " + t("an index or a criterion: {example}", example=_code(f"{word} {named}")),
        "• " + t("a province in all indices and years: {example}", example=_code(f"{word} {province}")),
        "• " + t("its tasks: {example}", example=_code(f"{word} {tasks}")),
        t("Without a year I take all years. Add “csv” for a CSV file."),
    ]
    buttons = [
        [
            Button(named, Export(Question("table", index=index.id, year=year))),
            Button(province, Export(Question("profile", (slug,)))),
            Button(phrases.sentence(tasks), Export(Question("tasks", (slug,)))),
        ]
    ]
    return phrases.reply(lines, buttons)


def refused(t: Translator) -> Reply:
    """That the file could not be sent here."""
    return Reply(t("I could not send the file here: files may not be allowed in this chat. Ask me in a private chat."))


def _as_file(button: Button, wanted: Export) -> Button:
    press = button.press
    if not isinstance(press, Question) or press.intent in ("help", "about", "choose", "unknown"):
        return button
    return replace(button, press=Export(press, wanted.form), here=False)


def _below(line: str, reply: Reply) -> Reply:
    return replace(reply, html=f"{line}\n\n{reply.html}")


def _code(text: str) -> Html:
    return Html(f"<code>{escape(text)}</code>")
