"""Which sentences wish to follow tasks, and what is named in them; no question of the sets is taken for one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bot.questions.task_follow_request import TaskWish, asked, behind

SETS = Path(__file__).parent / "sets"


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("theo dõi nhiệm vụ Hưng Yên", TaskWish("follow", "Hưng Yên")),
        ("Theo doi cac nhiem vu cua tinh hung yen", TaskWish("follow", "hung yen")),
        ("giúp tôi theo dõi nhiệm vụ của Sở Nội vụ Hưng Yên", TaskWish("follow", "Sở Nội vụ Hưng Yên")),
        ("nhắc việc Hưng Yên", TaskWish("follow", "Hưng Yên")),
        ("nhắc tôi khi nhiệm vụ Hưng Yên sắp đến hạn nhé", TaskWish("follow", "Hưng Yên")),
        ("please remind me of the tasks of Hung Yen", TaskWish("follow", "Hung Yen")),
        ("tell me when tasks in Hung Yen are due", TaskWish("follow", "Hung Yen")),
        ("follow tasks", TaskWish("follow", "")),
        ("bỏ theo dõi nhiệm vụ Hưng Yên", TaskWish("unfollow", "Hưng Yên")),
        ("đừng nhắc việc nữa", TaskWish("unfollow", "")),
        ("thôi nhắc nhiệm vụ Hưng Yên đi nhé", TaskWish("unfollow", "Hưng Yên")),
        ("stop reminding me of tasks of Hung Yen", TaskWish("unfollow", "Hung Yen")),
        ("theo dõi Hưng Yên", None),
        ("nhiệm vụ của Hưng Yên", None),
        ("theo dõi việc Hưng Yên tụt hạng", None),
        ("đang theo dõi những nhiệm vụ nào", None),
        ("báo cáo nhiệm vụ Hưng Yên", None),
        ("tôi muốn biết nhiệm vụ Hưng Yên", None),
        ("the task of following Hung Yen", None),
        ("x" * 400, None),
    ],
)
def test_a_wish_is_told_from_other_sentences(text: str, wish: TaskWish | None) -> None:
    assert asked(text) == wish


def test_behind_a_command_tasks_are_named_first() -> None:
    assert behind("follow", "nhiệm vụ: Hưng Yên PAPI") == TaskWish("follow", "Hưng Yên PAPI")
    assert behind("unfollow", "all tasks of Hung Yen") == TaskWish("unfollow", "Hung Yen")
    assert behind("follow", "Hưng Yên nhiệm vụ") is None
    assert behind("follow", "") is None


def test_no_question_of_the_sets_is_taken_for_a_wish() -> None:
    texts = []
    for path in sorted(SETS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            texts += [row["question"] for row in csv.DictReader(file)]
    assert len(texts) > 5000
    assert [text for text in texts if asked(text) is not None] == []
