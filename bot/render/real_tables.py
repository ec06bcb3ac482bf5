"""The wording of a chat's choice between real tables and text."""

from __future__ import annotations

from bot.i18n import Translator
from bot.render import phrases
from bot.render.phrases import bold
from bot.reply import Reply


def chosen(t: Translator, *, wanted: bool, unknown: bool) -> Reply:
    """What comes from now on. ``unknown``: the server that the bot talks to does not know real tables."""
    if not wanted:
        return phrases.reply([bold(t("Tables come as text here.")), _how(t)])
    lines = [bold(t("Rankings, criteria and tasks come as real tables here."))]
    if unknown:
        lines.append(t("⚠️ The Telegram server that I use does not know them yet, so for now they still come as text."))
    lines.append(
        t("Telegram Web and older apps may show nothing in their place. If you see no answer, write {command}.",
          command=_command(t, "off"))
    )  # fmt: skip
    return phrases.reply(lines)


def state(t: Translator, *, wanted: bool) -> Reply:
    """How tables come here now, and how to change it."""
    if wanted:
        return phrases.reply([t("Tables come as real tables here. As text: {command}", command=_command(t, "off"))])
    return phrases.reply([t("Tables come as text here."), _how(t)])


def _how(t: Translator) -> str:
    return t("As real tables: {command}", command=_command(t, "on"))


def _command(t: Translator, wish: str) -> str:
    return f"/bang {wish}" if t.language == "vi" else f"/tables {wish}"
