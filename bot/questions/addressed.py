"""Whether a text in a group is meant for the bot: it names the bot, or it answers one of its messages (pure)."""

from __future__ import annotations

import re
from functools import lru_cache

from bot import commands

COMMAND = re.compile(r"\s{0,32}/(?P<name>\w{1,64})(?:@(?P<bot>\w{1,64}))?")


def said_to_us(text: str, username: str, *, private: bool, answers_us: bool) -> str | None:
    """The text without the bot's name in it; None when it is meant for others.

    ``username`` is the bot's, without the ``@``; Telegram compares user names without case, and so does this function.
    In a private chat everything is meant for the bot; elsewhere no command is that belongs to another bot, or that this
    one does not know.
    """
    name = _name(username)
    if private:
        return name.sub(" ", text)
    command = COMMAND.match(text)
    if command is not None and not is_ours(command["name"], command["bot"], username):
        return None
    return name.sub(" ", text) if answers_us or name.search(text) else None


def commanded(text: str, username: str) -> commands.Command | None:
    """The command of this bot with which a text begins, if it does."""
    found = COMMAND.match(text)
    if found is None or not is_ours(found["name"], found["bot"], username):
        return None
    return commands.find(found["name"])


def is_ours(name: str, bot: str | None, username: str) -> bool:
    """Whether a command of this name, perhaps with a bot's name behind it, is one of this bot's."""
    return commands.find(name) is not None and (bot is None or bot.lower() == username.lower())


@lru_cache(maxsize=4)
def _name(username: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(username)}\b[ \t]*[,:;]?", re.IGNORECASE)
