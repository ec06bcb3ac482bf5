"""Roles, and the invitations that give them, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

RoleKind = Literal["editor", "reporter"]
Ending = Literal["left", "removed"]
Unusable = Literal["unknown", "used", "revoked", "expired", "held", "own"]
"""Why an invitation gives no role: there is none with that secret, somebody had it, it was revoked, it is too old; who
opens it has the role already, or made the invitation. The last two leave it to somebody else.
"""


@dataclass(frozen=True, slots=True)
class Role:
    """What a person may do: ``editor`` in a province, ``reporter`` for an ``agency`` ('' of editors) of a province.

    ``person`` is the messenger's number of whoever has it, ``label`` what the administrators call them; once it has
    ended nothing says whose it was. ``ended`` is None while it holds; ``ended_why`` is 'left', 'removed', 'forgotten'.
    """

    id: int
    person: int | None
    kind: RoleKind
    province: str
    agency: str
    label: str
    granted_by: int
    granted: dt.datetime
    ended: dt.datetime | None
    ended_why: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """What somebody is to become, and what the administrators call them."""

    kind: RoleKind
    province: str
    agency: str
    label: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that gives a role to the one who accepts it first, until it ``expires``. ``invited_by`` is 0 where a
    terminal made it, or an administrator who was forgotten; ``role`` is the number of the role that it gave.
    """

    id: int
    kind: RoleKind
    province: str
    agency: str
    label: str
    invited_by: int
    created: dt.datetime
    expires: dt.datetime
    used: dt.datetime | None
    revoked: dt.datetime | None
    role: int | None

    def unusable(self, now: dt.datetime) -> Unusable | None:
        """Why nobody can use it any more; None while it is open."""
        if self.used is not None:
            return "used"
        if self.revoked is not None:
            return "revoked"
        return "expired" if now >= self.expires else None
