"""The rules that shipped and published figures must keep. Pure: Content -> what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from data.model import Figure, Index, Indicator, Province, RankKind, Release
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


def slack(index: Index, parts: int) -> float:
    """By how much the sum of ``parts`` parts may be off in tables of an index because they were rounded."""
    return index.slack_sum + index.slack_part * parts


def problems(content: SeedContent) -> Iterator[Violation]:
    """Every breach of a rule, in the order of the rows."""
    rules = Rules(content)
    yield from rules.sources()
    yield from rules.figures()
    yield from rules.sums()
    yield from rules.ranks()
    yield from rules.texts()
    yield from rules.references()


class Rules:
    """The content with the look-ups that the rules share."""

    def __init__(self, content: SeedContent) -> None:
        self.content = content
        self.provinces: dict[str, Province] = {province.id: province for province in content.provinces}
        self.releases: dict[str, Release] = {release.id: release for release in content.releases}
        self.indices: dict[str, Index] = {index.id: index for index in content.indices}
        self.spans: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
        for row in content.indicators:
            self.spans[row.index, row.code].append(row)
        self.tables: dict[str, dict[str, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
        for figure in content.figures:
            if self.releases[figure.release].coverage == "full":
                self.tables[figure.release][figure.indicator][figure.province] = figure

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
        """Province and criterion exist in the figure's year; the score is within its scale; something is
        said.
        """
        scales = {(row.index, row.first_year): row for row in self.content.editions}
        for figure in self.content.figures:
            release = self.releases[figure.release]
            where = place(figure)
            table = self.tables[release.id] if release.coverage == "full" else {}
            if table and table[figure.indicator][figure.province] is not figure:
                yield Violation(where, str(figure.score), "is there twice in a whole table")
            if not self.exists(figure.province, release.period, release.year, self.indices[release.index].dated):
                yield Violation(where, figure.province, f"there was no such province in {release.period}")
            indicator = self.indicator(release.index, figure.indicator, release.year)
            if indicator is None:
                yield Violation(where, figure.indicator, f"{release.index} has no such indicator in {release.year}")
            if (
                figure.score is None
                and figure.rank is None
                and figure.delta_score is None
                and figure.delta_rank is None
            ):
                yield Violation(where, "", "says nothing: neither score nor rank nor change")
            edition = next((e for e in scales.values() if e.index == release.index and e.holds(release.year)), None)
            if edition is None:
                yield Violation(where, str(release.year), f"{release.index} has no edition for this year")
            if figure.out_of and figure.rank and figure.rank > figure.out_of:
                yield Violation(where, f"{figure.rank}/{figure.out_of}", "the rank is beyond the denominator")
            if figure.score is None:
                continue
            limit = figure.scale or (100.0 if figure.unit == "percent" else indicator and indicator.maximum)
            if figure.score < 0 or (limit and figure.score > limit + 1e-9):
                yield Violation(where, f"{figure.score:g}", f"is outside the scale of 0 to {limit:g}")

    def exists(self, province: str, period: str, year: int, dated: bool) -> bool:
        """Whether the unit existed: of 2025 itself the month decides; a dated index without a month may mean
        both.
        """
        unit = self.provinces.get(province)
        if unit is None:
            return False
        if year != 2025:
            return bool(unit.kind(year))
        if len(period) > 4:
            return bool(unit.kind_2025 if period >= "2025-07" else unit.kind_2024)
        return bool(unit.kind_2025 or (dated and unit.kind_2024))

    def sums(self) -> Iterator[Violation]:
        """In whole tables a criterion is the sum of its parts, where all of them were measured."""
        for id, table in self.tables.items():
            release = self.releases[id]
            valid = [row for row in self.content.indicators if row.index == release.index and row.holds(release.year)]
            for code in dict.fromkeys(row.parent for row in valid if row.parent is not None):
                parts = [row.code for row in valid if row.parent == code and not row.split]
                for province, figure in table.get(code, {}).items():
                    found = [table[part][province].score for part in parts if province in table.get(part, {})]
                    scores = [score for score in found if score is not None]
                    if figure.score is None or not parts or len(scores) < len(parts):
                        continue
                    if abs(figure.score - sum(scores)) > slack(self.indices[release.index], len(parts)) + 1e-9:
                        text = f"is not the sum of its {len(parts)} parts, {sum(scores):.4f}"
                        yield Violation(place(figure), f"{figure.score:g}", text)

    def ranks(self) -> Iterator[Violation]:
        """In whole tables ranks follow from the scores; of single facts a better score has no worse rank."""
        for table in self.tables.values():
            for figures in table.values():
                scores = [figure.score for figure in figures.values() if figure.score is not None]
                ranks = competition_ranks(scores)
                for figure in figures.values():
                    if figure.rank is None or figure.score is None:
                        continue
                    best = ranks[figure.score]
                    last = best + scores.count(figure.score) - 1 if figure.rank_kind != "computed" else best
                    if not best <= figure.rank <= last:
                        yield Violation(
                            place(figure),
                            str(figure.rank),
                            f"by its score {figure.score:g} the rank is {best}",
                        )
        yield from self._reported_ranks()

    def _reported_ranks(self) -> Iterator[Violation]:
        groups: dict[tuple[str, str, str, int | None], list[tuple[float, int, Figure]]] = defaultdict(list)
        for figure in self.content.figures:
            release = self.releases[figure.release]
            if release.coverage == "full" or figure.flag not in ("", "pilot") or figure.score is None:
                continue
            if figure.rank is not None:
                key = (release.index, release.period, figure.indicator, figure.out_of)
                groups[key].append((figure.score, figure.rank, figure))
        for group in groups.values():
            for score, rank, figure in group:
                for other_score, other_rank, other in group:
                    if score > other_score and rank > other_rank and figure.province != other.province:
                        text = f"ranks behind {other.province}, {other_rank} with {other_score:g}"
                        yield Violation(f"{place(figure)} {figure.source}", f"{rank} with {score:g}", text)

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


def competition_ranks(scores: Iterable[float]) -> dict[float, int]:
    """Score -> rank, highest first; equal scores share the better rank and skip the next ("1, 2, 2, 4")."""
    ranks: dict[float, int] = {}
    for place, score in enumerate(sorted(scores, reverse=True), 1):
        ranks.setdefault(score, place)
    return ranks


def ranked(figures: list[Figure], kind: RankKind) -> list[Figure]:
    """The figures of one table with the ranks that follow from their scores, criterion by criterion."""
    by_indicator: dict[str, list[float]] = defaultdict(list)
    for figure in figures:
        if figure.score is not None:
            by_indicator[figure.indicator].append(figure.score)
    ranks = {code: competition_ranks(scores) for code, scores in by_indicator.items()}
    return [
        figure if figure.score is None else replace(figure, rank=ranks[figure.indicator][figure.score], rank_kind=kind)
        for figure in figures
    ]
