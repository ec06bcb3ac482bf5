"""What each kind of answer says, as a person reads it, in both languages."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from bot.answers import model
from bot.answers.contract import KIND
from bot.answers.selection import ODD, PAGE
from bot.i18n import translator
from bot.questions import Question
from bot.reply import Reply
from data.model.figures import Figure
from data.model.provinces import Province
from tests.support.shipped import ShippedDesk, labels, plain, pressed

PLACE_IN_TABLE = re.compile(r"^\d+\. ", re.MULTILINE)


def standing(desk: ShippedDesk, text: str) -> model.StandingAnswer:
    answer = desk.ask(text).answer
    assert isinstance(answer, model.StandingAnswer)
    return answer


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("/rank Hưng Yên", "profile"),
        ("/rank Hưng Yên PAPI", "standing"),
        ("/score Hưng Yên PAPI", "components"),
        ("/top PAPI", "table"),
        ("/compare Hưng Yên, Thái Bình", "comparison"),
        ("/trend Hưng Yên PAPI", "history"),
        ("/gaps Hưng Yên PAPI", "gaps"),
        ("/tasks Hưng Yên PAPI", "tasks"),
        ("/targets Bắc Giang", "targets"),
        ("/index SIPAS", "index"),
        ("Quảng PAPI", "choose"),
        ("con mèo", "unknown"),
        ("/help", "help"),
        ("/about", "about"),
    ],
)
def test_every_kind_of_answer_has_its_name_in_the_contract(desk: ShippedDesk, text: str, kind: str) -> None:
    assert desk.json(text)["kind"] == kind
    assert desk.json(text, "en")["kind"] == kind
    assert set(KIND.values()) >= {kind}


# --- one province ------------------------------------------------------------------------------------------


def test_a_standing_has_rank_score_group_change_criteria_and_neighbours(desk: ShippedDesk) -> None:
    vi = desk.text("Hưng Yên PAPI 2024")
    assert "Hạng 19/61 · 44,40 điểm (thang 80) · nhóm trung bình cao" in vi
    assert "▼ 7 bậc · ▲ 0,17 điểm so với 2023 (hạng 12/61 · 44,23 điểm)" in vi  # 44,40 − 44,23, as shown
    assert "Theo thứ hạng, mạnh nhất: Tham gia cấp cơ sở (hạng 13) · yếu nhất: Quản trị môi trường (hạng 34)" in vi
    assert "Ngay trên: 18. Phú Thọ 44,41 · Ngay dưới: 20. Nam Định 44,36" in vi
    en = desk.text("Hưng Yên PAPI 2024", "en")
    assert "Rank 19 of 61 · 44.40 points (scale 80) · high average group" in en
    assert "By rank, strongest: Participation (rank 13) · weakest: Environment (rank 34)" in en


def test_without_a_year_the_newest_is_answered(desk: ShippedDesk) -> None:
    assert standing(desk, "Hưng Yên PAPI").standing.year == 2024
    assert standing(desk, "Hưng Yên 766").standing.period == "2026-09-17"


def test_a_criterion_is_named_as_in_its_year(desk: ShippedDesk) -> None:
    answer = standing(desk, "kiểm soát tham nhũng Hưng Yên 2024")
    assert (answer.standing.index.id, answer.standing.indicator.code) == ("papi", "4")
    assert "hạng 17/61".capitalize() in desk.text("kiểm soát tham nhũng Hưng Yên 2024")


def test_an_index_that_is_not_full_gives_mean_and_range(desk: ShippedDesk) -> None:
    text = desk.text("Bình Dương SIPAS 2021")
    assert "Cao nhất: 94,07%" in text
    assert "Thấp nhất: 82,79%" in text
    assert "Trung bình cả nước: 87,16%" in text


@pytest.mark.parametrize(
    ("text", "why_vi", "why_en"),
    [
        ("Bắc Ninh PAPI 2021", "không đủ dữ liệu", "not enough data"),
        ("Bắc Ninh PAPI 2022", "dữ liệu khảo sát bị nhiễu", "noise in the survey data"),
        ("Bắc Giang PAPI 2022", "dữ liệu khảo sát bị nhiễu", "noise in the survey data"),
        ("Bình Dương PAPI 2023", "vượt sai số", "beyond the permitted"),
        ("Quảng Ninh PAPI 2023", "vượt sai số", "beyond the permitted"),
        ("Tiền Giang PAPI 2024", "nguồn không nêu", "give"),
    ],
)
def test_not_published_is_said_with_its_reason(desk: ShippedDesk, text: str, why_vi: str, why_en: str) -> None:
    assert standing(desk, text).standing.missing == "excluded"
    vi, en = desk.text(text), desk.text(text, "en")
    assert "không công bố" in vi.casefold()
    assert why_vi.casefold() in vi.casefold()
    assert "not publish" in en.casefold()
    assert why_en.casefold() in en.casefold()
    assert ": PAPI 20" in vi.partition(why_vi)[2] or "PAPI 20" in vi.splitlines()[3]  # the nearest year that is known
    found = desk.json(text)
    assert (found["score"], found["rank"], found["out_of"]) == (None, None, None)


def test_criteria_that_were_published_are_shown_even_when_the_total_was_not(desk: ShippedDesk) -> None:
    assert "Tham gia cấp cơ sở, Thủ tục hành chính công" in desk.text("Bắc Ninh PAPI 2022")
    answer = desk.ask("/score Bắc Ninh PAPI 2022").answer
    assert isinstance(answer, model.ComponentsAnswer)
    assert {part.standing.indicator.code for part in answer.parts} == {"1", "5", "6", "7"}


def test_an_ended_province_answers_its_own_years_and_says_where_it_went(desk: ShippedDesk) -> None:
    text = desk.text("Bắc Giang PAPI 2024")
    assert "Hạng 16/61" in text
    assert "Bắc Giang đã sáp nhập vào Bắc Ninh từ ngày 1/7/2025" in text
    assert "Bac Giang merged into Bac Ninh on 1 July 2025" in desk.text("Bắc Giang PAPI 2024", "en")
    asked = pressed(desk.ask("Bắc Giang PAPI 2024").reply, "Bắc Ninh")
    assert (asked.intent, asked.provinces, asked.index) == ("standing", ("bac-ninh",), "papi")


def test_an_ended_province_has_nothing_after_the_merger(desk: ShippedDesk) -> None:
    assert standing(desk, "Long An PAPI 2025").standing.missing == "ended"
    text = desk.text("Long An PAPI 2025")
    assert "không còn là đơn vị cấp tỉnh từ ngày 1/7/2025" in text
    assert "là PAPI 2024: hạng 45/61" in text
    # It is not told that the index of today has no figure of it, as if that were a gap.
    assert "17/9/2026" not in desk.text("Bình Dương 766")


def test_figures_of_before_the_merger_say_whom_they_do_not_cover(desk: ShippedDesk) -> None:
    assert "Số liệu của Hưng Yên trước ngày 1/7/2025, chưa gồm Thái Bình." in desk.text("Hưng Yên PAPI 2024")
    assert "chưa gồm" not in desk.text("Hưng Yên 766 17/9/2026")
    assert "not including Binh Thuan and Dak Nong" in desk.text("Lâm Đồng PAPI 2024", "en")


def test_a_city_leads_to_its_province_and_this_is_said(desk: ShippedDesk) -> None:
    text = desk.text("Đà Lạt PAPI 2024")
    assert text.startswith("🏛 Lâm Đồng — PAPI 2024")
    assert "Đà Lạt thuộc Lâm Đồng" in text


def test_a_year_that_is_not_there_yet(desk: ShippedDesk) -> None:
    assert standing(desk, "Hưng Yên PAPI 2025").standing.missing == "not-yet"
    assert "là PAPI 2024: hạng 19/61 · 44,40 điểm" in desk.text("Hưng Yên PAPI 2025")


def test_a_year_that_no_index_has_is_not_passed_over_in_silence(desk: ShippedDesk) -> None:
    assert "2035" in desk.text("Hưng Yên PAPI 2035")


def test_a_criterion_of_a_later_edition_was_not_measured(desk: ShippedDesk) -> None:
    assert standing(desk, "quản trị điện tử Hưng Yên PAPI 2015").standing.missing == "not-measured"
    assert "Năm 2015 không đo tiêu chí này" in desk.text("quản trị điện tử Hưng Yên PAPI 2015")


@pytest.mark.parametrize(
    ("text", "why"),
    [("Hưng Yên PAPI 2018", "edition"), ("Hải Phòng SIPAS 2022", "edition"), ("Hải Phòng PAR INDEX 2022", "edition")],
)
def test_across_a_break_of_editions_no_change_is_computed(desk: ShippedDesk, text: str, why: str) -> None:
    change = standing(desk, text).change
    assert change is not None
    if change.before is not None and change.before.figure is not None:
        assert change.why == why
    assert (change.score, change.rank) == (None, None)
    assert "▲" not in desk.text(text)
    assert "▼" not in desk.text(text)


def test_the_break_says_what_changed(desk: ShippedDesk) -> None:
    text = desk.text("Hưng Yên PAPI 2018")
    assert "2017: hạng 40/63 · 35,86 điểm; không so" in text
    assert "thang điểm từ 60 lên 80" in text


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Hải Phòng PAR INDEX 2023", "91,87%", "91,81%"),
        ("Hà Nội PAR INDEX 2023", "91,43%", "91,25%"),
        ("Đà Nẵng PAR INDEX 2023", "88,68%", "87,68%"),
        ("Hòa Bình PAR INDEX 2023", "86,76%", "86,89%"),
        ("Quảng Ninh PAR INDEX 2018", "89,06%", "89,60%"),
        ("Hải Phòng SIPAS 2024", "91,10%", "90,59%"),
        ("Khánh Hòa SIPAS 2023", "ạng 43", "ạng 40"),
        ("Tiền Giang SIPAS 2022", "ạng 53", "ạng 54"),
    ],
)
def test_sources_that_conflict_are_both_shown(desk: ShippedDesk, text: str, one: str, other: str) -> None:
    said = desk.text(text)
    assert one in said
    assert other in said
    assert "⚠️ " in said
    assert "Another source gives" in desk.text(text, "en")


@pytest.mark.parametrize("text", ["Cà Mau PAR INDEX 2023", "Đồng Tháp SIPAS 2021"])
def test_a_suspect_figure_is_flagged(desk: ShippedDesk, text: str) -> None:
    assert "nghi vấn" in desk.text(text)
    assert "in doubt" in desk.text(text, "en")


def test_a_profile_shows_every_index_with_its_period(desk: ShippedDesk) -> None:
    text = desk.text("/rank Hưng Yên")
    for line in (
        "PAPI 2024: hạng 19/61",
        "PAR INDEX 2024: hạng 14/63",
        "SIPAS 2024: hạng 8/63",
        "Bộ chỉ số 766 (17/9/2026): hạng 30/34",
    ):
        assert line in text
    assert "84 nhiệm vụ" in text
    answer = desk.ask("/rank Hưng Yên").answer
    assert isinstance(answer, model.ProfileAnswer)
    assert [one.index.id for one, _ in answer.standings] == ["papi", "par", "sipas", "766", "dti", "pci"]


def test_an_index_without_a_figure_of_the_province_is_named(desk: ShippedDesk) -> None:
    for province in desk.catalogue.provinces:
        answer = desk.answer(Question("profile", provinces=(province,)))
        assert isinstance(answer.answer, model.ProfileAnswer)
        said = plain(answer.reply)
        for index in answer.answer.unknown:
            assert index.short in said
        assert len(answer.answer.standings) + len(answer.answer.unknown) == len(desk.catalogue.indices)


def test_components_have_rank_median_and_best(desk: ShippedDesk) -> None:
    text = desk.text("/score Hưng Yên PAPI 2024")
    assert "hạng 17/61 · 7,20 điểm · trung vị 7,01 · cao nhất 8,20 (Tây Ninh)" in text
    answer = desk.ask("/score Hưng Yên PAPI 2024").answer
    assert isinstance(answer, model.ComponentsAnswer)
    assert [part.standing.indicator.code for part in answer.parts] == list("12345678")
    asked = pressed(desk.ask("/score Hưng Yên PAPI 2024").reply, "3. Trách nhiệm giải trình")
    assert (asked.intent, asked.indicator, asked.year) == ("standing", "3", 2024)


def test_components_of_single_facts_are_those_a_source_reports(desk: ShippedDesk) -> None:
    text = desk.text("/score Lạng Sơn PAR 2022")
    assert "68,05%" in text
    assert "66,35%" in text
    assert "Chỉ gồm những tiêu chí có nguồn dẫn lại" in text
    assert "trung vị" not in text


def test_gaps_are_sorted_and_carry_the_tasks(desk: ShippedDesk) -> None:
    answer = desk.ask("/gaps Hưng Yên PAPI 2024").answer
    assert isinstance(answer, model.GapsAnswer)
    ranks = [gap.part.standing.figure.rank for gap in answer.gaps if gap.part.standing.figure]
    assert len(ranks) == 8
    assert ranks == sorted(ranks, key=lambda rank: rank or 0, reverse=True)
    assert all(task.province == "hung-yen" for gap in answer.gaps for task in gap.tasks)
    text = desk.text("/gaps Hưng Yên PAPI 2024")
    assert re.search(r"Tây Ninh\) 1,01 .* 0,19 .*▲ 0,14 điểm so với 2023", text)
    assert answer.gaps[0].tasks[0].text_vi in text
    assert "Xếp từ tiêu chí có thứ hạng thấp nhất" in text
    assert "Kém mức cao nhất nhiều nhất: Kiểm soát tham nhũng (1,01 điểm)" in text


def test_the_weakest_criterion_is_the_same_in_a_standing_and_in_its_gaps(desk: ShippedDesk) -> None:
    compared = 0
    for index in desk.catalogue.indices:
        for province in desk.catalogue.provinces:
            standing = desk.answer(Question("standing", (province,), index)).answer
            gaps = desk.answer(Question("gaps", (province,), index)).answer
            assert isinstance(standing, model.StandingAnswer)
            assert isinstance(gaps, model.GapsAnswer)
            if standing.weakest is not None and standing.standing.period == gaps.standing.period:
                assert gaps.gaps[0].part.standing.indicator == standing.weakest.indicator
                compared += 1
    assert compared > 90


def test_gaps_of_single_facts_count_from_the_whole(desk: ShippedDesk) -> None:
    answer = desk.ask("/gaps Lạng Sơn PAR 2022").answer
    assert isinstance(answer, model.GapsAnswer)
    assert [gap.to_maximum for gap in answer.gaps] == pytest.approx([33.65, 31.95])
    assert "33.65 percentage points short of 100%" in desk.text("/gaps Lạng Sơn PAR 2022", "en")


# --- many provinces, many years ----------------------------------------------------------------------------


def test_a_table_counts_those_measured_and_names_those_without(desk: ShippedDesk) -> None:
    text = desk.text("10 tỉnh đứng đầu PAPI 2024")
    assert len(PLACE_IN_TABLE.findall(text)) == 10
    assert "1. Quảng Ninh — 47,82 🥇" in text
    assert "61 tỉnh, thành phố" in text
    assert "Vĩnh Phúc và Tiền Giang (không được công bố)" in text


def test_the_bottom_of_a_table(desk: ShippedDesk) -> None:
    text = desk.text("/bottom 3 PAPI 2024", "en")
    assert [line[:3] for line in text.splitlines() if PLACE_IN_TABLE.match(line)] == ["59.", "60.", "61."]
    assert "🥇" not in text


@pytest.mark.parametrize(("n", "rows"), [(1, 1), (20, 20), (21, 21), (34, 34), (63, 61), (200, 61), (0, 10)])
def test_a_table_has_no_more_rows_than_provinces(desk: ShippedDesk, n: int, rows: int) -> None:
    question = Question("table", index="papi", year=2024, n=n)
    first = desk.find(question)
    assert isinstance(first, model.TableAnswer)
    listed = [first] if n <= PAGE else [desk.find(replace(question, page=page)) for page in range(first.pages)]
    shown = [len(one.rows) for one in listed if isinstance(one, model.TableAnswer)]
    assert sum(shown) == rows
    assert max(shown) <= PAGE + ODD


def test_a_region_of_before_and_one_of_today(desk: ShippedDesk) -> None:
    text = desk.text("/top PAPI 2023 Tây Nguyên")
    assert "Tây Nguyên: 5 tỉnh" in text
    assert len(PLACE_IN_TABLE.findall(text)) == 5
    today = desk.answer(Question("table", index="766", region="south-central-highlands"))
    assert isinstance(today.answer, model.TableAnswer)
    assert today.answer.total == 6


def test_a_region_of_another_division_gives_no_empty_ranking(desk: ShippedDesk) -> None:
    text = desk.text("/top 766 Tây Nguyên", "en")
    assert "Central Highlands is a region of the 63 provinces until 2024" in text
    assert "first 0" not in text
    question = Question("table", index="papi", year=2023, region="south-central-highlands")
    assert "since July 2025" in plain(desk.answer(question, "en").reply)


def test_equal_scores_share_a_rank(desk: ShippedDesk) -> None:
    found = 0
    for period, code in itertools.product(desk.catalogue.periods("papi", full=True), ["", *"12345678"]):
        rows: list[tuple[Province, Figure]] = []
        for page in range(4):
            answer = desk.find(Question("table", index="papi", indicator=code, year=int(period), n=63, page=page))
            assert isinstance(answer, model.TableAnswer)
            rows += answer.rows if page < answer.pages else ()
            assert len(rows) == answer.total or page + 1 < answer.pages
        for (_, before), (_, after) in itertools.pairwise(rows):
            assert before.score is not None
            assert after.score is not None
            assert before.score >= after.score
            assert (before.score == after.score) == (before.rank == after.rank)
            found += before.score == after.score
    assert found, "the shipped figures have ties"


@pytest.mark.parametrize("index", ["par", "sipas"])
def test_single_facts_never_make_a_ranking(desk: ShippedDesk, index: str) -> None:
    for period in desk.catalogue.periods(index):
        for bottom in (False, True):
            for language in ("vi", "en"):
                answered = desk.answer(
                    Question("table", index=index, year=int(period), bottom=bottom),
                    "vi" if language == "vi" else "en",
                )
                assert isinstance(answered.answer, model.TableAnswer)
                assert answered.answer.rows == ()
                assert not PLACE_IN_TABLE.search(plain(answered.reply))
    text = desk.text("/top PAR INDEX 2024")
    assert "21 tỉnh, thành phố" in text
    assert "Trung bình cả nước: 88,37%" in text
    assert "Hải Phòng (hạng 1/63 · 96,17%)" in text


def test_a_comparison_is_of_one_period_and_marks_who_is_ahead(desk: ShippedDesk) -> None:
    answer = desk.ask("/compare Hưng Yên, Thái Bình PAPI").answer
    assert isinstance(answer, model.ComparisonAnswer)
    assert {row[2] for row in answer.rows} == {"2024"}
    assert [row[1].code for row in answer.rows] == ["", *"12345678"]
    assert "• Thái Bình: hạng 15/61 · 44,74 điểm ◀" in desk.text("/compare Hưng Yên, Thái Bình PAPI")


def test_a_comparison_of_all_indices_finds_a_period_for_each(desk: ShippedDesk) -> None:
    answer = desk.ask("so sánh Hà Nội, Hải Phòng, Đà Nẵng và Cần Thơ").answer
    assert isinstance(answer, model.ComparisonAnswer)
    assert [row[0].id for row in answer.rows] == ["papi", "par", "sipas", "766", "dti", "pci"]
    assert all(len(row[3]) == 4 for row in answer.rows)


def test_more_than_four_are_not_compared_and_this_is_said(desk: ShippedDesk) -> None:
    text = desk.text("/compare Hưng Yên, Thái Bình, Hà Nội, Đà Nẵng, Huế PAPI", "en")
    assert "At most four" in text
    assert "Hue" not in text


def test_one_province_is_no_comparison(desk: ShippedDesk) -> None:
    assert "/sosanh Hưng Yên, Thái Bình" in desk.text("/compare Hưng Yên")
    assert "/compare Hung Yen, Thai Binh" in desk.text("/compare Hưng Yên", "en")


def test_a_history_shows_breaks_and_gaps_and_no_arrow_across_them(desk: ShippedDesk) -> None:
    lines = desk.text("/trend Bắc Ninh PAPI").splitlines()
    years = [line for line in lines if re.match(r"\d{4}: ", line)]
    assert [line[:4] for line in years] == [str(year) for year in range(2011, 2025)]
    at = lines.index(next(line for line in lines if line.startswith("2018")))
    assert "thang điểm từ 60 lên 80" in lines[at - 1]
    assert not re.search("[▲▼]", lines[at])
    assert re.search("▼", lines[at + 1])
    by_year = {line[:4]: line for line in years}
    assert by_year["2021"] == "2021: không công bố (không đủ dữ liệu)"
    assert by_year["2022"].startswith("2022: không công bố (dữ liệu khảo sát bị nhiễu")
    assert not re.search("[▲▼]", by_year["2023"])


def test_a_history_of_some_years(desk: ShippedDesk) -> None:
    def years(text: str) -> list[int]:
        answer = desk.ask(text).answer
        assert isinstance(answer, model.HistoryAnswer)
        return [point.year for point in answer.points]

    assert years("/trend Hưng Yên PAPI 2019-2023") == [2019, 2020, 2021, 2022, 2023]
    assert years("PAPI Hưng Yên 3 năm qua") == [2022, 2023, 2024]


def test_a_running_score_is_never_compared_across_years(desk: ShippedDesk) -> None:
    for province in desk.catalogue.units(2026):
        answer = desk.answer(Question("standing", provinces=(province.id,), index="766")).answer
        assert isinstance(answer, model.StandingAnswer)
        assert answer.change is None or (answer.change.score, answer.change.rank) == (None, None)


# --- tasks and targets -------------------------------------------------------------------------------------


def test_tasks_name_document_agencies_and_no_deadline(desk: ShippedDesk) -> None:
    text = desk.text("/tasks Bắc Giang PAPI")
    assert "📄 87/KH-UBND" in text
    assert "Chủ trì:" in text
    assert text.count("Không nêu thời hạn") == 1, "once for the document, not under each task"
    assert text.count("Chủ trì: các cơ quan, địa phương, nhất là cấp xã\n") == 1, "once for its two tasks"
    assert "No deadline stated" in desk.text("/tasks Bắc Giang PAPI", "en")


def all_pages(desk: ShippedDesk, question: Question) -> list[model.TasksAnswer]:
    first = desk.answer(question).answer
    assert isinstance(first, model.TasksAnswer)
    pages = [first]
    for page in range(1, first.pages):
        answer = desk.answer(Question("tasks", question.provinces, question.index, page=page)).answer
        assert isinstance(answer, model.TasksAnswer)
        pages.append(answer)
    return pages


def test_pages_of_tasks_hold_every_task_once(desk: ShippedDesk) -> None:
    pages = all_pages(desk, Question("tasks", ("hung-yen",)))
    shown = [task.id for page in pages for task in page.tasks]
    assert len(shown) == len(set(shown)) == pages[0].total == 84


def arrows(reply: Reply) -> list[str]:
    return [label for label in labels(reply) if label in ("◀", "▶")]


def test_pages_end_at_both_ends(desk: ShippedDesk) -> None:
    first = desk.ask("/tasks Hưng Yên").reply
    assert arrows(first) == ["▶"]
    second = pressed(first, "▶")
    assert second.page == 1
    assert arrows(desk.answer(second).reply) == ["◀", "▶"]
    last = desk.answer(Question("tasks", ("hung-yen",), page=999))
    assert isinstance(last.answer, model.TasksAnswer)
    assert last.answer.page == last.answer.pages - 1
    assert arrows(last.reply) == ["◀"]
    only = desk.answer(Question("tasks", ("hung-yen",), "papi", "6"))
    assert arrows(only.reply) == []


def test_a_district_level_assignee_no_longer_exists(desk: ShippedDesk) -> None:
    found = 0
    for page in all_pages(desk, Question("tasks", ("hung-yen",))):
        said = plain(desk.answer(page.question).reply)
        level = any(
            part.agency.level == "district" and part.role != "report" for task in page.tasks for part in task.assignees
        )
        assert ("không còn" in said) == level
        found += level
    assert found


def test_a_deadline_is_only_shown_where_a_document_states_one(desk: ShippedDesk) -> None:
    stated = 0
    for province in (*desk.catalogue.provinces, None):
        question = Question("tasks", (province,) if province else ())
        for page in all_pages(desk, question):
            said = plain(desk.answer(page.question, "en").reply)
            for task in page.tasks:
                assert task.due is None or f"due {translator('en').date(task.due)}" in said.replace("Due ", "due ")
            stated += sum(task.due is not None for task in page.tasks)
            if all(task.timing != "regular" and task.due is None for task in page.tasks) and page.tasks:
                documents = {task.document for task in page.tasks}
                assert said.lower().count("no deadline stated") == len(documents)
    assert stated


def test_a_plan_that_wants_criteria_maintained_or_improved(desk: ShippedDesk) -> None:
    answer = desk.ask("/tasks Bắc Giang PAPI").answer
    assert isinstance(answer, model.TasksAnswer)
    assert {aim: len(headings) for aim, headings in answer.aims.items()} == {"maintain": 6, "improve": 2}


def test_tasks_of_an_agency_and_of_a_criterion(desk: ShippedDesk) -> None:
    answer = desk.ask("/tasks Hưng Yên PAPI minh bạch").answer
    assert isinstance(answer, model.TasksAnswer)
    assert answer.indicator is not None
    assert answer.indicator.code == "2"
    assert 0 < answer.total < 84
    assert "Giao cho: Sở Nội vụ" in desk.text("/tasks Hà Nội Sở Nội vụ")


def test_no_task_is_said_as_such(desk: ShippedDesk) -> None:
    answers = [desk.answer(Question("tasks", (one,))).answer for one in desk.catalogue.provinces]
    without = [
        one.province.id for one in answers if isinstance(one, model.TasksAnswer) and one.province and not one.total
    ]
    assert without
    said = plain(desk.answer(Question("tasks", (without[0],))).reply).splitlines()
    assert said[1].startswith("Tôi chưa tìm thấy ")
    assert "0" not in said[1]


def test_targets_are_met_missed_or_cannot_be_told(desk: ShippedDesk) -> None:
    marks = {"✅": 0, "❌": 0, "▫️": 0}
    for province in desk.catalogue.provinces:
        answered = desk.answer(Question("targets", (province,)))
        assert isinstance(answered.answer, model.TargetsAnswer)
        said = plain(answered.reply)
        for mark in marks:
            marks[mark] += said.count(mark)
        for promise in answered.answer.promises:
            assert all(one.figure is not None for one, met in promise.reached if met is not None)
            assert not (promise.district and promise.reached)
    assert all(marks.values()), marks
    text = desk.text("/targets Bắc Giang 2024")
    assert "❌ PAPI: vào nhóm cao nhất" in text
    assert "hạng 16/61" in text
    assert "▫️ SIPAS: trên 90%" in text


# --- the data itself, and what cannot be answered ----------------------------------------------------------


def test_where_only_single_facts_are_known_it_is_said_how_many(desk: ShippedDesk) -> None:
    text = desk.text("Hòa Bình SIPAS 2024")
    assert "Tôi chưa tìm thấy số liệu SIPAS 2024 của Hòa Bình" in text
    assert re.search(r"số liệu của \d+ tỉnh, thành phố từ báo chí", text)
    assert "Trung bình cả nước: 83,94%" in text
    assert "trước ngày 1/7/2025" not in text, "no figure is shown, so none needs the note on the merger"


def test_one_place_of_a_table(desk: ShippedDesk) -> None:
    text = desk.text("hạng 19 papi 2024 là tỉnh nào")
    assert text.startswith("📊 Hạng 19: PAPI 2024")
    assert "19. Hưng Yên — 44,40" in text
    assert "20." not in text
    assert "Không tỉnh, thành phố nào ở hạng này." in desk.text("hạng 62 papi 2024 là tỉnh nào")


def test_the_place_within_a_region(desk: ShippedDesk) -> None:
    text = desk.text("Hưng Yên đứng thứ mấy trong đồng bằng sông Hồng PAPI 2024")
    assert "Trong Đồng bằng sông Hồng: thứ 4/10" in text
    assert "Hạng 19/61" in text


def test_when_an_index_was_announced(desk: ShippedDesk) -> None:
    assert "Công bố ngày 15/4/2025" in desk.text("khi nào công bố PAPI 2024")
    assert "Tôi chưa biết ngày công bố PAPI 2025" in desk.text("khi nào công bố PAPI 2025")


def test_ties_and_missing_totals_are_said(desk: ShippedDesk) -> None:
    assert "Đồng hạng" in desk.text("Bắc Ninh cung ứng dịch vụ công PAPI 2022")
    assert "nguồn không ghi tổng số tỉnh" in desk.text("Bình Dương PAR INDEX 2021")


def test_a_year_before_the_first_and_one_without_figures(desk: ShippedDesk) -> None:
    before = desk.text("PAPI Hưng Yên 2010")
    assert "PAPI không có số liệu năm 2010" in before
    assert "PAPI 2011" in before
    later = desk.text("Hưng Yên 2025")
    assert later.startswith("🏛 Hưng Yên — 2025\nTôi chưa có số liệu năm 2025. Mới nhất hiện có:")
    assert "PAPI bắt đầu từ năm 2011" in desk.text("top 3 PAPI 2010")


def test_the_name_of_the_year(desk: ShippedDesk) -> None:
    assert desk.text("Huế PAPI 2023").startswith("🏛 Thừa Thiên Huế — PAPI 2023")
    assert desk.text("Thừa Thiên Huế 766").startswith("🏛 Huế — Bộ chỉ số 766")


def test_a_pilot_year_is_called_one_and_stays_out_of_the_profile(desk: ShippedDesk) -> None:
    assert "Năm thí điểm, chỉ có 6 tỉnh, thành phố." in desk.text("Thái Bình PAR INDEX 2011")
    assert "PAR INDEX 2011" not in desk.text("/rank Thái Bình")


def test_an_index_says_what_it_measures_its_criteria_and_breaks(desk: ShippedDesk) -> None:
    text = desk.text("/index PAPI")
    for piece in ("CECODES", "1 Tham gia", "8 Quản trị điện tử", "2011–2017", "từ 2018", "bảng đầy đủ: 2011–2024"):
        assert piece in text


def test_choices_complete_the_question(desk: ShippedDesk) -> None:
    reply = desk.ask("Quảng PAPI 2023").reply
    asked = pressed(reply, "Quảng Nam")
    assert (asked.intent, asked.provinces, asked.index, asked.year) == ("standing", ("quang-nam",), "papi", 2023)


def test_unknown_says_what_was_heard_and_gives_an_example(desk: ShippedDesk) -> None:
    text = desk.text("Thái Lan PAPI")
    assert "“Thái Lan”" in text
    assert "Ví dụ: " in text
    assert "For example: " in desk.text("con mèo", "en")


@pytest.mark.parametrize(
    ("text", "topic", "vi", "en"),
    [
        ("/rank", "rank", "/xephang Hưng Yên PAPI 2024", "/rank Hung Yen PAPI 2024"),
        ("/help gaps", "gaps", "/matdiem Hưng Yên PAPI 2024", "/gaps Hung Yen PAPI 2024"),
        ("/score PAPI", "score", "/thanhphan Hưng Yên", "/score Hung Yen"),
    ],
)
def test_help_on_one_command(desk: ShippedDesk, text: str, topic: str, vi: str, en: str) -> None:
    assert desk.ask(text).answer.question.topic == topic
    assert vi in desk.text(text)
    assert en in desk.text(text, "en")
    assert pressed(desk.ask(text).reply, labels(desk.ask(text).reply)[0]) == Question("help")


@pytest.mark.parametrize(
    "question",
    [
        Question("standing", ("atlantis",), "papi"),
        Question("standing", ("hung-yen",), "xyz"),
        Question("standing", ("hung-yen",), "papi", "99"),
        Question("table", index="papi", region="moon"),
    ],
)
def test_ids_that_do_not_exist_are_unknown(desk: ShippedDesk, question: Question) -> None:
    assert isinstance(desk.answer(question).answer, model.UnknownAnswer)


@pytest.mark.parametrize(
    "question",
    [
        Question("standing"),
        Question("profile"),
        Question("gaps", ("hung-yen",), indicator="X"),
        Question("components", ("hung-yen",), indicator="4"),
        Question("comparison", ("hung-yen", "hung-yen"), "papi"),
        Question("table", index="766", year=1999),
        Question("history", ("hung-yen",), "papi", n=1),
        Question("history", ("hung-yen",), "papi", since=2030),
        Question("history", ("hung-yen",), "766", since=2030, n=3),
        Question("index", index="papi", year=1900),
        Question("tasks", agency="nobody"),
        Question("choose"),
    ],
)
def test_odd_questions_have_an_answer(desk: ShippedDesk, question: Question) -> None:
    assert plain(desk.answer(question).reply).strip()
    assert plain(desk.answer(question, "en").reply).strip()


def test_about_counts_what_is_there(desk: ShippedDesk) -> None:
    assert "402 nhiệm vụ" in desk.text("/about")
    assert "whole tables: 2011–2024" in desk.text("/about", "en")
