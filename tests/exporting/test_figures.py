"""Every number of a file is that of the answers, and what is not published is no number."""

from __future__ import annotations

import pytest

from bot.answers import model
from bot.i18n import LANGUAGES, Language
from bot.questions import Question
from tests.support.opened_files import OpenedSheet, Row, table, workbook
from tests.support.shipped import ShippedDesk, plain

NAMES = {"vi": ("Tỉnh", "Hạng", "Điểm", "Ghi chú"), "en": ("Province", "Rank", "Score", "Notes")}


def total(row: Row, start: str) -> object:
    return next(value for heading, value in row.items() if heading.startswith(start))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("asked", "index", "year"),
    [("PAPI 2024", "papi", 2024), ("PAPI 2015", "papi", 2015), ("DTI 2023", "dti", 2023), ("PCI 2012", "pci", 2012)],
)
def test_a_whole_table_is_that_of_the_answers(
    desk: ShippedDesk, language: Language, asked: str, index: str, year: int
) -> None:
    opened = workbook(desk.file(asked, language).data)
    sheet = next(iter(opened.values()))
    answer = desk.find(Question("table", index=index, year=year))
    assert isinstance(answer, model.TableAnswer)
    who, rank, score, notes = NAMES[language]
    known = [(total(row, who), total(row, rank), total(row, score)) for row in sheet.rows if total(row, rank) != ""]
    wanted = [
        (province.named(year)[language == "en"], figure.rank, figure.score) for province, figure in answer.everybody
    ]
    assert known == sorted(wanted, key=lambda one: one[1] or 0)
    without = [row for row in sheet.rows if total(row, rank) == ""]
    assert len(without) == len(answer.absent)
    for row in without:
        assert total(row, notes) != ""
        assert [value for value in row.values() if isinstance(value, float) and value != year] == []


def test_every_criterion_of_a_table_is_that_of_the_figures(desk: ShippedDesk) -> None:
    results = desk.results("papi", "2024")
    assert results is not None
    sheet = workbook(desk.file("PAPI 2024").data)["2024"]
    names = {one.named(2024)[0]: one.id for one in desk.catalogue.provinces.values()}
    compared = 0
    for row in sheet.rows:
        province = names[str(row["Tỉnh, thành phố"])]
        for heading, value in row.items():
            code = heading.partition(". ")[0]
            if code and all(part.isdigit() for part in code.split(".")):
                figure = results.figure(province, code)
                assert value == (figure.score if figure is not None else "")
                compared += figure is not None
    assert compared == len(results.figures) - len(results.ranking[""])


@pytest.mark.parametrize("asked", ["Hưng Yên", "Thái Bình", "Hải Phòng PAR", "Lạng Sơn SIPAS"])
def test_every_number_of_a_province_is_that_of_the_figures(desk: ShippedDesk, asked: str) -> None:
    question = desk.read(asked)
    province = desk.catalogue.provinces[question.provinces[0]]
    shorts = {one.short: one.id for one in desk.catalogue.indices.values()}
    sheets = workbook(desk.file(asked).data)
    rows = [row for name in ("Kết quả", "Các tiêu chí") if name in sheets for row in sheets[name].rows]
    seen = set()
    for row in rows:
        index, code = shorts[str(row["Chỉ số"])], str(row.get("Mã", ""))
        when = row["Kỳ"]
        period = str(int(when)) if isinstance(when, float) else _period(desk, index, str(when))
        results = desk.results(index, period)
        assert results is not None
        figure = results.figure(province.id, code)
        seen.add((index, period, code))
        assert (row.get("Điểm", ""), row.get("Hạng", "")) == (
            ("", "")
            if figure is None
            else (figure.score if figure.score is not None else "", figure.rank if figure.rank is not None else "")
        )
        assert row["Nguồn"] or row["Ghi chú"]
    everything = {
        (index, period, code)
        for index in ([question.index] if question.index else desk.catalogue.indices)
        for period in desk.catalogue.periods(index)
        for (slug, code), _ in _figures(desk, index, period)
        if slug == province.id
    }
    assert everything <= seen


def _figures(desk: ShippedDesk, index: str, period: str) -> list[tuple[tuple[str, str], object]]:
    results = desk.results(index, period)
    return list(results.figures.items()) if results is not None else []


def _period(desk: ShippedDesk, index: str, shown: str) -> str:
    """A period whose cell is a date or a month."""
    from bot.i18n import translator

    return next(one for one in desk.catalogue.periods(index) if shown in (one, translator("vi").partial_date(one)))


def test_single_facts_are_no_ranking_and_each_has_its_own_source(desk: ShippedDesk) -> None:
    file = desk.file("SIPAS 2024")
    sheets = workbook(file.data)
    assert list(sheets) == ["Số liệu lẻ", "Nguồn", "Ghi chú"]
    sheet = sheets["Số liệu lẻ"]
    assert "không phải bảng xếp hạng" in sheet.notice
    assert "2024: 21/63" in sheet.notice
    assert "21/63" in plain(file.reply)
    results = desk.results("sipas", "2024")
    assert results is not None
    assert len({row["Tỉnh, thành phố"] for row in sheet.rows}) == len({slug for slug, _ in results.figures}) == 21
    titles = {source.title_vi for source in desk.catalogue.sources.values()}
    assert all(set(str(row["Nguồn"]).split("; ")) <= titles for row in sheet.rows)
    assert len(set(sheet.column("Nguồn"))) > 5
    ranks = [rank for rank in sheet.column("Hạng") if rank != ""]
    assert ranks != sorted(ranks, key=float)  # type: ignore[arg-type]
    notes = "\n".join(str(row["Ghi chú"]) for row in sheets["Ghi chú"].rows)
    assert "chưa đầy đủ" in notes


@pytest.mark.parametrize("asked", ["SIPAS", "PAR INDEX 2023", "PCI", "766", "Hưng Yên"])
def test_every_source_that_a_row_names_stands_on_the_sheet_of_sources(desk: ShippedDesk, asked: str) -> None:
    sheets = workbook(desk.file(asked).data)
    listed = set(map(str, sheets["Nguồn"].column("Tên")))
    for name, sheet in sheets.items():
        if name not in ("Nguồn", "Ghi chú"):
            named = {one for cell in sheet.column("Nguồn") for one in _titles(str(cell), listed)}
            assert named - {""} <= listed
            assert "" not in (
                str(cell) for cell, rank in zip(sheet.column("Nguồn"), _scores(sheet), strict=True) if rank
            )


def _titles(cell: str, listed: set[str]) -> list[str]:
    return [cell] if cell in listed or not cell else cell.split("; ")


def _scores(sheet: OpenedSheet) -> list[object]:
    return [row.get("Điểm", "") or row.get("Hạng", "") for row in sheet.rows]


def test_notes_say_the_breaks_in_method_and_the_merger(desk: ShippedDesk) -> None:
    notes = [str(row["Ghi chú"]) for row in workbook(desk.file("Hưng Yên").data)["Ghi chú"].rows]
    assert any(line.startswith("PAPI, từ 2018") and "không so sánh được" in line for line in notes)
    assert any("34 tỉnh, thành phố: thứ hạng trước và sau không so sánh được" in line for line in notes)
    assert any("chưa gồm Thái Bình" in line for line in notes)
    ended = [str(row["Ghi chú"]) for row in workbook(desk.file("Thái Bình").data)["Ghi chú"].rows]
    assert any(line.startswith("Thái Bình đã sáp nhập vào Hưng Yên") for line in ended)


@pytest.mark.parametrize(("asked", "name"), [("PAPI 2024", "chi-so-tinh_papi_2024.xlsx"),
    ("PAPI csv", "chi-so-tinh_papi.csv"), ("Hưng Yên", "chi-so-tinh_hung-yen.xlsx"),
    ("nhiệm vụ Hưng Yên", "chi-so-tinh_nhiem-vu_hung-yen.xlsx"),
    ("PAPI 2023 minh bạch Tây Nguyên", "chi-so-tinh_papi_tieu-chi-2_central-highlands_2023.xlsx")])  # fmt: skip
def test_names_of_files_are_plain(desk: ShippedDesk, asked: str, name: str) -> None:
    assert desk.file(asked).name == name
    assert name.isascii()


def test_csv_has_the_numbers_of_the_workbook(desk: ShippedDesk) -> None:
    data = desk.file("PAPI 2024 csv").data
    assert data.startswith(b"\xef\xbb\xbf")
    flat, sheet = table(data), workbook(desk.file("PAPI 2024").data)["2024"]
    assert flat.headings == sheet.headings
    assert [list(row.values()) for row in flat.rows] == [list(row.values()) for row in sheet.rows]


def test_csv_of_several_tables_has_every_row_and_what_stands_above_them(desk: ShippedDesk) -> None:
    flat, sheets = table(desk.file("PCI csv").data), workbook(desk.file("PCI").data)
    data = [sheet for name, sheet in sheets.items() if name not in ("Nguồn", "Ghi chú")]
    assert len(flat.rows) == sum(len(sheet.rows) for sheet in data)
    single = sheets["Số liệu lẻ"]
    assert sum(row["Về bảng này"] == single.notice for row in flat.rows) == len(single.rows)


def test_tasks_are_all_there_with_dates_as_dates(desk: ShippedDesk) -> None:
    sheet = workbook(desk.file("nhiệm vụ Hưng Yên").data)["Nhiệm vụ"]
    tasks = desk.tasks("hung-yen")
    assert sheet.column("Nhiệm vụ") == [task.text_vi for task in tasks]
    assert sheet.column("STT") == list(range(1, len(tasks) + 1))
    due = sheet.column("Thời hạn") if any(task.due for task in tasks) else [""] * len(tasks)
    assert due == [task.due or "" for task in tasks]
    wanted = [task.document.date for task in tasks]
    for found, date in zip(sheet.column("Ngày văn bản"), wanted, strict=True):
        assert str(found) == date or date.count("-") < 2


@pytest.mark.parametrize(("asked", "said"), [("PAPI 2035", "Không có gì để xuất ra tệp"),
    ("mục tiêu Bắc Giang", "Tôi chỉ xuất tệp cho chỉ số"), ("gfdgfd", "chưa nhận ra")])  # fmt: skip
def test_where_there_is_no_file_that_is_said(desk: ShippedDesk, asked: str, said: str) -> None:
    assert said in plain(desk.no_file(asked))
