"""chisotinh publish of a PDF, and the figures of any file as lines for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_publish import HELD, WHAT, run
from tests.handlers.test_publish_pdf import printed_table
from tests.support.importing_kit import Kit, kit_of
from tests.support.pdf_tables import of_2024, report
from tests.support.table_files import held

SIPAS = ("--index", "sipas", "--year", "2024", "--announced", "2025-04-06", "--lang", "en")


@pytest.fixture(autouse=True)
def settings(at_hand: None) -> None:
    """Before all other fixtures, so that none of them finds the database of this machine."""


@pytest.fixture(scope="module")
def kit(shipped: Path) -> Kit:
    return kit_of(shipped)


def test_every_figure_is_a_line_for_programs(tmp_path: Path, kit: Kit) -> None:
    file = tmp_path / "sipas.pdf"
    file.write_bytes(report(kit))
    done = run("publish", str(file), *SIPAS, "--pages", "12-14", "--dry-run", "--json")
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(one["province"], one["indicator"]): (one["score"], one["rank"]) for one in lines} == of_2024(kit)
    for one in lines:
        assert list(one) == ["province", "indicator", "score", "rank", "doubtful", "page", "box"]
        assert one["doubtful"] is False
        assert 12 <= one["page"] <= 14
        left, top, right, bottom = one["box"]
        assert 0 < left < right < 1
        assert 0 < top < bottom < 1


def test_so_is_every_figure_of_another_file() -> None:
    done = run("publish", str(HELD), *WHAT, "--dry-run", "--json")
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    found = {(one["province"], one["indicator"]): (one["score"], one["rank"]) for one in lines}
    assert found == {(id, code): figure for id, codes in held().items() for code, figure in codes.items()}
    assert {(one["doubtful"], one["page"], one["box"]) for one in lines} == {(False, None, None)}


def test_what_its_reader_doubts_is_not_accepted_by_yes(tmp_path: Path, kit: Kit) -> None:
    file = tmp_path / "766.pdf"
    file.write_bytes(printed_table(kit.catalogue, doubtful=True))
    lines = run("publish", str(file), *WHAT, "--dry-run", "--json").stdout.splitlines()
    assert [one["province"] for one in map(json.loads, lines) if one["doubtful"]] == [next(iter(held()))]
    refused = run("publish", str(file), *WHAT, "--yes")
    assert refused.exit_code == 1, refused.output
    assert "cannot be read with certainty" in refused.output
    assert "Published" not in refused.output
    done = run("publish", str(file), *WHAT, "--yes", input="y\n")
    assert done.exit_code == 0, done.output
    assert "Published" in done.output


def test_what_cannot_be_is_said(tmp_path: Path, kit: Kit) -> None:
    file = tmp_path / "sipas.pdf"
    file.write_bytes(report(kit))
    for words, says in (
        (("--json",), "--json shows what would be published: give --dry-run with it."),
        (("--pages", "x"), "“x” are no pages; write 12-14, or 12."),
        (("--pages", "8-9", "--dry-run"), "No table was found on page 8–9 of the PDF."),
        (("--pages", "30", "--dry-run"), "The PDF has no page 30: its pages are 1 to 20."),
    ):
        done = run("publish", str(file), *SIPAS, *words)
        assert done.exit_code != 0
        assert says in " ".join(done.output.split())
    done = run("publish", str(HELD), *WHAT, "--pages", "1", "--dry-run")
    assert done.exit_code != 0
    assert "only a PDF has pages" in done.output
