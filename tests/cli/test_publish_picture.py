"""chisotinh publish with a picture: a numbered list of doubtful cells, answered by a file."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from data.database import Database
from data.queries.catalogue import Catalogue
from tests.importing.scanning.test_corpus import needs_both
from tests.support.table_pictures import TableLook, drawn, png, shown_rows

WHAT = ("--index", "sipas", "--year", "2025", "--source", "Bộ Nội vụ")
LISTED = re.compile(r"^\d+\. ([A-Z])(\d+) — ", re.M)


@pytest.fixture(autouse=True)
def settings(at_hand: None) -> None:
    """Before all other fixtures, so that none of them finds the database of this machine."""


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["publish", *words])


async def names(path: Path) -> tuple[str, ...]:
    async with await Database.open(path) as database:
        return tuple(unit.name_vi for unit in (await Catalogue.load(database)).units(2025))


@needs_both
def test_doubtful_cells_are_listed_and_answered_by_a_file(database_file: Path, tmp_path: Path) -> None:
    look = TableLook("plain", asyncio.run(names(database_file)), "unruled", stamp=True, seed=5)
    rows = shown_rows(look)
    (tmp_path / "table.png").write_bytes(png(drawn(look, 1280)))
    answers = tmp_path / "answers.txt"
    lines = ["# what stands in the picture"]
    for _ in range(4):
        answers.write_text("\n".join(lines), encoding="utf-8")
        done = run("table.png", *WHAT, "--answers", "answers.txt", "--dry-run", "--json")
        if done.exit_code == 0:
            break
        assert "must be looked at before anything is published" in done.stderr
        for column, number in LISTED.findall(done.stderr):
            row = rows[int(number) - 2]
            text = {"B": row.name, "C": f"{row.scores['']:.2f}".replace(".", ","), "D": str(row.rank)}[column]
            lines.append(f"{column}{number} = {text}")
    assert done.exit_code == 0, done.stderr
    assert len(lines) > 1, "the stamp hides something"
    figures = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(figure["score"] for figure in figures) == sorted(row.scores[""] for row in rows)
    assert sorted(figure["rank"] for figure in figures) == sorted(row.rank for row in rows)
    assert not any(figure["doubtful"] for figure in figures)
    assert {figure["page"] for figure in figures} == {1}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("C12", "--answers: line 1: “C12” is no answer; write D12=85,12."),
        ("\n\nso und so = 5", "--answers: line 3: “so und so = 5” is no answer; write D12=85,12."),
    ],
)
def test_a_line_that_answers_nothing_is_named(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "answers.txt").write_text(text, encoding="utf-8")
    (tmp_path / "table.png").write_bytes(b"\x89PNG")
    done = run("table.png", *WHAT, "--answers", "answers.txt")
    assert done.exit_code != 0
    assert says in " ".join(done.stderr.split())


def test_a_file_of_answers_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "table.png").write_bytes(b"\x89PNG")
    done = run("table.png", *WHAT, "--answers", "no.txt")
    assert done.exit_code != 0
    assert "no.txt" in done.stderr
