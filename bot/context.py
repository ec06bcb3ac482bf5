"""The typed context: what a handler reaches through ``context.services``."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot.botapi.rich_support import RichSupport
from bot.i18n import Translator, translator
from bot.services import Services

BotType = ExtBot[None]


class Context(CallbackContext[BotType, dict[Any, Any], dict[Any, Any], Services]):
    """python-telegram-bot's context, whose ``bot_data`` is our ``Services``."""

    @property
    def services(self) -> Services:
        return self.bot_data

    async def translator(self, update: Update) -> Translator:
        """In the language of the chat the update came from; guessed from its sender where none was set."""
        chat = update.effective_chat
        user = update.effective_user
        code = user.language_code if user is not None else None
        return translator(await self.services.languages.of(chat.id if chat else 0, code))

    async def rich(self, chat_id: int) -> RichSupport | None:
        """Whether a rich message can be sent; None for a chat that does not want any."""
        chat = await self.services.chats.get(chat_id)
        return self.services.rich if chat is not None and chat.tables else None


App = Application[BotType, Context, dict[Any, Any], dict[Any, Any], Services, JobQueue[Context]]
