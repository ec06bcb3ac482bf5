"""A person's conversation about a plan, free of Telegram: the file that they sent, or a document that they want to take
back. What is missing is asked, every doubt is settled, and the last button does it once, for that person, within the
hour.

Whether they may is asked at every step by person: who is no editor any more gets nothing further. Any worker goes on
with any file, also after a restart: all that is known of it is in the database.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from hashlib import sha256

from bot.assistant import Assistant
from bot.i18n import Translator
from bot.importing.draft import FileRefused
from bot.importing.files import outline_file
from bot.importing.outline import FileOutline
from bot.presses.plans import BringPlan
from bot.publishing.conversation import PRESS_ID, TRIES, ReceivedFile
from bot.publishing.details import is_cancel
from bot.publishing.plans import PlanPublisher
from bot.publishing.request import LONGEST_TEXT
from bot.render import bringing as wording
from bot.render import conversation as usual
from bot.render.plan_questions import no_answer
from bot.reply import Reply
from bot.roles.permissions import Permissions
from bot.tasks.bringing.answers import PlanAnswers
from bot.tasks.bringing.plan_file import PlanFile, Wish
from bot.tasks.bringing.plan_files import PlanFiles
from bot.tasks.bringing.presses import PlanPresses, Taken, pressed
from bot.tasks.bringing.progress import PlanProgress
from data.releases.open_files import FileOvertaken, OpenFiles
from data.releases.plans import PlanStatus
from data.roles.roles import Roles
from data.store import Store

KNOWN_SECONDS = 2.0
"""How long it is taken for true who has a role: only to know whose words are to be looked at more closely."""


class PlanConversation:
    """The plans that people bring, correct, withdraw and reinstate in their private chats with the bot."""

    def __init__(
        self,
        publisher: PlanPublisher,
        files: OpenFiles,
        store: Store,
        assistant: Assistant,
        permissions: Permissions,
        roles: Roles,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._store = store
        self._now = now
        self._permissions = permissions
        self._roles = roles
        self._files = PlanFiles(files, store, now)
        self._answers = PlanAnswers(store, assistant, now)
        self._progress = PlanProgress(publisher, self._files, self._answers, permissions)
        self._presses = PlanPresses(publisher, self._files, self._answers, self._progress, permissions)
        self._newest: dict[int, PlanFile] = {}
        self._people: set[int] = set()
        self._read = 0.0

    async def look(self, person: int) -> None:
        """Read which plan a person is being asked about, for ``awaits``."""
        found = await self._files.newest(person) if await self._has_role(person) else None
        if found is None:
            self._newest.pop(person, None)
        else:
            self._newest[person] = found

    def awaits(self, person: int, text: str, message: int = 0) -> bool:
        """Whether a text of a person's, in the message of that number, is meant for the plan that ``look`` found."""
        file = self._newest.get(person)
        if file is None:
            return False
        if is_cancel(text) or file.last == _written(message):
            return True
        return not text.startswith("/") and file.step not in ("", "kind")

    def knows(self, person: int) -> bool:
        """Whether this worker has seen that a person has a role, or had one when they began."""
        return person in self._people

    async def welcome(self, person: int) -> bool:
        """Whether files of a person's are read at all."""
        welcome = await self._permissions.anywhere("bring", person)
        if welcome:
            self._people.add(person)
        return welcome

    async def receive(self, person: int, received: ReceivedFile, t: Translator) -> list[Reply] | None:
        """A file has come, perhaps not for the first time. None where it is an administrator's table of figures: that
        is no plan.
        """
        id = sha256(f"{person} {received.message}".encode()).hexdigest()[:PRESS_ID]
        standing, _ = await self._files.find(id)
        if standing is not None:
            return await self._progress.again(standing, t)
        caption, name = _whole(received.caption), _whole(received.name)[-80:] or "?"
        administers = self._permissions.administers(person)
        try:
            outline = await outline_file(name, received.data, self._store.catalogue)
        except FileRefused as refused:
            # What cannot be read at all is asked about as a table of figures always was, and refused then.
            return None if administers else [wording.unreadable(t, refused.problem)]
        named = self._answers.names_index(f"{caption} {name}")
        if administers and (outline.is_ranking or (named and not outline.tasks)):
            return None
        if not administers and not (outline.tasks or outline.is_plan):
            return [wording.only_plans(t)]
        plain = outline.is_plan or not administers
        file = PlanFile(
            id=id, person=person, opened=self._now(), name=name, wish="bring" if plain else "",
            message=received.message, caption=caption,
        )  # fmt: skip
        return await self._begin(file, outline, received.data, t)

    async def _begin(self, file: PlanFile, outline: FileOutline, data: bytes, t: Translator) -> list[Reply]:
        administers = self._permissions.administers(file.person)
        theirs = () if administers else await self._permissions.provinces("bring", file.person)
        self._answers.take_head(file, outline, theirs)
        if not await self._files.put(file, data):
            standing, _ = await self._files.find(file.id)
            return await self._progress.again(standing, t) if standing is not None else []
        return await self._progress.go_on(file, t)

    async def text(self, person: int, text: str, message: int, t: Translator) -> list[Reply]:
        """A person answered in words, in the message of that number, perhaps not for the first time."""
        said = " ".join(_whole(text).split())
        for _ in range(TRIES - 1):
            try:
                return await self._text(person, said, message, t)
            except FileOvertaken:
                continue
        return await self._text(person, said, message, t)

    async def _text(self, person: int, said: str, message: int, t: Translator) -> list[Reply]:
        file = await self._files.newest(person)
        if file is None:
            return [usual.not_understood(t)]
        if file.last == _written(message):
            return await self._progress.again(file, t)
        if is_cancel(said):
            await self._files.drop(file)
            return [usual.cancelled(t)]
        if not await self._presses.allowed(file):
            await self._files.drop(file)
            return [wording.role_ended(t)]
        if len(said) > LONGEST_TEXT:
            return [usual.too_long(t, len(said), LONGEST_TEXT)]
        if not self._answers.put(file, file.step, said):
            return [no_answer(t, file.step) or usual.not_understood(t)]
        if not await self._presses.allowed(file):
            return [wording.no_province(t)]
        file.last = _written(message)
        return await self._progress.go_on(file, t)

    async def refused(self, person: int, press: BringPlan, t: Translator) -> Reply | None:
        """Why a press does nothing; None for one that ``press`` takes. To be shown as a pop-up."""
        return await self._presses.refused(person, press, t)

    async def press(self, person: int, press: BringPlan, t: Translator) -> Taken:
        """What comes of a press that is not ``refused``."""
        return await self._presses.take(person, press, t)

    async def take_back(self, person: int, wish: Wish, about: PlanStatus, t: Translator) -> list[Reply]:
        """A person wants to withdraw a plan, or to reinstate it: asked why, or whether."""
        now, plan = self._now(), about.plan
        id = sha256(f"{person} {wish} {plan.id} {now.isoformat()}".encode()).hexdigest()[:PRESS_ID]
        file = PlanFile(
            id=id, person=person, opened=now, name=plan.called, wish=wish, plan=plan.id, province=plan.province
        )
        file.last = pressed(wish, plan.id)
        await self._files.put(file, b"")
        return await self._progress.go_on(file, t)

    async def _has_role(self, person: int) -> bool:
        """Whether a person has a role; or had one, for they are told that it ended."""
        if self._permissions.administers(person) or person in self._people:
            return True
        moment = time.monotonic()
        if not self._read or moment - self._read > KNOWN_SECONDS:
            self._read = moment
            people = (role.person for role in await self._roles.standing())
            self._people.update(one for one in people if one is not None)
        return person in self._people

    def forget(self, person: int) -> None:
        """Hold nothing of a person in memory."""
        self._newest.pop(person, None)
        self._people.discard(person)


def _written(message: int) -> str:
    """How it is noted that the text of a message was the last answer."""
    return f"message {message}"


def _whole(text: str) -> str:
    """A text without halves of surrogate pairs, which cannot be kept."""
    return text.encode(errors="replace").decode()
