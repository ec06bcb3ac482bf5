"""The wording of what the bot says when it comes into a chat."""

from __future__ import annotations

from bot.i18n import Language, Translator
from bot.presses.chats import SetLanguage
from bot.questions import Question
from bot.render import phrases
from bot.render.language import LABELS
from bot.reply import Button, Reply


def greeting(t: Translator, username: str) -> Reply:
    """The greeting when the bot is added to a group: how to talk to it there, and that it hears nothing else."""
    vietnamese = t.language == "vi"
    province = "Hưng Yên" if vietnamese else "Hung Yen"
    other: Language = "en" if vietnamese else "vi"
    lines = [
        t("Hello. Here I answer only what is said to me:"),
        "• " + t("a command: {example}", example=f"/{'xephang' if vietnamese else 'rank'} {province} PAPI"),
        "• " + t("my name and a question: {example}", example=f"@{username} {province} PAPI 2024"),
        "• " + t("a reply to one of my messages"),
        t(
            "Administrators choose the group's home province ({home}), what it follows ({follow}) and its language "
            "({language}).",
            home="/tinhnha" if vietnamese else "/home",
            follow="/theodoi" if vietnamese else "/follow",
            language="/ngonngu" if vietnamese else "/lang",
        ),
    ]
    return phrases.reply(
        lines, [[Button(t("What can I ask?"), Question("help")), Button(LABELS[other], SetLanguage(other))]]
    )
