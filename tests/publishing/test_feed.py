"""What a feed says: each entry is good or wrong by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.publishing.feed import FeedEntry, FeedItem, FeedWrong, read_feed, shown
from tests.support.feed import entry

GOOD = entry(b"")
PRIVATE = "http://hoa:secret@example.vn/files/a.csv?token=abc"


def items(*entries: Any) -> tuple[FeedItem, ...]:
    return read_feed(json.dumps(entries).encode())


@pytest.mark.parametrize(
    "feed", [b"", b"{", b"{}", b"[" * 100_000, b"\xff\xfe", json.dumps([{}] * 1001).encode(), b"null", b"\x00" * 9]
)
def test_what_is_no_feed_at_all(feed: bytes) -> None:
    with pytest.raises(FeedWrong):
        read_feed(feed)


@pytest.mark.parametrize(
    ("poison", "says"),
    [
        (1, "not an object"),
        ([], "not an object"),
        ({}, "must be a text"),
        (GOOD | {"period": "2026/10"}, "period"),
        (GOOD | {"period": "2０26"}, "period"),
        (GOOD | {"period": 2025}, "must be a text"),
        (GOOD | {"index": 766}, "must be a text"),
        (GOOD | {"sha256": "abc"}, "sha256"),
        (GOOD | {"announced": "hôm nay"}, "announced"),
        (GOOD | {"announced": None}, "must be a text"),
        (GOOD | {"title": ["x"]}, "must be a text"),
        (GOOD | {"title": "a\0b"}, "no text"),
        (GOOD | {"title": "\ud800"}, "no text"),
        (GOOD | {"file": "a\0.csv"}, "no text"),
        (GOOD | {"source": "\udcff"}, "no text"),
        (GOOD | {"title": "x" * 301}, "longer than 300"),
        (GOOD | {"why": "x" * 301}, "longer than 300"),
        (GOOD | {"partial": "yes"}, "true or false"),
        (GOOD | {"partial": 1}, "true or false"),
    ],
)
def test_a_poisonous_entry_is_wrong_alone(poison: Any, says: str) -> None:
    """And what is said of it can be sent: no half of a character in it."""
    first, wrong, last = items(GOOD, poison, GOOD | {"period": "2026-09-17"})
    assert isinstance(first.entry, FeedEntry)
    assert isinstance(last.entry, FeedEntry)
    assert isinstance(wrong.entry, FeedWrong)
    assert says in str(wrong.entry)
    str(wrong.entry).encode()
    wrong.name.encode()


def test_bytes_that_are_no_text_and_endless_numbers_spoil_one_entry() -> None:
    good = json.dumps(GOOD)
    broken = json.dumps(GOOD | {"title": "?!"}).encode().replace(b"?!", b"\xff\xfe")
    number = ('{"index": ' + "9" * 5000 + "}").encode()
    raw = json.dumps(GOOD | {"title": "?!"}).encode().replace(b"?!", b"a\x00b")
    data = b"[" + b", ".join((broken, number, raw, good.encode())) + b"]"
    assert [type(item.entry) for item in read_feed(data)] == [FeedWrong, FeedWrong, FeedWrong, FeedEntry]


def test_another_text_is_another_entry_and_the_same_text_the_same() -> None:
    one, other, again = items(GOOD, GOOD | {"why": "sai nguồn"}, dict(reversed(GOOD.items())))
    assert one.key == again.key != other.key


@pytest.mark.parametrize(
    ("name", "as_shown"),
    [
        ("766.csv", "766.csv"),
        (PRIVATE, "example.vn/files/a.csv"),
        ("http://[::1", "http://[::1"),
        ("a\0b\ud800.csv", "a?b?.csv"),
        ("x" * 200 + ".csv", "…" + "x" * 75 + ".csv"),
    ],
)
def test_a_name_for_people_has_no_user_and_no_password(name: str, as_shown: str) -> None:
    assert shown(name) == as_shown
