"""Seed files: releases, their figures, provinces left out, and facts on whole editions."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from data.model.figures import Coverage, Exclusion, Fact, Figure, RankKind, Release
from data.seeding.content import SeedContent
from data.seeding.references import Known
from data.seeding.tables import TableReader

RANK_KINDS: tuple[RankKind, ...] = get_args(RankKind)
COVERAGES: tuple[Coverage, ...] = get_args(Coverage)
UNITS = ("points", "percent", "")
FLAGS = ("", "derived", "conflict", "suspect", "pilot")


def read_figures(known: Known, content: SeedContent) -> SeedContent:
    """Read releases.csv, the whole tables, reported.csv, exclusions.csv and facts.csv."""
    releases = _read_releases(known)
    reader = TableReader(
        known.folder, known.provinces, content.indicators, content.editions, known.ranks, known.problems
    )
    figures: list[Figure] = []
    for index in content.indices:
        full = [release for release in releases if release.index == index.id and release.coverage == "full"]
        names = {release.id: f"{index.id}-{release.period}.csv" for release in full}
        alone = [release for release in full if (known.folder / names[release.id]).exists()]
        together = [release for release in full if release not in alone]
        if together:
            known.files.add(f"{index.id}.csv")
            figures += reader.wide(index, together)
        for release in alone:
            known.files.add(names[release.id])
            figures += reader.long(index, release)
    figures += _read_reported(known, {release.id: release for release in releases})
    return replace(
        content,
        releases=releases,
        figures=tuple(figures),
        exclusions=_read_exclusions(known),
        facts=_read_facts(known),
    )


def _read_exclusions(known: Known) -> tuple[Exclusion, ...]:
    exclusions: dict[tuple[str, int, str], Exclusion] = {}
    columns = "index year province indicators reason_vi reason_en source"
    for row in known.sheet("exclusions.csv", columns).rows():
        key = known.index(row), row.must_whole("year"), known.province(row)
        codes = row.words("indicators")
        if not known.codes.get(key[0], set()).issuperset(codes):
            row.wrong("indicators", f"names an unknown indicator of {key[0]}")
        if key in exclusions:
            row.wrong("province", "is there twice")
        exclusions[key] = Exclusion(*key, codes, row.text("reason_vi"), row.text("reason_en"), known.source(row))
    return tuple(exclusions.values())


def _read_facts(known: Known) -> tuple[Fact, ...]:
    columns = "index period province indicator key value text_vi text_en source"
    return tuple(
        Fact(
            index=known.index(row),
            period=row.text("period"),
            province=known.province(row, may=True),
            indicator=known.code(row, row.text("index")),
            key=row.must("key"),
            value=row.number("value"),
            text_vi=row.must("text_vi"),
            text_en=row.must("text_en"),
            source=known.source(row),
        )
        for row in known.sheet("facts.csv", columns).rows()
    )


def _read_releases(known: Known) -> tuple[Release, ...]:
    columns = "id index period year revision title_vi title_en issuer announced source coverage ranks"
    seen: set[str] = set()
    releases: list[Release] = []
    for row in known.sheet("releases.csv", columns + " printed_out_of", optional="unlisted").rows():
        release = Release(
            id=known.new(row, seen),
            index=known.index(row),
            period=row.must("period"),
            year=row.must_whole("year"),
            revision=row.must_whole("revision"),
            title_vi=row.must("title_vi"),
            title_en=row.must("title_en"),
            issuer=row.text("issuer"),
            announced=row.date("announced"),
            source=known.source(row),
            coverage=row.one_of("coverage", COVERAGES),
            origin="shipped",
            printed_out_of=row.whole("printed_out_of"),
            unlisted=row.whole("unlisted") or 0,
        )
        if not release.period.startswith(str(release.year)):
            row.wrong("period", "must begin with the year")
        ranks = row.one_of("ranks", ("", "computed", "published"))
        known.ranks[release.id] = "computed" if ranks == "computed" else "published"
        if release.coverage == "full" and not ranks:
            row.wrong("ranks", "a full table must say whether its ranks are computed or published")
        if release.unlisted < 0 or (release.unlisted and release.coverage != "full"):
            row.wrong("unlisted", "must be the number of units that a full table ranks without showing them")
        releases.append(release)
    return tuple(releases)


def _read_reported(known: Known, releases: dict[str, Release]) -> list[Figure]:
    columns = "release province indicator score unit scale rank rank_kind out_of delta_score delta_rank flag"
    figures: list[Figure] = []
    for row in known.sheet("reported.csv", columns + " source note_vi note_en").rows():
        release = releases.get(row.known("release", releases, "release"))
        figure = Figure(
            release=row.text("release"),
            province=known.province(row),
            indicator=known.code(row, release.index if release else ""),
            score=row.number("score"),
            unit=row.one_of("unit", UNITS),
            scale=row.number("scale"),
            rank=row.whole("rank"),
            rank_kind=row.one_of("rank_kind", RANK_KINDS) if row.text("rank_kind") else "reported",
            out_of=row.whole("out_of"),
            delta_score=row.number("delta_score"),
            delta_rank=row.whole("delta_rank"),
            flag=row.one_of("flag", FLAGS),
            source=known.source(row),
            note_vi=row.text("note_vi"),
            note_en=row.text("note_en"),
        )
        if release and release.coverage == "full":
            row.wrong("release", "is a full table: its figures stand in its own file")
        if figure.score is not None and not figure.unit:
            row.wrong("unit", "a score needs its unit")
        figures.append(figure)
    return figures
