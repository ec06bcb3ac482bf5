"""The rules that shipped and published figures must keep: ``data.rules`` for each table, and what holds of the whole
database. Pure: SeedContent -> what is wrong with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from data.breaches import Breach, CrossedRanks, NoSuchRank, OutsideScale, RankGap, WrongRank, WrongSum
from data.model.figures import Figure, Release
from data.model.indices import Indicator
from data.model.provinces import Province
from data.rules import Frame, breaches, existed
from data.seeding.content import SeedContent


@dataclass(frozen=True, slots=True)
class Violation:
    """``where``: release / province / indicator, or file and line; ``read``: what stands there; ``text``:
    what is wrong.
    """

    where: str
    read: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" + (f" (read: {self.read})" if self.read else "")


def problems(content: SeedContent) -> Iterator[Violation]:
    """Every breach of a rule, in the order of the rows."""
    rules = ContentRules(content)
    yield from rules.sources()
    yield from rules.figures()
    yield from rules.tables()
    yield from rules.texts()
    yield from rules.references()


class ContentRules:
    """The content with the look-ups that the rules share."""

    def __init__(self, content: SeedContent) -> None:
        self.content = content
        self.provinces: dict[str, Province] = {province.id: province for province in content.provinces}
        self.releases: dict[str, Release] = {release.id: release for release in content.releases}
        self.indices = {index.id: index for index in content.indices}
        self.spans: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
        for row in content.indicators:
            self.spans[row.index, row.code].append(row)
        self.by_release: dict[str, list[Figure]] = defaultdict(list)
        for figure in content.figures:
            self.by_release[figure.release].append(figure)

    def indicator(self, index: str, code: str, year: int) -> Indicator | None:
        return next((row for row in self.spans[index, code] if row.holds(year)), None)

    def sources(self) -> Iterator[Violation]:
        """Whatever people are told has a source."""
        known = {source.id for source in self.content.sources}
        rows: list[tuple[str, str]] = [(f"release {row.id}", row.source) for row in self.content.releases]
        rows += [(place(row), row.source) for row in self.content.figures]
        rows += [(f"{row.index} {row.year} {row.province} excluded", row.source) for row in self.content.exclusions]
        rows += [(f"{row.index} {row.period} {row.province} {row.key}", row.source) for row in self.content.facts]
        rows += [(f"edition {row.index} {row.first_year}", row.source) for row in self.content.editions]
        rows += [(f"document {row.id}", row.source) for row in self.content.documents]
        for where, source in rows:
            if source not in known:
                yield Violation(where, source, "has no known source")

    def figures(self) -> Iterator[Violation]:
        """Province and criterion exist in the figure's year, which an edition covers; something is said, and once."""
        seen: set[tuple[str, str, str]] = set()
        for figure in self.content.figures:
            release = self.releases[figure.release]
            where = place(figure)
            key = (release.id, figure.indicator, figure.province)
            if release.coverage == "full" and key in seen:
                yield Violation(where, str(figure.score), "is there twice in a whole table")
            seen.add(key)
            if not self.exists(figure.province, release):
                yield Violation(where, figure.province, f"there was no such province in {release.period}")
            if self.indicator(release.index, figure.indicator, release.year) is None:
                yield Violation(where, figure.indicator, f"{release.index} has no such indicator in {release.year}")
            said = (figure.score, figure.rank, figure.delta_score, figure.delta_rank)
            if all(value is None for value in said):
                yield Violation(where, "", "says nothing: neither score nor rank nor change")
            if self.scale(release) is None:
                yield Violation(where, str(release.year), f"{release.index} has no edition for this year")

    def exists(self, province: str, release: Release) -> bool:
        unit = self.provinces.get(province)
        dated = self.indices[release.index].dated
        return unit is not None and existed(unit, release.year, release.period, dated=dated)

    def scale(self, release: Release) -> float | None:
        """The maximum of the total in the edition of the release's year; None where there is no edition."""
        editions = (row for row in self.content.editions if row.index == release.index and row.holds(release.year))
        return next((row.scale for row in editions), None)

    def frame(self, release: Release) -> Frame:
        return Frame(
            index=self.indices[release.index],
            full=release.coverage == "full",
            unit=self.indices[release.index].unit,
            scale=self.scale(release),
            indicators=tuple(
                row for row in self.content.indicators if row.index == release.index and row.holds(release.year)
            ),
            units=sum(1 for id in self.provinces if self.exists(id, release)),
            unlisted=release.unlisted,
        )

    def tables(self) -> Iterator[Violation]:
        """Each release keeps the rules of a table. Facts flagged as doubtful are not held against others."""
        for id, figures in self.by_release.items():
            frame = self.frame(self.releases[id])
            doubtful = [figure for figure in figures if not frame.full and figure.flag not in ("", "pilot")]
            sure = [figure for figure in figures if frame.full or figure.flag in ("", "pilot")]
            alone = (breach for breach in breaches(frame, doubtful) if not isinstance(breach, CrossedRanks))
            for breach in (*breaches(frame, sure), *alone):
                yield violation(breach)

    def texts(self) -> Iterator[Violation]:
        """Everything shown is there in both languages."""
        rows: list[tuple[str, str, str]] = [(f"task {t.id} text", t.text_vi, t.text_en) for t in self.content.tasks]
        rows += [(f"task {t.id} heading", t.heading_vi, t.heading_en) for t in self.content.tasks]
        rows += [(f"agency {a.id}", a.name_vi, a.name_en) for a in self.content.agencies]
        rows += [(f"target {t.id} criterion", t.criterion_vi, t.criterion_en) for t in self.content.targets]
        rows += [(f"target {t.id} note", t.note_vi, t.note_en) for t in self.content.targets]
        rows += [(f"document {d.id} title", d.title_vi, d.title_en) for d in self.content.documents]
        rows += [(f"document {d.id} issuer", d.issuer_vi, d.issuer_en) for d in self.content.documents]
        rows += [(f"{place(f)} note", f.note_vi, f.note_en) for f in self.content.figures]
        for where, vietnamese, english in rows:
            if bool(vietnamese.strip()) != bool(english.strip()):
                yield Violation(where, vietnamese or english, "is there in one language only")
        for task in self.content.tasks:
            if not task.text_vi.strip():
                yield Violation(f"task {task.id} text", "", "must not be empty")

    def references(self) -> Iterator[Violation]:
        """Tasks, targets, facts and exclusions speak of provinces, indices and criteria that exist."""
        documents = {document.id for document in self.content.documents}
        names: list[tuple[str, str, str, tuple[str, ...]]] = []
        for task in self.content.tasks:
            for index, code in ((task.index, task.indicator), *task.also):
                names.append((f"task {task.id}", task.province, index, (code,)))
        names += [(f"target {t.id}", t.province, t.index, (t.indicator,)) for t in self.content.targets]
        names += [
            (f"fact {f.index} {f.period} {f.key}", f.province, f.index, (f.indicator,)) for f in self.content.facts
        ]
        names += [
            (f"exclusion {e.index} {e.year} {e.province}", e.province, e.index, e.indicators)
            for e in self.content.exclusions
        ]
        for where, province, index, codes in names:
            if province and province not in self.provinces:
                yield Violation(where, province, "is no known province")
            for code in codes:
                if (index, code) not in self.spans:
                    yield Violation(where, f"{index}:{code}", "is no known index and indicator")
        for kind, rows in (("task", self.content.tasks), ("target", self.content.targets)):
            for row in rows:
                if row.document.id not in documents:
                    yield Violation(f"{kind} {row.id}", row.document.id, "is no known document")


def place(figure: Figure) -> str:
    return f"{figure.release} {figure.province} {figure.indicator or 'total'}"


def violation(breach: Breach[Figure]) -> Violation:
    """A breach of a table's rules in words for operators."""
    figure = breach.figure
    where, score, rank = place(figure), f"{figure.score or 0:g}", str(figure.rank)
    match breach:
        case OutsideScale(limit=limit):
            return Violation(where, score, f"is outside the scale of 0 to {limit:g}")
        case NoSuchRank(among=among) if figure.out_of:
            return Violation(where, f"{rank}/{among}", "the rank is beyond the denominator")
        case NoSuchRank(among=among):
            return Violation(where, rank, f"there is no such rank among {among} provinces")
        case WrongSum(parts=parts, total=total):
            return Violation(where, score, f"is not the sum of its {len(parts)} parts, {total:.4f}")
        case WrongRank(right=right):
            return Violation(where, rank, f"by its score {score} the rank is {right}")
        case CrossedRanks(behind=other):
            text = f"ranks behind {other.province}, {other.rank} with {other.score:g}"
            return Violation(f"{where} {figure.source}", f"{rank} with {score}", text)
        case RankGap(place=at):
            return Violation(where, rank, f"the ranks do not run on: this one is in place {at}")
