"""What a person says of a plan, in words or by a button, put into its open file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from bot.assistant import Assistant
from bot.clock import day_in_vietnam
from bot.importing.file_names import index_named
from bot.importing.outline import FileOutline
from bot.importing.plans.head import GAPS, day_in, number_in
from bot.importing.plans.reading import PlanRequest, plan_request, short_key
from bot.presses.publishing import UNKNOWN
from bot.publishing.details import title_in
from bot.publishing.request import LONGEST_TEXT
from bot.tasks.bringing.plan_file import Asked, PlanFile
from data.model.provinces import Province
from data.model.tasks import Document
from data.queries.catalogue import Catalogue
from data.store import Store

LONGEST_NUMBER = 60
OTHER_NUMBER = re.compile(r"(?i)(?:số ?:? ?)?(\d{1,5}(?:/\d{4}|-[a-zđ]{1,6})?/[a-zđ][\w&/-]{0,40})")
"""A document's number of another form: "15/2026/NQ-HĐND", "12-KH/TU"."""


class PlanAnswers:
    """Reads answers about plans, and what is proposed for them."""

    def __init__(self, store: Store, assistant: Assistant, now: Callable[[], dt.datetime]) -> None:
        self._store = store
        self._assistant = assistant
        self._now = now

    @property
    def catalogue(self) -> Catalogue:
        return self._store.catalogue

    def today(self) -> dt.date:
        return day_in_vietnam(self._now())

    def names_index(self, text: str) -> bool:
        """Whether a file's caption and name say of which index it is: then it is a table of figures."""
        asked = f"/index {text.replace('_', ' ').replace('.', ' ')}"
        return bool(self._assistant.read(asked).index or index_named(text, self.catalogue.indices.values()))

    def take_head(self, file: PlanFile, outline: FileOutline, provinces: tuple[str, ...]) -> None:
        """Note what the caption and the head of a file say; ``provinces`` are those that it may be of, () any."""
        head = outline.head
        file.number = number_in(file.caption) or head.number or None
        file.date = self._past(day_in(file.caption) or head.date)
        titles = (title for line in file.caption.splitlines() if (title := title_in(line)))
        file.title, file.issuer = next(titles, head.title) or None, head.issuer or None
        named = self._now_of(head.province)
        if named and (named in provinces or not provinces):
            file.province = named
        elif len(provinces) == 1:
            (file.province,) = provinces
            file.head_province = named
        elif named:
            file.head_province = named

    def put(self, file: PlanFile, step: Asked, value: str) -> bool:
        """Note an answer; False if it is none."""
        value = value.strip()
        unknown = value == UNKNOWN
        if not value or len(value) > LONGEST_TEXT:
            return False
        match step:
            case "province":
                province = self._province(value)
                if province is None:
                    return False
                file.province = province
            case "number":
                other = OTHER_NUMBER.fullmatch(GAPS.sub(r"\1", value[:LONGEST_NUMBER]))
                number = number_in(value) or (other[1].upper() if other is not None else "")
                if not number:  # a question about a rank has digits, too
                    return False
                file.number = number
            case "date":
                day = self._past(self._day(value))
                if day is None:
                    return False
                file.date = day
            case "title":
                file.title = "" if unknown else value
            case "issuer":
                file.issuer = "" if unknown else next((one for one in self.issuers(file) if _is(one, value)), value)
            case "replaces" | "implements":
                if not self._document(file, step, "" if unknown else value):
                    return False
            case "why":
                file.why = value
            case _:
                return False
        if step in ("province", "number", "date"):
            file.corrects = file.why = ""  # it may be of another document now
        if file.wished == step:
            file.wished = ""
        return True

    def issuers(self, file: PlanFile) -> tuple[str, ...]:
        """Who may have issued it: what its number says, and the committee of the province."""
        province = self.catalogue.provinces.get(file.province or "")
        if province is None:
            return ()
        numbers = (file.number or "", "/UBND")
        return tuple(dict.fromkeys(filter(None, (self._plain(province, one, file).issuer for one in numbers))))

    def documents(self, file: PlanFile) -> tuple[Document, ...]:
        """The documents of its province that it may replace or implement, the newest first."""
        every = [one for one in self.catalogue.documents.values() if one.province == file.province]
        own = [one for one in every if one.number != file.number or not one.number]
        return tuple(sorted(own, key=lambda one: one.date, reverse=True))

    def request(self, file: PlanFile) -> PlanRequest:
        """What is known of a file of which everything was asked."""
        assert file.date is not None
        province = self.catalogue.provinces[file.province or ""]
        made = plan_request(province, file.number or "", file.date, file.title or "")
        return PlanRequest(
            made.province, made.province_name, made.number, made.date, made.kind, made.title, file.issuer or "",
            file.settled,
        )  # fmt: skip

    def _plain(self, province: Province, number: str, file: PlanFile) -> PlanRequest:
        return plan_request(province, number, file.date or self.today())

    def _province(self, value: str) -> str | None:
        if value in self.catalogue.provinces:
            return value
        # The reader of /rank knows every way of naming provinces.
        named = self._assistant.read(f"/rank {value}").provinces
        return self._now_of(named[0]) if len(named) == 1 else None

    def _now_of(self, province: str) -> str:
        """The province that a name stands for today."""
        found = self.catalogue.provinces.get(province)
        return found.today if found is not None else ""

    def _document(self, file: PlanFile, step: Asked, key: str) -> bool:
        number = number_in(key)
        named = (one.id for one in self.documents(file) if _is(one.id, key) or (number and one.number == number))
        found = next(named, "")
        if key and not found:
            return False
        if step == "replaces":
            file.replaces = found
        else:
            file.implements = found
        return True

    def _day(self, value: str) -> dt.date | None:
        if value == "today":
            return self.today()
        try:
            return day_in(value) or dt.date.fromisoformat(value)
        except ValueError:
            return None

    def _past(self, day: dt.date | None) -> dt.date | None:
        """The day, unless it is still to come: no plan is issued then."""
        return day if day is not None and day <= self.today() else None


def _is(id: str, key: str) -> bool:
    """Whether a press names this: ids are longer than a button holds."""
    return key in (id, short_key(id))
