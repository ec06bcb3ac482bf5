"""chisotinh tasks export and calendar: files without a chat."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from data.database import Database
from data.store import Store
from data.tasks.reports import Filing, TaskReports
from tests.cli.test_plans import run, settings
from tests.support.opened_files import workbook
from tests.support.plans import ID
from tests.support.reporting import SNV, appoint
from tests.support.shipped import NOW

__all__ = ["settings"]


def test_the_office_s_form_holds_kept_reports_and_what_is_replaced(tmp_path: Path, database_file: Path) -> None:
    async def report() -> None:
        async with await Database.open(database_file) as database:
            tasks = await (await Store.open(database)).tasks("hung-yen")
            role = await appoint(database, 77, "reporter", agency=SNV)
            task = next(one for one in tasks if one.document.number == "45/KH-UBND")
            filing = Filing(identity=task.identity, state="stuck", person=77, role=role, words="=1+1")
            await TaskReports(database).file(filing, None, now=NOW)

    asyncio.run(report())
    done = run("export", "--province", "hung-yen", "--to", "a.xlsx")
    assert (done.exit_code, done.output) == (0, "a.xlsx\n")
    sheet = next(iter(workbook((tmp_path / "a.xlsx").read_bytes()).values()))
    assert len(sheet.rows) == 5
    assert str(sheet.rows[0]["Tình trạng"]).startswith("đang vướng mắc")  # and overdue, whenever this runs later
    assert sheet.rows[0]["Ghi chú"] == "=1+1"
    assert sheet.rows[1]["Tình trạng"] == "đóng: thay thế bằng 45/KH-UBND"
    assert run("export", "--province", "hung-yen", "--document", "45/kh-ubnd", "--to", "b.csv").exit_code == 0
    assert '"\'=1+1"' in (tmp_path / "b.csv").read_text(encoding="utf-8-sig")
    assert run("export", "--province", "hung-yen", "--agency", "department-finance").exit_code == 1


def test_the_dates_are_a_calendar(tmp_path: Path) -> None:
    done = run("calendar", "--province", "hung-yen", "--document", ID, "--to", "a.ics")
    assert done.exit_code == 1, "its tasks are closed"
    done = run("calendar", "--province", "hung-yen")
    assert done.output == "chi-so-tinh_nhiem-vu_hung-yen.ics\n"
    text = (tmp_path / "chi-so-tinh_nhiem-vu_hung-yen.ics").read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--province", "x"), "không có tỉnh"),
        (("--province", "hung-yen", "--agency", "x"), "không có cơ quan “x”."),
        (("--province", "hung-yen", "--document", "9/X"), "không có văn bản “9/X”."),
    ],
)
def test_a_name_that_is_not_known_is_said(words: tuple[str, ...], said: str) -> None:
    for command in ("export", "calendar"):
        done = run(command, *words)
        assert done.exit_code == 2
        assert said in done.stderr
