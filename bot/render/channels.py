"""The wording of channels managed from a private chat."""

from __future__ import annotations

from bot.i18n import Translator
from bot.reply import Reply


def from_private_only(t: Translator) -> Reply:
    return Reply(t("Channels are managed from a private chat with me."))


def not_a_channel(t: Translator, title: str) -> Reply:
    return Reply(t("{title} is not a channel; in a group, write the command there.", title=title))


def unseen(t: Translator) -> Reply:
    return Reply(t("I cannot see that channel. Make me an administrator of it who may post, then try again."))


def may_not_post(t: Translator, title: str) -> Reply:
    text = t("In the channel {title} I may not post. Make me an administrator who may post messages.", title=title)
    return Reply(text)


def only_its_administrators(t: Translator, title: str) -> Reply:
    return Reply(t("Only administrators of the channel {title} may change what it follows.", title=title))


def can_post(t: Translator, title: str) -> Reply:
    """The message to whoever made the bot an administrator of the channel."""
    example = "/theodoi Hưng Yên PAPI" if t.language == "vi" else "/follow Hung Yen PAPI"
    text = t(
        "I can post in the channel {title} now. Tell me here what it should hear of, for example {example}, "
        "then press the button with its name.",
        title=title,
        example=example,
    )
    return Reply(text)
