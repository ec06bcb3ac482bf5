"""The gazetteer and the reader of the shipped data, straight from the CSV files: no database needed."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import cast

from bot.names import Gazetteer
from bot.questions import Reader
from data.lexicon import shipped
from data.model.indices import Index, Indicator
from data.model.names import Name, NameKind
from data.model.tasks import Document

SEED = Path(__file__).parent.parent.parent / "data" / "seed"


def rows(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _aliases(text: str) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in text.split(";") if alias.strip())


@cache
def indicators() -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            row["index"],
            row["code"],
            row["parent"] if row["code"] else None,
            int(row["first_year"]),
            int(row["last_year"]) if row["last_year"] else None,
            row["name_vi"],
            row["name_en"],
            row["short_vi"],
            row["short_en"],
            float(row["maximum"]) if row["maximum"] else None,
            row["split"] == "1",
        )
        for row in rows("indicators.csv")
    )


@cache
def indices() -> tuple[Index, ...]:
    return tuple(
        Index(
            id=row["id"],
            short=row["short"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            publisher_vi=row["publisher_vi"],
            publisher_en=row["publisher_en"],
            measures_vi=row["measures_vi"],
            measures_en=row["measures_en"],
            unit=row["unit"],
            dated=row["dated"] == "1",
            decimals=int(row["decimals"]),
            preferred=row["preferred"] == "1",
            not_preferred_for=_aliases(row["not_preferred_for"]),
            code_letter=row["code_letter"],
            code_words=_aliases(row["code_words"]),
            nicknames=_aliases(row["nicknames"]),
        )
        for row in rows("indices.csv")
    )


def _names(file: str, kind: NameKind | None = None, *more: str) -> list[Name]:
    return [
        Name(
            kind or cast(NameKind, row["kind"]),
            row["id"],
            row["name_vi"],
            row["name_en"],
            (*_aliases(row.get("aliases", "")), *(row[column] for column in more)),
            row.get("leads_to", ""),
        )
        for row in rows(file)
    ]


@cache
def gazetteer() -> Gazetteer:
    """The names as ``data.queries.names`` makes them: those of names.csv come first and win."""
    found: dict[tuple[str, str], Name] = {}
    for name in (
        *_names("names.csv"),
        *_names("provinces.csv", "province"),
        *_names("regions.csv", "region"),
        *_names("indices.csv", "index", "short"),
        *_indicator_names(),
        *_names("agencies.csv", "agency"),
    ):
        found.setdefault((name.kind, name.id), name)
    return Gazetteer(found.values())


def _indicator_names() -> list[Name]:
    spans: dict[str, list[dict[str, str]]] = {}
    for row in rows("indicators.csv"):
        if row["code"]:
            spans.setdefault(f"{row['index']}:{row['code']}", []).append(row)
    names = []
    for id, same in spans.items():
        every = [row[column] for row in same for column in ("short_vi", "short_en", "name_vi", "name_en")]
        every += [alias for row in same for alias in _aliases(row["aliases"])]
        newest = max(same, key=lambda row: int(row["first_year"]))
        names.append(Name("indicator", id, newest["name_vi"], newest["name_en"], tuple(dict.fromkeys(every))))
    return names


@cache
def documents() -> tuple[Document, ...]:
    return tuple(
        Document(
            row["id"], row["province"], row["number"], row["kind"], row["date"], row["title_vi"], row["title_en"],
            row["issuer_vi"], row["issuer_en"], row["source"],
        )
        for row in rows("documents.csv")
    )  # fmt: skip


@cache
def reader() -> Reader:
    return Reader(gazetteer(), shipped(), indices(), indicators(), documents())
