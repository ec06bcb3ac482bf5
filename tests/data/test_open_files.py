"""Open files in the database: each changed by who read it last, few enough, and not for ever; on each engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from data.chats.personal_data import KeptOpenFile, PersonalData
from data.database import Database
from data.errors import AlreadyPublished
from data.model.chats import ChatKey
from data.releases.open_files import (
    ANYBODY,
    HOUR,
    LONG,
    MOST_OF_ALL,
    MOST_OPEN,
    REMEMBERED,
    FeedDeed,
    FileOvertaken,
    KeptFile,
    OpenFiles,
)
from tests.support.outbox_room import MINUTE, NOW, PAPI, PAR, Room, plain
from tests.support.small_seed import write_seed

HOA, BINH = 4242, 4343


@pytest.fixture
async def database(place: str, tmp_path: Path) -> AsyncIterator[Database]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed"), wait=0.5) as opened:
        yield opened


@pytest.fixture
def files(database: Database) -> OpenFiles:
    return OpenFiles(database)


def file(id: str, operator: int = HOA, opened: dt.datetime = NOW) -> KeptFile:
    return KeptFile(id, operator, opened, f'{{"name":"{id}"}}')


async def ids(files: OpenFiles, operator: int = HOA) -> list[str]:
    return [one.id for one in await files.of(operator)]


async def test_it_is_there_as_it_was_put_the_newest_first(files: OpenFiles) -> None:
    known = replace(file("a"), confirmed={HOA: 2, 2**40: 1})
    assert await files.put(known, b"\0\xff", NOW)
    assert await files.put(file("b"), b"", NOW)
    assert await files.put(file("c", BINH), b"", NOW)
    assert await files.find("a") == known
    assert await files.data("a") == b"\0\xff"
    assert await files.data("b") == b""
    assert await ids(files) == ["b", "a"]
    assert await ids(files, BINH) == ["c"]
    assert await ids(files, ANYBODY) == []
    assert await files.find("d") is None
    assert await files.data("d") is None


async def test_whoever_changes_it_must_have_read_it_last(files: OpenFiles) -> None:
    await files.put(file("a"), b"x", NOW)
    read = (await files.of(HOA))[0]
    assert await files.change(replace(read, content="1", confirmed={HOA: 1}))
    assert not await files.change(replace(read, content="2"))
    assert await files.find("a") == KeptFile("a", HOA, NOW, "1", {HOA: 1}, "", 1)
    assert await files.drop("a")
    assert not await files.drop("a")
    assert not await files.change(replace(read, content="2", version=1))
    assert await files.find("a") is None


async def test_one_of_its_id_is_replaced_only_by_who_read_it(files: OpenFiles) -> None:
    await files.put(file("a", ANYBODY), b"x", NOW)
    first = await files.find("a")
    assert not await files.put(file("a", ANYBODY), b"y", NOW)
    assert await files.data("a") == b"x"
    assert await files.put(replace(file("a", ANYBODY), version=1), b"y", NOW, instead=first)
    assert await files.data("a") == b"y"
    assert not await files.put(replace(file("a", ANYBODY), version=1), b"z", NOW, instead=first)


async def test_of_too_many_the_oldest_is_forgotten_and_none_of_the_feeds(files: OpenFiles) -> None:
    for number in range(MOST_OPEN + 3):
        await files.put(file(f"feed {number}", ANYBODY), b"", NOW)
    await files.put(file("another's", BINH), b"", NOW)
    for number in range(MOST_OPEN + 2):
        await files.put(file(f"own {number}", HOA), b"", NOW)
    assert len(await files.of(ANYBODY)) == MOST_OPEN + 3
    assert sorted(await ids(files)) == sorted(f"own {number}" for number in range(2, MOST_OPEN + 2))
    assert await ids(files, BINH) == ["another's"]


async def test_there_are_not_more_of_all_people_than_fit(files: OpenFiles) -> None:
    for person in range(MOST_OF_ALL // MOST_OPEN + 1):
        for number in range(MOST_OPEN):
            await files.put(file(f"{person} {number}", 1000 + person), b"", NOW)
    assert await ids(files, 1000) == []
    assert len(await ids(files, 1001)) == MOST_OPEN


async def test_what_is_over_is_forgotten(files: OpenFiles) -> None:
    await files.put(file("own"), b"", NOW)
    await files.put(file("feed", ANYBODY), b"", NOW)
    await files.expire(NOW + HOUR)
    assert await ids(files) == ["own"]
    await files.expire(NOW + HOUR + MINUTE)
    assert await ids(files) == []
    await files.expire(NOW + LONG)
    assert await ids(files, ANYBODY) == ["feed"]
    await files.put(file("later", opened=NOW + LONG + MINUTE), b"", NOW + LONG + MINUTE)
    assert await ids(files, ANYBODY) == [], "without anybody's looking through them, too"


async def test_a_deed_is_noted_with_the_change_or_not_at_all(files: OpenFiles, database: Database) -> None:
    await files.put(file("a", ANYBODY), b"", NOW)
    read = (await files.of(ANYBODY))[0]
    deed = FeedDeed("feed dismissed", "key", "telegram:4242", NOW)
    assert await files.change(read, deed)
    assert not await files.change(read, deed)
    audit = await Room(database).publishing.audit()
    assert [(one.what, one.who, one.detail) for one in audit] == [("feed dismissed", "telegram:4242", "key")]


async def test_published_it_is_only_known_as_what(files: OpenFiles, database: Database) -> None:
    """Once, for whoever read it last; what did not become a release is as it was."""
    room = Room(database)
    await files.put(replace(file("a"), confirmed={HOA: 1}), b"x" * 1000, NOW)
    read = (await files.of(HOA))[0]
    with pytest.raises(FileOvertaken):
        await room.publishing.publish(PAPI, plain, who="a", now=NOW, file=replace(read, version=7))
    done = await room.publishing.publish(PAPI, plain, who="a", now=NOW + MINUTE, file=read)
    assert await files.find("a") == KeptFile("a", HOA, NOW + MINUTE, "", {}, done.release.id, 1)
    assert await files.data("a") is None
    assert await ids(files) == []
    for version in (0, 1):
        with pytest.raises(FileOvertaken):
            await room.publishing.publish(PAR, plain, who="a", now=NOW, file=replace(read, version=version))
    assert not await files.drop("a")
    assert not await files.change(replace(read, version=1))
    await files.put(file("b"), b"y", NOW)
    other = (await files.of(HOA))[0]
    with pytest.raises(AlreadyPublished):
        await room.publishing.publish(PAPI, plain, who="a", now=NOW, file=other)
    assert await files.data("b") == b"y"
    assert len(await room.publishing.releases()) == 1
    await files.expire(NOW + LONG + 2 * MINUTE)
    assert await files.find("a") is None


async def test_not_all_that_were_published_are_known(files: OpenFiles, database: Database) -> None:
    async with database.write() as connection:
        for number in range(REMEMBERED + 5):
            values = {"id": f"old {number}", "number": number, "at": int(NOW.timestamp() * 1000)}
            row = "INSERT INTO open_file (id, number, operator, opened, content, published) VALUES "
            await connection.execute(text(f"{row} (:id, :number, 1, :at, '', 'r')"), values)
    await files.put(file("a"), b"", NOW)
    read = (await files.of(HOA))[0]
    await Room(database).publishing.publish(PAPI, plain, who="a", now=NOW, file=read)
    async with database.read() as connection:
        found = await connection.execute(text("SELECT id FROM open_file WHERE published <> ''"))
        kept = set(found.scalars())
    assert kept == {"a", *(f"old {number}" for number in range(6, REMEMBERED + 5))}


async def test_an_operator_sees_their_own_and_is_forgotten(files: OpenFiles, database: Database) -> None:
    """Not what others sent, nor how much of it they confirmed."""
    personal, hoa = PersonalData(database), ChatKey("telegram", HOA)
    await files.put(replace(file("a"), confirmed={HOA: 2}), b"xyz", NOW)
    await files.put(file("b", BINH), b"x", NOW)
    await files.put(replace(file("c", ANYBODY), confirmed={HOA: 1, BINH: 3}), b"", NOW)
    await files.put(replace(file("d", ANYBODY), confirmed={BINH: 3}), b"", NOW)
    assert (await personal.of(hoa)).files == (
        KeptOpenFile(NOW, True, '{"name":"a"}', 2, 3, ""),
        KeptOpenFile(NOW, False, '{"name":"c"}', 1, 0, ""),
    )
    assert (await personal.of(ChatKey("zalo", HOA))).files == ()
    before = await files.find("c")
    assert before is not None
    assert (await personal.erase(hoa, NOW)).files == 1
    assert (await personal.of(hoa)).files == ()
    assert await files.find("a") is None
    assert await ids(files, BINH) == ["b"]
    assert [one.confirmed for one in await files.of(ANYBODY)] == [{BINH: 3}, {BINH: 3}]
    assert not await files.change(before), "who read it before does not write it back"
    assert (await personal.erase(hoa, NOW)).files == 0
