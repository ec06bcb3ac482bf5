"""Plans as offices write them: every row read, every doubt named with its place, every bad file refused in words."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.i18n import LANGUAGES, Language, translator
from bot.importing.draft import FileRefused
from bot.importing.files import examine_plan, plan_parcel, read_plan
from bot.importing.plans.agencies import AgencyReader
from bot.importing.plans.reading import PlanRequest, ReadPlan, plan_request
from bot.importing.worker import answer
from bot.offline.html import parse_html
from bot.render.plan_preview import render_plan
from bot.render.preview import problem_line
from tests.support.bad_plans import BAD, HEADER, BadPlan, W, document
from tests.support.importing_kit import Kit
from tests.support.plan_files import FOLDER, TUNED, PlanFile, plan_file
from tests.support.table_files import as_csv, as_xlsx

REQUEST = PlanRequest("hung-yen", "Hưng Yên", "12/KH-UBND", dt.date(2026, 1, 15), title="Kế hoạch PAPI năm 2026")
LEVEL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="II.%1."/></w:lvl>'
    "</w:abstractNum>"
)
EVERY = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))


def read(kit: Kit, name: str, data: bytes, request: PlanRequest = REQUEST) -> ReadPlan:
    """What comes of a file, as the reading process answers, without a process of its own."""
    given = plan_parcel(name, data, request, kit.catalogue)
    return read_plan(name, json.loads(json.dumps(answer(io.BytesIO(given)), allow_nan=False)))


def lines(plan: ReadPlan, language: Language = "en") -> list[str]:
    return [parse_html(problem_line(problem, translator(language)))[0] for problem in plan.problems]


def right(file: PlanFile, plan: ReadPlan) -> list[str]:
    """The rows that are understood as a person does, told to be doubtful where, and only where, that is expected."""
    found = []
    for expected in file.expected:
        task = next((one for one in plan.tasks if one.text.startswith(expected.text)), None)
        if task and expected.fits(task) and bool(plan.doubts(task)) == expected.doubtful:
            found.append(expected.text)
    return found


@pytest.mark.parametrize("name", EVERY)
def test_the_rows_of_a_plan_are_understood(name: str, kit: Kit) -> None:
    file = plan_file(name)
    plan = read(kit, file.name, file.data, file.request)
    assert len(plan.tasks) == len(file.expected)
    understood = right(file, plan)
    assert len(understood) >= 0.98 * len(file.expected), [one for one in file.expected if one.text not in understood]
    assert all(problem.row and problem.column for problem in plan.problems)
    assert plan.draft is not None
    assert file.targets == [
        f"{one.index}:{one.indicator}:{one.kind}:{one.value}:{one.unit}:{one.last}" for one in plan.draft.targets
    ]


def test_there_are_enough_of_them() -> None:
    files = [plan_file(name) for name in TUNED]
    assert sorted(file.name.rpartition(".")[2] for file in files) == ["csv", "docx", "docx", "xlsx", "xlsx"]
    assert all(30 <= len(file.expected) <= 60 for file in files)
    assert len(BAD) >= 20


async def test_a_plan_is_read_in_a_process_of_its_own(kit: Kit) -> None:
    file = plan_file("three_indices")
    assert await examine_plan(file.name, file.data, file.request, kit.catalogue) == read(
        kit, file.name, file.data, file.request
    )


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.label)
def test_a_bad_file_is_refused_in_words(bad: BadPlan, kit: Kit) -> None:
    try:
        plan = asyncio.run(examine_plan(bad.name, bad.make(), REQUEST, kit.catalogue))
    except FileRefused as refused:
        problems = [refused.problem]
    else:
        assert plan.draft is None
        problems = [problem for problem in plan.problems if problem.kind == "error"]
    (english,) = [parse_html(problem_line(problem, translator("en")))[0] for problem in problems]
    (vietnamese,) = [parse_html(problem_line(problem, translator("vi")))[0] for problem in problems]
    assert english == f"⛔ {bad.name}: {bad.says}"
    assert vietnamese.startswith(f"⛔ {bad.name}: ")
    assert bad.says not in vietnamese


def test_lines_that_go_on_over_a_page_are_joined_and_said(kit: Kit) -> None:
    rows = [
        [*HEADER, "Cơ quan phối hợp"],
        ["1", "Rà soát thủ tục hành chính", "Sở Nội vụ", "Quý II/2026", "Sở Tư pháp"],
        ["", "và công bố kết quả trên Cổng", "", "", "Sở Y tế"],
        ["2", "Báo cáo", "Sở Y tế", "Trước 30/9", ""],
    ]
    plan = read(kit, "a.xlsx", as_xlsx(rows))  # type: ignore[arg-type]
    first, second = plan.tasks
    assert first.text == "Rà soát thủ tục hành chính và công bố kết quả trên Cổng"
    assert [one.said for one in first.coordinating] == ["Sở Tư pháp", "Sở Y tế"]
    assert first.rows == (2, 3)
    assert second.due == dt.date(2026, 9, 30)
    assert lines(plan) == [
        "⚠️ a.xlsx, sheet “Sheet1”, row 3, column B: This row has no number; it was read as going on with task 1."
    ]


def test_a_table_that_goes_on_without_its_header_is_one(kit: Kit) -> None:
    first = [HEADER, ["1", "Rà soát", "Sở Nội vụ", "Quý I"]]
    plan = read(kit, "a.docx", document(first, [["2", "Tập huấn", "Sở Tư pháp", "Quý II"]]))
    assert [(task.number, task.text, task.table) for task in plan.tasks] == [("1", "Rà soát", 1), ("2", "Tập huấn", 2)]


def test_the_numbers_of_a_list_in_word_are_counted(kit: Kit) -> None:
    made = Document()
    made.part.numbering_part.element.append(parse_xml(f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="77">{LEVEL}'))
    made.part.numbering_part.element.append(
        parse_xml(f'<w:num xmlns:w="{W}" w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    table = made.add_table(rows=0, cols=4)
    for at, row in enumerate([HEADER, ["", "Rà soát", "Sở Nội vụ", "Quý I"], ["", "Tập huấn", "Sở Tư pháp", "Quý II"]]):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
        if at:
            number = table.rows[at].cells[0].paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
            number.get_or_add_numId().val = 77
            number.get_or_add_ilvl().val = 0
    file = io.BytesIO()
    made.save(file)
    assert [task.number for task in read(kit, "a.docx", file.getvalue()).tasks] == ["II.1", "II.2"]


def test_what_is_not_sure_is_said_and_not_guessed(kit: Kit) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Hoàn thành", "Tiêu chí"],
        ["1", "Rà soát", "Sở Nội vụu", "30/2/2026", "Thủ tục hành chính"],
        ["2", "Tập huấn", "", "Quý I/2026", "Một việc khác"],
    ]
    plan = read(kit, "a.csv", as_csv(rows), replace(REQUEST, title=""))
    first, second = plan.tasks
    assert (first.lead[0].said, first.lead[0].id, first.due, first.due_text) == ("Sở Nội vụu", "", None, "30/2/2026")
    assert first.criteria == second.criteria == ()
    said = "\n".join(lines(plan))
    for words in (
        "row 2, column C: “Sở Nội vụu” is no agency that is known; perhaps “Sở Nội vụ” is meant.",
        "row 2, column D: There is no such day; the time is kept as words only. (Read: “30/2/2026”)",
        "row 2, column E: “thu tuc hanh chinh” may mean several criteria:",
        "row 3, column C: No agency is named that leads.",
        "row 3, column E: “Một việc khác” was not wholly understood as an index or a criterion.",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("said", "lead", "coordinating"),
    [
        ("Sở Nội vụ tỉnh Hưng Yên", ["Sở Nội vụ tỉnh Hưng Yên"], []),
        ("Các sở: Nội vụ, Khoa học và Công nghệ", ["Sở Nội vụ", "Khoa học và Công nghệ"], []),
        ("- Sở Y tế;\n- Sở Giáo dục và\nĐào tạo", ["Sở Y tế", "Sở Giáo dục và Đào tạo"], []),
        ("Sở TT&TT/Sở KH&CN", ["Sở TT&TT", "Sở KH&CN"], []),
        ("Chủ trì: Sở Y tế\nPhối hợp: UBND cấp xã", ["Sở Y tế"], ["UBND cấp xã"]),
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Sở Y tế chủ trì; các sở, ngành phối hợp", ["Sở Y tế"], ["các sở, ngành"]),
        ("Sở Khoa học và Công nghệ và các đơn vị có liên quan",
         ["Sở Khoa học và Công nghệ", "các đơn vị có liên quan"], []),
    ],
)  # fmt: skip
def test_several_agencies_in_one_cell(said: str, lead: list[str], coordinating: list[str], kit: Kit) -> None:
    found = AgencyReader(kit.gazetteer, "Hưng Yên").read(said, "lead")
    assert ([one.said for one in found.lead], [one.said for one in found.coordinating]) == (lead, coordinating)
    assert all(one.id for one in (*found.lead, *found.coordinating))
    assert found.unknown == []


def test_the_preview_says_all_in_both_languages(kit: Kit) -> None:
    file = plan_file("three_indices")
    plan = read(kit, file.name, file.data, file.request)
    province = kit.catalogue.provinces["hung-yen"]
    shown = {language: parse_html(render_plan(plan, province, translator(language)).html)[0] for language in LANGUAGES}
    assert "30 tasks · 18 with a due date · 11 regular · 3 with a doubt · 4 targets" in shown["en"]
    assert "3 chỗ cần xem lại" in shown["vi"]
    assert "bảng 2, hàng 25, cột E" in shown["vi"]
    assert "SIPAS 2026: ≥ 86 %" in shown["vi"]


def test_what_the_number_says(kit: Kit) -> None:
    provinces = kit.catalogue.provinces
    day = dt.date(2026, 1, 1)
    asked = [("hung-yen", "12/KH-UBND"), ("hai-phong", "1487/UBND-NC"), ("hue", "5/QĐ-TTg")]
    made = [plan_request(provinces[id], number, day) for id, number in asked]
    assert [(one.kind, one.issuer) for one in made] == [
        ("plan", "UBND tỉnh Hưng Yên"), ("order", "UBND thành phố Hải Phòng"), ("decision", ""),
    ]  # fmt: skip


CELLS = st.sampled_from(
    [
        "1",
        "I",
        "1.1",
        "a)",
        "Rà soát",
        "Sở Nội vụ",
        "Quý III/2026",
        "PAPI",
        "",
        "\n",
        "- và",
        "Nhiệm vụ",
        "31/9",
        "nt",
        ";",
    ]
) | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=10))
def test_no_table_breaks_the_understanding(rows: list[list[str]], kit: Kit) -> None:
    header = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Phối hợp", "Thời hạn", "Tiêu chí"]
    answered = answer(io.BytesIO(plan_parcel("a.csv", as_csv([header, *rows]), REQUEST, kit.catalogue)))
    if "refused" in answered:
        assert answered["refused"][0] in ("empty", "unknown", "quotes", "nul", "garbled", "html")
        return
    plan = read_plan("a.csv", answered)
    assert (plan.draft is None) == any(problem.kind == "error" for problem in plan.problems)
