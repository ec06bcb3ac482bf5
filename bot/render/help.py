"""The first words, and help on all commands or on one."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.model import LANGUAGE_ASKED, HelpAnswer
from bot.commands import COMMANDS, Command, find
from bot.i18n import Html, Translator, escape
from bot.presses.chats import SetLanguage
from bot.questions import Question
from bot.render import phrases
from bot.render.folded import folded
from bot.render.phrases import bold
from bot.reply import Button, Reply
from data.model.indices import Index

EXAMPLE = {"vi": "Hưng Yên xếp thứ mấy PAPI 2024?", "en": "Hung Yen PAPI 2024"}

FIRST_QUESTIONS: dict[str, tuple[str, ...]] = {
    "vi": ("Hưng Yên xếp thứ mấy PAPI 2024?", "mức độ hài lòng ở Lạng Sơn 2022", "10 tỉnh đứng đầu PAPI 2023"),
    "en": ("Hung Yen PAPI 2024", "satisfaction in Lang Son 2022", "top 10 PAPI 2023"),
}

FIRST_COMMANDS = frozenset({"rank", "top", "compare", "gaps", "tasks", "follow"})
"""The commands that /help shows at once; all of them are folded below."""

ENGLISH = {"minh bạch": "transparency", "Tây Nguyên": "Central Highlands"}
"""The words in the examples of commands that English has words of its own for."""
FIRST_FOLLOW = {"vi": "/theodoi Hưng Yên", "en": "/follow Hung Yen"}


def help_(answer: HelpAnswer, t: Translator) -> Reply:
    topic = answer.question.topic
    if topic in ("hello", "start"):
        return _welcome(answer, t)
    if topic in LANGUAGE_ASKED:
        return _in_this_language(answer, t)
    if topic == "thanks":
        return phrases.reply([t("You are welcome. Ask again whenever you like.")])
    if topic == "bye":
        lines = [t("Goodbye. I am here whenever you need a figure."), _how_to_follow(t)]
        return phrases.reply(lines)
    command = find(topic) if topic else None
    return _help_on(command, t) if command is not None else _whole_help(answer, t)


def _welcome(answer: HelpAnswer, t: Translator) -> Reply:
    """The first words: what this is, three questions to try, and where to find the rest."""
    lines = [
        bold(
            t(
                "Hello. I tell you how Vietnam's provinces rank and score on {indices}.",
                indices=spoken(answer.indices, t),
            )
        ),
        t("Ask in your own words, with or without accents, for example:"),
        *(f"• {escape(text)}" for text in FIRST_QUESTIONS[t.language]),
        _how_to_follow(t),
    ]
    return phrases.reply(lines, _examples(answer, t))


def _how_to_follow(t: Translator) -> Html:
    return t("To be told of new rankings: {command}", command=FIRST_FOLLOW[t.language])


def _in_this_language(answer: HelpAnswer, t: Translator) -> Reply:
    """Asked whether the bot speaks a language: that it does, said in it, and how to ask."""
    lines = [
        bold(t("Yes, I answer in English.")),
        t("Ask where a province stands on {indices}, for example:", indices=spoken(answer.indices, t, either=True)),
        *(f"• {escape(text)}" for text in FIRST_QUESTIONS[t.language]),
        t("To have every answer here in English, press the button."),
    ]
    always = Button(t("Always in English"), SetLanguage(t.language))
    return phrases.reply(lines, [[always], [_example(answer, t), Button(t("What can I ask?"), Question("help"))]])


def _examples(answer: HelpAnswer, t: Translator) -> list[list[Button | None]]:
    return [
        [
            _example(answer, t),
            Button(t("What can I ask?"), Question("help")),
        ],
        [Button(t("Sources and limits"), Question("about"))],
    ]


def _example(answer: HelpAnswer, t: Translator) -> Button | None:
    """A standing in the index that is meant where none is named."""
    index = next((one for one in answer.indices if one.id == answer.preferred), None)
    if index is None:
        return None
    ask = Question("standing", provinces=("hung-yen",), index=index.id)
    return Button(t("Example: {text}", text=f"{phrases.spelt(t, 'Hưng Yên')} {index.short}"), ask)


def spoken(indices: Iterable[Index], t: Translator, *, either: bool = False) -> Html:
    """The indices as they are called within a sentence."""
    return t.list((phrases.index_name(t, one) for one in indices), either=either, serial=False)


def _help_on(command: Command, t: Translator) -> Reply:
    example = Html(f"<code>{escape(_example_of(command, t))}</code>")
    lines = [
        bold(f"/{shown(command, t)} — {t(command.menu_en)}"),
        t(command.help_en),
        t("For example: {example}", example=example),
    ]
    return phrases.reply(lines, [[Button(t("What can I ask?"), Question("help"))]])


def shown(command: Command, t: Translator) -> str:
    """The name of a command as this language's menu shows it."""
    return command.name_vi if t.language == "vi" else command.name


def _example_of(command: Command, t: Translator) -> str:
    """The example of a command, with the commands in it as this language calls them."""
    example = command.example
    if t.language == "en":
        for vietnamese, english in ENGLISH.items():
            example = example.replace(vietnamese, english)
    name, _, rest = phrases.spelt(t, example).partition(" ")
    other = find(rest)
    return " ".join(filter(None, [name.replace(command.name, shown(command, t)), shown(other, t) if other else rest]))


def _whole_help(answer: HelpAnswer, t: Translator) -> Reply:
    lines: list[str | None] = [
        bold(t("Chỉ Số Tỉnh")),
        t(
            "Ask where a province stands on {indices}, in your own words or with a command:",
            indices=spoken(answer.indices, t, either=True),
        ),
        t(
            "“{first}”, “{second}”",
            first=EXAMPLE[t.language],
            second=t("corruption control in Hung Yen 2024"),
        ),
        "",
    ]
    lines += [f"/{shown(one, t)} — {t(one.menu_en)}" for one in COMMANDS if one.name in FIRST_COMMANDS]
    every: list[str] = [bold(t("All commands"))]
    for command in COMMANDS:
        every.append(f"/{shown(command, t)} — {t(command.help_en)}")
        if " " in command.example:
            every.append(f"    <code>{escape(_example_of(command, t))}</code>")
    lines.append(folded(every, lines))
    buttons = [[_example(answer, t), Button(t("Sources and limits"), Question("about"))]]
    return phrases.reply(lines, buttons)
