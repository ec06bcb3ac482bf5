"""Seed files: sources, indices, their editions and their trees of indicators."""

from __future__ import annotations

from dataclasses import replace

from data.model import Edition, Index, Indicator, Source
from data.seeding.content import SeedContent
from data.seeding.csv_sheet import CsvRow
from data.seeding.references import Known

UNITS = ("points", "percent")


def read_indices(known: Known, content: SeedContent) -> SeedContent:
    """sources.csv, indices.csv and editions.csv."""
    seen: set[str] = set()
    sources = tuple(
        Source(
            known.new(row, seen),
            row.must("kind"),
            row.must("title_vi"),
            row.must("title_en"),
            row.text("url"),
        )
        for row in known.sheet("sources.csv", "id kind title_vi title_en url").rows()
    )
    known.sources = {source.id for source in sources}
    columns = "id short name_vi name_en publisher_vi publisher_en measures_vi measures_en unit dated decimals"
    rows = list(known.sheet("indices.csv", columns + " aliases").rows())
    seen = set()
    indices = tuple(
        Index(
            id=known.new(row, seen),
            short=row.must("short"),
            name_vi=row.must("name_vi"),
            name_en=row.must("name_en"),
            publisher_vi=row.must("publisher_vi"),
            publisher_en=row.must("publisher_en"),
            measures_vi=row.must("measures_vi"),
            measures_en=row.must("measures_en"),
            unit=row.one_of("unit", UNITS),
            dated=row.yes("dated"),
            decimals=row.must_whole("decimals"),
        )
        for row in rows
    )
    known.indices = {index.id for index in indices}
    columns = "index first_year last_year scale structure_vi structure_en change_vi change_en source"
    editions = tuple(
        Edition(
            index=known.index(row),
            first_year=row.must_whole("first_year"),
            last_year=row.whole("last_year"),
            scale=_scale(row),
            structure_vi=row.must("structure_vi"),
            structure_en=row.must("structure_en"),
            change_vi=row.text("change_vi"),
            change_en=row.text("change_en"),
            source=known.source(row),
        )
        for row in known.sheet("editions.csv", columns).rows()
    )
    aliases = {row.text("id"): row.words("aliases") for row in rows}
    return replace(content, sources=sources, indices=indices, index_aliases=aliases, editions=editions)


def _scale(row: CsvRow) -> float:
    scale = row.number("scale")
    if scale is None or scale <= 0:
        row.wrong("scale", "must be the maximum of the total")
        return 1.0
    return scale


def read_indicators(known: Known, content: SeedContent) -> SeedContent:
    """indicators.csv: the trees; one code may have several rows, whose years must not overlap."""
    columns = "index code parent first_year last_year name_vi name_en short_vi short_en maximum split"
    rows = list(known.sheet("indicators.csv", columns + " aliases").rows())
    for row in rows:
        known.codes.setdefault(known.index(row), {""}).add(row.text("code"))
    indicators: list[Indicator] = []
    aliases: dict[tuple[str, str, int], tuple[str, ...]] = {}
    for row in rows:
        index, code = row.text("index"), row.text("code")
        indicator = Indicator(
            index=index,
            code=code,
            parent=row.known("parent", known.codes[index], "code of this index") if code else None,
            first_year=row.must_whole("first_year"),
            last_year=row.whole("last_year"),
            name_vi=row.must("name_vi"),
            name_en=row.must("name_en"),
            short_vi=row.must("short_vi"),
            short_en=row.must("short_en"),
            maximum=row.number("maximum"),
            split=row.yes("split"),
        )
        for other in indicators:
            overlap = other.holds(indicator.first_year) or indicator.holds(other.first_year)
            if (other.index, other.code) == (index, code) and overlap:
                row.wrong("first_year", "the years overlap with another row of the same code")
        indicators.append(indicator)
        aliases[index, code, indicator.first_year] = row.words("aliases")
    return replace(content, indicators=tuple(indicators), indicator_aliases=aliases)
