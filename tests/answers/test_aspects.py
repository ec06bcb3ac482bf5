"""One aspect of an index, the tasks of a document or of an agency no task names, changes, and what is out of scope."""

from __future__ import annotations

import pytest

from bot import callbacks
from bot.answers import aspects as aspects_of
from bot.answers import model
from bot.i18n import LANGUAGES, Language, translator
from bot.presses.chats import SetLanguage
from bot.questions import Choice, Question
from bot.render.phrases import index_title
from tests.support.shipped import ShippedDesk, labels, length, plain, pressed


def text(desk: ShippedDesk, question: Question, language: Language = "vi") -> str:
    return plain(desk.answer(question, language).reply)


# --- an index ----------------------------------------------------------------------------------------------


def test_who_took_part_in_each_year_and_who_did_not(desk: ShippedDesk) -> None:
    answer = desk.find(Question("index", index="papi", topic="participants"))
    assert isinstance(answer, model.IndexAnswer)
    for period in answer.participants:
        results = desk.results("papi", period.period)
        assert results is not None
        assert period.measured == len(results.ranking[""])
        assert period.measured + len(period.left_out) == period.units == 63
    said = text(desk, Question("index", index="papi", topic="participants"))
    assert "PAPI 2021: 60/63 tỉnh, thành phố có kết quả; không có Quảng Ninh và Bắc Ninh (không đủ dữ liệu)" in said
    assert "; Bắc Giang (dữ liệu khảo sát bị nhiễu)" in said
    assert "PAPI 2019–2020: 63/63 tỉnh, thành phố có kết quả" in said
    one = text(desk, Question("index", index="papi", topic="participants", year=2024))
    assert "61/63 tỉnh, thành phố có kết quả; không có Vĩnh Phúc và Tiền Giang" in one
    assert "2023" not in one.replace("PAPI 2023", "2023").split("Nguồn")[0]


def test_without_a_table_nobody_is_counted(desk: ShippedDesk) -> None:
    said = text(desk, Question("index", index="par", topic="participants"))
    assert "Chỉ đếm được ở kỳ có bảng đầy đủ; các kỳ khác ghi theo nguồn." in said
    assert "PAR INDEX 2021–2022: 63 tỉnh, thành phố được đánh giá, xếp hạng" in said
    assert "có kết quả" not in said
    later = text(desk, Question("index", index="par", topic="participants", year=2035))
    assert "Chưa biết có bao nhiêu tỉnh, thành phố tham gia PAR INDEX 2035." in later


def test_when_an_index_is_announced(desk: ShippedDesk) -> None:
    said = text(desk, Question("index", index="papi", topic="announced"))
    assert "Thường công bố vào mùa xuân, cho năm trước." in said
    assert "• PAPI 2024: 15/4/2025" in said
    assert "• PAPI 2016: Báo cáo đăng ngày 24/3/2017" in said
    assert "Tham gia" not in said, "nothing else is told"
    for period, releases in desk.catalogue.releases["papi"].items():
        for release in releases:
            if release.announced is not None:
                day = release.announced
                assert f"PAPI {period}: {day.day}/{day.month}/{day.year}" in said
    assert "Điểm chấm liên tục" in text(desk, Question("index", index="766", topic="announced"))
    assert "Tôi chưa biết ngày công bố PAPI 2025" in text(
        desk, Question("index", index="papi", topic="announced", year=2025)
    )


def test_who_publishes_an_index(desk: ShippedDesk) -> None:
    said = text(desk, Question("index", index="sipas", topic="publisher"))
    assert "Đơn vị công bố: Bộ Nội vụ" in said
    assert len(said.splitlines()) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_indices_side_by_side(desk: ShippedDesk, language: Language) -> None:
    asked = {one for one in desk.catalogue.indices if aspects_of.asks(desk.catalogue, one) is not None}
    for index in desk.catalogue.indices.values():
        for other in desk.catalogue.indices.values():
            if index is other:
                continue
            question = Question("index", index=index.id, versus=other.id, topic="difference")
            said = text(desk, question, language)
            lines, aspects = said.splitlines(), 6 if asked & {index.id, other.id} else 5
            assert sum(line.startswith(f"• {index_title(translator(language), index)}: ") for line in lines) == aspects
            assert sum(line.startswith(f"• {index_title(translator(language), other)}: ") for line in lines) == aspects
            assert "chưa rõ" not in said
    said = text(desk, Question("index", index="papi", versus="sipas", topic="difference"))
    assert "• PAPI: điểm, thang 80\n• SIPAS: phần trăm" in said
    assert "Điểm số và thứ hạng của hai chỉ số không so sánh được với nhau." in said
    alone = desk.answer(Question("index", index="papi", versus="papi", topic="difference")).reply
    assert "Nội dung" in plain(alone) or "nội dung" in plain(alone)
    assert isinstance(desk.find(Question("index", index="papi", versus="gdp", topic="difference")), model.UnknownAnswer)


# --- tasks -------------------------------------------------------------------------------------------------


def test_the_tasks_of_one_document(desk: ShippedDesk) -> None:
    every = desk.tasks()
    for document in {task.document.id: task.document for task in every}.values():
        answer = desk.find(Question("tasks", document=document.id))
        assert isinstance(answer, model.TasksAnswer)
        assert answer.total == sum(task.document.id == document.id for task in every)
        assert answer.document == document
    said = text(desk, Question("tasks", document="hung-yen-1487-ubnd-nc"))
    head = said.splitlines()[:3]
    assert head[0] == "📌 Nhiệm vụ theo văn bản"
    assert head[1].startswith("📄 1487/UBND-NC · Công văn về nhiệm vụ cải thiện")
    assert head[1].endswith("UBND tỉnh Hưng Yên · 21/5/2025")
    assert head[2] == "78 nhiệm vụ"
    assert said.count("1487/UBND-NC · ") == 1
    assert "Tôi chưa tìm thấy nhiệm vụ nào" in text(desk, Question("tasks", document="no-such-plan"))
    following = pressed(desk.answer(Question("tasks", document="hung-yen-1487-ubnd-nc")).reply, "▶")
    assert (following.document, following.page) == ("hung-yen-1487-ubnd-nc", 1)
    assert callbacks.encode(following) is not None


def test_an_agency_that_no_task_names_is_told_what_all_are_given(desk: ShippedDesk) -> None:
    question = Question("tasks", ("hung-yen",), agency_said="Hội Luật gia tỉnh")
    answer = desk.find(question)
    assert isinstance(answer, model.TasksAnswer)
    assert answer.general
    assert answer.tasks
    for task in answer.tasks:
        assert any(one.agency.id == "departments-branches-sectors" for one in task.assignees)
    said = text(desk, question)
    assert (
        "Không nhiệm vụ nào nêu tên “Hội Luật gia tỉnh”; dưới đây là các nhiệm vụ giao chung cho các sở, ban, ngành."
        in said
    )
    named = text(desk, Question("tasks", ("hung-yen",), agency="department-finance"))
    assert "Không nhiệm vụ nào nêu tên “Sở Tài chính”" in named
    assert "Giao cho: Sở Tài chính" not in named
    there = text(desk, Question("tasks", ("ha-noi",), agency="department-home-affairs"))
    assert "Giao cho: Sở Nội vụ" in there
    assert "Không nhiệm vụ nào nêu tên" not in there
    none = text(desk, Question("tasks", ("tay-ninh",), agency_said="Hội Luật gia tỉnh"))
    assert "Không nhiệm vụ nào nêu tên “Hội Luật gia tỉnh”, cũng không có nhiệm vụ giao chung" in none


def test_the_further_pages_are_of_the_same_tasks(desk: ShippedDesk) -> None:
    seen: list[int] = []
    question = Question("tasks", ("hung-yen",), agency_said="Hội Luật gia tỉnh")
    for page in range(20):
        answered = desk.answer(question)
        assert isinstance(answered.answer, model.TasksAnswer)
        assert answered.answer.page == page
        seen += [task.id for task in answered.answer.tasks]
        if "▶" not in labels(answered.reply):
            break
        data = callbacks.encode(pressed(answered.reply, "▶"), here=True)
        assert data is not None
        read = callbacks.decode(data)
        assert read is not None
        assert isinstance(read.press, Question)
        question = read.press
    assert isinstance(answered.answer, model.TasksAnswer)
    assert len(seen) == len(set(seen)) == answered.answer.total
    assert "Giao chung cho các sở, ban, ngành" in plain(answered.reply)


def test_an_agency_as_typed_is_escaped_and_cut(desk: ShippedDesk) -> None:
    reply = desk.answer(Question("tasks", ("hung-yen",), agency_said="<b>Công an</b> & " * 500)).reply
    assert "&lt;b&gt;Công an&lt;/b&gt; &amp; " in reply.html
    assert "<b>Công an" not in reply.html
    assert length(reply) <= 4096
    second = plain(reply).splitlines()[1]
    assert len(second) < 220


# --- changes of criteria -----------------------------------------------------------------------------------


def test_which_criteria_rose_and_which_fell(desk: ShippedDesk) -> None:
    answer = desk.find(Question("components", ("hung-yen",), "papi", topic="changes"))
    assert isinstance(answer, model.ComponentsAnswer)
    moves = [change.score for _, change in answer.changes if change is not None and change.score is not None]
    assert len(moves) == 8
    assert moves == sorted(moves, reverse=True)
    now, before = desk.results("papi", "2024"), desk.results("papi", "2023")
    assert now is not None
    assert before is not None
    for one, change in answer.changes:
        figures = [table.figure("hung-yen", one.indicator.code) for table in (now, before)]
        scores = [round((figure.score if figure and figure.score else 0.0) + 1e-9, 2) for figure in figures]
        assert change is not None
        assert change.score == pytest.approx(scores[0] - scores[1])
    said = text(desk, Question("components", ("hung-yen",), "papi", topic="changes"))
    assert "Tăng (4)\n• Quản trị điện tử: 3,22 → 3,43 (▲ 0,21 điểm · ▲ 2 bậc)" in said
    assert "Giảm (4)\n• Thủ tục hành chính công: 7,56 → 7,31 (▼ 0,25 điểm · ▼ 17 bậc)" in said


def test_no_change_is_told_across_a_break_or_a_missing_year(desk: ShippedDesk) -> None:
    across = text(desk, Question("components", ("hung-yen",), "papi", year=2018, topic="changes"))
    assert "không so sánh được" in across
    assert "▲" not in across
    assert "→" not in across
    assert "Quản trị môi trường: hạng 63/63" in across
    after = text(desk, Question("components", ("quang-ninh",), "papi", year=2024, topic="changes"))
    assert "Năm 2023 không được công bố, nên không tính được mức thay đổi." in after
    assert "→" not in after
    facts = text(desk, Question("components", ("hung-yen",), "par", year=2024, topic="changes"))
    assert "▲ 12 bậc so với 2023, theo nguồn" in facts


# --- out of scope, languages, courtesies -------------------------------------------------------------------


@pytest.mark.parametrize("heard", ["", "xếp hạng các sở", "thời tiết"])
def test_what_no_index_is_about_is_refused_kindly_in_one_line(desk: ShippedDesk, heard: str) -> None:
    offered = (Choice("province", "ha-noi"),)
    answered = desk.answer(Question("unknown", topic="off", heard=heard, choices=offered))
    lines = plain(answered.reply).splitlines()
    assert len(lines) == 2
    assert "Tôi chỉ biết điểm số, thứ hạng và nhiệm vụ của các tỉnh, thành phố" in lines[0]
    assert "PAPI, PAR INDEX, SIPAS" in lines[0]
    assert heard in lines[0]
    assert lines[1] == "Ví dụ: Hưng Yên xếp thứ mấy PAPI 2024?"
    assert labels(answered.reply) == ["Hỏi được những gì?"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_asks_for_a_language_is_answered_in_it(desk: ShippedDesk, language: Language) -> None:
    english = desk.answer(Question("help", topic="english"), language).reply
    assert plain(english).startswith("Yes, I answer in English.")
    first = english.buttons[0][0]
    assert first.press == SetLanguage("en")
    vietnamese = desk.answer(Question("help", topic="vietnamese"), language).reply
    assert plain(vietnamese).startswith("Vâng, tôi trả lời bằng tiếng Việt.")
    assert vietnamese.buttons[0][0].press == SetLanguage("vi")


def test_thanks_and_goodbyes_get_a_word_that_fits(desk: ShippedDesk) -> None:
    assert text(desk, Question("help", topic="thanks")) == "Không có gì ạ. Khi nào cần, cứ hỏi tôi tiếp."
    bye = text(desk, Question("help", topic="bye"))
    assert bye.startswith("Tạm biệt.")
    assert "/theodoi" in bye
    assert text(desk, Question("help", topic="bye"), "en").startswith("Goodbye.")
