"""Single facts beside each other, beside whole tables, known already, disputed, and corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from bot.clock import utc_now
from bot.importing.facts.fact_table import FactRow, FactTable
from bot.publishing.outcomes import Checked, NoReason, Refused
from bot.publishing.request import Announcement, request_of
from bot.publishing.service import Publisher
from data.alerts.model import Published
from data.database import Database
from data.errors import PublishConflict
from data.releases.publishing import Publishing
from data.store import Store

PAPER, OTHER = "Báo Vĩnh Long", "Cổng Vĩnh Long"
Row = tuple[str, str, str | None, str | None]


class Desk:
    """Publishes facts; what cannot be is returned."""

    def __init__(self, database: Database, store: Store) -> None:
        self.store = store
        self.publisher = Publisher(database, store, Publishing(database), utc_now, language="vi")

    async def check(
        self, rows: Sequence[Row], source: str = PAPER, why: str = "", index: str = "sipas", period: str = "2024"
    ) -> Checked | Refused | NoReason:
        table = FactTable(
            index, period, source, "", "", None, tuple(FactRow(2 + n, *row) for n, row in enumerate(rows))
        )
        said = Announcement(source=source, announced=dt.date(2025, 4, 10), single=True)
        request = request_of(self.store.catalogue, index, period, said)
        found = await self.publisher.check("facts.csv", table.cells("csv"), request, why)
        assert isinstance(found, Checked | Refused | NoReason)
        return found

    async def publish(self, rows: Sequence[Row], source: str = PAPER, why: str = "", **of: str) -> Published:
        found = await self.check(rows, source, why, **of)
        assert isinstance(found, Checked), found
        return await self.publisher.publish(found, "test")

    async def figures(self, province: str, index: str = "sipas") -> list[tuple[float | None, int | None]]:
        """The totals of 2024 that are in force."""
        results = await self.store.results(index, "2024")
        assert results is not None
        return [(one.score, one.rank) for one in results.figures.get((province, ""), ())]


@pytest.fixture
def desk(database: Database, store: Store) -> Desk:
    return Desk(database, store)


VINH_LONG: Row = ("Vĩnh Long", "", "85,12%", "23/63")


async def test_facts_of_one_source_stand_beside_those_of_another(desk: Desk) -> None:
    first = await desk.publish([VINH_LONG])
    second = await desk.publish([("Sóc Trăng", "", "86,4%", None)], OTHER)
    third = await desk.publish([("Cà Mau", "", None, "40/63")])
    assert [one.release.id for one in (first, second, third)] == [f"sipas-2024-facts{n}-1" for n in (1, 2, 3)]
    assert await desk.figures("vinh-long") == [(85.12, 23)]
    assert await desk.figures("soc-trang") == [(86.4, None)]
    assert await desk.figures("ca-mau") == [(None, 40)]
    results = await desk.store.results("sipas", "2024")
    assert results is not None
    assert not results.full


async def test_what_is_known_is_not_published_again(desk: Desk) -> None:
    await desk.publish([VINH_LONG])
    again = await desk.check([("vinh long", "", "85,12", None)])
    assert isinstance(again, Refused)
    assert again.known
    both = await desk.check([VINH_LONG, ("Cà Mau", "", None, "40/63")])
    assert isinstance(both, Checked)
    assert [one.province for one in both.draft.figures] == ["ca-mau"]
    assert both.draft.reading.passed == ("Vĩnh Long",)


async def test_the_same_source_saying_otherwise_is_a_correction(desk: Desk) -> None:
    first = await desk.publish([VINH_LONG, ("Cà Mau", "", "80,1%", None)])
    asked = await desk.check([("Vĩnh Long", "", "85,21%", None)])
    assert isinstance(asked, NoReason)
    assert asked.release.id == first.release.id
    done = await desk.publish([("Vĩnh Long", "", "85,21%", None)], why="gõ nhầm")
    assert done.release.id == "sipas-2024-facts1-2"
    assert done.release.corrects == first.release.id
    assert await desk.figures("vinh-long") == [(85.21, 23)], "the rank was not stated anew and stays"
    assert await desk.figures("ca-mau") == [(80.1, None)], "nothing that was not named is lost"


async def test_another_source_saying_otherwise_is_told_and_both_stand(desk: Desk) -> None:
    await desk.publish([VINH_LONG])
    found = await desk.check([("Vĩnh Long", "", "85,9%", None)], OTHER)
    assert isinstance(found, Checked)
    (warning,) = found.warnings
    assert dict(warning.values)["score"] == 85.9
    assert dict(warning.values)["other"] == 85.12
    await desk.publisher.publish(found, "test")
    assert {score for score, _ in await desk.figures("vinh-long")} == {85.12, 85.9}


async def test_a_whole_table_needs_no_fact_that_it_has(desk: Desk) -> None:
    held = await desk.figures("hung-yen", "papi")
    score = f"{held[0][0]:.2f}"
    known = await desk.check([("Hưng Yên", "", score, None)], index="papi")
    assert isinstance(known, Refused)
    assert known.known
    other = await desk.check([("Hưng Yên", "", "40,1", None)], index="papi")
    assert isinstance(other, Checked)
    assert len(other.warnings) == 1
    await desk.publisher.publish(other, "test")
    assert (await desk.figures("hung-yen", "papi"))[0] == held[0], "the table's figure comes first"


async def test_a_source_that_corrects_itself_to_what_a_whole_table_has_is_corrected(desk: Desk) -> None:
    held = await desk.figures("hung-yen", "papi")
    score = f"{held[0][0]:.2f}"
    first = await desk.publish([("Hưng Yên", "", "40,1", None)], index="papi")
    done = await desk.publish([("Hưng Yên", "", score, None)], why="gõ nhầm", index="papi")
    assert done.release.corrects == first.release.id
    assert not [one for one in await desk.figures("hung-yen", "papi") if one[0] == 40.1], "what was wrong is gone"


async def test_who_was_overtaken_is_told_so(desk: Desk) -> None:
    checked = [await desk.check([(VINH_LONG[0], "", score, None)]) for score in ("85,12%", "85,21%")]
    assert all(isinstance(one, Checked) for one in checked)
    first, second = checked
    assert isinstance(first, Checked)
    assert isinstance(second, Checked)
    await desk.publisher.publish(first, "test")
    with pytest.raises(PublishConflict):
        await desk.publisher.publish(second, "test")
    assert await desk.figures("vinh-long") == [(85.12, None)]


async def test_a_withdrawn_fact_is_gone_and_its_number_is_not_used_again(desk: Desk) -> None:
    first = await desk.publish([VINH_LONG])
    await desk.publisher.withdraw(first.release.id, "nguồn gỡ bài", "test")
    assert await desk.figures("vinh-long") == []
    again = await desk.publish([("Vĩnh Long", "", "85,2%", None)])
    assert again.release.id == "sipas-2024-facts2-1"


IMPOSSIBLE: tuple[Row, ...] = (
    ("Vĩnh Long", "", "185,12%", None),
    ("Vĩnh Long", "", None, "64/63"),
    ("Vĩnh", "", "85%", None),
    ("Vĩnh Long", "no such", "85%", None),
    ("Vĩnh Long", "", "tám lăm", None),
)


@pytest.mark.parametrize("row", IMPOSSIBLE)
async def test_an_impossible_fact_is_refused_at_its_row(desk: Desk, row: Row) -> None:
    found = await desk.check([row])
    assert isinstance(found, Refused)
    assert not found.known
    assert any(problem.kind == "error" for problem in found.problems)


async def test_facts_take_no_table_s_place_and_no_table_takes_theirs(desk: Desk) -> None:
    """A partial file corrects the partial file before it, never what was stated for itself."""
    await desk.publish([VINH_LONG])
    request = request_of(desk.store.catalogue, "sipas", "2024", Announcement(source=OTHER, partial=True))
    found = await desk.publisher.check("t.csv", "Tỉnh,Điểm\nCà Mau,80.1\n".encode(), request)
    assert isinstance(found, Checked)
    assert found.corrects is None
    done = await desk.publisher.publish(found, "test")
    assert done.release.id == "sipas-2024-partial-1"
    assert await desk.figures("vinh-long") == [(85.12, 23)]
