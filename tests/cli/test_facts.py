"""chisotinh facts: from a file or a sentence, once, with what was wrong told by row and column."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_publish import run, settings  # noqa: F401

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
