"""A server that cuts connections, is full, or belongs to somebody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from data.database import Database
from data.errors import DatabaseFull, DatabaseLost, DatabaseRefused
from tests.support.engines import PostgresqlForTests
from tests.support.outbox_room import NOW, Room
from tests.support.small_seed import write_seed


@pytest.fixture
def address(server: PostgresqlForTests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    made = server.new()
    yield made
    server.drop(made)


@pytest.fixture
async def room(address: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with await Database.open(address, seed=write_seed(tmp_path / "seed"), wait=0.5) as database:
        yield Room(database)


def cut(server: PostgresqlForTests, address: str) -> None:
    name = address.partition("?")[0].rpartition("/")[2]
    server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


async def test_connections_that_were_cut_while_nobody_used_them_are_made_anew(
    room: Room, server: PostgresqlForTests, address: str
) -> None:
    await room.follow(1, "hung-yen")
    alert = await room.publish()
    for _ in range(2):
        await asyncio.to_thread(cut, server, address)
        await room.follow(2, "ha-noi")
        await asyncio.to_thread(cut, server, address)
        assert (await room.outbox.progress(alert)).total == 1
        assert await room.subscriptions.of(1)
        assert await room.database.data_version()


async def test_a_connection_that_breaks_in_the_middle_is_told_and_nothing_is_half_written(
    room: Room, server: PostgresqlForTests, address: str
) -> None:
    def work(connection: Connection) -> None:
        connection.execute(text("INSERT INTO chat (id, kind, created, seen) VALUES (77, '', now(), now())"))
        cut(server, address)
        connection.execute(text("SELECT 1"))

    with pytest.raises(DatabaseLost):
        await room.database.work(work)
    assert await room.chats.get(77) is None
    await room.follow(77, "ha-noi")

    async def write() -> None:
        async with room.database.write() as connection:
            await connection.execute(text("DELETE FROM subscription"))
            await asyncio.to_thread(cut, server, address)
            await connection.execute(text("SELECT 1"))

    with pytest.raises(DatabaseLost):
        await write()
    assert len(await room.subscriptions.of(77)) == 1


@pytest.mark.parametrize(
    ("code", "error"), [("53100", DatabaseFull), ("25006", DatabaseRefused), ("XX001", DatabaseRefused)]
)
async def test_what_the_server_refuses_is_told_in_our_words(room: Room, code: str, error: type[Exception]) -> None:
    raised = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$"
    with pytest.raises(error):
        await room.database.work(lambda connection: connection.execute(text(raised)))
    await room.follow(1, "ha-noi")


async def test_the_database_of_another_program_is_refused_and_left_alone(
    server: PostgresqlForTests, tmp_path: Path
) -> None:
    address = server.new(empty=True)
    name = address.partition("?")[0].rpartition("/")[2]
    try:
        import psycopg

        where = server.url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute("CREATE TABLE note (text text)")
        with pytest.raises(DatabaseRefused, match="another program") as raised:
            await Database.open(address, seed=write_seed(tmp_path / "seed"))
        assert raised.value.kind == "foreign_server"
        with psycopg.connect(where) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
            assert found == (1,)
    finally:
        server.drop(address)


async def test_a_text_with_a_nul_is_kept_without_it(room: Room) -> None:
    await room.chats.upsert(-8, now=NOW, kind="channel", title="Kênh\0 số", managed_by=1)
    room.chats.forget(-8)
    found = await room.chats.get(-8)
    assert found is not None
    assert found.title == "Kênh số"


async def test_moments_are_the_same_wherever_the_server_stands(
    room: Room, server: PostgresqlForTests, address: str
) -> None:
    name = address.partition("?")[0].rpartition("/")[2]
    server.run(f"ALTER DATABASE {name} SET timezone = 'Asia/Ho_Chi_Minh'")
    await asyncio.to_thread(cut, server, address)
    await room.follow(1, "hung-yen")
    await room.publish()
    status = (await room.publishing.releases())[0]
    assert (status.published_at, status.published_at and status.published_at.utcoffset()) == (NOW, NOW.utcoffset())
