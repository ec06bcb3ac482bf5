"""The gazetteer and the reader of the shipped data, read straight from the CSV files: pure tests need no database."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from bot.names import Gazetteer
from bot.questions import Reader
from data.model import Index, Indicator, Name

SEED = Path(__file__).parent.parent / "data" / "seed"


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
    columns = ("id", "short", "name_vi", "name_en", "publisher_vi", "publisher_en", "measures_vi", "measures_en", "unit")
    return tuple(
        Index(*(row[column] for column in columns), dated=row["dated"] == "1", decimals=int(row["decimals"]))
        for row in rows("indices.csv")
    )


@cache
def gazetteer() -> Gazetteer:
    names = [
        Name(kind, row["id"], row["name_vi"], row["name_en"], (*_aliases(row.get("aliases", "")), *extra(row)))
        for kind, file, extra in (
            ("province", "provinces.csv", lambda row: ()),
            ("region", "regions.csv", lambda row: ()),
            ("index", "indices.csv", lambda row: (row["short"], row["id"])),
            ("agency", "agencies.csv", lambda row: ()),
        )
        for row in rows(file)
    ]
    merged: dict[str, list[dict[str, str]]] = {}
    for row in rows("indicators.csv"):
        merged.setdefault(f"{row['index']}:{row['code']}", []).append(row)
    for id, same in merged.items():
        every = [row[column] for row in same for column in ("name_vi", "name_en", "short_vi", "short_en")]
        every += [alias for row in same for alias in _aliases(row["aliases"])]
        names.append(Name("indicator", id, same[-1]["name_vi"], same[-1]["name_en"], tuple(dict.fromkeys(every))))
    names += [
        Name(row["kind"], row["id"], row["name_vi"], row["name_en"], _aliases(row["aliases"]), row["leads_to"])
        for row in rows("names.csv")
    ]
    return Gazetteer(names)


@cache
def reader() -> Reader:
    return Reader(gazetteer(), indices(), indicators())
