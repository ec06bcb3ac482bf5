"""Every single slip in the name of every province: the right one is taken or among the first three offered."""

from __future__ import annotations

import statistics
import time
from functools import cache

import pytest
from rapidfuzz.distance import OSA

from bot.names import Ambiguous, Found, Gazetteer, Unknown, fold
from data.model.names import Name
from tests.support.typed_names import load_names, single_slips

OFFERED = 3


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer(load_names())


def solid(text: str) -> str:
    return fold(text).replace(" ", "")


@cache
def spellings() -> dict[str, set[str]]:
    """Every spelling without spaces, with the provinces (or the countries, words …) that bear it."""
    found: dict[str, set[str]] = {}
    for name in load_names():
        for alias in (name.name_vi, name.name_en, *name.aliases):
            found.setdefault(solid(alias), set()).add(name.leads_to or name.id)
    return found


def test_every_single_slip_of_every_province_is_taken_or_offered() -> None:
    """A wrong province is taken only where the slip spells that one, or a town of it, letter for letter."""
    missed, wrong, right, total = [], [], 0, 0
    for name in gazetteer().all("province"):
        own = fold(name.name_vi)
        for text in dict.fromkeys(single_slips(own)):
            if fold(text) == own:
                continue
            total += 1
            outcome = gazetteer().resolve(text)
            if isinstance(outcome, Found):
                right += outcome.name is name
                if outcome.name is not name and outcome.how != "keystrokes":
                    if outcome.name.id not in spellings().get(solid(text), set()):
                        wrong.append((own, text, outcome))
                elif outcome.name is not name and OSA.distance(solid(text), solid(outcome.name.name_vi)) > 1:
                    wrong.append((own, text, outcome))
            else:
                names = outcome.names if isinstance(outcome, Ambiguous) else outcome.nearest
                if name not in names[:OFFERED]:
                    missed.append((own, text, outcome))
    assert not missed
    assert not wrong
    assert total > 29_000
    assert right >= 0.97 * total


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("quang nga", "quang-ngai"),
        ("binh dung", "binh-duong"),
        ("ha nan", "ha-nam"),
        ("lao xai", "lao-cai"),
        ("hai dung", "hai-duong"),
        ("hua", "hue"),
        ("tinh phuoc", "binh-phuoc"),
        ("t en giang", "tien-giang"),
        ("a giang", "an-giang"),
    ],
)
def test_the_nearest_is_taken_or_offered_first(text: str, id: str) -> None:
    outcome = gazetteer().resolve(text)
    match outcome:
        case Found():
            assert outcome.name.id == id
        case Ambiguous():
            assert id in [name.id for name in outcome.names[:OFFERED]]
        case Unknown():
            assert outcome.nearest[0].id == id


@pytest.mark.parametrize("text", ["ha nan", "hua", "quangvinh", "ia lai"])
def test_offers_are_ordered_by_distance(text: str) -> None:
    outcome = gazetteer().resolve(text)
    assert isinstance(outcome, Unknown)
    distances = [nearest_spelling(name, text) for name in outcome.nearest]
    assert distances == sorted(distances)
    assert distances[-1] <= distances[0] + 1


def nearest_spelling(name: Name, text: str) -> int:
    return min(OSA.distance(solid(text), solid(one)) for one in (name.name_vi, name.name_en, *name.aliases))


@pytest.mark.parametrize("text", ["Washington", "xyz abc", "asdf ghjk", "zzzzzzzz"])
def test_where_nothing_is_near_nothing_is_offered(text: str) -> None:
    assert gazetteer().resolve(text) == Unknown()


def test_criteria_are_offered_by_the_same_rule() -> None:
    names = [
        Name("indicator", "papi:4", "Kiểm soát tham nhũng", "Control of corruption"),
        Name("indicator", "papi:2", "Công khai, minh bạch", "Transparency"),
        Name("indicator", "papi:7", "Quản trị môi trường", "Environment"),
    ]
    outcome = Gazetteer(names).resolve("kiem soat tham ung", "indicator")
    nearest = outcome.nearest if isinstance(outcome, Unknown) else (outcome.name,) if isinstance(outcome, Found) else ()
    assert [name.id for name in nearest] == ["papi:4"]
    far = Gazetteer(names).resolve("kim soat than nhun", "indicator")
    assert isinstance(far, Unknown)
    assert [name.id for name in far.nearest] == ["papi:4"]
    assert Gazetteer(names).resolve("ngân sách nhà nước", "indicator") == Unknown()


def test_offering_costs_less_than_a_millisecond() -> None:
    taken = []
    for text in ("ha nan", "hua", "quangvinh", "tinh phu rho", "asdkjh asdk"):
        gazetteer().resolve(text)
        for _ in range(15):
            start = time.perf_counter()
            gazetteer().resolve(text)
            taken.append(time.perf_counter() - start)
    assert statistics.median(taken) < 0.001
