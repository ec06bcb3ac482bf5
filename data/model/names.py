"""What a person may call by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameKind = Literal["province", "place", "region", "index", "indicator", "agency", "country", "word"]


@dataclass(frozen=True, slots=True)
class Name:
    """One entry of the gazetteer: something a person may call by name.

    ``id`` is unique within ``kind``; for an indicator it is ``index:code`` (``papi:4``). ``leads_to`` is the province
    to which a ``place`` (a well-known city) belongs. ``aliases`` are further spellings; the two names
    count as aliases too.
    """

    kind: NameKind
    id: str
    name_vi: str
    name_en: str
    aliases: tuple[str, ...] = ()
    leads_to: str = ""
