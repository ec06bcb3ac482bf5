"""Plans that offices printed to PDF: rows are read as from Word, over pages; doubts are said, and scans refused."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document

from bot.i18n import LANGUAGES, translator
from bot.importing.draft import FileRefused
from bot.importing.files import examine_plan, outline_parcel, plan_parcel, read_outline, read_plan
from bot.importing.outline import FileOutline
from bot.importing.plans.reading import ReadPlan
from bot.importing.plans.task_reader import SEAMS
from bot.importing.worker import answer
from bot.offline.html import parse_html
from bot.render.preview import problem_line
from tests.importing.test_plans import EVERY, REQUEST, lines
from tests.support.bad_pdfs import BAD_PDFS, BadPdf
from tests.support.importing_kit import Kit
from tests.support.pdf_corpus import CORPUS
from tests.support.plan_files import Page
from tests.support.plan_pdf import LAYOUTS, OUTLINE, brought_pdf, outline_pdf, plan_pdf, scanned
from tests.support.plan_printer import Layout, PlanPrinter

HEADER = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"]
WIDTHS = (0.08, 0.42, 0.3, 0.2)
BRIEF = [[str(n), "Báo cáo", "Sở Y tế", "Quý I"] for n in range(2, 6)]
LOW = Layout("low", widths=WIDTHS, floor=650)


def read(kit: Kit, data: bytes, name: str = "a.pdf") -> ReadPlan:
    return read_plan(name, json.loads(json.dumps(answer(io.BytesIO(plan_parcel(name, data, REQUEST, kit.catalogue))))))


def outline(kit: Kit, data: bytes) -> FileOutline:
    return read_outline(
        "a.pdf", json.loads(json.dumps(answer(io.BytesIO(outline_parcel("a.pdf", data, kit.catalogue)))))
    )


def printed(*tables: tuple[str, list[list[str]]], layout: Layout = LOW) -> bytes:
    """A file of these tables, each below its title, on pages with room for a few lines."""
    printer = PlanPrinter(layout)
    for at, (title, rows) in enumerate(tables):
        if at:
            printer.new_page()
        if title:
            printer.centred(title, 11, bold=True)
            printer.y -= 10
        printer.table(Page(HEADER, [], [("row", row) for row in rows]))
    return printer.done()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.label)
@pytest.mark.parametrize("name", EVERY)
def test_the_rows_of_a_printed_plan_are_understood(name: str, layout: Layout, kit: Kit) -> None:
    file = plan_pdf(name, layout)
    given = plan_parcel(file.name, file.data, file.request, kit.catalogue)
    plan = read_plan(file.name, json.loads(json.dumps(answer(io.BytesIO(given)))))
    assert len(plan.tasks) == len(file.expected)
    wrong: list[str] = []
    seamed: list[str] = []
    for expected in file.expected:
        task = next((one for one in plan.tasks if one.text.startswith(expected.text)), None)
        doubts = {problem.msgid for problem in plan.doubts(task)} if task else set()
        if task is not None and expected.fits(task) and bool(doubts - set(SEAMS.values())) == expected.doubtful:
            continue
        (seamed if doubts & set(SEAMS.values()) else wrong).append(expected.text)
    assert len(wrong) <= 0.02 * len(file.expected), wrong
    assert len(seamed) <= 1, "what the page hides is rare, and asked about"
    assert plan.draft is not None
    assert file.targets == [
        f"{one.index}:{one.indicator}:{one.kind}:{one.value}:{one.unit}:{one.last}" for one in plan.draft.targets
    ]
    assert all(problem.page for problem in plan.problems), "places are named by their page, too"


def test_they_go_on_over_several_pages() -> None:
    for layout in LAYOUTS:
        pages = [len(pypdfium2.PdfDocument(plan_pdf(name, layout).data)) for name in EVERY]
        assert max(pages) >= 3, layout.label


async def test_a_printed_plan_is_read_in_a_process_of_its_own(kit: Kit) -> None:
    data = brought_pdf()
    assert await examine_plan("a.pdf", data, REQUEST, kit.catalogue) == read(kit, data)


def test_number_date_title_issuer_and_province_stand_in_the_head(kit: Kit) -> None:
    for layout in (LAYOUTS[0], LAYOUTS[2], LAYOUTS[4]):
        head = outline(kit, plan_pdf("three_indices", layout).data).head
        assert (head.number, head.date, head.issuer, head.province) == (
            "12/KH-UBND", dt.date(2026, 2, 10), "UBND tỉnh Hưng Yên", "hung-yen",
        )  # fmt: skip
        assert head.title == ("Kế hoạch nâng cao các chỉ số về quản trị và hành chính công của tỉnh trong năm 2026")


def test_what_the_head_leaves_open_is_not_read(kit: Kit) -> None:
    head = outline(kit, brought_pdf(number="", day="", title="")).head
    assert (head.number, head.date, head.title) == ("", None, "")
    annex = outline(kit, plan_pdf("papi_merged", LAYOUTS[3]).data)
    assert (annex.head.number, annex.head.date) == ("12/KH-UBND", dt.date(2026, 1, 15)), "as the annex itself says"
    assert annex.is_plan


@pytest.mark.parametrize("sort", ["ruled", "unruled"])
def test_a_ranking_is_no_plan(sort: str, kit: Kit) -> None:
    data = next(one for one in CORPUS if ("unruled" in one.label) == (sort == "unruled")).make(kit)
    try:
        found = outline(kit, data)
    except FileRefused:
        return  # it has no ruled table, so it is asked about as a table of figures
    assert found.is_ranking
    assert not found.is_plan


def test_a_row_that_is_broken_over_the_page_is_one(kit: Kit) -> None:
    long = "Rà soát, công khai danh sách hộ nghèo, hộ cận nghèo tại nhà văn hóa của từng thôn, tổ dân phố " * 4
    plan = read(
        kit, printed(("", [["1", long.strip(), "Sở Nội vụ", "Quý III/2026"], ["2", "Báo cáo", "Sở Y tế", "Quý I"]]))
    )
    assert [task.text for task in plan.tasks] == [long.strip(), "Báo cáo"]
    assert [task.due for task in plan.tasks] == [dt.date(2026, 9, 30), dt.date(2026, 3, 31)]
    assert not any("page" in line and "row 2" in line for line in lines(plan)), "its text shows that it goes on"


def test_items_that_are_parted_by_the_page_are_joined_and_said(kit: Kit) -> None:
    agencies = "\n".join(f"- {name};" for name in ("Sở Nội vụ", "Sở Y tế", "Sở Tư pháp", "Sở Tài chính", "Sở Xây dựng",
                                                    "Công an tỉnh", "Thanh tra tỉnh", "Sở Công Thương"))  # fmt: skip
    rows = [["1", "Rà soát", agencies, "Quý III"], ["2", "Báo cáo", "Sở Y tế", "Quý I"]]
    plan = read(kit, printed(("", rows), layout=replace(LOW, floor=690)))
    assert len(plan.tasks) == 2
    assert [one.said for one in plan.tasks[0].lead][-2:] == ["Thanh tra tỉnh", "Sở Công Thương"]
    assert any("This row goes on over the page" in line for line in lines(plan))


def test_a_row_without_a_number_at_the_top_of_a_page_is_not_swallowed(kit: Kit) -> None:
    rows = [["1", "Rà soát thủ tục", "Sở Nội vụ", "Quý III"], *BRIEF,
            ["", "Một việc khác", "Sở Tư pháp", "30/9"]]  # fmt: skip
    plan = read(kit, printed(("", rows)))
    assert plan.tasks[-1].text == "Một việc khác"
    assert [one.id for one in plan.tasks[-1].lead] == ["department-justice"]
    assert plan.tasks[-2].text == "Báo cáo"


def test_an_empty_cell_below_a_merged_one_at_the_top_of_a_page_is_said(kit: Kit) -> None:
    rows = [[str(n), f"Rà soát thủ tục lần {n}", "Sở Nội vụ" if n == 1 else "^", "Quý III"] for n in range(1, 10)]
    plan = read(kit, printed(("", rows)))
    assert len(plan.tasks) == 9
    assert {task.lead[0].id for task in plan.tasks} == {"department-home-affairs"}
    said = [line for line in lines(plan) if SEAMS["cell"] in line]
    assert all("column C" in line for line in said)


def test_another_annex_on_the_next_page_is_another_table(kit: Kit) -> None:
    rows = [["1", "Rà soát thủ tục", "Sở Nội vụ", "Quý III"], ["2", "Báo cáo", "Sở Y tế", "Quý I"]]
    plan = read(kit, printed(("PHỤ LỤC I: CHỈ SỐ PAPI", rows), ("PHỤ LỤC II: CHỈ SỐ SIPAS", rows)))
    assert [(task.table, task.number, task.criteria) for task in plan.tasks] == [
        (1, "1", (("papi", ""),)), (1, "2", (("papi", ""),)), (2, "1", (("sipas", ""),)), (2, "2", (("sipas", ""),)),
    ]  # fmt: skip


def test_times_are_whole_however_the_column_breaks_them(kit: Kit) -> None:
    times = ["Quý III/2026", "Trước ngày 30/11/2026", "Quý II, III/2026", "31-12-2026"]
    rows = [[str(n), "Rà soát thủ tục", "Sở Khoa học và Công nghệ", time] for n, time in enumerate(times, 1)]
    for width in (0.3, 0.14, 0.1, 0.085):
        layout = replace(LOW, widths=(0.1, 0.5 - width, 0.4, width), floor=60.0)
        plan = read(kit, printed(("", rows), layout=layout))
        assert [task.due.isoformat() if task.due else "" for task in plan.tasks] == [
            "2026-09-30", "2026-11-30", "2026-09-30", "2026-12-31",
        ], width  # fmt: skip
        assert [task.number for task in plan.tasks] == ["1", "2", "3", "4"]


def test_names_that_stand_below_each_other_are_parted_where_they_were(kit: Kit) -> None:
    said = "Sở Khoa học và Công nghệ\nCông an tỉnh\nVăn phòng UBND tỉnh\nSở Y tế\nUBND các xã, phường"
    ids = ["department-science-technology", "provincial-police", "ppc-office", "department-health",
           "commune-peoples-committees"]  # fmt: skip
    for width in (0.5, 0.28, 0.2, 0.16):
        for align in ("left", "centre"):
            layout = replace(LOW, widths=(0.1, 0.7 - width, width, 0.2), floor=60.0, align=align)
            (task,) = read(kit, printed(("", [["1", "Rà soát", said, "Quý I"]]), layout=layout)).tasks
            assert [one.id for one in task.lead] == ids, (width, align)


def test_tasks_in_numbered_paragraphs_are_read_where_no_table_has_them(kit: Kit) -> None:
    for floor in (60, *range(480, 600, 8)):
        layout = Layout("low", head=False, floor=floor)
        plan = read(kit, outline_pdf(OUTLINE, layout))
        assert [(task.number, task.heading, task.lead[0].id, task.due) for task in plan.tasks] == [
            ("1.1", OUTLINE[1][3:], "department-agriculture-environment", dt.date(2026, 9, 30)),
            ("1.2", OUTLINE[1][3:], "department-finance", None),
            ("", OUTLINE[7][3:], "department-agriculture-environment", dt.date(2026, 9, 30)),
            ("", OUTLINE[7][3:], "ppc-office", None),
        ]
        assert plan.tasks[0].text == OUTLINE[2][5:]
        assert len(plan.tasks[0].coordinating) == 4
        assert [task.criteria[0][1] for task in plan.tasks] == ["2", "2", "5", "5"]
        assert plan.tasks[-1].text == "Cắt giảm giấy tờ"
        assert lines(plan)[0].startswith(
            "⚠️ a.pdf: There is no table of tasks: they were read from the numbered paragraphs"
        )


@pytest.mark.parametrize("sign", ["- ", ""])
@pytest.mark.parametrize("end", [".", ""])
def test_lines_that_are_said_of_many_tasks_are_no_running_heads(sign: str, end: str, kit: Kit) -> None:
    texts = ["I. CẢI CÁCH THỦ TỤC HÀNH CHÍNH"]
    for number in range(1, 61):
        texts += [
            f"{number}. {OUTLINE[2][5:]} {number * 7}",
            f"{sign}Cơ quan chủ trì: Sở Nội vụ{end}",
            f"{sign}Thời gian hoàn thành: Quý III/2026{end}",
        ]
    for floor in range(45, 75, 10):  # those at the edge of a page are others
        layout = Layout("low", head=False, floor=floor, running="UBND TỈNH - KẾ HOẠCH")
        plan = read(kit, outline_pdf(texts, layout))
        assert [task.number for task in plan.tasks] == [str(number) for number in range(1, 61)]
        assert {(task.lead[0].id, task.due) for task in plan.tasks} == {
            ("department-home-affairs", dt.date(2026, 9, 30))
        }
        assert not any("KẾ HOẠCH" in task.text for task in plan.tasks)


def test_two_labels_that_say_the_same_of_a_task_are_both_heard(kit: Kit) -> None:
    texts = [
        "1. Rà soát thủ tục",
        "- Cơ quan chủ trì: Sở Nội vụ.",
        "- Đơn vị thực hiện: Sở Tài chính.",
        "- Thời gian: Quý I/2026.",
        "2. Số hóa hồ sơ. Cơ quan chủ trì: Sở Y tế; đơn vị thực hiện: Sở Tư pháp; thời gian thực hiện: Quý II/2026",
        "3. Họp báo. Cơ quan chủ trì: Sở Y tế; thời gian thực hiện: Quý II/2026; thời hạn báo cáo: Quý III/2026",
    ]
    plan = read(kit, outline_pdf(texts))
    first, second, third = plan.tasks
    assert [one.id for one in first.lead] == ["department-home-affairs", "department-finance"]
    assert [one.id for one in second.lead] == ["department-health", "department-justice"]
    assert plan.doubts(third), "two times are asked about"


def test_one_label_makes_no_outline(kit: Kit) -> None:
    with pytest.raises(FileRefused) as refused:
        read(kit, outline_pdf(OUTLINE[:4]))
    assert "no tasks in its numbered paragraphs" in refused.value.problem.msgid


def test_a_scan_is_refused_in_words(kit: Kit) -> None:
    data = brought_pdf()
    for bad, page in ((scanned(data), 1), (scanned(plan_pdf("papi_merged", LAYOUTS[5]).data, (3,)), 3)):
        with pytest.raises(FileRefused) as refused:
            read(kit, bad)
        said = {
            language: parse_html(problem_line(refused.value.problem, translator(language)))[0] for language in LANGUAGES
        }
        assert said["en"].startswith(f"⛔ a.pdf: The text on page {page} of the PDF cannot be read: it is a scan")
        assert said["en"].endswith("Send the Word file (.docx), or the PDF that was saved from it.")
        assert "Hãy gửi tệp Word (.docx)" in said["vi"]


def test_a_scanned_page_behind_the_table_is_said(kit: Kit) -> None:
    printer = PlanPrinter(LOW)
    printer.table(Page(HEADER, [], [("row", ["1", "Rà soát thủ tục", "Sở Nội vụ", "Quý III"])]))
    printer.new_page()
    printer.signatures()
    plan = read(kit, scanned(printer.done(), (2,)))
    assert len(plan.tasks) == 1
    assert any("The text of page 2 cannot be read; if the table goes on there" in line for line in lines(plan))


def test_rows_that_no_line_parts_are_not_read(kit: Kit) -> None:
    with pytest.raises(FileRefused) as refused:
        read(kit, printed(("", [["1\n2\n3", "Rà soát\nBáo cáo\nTập huấn", "Sở Nội vụ\nSở Y tế\nSở Tư pháp", "Quý I"]])))
    assert "no lines part the rows" in refused.value.problem.msgid


QUICK = [bad for bad in BAD_PDFS if bad.pages == (0, 0)]


@pytest.mark.parametrize("bad", QUICK, ids=lambda bad: bad.label)
async def test_a_bad_pdf_is_refused_as_a_plan_too(bad: BadPdf, kit: Kit) -> None:
    try:
        plan = await examine_plan("a.pdf", bad.make(kit), REQUEST, kit.catalogue)
    except FileRefused as refused:
        problems = [refused.problem]
    else:
        assert plan.draft is None
        problems = [problem for problem in plan.problems if problem.kind == "error"]
    said = {language: parse_html(problem_line(problems[0], translator(language)))[0] for language in LANGUAGES}
    assert said["en"].startswith("⛔ a.pdf: ")
    assert said["vi"] != said["en"]


def test_tasks_in_numbered_paragraphs_are_read_from_word_too(kit: Kit) -> None:
    made = Document()
    for line in OUTLINE:
        made.add_paragraph(line)
    file = io.BytesIO()
    made.save(file)
    plan = read(kit, file.getvalue(), "a.docx")
    printed_plan = read(kit, outline_pdf(OUTLINE))
    assert [(one.number, one.text, one.lead, one.due) for one in plan.tasks] == [
        (one.number, one.text, one.lead, one.due) for one in printed_plan.tasks
    ]
    unsure = [line.replace("Sở Tài chính", "Sở Tài chánh") for line in OUTLINE]
    said = lines(read(kit, outline_pdf(unsure)))
    assert "⚠️ a.pdf, page 1, paragraph 10: “Sở Tài chánh” is no agency that is known" in "\n".join(said)
