"""The files that operators send: every bad one with its message, every awkward one understood, bounded in time."""

from __future__ import annotations

import asyncio
import io
import sys
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.i18n import LANGUAGES, translator
from bot.importing import files
from bot.importing.draft import FileRefused
from bot.importing.files import examine_file, file_name, too_large
from bot.importing.grid import grid_of
from bot.importing.limits import MOST_BYTES
from bot.importing.table_reader import ImportRequest, understand
from bot.importing.worker import read
from bot.offline.html import parse_html
from bot.render.preview import render_problems
from bot.reply import LIMIT, units
from tests.support.bad_files import ALL, REFUSED, Bad
from tests.support.good_files import GOOD, PAPI, Good
from tests.support.importing_kit import REQUEST, Kit, Sent
from tests.support.table_files import Rows, as_csv, as_xlsx, held, put, raw_xlsx, wide, xml_rows


def in_its_process(kit: Kit, name: str, data: bytes, request: ImportRequest = REQUEST) -> Sent:
    """As ``kit.send``, but as the bot does it: in a process with limits."""
    try:
        found = asyncio.run(examine_file(name, data, request, kit.background(request.index)))
    except FileRefused as refused:
        return Sent(None, (refused.problem,), refused=True)
    return Sent(None if found.wrong else found.draft, found.problems)


def test_the_process_answers_as_it_would_be_answered_here(kit: Kit) -> None:
    for data in (as_csv(wide(kit.names)), as_csv(put(wide(kit.names), "A2", "Hưng Yenn Yen"))):
        assert in_its_process(kit, "a.csv", data) == kit.send("a.csv", data)


@pytest.mark.parametrize("bad", ALL, ids=lambda bad: bad.label)
def test_a_bad_file_is_told_what_is_wrong_and_where(bad: Bad, kit: Kit) -> None:
    send = in_its_process if bad in REFUSED else Kit.send
    sent = send(kit, bad.name, bad.make(kit), bad.asks(REQUEST) if bad.asks else REQUEST)
    assert bad.says in sent.lines()
    assert sent.refused == (bad in REFUSED)
    assert (sent.draft is None) == any(problem.kind == "error" for problem in sent.problems)
    assert len({problem.key for problem in sent.problems}) == len(sent.problems)
    for language in LANGUAGES:
        assert len(sent.lines(language)) == len(sent.problems)
        shown, _ = parse_html(render_problems(sent.problems, translator(language)).html)
        assert units(shown) <= LIMIT


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 40
    assert len(GOOD) >= 12
    assert all(bad.says for bad in ALL)


@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.label)
def test_an_awkward_file_is_understood(good: Good, kit: Kit) -> None:
    sent = kit.send(good.name, good.make(kit), good.request)
    assert sent.draft is not None, sent.lines()
    assert sent.scores == pytest.approx(good.holds(kit))
    assert (sent.draft.rank_kind == "computed") == good.computed
    if good.warns:
        assert any(good.warns in line for line in sent.lines())
    if good.request.index == "766" and not good.request.partial:
        assert all(sent.ranks[province, ""] == codes[""][1] for province, codes in held().items())


def test_the_official_announcement_in_full(kit: Kit) -> None:
    (official,) = [good for good in GOOD if good.label == "an official announcement"]
    sent = kit.send(official.name, official.make(kit), PAPI)
    assert sent.draft is not None
    reading = sent.draft.reading
    assert (reading.sheet, reading.form, sent.draft.printed_out_of) == ("Phụ lục", "wide", 61)
    assert [code for _, _, code, _ in reading.columns] == [*"12345678", "", ""]
    assert reading.excluded == ("vinh-phuc", "tien-giang")
    assert "Trung bình cả nước" in reading.passed
    assert sent.ranks["hung-yen", ""] == 19


def test_our_own_table_of_all_years_gives_each_year_as_shipped(kit: Kit) -> None:
    data = (Path(files.ROOT) / "data" / "seed" / "papi.csv").read_bytes()
    for year in (2011, 2017, 2018, 2020, 2022):
        sent = kit.send("papi.csv", data, replace(PAPI, year=year, period=str(year), announced=None))
        assert sent.draft is not None, sent.lines()
        assert {problem.kind for problem in sent.problems} <= {"warning"}
        assert len({figure.province for figure in sent.draft.figures}) == 63


async def test_others_are_answered_while_a_file_is_read(kit: Kit) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(40, 800_000))
    data = raw_xlsx(xml_rows(wide(kit.names)) + rows)
    waited = []

    async def others() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.002)
            waited.append(time.perf_counter() - before)

    task = asyncio.create_task(others())
    began = time.perf_counter()
    found = await examine_file("a.xlsx", data, REQUEST, kit.background("766"))
    assert time.perf_counter() - began < 8
    task.cancel()
    assert found.draft is not None
    assert max(waited) < 0.5


async def test_reading_is_given_up_after_a_while(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "READ_SECONDS", 0.005)
    with pytest.raises(FileRefused) as refused:
        await examine_file("a.csv", as_csv(wide(kit.names)), REQUEST, kit.background("766"))
    assert refused.value.problem.msgid == files.REASONS["time"]


async def test_a_parser_that_dies_is_told_of(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(FileRefused) as refused:
        await examine_file("a.csv", b"x", REQUEST, kit.background("766"))
    assert refused.value.problem.msgid == files.REASONS["memory"]


def test_the_size_can_be_asked_before_the_file_is_fetched() -> None:
    assert too_large("a.xlsx", MOST_BYTES) is None
    assert too_large("a.xlsx", MOST_BYTES + 1) is not None


def test_the_same_bytes_have_the_same_hash(kit: Kit) -> None:
    data = as_csv(wide(kit.names))
    drafts = [kit.send(name, sent).draft for name, sent in (("a.csv", data), ("b.csv", data), ("a.csv", data + b"\n"))]
    first, second, other = [draft.file_hash for draft in drafts if draft is not None]
    assert first == second != other
    assert len(first) == 64


def test_a_path_is_no_name() -> None:
    assert file_name("../../etc\\x/bảng điểm.csv") == "bảng điểm.csv"


def test_a_cell_is_read_composed_with_single_spaces_and_bounded(kit: Kit) -> None:
    rows = put(wide(kit.names), "A2", unicodedata.normalize("NFD", " Hà\u00a0 \n Nội "))
    assert kit.send("a.xlsx", as_xlsx(rows)).scores == kit.send("a.xlsx", as_xlsx(wide(kit.names))).scores
    note = ["Ghi chú: " + "rất dài " * 200]
    for name, data in (("a.csv", as_csv([*rows, note])), ("a.xlsx", as_xlsx([*rows, note]))):  # type: ignore[list-item]
        sent = kit.send(name, data)
        assert sent.draft is not None
        (line,) = [line for line in sent.lines() if "Only their beginnings" in line]
        assert "row 36, column A: Cells longer than 1000 characters: 1" in line


async def test_what_understanding_takes_too_long_for_is_told(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not parsing takes the time here: the process is ended whatever it is busy with."""
    monkeypatch.setattr(files, "READ_SECONDS", 0.3)
    rows: Rows = [["Tỉnh", "Điểm"]]
    rows += [[f"Hưng Yenn Yen {number}", 1.0] for number in range(9000)]
    with pytest.raises(FileRefused) as refused:
        await examine_file("a.csv", as_csv(rows), REQUEST, kit.background("766"))
    assert refused.value.problem.msgid == files.REASONS["time"]


async def test_what_breaks_the_examination_is_a_sentence_and_logged(kit: Kit, caplog: pytest.LogCaptureFixture) -> None:
    broken = replace(kit.background("766"), catalogue=None)  # type: ignore[arg-type]
    with pytest.raises(FileRefused) as refused:
        await examine_file("a.csv", as_csv(wide(kit.names)), REQUEST, broken)
    assert refused.value.problem.msgid == files.REASONS["failed"]
    assert "AttributeError" in caplog.text


def test_without_the_tail_a_sheet_is_the_same(kit: Kit) -> None:
    sent = kit.send("a.xlsx", raw_xlsx(xml_rows(wide(kit.names)) + '<row r="99"><c r="A99" s="0"/></row>'))
    assert sent.scores == kit.send("a.xlsx", raw_xlsx(xml_rows(wide(kit.names)))).scores


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(str.encode)))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    answer = read(data)
    assert "refused" in answer or answer["sheets"]


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["Hà Nội", "Huế", "Điểm", "Tỉnh/TP", "Hạng", "CKMB", "Năm", "-", "5,5", "1.234,5", "7/34", "=A1"]),
    st.floats(allow_nan=False).map(str),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, max_size=7), max_size=12))
def test_no_table_breaks_the_understanding(rows: list[list[str]], kit: Kit) -> None:
    text = io.StringIO("\n".join(",".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in rows))
    answer = read(text.getvalue().encode("utf-8", "replace"))
    if "refused" in answer:
        return
    grid = grid_of("a.csv", "", answer)
    understood = understand(grid, replace(REQUEST, partial=True), kit.catalogue, kit.gazetteer)
    assert (understood.draft is None) == any(problem.kind == "error" for problem in understood.problems)


def test_the_order_of_rows_does_not_matter(kit: Kit) -> None:
    rows = wide(kit.names)
    turned = [rows[0], *reversed(rows[1:])]
    assert kit.send("a.csv", as_csv(turned)).scores == kit.send("a.csv", as_csv(rows)).scores


def test_a_key_is_of_its_place(kit: Kit) -> None:
    """A warning confirmed for one file stays confirmed when the file is sent again, and for nothing else."""
    one, again, other = (
        kit.send("a.csv", as_csv(put(wide(kit.names), cell, "-"))).problems for cell in ("D5", "D5", "D6")
    )
    assert [problem.key for problem in one] == [problem.key for problem in again]
    assert {problem.key for problem in one} != {problem.key for problem in other}
