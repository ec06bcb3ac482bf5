"""Inline mode: "@bot hưng yên papi" in any chat shows answers to choose from."""

from __future__ import annotations

from telegram import Update
from telegram.ext import InlineQueryHandler

from bot import deep_links
from bot.botapi.inline import answer_query
from bot.context import App, Context
from bot.i18n import language_of, translator
from bot.render.cards import in_private


def register(app: App) -> None:
    app.add_handler(InlineQueryHandler(on_query))


async def on_query(update: Update, context: Context) -> None:
    """Answer with cards. They are for everybody who writes the same, unless they are in another language than the
    bot's own or of the home province of whoever asks.
    """
    query = update.inline_query
    if query is None:
        return
    services = context.services
    who = query.from_user
    language = await services.languages.of(who.id, who.language_code)
    chat = await services.chats.get(who.id) if not query.query.strip() else None
    home = chat.home if chat is not None else ""
    own = services.settings.lang
    personal = bool(home) or language != own or language != language_of(who.language_code, own)
    cards = await services.cards.of(query.query, language, context.bot.username, home)
    ask = (in_private(translator(language)), deep_links.HELP)
    await answer_query(query, cards, ask=ask, personal=personal)
