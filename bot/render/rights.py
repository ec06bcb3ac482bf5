"""The wording of refusals: what somebody may not do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Translator
from bot.reply import Reply

ADMINISTRATORS_SHOWN = 4


def only_administrators(t: Translator, names: Sequence[str] = ()) -> Reply:
    """Who may do it: the administrators, by name where the names are known."""
    if not names:
        return Reply(t("Only administrators of this group may change that."))
    shown = t.list(names[:ADMINISTRATORS_SHOWN], either=True)
    return Reply(t("Only administrators of this group may change that: {names}.", names=shown))


def only_operators(t: Translator) -> Reply:
    return Reply(t("Only operators of this bot may do that."))


def no_files(t: Translator) -> Reply:
    """The answer to a file from somebody who may not publish."""
    return Reply(t("I do not read files. Ask me in words, or write /help."))
