"""Roles as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

RoleKind = Literal["editor", "reporter"]


@dataclass(frozen=True, slots=True)
class Role:
    """What a person may do: ``editor`` in a province, ``reporter`` for an ``agency`` ('' of editors) of a province.

    ``person`` is None once they left or were forgotten; ``label`` is what the administrator calls them. ``ended`` is
    None while the role holds; then ``ended_why`` is 'left', 'removed' or 'forgotten'.
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
