"""Workers that share a bot: who lives, what only one does, and who handles which update."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.chats.chats import Chats
from data.database import Database
from data.received import NewUpdate
from data.workers.registry import BURIED_AFTER, Workers, WorkerSign
from data.workers.updates import REMEMBERED_FOR, TRIES, SharedUpdates, WorkDone, WorkGiven
from tests.support.small_seed import write_seed

BOT = 7
NOW = dt.datetime(2026, 4, 1, 8, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
TTL = 3 * SECOND


def sign(id: str, in_hand: int = 0) -> WorkerSign:
    return WorkerSign(id, f"machine of {id}", 42, "1.0", "polling", NOW, in_hand)


class Office:
    """Two workers or more on one database."""

    def __init__(self, database: Database, bot: int = BOT) -> None:
        self.database = database
        self.workers, self.updates = Workers(database, bot, TTL), SharedUpdates(database, bot)
        self.chats = Chats(database)
        self.held: dict[str, set[int]] = {}

    async def lives(self, id: str, at: dt.datetime = NOW, *wanted: str) -> frozenset[str]:
        return (await self.workers.heard(sign(id), wanted, at)).duties

    async def turn(
        self,
        id: str,
        received: dict[int, int | None] | None = None,
        *,
        done: tuple[int, ...] = (),
        begun: tuple[int, ...] = (),
        memories: dict[tuple[int, int], str] | None = None,
        most: int = 10,
        at: dt.datetime = NOW,
    ) -> WorkGiven:
        new = {number: NewUpdate(f"u{number}", chat) for number, chat in (received or {}).items()}
        chats = self.held.setdefault(id, set())
        given = await self.updates.turn(id, WorkDone(new, done, begun, memories or {}, chats=chats), most, at)
        chats.update(one.chat for one in given.held if one.chat is not None)
        return given

    async def takes(self, id: str, received: dict[int, int | None] | None = None, **more: object) -> list[int]:
        return [one.id for one in (await self.turn(id, received, **more)).held]  # type: ignore[arg-type]


@pytest.fixture
async def office(place: str, tmp_path: Path) -> AsyncIterator[Office]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed"), wait=0.2) as database:
        yield Office(database)


async def test_a_duty_is_one_workers_until_it_ends_or_is_not_heard(office: Office) -> None:
    assert await office.lives("a", NOW, "receive", "watch") == {"receive", "watch"}
    assert await office.lives("b", NOW, "receive") == frozenset()
    assert await office.lives("a", NOW + SECOND, "receive") == {"receive"}, "it gives back what it does not ask for"
    assert await office.lives("b", NOW + SECOND, "receive", "watch") == {"watch"}
    assert await office.lives("b", NOW + SECOND + TTL, "receive", "watch") == {"receive", "watch"}, "a was not heard"
    await office.workers.left("b")
    assert await office.lives("c", NOW + SECOND + TTL, "receive") == {"receive"}


async def test_a_worker_learns_that_it_had_counted_as_gone(office: Office) -> None:
    first = await office.workers.heard(sign("a"), (), NOW)
    again = await office.workers.heard(sign("a"), (), NOW + 2 * SECOND)
    late = await office.workers.heard(sign("a"), (), NOW + 2 * SECOND + TTL)
    assert [one.had_lapsed for one in (first, again, late)] == [False, False, True]


async def test_workers_are_shown_with_what_they_do_and_forgotten_when_long_gone(office: Office) -> None:
    await office.workers.heard(sign("a", 3), ("receive",), NOW)
    await office.workers.heard(sign("b"), (), NOW + SECOND)
    a, b = await office.workers.known()
    assert (a.id, a.machine, a.version, a.in_hand, a.duties) == ("a", "machine of a", "1.0", 3, ("receive",))
    assert (a.seen, a.until, a.lives(NOW), a.lives(NOW + TTL)) == (NOW, NOW + TTL, True, False)
    assert (b.id, b.duties) == ("b", ())
    await office.lives("c", NOW + TTL + BURIED_AFTER + SECOND / 2)
    assert [one.id for one in await office.workers.known()] == ["b", "c"]


async def test_bots_of_one_database_know_nothing_of_each_other(office: Office) -> None:
    other = Office(office.database, BOT + 1)
    assert await office.lives("a", NOW, "receive") == await other.lives("b", NOW, "receive") == {"receive"}
    assert await office.takes("a", {1: 5}) == [1]
    assert await other.takes("b", {1: 5}) == [1]
    assert [one.id for one in await other.workers.known()] == ["b"]


async def test_updates_of_a_chat_stay_with_the_worker_that_has_its_first(office: Office) -> None:
    assert await office.takes("a", {1: 5, 2: 5, 3: 6}, most=1) == [1]
    assert await office.takes("b", {4: 5, 5: None}) == [3, 5], "2 and 4 follow what a holds"
    assert await office.takes("a") == [2, 4]
    assert await office.takes("b", {6: 5}, done=(3, 5)) == []
    assert await office.takes("a", done=(1, 2, 4), most=0) == []
    assert await office.takes("b") == [6], "nobody holds the chat any more"


async def test_an_update_is_new_once_whoever_brings_it(office: Office) -> None:
    assert (await office.turn("a", {1: 5})).fresh == {1}
    assert (await office.turn("b", {1: 5, 2: 6})).fresh == {2}
    await office.turn("a", done=(1,))
    again = await office.turn("b", {1: 5})
    assert (again.fresh, again.held) == (frozenset(), ())


async def test_work_that_is_left_is_said(office: Office) -> None:
    assert (await office.turn("a", {1: 5, 2: 6, 3: 7}, most=2)).more
    assert not (await office.turn("b")).more


async def test_what_a_lost_worker_held_goes_to_another_and_its_own_word_counts_no_more(office: Office) -> None:
    await office.lives("a")
    await office.lives("b", NOW + SECOND)
    assert await office.takes("a", {1: 5, 2: 6}) == [1, 2]
    assert (await office.workers.heard(sign("b"), (), NOW + 2 * SECOND)).freed == 0
    assert (await office.workers.heard(sign("b"), (), NOW + TTL)).freed == 2
    held = (await office.turn("b")).held
    assert [(one.id, one.content, one.chat, one.resumed) for one in held] == [(1, "u1", 5, 1), (2, "u2", 6, 1)]
    await office.turn("a", done=(1, 2), most=0)
    assert (await office.workers.heard(sign("b"), (), NOW + TTL)).freed == 0
    await office.workers.left("b")
    assert await office.takes("c") == [1, 2], "a's word did not count, and b had not said that it was done"


async def test_one_that_is_known_to_be_dead_is_not_waited_for(office: Office) -> None:
    await office.lives("a", NOW, "receive")
    await office.takes("a", {1: 5})
    standing = await office.workers.heard(sign("b"), ("receive",), NOW + SECOND, dead=("a", "unknown"))
    assert (sorted(standing.duties), standing.freed) == (["receive"], 1)
    assert (await office.workers.heard(sign("a"), (), NOW + SECOND)).had_lapsed


async def test_what_a_worker_gives_back_is_as_before(office: Office) -> None:
    await office.takes("a", {1: 5, 2: 6})
    await office.updates.turn("a", WorkDone({}, holding=(2, 9)), 0, NOW)
    assert [(one.id, one.resumed) for one in (await office.turn("b")).held] == [(1, 0)]
    await office.updates.turn("a", WorkDone({}, holding=(2,)), 0, NOW)
    assert await office.takes("b") == []
    await office.workers.left("a")
    assert [(one.id, one.resumed) for one in (await office.turn("b")).held] == [(2, 0)]


async def test_an_update_that_is_under_way_whenever_its_worker_ends_is_given_up(office: Office) -> None:
    await office.turn("w0", {1: 5})
    for n in range(TRIES):
        await office.lives("next", NOW)  # w… was never heard: it counts as gone
        assert (await office.turn(f"w{n + 1}")).held[0].resumed == n + 1
        await office.turn(f"w{n + 1}", begun=(1,), most=0)
    await office.lives("next", NOW)
    last = await office.turn("next", {2: 5})
    assert (last.given_up, [one.id for one in last.held]) == ((1,), [2])


async def test_a_worker_gets_what_is_known_of_the_chats_it_gets(office: Office) -> None:
    await office.chats.upsert(5, now=NOW, kind="private", language="en")
    await office.turn("a", {1: 5, 2: 6}, memories={(6, 1): "what one saw", (6, 0): "six"})
    await office.turn("a", {3: 5, 4: 6, 5: None}, done=(1, 2), most=0)
    given = await office.turn("b")
    assert given.chats.keys() == {5, 6}
    known = given.chats[5].known
    assert known is not None
    assert (known[0].language, given.chats[5].memory) == ("en", {})
    assert (given.chats[6].known, given.chats[6].memory) == (None, {1: "what one saw", 0: "six"})


async def test_what_was_shown_is_forgotten_after_a_day_or_when_it_is_nothing(office: Office) -> None:
    await office.turn("a", {1: 5, 2: 6}, memories={(5, 5): "x", (6, 5): "y"})
    await office.turn("a", done=(1, 2), memories={(6, 5): ""}, most=0)
    later = NOW + REMEMBERED_FOR - SECOND
    given = await office.turn("a", {3: 5, 4: 6}, at=later)
    assert given.chats[6].memory == {}
    assert given.chats[5].memory == {5: "x"}
    assert (await office.turn("b", {5: 7}, at=later)).chats[7].memory == {}
    await office.turn("a", done=(3, 4), most=0)
    assert (await office.turn("a", {6: 5}, at=NOW + REMEMBERED_FOR)).chats[5].memory == {}
