"""The wording of the choice of a language."""

from __future__ import annotations

from bot.i18n import LANGUAGES, Language, translator
from bot.presses.chats import SetLanguage
from bot.reply import Button, Reply

LABELS: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}


def choice() -> Reply:
    """The question for the language, in both languages at once."""
    buttons = tuple(Button(LABELS[language], SetLanguage(language)) for language in LANGUAGES)
    return Reply("🌐 Tiếng Việt / English?", (buttons,))


def chosen(language: Language) -> Reply:
    """The confirmation, in the language that was chosen."""
    t = translator(language)
    return Reply(t("From now on I answer in English here."))
