"""Appointing people, free of Telegram: invitations are made, accepted and revoked, roles listed, taken away and left.

Who somebody is, and that they press in their own chat with the bot, is decided before, in the handlers; what they may
do is asked of ``bot.roles.rights`` each time.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from bot.i18n import Translator
from bot.names import Gazetteer
from bot.presses.roles import AnswerInvitation, Appoint, RoleStep
from bot.render import invitations as inviting
from bot.render import roles as wording
from bot.render.rights import only_operators
from bot.reply import Reply
from bot.roles import links
from bot.roles.appointments import LONGEST, MOST_OFFERED, NOTHING, UnclearAppointment, read
from bot.roles.rights import may
from data.roles.invitations import Invitations
from data.roles.model import Invitation, Role
from data.roles.roles import Roles
from data.store import Store

Word = Callable[[Translator], Reply]
"""Words what somebody is told, in their language."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: the messenger's number, whether they are an operator, and what they are called there. Of somebody at a
    terminal the number is 0, and ``terminal`` what the audit calls them.
    """

    id: int
    operator: bool
    name: str = ""
    terminal: str = ""

    @property
    def may_appoint(self) -> bool:
        return may("appoint", (), "", administrator=self.operator)

    @property
    def audited(self) -> str:
        return self.terminal or f"telegram:{self.id}"


@dataclass(frozen=True, slots=True)
class RoleOutcome:
    """What came of a press. ``refused``: nothing did, and the reply is a pop-up. ``operators`` words what the other
    operators are told, ``told`` what the person is told whose role it was, with their number. ``appointed``: whoever
    pressed has a role from now on.
    """

    reply: Reply
    refused: bool = False
    operators: Word | None = None
    told: tuple[int, Word] | None = None
    appointed: bool = False


class RoleDesk:
    """Everything about roles that is said and pressed. ``now`` has a time zone; ``names`` are the names of today."""

    def __init__(
        self,
        roles: Roles,
        invitations: Invitations,
        store: Store,
        names: Callable[[], Gazetteer],
        now: Callable[[], dt.datetime],
    ) -> None:
        self.roles = roles
        self.invitations = invitations
        self._store = store
        self._names = names
        self._now = now

    async def shown(self, person: Person, t: Translator, page: int = 0) -> Reply:
        """All roles and open invitations, for operators; for everybody else their own roles."""
        catalogue = self._store.catalogue
        if not person.may_appoint:
            return wording.own(t, catalogue, await self.roles.of(person.id))
        waiting = await self.invitations.waiting(self._now())
        return wording.listing(t, catalogue, await self.roles.standing(), waiting, page)

    async def appoint(
        self, person: Person, words: str, username: str, t: Translator, chosen: Appoint = NOTHING
    ) -> Reply:
        """An invitation of whom an operator's words name, or the question for what they leave open; ``chosen`` is what
        was answered so far, ``username`` the bot's ('' unknown).
        """
        if not person.may_appoint:
            return only_operators(t)
        catalogue = self._store.catalogue
        written = " ".join(words.split())[:LONGEST]
        found = read(written, self._names(), catalogue, chosen)
        if isinstance(found, UnclearAppointment):
            return await self._unclear(found, written, chosen, t)
        invitation, secret = await self.invitations.make(
            found.appointment, who=person.audited, now=self._now(), by=person.id
        )
        ended = catalogue.provinces.get(found.ended)
        return inviting.made(t, catalogue, invitation, links.link(username, secret), ended=ended)

    async def go_on(
        self, press: Appoint, words: str | None, person: Person, username: str, t: Translator
    ) -> RoleOutcome:
        """What comes of a button under the question about an operator's words; None where these are gone."""
        if not person.may_appoint:
            return RoleOutcome(only_operators(t), refused=True)
        if words is None:
            return RoleOutcome(inviting.too_old(t))
        return RoleOutcome(await self.appoint(person, words, username, t, press))

    async def opened(self, secret: str, person: int, t: Translator) -> Reply:
        """The offer of the invitation whose link somebody opened, or why there is none. It is not used up."""
        found = await self.invitations.look(secret, person, self._now())
        if not isinstance(found, Invitation):
            return inviting.unusable(t, found)
        return inviting.offered(t, self._store.catalogue, found, secret)

    async def answer(self, press: AnswerInvitation, person: Person, t: Translator) -> RoleOutcome:
        """What comes of [Accept] and [Decline]: everything is looked at again, as time went by."""
        if not press.accept:
            return RoleOutcome(inviting.declined(t))
        catalogue = self._store.catalogue
        found = await self.invitations.accept(press.secret, person.id, self._now())
        if not isinstance(found, Role):
            return RoleOutcome(inviting.unusable(t, found))
        return RoleOutcome(
            inviting.accepted(t, catalogue, found),
            operators=lambda t: inviting.somebody_accepted(t, catalogue, found, person.name),
            appointed=True,
        )

    async def step(self, press: RoleStep, person: Person, t: Translator) -> RoleOutcome:
        """What comes of a button in a list, or under the question that it asked."""
        if press.step == "list":
            return RoleOutcome(await self.shown(person, t, press.number))
        if press.step in ("ask-leave", "leave"):
            return await self._leave(press, person, t)
        if not person.may_appoint:
            return RoleOutcome(only_operators(t), refused=True)
        if press.step == "revoke":
            return await self._revoke(press.number, person, t)
        return await self._remove(press, person, t)

    async def _remove(self, press: RoleStep, person: Person, t: Translator) -> RoleOutcome:
        catalogue, asks = self._store.catalogue, press.step == "ask-remove"
        found = (
            await self.roles.get(press.number)
            if asks
            else await self.roles.remove(press.number, who=person.audited, now=self._now())
        )
        if found is None:
            return RoleOutcome(wording.no_longer(t), refused=True)
        if asks:
            return RoleOutcome(wording.ask_removal(t, catalogue, found))
        whose = found.person if found.person != person.id else None  # who takes their own away knows of it
        return RoleOutcome(
            wording.removed(t, catalogue, found),
            operators=lambda t: wording.removed(t, catalogue, found, by_another=True),
            told=(whose, lambda t: wording.taken_from_you(t, catalogue, found)) if whose is not None else None,
        )

    async def _revoke(self, number: int, person: Person, t: Translator) -> RoleOutcome:
        found = await self.invitations.revoke(number, who=person.audited, now=self._now())
        if found is None:
            return RoleOutcome(inviting.not_open(t), refused=True)
        return RoleOutcome(inviting.revoked(t, self._store.catalogue, found))

    async def _leave(self, press: RoleStep, person: Person, t: Translator) -> RoleOutcome:
        catalogue = self._store.catalogue
        if press.step == "ask-leave":
            mine = (one for one in await self.roles.of(person.id) if one.id == press.number)
            asked = next(mine, None)
            if asked is None:
                return RoleOutcome(wording.no_longer(t), refused=True)
            return RoleOutcome(wording.ask_leaving(t, catalogue, asked))
        found = await self.roles.leave(press.number, person.id, self._now())
        if found is None:
            return RoleOutcome(wording.no_longer(t), refused=True)
        return RoleOutcome(
            wording.left(t, catalogue, found), operators=lambda t: wording.somebody_left(t, catalogue, found)
        )

    async def _unclear(self, found: UnclearAppointment, written: str, chosen: Appoint, t: Translator) -> Reply:
        catalogue = self._store.catalogue
        match found.what:
            case "kind":
                return inviting.which_kind(t, written, chosen)
            case "province":
                options = [catalogue.provinces[id] for id in found.options]
                return inviting.which_province(t, written, chosen, options)
            case "agency":
                agencies = found.options or await self._busiest(found.province)
                return inviting.which_agency(t, catalogue, written, chosen, agencies)
        return inviting.which_person(t)

    async def _busiest(self, province: str) -> tuple[str, ...]:
        """The agencies that lead most tasks of a province which are open: one of them is meant, more often than not."""
        tasks = [task for task in await self._store.tasks(province) if not task.closed]
        leads = (one.agency for task in tasks for one in task.assignees if one.role == "lead")
        # Many together are written small ("các sở, ban, ngành"): nobody reports for all of them.
        single = (one for one in leads if one.id and one.level == "province" and one.name_vi[:1].isupper())
        counted = Counter(agency.id for agency in single)
        return tuple(id for id, _ in counted.most_common(MOST_OFFERED))
