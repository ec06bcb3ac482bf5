"""Copying everything people own from one engine to the other and back: whole, compared, and resumable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from data import copying
from data.alerts.model import FollowOptions
from data.chats.feedback import FeedbackBox, FeedbackEntry
from data.copying import Copied, copy
from data.database import Database
from data.db.engines import WRITES, site_of
from data.errors import CopyRefused, DatabaseRefused
from data.queries.catalogue import Catalogue
from data.releases.open_files import ANYBODY, KeptFile, OpenFiles
from data.releases.plans import Plans
from data.roles.invitations import Invitations
from data.roles.model import Appointment, Role
from data.roles.roles import Roles
from data.store import Store
from tests.data.test_plans import NEWER, PLAN, REVISION
from tests.support.engines import PostgresqlForTests
from tests.support.outbox_room import HOUR, LEASE, MINUTE, NOW, PAPI, PAR, TABLE, Room, figure, plain
from tests.support.small_seed import write_seed

LATER = NOW + HOUR


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed")


@pytest.fixture
def other(place: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A new place, on the other engine than ``place``."""
    if place.startswith("postgresql"):
        yield str(tmp_path / "other.sqlite3")
        return
    server: PostgresqlForTests = request.getfixturevalue("server")
    address = server.new(empty=True)
    yield address
    server.drop(address)


@pytest.fixture(autouse=True)
def small_seed(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is opened while copying has the small seed, too."""
    usual = Database.open.__kwdefaults__ or {}
    monkeypatch.setattr(Database.open.__func__, "__kwdefaults__", {**usual, "seed": seed})  # type: ignore[attr-defined]
    monkeypatch.setattr(copying, "BATCH", 3)


async def lived_in(place: str) -> None:
    """A database in which much has happened."""
    async with await Database.open(place, wait=0.5) as database:
        room = Room(database)
        for chat in (*range(1, 8), -1_001_234_567_890_123):
            await room.follow(chat, "hung-yen", language="vi" if chat % 2 else "en")
        zalo = Room(database, platform="zalo")
        await zalo.follow(3, "", "papi")
        await room.subscriptions.follow(
            (await room.chats.upsert(2, now=NOW)), ("", "ha-noi"), now=NOW, options=FollowOptions(3, 5, False)
        )
        await room.chats.set_quiet(4, (60, 120), now=NOW)
        await room.chats.set_tables(4, True, now=NOW)
        await room.chats.upsert(-9, now=NOW, kind="channel", title="Kênh « Số; liệu »", managed_by=2)
        await room.publish()
        await room.settle("sent", *await room.claim(3), message_id=2**33)
        await room.pause(5, "blocked", NOW + MINUTE)
        await room.publishing.publish(PAR, plain, who="cli:lan", now=NOW + MINUTE)
        fixed = replace(PAPI, figures=(figure("ha-noi", 44.6, 1), *TABLE[1:]), file_hash="bb")
        fixed = replace(fixed, correction_of="papi-2025-1", why="sai")
        await room.publishing.publish(fixed, plain, who="telegram:2", now=NOW + 2 * MINUTE)
        await room.publishing.withdraw("papi-2023-1", "nguồn rút lại", plain, who="cli:lan", now=NOW + 3 * MINUTE)
        box = FeedbackBox(database)
        for words in ("một", "hai", "ba"):
            entry = FeedbackEntry(
                id=0, chat=7, thread=None, message_id=1, person=7, created=NOW, language="vi", asked="?", question="",
                answer="", words=words, data_version="",
            )  # fmt: skip
            kept = await box.add(entry)
        await box.done(kept.id)
        await room.outbox.drop("one")
        files = OpenFiles(database)
        await files.put(KeptFile("a", 2, NOW, '{"name": "bảng"}', {2: 1}), b"\0\xff\n", NOW)
        await files.put(KeptFile("b", ANYBODY, NOW, "{}"), b"", NOW)
        plans = Plans(database)
        await plans.publish(PLAN, who="cli:lan", now=NOW)
        await plans.publish(REVISION, who="cli:lan", now=NOW)
        await plans.publish(NEWER, who="cli:lan", now=NOW)
        await plans.withdraw(NEWER.number, "sai", who="cli:lan", now=NOW)
        invitations, appointment = Invitations(database), Appointment("editor", "hung-yen", "", "Lan")
        for person in (2, 3, 0):
            _, secret = await invitations.make(appointment, who="telegram:2", now=NOW, by=1)
            if person:
                assert isinstance(await invitations.accept(secret, person, NOW), Role)
        _, second = await Roles(database).standing()
        await Roles(database).remove(second.id, who="telegram:2", now=NOW)


async def everything(place: str) -> dict[str, object]:
    async with await Database.open(place) as database:
        room = Room(database)
        return {
            "chats": [await room.chats.get(chat) for chat in (*range(1, 8), -9, -1_001_234_567_890_123)],
            "followed": [await room.subscriptions.of(chat) for chat in range(1, 8)],
            "progress": await room.outbox.progresses(),
            "failures": [await room.outbox.failures(alert) for alert in (1, 2, 3)],
            "releases": await room.publishing.releases(),
            "audit": await room.publishing.audit(),
            "feedback": await FeedbackBox(database).open(),
            "roles": await Roles(database).standing(),
            "invitations": await Invitations(database).waiting(NOW),
            "in force": (await Catalogue.load(database)).releases,
            "rows": await room.rows(3),
            "files": [await OpenFiles(database).of(operator) for operator in (2, ANYBODY)],
            "bytes": await OpenFiles(database).data("a"),
            "plans": await Plans(database).plans(),
            "tasks": await (await Store.open(database)).tasks("hung-yen"),
            "targets": await (await Store.open(database)).targets("hung-yen"),
        }


async def run(source: str, target: str, now: dt.datetime = LATER) -> Copied:
    return await copy(source, target, now)


async def test_all_that_people_own_is_there_and_the_source_as_it_was(place: str, other: str) -> None:
    await lived_in(place)
    before = await everything(place)
    file = Path(place) if place.startswith("/") else None
    content = file.read_bytes() if file else b""
    found = await run(place, other)
    assert found.rows["chat"] == 10
    assert (found.rows["subscription"], found.rows["alert"], found.rows["feedback"]) == (11, 3, 2)
    assert found.rows["release"] == 3
    assert found.rows["figure"] == 9
    assert (found.rows["plan"], found.rows["plan_task"]) == (3, 8)
    assert await everything(other) == before
    if file:
        assert file.read_bytes() == content
    assert await everything(place) == before


async def test_what_comes_after_is_numbered_after(place: str, other: str) -> None:
    """A number of feedback that was dealt with is not used again, on the other side neither."""
    await lived_in(place)
    await run(place, other)
    async with await Database.open(other) as database:
        room = Room(database)
        entry = FeedbackEntry(
            id=0, chat=7, thread=None, message_id=1, person=7, created=NOW, language="vi", asked="?", question="",
            answer="", words="bốn", data_version="",
        )  # fmt: skip
        assert (await FeedbackBox(database).add(entry)).id == 4
        await Plans(database).publish(replace(NEWER, file_hash="b9"), who="cli:lan", now=LATER)
        await room.follow(99, "hung-yen")
        assert await room.publish(replace(PAR, period="2026", file_hash="2026"), LATER) == 4
        assert {1, 99} <= set(await room.rows(4))


async def test_a_copy_of_a_copy_is_the_same(place: str, other: str, tmp_path: Path) -> None:
    await lived_in(place)
    before = await everything(place)
    await run(place, other)
    await run(other, str(tmp_path / "third.sqlite3"))
    assert await everything(str(tmp_path / "third.sqlite3")) == before


async def test_a_copy_that_was_stopped_goes_on_and_nobody_opens_it_before(
    place: str, other: str, tmp_path: Path
) -> None:
    await lived_in(place)
    before = await everything(place)
    told: list[tuple[str, int]] = []

    def stop(table: str, rows: int) -> None:
        told.append((table, rows))
        if told[-1] == ("outbox", 3):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await copy(place, other, LATER, stop)
    with pytest.raises(DatabaseRefused, match="not finished"):
        await Database.open(other)
    with pytest.raises(CopyRefused) as raised:
        await run(other, str(tmp_path / "third.sqlite3"))
    assert raised.value.kind == "unfinished"
    begun, told = told, []
    await copy(place, other, LATER, lambda table, rows: told.append((table, rows)))
    assert not set(begun) & set(told), "no batch was copied twice"
    assert await everything(other) == before


async def test_a_source_that_changed_meanwhile_is_noticed(place: str, other: str) -> None:
    await lived_in(place)

    def stop(table: str, rows: int) -> None:
        if table == "alert":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await copy(place, other, LATER, stop)
    async with await Database.open(place) as database:
        await Room(database).chats.upsert(3, now=NOW, language="en")
    with pytest.raises(CopyRefused) as raised:
        await run(place, other)
    assert (raised.value.kind, raised.value.table) == ("differs", "chat")
    with pytest.raises(DatabaseRefused, match="not finished"):
        await Database.open(other)


async def test_a_row_that_was_changed_on_the_way_is_noticed(
    place: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lived_in(place)
    bound = copying._bound

    def falsify(connection: Connection, columns: object, rows: object) -> Iterator[tuple[object, ...]]:
        for row in bound(connection, columns, rows):  # type: ignore[arg-type]
            yield tuple("en" if value == "vi" else value for value in row)

    monkeypatch.setattr(copying, "_bound", falsify)
    with pytest.raises(CopyRefused) as raised:
        await run(place, other)
    assert raised.value.kind == "differs"


async def test_what_is_not_copied(place: str, other: str, tmp_path: Path) -> None:
    async def refused(source: str, target: str, now: dt.datetime = LATER) -> str:
        with pytest.raises(CopyRefused) as raised:
            await run(source, target, now)
        return raised.value.kind

    assert await refused(str(tmp_path / "none.sqlite3"), other) == "no_source"
    assert not (tmp_path / "none.sqlite3").exists()
    await lived_in(place)
    assert await refused(place, place) == "same"
    async with await Database.open(place) as database:
        await Room(database).outbox.acquire_lease("runs", NOW, LEASE)
    assert await refused(place, other, NOW) == "in_use"
    async with await Database.open(other) as database:
        await Room(database).follow(1, "hung-yen")
    assert await refused(place, other) == "not_empty"
    with site_of(place).plain_engine(1.0).connect() as plain, plain.execution_options(**WRITES).begin():
        plain.execute(text("UPDATE alembic_version SET version_num = '0008'"))
    assert await refused(place, other) == "other_version"
