"""Files of single facts: a table for every source and period, and every fault with its row and column."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bot.i18n import translator
from bot.importing.draft import FileRefused
from bot.importing.facts.facts_file import FactsFile
from bot.importing.files import facts_parcel, read_facts
from bot.importing.worker import answer
from bot.offline.html import parse_html
from bot.render.preview import problem_line
from tests.support.importing_kit import Kit
from tests.support.table_files import Rows, as_csv, as_xlsx

HEADERS: list[Any] = ["Chỉ số", "Năm", "Tỉnh", "Tiêu chí", "Điểm", "Hạng", "Nguồn", "Địa chỉ", "Ngày công bố"]
GOOD: Rows = [
    HEADERS,
    ["SIPAS", 2024.0, "Vĩnh Long", None, "85,12%", "23/63", "Báo Vĩnh Long", "https://a.vn/1", "10/4/2025"],
    ["chỉ số cải cách hành chính", "2024", "vinh long", None, 87.5, 30.0, "Báo Vĩnh Long", "https://a.vn/1", None],
    ["SIPAS", 2024.0, "Trà Vinh", None, "86,40%", None, "Báo Vĩnh Long", "https://a.vn/1", "2025-04-10"],
    ["papi", 2024.0, "Hưng Yên", "4", 7.05, None, "CECODES https://papi.org.vn", None, None],
    ["766", "2026-10-10", "Hưng Yên", None, 81.5, "28/34", "Cổng", None, None],
]
WRONG: dict[str, tuple[int, int, object, str]] = {
    "no such index": (1, 0, "xyz", "row 2, column A: There is no such index"),
    "no year": (1, 1, "sớm", "row 2, column B: This is not a period"),
    "no day of a running score": (5, 1, "10/13/2026", "row 6, column B: This is not a period"),
    "no province": (1, 2, None, "row 2, column C: The province is missing."),
    "no source": (5, 6, None, "row 6, column G: The source is missing"),
    "no address": (1, 7, "baovinhlong.vn", "row 2, column H: This is not a web address."),
    "no date": (1, 8, "hôm nọ", "row 2, column I: This is not a date"),
}


def read(kit: Kit, data: bytes, name: str = "facts.xlsx") -> FactsFile:
    given = facts_parcel(name, data, kit.catalogue)
    return read_facts(name, json.loads(json.dumps(answer(io.BytesIO(given)), allow_nan=False)))


def lines(found: FactsFile) -> list[str]:
    return [parse_html(problem_line(problem, translator("en")))[0] for problem in found.problems]


def put(row: int, column: int, value: object) -> Rows:
    rows = [list(one) for one in GOOD]
    rows[row][column] = value  # type: ignore[call-overload]
    return rows


@pytest.mark.parametrize("write", [as_xlsx, as_csv])
def test_each_source_and_period_is_a_table(kit: Kit, write: object) -> None:
    rows = GOOD if write is as_xlsx else [GOOD[0], *([str(c) if c is not None else None for c in r] for r in GOOD[1:])]
    found = read(kit, write(rows), "facts.xlsx" if write is as_xlsx else "facts.csv")  # type: ignore[operator]
    assert lines(found) == []
    told = {(one.index, one.period, one.source, one.url, str(one.announced)): one.rows for one in found.tables}
    assert list(told) == [
        ("sipas", "2024", "Báo Vĩnh Long", "https://a.vn/1", "2025-04-10"),
        ("par", "2024", "Báo Vĩnh Long", "https://a.vn/1", "None"),
        ("papi", "2024", "CECODES", "https://papi.org.vn", "None"),
        ("766", "2026-10-10", "Cổng", "", "None"),
    ]
    assert [(row.number, row.province) for row in found.tables[0].rows] == [(2, "Vĩnh Long"), (4, "Trà Vinh")]
    assert found.tables[2].rows[0].criterion == "4"


@pytest.mark.parametrize("said", ["Báo Gia Lai (https://a.vn/1)", "Báo Gia Lai, https://a.vn/1.", "https://a.vn/1;"])
def test_an_address_among_the_words_of_a_source_ends_before_its_bracket(said: str, kit: Kit) -> None:
    found = read(kit, as_xlsx([HEADERS, ["SIPAS", 2024.0, "Gia Lai", None, "85,12%", None, said, None, None]]))
    assert lines(found) == []
    assert [(one.source, one.url) for one in found.tables] == [
        (said.partition("https")[0].strip(" (,"), "https://a.vn/1")
    ]


@pytest.mark.parametrize("fault", WRONG)
def test_a_fault_is_told_with_its_row_and_column(kit: Kit, fault: str) -> None:
    row, column, value, says = WRONG[fault]
    found = read(kit, as_xlsx(put(row, column, value)))
    assert [line for line in lines(found) if says in line], lines(found)


def test_a_row_without_a_figure_is_a_fault(kit: Kit) -> None:
    rows = put(1, 4, None)
    rows[1][5] = None
    assert any(
        "row 2: There is neither a score nor a rank in this row." in line for line in lines(read(kit, as_xlsx(rows)))
    )


def test_a_year_may_be_called_so_and_a_note_below_is_none_of_the_facts(kit: Kit) -> None:
    rows: Rows = [*put(1, 1, "năm 2024"), ["Tổng cộng"], [None, None, None, "Ghi chú: số liệu đọc trên báo"]]
    found = read(kit, as_xlsx(rows))
    assert lines(found) == []
    assert found.tables[0].period == "2024"


def test_what_is_merged_over_rows_is_said_for_each_but_no_figure_is(kit: Kit) -> None:
    rows: Rows = [
        ["Chỉ số", "Năm", "Tỉnh", "Kết quả", None, "Nguồn"],
        [None, None, None, "Điểm", "Hạng", None],
        ["SIPAS", 2024.0, "Cà Mau", 86.51, 12.0, "Báo Cà Mau"],
        [None, None, "Bến Tre", 84.2, 30.0, None],
    ]
    header = [(0, at, 1, at) for at in (0, 1, 2, 5)]
    down = [(2, at, 3, at) for at in (0, 1, 5)]
    found = read(kit, as_xlsx(rows, merged=[*header, (0, 3, 0, 4), *down]))
    assert lines(found) == []
    (table,) = found.tables
    assert [(row.province, row.score, row.rank) for row in table.rows] == [
        ("Cà Mau", 86.51, 12.0), ("Bến Tre", 84.2, 30.0)
    ]  # fmt: skip
    rows[3] = [None, None, "Bến Tre"]
    found = read(kit, as_xlsx(rows, merged=[*header, (0, 3, 0, 4), *down, (2, 3, 3, 3), (2, 4, 3, 4)]))
    assert any("row 4: There is neither a score nor a rank" in line for line in lines(found))


def test_of_several_sheets_with_facts_none_is_read(kit: Kit) -> None:
    (line,) = lines(read(kit, as_xlsx({"Bìa": [["Tổng hợp"]], "2023": GOOD, "2024": GOOD})))
    assert "several sheets: “2023” and “2024”" in line
    assert lines(read(kit, as_xlsx({"Bìa": [["Tổng hợp"]], "2024": GOOD}))) == []
    assert lines(read(kit, as_xlsx({"2024": GOOD, "2023": GOOD}, hidden=["2023"]))) == []


def test_a_criterion_of_another_index_is_named_in_its_cell(kit: Kit) -> None:
    found = lines(read(kit, as_xlsx(put(1, 3, "Kiểm soát tham nhũng"))))
    assert "row 2, column D" in found[0]
    assert "is a criterion of PAPI, not of SIPAS." in found[0]


def test_missing_columns_are_named(kit: Kit) -> None:
    rows: Rows = [[cell for at, cell in enumerate(row) if at not in (0, 6)] for row in GOOD]
    (line,) = lines(read(kit, as_xlsx(rows)))
    assert "These columns were not found: index and source." in line
    (line,) = lines(read(kit, as_xlsx([[cell for at, cell in enumerate(row) if at not in (4, 5)] for row in GOOD])))
    assert "score or rank" in line


def test_many_faults_end_the_reading(kit: Kit) -> None:
    rows: list[Any] = [HEADERS, *([["?", "?", "?", None, 1.0, None, "?", None, None]] * 200)]
    assert len(lines(read(kit, as_xlsx(rows)))) < 60


def test_another_table_is_no_file_of_facts(kit: Kit) -> None:
    (line,) = lines(read(kit, as_xlsx([["Tỉnh", "Tổng điểm"], ["Hưng Yên", 81.5]])))
    assert "index, year, and source" in line


def test_what_is_no_table_is_refused(kit: Kit) -> None:
    with pytest.raises(FileRefused):
        read(kit, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
