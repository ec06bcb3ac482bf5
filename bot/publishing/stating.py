"""Sentences that state figures: "SIPAS 2024 của Vĩnh Long đạt 85,12%, xếp thứ 23/63, theo …" of an operator or of an
editor of that province. What they state goes the way of a file: what is missing is asked, then comes the preview.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from bot.assistant import Assistant
from bot.clock import day_in_vietnam
from bot.i18n import Translator
from bot.importing.facts.sentence import LONGEST_STATEMENT, Statement, StatementReader
from bot.importing.facts.stated_tables import stated_tables
from bot.names.normalize import fold_in_place
from bot.publishing.conversation import OperatorConversation
from bot.render import statements as wording
from bot.reply import Reply
from bot.roles.permissions import Permissions
from data.store import Store

PLAUSIBLE = re.compile(r"\d[.,]\d|(?:theo |nguon|source|according|https?:)")
"""Without one of these, in small letters without accents, nothing is stated: most questions are told by this alone."""
READ = 64
"""Sentences whose reading is kept: a message is read once to know whether it states anything, and once to take it."""


class Stating:
    """Takes statements of those who may make them."""

    def __init__(
        self,
        store: Store,
        assistant: Assistant,
        permissions: Permissions,
        conversation: OperatorConversation,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._store = store
        self._assistant = assistant
        self._permissions = permissions
        self._conversation = conversation
        self._now = now
        self._people: set[int] = set()
        self._remembered = lru_cache(maxsize=READ)(self._read)

    async def look(self, person: int, text: str) -> None:
        """Read whether a person may state figures at all, where a text does; for ``awaits``."""
        if not self.states(text):
            return
        if await self._permissions.anywhere("state", person):
            self._people.add(person)
        else:
            self._people.discard(person)

    def knows(self, person: int) -> bool:
        """Whether this worker has seen that a person may state figures, or might."""
        return person in self._people

    def awaits(self, person: int, text: str) -> bool:
        """Whether a text of a person whom ``look`` found states figures: of anybody else it is a question."""
        return person in self._people and self.states(text)

    def states(self, text: str) -> bool:
        """Whether a text states figures, rather than asking for them."""
        if not PLAUSIBLE.search(fold_in_place(text[:LONGEST_STATEMENT])):
            return False
        statement = self._statement(text)
        return statement is not None and statement.plain

    def forget(self, person: int) -> None:
        """Hold nothing of a person in memory."""
        self._people.discard(person)

    async def receive(self, person: int, message: int, text: str, t: Translator) -> list[Reply]:
        """Take what a person states in the message of that number; nothing of a text that states nothing."""
        statement = self._statement(text)
        if statement is None:
            return []
        replies = [wording.left_aside(t, statement.aside)] if statement.aside else []
        if statement.problems:
            return [*replies, wording.not_taken(statement.problems, t)]
        provinces = tuple(dict.fromkeys(fact.province for fact in statement.facts))
        if not await self._may(person, provinces):
            known = self._store.catalogue.provinces
            own = await self._permissions.provinces("state", person)
            return [wording.not_of_theirs(t, [known[id] for id in own if id in known])]
        for table in stated_tables(statement, self._store.catalogue):
            replies += await self._conversation.state(person, message, table, statement.text, provinces, t)
        return replies

    async def goes_on(self, person: int, file: str) -> bool:
        """Whether a person who is no operator may go on with an open file: it is what they stated themselves, of
        provinces whose editor they still are. '' is the file that they are asked about.
        """
        provinces = await self._conversation.stated_of(person, file)
        return bool(provinces) and await self._may(person, provinces)

    async def _may(self, person: int, provinces: tuple[str, ...]) -> bool:
        now = {self._store.catalogue.provinces[id].today for id in provinces}
        return all([await self._permissions.may("state", person, id) for id in sorted(now)])

    def _statement(self, text: str) -> Statement | None:
        return self._remembered(text, day_in_vietnam(self._now()), self._assistant.version)

    def _read(self, text: str, today: dt.date, version: str) -> Statement | None:
        return StatementReader(self._store.catalogue, self._assistant.gazetteer, today).read(text)
