"""Links to answers: every question comes back as it was, and what is no link of ours asks nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import deep_links
from bot.presses.answers import ChartName, Draw
from bot.questions import Bound, Question

ALLOWED = re.compile(r"[A-Za-z0-9_-]{1,64}")
QUESTIONS = [
    Question("profile", ("hung-yen",)),
    Question("standing", ("hung-yen",), "papi", year=2024),
    Question("standing", ("ba-ria-vung-tau",), "papi", "4.1", 2023),
    Question("standing", ("hung-yen",), "766", year=2026, period="2026-09-17"),
    Question("components", ("hung-yen",), "papi", "", 2024),
    Question("standing", ("hung-yen",), "par", "B1", 2013),
    Question("components", ("hung-yen",), "papi", year=2024, topic="changes"),
    Question("comparison", ("hung-yen", "thai-binh", "nam-dinh"), "papi"),
    Question("table", index="papi", year=2024, n=5, bottom=True, region="central-highlands", page=2),
    Question("table", index="papi", group="low-average"),
    Question("table", index="papi", bound=Bound("above", "score", 44.5)),
    Question("table", index="papi", bound=Bound("below", "province", province="hung-yen")),
    Question("movers", index="par", year=2023, direction="up"),
    Question("history", ("hung-yen",), "sipas", since=2018),
    Question("gaps", ("hung-yen",), "papi"),
    Question("reach", ("hung-yen",), "papi", place=10),
    Question("records", ("hung-yen",), "papi"),
    Question("tasks", ("hung-yen",), agency="so-noi-vu"),
    Question("targets", ("bac-giang",)),
    Question("index", index="papi", versus="sipas"),
    Question("about"),
    Question("help"),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.intent)
def test_every_kind_of_question_comes_back(question: Question) -> None:
    written = deep_links.payload(question)
    assert written is not None
    assert ALLOWED.fullmatch(written)
    assert deep_links.read(written) == question


@pytest.mark.parametrize("chart", ["", "map"])
def test_a_picture_comes_back(chart: ChartName) -> None:
    wanted = Draw(Question("table", index="papi", year=2024), chart)
    written = deep_links.payload(wanted)
    assert written is not None
    assert ALLOWED.fullmatch(written)
    assert deep_links.read(written) == wanted


def test_what_is_too_long_has_no_link_of_its_own() -> None:
    long = Question(
        "comparison", ("ba-ria-vung-tau", "thua-thien-hue", "quang-ninh", "thai-nguyen"), "papi", "4.1", 2024
    )
    assert deep_links.payload(long) is None
    assert deep_links.link("chisotinh_bot", long) == "https://t.me/chisotinh_bot?start=help"


def test_a_link_names_the_bot_and_the_question() -> None:
    found = deep_links.link("chisotinh_bot", Question("standing", ("hung-yen",), "papi", year=2024))
    assert found == "https://t.me/chisotinh_bot?start=s_hung-yen_papi__2024"


def test_help_is_no_question() -> None:
    assert deep_links.read(deep_links.HELP) is None


@given(st.text(max_size=70) | st.text("spct_PACGLSDQHM-0123456789abhungye", max_size=64))
@example("f:hung-yen")
@example("s_hung-yen_papi__2024" * 4)
@example("s_hung-yen_papi__9999")
@example("=s_hung-yen")
@example("")
def test_whatever_is_written_is_read_or_refused(written: str) -> None:
    found = deep_links.read(written)
    if found is not None:
        again = deep_links.payload(found)
        assert again is None or deep_links.read(again) == found
