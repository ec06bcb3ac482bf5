"""A file that is being asked about: what is known of it so far, what to ask next, and the form in which it is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from bot.importing.open_doubts import CellAnswer, OpenDoubt
from bot.importing.page_range import ALL, PageRange
from bot.publishing.feed import FeedEntry
from bot.publishing.outcomes import Checked
from data.releases.details import DetailChange
from data.releases.open_files import ANYBODY, KeptFile


@dataclass(slots=True, kw_only=True)
class KnownOfFile:
    """What is known of a file, and kept. A field is None while it has not been answered; ``announced`` may be answered
    as unknown. ``title`` is '' while the one that is made from index and period stands; it is asked only if that is
    wanted.

    ``details`` is what alone differs from the release in force. A file that is ``dismissed`` waits to be taken up
    again. ``key`` names the entry of the feed that brought it, ``entry`` is what that says. ``shown`` is what operators
    were shown of the last check: the release that it corrects ('' for news) and the keys of the warnings; () while
    there is no check. ``checks`` counts the checks with other answers, or another outcome.
    While ``gathering``, more pictures of an album may come. ``doubts`` are the cells of a picture that are still to be
    looked at, the next one first, ``answers`` what was said of others.
    ``single`` facts were stated in a sentence, of these ``provinces``: their editors may go on with it, too.
    ``last`` is what was answered last: whoever took it may have been killed before they replied, so it may come again.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    index: str | None = None
    period: str | None = None
    title: str = ""
    retitling: bool = False
    source: str | None = None
    announced: Annotated[dt.date | str | None, Field(union_mode="left_to_right")] = None
    partial: bool | None = None
    why: str = ""
    needs_why: bool = False
    details: tuple[DetailChange, ...] = ()
    dismissed: bool = False
    key: str = ""
    entry: FeedEntry | None = None
    shown: tuple[str, ...] = ()
    checks: int = 0
    last: str = ""
    doubts: tuple[OpenDoubt, ...] = ()
    answers: tuple[CellAnswer, ...] = ()
    gathering: bool = False
    pages: PageRange = ALL
    single: bool = False
    provinces: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class OpenFile(KnownOfFile):
    """One open file, as it was read in its row's ``version``. ``confirmed`` counts the warnings that each operator has
    confirmed. ``checked`` is not kept: a worker that has not checked the file does so when it is needed.
    """

    id: str
    operator: int
    opened: dt.datetime
    version: int = 0
    confirmed: dict[int, int] = field(default_factory=dict)
    checked: Checked | None = None

    @property
    def step(self) -> str:
        """The next thing to ask; '' when all is known."""
        if self.operator == ANYBODY:
            return ""
        if self.gathering:
            return "album"
        missing = (
            ("index", self.index),
            ("period", self.period),
            ("source", self.source),
            ("announced", self.announced),
            ("partial", self.partial),
        )
        found = next((name for name, value in missing if value is None), "")
        if not found and self.retitling:
            return "title"
        return found or ("cell" if self.doubts else "") or ("why" if self.needs_why and not self.why else "")

    def unconfirmed(self, operator: int) -> str:
        """The key of the warning that the operator is to confirm next; '' when there is none."""
        keys = self.keys
        at = self.confirmed.get(operator, 0)
        return keys[at] if at < len(keys) else ""

    def confirmed_last(self, operator: int) -> str:
        """The key of the warning that the operator confirmed last; '' when there is none."""
        at = self.confirmed.get(operator, 0)
        return self.keys[at - 1] if 0 < at <= len(self.keys) else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the warnings that were shown, in the order in which they are confirmed."""
        return self.shown[1:]

    def begin_anew(self) -> None:
        """Another answer, or another outcome: what was shown and confirmed no longer counts."""
        self.checked, self.shown = None, ()
        self.confirmed.clear()
        self.checks += 1

    def take(self, checked: Checked) -> bool:
        """Note a check, and whether nothing else was found than before. Otherwise nothing of it is confirmed yet."""
        corrects = checked.corrects.id if checked.corrects is not None else ""
        shown = (corrects, *(warning.key for warning in checked.warnings))
        same = shown == self.shown
        if not same:
            self.begin_anew()
        self.checked, self.shown = checked, shown
        return same

    def kept(self) -> KeptFile:
        """The file in the form in which it is kept."""
        content = _adapter().dump_json(self).decode()
        return KeptFile(self.id, self.operator, self.opened, content, dict(self.confirmed), version=self.version)


def read(kept: KeptFile) -> OpenFile | None:
    """A file that was kept; None for one that is published, or was written by a version that knows another form."""
    if kept.published:
        return None
    try:
        known = _adapter().validate_json(kept.content)
    except ValidationError:
        return None
    row: dict[str, Any] = {"id": kept.id, "operator": kept.operator, "opened": kept.opened, "version": kept.version}
    said = {one.name: getattr(known, one.name) for one in fields(KnownOfFile)}
    return OpenFile(**row, **said, confirmed=dict(kept.confirmed))


@cache
def _adapter() -> TypeAdapter[KnownOfFile]:
    """Made on the first use: most who start the program send no file."""
    return TypeAdapter(KnownOfFile)
