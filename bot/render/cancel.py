"""What is said to whoever gives up what is begun: what has ended, or that nothing was begun."""

from __future__ import annotations

from bot.i18n import Translator
from bot.reply import Reply


def no_feedback(t: Translator) -> Reply:
    """Words for the operators were asked for."""
    return Reply(t("Cancelled. Nothing was sent to the operators."))


def no_more_words(t: Translator) -> Reply:
    """Words were awaited for a report that the operators have."""
    return Reply(t("All right, nothing is added to what you reported."))


def no_choice(t: Translator) -> Reply:
    """The bot had asked back what was meant."""
    return Reply(t("All right, I leave that. Ask whatever you like."))


def nothing(t: Translator) -> Reply:
    command = "/botheodoi" if t.language == "vi" else "/unfollow"
    return Reply(t("There is nothing to cancel: nothing is begun here. To stop following: {command}", command=command))
