"""Following tasks, free of Telegram: what is asked for becomes subscriptions, and the reply that says what was agreed.

Who may change a chat's subscriptions is decided before, in the handlers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from bot.assistant import Assistant
from bot.chats.subscriptions import MOST, Channels, Destination, SubscriptionManager, where_of
from bot.i18n import Html, Translator
from bot.presses.following import FollowTasks, StopTasks, UnfollowTasks
from bot.questions import Question, complete
from bot.render import phrases
from bot.render import task_subscriptions as wording
from bot.render.following import removed
from bot.render.phrases import name
from bot.reply import Reply
from data.alerts.model import TaskSubscription
from data.chats.chats import Chats
from data.chats.task_subscriptions import TaskSubscriptions
from data.model.chats import Chat
from data.model.tasks import TaskScope
from data.store import Store


class TaskFollowing:
    """Changes which tasks chats follow, and says so; what else they follow is with ``subscriptions``."""

    def __init__(
        self,
        assistant: Assistant,
        store: Store,
        tasks: TaskSubscriptions,
        chats: Chats,
        subscriptions: SubscriptionManager,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._assistant = assistant
        self._store = store
        self._tasks = tasks
        self._chats = chats
        self._subscriptions = subscriptions
        self._now = now

    async def of(self, chat: int) -> tuple[TaskSubscription, ...]:
        """Which tasks a chat follows, in the order in which it began to."""
        return await self._tasks.of(chat)

    async def follow(self, place: Destination, names: str, t: Translator, channels: Channels = ()) -> Reply:
        """What "theo dõi nhiệm vụ …" names; asks where it is not clear whose tasks are meant."""
        home = await self._home(place)
        question = self._read(names, home)
        scopes = self._scopes(question)
        catalogue = self._store.catalogue
        agencies = self._assistant.near_agencies(names) if question.agency is None and not question.document else ()
        unheard = question.agency_said or (question.heard if scopes and question.intent == "tasks" else "")
        if unheard or (agencies and scopes):
            wider = [replace(scope, agency="") for scope in scopes]
            near = [replace(one, agency=id) for one in wider for id in agencies]
            unheard = unheard or names
            return wording.unknown_agency(t, unheard, catalogue, near, wider, place.id)
        if not scopes:
            offered = self._choices(question) or ([TaskScope(home)] if home else [])
            heard = question.heard if question.intent == "unknown" else ""
            return wording.whose(t, catalogue, offered, heard, place.id)
        return await self._add(place, scopes, t, channels, self._notes(question, t))

    async def add(self, place: Destination, press: FollowTasks, t: Translator, channels: Channels = ()) -> Reply:
        """The same by a button; one of something that is no longer in the catalogue asks again."""
        catalogue = self._store.catalogue
        known = press.province in catalogue.provinces and press.agency in ("", *catalogue.agencies)
        if not known or press.index not in ("", *catalogue.indices):
            return wording.whose(t, catalogue, (), "", place.id)
        scope = TaskScope(self._now_called(press.province), press.agency, press.index)
        return await self._add(place, [scope], t, channels, [])

    async def unfollow(self, place: Destination, names: str, t: Translator, channels: Channels = ()) -> Reply:
        """What is named; the list to choose from where nothing is."""
        if not names:
            return await self._subscriptions.listing(place, t, channels)
        scopes = self._scopes(self._read(names, ""))

        def meant(one: TaskSubscription) -> bool:
            return any(
                scope.province == one.province and scope.agency in ("", one.agency) and scope.index in ("", one.index)
                for scope in scopes
            )

        done = await self._tasks.unfollow(place.chat, meant)
        if not done.gone:
            return wording.not_followed(t)
        return removed(t, self._store.catalogue, (), done.gone, left=done.left, channel=place.id)

    async def remove(self, place: Destination, press: UnfollowTasks, t: Translator) -> Reply:
        """A press on ✖."""
        done = await self._tasks.unfollow(place.chat, lambda one: one.id == press.subscription)
        return removed(t, self._store.catalogue, (), done.gone, left=done.left, channel=place.id)

    async def stop(self, place: Destination, press: StopTasks, t: Translator, channels: Channels = ()) -> Reply:
        """The button under a message about tasks: what brought it is removed or, if that is several things, shown to
        choose from.
        """
        brought = {one.id for one in await self.of(place.chat) if press.province in ("", one.province)}
        if len(brought) > 1:
            return await self._subscriptions.listing(place, t, channels)
        done = await self._tasks.unfollow(place.chat, lambda one: one.id in brought)
        return removed(t, self._store.catalogue, (), done.gone, left=done.left, channel=place.id)

    def _read(self, names: str, home: str) -> Question:
        """What is named, as ``/tasks`` reads it; of several provinces, which it would ask about, all."""
        if not names:
            return Question("tasks", provinces=(home,)) if home else Question("tasks")
        question = self._assistant.read(f"/tasks {names}", None, home)
        several = self._assistant.read(f"/rank {names}").provinces
        offered = {one.id for one in question.choices if one.kind == "province"}
        if question.then is not None and len(several) > 1 and offered == set(several):
            return replace(question.then, provinces=several)
        return question

    def _scopes(self, question: Question) -> list[TaskScope]:
        """Whose tasks a question asks for; [] where that is not clear, or nobody's are named."""
        if question.intent not in ("tasks", "follow"):
            return []
        named = question.provinces
        document = self._store.catalogue.documents.get(question.document or "")
        if document is not None and document.province:
            named = (document.province,)
        if question.region:
            named = tuple(one.id for one in self._store.catalogue.of_today(question.region))
        provinces = dict.fromkeys(self._now_called(slug) for slug in named)
        return [TaskScope(slug, question.agency or "", question.index or "") for slug in provinces]

    def _choices(self, question: Question) -> list[TaskScope]:
        found = [self._scopes(complete(question, one)) for one in question.choices] if question.then else []
        if question.intent == "unknown":
            found = [[TaskScope(self._now_called(one.id))] for one in question.choices if one.kind == "province"]
        return list(dict.fromkeys(scope for scopes in found for scope in scopes))

    def _now_called(self, slug: str) -> str:
        """The province or, of one that ended, the one that it is a part of now."""
        return self._store.catalogue.provinces[slug].today

    def _notes(self, question: Question, t: Translator) -> list[Html]:
        notes: list[Html] = []
        provinces = self._store.catalogue.provinces
        for slug in () if question.region else question.provinces:
            if (now := self._now_called(slug)) != slug:
                values = {"province": name(t, provinces[slug]), "successor": name(t, provinces[now])}
                notes.append(t("ℹ️ {province} merged into {successor} on 1 July 2025, so you now follow the tasks of "
                               "{successor}.", **values))  # fmt: skip
        if question.indicator:
            notes.append(t("ℹ️ You are told of the tasks for the whole index, not of one criterion."))
        if question.document:
            notes.append(t("ℹ️ You are told of all plans of the province, not of one alone."))
        if question.heard:
            notes.append(t("⚠️ Not taken into account: “{heard}”", heard=question.heard))
        return notes

    async def _home(self, place: Destination) -> str:
        known = await self._chats.get(place.chat)
        return self._now_called(known.home) if known and known.home in self._store.catalogue.provinces else ""

    async def _add(
        self, place: Destination, scopes: list[TaskScope], t: Translator, channels: Channels, notes: list[Html]
    ) -> Reply:
        chat = Chat(place.chat, place.kind, t.language)
        done = await self._tasks.follow(chat, scopes, now=self._now(), thread=place.thread, most=MOST)
        if done is None:
            return phrases.reply([t("That is too much to follow one by one; stop following something first: "
                                    "/following")])  # fmt: skip
        return wording.followed(
            t,
            self._store.catalogue,
            done.subscriptions,
            notes,
            known=done.known,
            hours=done.quiet,
            where=where_of(place, channels),
        )
