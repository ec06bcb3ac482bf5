"""Questions and their answers: text -> question -> answer -> reply, each remembered while the data stays the same.

On the day a ranking is announced everyone asks the same few hundred questions, so a reply is kept by (question,
language) until the data's version changes; the database is read only the first time.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from bot.answers import Answer, Answerer
from bot.answers.model import LANGUAGE_ASKED
from bot.answers.viewing import Viewing
from bot.charts.buttons import with_pictures
from bot.i18n import Language, Translator, translator
from bot.journal import understood
from bot.names import Gazetteer
from bot.questions import Question, Reader, picture_request
from bot.questions.reasoning import Reasoning
from bot.questions.shown import Shown
from bot.render import render
from bot.render.exports import with_file
from bot.render.feedback import WITH_FIGURES, with_wrong
from bot.render.home import with_home
from bot.render.pages import PageOf, with_page
from bot.render.rows import arranged
from bot.render.sharing import with_sharing
from bot.render.task_buttons import with_own_tasks
from bot.reply import Reply
from data.lexicon import shipped
from data.model.indices import Index, Indicator
from data.model.names import Name
from data.store import Store

LONGEST = 4096
"""How many characters of a message are read; Telegram sends no more."""
REPLIES = 4096
TEXTS = 4096
NOTHING: frozenset[str] = frozenset()
SHORT = 200
"""Only texts up to this length are remembered: longer ones are hardly ever asked twice."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with its reply, for callers that want both."""

    answer: Answer
    reply: Reply


class Assistant:
    """Answers questions in a language. It is safe to call concurrently from one event loop.

    ``today`` gives the day in Vietnam, on which "last year" depends; ``page`` the public pages, if there are any.
    """

    def __init__(self, store: Store, today: Callable[[], dt.date], page: PageOf | None = None) -> None:
        self._store = store
        self._today = today
        self._page = page
        self._answerer = Answerer(store)
        self._reader = _reader(store)
        self._replies: OrderedDict[tuple[Question, Language, Viewing | None], Answered] = OrderedDict()
        self._texts: OrderedDict[tuple[str, dt.date, str], Question] = OrderedDict()
        self._version = store.catalogue.data_version

    def read(self, text: str, last: Question | Shown | None = None, home: str = "") -> Question:
        """What a text asks. Never raises. ``last``, what the same person asked or was shown before in the same chat,
        completes a text that means nothing by itself ("năm 2021", "còn Thái Bình?"). ``home`` is the province that is
        meant where one is needed and none named; '' for none.
        """
        self._renew()
        key = (text, self._today(), home)
        mapped = self._of_a_map(text)
        if mapped is not None:
            return mapped
        if last is not None:
            return self._reader.read(_whole(text), today=key[1], last=last, home=home)
        found = self._texts.get(key)
        if found is not None:
            return found
        question = self._reader.read(_whole(text), today=key[1], home=home)
        if len(text) <= SHORT:
            self._texts[key] = question
            if len(self._texts) > TEXTS:
                self._texts.popitem(last=False)
        return question

    def _of_a_map(self, text: str) -> Question | None:
        """The table that a text wants to see on a map ("bản đồ PAPI 2024"); None for any other text. Where no picture
        can be shown it is answered in words.
        """
        request = None if text.startswith("/") else picture_request.asked(text)
        if request is None or request.chart != "map" or not request.names:
            return None
        question = self._reader.read(_whole(f"/map {request.names}"), today=self._today())
        return question if question.intent == "table" and not question.heard else None

    @property
    def gazetteer(self) -> Gazetteer:
        """The names that the data know now."""
        self._renew()
        return self._reader.gazetteer

    @property
    def version(self) -> str:
        """The version of the data, of which all that is remembered is."""
        self._renew()
        return self._version

    def explain(self, text: str) -> Reasoning:
        """How a text is understood, for whoever extends the lexicons."""
        self._renew()
        return self._reader.explain(_whole(text), today=self._today())

    def names_nothing(self, text: str) -> bool:
        """Whether a text names no province, index or region, and says nothing else that counts ("mới", "tỉnh này")."""
        self._renew()
        return self._reader.names_nothing(_whole(text), today=self._today())

    def says_mine(self, text: str) -> bool:
        """Whether a text points at the province of whoever writes it: "tỉnh tôi", "our province"."""
        self._renew()
        return "mine" in self._reader.heard(_whole(text), today=self._today()).asks

    async def answer(self, question: Question, language: Language, sees: frozenset[str] = NOTHING) -> Answered:
        """The answer and its reply, from memory if it was asked before.

        Whoever asks whether a language is spoken is answered in it. ``sees`` are the provinces whose reports on tasks
        the reader may read although they are not public; what is kept is kept for those who see the same.
        """
        self._renew()
        understood(question.intent)
        if question.home:
            return await self._of_home(question, language, sees)
        if question.intent == "help":
            language = LANGUAGE_ASKED.get(question.topic, language)
        viewing, key = Viewing(self._today(), sees), (question, language, cast(Viewing | None, None))
        if question.intent == "tasks":
            viewing = replace(viewing, reports=await self._store.version_of_reports())
            key = (question, language, viewing)
        found = self._replies.get(key)
        if found is not None:
            self._replies.move_to_end(key)
            return _as_asked(found, question)
        version = self._version
        answer = await self._answerer.answer(question, viewing)
        t = translator(language)
        worded = render(answer, t)
        if sees and question.intent == "tasks":
            worded = with_own_tasks(worded, t)
        answered = Answered(answer, self._with_buttons(worded, answer, t))
        if version == self._version:
            self._replies[key] = answered
            if len(self._replies) > REPLIES:
                self._replies.popitem(last=False)
        return answered

    def _with_buttons(self, reply: Reply, answer: Answer, t: Translator) -> Reply:
        """The reply with what goes with many kinds of answer: pictures, a file, sharing, its page, what is wrong."""
        reply = with_sharing(with_file(with_pictures(reply, answer, t), answer, t), answer, t, self.read)
        reply = with_wrong(with_page(reply, answer, t, self._page), answer, t)
        return arranged(reply) if isinstance(answer, WITH_FIGURES) else reply

    async def _of_home(self, question: Question, language: Language, sees: frozenset[str]) -> Answered:
        """The same answer as where the home province is named, and that it is the one that was meant."""
        plain = await self.answer(replace(question, home=False), language, sees)
        asked = plain.answer.question.then or plain.answer.question
        if not asked.provinces:
            return plain
        home = self._store.catalogue.provinces[asked.provinces[0]]
        return Answered(plain.answer, with_home(plain.reply, home, translator(language)))

    async def reply(self, question: Question, language: Language, sees: frozenset[str] = NOTHING) -> Reply:
        return (await self.answer(question, language, sees)).reply

    def _renew(self) -> None:
        """Forget everything if the data has changed."""
        version = self._store.catalogue.data_version
        if version != self._version:
            self._version = version
            self._reader = _reader(self._store)
            self._replies.clear()
            self._texts.clear()


def _as_asked(found: Answered, question: Question) -> Answered:
    """The answer kept, remembered as asked for in these words: by an evil or not, which makes no other answer."""
    kept = found.answer.question
    if kept.evil == question.evil:
        return found
    return replace(found, answer=replace(found.answer, question=replace(kept, evil=question.evil)))


def _whole(text: str) -> str:
    """As much of a text as is read, without halves of surrogate pairs, which cannot be sent back."""
    return text[:LONGEST].encode(errors="replace").decode()


def _reader(store: Store) -> Reader:
    catalogue = store.catalogue
    indicators = tuple(row for rows in catalogue.indicators.values() for row in rows)
    reader = _reader_of(catalogue.names, tuple(catalogue.indices.values()), indicators)
    return reader.knowing(catalogue.documents.values())


@lru_cache(maxsize=2)
def _reader_of(
    names: tuple[Name, ...],
    indices: tuple[Index, ...],
    indicators: tuple[Indicator, ...],
) -> Reader:
    """The reader of these names. It takes long to make and nearly every new release leaves the names as they were."""
    return Reader(Gazetteer(names), shipped(), indices, indicators)
