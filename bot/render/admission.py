"""The wording for what is not answered: what comes too fast, and what waited while the bot was away."""

from __future__ import annotations

from bot.i18n import Translator
from bot.reply import Reply


def slow_down(t: Translator) -> Reply:
    return Reply(t("You are sending too fast. Please wait a moment before you go on."))


def back_again(t: Translator) -> Reply:
    """The one line to a chat that wrote while the bot was away."""
    return Reply(t("I was away and am back now. If you still need an answer, please send the question again."))
