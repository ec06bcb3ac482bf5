"""Answers in chats that the bot is not in: results of an inline query, and the one answer to a guest message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from telegram import (
    InlineQuery,
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)
from telegram.error import BadRequest

from bot.botapi.keyboard import HTML, inline_keyboard
from bot.botapi.messages import is_late
from bot.reply import Card

CACHED: Final = 300
"""Seconds for which Telegram may give the same answer to the same words without asking."""


async def answer_query(query: InlineQuery, cards: Iterable[Card], *, ask: tuple[str, str], personal: bool) -> None:
    """Answer with cards; where there are none, with a button ``ask``: its label, and what the bot is started with.

    A query that waited too long can no longer be answered. A picture that Telegram does not take becomes its text.
    """
    cards = list(cards)
    label, start = ask
    button = None if cards else InlineQueryResultsButton(label, start_parameter=start)
    without = [replace(card, photo="") for card in cards]
    for shown in (cards, without) if without != cards else (cards,):
        try:
            await query.answer([_result(card) for card in shown], CACHED, personal, button=button)
            return
        except BadRequest as error:
            if is_late(error):
                return
            if shown is without or without == cards:
                raise


async def answer_guest(message: Message, card: Card) -> None:
    """Answer a message of a chat that the bot is not in. One answer is all that Telegram takes, and not for long."""
    try:
        await message.answer_guest_query(_article(card))
    except BadRequest as error:
        if not is_late(error):
            raise


def _result(card: Card) -> InlineQueryResult:
    if not card.photo:
        return _article(card)
    return InlineQueryResultCachedPhoto(
        card.id,
        card.photo,
        title=card.title,
        description=card.description,
        caption=card.caption,
        parse_mode=HTML,
        api_kwargs=_keyboard(card),
    )


def _article(card: Card) -> InlineQueryResult:
    text = InputTextMessageContent(card.reply.html, HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
    return InlineQueryResultArticle(
        card.id, card.title, text, description=card.description or None, api_kwargs=_keyboard(card)
    )


def _keyboard(card: Card) -> dict[str, object] | None:
    rows = inline_keyboard(card.reply.buttons)
    return {"reply_markup": {"inline_keyboard": rows}} if rows else None
