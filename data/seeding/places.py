"""Seed files: regions, provinces and the further names of the gazetteer."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from data.model.names import Name, NameKind
from data.model.provinces import Province, Region
from data.seeding.content import SeedContent
from data.seeding.references import Known

NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)


def read_provinces(known: Known, content: SeedContent) -> SeedContent:
    seen: set[str] = set()
    region_rows = list(known.sheet("regions.csv", "id name_vi name_en frame", optional="members").rows())
    regions = tuple(
        Region(known.new(row, seen), row.must("name_vi"), row.must("name_en"), row.must_whole("frame"),
               row.words("members"))
        for row in region_rows
    )  # fmt: skip
    region_ids = {region.name_en: region.id for region in regions} | {region.id: region.id for region in regions}
    columns = "id name_vi name_en kind_2024 gso_2024 region_2024 kind_2025 gso_2025 region_2025 successor"
    rows = list(known.sheet("provinces.csv", columns + " absorbed aliases").rows())
    ids = {row.text("id") for row in rows}
    members = {*(region.id for region in regions), *ids, "municipality"}
    for row, region in zip(region_rows, regions, strict=True):
        if not members.issuperset(region.members) or region.id in region.members:
            row.wrong("members", "names something that is no other region, no province and not 'municipality'")
    seen = set()
    provinces: list[Province] = []
    for row in rows:
        region_2024 = region_ids.get(row.known("region_2024", region_ids, "region"), "")
        region_2025 = region_ids.get(row.known("region_2025", region_ids, "region", may=True), "")
        kinds = ("province", "municipality")
        province = Province(
            id=known.new(row, seen),
            name_vi=row.must("name_vi"),
            name_en=row.must("name_en"),
            kind_2024=row.one_of("kind_2024", kinds),
            gso_2024=row.must("gso_2024"),
            region_2024=region_2024,
            kind_2025=row.one_of("kind_2025", (*kinds, "")),
            gso_2025=row.text("gso_2025"),
            region_2025=region_2025,
            successor=row.known("successor", ids, "province", may=True),
            absorbed=row.words("absorbed"),
        )
        if province.ended == bool(province.kind_2025):
            row.wrong("successor", "a unit either goes on (kind_2025) or has a successor")
        provinces.append(province)
    by_row = dict(zip((row.text("id") for row in rows), rows, strict=True))
    for province in provinces:
        ended = sorted(other.id for other in provinces if other.successor == province.id)
        if sorted(province.absorbed) != ended:
            text = "must name the units that have this one as successor: " + (", ".join(ended) or "none")
            by_row[province.id].wrong("absorbed", text)
    aliases = {row.text("id"): row.words("aliases") for row in rows}
    known.provinces = ids
    return replace(content, regions=regions, provinces=tuple(provinces), province_aliases=aliases)


def read_names(known: Known, content: SeedContent) -> SeedContent:
    """Read names.csv: well-known cities, regions, countries and words that are not provinces."""
    seen: set[tuple[str, str]] = set()
    names: list[Name] = []
    for row in known.sheet("names.csv", "kind id name_vi name_en aliases leads_to").rows():
        kind, id = row.one_of("kind", NAME_KINDS), row.must("id")
        if (kind, id) in seen:
            row.wrong("id", "is there twice")
        seen.add((kind, id))
        leads_to = row.known("leads_to", known.provinces, "province", may=kind != "place")
        names.append(Name(kind, id, row.must("name_vi"), row.must("name_en"), row.words("aliases"), leads_to))
    return replace(content, names=tuple(names))
