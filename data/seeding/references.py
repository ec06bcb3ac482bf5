"""What has been read of the seed files so far, so that each further file can be checked against it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import SeedProblem
from data.model.figures import RankKind
from data.seeding.csv_sheet import CsvRow, CsvSheet


@dataclass(slots=True)
class Known:
    """The ids known so far and the problems found. ``codes`` are the indicators of each index ('' is the total)."""

    folder: Path
    problems: list[SeedProblem] = field(default_factory=list)
    provinces: AbstractSet[str] = frozenset()
    sources: AbstractSet[str] = frozenset()
    indices: AbstractSet[str] = frozenset()
    codes: dict[str, set[str]] = field(default_factory=dict)
    ranks: dict[str, RankKind] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def sheet(self, name: str, columns: str, *, optional: str = "") -> CsvSheet:
        self.files.add(name)
        return CsvSheet(self.folder, name, columns, self.problems, optional=optional)

    def new(self, row: CsvRow, seen: set[str], column: str = "id") -> str:
        """The id of a row; a problem is noted if a row before had the same."""
        value = row.must(column)
        if value in seen:
            row.wrong(column, "is there twice")
        seen.add(value)
        return value

    def source(self, row: CsvRow) -> str:
        return row.known("source", self.sources, "source")

    def province(self, row: CsvRow, *, may: bool = False) -> str:
        return row.known("province", self.provinces, "province", may=may)

    def index(self, row: CsvRow) -> str:
        return row.known("index", self.indices, "index")

    def code(self, row: CsvRow, index: str) -> str:
        """The code of an indicator of an index; '' is the total."""
        return row.known("indicator", self.codes.get(index, ()), f"indicator of {index or 'any index'}", may=True)

    def strangers(self) -> None:
        """Note every file that nothing refers to: its rows would be missing without a word."""
        for path in sorted(self.folder.glob("*.csv")):
            if path.name not in self.files:
                self.problems.append(SeedProblem(path.name, 0, "", "", "belongs to no release in releases.csv"))
