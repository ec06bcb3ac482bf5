"""A plan's file that is being asked about: what is known of it so far, what to ask next, the form in which it is kept.

The same form keeps that a plan is to be withdrawn or reinstated: that, too, is asked about and done once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot.importing.plans.reading import Settled
from data.releases.open_files import KeptFile

Wish = Literal["", "bring", "withdraw", "reinstate"]
"""What is wanted: '' while it is asked whether a file is a plan or a table of figures."""
Asked = Literal["kind", "province", "number", "date", "title", "issuer", "replaces", "implements", "why", ""]


@dataclass(slots=True, kw_only=True)
class KnownOfPlan:
    """What is known of a plan's file, and kept. A field is None while it has not been answered.

    ``message`` and ``caption`` are those that it came with. ``head_province`` is the one that its head names, if that
    is another one. ``wished`` is what a person wants to answer anew. ``plan`` is the plan that is to be withdrawn or
    reinstated. ``corrects`` is what it would be a revision of, as soon as that is known; then a reason (``why``) is
    asked. ``shown`` is the fingerprint of the preview that was shown, '' while none was. ``last`` is what was answered
    last: whoever took it may have been killed before they replied, so it may come again.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    wish: Wish
    message: int = 0
    caption: str = ""
    province: str | None = None
    head_province: str = ""
    number: str | None = None
    date: dt.date | None = None
    title: str | None = None
    issuer: str | None = None
    replaces: str = ""
    implements: str = ""
    settled: tuple[Settled, ...] = ()
    wished: Asked = ""
    plan: str = ""
    corrects: str = ""
    why: str = ""
    shown: str = ""
    last: str = ""


@dataclass(slots=True, kw_only=True)
class PlanFile(KnownOfPlan):
    """One open file of a person's, as it was read in its row's ``version``."""

    id: str
    person: int
    opened: dt.datetime
    version: int = 0

    @property
    def step(self) -> Asked:
        """The next thing to ask; '' when all is known but what its reading leaves in doubt."""
        if not self.wish:
            return "kind"
        if self.wish != "bring":
            return "" if self.why or self.wish == "reinstate" else "why"
        if self.wished:
            return self.wished
        said: tuple[tuple[Asked, object], ...] = (
            ("province", self.province),
            ("number", self.number),
            ("date", self.date),
            ("title", self.title),
            ("issuer", self.issuer),
        )
        missing: Asked = next((name for name, value in said if value is None), "")
        return missing or ("why" if self.corrects and not self.why else "")

    def kept(self) -> KeptFile:
        """The file in the form in which it is kept."""
        return KeptFile(self.id, self.person, self.opened, _adapter().dump_json(self).decode(), version=self.version)


def read(kept: KeptFile) -> PlanFile | None:
    """A file that was kept; None for one that is done with, is none of a plan, or was written in another form."""
    if kept.published:
        return None
    try:
        known = _adapter().validate_json(kept.content)
    except ValidationError:
        return None
    said: dict[str, Any] = {one.name: getattr(known, one.name) for one in fields(KnownOfPlan)}
    return PlanFile(id=kept.id, person=kept.operator, opened=kept.opened, version=kept.version, **said)


@cache
def _adapter() -> TypeAdapter[KnownOfPlan]:
    """Made on the first use: most who start the program bring no plan."""
    return TypeAdapter(KnownOfPlan)
