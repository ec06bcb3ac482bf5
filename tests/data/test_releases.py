"""Publishing, correcting and withdrawing: what is in force afterwards, and exactly who hears what."""

from __future__ import annotations

import asyncio
import datetime as dt
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from data.alerts.model import Interest, Mail, Recipient
from data.checking.check import check
from data.database import Database
from data.db import schema
from data.errors import AlreadyPublished, AlreadyWithdrawn, DatabaseBusy, PublishConflict, UnknownRelease
from data.queries.catalogue import Catalogue
from data.queries.figures import Figures
from tests.support.outbox_room import DAY, HOUR, MINUTE, NOW, PAPI, PAR, TABLE, Room, figure, plain
from tests.support.small_seed import edit, write_seed

LATER = NOW + HOUR
CORRECTION = replace(PAPI, file_hash="bb", correction_of="papi-2025-1", why="two figures were swapped")
SECOND = replace(PAPI, file_hash="cc", correction_of="papi-2025-2", why="once more")


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed")


@pytest.fixture
async def room(place: str, seed: Path) -> AsyncIterator[Room]:
    async with await Database.open(place, seed=seed, wait=0.2) as database:
        yield Room(database)


async def tables(room: Room) -> dict[str, int]:
    async with room.database.read() as connection:
        names = ("release", "figure", "source", "alert", "alert_text", "outbox", "audit", "meta")
        return {
            name: int((await connection.execute(text(f"SELECT count(*) FROM {name}"))).scalar_one()) for name in names
        }


async def forced(room: Room, index: str = "papi", period: str = "2025") -> list[str]:
    return [release.id for release in await room.publishing.standing(index, period)]


async def correct(room: Room, draft: object = CORRECTION, now: dt.datetime = LATER) -> dict[int, str]:
    """Chat -> text, in the states they are queued in."""
    done = await room.publishing.publish(draft, plain, who="test", now=now)  # type: ignore[arg-type]
    await room.audit_counts()
    async with room.database.read() as connection:
        found = await connection.execute(
            text("SELECT o.chat, t.html FROM outbox o JOIN alert_text t ON t.id = o.text WHERE o.alert = :alert"),
            {"alert": done.alert},
        )
        return {row["chat"]: row["html"] for row in found.mappings()}


# Publishing


async def test_a_release_is_in_force_with_its_figures_and_everybody_hears(room: Room) -> None:
    await room.follow(1, "hung-yen", "papi", "vi")
    await room.follow(2, "", "papi", "en")
    await room.follow(3, "hung-yen", "par")
    before = await room.database.data_version()
    done = await room.publishing.publish(PAPI, plain, who="cli:lan", now=NOW)
    assert (done.release.id, done.release.revision, done.rows, done.superseded) == ("papi-2025-1", 1, 2, 0)
    assert await room.database.data_version() != before
    catalogue = await Catalogue.load(room.database)
    results = await Figures(room.database, catalogue).results("papi", "2025")
    assert results is not None
    assert results.full
    figure = results.figure("hung-yen")
    assert figure is not None
    assert (figure.score, figure.rank, figure.rank_kind) == (44.0, 2, "published")
    assert results.sources[figure.source].url == "https://papi.org.vn/2025"
    assert await room.deliver() == {1: "vi: hung-yen", 2: "en: *"}
    (entry,) = await room.publishing.audit()
    assert (entry.who, entry.what, entry.release, entry.file_hash, entry.at) == (
        *("cli:lan", "publish", "papi-2025-1", "aa"),
        NOW,
    )
    (status,) = await room.publishing.releases()
    assert (status.release, status.in_force, status.published_at) == (done.release, True, NOW)
    (progress,) = await room.outbox.progresses()
    assert (progress.alert, progress.release, progress.kind, progress.sent) == (done.alert, "papi-2025-1", "release", 2)
    assert (await check(room.database)).errors == ()


async def test_the_same_file_adds_nothing_the_second_time(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.publish()
    before = await tables(room)
    for draft in (PAPI, replace(PAPI, correction_of="papi-2025-1", why="x")):
        with pytest.raises(AlreadyPublished) as raised:
            await room.publishing.publish(draft, plain, who="test", now=LATER)
        assert raised.value.release.id == "papi-2025-1"
    assert await tables(room) == before


async def test_the_same_file_for_another_index_or_period_is_another_release(room: Room) -> None:
    await room.publishing.publish(PAPI, None, who="test", now=NOW)
    for draft in (replace(PAR, file_hash="aa"), replace(PAPI, period="2026", year=2026)):
        await room.publishing.publish(draft, None, who="test", now=NOW)
    assert await forced(room, "par") == ["par-2025-1"]
    assert await forced(room, "papi", "2026") == ["papi-2026-1"]


async def test_the_same_file_from_two_processes(room: Room, place: str, seed: Path) -> None:
    await room.follow(1, "hung-yen")
    program = f"""
import asyncio
from pathlib import Path
from data.database import Database
from data.errors import AlreadyPublished
from tests.support.outbox_room import NOW, PAPI, Room, plain
async def main():
    async with await Database.open({place!r}, seed=Path({str(seed)!r})) as database:
        try:
            print((await Room(database).publishing.publish(PAPI, plain, who="test", now=NOW)).rows)
        except AlreadyPublished as error:
            print(error.release.id)
asyncio.run(main())
"""
    command = [sys.executable, "-W", "error", "-c", program]
    pipe = subprocess.PIPE
    running = [await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe) for _ in range(3)]
    said = [await process.communicate() for process in running]
    assert [err.decode() for _, err in said] == ["", "", ""]
    assert sorted(out.decode().split()[0] for out, _ in said) == ["1", "papi-2025-1", "papi-2025-1"]
    assert await room.rows() == {1: "pending"}


async def test_another_file_for_a_period_must_say_that_it_corrects(room: Room) -> None:
    await room.publishing.publish(PAPI, None, who="test", now=NOW)
    before = await tables(room)
    for draft, standing in (
        (replace(PAPI, file_hash="bb"), "papi-2025-1"),
        (replace(PAPI, file_hash="bb", correction_of="papi-2025-9"), "papi-2025-1"),
        (replace(PAPI, file_hash="bb", period="2024", year=2024), "papi-2024-1"),
        (replace(PAR, file_hash="bb", correction_of="par-2025-1"), None),
    ):
        with pytest.raises(PublishConflict) as raised:
            await room.publishing.publish(draft, None, who="test", now=NOW)
        assert (raised.value.standing and raised.value.standing.id) == standing
    with pytest.raises(ValueError, match="must be, too"):
        await room.publishing.publish(replace(CORRECTION, coverage="partial"), None, who="test", now=NOW)
    assert await tables(room) == before


async def test_single_facts_stand_beside_a_whole_table_and_are_corrected_by_themselves(room: Room) -> None:
    some = replace(PAPI, period="2024", year=2024, coverage="partial", figures=TABLE[:1], file_hash="s1")
    await room.publishing.publish(some, None, who="test", now=NOW)
    assert await forced(room, period="2024") == ["papi-2024-1", "papi-2024-reported-1", "papi-2024-partial-1"]
    again = replace(some, file_hash="s2", correction_of="papi-2024-reported-1", why="misread")
    await room.publishing.publish(again, None, who="test", now=NOW)
    assert await forced(room, period="2024") == ["papi-2024-1", "papi-2024-reported-2", "papi-2024-partial-1"]
    with pytest.raises(PublishConflict):
        await room.publishing.publish(replace(some, file_hash="s3"), None, who="test", now=NOW)


async def test_a_failure_leaves_nothing_behind(room: Room) -> None:
    await room.follow(1, "hung-yen")
    before, version = await tables(room), await room.database.data_version()

    def fails(listeners: Sequence[Recipient]) -> list[Mail | None]:
        raise RuntimeError("cannot be worded")

    with pytest.raises(RuntimeError, match="cannot be worded"):
        await room.publishing.publish(PAPI, fails, who="test", now=NOW)
    stranger = replace(PAPI, figures=(figure("atlantis", 1, 1),))
    with pytest.raises(Exception, match=r"FOREIGN KEY|ForeignKey"):
        await room.publishing.publish(stranger, plain, who="test", now=NOW)
    assert (await tables(room), await room.database.data_version()) == (before, version)
    assert await room.publish()


async def test_a_database_that_is_busy_is_told(room: Room, place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed) as other:  # noqa: SIM117
        async with other.write():
            with pytest.raises(DatabaseBusy):
                await room.publishing.publish(PAPI, plain, who="test", now=NOW)


async def test_the_loop_goes_on_while_a_release_is_written(room: Room) -> None:
    await room.follow(1, "hung-yen")
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    def slow(listeners: Sequence[Recipient]) -> list[Mail | None]:
        import time

        time.sleep(0.1)
        return plain(listeners)

    counting = asyncio.ensure_future(count())
    await room.publishing.publish(PAPI, slow, who="test", now=NOW)
    counting.cancel()
    assert turns > 20


# Who hears


async def test_one_message_for_each_chat_whatever_it_follows(room: Room) -> None:
    for province, index in (("hung-yen", "papi"), ("hung-yen", ""), ("ha-noi", ""), ("", "papi"), ("bac-ninh", "par")):
        await room.follow(-1, province, index, "vi", thread=4, min_move=3)
    await room.follow(-1, "hung-yen", "", "vi", thread=4, min_move=1, corrections=False)
    (listener,) = await room.publishing.listeners(PAPI, now=NOW)
    assert listener == Recipient(
        "vi", "supergroup", (Interest("", 3, True), Interest("ha-noi", 3, True), Interest("hung-yen", 1, True))
    )
    assert (listener.chats, listener.provinces) == (1, ("ha-noi", "hung-yen"))
    await room.publish()
    (parcel,) = await room.claim()
    assert (parcel.thread, parcel.html) == (4, "vi: * ha-noi hung-yen")


async def test_chats_that_are_alike_share_a_text(room: Room) -> None:
    for chat in range(1, 7):
        await room.follow(chat, "hung-yen", language="vi" if chat % 2 else "en")
    listeners = await room.publishing.listeners(PAPI, now=NOW)
    assert sorted((listener.language, listener.chats) for listener in listeners) == [("en", 3), ("vi", 3)]
    await room.publish()
    assert (await tables(room))["alert_text"] == 2
    assert len(await room.deliver()) == 6


async def test_who_compose_leaves_out_hears_nothing(room: Room) -> None:
    await room.follow(1, "hung-yen", min_move=3)
    await room.follow(2, "hung-yen")

    def moved(listeners: Sequence[Recipient]) -> list[Mail | None]:
        return [None if listener.follows[0].min_move else Mail("news") for listener in listeners]

    done = await room.publishing.publish(PAPI, moved, who="test", now=NOW)
    assert done.rows == 1
    assert await room.rows() == {2: "pending"}
    none = await room.publishing.publish(PAR, lambda listeners: [None for _ in listeners], who="test", now=NOW)
    assert (none.alert, none.rows) == (None, 0)


async def test_of_single_facts_only_their_provinces_hear_and_those_that_went_into_them(room: Room) -> None:
    for chat, province in enumerate(("hung-yen", "thai-binh", "ha-noi", ""), 1):
        await room.follow(chat, province)
    await room.publish(replace(PAPI, coverage="partial", figures=TABLE[1:2]))
    assert set(await room.rows()) == {1, 2, 4}


async def test_somebody_who_unfollows_meanwhile_is_not_told(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.follow(2, "hung-yen")
    seen = sum(listener.chats for listener in await room.publishing.listeners(PAPI, now=NOW))
    await room.unfollow_all(1)
    await room.publish()
    assert (seen, await room.rows()) == (2, {2: "pending"})


@pytest.mark.parametrize(
    ("announced", "heard", "days"),
    [
        (dt.date(2026, 11, 22), True, 7),
        (dt.date(2026, 11, 17), True, 7),
        (dt.date(2026, 11, 14), False, 0),
        (dt.date(2026, 12, 24), True, 7),
        (None, True, 7),
    ],
)
async def test_old_news_is_published_but_not_announced(
    room: Room, announced: dt.date | None, heard: bool, days: int
) -> None:
    await room.follow(1, "hung-yen")
    done = await room.publishing.publish(replace(PAPI, announced=announced), plain, who="test", now=NOW)
    assert await forced(room) == ["papi-2025-1"]
    assert (done.alert is not None) == heard
    if done.alert is None:
        return
    (progress,) = await room.outbox.progresses()
    end = NOW
    if announced and announced < NOW.date():
        end = dt.datetime.combine(announced + DAY, dt.time(), dt.timezone(7 * HOUR))
    assert progress.expires == end + days * DAY


# Correcting


async def test_a_correction_reaches_exactly_those_who_saw_the_wrong_one(room: Room) -> None:
    names = {1: "sent", 2: "unknown", 3: "claimed", 4: "pending", 5: "failed", 6: "later", 7: "once more", 8: "held"}
    for chat in names:
        await room.follow(chat, "hung-yen", language="vi")
    old = await room.publish()
    parcels = {parcel.chat: parcel for parcel in await room.claim()}
    await room.settle("sent", parcels[1])
    await room.settle("unknown", parcels[2])
    await room.settle("later", parcels[4], parcels[6], not_before=LATER)
    await room.settle("failed", parcels[5])
    await room.settle("unknown", parcels[7], not_before=LATER)
    await room.settle("paused", parcels[8], reason="blocked")
    told = await correct(room)
    wrong = "vi: hung-yen (wrong: papi-2025-1: hung-yen)"
    assert told == {chat: wrong if chat in (1, 2, 3, 7) else "vi: hung-yen" for chat in names}
    assert await room.rows(old) == {
        1: "sent",
        2: "unknown",
        3: "claimed",
        4: "superseded",
        5: "failed",
        6: "superseded",
        7: "superseded",
        8: "superseded",
    }
    assert await forced(room) == ["papi-2025-2"]
    release = (await room.publishing.standing("papi", "2025"))[0]
    assert (release.corrects, release.why) == ("papi-2025-1", "two figures were swapped")
    # The one that was on its way comes back unsent: it must not follow its own correction.
    await room.settle("later", parcels[3])
    assert (await room.rows(old))[3] == "superseded"
    assert set(await room.deliver(LATER)) == {1, 2, 3, 4, 5, 6, 7}


async def test_a_dead_senders_claims_do_not_follow_their_correction(room: Room) -> None:
    await room.follow(1, "hung-yen")
    old = await room.publish()
    await room.claim(holder="dead")
    assert await correct(room) == {1: "-: hung-yen (wrong: papi-2025-1: hung-yen)"}
    assert list(await room.deliver(LATER)) == [1]
    assert await room.rows(old) == {1: "superseded"}


async def test_corrections_only_to_those_who_want_them_and_still_follow_something(room: Room) -> None:
    for chat in (1, 2, 3, 4, 5):
        await room.follow(chat, "hung-yen", "papi")
    await room.follow(2, "hung-yen", "papi", corrections=False)
    await room.follow(5, "", "766", corrections=False)
    await room.publish()
    await room.deliver()
    await room.unfollow_all(3)
    await room.unfollow_all(4)
    await room.follow(4, "ha-noi", "766")
    await room.subscriptions.unfollow((await room.subscriptions.of(5))[0].id)
    assert await correct(room) == {
        1: "-: hung-yen (wrong: papi-2025-1: hung-yen)",
        4: "-:  (wrong: papi-2025-1: hung-yen)",
    }


async def test_who_follows_since_gets_the_ordinary_text_while_it_is_news(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.publish()
    await room.deliver()
    await room.follow(2, "ha-noi")
    assert await correct(room) == {1: "-: hung-yen (wrong: papi-2025-1: hung-yen)", 2: "-: ha-noi"}
    await room.deliver(LATER)
    assert set(await correct(room, SECOND, NOW + 20 * DAY)) == {1, 2}
    await room.follow(3, "ha-noi")
    third = replace(SECOND, file_hash="dd", correction_of="papi-2025-3")
    assert set(await correct(room, third, NOW + 21 * DAY)) == {1, 2}


async def test_a_second_correction_finds_those_whom_the_first_did_not_reach(room: Room) -> None:
    for chat in (1, 2):
        await room.follow(chat, "hung-yen")
    await room.publish()
    await room.deliver()
    await room.follow(3, "hung-yen")
    await correct(room)
    (first, *_) = await room.claim(1, LATER)
    await room.settle("sent", first, now=LATER)
    assert await correct(room, SECOND, LATER + MINUTE) == {
        1: "-: hung-yen (wrong: papi-2025-2: hung-yen)",
        2: "-: hung-yen (wrong: papi-2025-1: hung-yen)",
        3: "-: hung-yen",
    }


async def test_a_correction_in_the_topic_where_the_wrong_one_was(room: Room) -> None:
    await room.follow(-5, "hung-yen", thread=4)
    await room.publish()
    await room.deliver()
    await room.follow(-5, "hung-yen", thread=9)
    await correct(room)
    assert [parcel.thread for parcel in await room.claim(now=LATER)] == [4]


async def test_a_shipped_release_is_corrected_and_nobody_was_told_wrongly(room: Room) -> None:
    await room.follow(1, "hung-yen")
    fix = replace(PAPI, period="2024", year=2024, file_hash="x", correction_of="papi-2024-1", why="misprint")
    assert await correct(room, replace(fix, announced=None)) == {1: "-: hung-yen"}
    assert await forced(room, period="2024") == ["papi-2024-2", "papi-2024-reported-1"]
    (entry,) = await room.publishing.audit()
    assert (entry.what, entry.detail) == ("correct", "papi-2024-1: misprint")


# Withdrawing


async def test_a_withdrawal_reaches_only_those_who_saw_it(room: Room) -> None:
    for chat in (1, 2, 3):
        await room.follow(chat, "hung-yen")
    await room.follow(3, "hung-yen", corrections=False)
    alert = await room.publish()
    first, _, third = await room.claim(3)
    await room.settle("sent", first, third)
    await room.outbox.release_claims("one")
    await room.follow(4, "hung-yen")
    (listener,) = await room.publishing.listeners_of_withdrawal("papi-2025-1")
    assert (listener.heard, listener.told, listener.chats) == ("papi-2025-1", ("hung-yen",), 1)
    assert await room.publishing.behind("papi-2025-1") is None
    done = await room.publishing.withdraw("papi-2025-1", "not official yet", plain, who="cli", now=LATER)
    assert (done.release.id, done.rows, done.superseded, done.in_force) == ("papi-2025-1", 1, 1, None)
    assert await room.rows(alert) == {1: "sent", 2: "superseded", 3: "sent"}
    assert await room.deliver(LATER) == {1: "-: hung-yen (wrong: papi-2025-1: hung-yen)"}
    assert await forced(room) == []
    (status,) = await room.publishing.releases()
    assert (status.in_force, status.withdrawn_at, status.withdrawn_why) == (False, LATER, "not official yet")
    assert [(entry.what, entry.detail) for entry in await room.publishing.audit()] == [
        ("withdraw", "not official yet"),
        ("publish", ""),
    ]
    with pytest.raises(AlreadyWithdrawn):
        await room.publishing.withdraw("papi-2025-1", "again", plain, who="cli", now=LATER)
    with pytest.raises(UnknownRelease):
        await room.publishing.withdraw("papi-1999-1", "", plain, who="cli", now=LATER)
    # The same file may be published anew: it is news for everybody.
    again = await room.publishing.publish(PAPI, plain, who="cli", now=LATER)
    assert (again.release.id, again.release.corrects, again.rows) == ("papi-2025-2", "", 4)


async def test_a_withdrawn_correction_puts_the_revision_before_in_force_again(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.publish()
    await room.deliver()
    await correct(room)
    behind = await room.publishing.behind("papi-2025-2")
    assert behind is not None
    assert behind.id == "papi-2025-1"
    await room.deliver(LATER)
    done = await room.publishing.withdraw("papi-2025-2", "the first was right", plain, who="cli", now=LATER)
    assert (done.in_force, done.rows) == (behind, 1)
    assert await forced(room) == ["papi-2025-1"]


async def test_withdrawing_what_was_corrected_before_tells_nobody(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.publish()
    await room.deliver()
    await correct(room)
    assert await room.publishing.listeners_of_withdrawal("papi-2025-1") == ()
    done = await room.publishing.withdraw("papi-2025-1", "", plain, who="cli", now=LATER)
    assert (done.alert, done.rows) == (None, 0)
    assert await room.rows() == {1: "pending"}
    assert await forced(room) == ["papi-2025-2"]


# Rebuilding the shipped rows


async def test_new_shipped_figures_leave_all_this_alone(place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed) as database:
        room = Room(database)
        await room.follow(1, "hung-yen", language="vi")
        await room.follow(2, "thai-binh", "766")
        await room.publish()
        await room.deliver()
        fix = replace(PAPI, period="2024", year=2024, file_hash="x", correction_of="papi-2024-1", why="misprint")
        await room.publishing.publish(fix, plain, who="cli", now=NOW)
        await room.publishing.withdraw("papi-2023-1", "wrong year", plain, who="cli", now=NOW)
        kept = await room.rows(), await room.publishing.audit(), await room.subscriptions.of(2)
        before = await room.publishing.releases(shipped=True)
    edit(seed, "papi.csv", 7, "total", "9.25")
    async with await Database.open(place, seed=seed) as database:
        assert database.done == "rebuilt"
        room = Room(database)
        assert (await room.rows(), await room.publishing.audit(), await room.subscriptions.of(2)) == kept
        assert set(await room.publishing.releases(shipped=True)) == set(before)
        assert await forced(room, period="2024") == ["papi-2024-2", "papi-2024-reported-1"]
        query = select(schema.release.c.withdrawn_why).where(schema.release.c.id == "papi-2023-1")
        async with database.read() as connection:
            assert await connection.scalar(query) == "wrong year"
        assert list(await room.deliver()) == [1]
        again = replace(PAPI, file_hash="bb", correction_of="papi-2025-1", why="y")
        assert await correct(room, again) == {1: "vi: hung-yen (wrong: papi-2025-1: hung-yen)"}


async def test_the_same_file_with_another_title_is_a_note(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.publish()
    await room.deliver()
    amended = replace(PAPI, title_vi="PAPI năm 2025", correction_of="papi-2025-1", why="sai tên", note=True)
    done = await room.publishing.publish(amended, plain, who="test", now=LATER)
    assert (done.release.id, done.rows) == ("papi-2025-2", 1)
    assert [one.kind for one in await room.outbox.progresses()] == ["note", "release"]
    with pytest.raises(AlreadyPublished):
        await room.publishing.publish(replace(amended, correction_of="papi-2025-2"), plain, who="test", now=LATER)
    assert [one.what for one in await room.publishing.audit()] == ["correct", "publish"]
