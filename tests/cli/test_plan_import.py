"""chisotinh tasks import: as an office's operator or a script uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.support.plan_files import plan_file
from tests.support.plan_pdf import LAYOUTS, brought_pdf, plan_pdf, scanned

KEYS = {"task", "indices", "criteria", "lead", "coordinating", "due", "due_text", "product", "doubtful"}


@pytest.fixture(autouse=True)
def settings(at_hand: None, tmp_path: Path) -> None:
    for name in ("three_indices", "papi_merged"):
        made = plan_file(name)
        (tmp_path / made.name).write_bytes(made.data)


def run(file: str, *words: str, province: str = "hung-yen", date: str = "2026-02-10") -> Result:
    given = ("--province", province, "--number", "12/KH-UBND", "--date", date, *words)
    return CliRunner().invoke(app, ["tasks", "import", file, *given])


def test_the_preview_names_every_doubt_with_its_place() -> None:
    shown = run("three_indices.docx", "--dry-run")
    assert shown.exit_code == 0
    assert "30 tasks · 18 with a due date · 11 regular · 3 with a doubt · 4 targets" in shown.stdout
    assert "three_indices.docx, table 2, row 44, column D: “VNPT Hưng Yên”" in shown.stdout


def test_a_row_is_an_object() -> None:
    shown = run("three_indices.docx", "--json", "--dry-run")
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert len(rows) == 30
    assert all(set(row) >= KEYS for row in rows)
    first = rows[0]
    assert (first["indices"], first["criteria"], first["due"]) == (["par"], ["par:1"], "2026-02-20")
    assert first["lead"] == [{"said": "Sở Nội vụ", "id": "department-home-affairs"}]
    doubtful = {row["number"]: row["doubtful"] for row in rows if row["doubtful"]}
    assert set(doubtful) == {"14", "19", "29"}
    assert (doubtful["29"][0]["table"], doubtful["29"][0]["row"], doubtful["29"][0]["column"]) == (2, 44, "D")
    assert "VNPT Hưng Yên" in doubtful["29"][0]["what"]


def test_what_is_asked_wrongly_is_said(tmp_path: Path) -> None:
    assert "there is no province “atlantis”" in run("papi_merged.docx", province="atlantis").stderr
    assert "is not a date" in run("papi_merged.docx", date="15/1/2026").stderr
    assert run("nowhere.docx").exit_code == 2
    (tmp_path / "a.docx").write_bytes(b"%PDF-1.7")
    refused = run("a.docx", "--lang", "vi")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Tệp PDF bị hỏng" in refused.stderr


def test_a_pdf_is_read_and_a_scan_is_refused(tmp_path: Path) -> None:
    made = plan_pdf("three_indices", LAYOUTS[0])
    (tmp_path / made.name).write_bytes(made.data)
    shown = run(made.name, "--dry-run")
    assert "30 tasks · 18 with a due date · 11 regular · 3 with a doubt · 4 targets" in shown.stdout
    assert "three_indices.pdf, table 2, page 4, row 42, column D: “VNPT Hưng Yên”" in shown.stdout
    rows = [json.loads(line) for line in run(made.name, "--json", "--dry-run").stdout.splitlines()]
    assert [row["doubtful"][0]["page"] for row in rows if row["doubtful"]] == [3, 3, 4]
    (tmp_path / "scan.pdf").write_bytes(scanned(brought_pdf()))
    refused = run("scan.pdf", "--lang", "vi")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "trang là bản quét" in refused.stderr
    assert "Hãy gửi tệp Word (.docx)" in refused.stderr


def test_a_file_without_tasks_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("TT,Nhiệm vụ,Cơ quan chủ trì,Thời hạn\n", encoding="utf-8")
    for more in ((), ("--json",)):
        refused = run("a.csv", *more)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "no task below it" in refused.stderr


def test_what_is_confirmed_is_published_and_answered(tmp_path: Path) -> None:
    asked = run("three_indices.docx")
    assert asked.exit_code == 1, "nobody said yes"
    assert "30 tasks" in asked.stdout
    assert "12/KH-UBND" not in said("tasks", "list")
    done = run("three_indices.docx", "--yes")
    assert done.exit_code == 0
    assert "Published 12/KH-UBND (hung-yen-12-kh-ubnd-2026-1): 30 tasks." in done.stdout
    assert "12/KH-UBND" in said("tasks", "list")
    answer = said("ask", "/nhiemvu Hưng Yên", "--lang", "vi")
    assert "12/KH-UBND" in answer
    assert "Sở Nội vụ" in answer
    again = run("three_indices.docx", "--yes", "--lang", "vi")
    assert again.exit_code == 1
    assert "Đăng kế hoạch" not in again.stderr


def test_a_revision_names_what_it_corrects_and_why() -> None:
    assert run("three_indices.docx", "--yes").exit_code == 0
    without = run("papi_merged.docx", "--yes", "--corrects", "hung-yen-12-kh-ubnd-2026")
    assert without.exit_code == 1
    done = run("papi_merged.docx", "--yes", "--corrects", "hung-yen-12-kh-ubnd-2026", "--why", "nhầm phụ lục")
    assert done.exit_code == 0, done.stderr
    assert "hung-yen-12-kh-ubnd-2026-2" in done.stdout


def said(*words: str) -> str:
    shown = CliRunner().invoke(app, list(words))
    assert shown.exit_code == 0, shown.stderr
    return shown.stdout


def test_what_it_carries_out_is_named() -> None:
    assert run("three_indices.docx", "--yes", "--implements", "hung-yen-1487-ubnd-nc").exit_code == 0
    assert "Triển khai 1487/UBND-NC" in said("ask", "/nhiemvu Hưng Yên", "--lang", "vi")
    assert run("papi_merged.docx", "--yes", "--implements", "nowhere").exit_code == 1
