"""Whole tables: one column per criterion (``papi.csv``) or one row per figure (``766-2026-09-17.csv``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from data.errors import SeedProblem
from data.model.figures import Figure, RankKind, Release
from data.model.indices import Edition, Index, Indicator
from data.rules import ranked
from data.seeding.csv_sheet import CsvRow, CsvSheet

WHOLE_TABLES: tuple[RankKind, ...] = ("published", "computed")
"""How the ranks of a whole table can have come about."""


class TableReader:
    """Reads the tables of the full releases; ``ranks`` says how each release's ranks came about."""

    def __init__(
        self,
        folder: Path,
        provinces: Collection[str],
        indicators: Iterable[Indicator],
        editions: Iterable[Edition],
        ranks: dict[str, RankKind],
        problems: list[SeedProblem],
    ) -> None:
        self.folder = folder
        self.provinces = provinces
        self.ranks = ranks
        self.problems = problems
        self.editions = tuple(editions)
        self.spans: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
        for indicator in indicators:
            self.spans[indicator.index, indicator.code].append(indicator)

    def scale(self, index: str, code: str, year: int) -> float | None:
        """The maximum of a criterion in a year: for the total the edition's scale, otherwise the tree's maximum."""
        if not code:
            return next((e.scale for e in self.editions if e.index == index and e.holds(year)), None)
        return next((i.maximum for i in self.spans[index, code] if i.holds(year)), None)

    def wide(self, index: Index, releases: Iterable[Release]) -> list[Figure]:
        """Read ``<index>.csv``: year, province, total and one column per code; a blank cell means "not published"."""
        sheet = CsvSheet(self.folder, f"{index.id}.csv", "year province total", self.problems, more=True)
        by_year = {release.period: release for release in releases}
        found: dict[str, list[Figure]] = defaultdict(list)
        scales: dict[tuple[str, str], float | None] = {}
        codes: list[tuple[str, str]] | None = None
        seen: set[tuple[str, str]] = set()
        for row in sheet.rows():
            if codes is None:
                codes = [("total", "")] + [(c, c) for c in sheet.columns if c not in ("year", "province", "total")]
                for column, code in codes:
                    if (index.id, code) not in self.spans:
                        self.problems.append(SeedProblem(sheet.name, 1, column, column, "is no known indicator"))
            year, province = row.text("year"), row.known("province", self.provinces, "province")
            release = by_year.get(year)
            if release is None:
                row.wrong("year", f"has no full release of {index.id} in releases.csv")
                continue
            if (year, province) in seen:
                row.wrong("province", f"is there twice for {year}")
            seen.add((year, province))
            for column, code in codes:
                if not row.cells[column] or (score := row.number(column)) is None:
                    continue
                if (year, code) not in scales:
                    scales[year, code] = self.scale(index.id, code, release.year)
                found[release.id].append(self._figure(release, index, province, code, score, scales[year, code], None))
        return [figure for release in by_year.values() for figure in ranked(found[release.id], self.ranks[release.id])]

    def long(self, index: Index, release: Release) -> list[Figure]:
        """Read ``<index>-<period>.csv``: province, indicator, score, rank; the ranks are those in the file.

        A column ``rank_kind`` may say of single rows how their ranks came about, where not as the release's.
        """
        sheet = CsvSheet(
            self.folder,
            f"{index.id}-{release.period}.csv",
            "province indicator score rank",
            self.problems,
            optional="rank_kind",
        )
        figures: list[Figure] = []
        seen: set[tuple[str, str]] = set()
        for row in sheet.rows():
            province = row.known("province", self.provinces, "province")
            code = self._code(row, index)
            if (province, code) in seen:
                row.wrong("province", f"is there twice for {code or 'the total'}")
            seen.add((province, code))
            scale = self.scale(index.id, code, release.year)
            figure = self._figure(release, index, province, code, row.number("score"), scale, row.whole("rank"))
            if row.text("rank_kind"):
                figure = replace(figure, rank_kind=row.one_of("rank_kind", WHOLE_TABLES))
            figures.append(figure)
        return figures

    def _code(self, row: CsvRow, index: Index) -> str:
        code = row.text("indicator")
        if (index.id, code) not in self.spans:
            row.wrong("indicator", f"is no known indicator of {index.id}")
        return code

    def _figure(
        self,
        release: Release,
        index: Index,
        province: str,
        code: str,
        score: float | None,
        scale: float | None,
        rank: int | None,
    ) -> Figure:
        return Figure(
            release=release.id,
            province=province,
            indicator=code,
            score=score,
            unit="points" if code and scale not in (None, 100) else index.unit,
            scale=scale,
            rank=rank,
            rank_kind=self.ranks[release.id],
            out_of=release.printed_out_of,
            delta_score=None,
            delta_rank=None,
            flag="",
            source=release.source,
        )
