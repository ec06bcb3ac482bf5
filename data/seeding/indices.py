"""Seed files: sources, indices, their editions and their trees of indicators."""

from __future__ import annotations

import re
from dataclasses import replace

from data.model.figures import Source
from data.model.indices import Edition, Index, Indicator
from data.seeding.content import SeedContent
from data.seeding.csv_sheet import CsvRow
from data.seeding.references import Known

UNITS = ("points", "percent")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_DECIMALS = 6
INDEX_COLUMNS = """
    id short name_vi name_en publisher_vi publisher_en measures_vi measures_en unit dated decimals grouped slack_sum
    slack_part preferred not_preferred_for code_letter code_words nicknames spoken_vi spoken_en announced_vi
    announced_en limits_vi limits_en aliases
"""
MORE_COLUMNS = "weighted folded"
"""Columns that indices.csv may do without."""
USUAL_SLACK = 0.0003
"""Of each part, where ``slack_part`` is empty: what four decimals explain."""


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
    rows = list(known.sheet("indices.csv", INDEX_COLUMNS, optional=MORE_COLUMNS).rows())
    seen = set()
    indices = tuple(_index(known, row, seen) for row in rows)
    for row, index in zip(rows, indices, strict=True):
        if index.preferred and any(other.preferred and other.id != index.id for other in indices):
            row.wrong("preferred", "only one index can be the one meant where none is named")
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


def _index(known: Known, row: CsvRow, seen: set[str]) -> Index:
    id = known.new(row, seen)
    if ID.fullmatch(id) is None:
        row.wrong("id", "must be small letters and digits, with single hyphens between")
    decimals = row.must_whole("decimals")
    if not 0 <= decimals <= MOST_DECIMALS:
        row.wrong("decimals", f"must be 0 to {MOST_DECIMALS}")
    letter = row.text("code_letter")
    if letter and not (len(letter) == 1 and letter.isascii() and letter.isalpha()):
        row.wrong("code_letter", "must be one letter")
    for name in ("spoken", "announced", "limits"):
        for given, other in (("vi", "en"), ("en", "vi")):
            if row.text(f"{name}_{given}") and not row.text(f"{name}_{other}"):
                row.wrong(f"{name}_{other}", "is there in one language only")
    return Index(
        id=id,
        short=row.must("short"),
        name_vi=row.must("name_vi"),
        name_en=row.must("name_en"),
        publisher_vi=row.must("publisher_vi"),
        publisher_en=row.must("publisher_en"),
        measures_vi=row.must("measures_vi"),
        measures_en=row.must("measures_en"),
        unit=row.one_of("unit", UNITS),
        dated=row.yes("dated"),
        decimals=decimals,
        grouped=row.yes("grouped"),
        slack_sum=_slack(row, "slack_sum", 0.0),
        slack_part=_slack(row, "slack_part", USUAL_SLACK),
        preferred=row.yes("preferred"),
        not_preferred_for=row.words("not_preferred_for"),
        code_letter=letter,
        code_words=row.words("code_words"),
        nicknames=row.words("nicknames"),
        spoken_vi=row.text("spoken_vi"),
        spoken_en=row.text("spoken_en"),
        announced_vi=row.text("announced_vi"),
        announced_en=row.text("announced_en"),
        limits_vi=row.text("limits_vi"),
        limits_en=row.text("limits_en"),
        weighted=row.yes("weighted"),
        folded=row.yes("folded"),
    )


def _slack(row: CsvRow, column: str, usual: float) -> float:
    """Not below 0; ``usual`` where the cell is empty."""
    value = row.number(column)
    if value is None:
        return usual
    if value < 0:
        row.wrong(column, "must not be below 0")
        return usual
    return value


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
