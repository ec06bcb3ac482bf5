"""Which texts ask what became of tasks, and of which; other questions never do."""

from __future__ import annotations

import pytest

from bot.questions.task_request import asked
from tests.questions.test_sets import REACHED, rows
from tests.support.shipped import ShippedDesk


@pytest.mark.parametrize(
    ("text", "name", "names"),
    [
        ("nhiem vu qua han cua hung yen", "overdue", "nhiem vu cua hung yen"),
        ("nhiệm vụ nào quá hạn ở Hưng Yên?", "overdue", "nhiệm vụ ở Hưng Yên"),
        ("Hưng Yên còn việc nào trễ hạn", "overdue", "Hưng Yên còn việc"),
        ("overdue tasks of Hung Yen", "overdue", "tasks of Hung Yen"),
        ("tien do ke hoach 12/KH-UBND", "progress", "ke hoach 12/KH-UBND"),
        ("kế hoạch 12/KH-UBND làm đến đâu rồi", "progress", "kế hoạch 12/KH-UBND"),
        ("tình hình thực hiện kế hoạch 12/KH-UBND", "progress", "kế hoạch 12/KH-UBND"),
        ("progress of the tasks of Hung Yen", "progress", "the tasks of Hung Yen"),
    ],
)
def test_a_question_about_what_became_of_tasks(text: str, name: str, names: str) -> None:
    request = asked(text)
    assert request is not None
    assert (request.name, request.names) == (name, names)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tỷ lệ hồ sơ trễ hạn của Hưng Yên",
        "tiến độ giải quyết hồ sơ Đồng Tháp",
        "tiến độ giải ngân đầu tư công Hưng Yên theo kế hoạch",
        "nhiệm vụ của Hưng Yên",
        "Hưng Yên PAPI 2024",
        "nhiệm vụ " + "quá hạn " * 60,
    ],
)
def test_other_texts_do_not(text: str) -> None:
    assert asked(text) is None


def test_of_the_questions_of_the_sets_only_those_about_tasks_are_taken_for_one() -> None:
    taken = [expected for name in REACHED for _, text, expected in rows(name) if asked(text) is not None]
    assert len(taken) == 10
    assert all(expected.startswith("tasks ") for expected in taken)


@pytest.mark.parametrize(
    ("text", "provinces", "index", "agency", "topic"),
    [
        ("/quahan Hưng Yên", ("hung-yen",), None, None, "overdue"),
        ("/overdue Hung Yen PAPI", ("hung-yen",), "papi", None, "overdue"),
        ("/tiendo Hưng Yên Sở Nội vụ", ("hung-yen",), None, "department-home-affairs", "progress"),
        ("nhiệm vụ đã quá hạn của Sở Nội vụ tỉnh Hưng Yên", ("hung-yen",), None, "department-home-affairs", "overdue"),
        ("tiến độ nhiệm vụ PAPI của Hưng Yên", ("hung-yen",), "papi", None, "progress"),
    ],
)  # fmt: skip
def test_it_is_read_as_tasks_with_a_topic(
    desk: ShippedDesk, text: str, provinces: tuple[str, ...], index: str | None, agency: str | None, topic: str
) -> None:
    question = desk.read(text)
    assert (question.intent, question.topic) == ("tasks", topic)
    assert (question.provinces, question.index, question.agency) == (provinces, index, agency)


def test_without_a_province_the_command_explains_itself(desk: ShippedDesk) -> None:
    for text in ("/quahan", "/tiendo"):
        question = desk.read(text)
        assert question.intent == "help"
