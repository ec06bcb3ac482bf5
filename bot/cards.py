"""Answers for chats that the bot is not in: cards to choose from inline, or the one answer of a guest.

A card is the very text of the answer. The only buttons under it open the bot, as a press on any other would lead
nowhere there.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot import deep_links
from bot.answers.model import ChooseAnswer, HelpAnswer, UnknownAnswer
from bot.assistant import Answered, Assistant
from bot.i18n import Language, translator
from bot.pictures import Pictures
from bot.presses.answers import Draw
from bot.questions import Question
from bot.render import cards as wording
from bot.render.related import further, pinned, says_something
from bot.reply import Button, Card

MOST = 50
"""The most cards that Telegram takes at once."""
READINGS = 12
EXAMPLE = "hung-yen"


class Cards:
    """Makes the cards of a text. What they hold depends on the text, the language and the data, never on the person."""

    def __init__(self, assistant: Assistant, pictures: Pictures) -> None:
        self._assistant, self._pictures = assistant, pictures

    async def of(self, text: str, language: Language, username: str, home: str = "") -> tuple[Card, ...]:
        """The cards for what is written behind the bot's name, the nearest first; () where nothing was understood.

        Nothing written gives those of ``home`` or, without one, examples. ``username`` is the bot's.
        """
        if not text.strip():
            questions = [Question("profile", (home,))] if home else await self._examples(language)
            return await self._cards(questions, language, username, beside=bool(home))
        read = replace(self._assistant.read(text), heard="")
        answer = (await self._assistant.answer(read, language)).answer
        if isinstance(answer, ChooseAnswer):
            readings = [question for _, _, question in answer.options[:READINGS]]
            return await self._cards(readings, language, username, beside=False)
        if isinstance(answer, HelpAnswer | UnknownAnswer):
            return ()
        return await self._cards([read], language, username, beside=True)

    async def one(self, text: str, language: Language, username: str) -> Card:
        """The one answer to a text, whatever it is. Where several things may be meant each has a link to its own."""
        read = self._assistant.read(text if text.strip() else "/start")
        answered = await self._assistant.answer(read, language)
        if isinstance(answered.answer, ChooseAnswer):
            t = translator(language)
            options = answered.answer.options[:READINGS]
            links = [(Button(t.pick(vi, en), url=deep_links.link(username, question)),) for vi, en, question in options]
            card = self._card(answered, language, username)
            return replace(card, reply=replace(card.reply, buttons=tuple(links)))
        return self._card(answered, language, username)

    async def _examples(self, language: Language) -> list[Question]:
        """What may be asked, shown by what is answered: a province, the table, who moved, two provinces compared."""
        hello = (await self._assistant.answer(Question("help"), language)).answer
        index = hello.preferred if isinstance(hello, HelpAnswer) else ""
        if not index:
            return []
        return [
            Question("standing", (EXAMPLE,), index),
            Question("table", index=index),
            Question("movers", index=index),
            Question("profile", (EXAMPLE,)),
        ]

    async def _cards(
        self, questions: list[Question], language: Language, username: str, *, beside: bool
    ) -> tuple[Card, ...]:
        """A card for each question and, if asked for, for what is ``beside`` the answer to the first."""
        asked = [await self._assistant.answer(question, language) for question in questions]
        for question in further(asked[0].answer) if beside and asked else []:
            answered = await self._assistant.answer(question, language)
            if says_something(answered.answer):
                asked.append(answered)
        cards: dict[str, Card] = {}
        for answered in asked:
            card = await self._with_picture(answered, self._card(answered, language, username), language)
            cards.setdefault(card.id, card)
        return tuple(cards.values())[:MOST]

    def _card(self, answered: Answered, language: Language, username: str) -> Card:
        t = translator(language)
        answer, reply = answered.answer, answered.reply
        question = pinned(answer)
        link = deep_links.link(username, None if isinstance(answer, HelpAnswer | UnknownAnswer) else question)
        written = "|".join((repr(question), language, self._assistant.version))
        return Card(
            hashlib.sha256(written.encode()).hexdigest()[:32],
            wording.title(answer, reply, t),
            wording.description(answer, reply, t),
            replace(reply, buttons=((Button(t("Open in the bot"), url=link),),)),
        )

    async def _with_picture(self, answered: Answered, card: Card, language: Language) -> Card:
        """A history as its picture, where Telegram has that one already."""
        if answered.answer.question.intent != "history":
            return card
        known = await self._pictures.known(Draw(pinned(answered.answer)), language)
        if known is None:
            return card
        number, picture = known
        return replace(card, id=f"p{card.id[1:]}", photo=number, caption=picture.reply.html)
