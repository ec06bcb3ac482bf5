"""``db check`` and the seed loader: each kind of fault is found and named, and what is right passes."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from sqlalchemy import text

from data.checking.check import check, check_seed
from data.database import Database
from data.errors import SeedError
from data.seeding.loader import SEED_FOLDER, load_seed
from tests.support.small_seed import FILES, edit, write_seed

BARE = re.compile(r"[\w.-]+\.[a-z]{2,}").fullmatch


def test_the_shipped_figures_pass() -> None:
    report = check_seed(SEED_FOLDER)
    assert [str(error) for error in report.errors] == []
    assert report.ok
    assert report.counts["provinces"] == 63
    assert report.counts["figures"] > 29_000
    assert report.conflicts


def test_every_shipped_source_says_who_speaks() -> None:
    """A name of an outlet or office in each language, never an address alone."""
    bare = [source.id for source in load_seed().sources for name in (source.title_vi, source.title_en) if BARE(name)]
    assert bare == []


def test_the_highest_and_the_lowest_are_named_where_one_figure_is_theirs() -> None:
    content = load_seed()
    release = {one.id: (one.index, one.period) for one in content.releases}
    theirs: dict[tuple[str, str, float], set[str]] = defaultdict(set)
    for figure in content.figures:
        if figure.score is not None and not figure.indicator and figure.flag != "suspect":
            theirs[*release[figure.release], figure.score].add(figure.province)
    provinces = {province.id: province for province in content.provinces}
    extremes = [one for one in content.facts if one.key in ("max", "min") and one.value and not one.indicator]
    assert len(extremes) > 30
    for fact in extremes:
        for id in theirs[fact.index, fact.period, fact.value or 0.0]:
            assert provinces[id].named(int(fact.period[:4]))[0] in fact.text_vi, fact


def test_the_small_seed_passes_and_its_conflict_is_listed(tmp_path: Path) -> None:
    report = check_seed(write_seed(tmp_path))
    assert report.errors == ()
    (conflict,) = report.conflicts
    assert (conflict.index, conflict.period, conflict.province, conflict.indicator) == (
        "par",
        "2024",
        "hung-yen",
        "",
    )
    assert [(figure.score, figure.rank) for figure in conflict.figures] == [
        (88.1, 15),
        (None, 15),
        (88.5, 14),
    ]


# Where whole numbers are printed, each may be off by half: the sums are off by more.
FAULTS = [
    (
        "papi.csv",
        2,
        "total",
        "11.5",
        "papi-2023-1 ha-noi total",
        "11.5",
        "is not the sum of its 2 parts, 10.0000",
    ),
    ("papi.csv", 3, "2.1", "5", "papi-2023-1 hung-yen 2", "5", "is not the sum of its 2 parts, 7.0000"),
    ("766-2026-09-17.csv", 2, "score", "51.2", "766-2026-09-17-1 ha-noi total", "51.2", "is not the sum"),
    ("766-2026-09-17.csv", 3, "rank", "1", "766-2026-09-17-1 ha-noi X", "1", "by its score 30 the rank is 2"),
    (
        "reported.csv",
        5,
        "score",
        "9.6",
        "par-2024-reported-1 hung-yen 1",
        "9.6",
        "is outside the scale of 0 to 9.5",
    ),
    (
        "reported.csv",
        4,
        "out_of",
        "13",
        "par-2024-reported-1 hung-yen total",
        "14/13",
        "beyond the denominator",
    ),
    ("reported.csv", 7, "score", "", "papi-2024-reported-1 bac-ninh total", "", "says nothing"),
    (
        "766-2026-09-17.csv",
        2,
        "province",
        "bac-giang",
        "bac-giang total",
        "bac-giang",
        "no such province in 2026-09-17",
    ),
    (
        "indicators.csv",
        7,
        "last_year",
        "2023",
        "papi-2024-1 ha-noi 2.2",
        "2.2",
        "has no such indicator in 2024",
    ),
    (
        "editions.csv",
        3,
        "last_year",
        "2023",
        "papi-2024-1 ha-noi total",
        "2024",
        "papi has no edition for this year",
    ),
    ("tasks.csv", 2, "heading_vi", "", "task 1 heading", "Transparency", "is there in one language only"),
    ("targets.csv", 3, "note_en", "", "target 2 note", "trên 90", "is there in one language only"),
]


@pytest.mark.parametrize(("file", "line", "column", "value", "where", "read", "said"), FAULTS)
def test_a_fault_in_the_figures_is_found(
    tmp_path: Path, file: str, line: int, column: str, value: str, where: str, read: str, said: str
) -> None:
    folder = write_seed(tmp_path)
    if file == "reported.csv" and line == 7:
        line = 8
    edit(folder, file, line, column, value)
    errors = check_seed(folder).errors
    assert any(where in e.where and e.read == read and said in e.text for e in errors), [str(e) for e in errors]


def test_single_facts_whose_ranks_contradict_their_scores(tmp_path: Path) -> None:
    folder = write_seed(tmp_path)
    edit(folder, "reported.csv", 5, "rank", "3")
    (error,) = check_seed(folder).errors
    assert error.read == "3 with 9.5"
    assert error.text.startswith("ranks behind bac-ninh, 2 with 9.4")


UNREADABLE = [
    ("papi.csv", 2, "total", "10,5", "is not a number"),
    ("papi.csv", 3, "province", "hung-yn", "is no known province"),
    ("papi.csv", 3, "year", "2031", "has no full release of papi"),
    ("papi.csv", 3, "province", "ha-noi", "is there twice for 2023"),
    ("provinces.csv", 4, "successor", "", "a unit either goes on"),
    ("provinces.csv", 3, "absorbed", "", "must name the units that have this one as successor: thai-binh"),
    ("provinces.csv", 3, "region_2024", "Nowhere", "is no known region"),
    ("names.csv", 2, "leads_to", "", "is no known province"),
    ("indicators.csv", 5, "first_year", "2022", "the years overlap"),
    ("indicators.csv", 6, "parent", "9", "is no known code of this index"),
    ("editions.csv", 2, "scale", "0", "must be the maximum"),
    ("releases.csv", 2, "announced", "2/4/2024", "is not a date"),
    ("releases.csv", 2, "ranks", "", "a full table must say"),
    ("releases.csv", 2, "period", "23", "must begin with the year"),
    ("reported.csv", 2, "source", "", "is no known source"),
    ("reported.csv", 2, "unit", "", "a score needs its unit"),
    ("reported.csv", 2, "flag", "doubtful", "is none of"),
    ("reported.csv", 2, "rank", "1.5", "is not a whole number"),
    ("reported.csv", 2, "release", "papi-2024-1", "is a full table"),
    ("exclusions.csv", 2, "indicators", "2;9", "names an unknown indicator of papi"),
    ("facts.csv", 2, "source", "nobody", "is no known source"),
    ("documents.csv", 2, "source", "", "is no known source"),
    ("tasks.csv", 2, "text_vi", "", "must not be empty"),
    ("tasks.csv", 3, "indicator", "2.1", "must name as many indicators as there are indices"),
    ("tasks.csv", 2, "indicator", "7", "is no known indicator of papi"),
    ("tasks.csv", 2, "document", "plan-9", "is no known document"),
    ("tasks.csv", 2, "due", "2024-13-01", "is not a date"),
    ("tasks.csv", 2, "own_wording", "perhaps", "is neither yes (1) nor no (0)"),
    ("assignees.csv", 2, "role", "follow", "is none of"),
    ("targets.csv", 2, "kind", "score", "is none of"),
    ("targets.csv", 3, "last_year", "2024", "must not be before year"),
]


@pytest.mark.parametrize(("file", "line", "column", "value", "said"), UNREADABLE)
def test_a_cell_that_cannot_be_used_is_named_by_file_line_and_column(
    tmp_path: Path, file: str, line: int, column: str, value: str, said: str
) -> None:
    folder = write_seed(tmp_path)
    edit(folder, file, line, column, value)
    with pytest.raises(SeedError) as raised:
        load_seed(folder)
    found = [problem for problem in raised.value.problems if said in problem.text]
    assert [(problem.file, problem.line, problem.column, problem.read) for problem in found] == [
        (file, line, column, value)
    ], raised.value
    assert not check_seed(folder).ok


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    folder = write_seed(tmp_path)
    edit(folder, "papi.csv", 2, "total", "ten")
    edit(folder, "tasks.csv", 5, "timing", "later")
    edit(folder, "sources.csv", 2, "kind", "")
    with pytest.raises(SeedError) as raised:
        load_seed(folder)
    assert [problem.file for problem in raised.value.problems] == ["sources.csv", "papi.csv", "tasks.csv"]
    assert (
        str(raised.value).splitlines()[1]
        == "papi.csv, line 2, total: is not a number (with a decimal point) (read: 'ten')"
    )


def test_files_that_are_missing_or_of_another_form(tmp_path: Path) -> None:
    folder = write_seed(tmp_path, facts=None, names="kind,id,name_vi,name_en,alias\nplace,x,X,X,\n", pci="a,b\n1,2\n")
    (folder / "regions.csv").write_bytes(b"id,name_vi\n\xff\xfe")
    (folder / "targets.csv").write_text((folder / "targets.csv").read_text() + "1,2\n")
    with pytest.raises(SeedError) as raised:
        load_seed(folder)
    said = [str(problem) for problem in raised.value.problems]
    assert "facts.csv: is missing" in said
    assert "names.csv, line 1, aliases: the column is missing (read: '')" in said
    assert "names.csv, line 1, alias: there is no such column here (read: 'alias')" in said
    assert "pci.csv: belongs to no release in releases.csv" in said
    assert "targets.csv, line 4: has 2 cells where the header has 14" in said
    assert any(line.startswith("regions.csv: cannot be read as UTF-8 text") for line in said)


def test_quoted_line_breaks_do_not_shift_line_numbers(tmp_path: Path) -> None:
    facts = FILES["facts.csv"].strip().splitlines()
    text_of = "\n".join([facts[0].strip(), 'papi,2024,,,note,,"hai\ndòng",two,press', "papi,2024,,,note,x,a,b,press"])
    folder = write_seed(tmp_path)
    (folder / "facts.csv").write_text(text_of, encoding="utf-8")
    with pytest.raises(SeedError) as raised:
        load_seed(folder)
    assert [(problem.line, problem.column) for problem in raised.value.problems] == [(4, "value")]


async def test_a_database_is_checked_like_its_seed(place: str, tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    async with await Database.open(place, seed=seed) as database:
        report = await check(database)
        assert report == check_seed(seed)
        async with database.write() as connection:
            await connection.execute(text("UPDATE figure SET score = 90 WHERE release = 'papi-2024-1' AND rank = 2"))
            await connection.execute(text("UPDATE task SET text_vi = '' WHERE id = 4"))
            await connection.execute(
                text(
                    "INSERT INTO figure (release, province, indicator, score, rank_kind, source)"
                    " VALUES ('papi-2023-1', 'ha-noi', '1', 4, 'computed', 'papi')"
                )
            )
        errors = [str(error) for error in (await check(database)).errors]
    assert "papi-2024-1 ha-noi total: is outside the scale of 0 to 80 (read: 90)" in errors
    assert "papi-2024-1 ha-noi total: by its score 90 the rank is 1 (read: 2)" in errors
    assert "task 4 text: must not be empty" in errors
    assert "papi-2023-1 ha-noi 1: is there twice in a whole table (read: 4.0)" in errors


async def test_a_row_whose_source_is_gone_is_found(tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    async with await Database.open(tmp_path / "a.sqlite3", seed=seed) as database:
        async with database.read() as connection:
            await connection.execute(text("COMMIT"))
            await connection.execute(text("PRAGMA foreign_keys = OFF"))
            await connection.execute(text("DELETE FROM source WHERE id = 'order'"))
            await connection.execute(text("BEGIN"))
        errors = [str(error) for error in (await check(database)).errors]
    assert "document order-1: has no known source (read: order)" in errors
    assert any(error.startswith("document row") and "source that is not there" in error for error in errors)
