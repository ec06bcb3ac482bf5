"""The head of a plan: only what stands there plainly is taken, and whether a file is a plan or a table is told."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest

from bot.importing.files import outline_parcel, plan_parcel, read_outline, read_plan
from bot.importing.outline import FileOutline
from bot.importing.plans.doubts import Doubts
from bot.importing.plans.head import DocumentHead, day_in, number_in, read_head
from bot.importing.plans.reading import PlanRequest, ReadPlan
from bot.importing.worker import answer
from tests.support.brought_plans import ROWS, UNSURE, word_plan
from tests.support.importing_kit import Kit
from tests.support.table_files import Rows, Value, as_csv, as_xlsx

HEAD = (
    "UBND TỈNH HƯNG YÊN",
    "SỞ NỘI VỤ",
    "Số: 31 /KH-SNV",
    "Hưng Yên, ngày 20 tháng 01 năm 2026",
    "",
    "KẾ HOẠCH",
    "PAPI và SIPAS",
    "năm 2026",
    "",
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 15/01/2026 của UBND tỉnh;",
)


def outline(kit: Kit, name: str, data: bytes) -> FileOutline:
    """The outline of a file, as the reading process answers, without a process of its own."""
    given = io.BytesIO(outline_parcel(name, data, kit.catalogue))
    return read_outline(name, json.loads(json.dumps(answer(given))))


def test_a_head_is_read(kit: Kit) -> None:
    assert read_head(HEAD, kit.gazetteer) == DocumentHead(
        number="31/KH-SNV",
        date=dt.date(2026, 1, 20),
        title="Kế hoạch PAPI và SIPAS năm 2026",
        issuer="Sở Nội vụ",
        province="hung-yen",
    )


@pytest.mark.parametrize(
    ("lines", "number", "day"),
    [
        (["Số:        /KH-UBND", "Hưng Yên, ngày      tháng 01 năm 2026"], "", None),
        (["Số: 12/KH-UBND", "Số: 13/KH-UBND"], "", None),
        (["Số 12 / KH - UBND", "Huế, ngày 5 tháng 2 năm 2026"], "12/KH-UBND", dt.date(2026, 2, 5)),
        (["Hưng Yên, ngày 31 tháng 02 năm 2026"], "", None),
        (["Căn cứ Kế hoạch số 5/KH-UBND ngày 3/1/2025"], "", None),
        (["(Kèm theo Kế hoạch số 87/KH-UBND ngày 21/5/2025 của UBND tỉnh)"], "87/KH-UBND", dt.date(2025, 5, 21)),
        (["(Ban hành kèm theo Quyết định số 9/QĐ-UBND ngày 02 tháng 3 năm 2026)"], "9/QĐ-UBND", dt.date(2026, 3, 2)),
        (["Số: 1487/UBND-NC", "Kèm theo Công văn số 1487/UBND-NC"], "1487/UBND-NC", None),
    ],
)
def test_a_gap_and_two_that_differ_are_none(lines: list[str], number: str, day: dt.date | None, kit: Kit) -> None:
    head = read_head(lines, kit.gazetteer)
    assert (head.number, head.date) == (number, day)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["KẾ HOẠCH", "Nâng cao Chỉ số PAPI", "năm 2026", "Căn cứ Luật"], "Kế hoạch nâng cao Chỉ số PAPI năm 2026"),
        (["QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch", ""], "Quyết định về việc ban hành Kế hoạch"),
        (["V/v triển khai nhiệm vụ PAPI", "Kính gửi: Các sở"], "Triển khai nhiệm vụ PAPI"),
        (["KẾ HOẠCH", "", "Nâng cao"], ""),
        (["KẾ HOẠCH", "x" * 350], ""),
        (["Kế hoạch nâng cao Chỉ số PAPI"], ""),
    ],
)
def test_the_title_ends_where_something_else_begins(lines: list[str], title: str, kit: Kit) -> None:
    assert read_head(lines, kit.gazetteer).title == title


@pytest.mark.parametrize(
    ("lines", "issuer", "province"),
    [
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI PHÒNG"], "UBND thành phố Hải Phòng", "hai-phong"),
        (["UỶ BAN NHÂN DÂN TỈNH HƯNG YÊN"], "UBND tỉnh Hưng Yên", "hung-yen"),
        (["UBND XÃ PHÙ CỪ"], "UBND xã Phù Cừ", ""),
        (["TỈNH ỦY HƯNG YÊN"], "", ""),
    ],
)
def test_the_issuer_is_the_lowest_office(lines: list[str], issuer: str, province: str, kit: Kit) -> None:
    head = read_head(lines, kit.gazetteer)
    assert (head.issuer, head.province) == (issuer, province)


def test_a_number_and_a_day_in_a_caption() -> None:
    assert (number_in("12/KH-UBND 15/01/2026"), day_in("12/KH-UBND 15/01/2026")) == ("12/KH-UBND", dt.date(2026, 1, 15))
    assert number_in("12/kh-ubnd") == "12/KH-UBND"
    assert number_in("12/KH-UBND và 13/KH-UBND") == number_in("15/1/2026") == number_in("") == ""
    assert day_in("1/2/2026 hay 2/2/2026") is day_in("32/1/2026") is day_in("2026") is None


def test_what_a_file_is(kit: Kit) -> None:
    word = outline(kit, "a.docx", word_plan())
    assert (word.is_plan, word.is_ranking, word.head.number) == (True, False, "12/KH-UBND")
    table = outline(kit, "a.csv", as_csv([["Tỉnh", "Điểm"], ["Hưng Yên", 1], ["Bắc Ninh", 2]]))
    assert (table.is_plan, table.is_ranking) == (False, True)
    neither = outline(kit, "a.csv", as_csv([["Tên", "Số"], ["A", 1]]))
    assert (neither.is_plan, neither.is_ranking) == (False, False)
    header: list[Value] = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]
    tasks: Rows = [[str(n), "Rà soát", "Sở Nội vụ", "Quý I/2026"] for n in range(3)]
    units: Rows = [[unit.name_vi] for unit in kit.catalogue.units(2026)]
    both = outline(kit, "a.xlsx", as_xlsx([header, *tasks, *units]))
    assert (both.tasks, both.is_plan, both.is_ranking) == (True, False, False)
    annex: Rows = [["UBND TỈNH HƯNG YÊN"], ["(Kèm theo Kế hoạch số 12/KH-UBND ngày 15/01/2026)"], header, *tasks]
    sheet = outline(kit, "a.xlsx", as_xlsx(annex))
    assert sheet.is_plan
    assert (sheet.head.number, sheet.head.issuer) == ("12/KH-UBND", "UBND tỉnh Hưng Yên")


def test_what_a_person_says_of_a_doubt_is_read_so(kit: Kit) -> None:
    data = word_plan((*ROWS, *UNSURE), title="")
    request = PlanRequest("hung-yen", "Hưng Yên", "12/KH-UBND", dt.date(2026, 1, 15))
    asked = _plan(kit, data, request)
    questions = {one.said: one for one in asked.questions}
    assert questions["Sở Nội vụu"].options == ("department-home-affairs",)
    assert len(questions["Sở Nội vụu"].problems) == 2
    several = questions["thu tuc hanh chinh"]
    assert len(several.options) > 1
    settled = (
        ("agency", "Sở Nội vụu", "department-home-affairs"),
        ("criterion", "thu tuc hanh chinh", several.options[0]),
        *(("criterion", said, "") for said, one in questions.items() if one.kind == "criterion" and one != several),
    )
    told = _plan(kit, data, PlanRequest("hung-yen", "Hưng Yên", "12/KH-UBND", dt.date(2026, 1, 15), settled=settled))
    assert told.questions == ()
    assert told.problems == ()
    *_, third, fourth = told.tasks
    assert third.lead[0].id == fourth.coordinating[0].id == "department-home-affairs"
    assert third.lead[0].said == "Sở Nội vụu", "as it is written"
    assert [f"{index}:{code}" for index, code in fourth.criteria] == [several.options[0]]


def test_a_plan_that_names_no_index_is_asked_for_one(kit: Kit) -> None:
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"], ["1", "Rà soát", "Sở Nội vụ", "Quý I/2026"]]
    request = PlanRequest("hung-yen", "Hưng Yên", "12/KH-UBND", dt.date(2026, 1, 15))
    (question,) = _plan(kit, as_csv(rows), request, "a.csv").questions
    assert question.kind == "index"
    assert "papi:" in question.options
    for meant, criteria in (("papi:", (("papi", ""),)), ("", ())):
        settled = (("index", "", meant),)
        told = _plan(kit, as_csv(rows), PlanRequest(*_said(request), settled=settled), "a.csv")
        assert told.tasks[0].criteria == criteria
        assert (told.questions, told.problems) == ((), ())


def test_nothing_is_asked_that_nothing_may_be_offered_for(kit: Kit) -> None:
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Tiêu chí"], ["1", "Rà soát", "Zzzz qqqq", "PAPI"]]
    request = PlanRequest("hung-yen", "Hưng Yên", "12/KH-UBND", dt.date(2026, 1, 15))
    plan = _plan(kit, as_csv(rows), request, "a.csv")
    assert plan.questions == ()
    assert len(plan.problems) == 1, "it is shown with its place"
    assert Doubts(kit.gazetteer, kit.catalogue, 2026).questions((), ()) == ()


def _plan(kit: Kit, data: bytes, request: PlanRequest, name: str = "a.docx") -> ReadPlan:
    given = io.BytesIO(plan_parcel(name, data, request, kit.catalogue))
    return read_plan(name, json.loads(json.dumps(answer(given))))


def _said(request: PlanRequest) -> tuple[str, str, str, dt.date]:
    return request.province, request.province_name, request.number, request.date
