"""/plans: what the editors of a province do with its documents: see them, withdraw, reinstate, set reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from bot.assistant import Assistant
from bot.i18n import Translator
from bot.presses.plans import ManagePlan
from bot.publishing.plans import PlanPublisher
from bot.render import bringing
from bot.render import plan_desk as wording
from bot.reply import Reply
from bot.roles.permissions import Permissions
from bot.roles.rights import Action
from bot.tasks.bringing.conversation import PlanConversation
from data.errors import PlanRefused
from data.releases.plans import PlanStatus
from data.store import Store
from data.tasks.settings import DocumentSettings, SettingsOfDocuments

ACTIONS: dict[str, Action] = {
    "list": "bring", "see": "bring", "withdraw": "withdraw", "reinstate": "withdraw", "set": "set",
}  # fmt: skip


class PlanDesk:
    """Answers /plans and the buttons under it. Whether the person may is asked at each of them."""

    def __init__(
        self,
        store: Store,
        assistant: Assistant,
        publisher: PlanPublisher,
        conversation: PlanConversation,
        settings: SettingsOfDocuments,
        permissions: Permissions,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._store = store
        self._assistant = assistant
        self._publisher = publisher
        self._conversation = conversation
        self._settings = settings
        self._permissions = permissions
        self._now = now

    async def listed(self, person: int, named: str, t: Translator) -> Reply:
        """The documents of the province that is named, or of the one whose editor the person is."""
        if not await self._permissions.anywhere("bring", person):
            return wording.only_editors(t)
        provinces = await self._permissions.provinces("bring", person)
        if named.strip():
            read = self._assistant.read(f"/rank {named}").provinces
            provinces = tuple(self._now_of(one) for one in read)
        if len(provinces) == 1:
            (refused, reply) = await self._list(person, provinces[0], 0, t)
            return refused or reply
        known = self._store.catalogue.provinces
        return wording.which_plans(t, [known[id] for id in provinces if id in known])

    async def press(self, person: int, press: ManagePlan, t: Translator) -> tuple[Reply | None, list[Reply]]:
        """Why a press does nothing, to be shown as a pop-up, or what comes of it."""
        if press.step == "list":
            page = int(press.value) if press.value.isdecimal() else 0
            refused, reply = await self._list(person, press.document, page, t)
            return refused, [] if refused is not None else [reply]
        every = [one for one in await self._publisher.plans() if one.plan.document == press.document]
        allowed = bool(every) and await self._permissions.may(ACTIONS[press.step], person, every[0].plan.province)
        if not allowed:
            return bringing.no_province(t), []
        return await self._done(person, press, every, t)

    async def _done(
        self, person: int, press: ManagePlan, every: list[PlanStatus], t: Translator
    ) -> tuple[Reply | None, list[Reply]]:
        standing, withdrawn = _shown(every), _withdrawn(every)
        match press.step:
            case "withdraw" if not standing.in_force:
                return bringing.refused_in_chat(t, PlanRefused("withdrawn", standing.plan.id)), []
            case "withdraw":
                return None, await self._conversation.take_back(person, "withdraw", standing, t)
            case "reinstate" if withdrawn is not None:
                return None, await self._conversation.take_back(person, "reinstate", withdrawn, t)
            case "reinstate":
                return bringing.refused_in_chat(t, PlanRefused("not_withdrawn", standing.plan.id)), []
            case "set":
                chosen = await self._settings.of(press.document)
                changed = turned(chosen, press.value)
                if changed != chosen:
                    who = f"telegram:{person}"
                    await self._settings.choose(press.document, changed, who=who, now=self._now())
                return None, [wording.settings(t, standing, changed)]
            case _:
                return None, [wording.document(t, self._store.catalogue, standing, withdrawn)]

    async def _list(self, person: int, province: str, page: int, t: Translator) -> tuple[Reply | None, Reply]:
        known = self._store.catalogue.provinces.get(province)
        if known is None or not await self._permissions.may("bring", person, province):
            refused = bringing.no_province(t)
            return refused, refused
        by_document: dict[str, list[PlanStatus]] = {}
        for one in await self._publisher.plans(province):
            by_document.setdefault(one.plan.document, []).append(one)
        return None, wording.documents(t, known, [_shown(every) for every in by_document.values()], page)

    def _now_of(self, province: str) -> str:
        found = self._store.catalogue.provinces.get(province)
        return found.today if found is not None else province


def turned(chosen: DocumentSettings, value: str) -> DocumentSettings:
    """The settings with one changed as a button says ("7+", "day-", "public1"); the same for what no button says."""
    name, on = value[:-1], value[-1:] in ("+", "1")
    if value[-1:] not in ("+", "-", "0", "1"):
        return chosen
    if name == "public":
        return replace(chosen, reports_public=on)
    if name == "day":
        return replace(chosen, on_the_day=on)
    if name == "weekly":
        return replace(chosen, weekly_overdue=on)
    if name not in map(str, wording.DAYS):
        return chosen
    others = {day for day in chosen.days_before if str(day) != name}
    return replace(chosen, days_before=tuple(sorted(others | ({int(name)} if on else set()), reverse=True)))


def _shown(every: list[PlanStatus]) -> PlanStatus:
    """The revision that stands for a document: the one in force, else its last."""
    return next((one for one in every if one.in_force), every[0])


def _withdrawn(every: list[PlanStatus]) -> PlanStatus | None:
    """What could be reinstated: the last revision, if it was withdrawn."""
    last = max(every, key=lambda one: one.plan.revision)
    return last if last.plan.withdrawn_at is not None else None
