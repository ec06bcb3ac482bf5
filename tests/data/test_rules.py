"""What publishing accepts, ``db check`` accepts, and the other way round: they hold tables against the same rules."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.importing.checks import check as check_draft
from bot.importing.checks import frame_of
from bot.importing.draft import Draft, DraftFigure, Reading
from bot.importing.provinces import units_of
from bot.importing.table_reader import scales_of
from data import rules
from data.checking.check import check, check_content
from data.database import Database
from data.model.figures import Coverage, RankKind
from data.releases.publishing import Publishing
from data.releases.rows import figure_of, release_of
from data.seeding.content import SeedContent
from data.seeding.loader import load_seed
from tests.support.good_files import PAPI
from tests.support.importing_kit import REQUEST, Kit, kit_of
from tests.support.outbox_room import NOW
from tests.support.table_files import Rows, as_csv

PERIODS = [
    *(("papi", "2017"), ("papi", "2024"), ("papi", "2025"), ("par", "2014"), ("par", "2017"), ("par", "2024")),
    *(("sipas", "2020"), ("sipas", "2024"), ("766", "2025-03-01"), ("766", "2025-07"), ("766", "2026-10-20")),
    *(("dti", "2024"), ("dti", "2025"), ("pci", "2008"), ("pci", "2016"), ("pci", "2024")),
]
RANKS = ["none", "computed", "competition", "consecutive", "dense", "only"]
HARMS = ["", "", "scale", "sum", "rank", "swapped", "beyond"]


@pytest.fixture(scope="module")
def kit(shipped: Path) -> Kit:
    return kit_of(shipped)


@pytest.fixture(scope="module")
def bare() -> SeedContent:
    """The shipped provinces, indices and criteria, without a figure."""
    content = load_seed()
    return SeedContent(
        provinces=content.provinces,
        sources=content.sources,
        indices=content.indices,
        editions=content.editions,
        indicators=content.indicators,
    )


# Drafts


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is made. ``ranks``: how they are printed; ``harm``: what is made wrong with it afterwards."""

    index: str
    period: str
    coverage: Coverage
    decimals: int
    provinces: int
    every: bool
    ranks: str
    blanks: int
    out_of: bool
    harm: str
    seed: int


plans = st.builds(
    lambda where, *values: Plan(*where, *values),
    st.sampled_from(PERIODS),
    st.sampled_from(("full", "full", "partial")),
    st.integers(0, 4),
    st.sampled_from((3, 8, 20, 63)),
    st.booleans(),
    st.sampled_from(RANKS),
    st.sampled_from((0, 0, 1, 4)),
    st.booleans(),
    st.sampled_from(HARMS),
    st.integers(0, 10**6),
)


class Maker:
    """Makes a consistent table as an office would, rounded and ranked as the plan says; then perhaps harms it."""

    def __init__(self, plan: Plan, kit: Kit) -> None:
        self.plan = plan
        self.random = Random(plan.seed)
        self.year = int(plan.period[:4])
        self.catalogue = kit.catalogue
        self.scales = scales_of(kit.catalogue, plan.index, self.year)
        self.unit = kit.catalogue.indices[plan.index].unit
        self.units = units_of(kit.catalogue, self.year, plan.period)
        self.draft = self._draft(())
        self.frame = frame_of(self.draft, kit.catalogue)
        self.codes = [row.code for row in self.frame.indicators if not row.split]
        if not plan.every:
            self.codes = [code for code in self.codes if not code or self.random.random() < 0.6]

    def make(self) -> Draft:
        count = min(self.plan.provinces, len(self.units))
        provinces = [unit.id for unit in self.random.sample(self.units, count)]
        exact: dict[tuple[str, str], float] = {}
        for province in provinces:
            self._score(province, "", exact)
        figures: list[DraftFigure] = []
        for code in self.codes:
            figures += self._column(code, {province: exact[province, code] for province in provinces})
        if self.plan.coverage == "partial":  # ranks are those among all, of which few are known
            figures = [figure for figure in figures if self.random.random() < 0.6]
        self.draft = self._draft(tuple(figures))
        return self.draft

    def harmed(self) -> bool:
        """Makes something wrong; False where the table has nothing that could be made wrong in this way."""
        harm = {"scale": self._off_scale, "sum": self._off_sum, "rank": self._off_rank}
        harm |= {"swapped": self._swapped, "beyond": self._beyond}
        return harm[self.plan.harm]()

    def _score(self, province: str, code: str, exact: dict[tuple[str, str], float]) -> float:
        """Of the parts where they add up; else at random, often one that others have, too."""
        parts = self.frame.parts(code)
        scores = [self._score(province, part.code, exact) for part in parts]
        whole = self.frame.indicator(code)
        if parts and rules.adds_up(whole, parts, self.frame.unit):
            exact[province, code] = sum(scores)
        else:
            limit = self.scales.get(code) or self._room(code)
            exact[province, code] = self.random.choice((0.25, 0.5, self.random.uniform(0.05, 0.9))) * limit
        return exact[province, code]

    def _room(self, code: str) -> float:
        """A criterion without a maximum has its share of the one above, or 100 percent."""
        indicator = self.frame.indicator(code)
        above = self.scales.get(indicator.parent or "") if indicator and indicator.parent is not None else None
        siblings = self.frame.parts(indicator.parent or "") if indicator else ()
        return 100.0 if self.plan.index == "sipas" else (above or 100.0) / 2 / max(1, len(siblings))

    def _column(self, code: str, exact: dict[str, float]) -> list[DraftFigure]:
        scores = {province: round(score, self.plan.decimals) for province, score in exact.items()}
        ranks = self._ranks(scores)
        for province in self.random.sample(list(scores), min(self.plan.blanks, len(scores) - 2)):
            if ranks and self.plan.ranks in ("competition", "consecutive") and self.random.random() < 0.5:
                continue  # a score is missing, see below; its rank is known
            del scores[province]
            ranks = self._ranks(scores)
        scoreless = set(ranks) - set(scores) if self.plan.ranks != "only" else set(ranks)
        if self.plan.ranks in ("competition", "consecutive") and self.plan.blanks:
            scoreless |= {province for province in ranks if self.random.random() < 0.1}
        scale = self.scales.get(code)
        kind: RankKind = "computed" if self.plan.ranks == "computed" else "published"
        return [
            DraftFigure(
                province=province,
                indicator=code,
                score=None if province in scoreless else score,
                unit="points" if code and scale not in (None, 100.0) else self.unit,
                scale=scale,
                rank=ranks.get(province),
                rank_kind="reported" if self.plan.coverage == "partial" else kind,
                out_of=len(self.units) if self.plan.out_of and province in ranks else None,
                row=at,
                column="B",
            )
            for at, (province, score) in enumerate(scores.items(), 2)
        ]

    def _ranks(self, scores: dict[str, float]) -> dict[str, int]:
        if self.plan.ranks == "none":
            return {}
        ordered = sorted(scores, key=lambda province: -scores[province])
        if self.plan.ranks == "consecutive":
            return {province: place for place, province in enumerate(ordered, 1)}
        if self.plan.ranks == "dense":
            places = sorted(set(scores.values()), reverse=True)
            return {province: places.index(score) + 1 for province, score in scores.items()}
        best = rules.competition_ranks(scores.values())
        return {province: best[score] for province, score in scores.items()}

    def _change(self, figure: DraftFigure, **changes: object) -> bool:
        new = replace(figure, **changes)  # type: ignore[arg-type]
        figures = tuple(new if one is figure else one for one in self.draft.figures)
        self.draft = replace(self.draft, figures=figures)
        return True

    def _pick(self, figures: Sequence[DraftFigure]) -> DraftFigure | None:
        return self.random.choice(figures) if figures else None

    def _off_scale(self) -> bool:
        figure = self._pick([one for one in self.draft.figures if one.score is not None])
        if figure is None:
            return False
        limit = rules.score_limit(self.frame, figure) or 0.0
        return self._change(figure, score=self.random.choice((-0.01, limit + 0.01)))

    def _off_sum(self) -> bool:
        if self.plan.coverage == "partial":
            return False
        table: dict[str, dict[str, DraftFigure]] = {}
        for figure in self.draft.figures:
            table.setdefault(figure.indicator, {})[figure.province] = figure
        summed = self._pick([one for one in self.draft.figures if self._summed(table, one)])
        off = 2.0 * (1 + len(self.frame.parts(summed.indicator))) if summed else 0.0
        return summed is not None and self._change(summed, score=(summed.score or 0.0) + off)

    def _summed(self, table: dict[str, dict[str, DraftFigure]], figure: DraftFigure) -> bool:
        parts = self.frame.parts(figure.indicator)
        if not parts or not rules.adds_up(self.frame.indicator(figure.indicator), parts, self.frame.unit):
            return False
        known = [table.get(part.code, {}).get(figure.province) for part in parts]
        return figure.score is not None and all(one is not None and one.score is not None for one in known)

    def _beyond(self) -> bool:
        figure = self._pick([one for one in self.draft.figures if one.rank is not None])
        return figure is not None and self._change(figure, rank=self.random.choice((0, len(self.units) + 1)))

    def _off_rank(self) -> bool:
        """A rank that leaves a hole, where scores or the other ranks say which it must be."""
        last = [one for one in self.draft.figures if not one.indicator and one.rank is not None]
        worst = max(last, key=lambda one: one.rank or 0, default=None)
        if worst is None or worst.rank is None or self.plan.coverage == "partial" or self.plan.blanks:
            return False
        return self._change(worst, rank=worst.rank + len(last))

    def _swapped(self) -> bool:
        """The first and the last of the total exchange their ranks."""
        scored = [one for one in self.draft.figures if not one.indicator and None not in (one.rank, one.score)]
        ordered = sorted(scored, key=lambda one: one.score or 0.0)
        if not ordered or ordered[0].score == ordered[-1].score:
            return False
        worst, best = ordered[0], ordered[-1]
        return self._change(worst, rank=best.rank) and self._change(best, rank=worst.rank)

    def _draft(self, figures: tuple[DraftFigure, ...]) -> Draft:
        return Draft(
            index=self.plan.index,
            period=self.plan.period,
            year=self.year,
            title_vi="Bảng",
            title_en="A table",
            issuer="Bộ",
            source_title="Cổng",
            source_url="",
            announced=None,
            coverage=self.plan.coverage,
            printed_out_of=None,
            rank_kind="published",
            figures=figures,
            file_hash="aa",
            reading=Reading("a.csv", "", "csv", "wide", (), (), (), (), ()),
        )


# Both sides


def refused(draft: Draft, kit: Kit) -> list[str]:
    return [problem.msgid for problem in check_draft(draft, None, kit.catalogue) if problem.kind == "error"]


def with_release(content: SeedContent, draft: Draft) -> SeedContent:
    """The content with the release that the draft becomes; tests below show that the database keeps it so."""
    source = content.sources[0].id
    release = release_of(draft, f"{draft.index}-{draft.period}-9", 9, source)
    figures = tuple(figure_of(one, release) for one in draft.figures if one.score is not None or one.rank is not None)
    return replace(content, releases=(*content.releases, release), figures=(*content.figures, *figures))


def test_publishing_accepts_a_table_exactly_when_db_check_does(kit: Kit, bare: SeedContent) -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(plans)
    def holds(plan: Plan) -> None:
        maker = Maker(plan, kit)
        maker.make()
        if plan.harm:
            assume(maker.harmed())
        said = refused(maker.draft, kit)
        errors = [str(error) for error in check_content(with_release(bare, maker.draft)).errors]
        assert bool(said) == bool(errors), (said, errors)
        if plan.harm:
            assert errors
        elif not (plan.ranks in ("dense", "only") and plan.coverage == "full"):
            assert not errors  # dense ranks alone cannot be told from wrong ones
        seen["refused" if said else "accepted"] += 1
        seen[f"{plan.index} {'refused' if said else 'accepted'}"] += 1

    holds()
    assert min(seen["accepted"], seen["refused"]) > 100, seen
    assert all(seen[f"{index} {what}"] > 10 for index in kit.catalogue.indices for what in ("accepted", "refused"))


@pytest.mark.parametrize(
    ("period", "units"), [("2025-06-30", 63), ("2025-07", 34), ("2025-07-01", 34), ("2026-10-20", 34)]
)
def test_a_rank_beyond_the_number_of_provinces_is_refused(kit: Kit, bare: SeedContent, period: str, units: int) -> None:
    plan = Plan("766", period, "partial", 2, 8, True, "none", 0, False, "", 1)
    draft = Maker(plan, kit).make()
    for rank in (units, units + 1):
        ranked = replace(draft, figures=(replace(draft.figures[0], rank=rank),))
        wrong = rank > units
        assert bool(refused(ranked, kit)) == wrong
        assert bool(check_content(with_release(bare, ranked)).errors) == wrong


# Through the database


def published(file: Path, *drafts: Draft) -> list[str]:
    """What ``db check`` finds after these were published one after the other."""

    async def publish() -> list[str]:
        async with await Database.open(file) as database:
            for at, draft in enumerate(drafts):
                await Publishing(database).publish(draft, None, who="test", now=NOW + dt.timedelta(minutes=at))
            return [str(error) for error in (await check(database)).errors]

    return asyncio.run(publish())


def sent(kit: Kit, rows: Rows, **changes: object) -> Draft:
    """The draft that an operator's file becomes, without an error."""
    found = kit.send("a.csv", as_csv(rows), replace(REQUEST, announced=None, **changes))  # type: ignore[arg-type]
    assert found.draft is not None, found.lines()
    return found.draft


def sipas(kit: Kit) -> Rows:
    rows: Rows = [["Tỉnh", "SIPAS", "Chính sách công", "Dịch vụ hành chính công"]]
    for n, unit in enumerate(kit.catalogue.units(2024)):
        rows.append([unit.name_vi, f"{85 - n / 10:.2f}", "80.1", f"{90 - n / 9:.2f}"])
    return rows


def papi(kit: Kit, decimals: int) -> Rows:
    """The shipped table of 2024, printed with fewer decimals and ranked by what is printed."""
    rows: Rows = [["Tỉnh", "Tổng điểm", *"12345678"]]
    for unit in kit.catalogue.units(2024):
        figures = [kit.results["papi", "2024"].figure(unit.id, code) for code in ("", *"12345678")]
        rows.append([unit.name_vi, *(f"{one.score:.{decimals}f}" if one and one.score else "-" for one in figures)])
    return rows


def test_sipas_with_its_parts_passes_once_published(kit: Kit, database_file: Path) -> None:
    draft = sent(kit, sipas(kit), index="sipas", year=2024, period="2024")
    assert {figure.indicator for figure in draft.figures} == {"", "1", "2"}
    assert published(database_file, draft) == []


@pytest.mark.parametrize("decimals", [1, 2])
def test_papi_with_fewer_decimals_passes_once_published(kit: Kit, database_file: Path, decimals: int) -> None:
    draft = sent(kit, papi(kit, decimals), index=PAPI.index, year=2024, period="2024")
    assert published(database_file, replace(draft, correction_of="papi-2024-1", why="fewer decimals")) == []


def test_a_table_of_july_2025_has_the_provinces_of_the_day_it_began_with(kit: Kit, database_file: Path) -> None:
    rows: Rows = [["Tỉnh", "Tổng điểm"]]
    rows += [[unit.name_vi, 60.25] for unit in kit.catalogue.units(2025)]
    draft = sent(kit, rows, year=2025, period="2025-07")
    assert published(database_file, draft) == []


def test_dense_ranks_and_ranks_without_scores_pass_once_published(kit: Kit, database_file: Path) -> None:
    units = kit.catalogue.units(2026)
    dense: Rows = [["Tỉnh", "Tổng điểm", "Hạng"]]
    dense += [[unit.name_vi, 90 - max(1, n), max(1, n)] for n, unit in enumerate(units)]
    alone: Rows = [["Tỉnh", "Hạng"]]
    alone += [[unit.name_vi, n] for n, unit in enumerate(units, 1)]
    drafts = (sent(kit, dense), sent(kit, alone, period="2026-11-10"))
    assert published(database_file, *drafts) == []


def test_corrected_facts_are_not_held_against_those_they_replace(kit: Kit, database_file: Path) -> None:
    def facts(*rows: tuple[str, float, int]) -> Draft:
        table: Rows = [["Tỉnh", "Tổng điểm", "Hạng"]]
        table += [[name, score, rank] for name, score, rank in rows]
        return sent(kit, table, partial=True, period="2026-11-10")

    first = facts(("Hà Nội", 50.0, 1), ("Hưng Yên", 40.0, 2))
    second = facts(("Hà Nội", 50.0, 3), ("Hưng Yên", 60.0, 1), ("Huế", 55.0, 2))
    corrects = replace(second, correction_of="766-2026-11-10-partial-1", why="two were missing")
    assert published(database_file, first, corrects) == []


def test_a_wrong_table_that_slipped_in_is_found(kit: Kit, database_file: Path) -> None:
    draft = sent(kit, papi(kit, 2), index=PAPI.index, year=2024, period="2024")
    figures = [replace(f, score=(f.score or 0) + 0.2) if (f.province, f.indicator) == ("ha-noi", "1") else f
               for f in draft.figures]  # fmt: skip
    wrong = replace(draft, figures=tuple(figures), correction_of="papi-2024-1", why="fewer decimals")
    assert refused(wrong, kit)
    assert any(
        "papi-2024-2 ha-noi total: is not the sum of its 8 parts" in one for one in published(database_file, wrong)
    )


# Single rules


@pytest.mark.parametrize(("score", "shown"), [(1.0, 0), (12.5, 1), (12.25, 2), (0.1 + 0.2, 1), (41.1234, 4)])
def test_the_decimals_that_a_score_shows(score: float, shown: int) -> None:
    assert rules.decimals(score) == shown


def test_what_rounding_explains(kit: Kit) -> None:
    indices = kit.catalogue.indices
    assert rules.allowed_slack(indices["766"], [[], []]) == pytest.approx(1.0)
    assert rules.allowed_slack(indices["papi"], [[44.12], *[[5.12]] * 8]) == pytest.approx(9 * 0.005)
    assert rules.allowed_slack(indices["papi"], [[44.1234], *[[5.1234]] * 8]) == pytest.approx(8 * 0.0003)
    assert rules.allowed_slack(indices["766"], [[60.123], *[[5.123]] * 6]) == pytest.approx(0.03)


RANKED = [
    ([(9, 1), (8, 2), (7, 3)], []),
    ([(9, 1), (9, 1), (7, 3)], []),
    ([(9, 1), (9, 2), (7, 3)], []),
    ([(9, 2), (9, 2), (7, 3)], []),
    ([(9, 1), (9, 1), (7, 2)], []),
    ([(9, 1), (9, 3), (7, 3)], [1]),
    ([(9, 2), (8, 1), (7, 3)], [0, 1]),
    ([(9, 1), (None, 2), (7, 3)], []),
    ([(9, 1), (None, 2), (7, 2)], []),
    ([(9, 1), (None, 1), (7, 2)], []),
    ([(9, 1), (None, 1), (7, 4)], [2]),
    ([(9, 1), (8, None), (7, 3)], []),
    ([(9, 1), (8, None), (7, 2)], [2]),
]


@pytest.mark.parametrize(("column", "wrong"), RANKED)
def test_ranks_follow_from_the_scores(column: list[tuple[float | None, int | None]], wrong: list[int]) -> None:
    figures = [figure(score, rank, at) for at, (score, rank) in enumerate(column)]
    assert [figures.index(one.figure) for one in rules.wrong_ranks(figures)] == wrong


def test_whoever_is_ranked_and_not_listed_may_have_taken_any_place() -> None:
    for ranks, unlisted, wrong in (((1, 3, 4), 0, 2), ((1, 3, 4), 1, 0), ((2, 3, 4), 1, 0), ((1, 3, 5), 1, 1)):
        column = [figure(score, rank, at) for at, (score, rank) in enumerate(zip((9, 8, 7), ranks, strict=True))]
        assert len(rules.wrong_ranks(column, unlisted)) == wrong


def test_a_weighted_total_is_no_sum(kit: Kit) -> None:
    plan = Plan("papi", "2024", "full", 2, 3, every=True, ranks="none", blanks=0, out_of=False, harm="", seed=1)
    frame = Maker(plan, kit).frame
    table = {code: {"p0": replace(figure(1.0, None), indicator=code)} for code in ("", *"12345678")}
    assert [breach.total for breach in rules.wrong_sums(frame, table, "")] == [8.0]
    weighted = replace(frame, index=replace(frame.index, weighted=True))
    assert list(rules.wrong_sums(weighted, table, "")) == []


def test_computed_ranks_share_a_place_and_skip_the_next() -> None:
    for ranks, wrong in (((1, 1, 3), 0), ((1, 2, 3), 1), ((1, 1, 2), 1)):
        column = [figure(score, rank, rank_kind="computed") for score, rank in zip((9, 9, 7), ranks, strict=True)]
        assert len(rules.wrong_ranks(column)) == wrong


def test_ranks_alone_run_on() -> None:
    for ranks, place in (((1, 2, 3), None), ((1, 1, 3), None), ((1, 2, 2, 4), None), ((1, 3), 2), ((2,), 1)):
        found = rules.rank_gaps([figure(None, rank, at) for at, rank in enumerate(ranks)])
        assert [gap.place for gap in found] == ([] if place is None else [place])


def test_a_better_score_between_equal_ones_is_found_too() -> None:
    """Neighbours in the order of scores do not show it: one of two equal scores has the rank that is wrong."""
    facts = [figure(90, 5, 1), figure(90, 3, 2), figure(80, 4, 3)]
    assert [(one.figure, one.behind) for one in rules.crossed_ranks(facts)] == [(facts[0], facts[2])]
    assert rules.crossed_ranks([figure(90, 5, 1), figure(80, 4, 1)]) == []  # two sources on one province


def figure(score: float | None, rank: int | None, province: int = 0, rank_kind: RankKind = "published") -> DraftFigure:
    return DraftFigure(
        province=f"p{province}",
        indicator="",
        score=score,
        unit="points",
        scale=100.0,
        rank=rank,
        rank_kind=rank_kind,
        out_of=None,
        row=1,
        column="B",
    )
