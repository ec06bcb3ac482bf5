"""What a person may do at this moment: their roles are read anew for every action, for what ended has ended."""

from __future__ import annotations

from collections.abc import Callable

from bot.roles.rights import ROLES, Action, may
from data.roles.roles import Roles


class Permissions:
    """Asked by person, never by chat. Administrators may do in every province what editors do in theirs."""

    def __init__(self, roles: Roles, administers: Callable[[int], bool]) -> None:
        self._roles = roles
        self._administers = administers

    def administers(self, person: int) -> bool:
        return self._administers(person)

    async def may(self, action: Action, person: int, province: str) -> bool:
        """Whether a person may do this in a province; one that is not known yet ('') is an administrator's to say."""
        if self.administers(person):
            return may(action, (), province, administrator=True)
        return may(action, await self._roles.of(person), province)

    async def provinces(self, action: Action, person: int) -> tuple[str, ...]:
        """The provinces in which a person's roles let them do this; an administrator is bound to none."""
        held = await self._roles.of(person)
        return tuple(dict.fromkeys(role.province for role in held if role.kind in ROLES[action]))

    async def anywhere(self, action: Action, person: int) -> bool:
        """Whether a person may do this in any province."""
        return self.administers(person) or bool(await self.provinces(action, person))
