"""What an operator says of a file: the dates that cannot be true."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.importing.facts.source_clause import split_source
from bot.importing.table_reader import ImportRequest
from bot.publishing.request import Announcement, date_problems, request_of
from data.queries.catalogue import Catalogue
from tests.support.shipped import ShippedDesk

TODAY = dt.date(2026, 11, 24)


def request(catalogue: Catalogue, index: str, period: str, announced: str) -> ImportRequest:
    day = dt.date.fromisoformat(announced) if announced else None
    return request_of(catalogue, index, period, Announcement(announced=day))


@pytest.mark.parametrize(
    ("index", "period", "announced", "says"),
    [
        ("766", "2062-10-10", "", "after today"),
        ("766", "2026-11-25", "", "after today"),
        ("766", "2026-12", "", "after today"),
        ("papi", "2027", "", "after today"),
        ("766", "2026-10-10", "2026-11-25", "cannot have been announced"),
        ("papi", "2025", "2027-05-01", "cannot have been announced"),
        ("766", "2026-10-10", "2026-10-09", "before the figures"),
        ("766", "2026-10", "2026-09-30", "before the figures"),
        ("766", "2026-11-24", "2026-11-24", ""),
        ("766", "2026-10-10", "", ""),
        ("papi", "2026", "2026-11-24", ""),
        ("papi", "2024", "2025-04-15", ""),
        ("766", "2026-10-1", "2026-10-01", ""),  # no period at all: said with the file
    ],
)
def test_dates_that_cannot_be_true(desk: ShippedDesk, index: str, period: str, announced: str, says: str) -> None:
    found = date_problems(request(desk.catalogue, index, period, announced), "766.csv", TODAY)
    assert [problem.kind for problem in found] == (["error"] if says else [])
    assert all(says in problem.msgid for problem in found)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Báo Gia Lai (https://a.vn/1)", ("Báo Gia Lai", "https://a.vn/1")),
        ("Báo Gia Lai, https://a.vn/1.", ("Báo Gia Lai", "https://a.vn/1")),
        ("Công văn 12 (bản PDF) https://a.vn/1;", ("Công văn 12 (bản PDF)", "https://a.vn/1")),
        ("https://a.vn/wiki/A_(B)", ("", "https://a.vn/wiki/A_(B)")),
        (" Báo Gia Lai. ", ("Báo Gia Lai.", "")),
    ],
)
def test_what_stands_around_an_address_is_no_part_of_it(words: str, parts: tuple[str, str]) -> None:
    assert split_source(words) == parts


def test_a_fact_with_an_address_alone_is_not_said_to_be_of_the_publisher(desk: ShippedDesk) -> None:
    said = Announcement(source="https://www.baovinhlong.com.vn/x/1.html", single=True)
    made = request_of(desk.catalogue, "sipas", "2024", said)
    assert made.source_title == "baovinhlong.com.vn"
    assert made.issuer == desk.catalogue.indices["sipas"].publisher_vi
    whole = request_of(desk.catalogue, "sipas", "2026", Announcement(source="https://moha.gov.vn/1"))
    assert whole.source_title == whole.issuer, "a whole table is its publisher's"
    odd = request_of(desk.catalogue, "sipas", "2024", Announcement(source="https://[a.vn/1", single=True))
    assert odd.source_title == "[a.vn"
