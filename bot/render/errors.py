"""The wording of errors on our side, and of buttons that can no longer be read."""

from __future__ import annotations

from bot.i18n import Translator
from bot.reply import Reply


def apology(t: Translator) -> Reply:
    return Reply(t("Sorry, something went wrong on my side. It has been recorded; please try again later."))


def stale_button(t: Translator) -> Reply:
    return Reply(t("This button is from an older version. Please ask again."))


def file_not_fetched(t: Translator) -> Reply:
    """The answer to a file that Telegram announced and then does not give out."""
    return Reply(t("I could not get the file from Telegram. Please send it again."))
