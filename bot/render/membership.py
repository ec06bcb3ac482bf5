"""The wording of what the bot says when it comes into a chat."""

from __future__ import annotations

from bot.i18n import Translator
from bot.reply import Reply


def greeting(t: Translator) -> Reply:
    """The greeting when the bot is added to a group: how to ask there."""
    example = "/xephang Hưng Yên PAPI" if t.language == "vi" else "/rank Hung Yen PAPI"
    text = t(
        "Hello. Ask me here with a command, for example {example}, or reply to one of my messages.", example=example
    )
    return Reply(text)
