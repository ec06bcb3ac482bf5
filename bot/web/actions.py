"""What a person may do on a page that was opened within Telegram: follow what it is of, and make it the home province.

Both mean the person's private chat with the bot, as if they had been said there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.chats.homes import Homes
from bot.chats.languages import Languages
from bot.chats.rate_limit import RateLimit
from bot.chats.subscriptions import Destination, SubscriptionManager
from bot.deep_links import link
from bot.i18n import Translator, language_of, translator
from bot.presses.following import Follow, Unfollow
from bot.render.admission import slow_down
from bot.reply import Reply, plain_text
from bot.web.init_data import InitDataRefused, TelegramPerson, person_of
from data.chats.chats import Chats
from data.store import Store

PRIVATE = "private"
BURST, EVERY = 30, 1.0
"""So many requests of one person at once, and then one in so many seconds: every page begins with one or two."""
Wish = Literal["show", "on", "off"]
WISHES: tuple[Wish, ...] = ("show", "on", "off")


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What came of it: whether it is so now (None: not known), plain words, and where to go on, '' for nowhere."""

    on: bool | None = None
    said: str = ""
    link: str = ""
    status: int = 200

    @property
    def json(self) -> dict[str, object]:
        return {"on": self.on, "said": self.said, "link": self.link}


@dataclass(frozen=True, slots=True)
class BotAccount:
    """The bot as Telegram knows it. ``reaches`` tells whether it may write to a person."""

    token: str
    username: str
    reaches: Callable[[int], Awaitable[bool]]


class Actions:
    """Does what a page asks for. ``now`` has a time zone."""

    def __init__(
        self,
        account: BotAccount,
        store: Store,
        chats: Chats,
        subscriptions: SubscriptionManager,
        homes: Homes,
        languages: Languages,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._account, self._store, self._chats = account, store, chats
        self._subscriptions, self._homes, self._languages, self._now = subscriptions, homes, languages, now
        self._pace = RateLimit(BURST, EVERY)

    async def follow(self, asked: Mapping[str, object]) -> ActionResult:
        """Follow ``province`` and ``index`` ('' for any), stop it, or tell whether it is followed."""
        t = _language(asked)
        who = self._person(asked, t)
        if isinstance(who, ActionResult):
            return who
        person = who.id
        province, index = _text(asked, "province"), _text(asked, "index")
        known = self._store.catalogue
        named = (not province or province in known.provinces) and (not index or index in known.indices)
        if not named or not (province or index):
            return _refused(t, 400)
        place = Destination(person, PRIVATE)
        match asked.get("want"):
            case "on":
                if not await self._may_be_written_to(person):
                    return self._not_started(t)
                # A page may be read in another language than the chat's, in which the alerts come.
                language = await self._languages.of(person, who.language_code)
                await self._chats.upsert(person, now=self._now(), kind=PRIVATE, language=language)
                said = await self._subscriptions.add(place, Follow(province, index), t)
            case "off":
                standing = await self._standing(person, province, index)
                said = await self._subscriptions.remove(place, Unfollow(standing), t) if standing else Reply("")
            case _:
                said = Reply("")
        return ActionResult(bool(await self._standing(person, province, index)), _words(said))

    async def home(self, asked: Mapping[str, object]) -> ActionResult:
        """Make ``province`` the home province, have none, or tell whether it is."""
        t = _language(asked)
        who = self._person(asked, t)
        if isinstance(who, ActionResult):
            return who
        person = who.id
        province = _text(asked, "province")
        if province not in self._store.catalogue.provinces:
            return _refused(t, 400)
        said, now = Reply(""), await self._homes.of(person)
        match asked.get("want"):
            case "on":
                if not await self._may_be_written_to(person):
                    return self._not_started(t)
                said = await self._homes.set(person, PRIVATE, province, t)
            case "off" if now == province:
                said = await self._homes.set(person, PRIVATE, "", t)
            case _:
                return ActionResult(now == province)
        return ActionResult(await self._homes.of(person) == province, _words(said))

    def _person(self, asked: Mapping[str, object], t: Translator) -> TelegramPerson | ActionResult:
        """Who asks; a result where that is not known, or where they ask too fast."""
        now = self._now()
        if asked.get("want") not in WISHES:
            return _refused(t, 400)
        try:
            person = person_of(_text(asked, "initData"), self._account.token, now)
        except InitDataRefused:
            said = t("Telegram does not tell me who you are any more. Close this page and open it again from the chat.")
            return ActionResult(None, plain_text(said), link(self._account.username, None), 403)
        if self._pace.judge(person.id, now, can_tell=False) != "pass":
            return ActionResult(None, plain_text(slow_down(t).html), "", 429)
        return person

    async def _may_be_written_to(self, person: int) -> bool:
        """Whether the person began to talk to the bot and did not block it, which only Telegram knows. A chat that was
        paused goes on.
        """
        reached = await self._account.reaches(person)
        if reached:
            await self._chats.resume(person, self._now())
        return reached

    async def _standing(self, person: int, province: str, index: str) -> int:
        """The number of the subscription to exactly this; 0 for none."""
        followed = await self._subscriptions.of(person)
        return next((one.id for one in followed if (one.province, one.index) == (province, index)), 0)

    def _not_started(self, t: Translator) -> ActionResult:
        said = t("I may not write to you yet: open the chat with me, press Start, then try again here.")
        return ActionResult(False, plain_text(said), link(self._account.username, None))


def _language(asked: Mapping[str, object]) -> Translator:
    return translator(language_of(_text(asked, "language")))


def _text(asked: Mapping[str, object], name: str) -> str:
    value = asked.get(name, "")
    return value if isinstance(value, str) else ""


def _words(reply: Reply) -> str:
    """The first line of a reply, and what is noted below it; how often alerts come stands in the chat."""
    first, _, rest = reply.html.partition("\n")
    notes = [line for line in rest.partition("\n\n")[0].split("\n") if line.startswith("ℹ️")]
    return plain_text("\n".join([first, *notes]))


def _refused(t: Translator, status: int) -> ActionResult:
    return ActionResult(None, plain_text(t("I did not understand what this page asks for.")), "", status)
