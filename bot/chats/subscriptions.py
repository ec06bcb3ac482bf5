"""Following, free of Telegram: what is asked for becomes subscriptions, and the reply that says what was agreed.

Who may change a chat's subscriptions is decided before, in the handlers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.assistant import Assistant
from bot.i18n import Translator
from bot.presses.following import Follow, Unfollow
from bot.questions import Question, follow_request
from bot.questions.follow_request import FollowRequest, Unclear, Wish
from bot.render import following, phrases, quiet_hours
from bot.render import subscriptions as wording
from bot.reply import Reply
from data.alerts.model import FollowOptions, Subscription, TaskSubscription
from data.chats.chats import Chats
from data.chats.subscriptions import Subscriptions, Unfollowed
from data.chats.task_subscriptions import TaskSubscriptions
from data.model.chats import Chat
from data.store import Store

MOST = 100
"""Subscriptions of one chat; whoever wants more follows a whole index."""

Channels = Sequence[tuple[int, str]]
"""Channels (id, title) that the person who asks may manage."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where alerts go: a chat, and in a forum the topic. ``channel``: it is a channel managed from elsewhere."""

    chat: int
    kind: str
    thread: int | None = None
    title: str = ""
    channel: bool = False

    @property
    def id(self) -> int:
        """For callback data: the channel, 0 for the chat itself."""
        return self.chat if self.channel else 0


class SubscriptionManager:
    """Changes what chats follow, and says so. ``now`` has a time zone."""

    def __init__(
        self,
        assistant: Assistant,
        store: Store,
        subscriptions: Subscriptions,
        chats: Chats,
        now: Callable[[], dt.datetime],
        tasks: TaskSubscriptions,
    ) -> None:
        self._assistant = assistant
        self._store = store
        self._subscriptions = subscriptions
        self._tasks = tasks
        self._chats = chats
        self._now = now

    async def of(self, chat: int) -> tuple[Subscription, ...]:
        """What a chat follows, in the order it began to."""
        return await self._subscriptions.of(chat)

    async def follow(
        self,
        place: Destination,
        request: FollowRequest,
        t: Translator,
        channels: Channels = (),
        said: Question | None = None,
    ) -> Reply:
        """ "/follow …" in any words; asks when it is not clear what is meant. ``said`` is what the names mean, where
        that was read before.
        """
        wish = self._wish(request, said)
        if isinstance(wish, Unclear):
            return wording.unclear(t, self._store.catalogue, wish, place.id, home=await self._home(place))
        return await self._add(place, wish, t, channels)

    async def _home(self, place: Destination) -> str:
        """The chat's home province, or what it is in now, unless that is followed as a whole already; '' for none."""
        known = await self._chats.get(place.chat)
        province = self._store.catalogue.provinces.get(known.home) if known is not None else None
        if province is None:
            return ""
        followed = any(one.province in ("", province.today) and not one.index for one in await self._of(place))
        return "" if followed else province.today

    async def add(self, place: Destination, action: Follow, t: Translator, channels: Channels = ()) -> Reply:
        """The same by a button; a button of something that is no longer in the catalogue asks again."""
        catalogue = self._store.catalogue
        if (action.province and action.province not in catalogue.provinces) or (
            action.index and action.index not in catalogue.indices
        ):
            return wording.unclear(t, catalogue, Unclear(""), place.id)
        provinces = (action.province,) if action.province else ()
        return await self._add(place, Wish(provinces, action.index, action.min_move, action.corrections), t, channels)

    async def unfollow(
        self, place: Destination, request: FollowRequest, t: Translator, said: Question | None = None
    ) -> Reply:
        """ "/unfollow …": what is named, everything, or the list to choose from."""
        if not request.names and said is None:
            return await self.listing(place, t)
        if follow_request.all_named(request.names):
            return await self._remove_all(place, t)
        wish = self._wish(request, said)
        if isinstance(wish, Unclear):
            return wording.unclear(t, self._store.catalogue, wish, place.id, removing=True)

        def meant(one: Subscription) -> bool:
            return (not wish.provinces or one.province in wish.provinces) and wish.index in ("", one.index)

        done = await self._subscriptions.unfollow(place.chat, meant)
        if not done.gone:
            return wording.unclear(t, self._store.catalogue, Unclear(""), place.id, removing=True)
        return self._removed(place, t, done)

    async def remove(self, place: Destination, action: Unfollow, t: Translator) -> Reply:
        """A press on ✖, or on "Stop all"."""
        if not action.subscription:
            return await self._remove_all(place, t)
        return await self._remove(place, t, lambda one: one.id == action.subscription)

    async def stop(self, place: Destination, index: str, t: Translator, channels: Channels = ()) -> Reply:
        """The button under an alert: what brought it is removed if it is one thing, else shown to choose from."""
        standing = await self._of(place)
        brought = [one for one in standing if one.index in ("", index)]
        if len(brought) == 1 or not standing:
            return await self._remove(place, t, lambda one: one in brought)
        return await self.listing(place, t, channels)

    async def listing(self, place: Destination, t: Translator, channels: Channels = ()) -> Reply:
        hours = await self._chats.quiet(place.chat)
        return following.listing(
            t,
            self._store.catalogue,
            await self._of(place),
            hours,
            await self._tasks.of(place.chat),
            where_of(place, () if place.channel else channels),
        )

    async def quiet(self, place: Destination, text: str, t: Translator) -> Reply:
        """ "/quiet 21-7", "/quiet off"; anything else shows the present hours and how to change them."""
        wanted = follow_request.hours(text)
        if wanted is None:
            return quiet_hours.quiet(t, await self._chats.quiet(place.chat), changed=False)
        return await self.set_quiet(place, None if wanted == "off" else wanted, t)

    async def set_quiet(self, place: Destination, hours: tuple[int, int] | None, t: Translator) -> Reply:
        await self._chats.set_quiet(place.chat, hours, now=self._now(), kind=place.kind)
        return quiet_hours.quiet(t, hours, changed=True)

    def _wish(self, request: FollowRequest, said: Question | None) -> Wish | Unclear:
        if said is not None:
            return follow_request.wish(said, request.options, self._store.catalogue)
        if follow_request.all_named(request.names):
            return request.options
        if not request.names:
            return Unclear("")
        # The reader of /rank knows every way of naming provinces and indices, and asks where one is not clear.
        question = self._assistant.read(f"/rank {request.names}")
        return follow_request.wish(question, request.options, self._store.catalogue)

    async def _add(self, place: Destination, wish: Wish, t: Translator, channels: Channels) -> Reply:
        done = await self._subscriptions.follow(
            Chat(place.chat, place.kind, t.language),
            wish.provinces or ("",),
            wish.index,
            options=FollowOptions(
                thread=place.thread,
                min_move=wish.min_move if wish.provinces else 0,
                corrections=wish.corrections is not False,
            ),
            now=self._now(),
            most=MOST,
        )
        if done is None:
            return phrases.reply([t("That is too much to follow one by one; follow a whole index instead.")])
        return wording.followed(
            t,
            self._store.catalogue,
            replace(wish, corrections=wish.corrections is not False),
            done.subscriptions,
            known=done.known,
            hours=done.quiet,
            where=where_of(place, channels),
        )

    async def _remove(
        self, place: Destination, t: Translator, which: Callable[[Subscription], bool] = lambda one: True
    ) -> Reply:
        return self._removed(place, t, await self._subscriptions.unfollow(place.chat, which))

    async def _remove_all(self, place: Destination, t: Translator) -> Reply:
        """Everything that is followed, tasks as well."""
        tasks = await self._tasks.unfollow(place.chat)
        return self._removed(place, t, await self._subscriptions.unfollow(place.chat), tasks.gone)

    def _removed(
        self,
        place: Destination,
        t: Translator,
        done: Unfollowed[Subscription],
        tasks: Sequence[TaskSubscription] = (),
    ) -> Reply:
        return following.removed(t, self._store.catalogue, done.gone, tasks, left=done.left, channel=place.id)

    async def _of(self, place: Destination) -> tuple[Subscription, ...]:
        return await self.of(place.chat)


def where_of(place: Destination, channels: Channels) -> wording.Where:
    """Where alerts go, as the wording says it, and where else the person may have them sent."""
    return wording.Where(place.id, place.title if place.channel else "", tuple(channels))
