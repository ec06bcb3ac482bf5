"""What may have been meant, as buttons, and what was not understood."""

from __future__ import annotations

from bot.answers.choices import OFF
from bot.answers.model import ChooseAnswer, UnknownAnswer
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.questions.near_commands import COMMAND, NearCommand, near
from bot.render import phrases
from bot.render.help import EXAMPLE, shown, spoken
from bot.reply import Button, Reply

OPTIONS_IN_ROW = 2

MOST_OPTIONS = 12


def choose(answer: ChooseAnswer, t: Translator) -> Reply:
    heard = answer.question.heard
    first = t("“{heard}” may mean several things. Which one?", heard=heard) if heard else t("Which one do you mean?")
    if len(answer.options) == 1:
        first = t("Did you mean:")
    return phrases.reply([first, *_listed(answer.options, t)], _option_buttons(answer.options, t))


def unknown(answer: UnknownAnswer, t: Translator) -> Reply:
    if answer.question.topic == OFF:
        return _off(answer, t)
    meant = near(answer.heard) if answer.question.topic == COMMAND else None
    if meant is not None:
        return _no_command(meant, t)
    lines: list[str | None] = []
    if answer.heard:
        lines.append(
            t("I do not know “{heard}”: it is not the name of a province, an index or a criterion.", heard=answer.heard)
        )
    else:
        lines.append(t("I did not find a province or an index in that."))
    if answer.options:
        lines.append(t("Did you mean:"))
        lines += _listed(answer.options, t)
    lines.append(t("For example: {example}", example=EXAMPLE[t.language]))
    help_button = [Button(t("What can I ask?"), Question("help"))]
    return phrases.reply(lines, [*_option_buttons(answer.options, t), help_button])


def _no_command(meant: NearCommand, t: Translator) -> Reply:
    """The commands near one that does not exist: whoever meant one taps it, for it may change something."""
    lines: list[str | None] = [t("There is no command {typed}. Did you mean:", typed=meant.typed)]
    lines += [f"/{shown(one, t)} — {t(one.menu_en)}" for one in meant.commands]
    return phrases.reply(lines, [[Button(t("What can I ask?"), Question("help"))]])


def _off(answer: UnknownAnswer, t: Translator) -> Reply:
    """What the bot knows, in one line: nothing else is answered in place of what it does not know."""
    known = t(
        "I only know the scores, ranks and tasks of whole provinces, not of departments, ministries or districts, "
        "on {indices}.",
        indices=spoken(answer.indices, t),
    )
    heard = phrases.cut(answer.heard, phrases.HEARD_SHOWN)
    first = Html(t("I cannot answer on “{heard}”.", heard=heard) + " " + known) if heard else known
    example = t("For example: {example}", example=EXAMPLE[t.language])
    return phrases.reply([first, example], [[Button(t("What can I ask?"), Question("help"))]])


def _listed(options: tuple[tuple[str, str, Question], ...], t: Translator) -> list[str]:
    return [f"• {escape(t.pick(vi, en))}" for vi, en, _ in options[:MOST_OPTIONS]]


def _option_buttons(options: tuple[tuple[str, str, Question], ...], t: Translator) -> list[list[Button | None]]:
    buttons = [Button(t.pick(vi, en), question, here=True) for vi, en, question in options[:MOST_OPTIONS]]
    return [list(buttons[start : start + OPTIONS_IN_ROW]) for start in range(0, len(buttons), OPTIONS_IN_ROW)]
