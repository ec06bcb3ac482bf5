"""Who may do what: one table, asked at every action with the roles that the person has at that moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from data.roles.model import Role, RoleKind

Action = Literal[
    "appoint",  # give and take roles, see who has which
    "bring",  # bring a plan, correct one, see what it would become
    "state",  # publish single facts of the province, each with its source
    "withdraw",  # take a plan back, and undo that
    "set",  # how a document reminds, and who reads its reports
    "judge",  # accept what is reported as done, or send it back; close a task, or open it again
    "digest",  # get the weekly digest, export reports
    "report",  # report on a task of the agency
    "read_reports",  # read reports that are not public
]
ROLES: dict[Action, frozenset[RoleKind]] = {
    "appoint": frozenset(),
    "bring": frozenset({"editor"}),
    "state": frozenset({"editor"}),
    "withdraw": frozenset({"editor"}),
    "set": frozenset({"editor"}),
    "judge": frozenset({"editor"}),
    "digest": frozenset({"editor"}),
    "report": frozenset({"reporter"}),
    "read_reports": frozenset({"editor", "reporter"}),
}
"""Which roles of a province may do it there. Administrators may do everything but report: that speaks for an agency."""


def may(
    action: Action, roles: Iterable[Role], province: str, agencies: Collection[str] = (), *, administrator: bool = False
) -> bool:
    """Whether somebody with these roles may do this in a province; ``agencies`` are those that a task is given to, for
    reporting on it.
    """
    if administrator and action != "report":
        return True
    return granted(action, roles, province, agencies) is not None


def granted(action: Action, roles: Iterable[Role], province: str, agencies: Collection[str] = ()) -> Role | None:
    """The role by which somebody may do it, None where there is none."""
    for role in roles:
        if role.ended is not None or role.kind not in ROLES[action] or role.province != province:
            continue
        if action != "report" or role.agency in agencies:
            return role
    return None
