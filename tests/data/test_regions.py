"""Regions and sets of regions: which units each has in 2024 and in 2025, and what a wrong row is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import SeedError
from data.model.provinces import Region
from data.seeding.content import SeedContent
from data.seeding.loader import load_seed
from tests.support.small_seed import write_seed


@pytest.fixture(scope="module")
def content() -> SeedContent:
    return load_seed()


def units(content: SeedContent, region: str, year: int) -> set[str]:
    held = next(one for one in content.regions if one.id == region)
    return {province.id for province in content.provinces if held.holds(province, year)}


@pytest.mark.parametrize(
    ("region", "of_2024", "of_2025"),
    [
        ("northern", 25, 15), ("central", 19, 11), ("southern", 19, 8), ("northwest", 6, 4), ("northeast", 9, 6),
        ("north-central", 6, 5), ("south-central-coast", 8, 0), ("north-central-central-coast", 14, 0),
        ("central-highlands", 5, 0), ("south-central-highlands", 0, 6), ("northern-midlands", 14, 9),
        ("red-river-delta", 11, 6), ("southeast", 6, 3), ("mekong-delta", 13, 5), ("central-cities", 5, 7),
    ],
)  # fmt: skip
def test_how_many_units_a_region_has(content: SeedContent, region: str, of_2024: int, of_2025: int) -> None:
    assert (len(units(content, region, 2024)), len(units(content, region, 2025))) == (of_2024, of_2025)


def test_the_three_parts_are_the_country_and_meet_nowhere(content: SeedContent) -> None:
    for year in (2011, 2024, 2025, 2026):
        parts = [units(content, one, year) for one in ("northern", "central", "southern")]
        every = {province.id for province in content.provinces if province.kind(year)}
        assert set.union(*parts) == every
        assert sum(map(len, parts)) == len(every)


def test_members_are_those_of_their_year(content: SeedContent) -> None:
    assert units(content, "north-central", 2024) == {
        "thanh-hoa", "nghe-an", "ha-tinh", "quang-binh", "quang-tri", "hue"
    }  # fmt: skip
    home = {province.id for province in content.provinces if province.region_2025 == "north-central"}
    assert units(content, "north-central", 2025) == home
    old = units(content, "north-central", 2024) | units(content, "south-central-coast", 2024)
    assert old == units(content, "north-central-central-coast", 2024)
    assert units(content, "central-cities", 2024) == {"ha-noi", "hai-phong", "da-nang", "ho-chi-minh", "can-tho"}
    assert units(content, "northwest", 2024) | units(content, "northeast", 2024) == units(
        content, "northern-midlands", 2024
    ) | {"quang-ninh"}


def test_a_member_that_is_nothing_is_refused(tmp_path: Path) -> None:
    regions = """
        id,name_vi,name_en,frame,members
        red-river,Đồng bằng sông Hồng,Red River Delta,0,
        north,Trung du,Northern midlands,2024,
        both,Cả hai,Both,0,red-river;north;municipality;ha-noi
        wrong,Sai,Wrong,0,red-river;atlantis
        itself,Tự nó,Itself,0,itself
    """
    with pytest.raises(SeedError) as refused:
        load_seed(write_seed(tmp_path, regions=regions))
    assert [(one.file, one.line, one.column) for one in refused.value.problems] == [
        ("regions.csv", 5, "members"),
        ("regions.csv", 6, "members"),
    ]


def test_a_region_without_members_is_named_by_its_units(content: SeedContent) -> None:
    province = next(one for one in content.provinces if one.id == "kon-tum")
    assert Region("central-highlands", "", "", 2024).holds(province, 2024)
    assert not Region("central-highlands", "", "", 2024).holds(province, 2025)
    assert not Region("set", "", "", 0, ("kon-tum",)).holds(province, 2025)
