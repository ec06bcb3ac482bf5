"""chisotinh facts: from a file or a sentence, once, with what was wrong told by row and column."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_publish import run, settings  # noqa: F401
from tests.support.table_files import Rows, as_xlsx

FACTS = """Chỉ số,Năm,Tỉnh,Điểm,Hạng,Nguồn,Ghi chú
SIPAS,2024,Vĩnh Long,"85,12%",23/63,Báo Vĩnh Long,x
PAR INDEX,2024,Vĩnh Long,"87,5%",,Báo Vĩnh Long,
SIPAS,2024,Cà Mau,"80,1%",,Báo Cà Mau,
"""
SAID = "SIPAS 2024 của Vĩnh Long đạt {score}%, xếp thứ 23/63, theo Báo Vĩnh Long ngày 10/4/2025"


def file_of(folder: Path, text: str = FACTS) -> str:
    path = folder / "facts.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_is_shown_published_and_passed_over_the_next_time(tmp_path: Path) -> None:
    file = file_of(tmp_path)
    shown = run("facts", "import", file, "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert shown.output.count("to be published") == 3
    assert "Columns left aside: Ghi chú" in shown.output
    refused = run("facts", "import", file, input="n\n")
    assert refused.exit_code == 1
    assert "Publish them (3 releases)?" in refused.output
    done = run("facts", "import", file, input="y\n")
    assert done.exit_code == 0, done.output
    assert done.output.count("Published: ") == 3
    again = run("facts", "import", file, "--yes")
    assert again.exit_code == 0, again.output
    assert again.output.count("Nothing of this is new") == 3
    answer = run("ask", "SIPAS Vĩnh Long 2024", "--lang", "vi").output
    assert "85,12" in answer
    assert "23/63" in answer
    assert "Báo Vĩnh Long" in answer


def test_every_figure_is_a_line_with_its_source(tmp_path: Path) -> None:
    done = run("facts", "import", file_of(tmp_path), "--dry-run", "--json")
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [(one["index"], one["province"], one["score"], one["rank"], one["source"]) for one in lines] == [
        ("sipas", "vinh-long", 85.12, 23, "Báo Vĩnh Long"),
        ("par", "vinh-long", 87.5, None, "Báo Vĩnh Long"),
        ("sipas", "ca-mau", 80.1, None, "Báo Cà Mau"),
    ]


def test_one_fault_stops_the_file_and_is_told_by_row_and_column(tmp_path: Path) -> None:
    for wrong, says in (
        (FACTS.replace("Báo Cà Mau", ""), "row 4, column F: The source is missing"),
        (FACTS.replace('"80,1%"', '"180,1%"'), "row 4, column D"),
        (FACTS.replace("Cà Mau", "Cà Mầu Xanh"), "row 4, column C"),
        (FACTS.replace("Nguồn", "Ở đâu"), "These columns were not found: source."),
    ):
        done = run("facts", "import", file_of(tmp_path, wrong), "--yes")
        assert done.exit_code == 1
        assert says in done.output
        assert "Published" not in done.output


def test_a_share_of_one_is_a_percentage_and_is_confirmed(tmp_path: Path) -> None:
    """A cell that shows 86,51% holds 0.8651."""
    rows: Rows = [["Chỉ số", "Năm", "Tỉnh", "Điểm", "Hạng", "Nguồn"]]
    rows += [["SIPAS", 2024.0, "Cà Mau", 0.8651, "3/13", "A"], ["DTI", 2024.0, "Cà Mau", 0.6, None, "A"]]
    file = tmp_path / "facts.xlsx"
    file.write_bytes(as_xlsx(rows))
    done = run("facts", "import", str(file), "--dry-run", "--json")
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [(one["index"], one["score"]) for one in told] == [("sipas", 86.51), ("dti", 0.6)]
    shown = run("facts", "import", str(file), "--dry-run").output
    assert "row 2, column D: “SIPAS total” is written as shares of one (0.8651); read as percent (86.51)." in shown
    assert "rank 3 is out of 13 only" in shown


def test_figures_of_a_year_that_was_not_over_are_confirmed(tmp_path: Path) -> None:
    said = "SIPAS {year} của Vĩnh Long đạt 85,12%, theo Báo Vĩnh Long ngày 10/4/2025"
    for year, odd in (("2025", True), ("2024", False)):
        shown = run("facts", "say", said.format(year=year), "--dry-run").output
        assert ("before 2025 was over" in shown) is odd


def test_a_sentence_is_published_and_corrected_only_with_a_reason() -> None:
    done = run("facts", "say", SAID.format(score="85,12"), "--yes")
    assert done.exit_code == 0, done.output
    assert "Published: SIPAS 2024" in done.output
    other = run("facts", "say", SAID.format(score="85,21"), "--yes")
    assert other.exit_code == 1
    assert "differ from sipas-2024-facts1-1, of the same source" in other.output
    corrected = run("facts", "say", SAID.format(score="85,21"), "--yes", "--why", "gõ nhầm")
    assert corrected.exit_code == 0, corrected.output
    assert "Published as a correction" in corrected.output
    audit = run("status").output
    assert "sipas-2024-facts1-2" in audit


def test_withdrawing_a_fact_says_that_others_of_its_period_stay() -> None:
    for paper, score in (("A", "85,12"), ("B", "85,21")):
        said = f"SIPAS 2024 của Vĩnh Long đạt {score}%, theo Báo {paper} ngày 10/4/2025"
        assert run("facts", "say", said, "--yes").exit_code == 0
    gone = run("withdraw", "sipas-2024-facts2-1", "--why", "nhầm", "--yes").output
    assert gone.count("2 other releases of this period stay in force.") == 2
    assert "othing is in force" not in gone


def test_a_sentence_that_lacks_something_says_what() -> None:
    for sentence, says in (
        ("Vĩnh Long đạt 85,12%", "The sentence does not say: index, year, source."),
        ("SIPAS 2024 của Vĩnh Long đạt 85,12%", "The sentence does not say: source."),
        ("SIPAS 2024 của Vĩnh Long bao nhiêu?", "No figure of a province was found in it."),
        ("Vĩnh Long và Trà Vinh đạt 85,12% SIPAS 2024 theo A", "No figure was found for Vinh Long"),
    ):
        done = run("facts", "say", sentence, "--yes")
        assert done.exit_code == 1
        assert says in done.output
