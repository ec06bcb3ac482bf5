"""Roles and the invitations that give them: each gives one role once, and what has ended says of nobody."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from data.alerts.model import AuditEntry
from data.chats.personal_data import PersonalData
from data.database import Database
from data.model.chats import TELEGRAM, Chat, ChatKey
from data.releases.publishing import Publishing
from data.roles.invitations import HOLDS, REMEMBERED, Invitations
from data.roles.model import Appointment, Invitation, Role
from data.roles.roles import Roles
from tests.support.outbox_room import HOUR, MINUTE, NOW, SECOND, Room
from tests.support.small_seed import write_seed

ADMIN, LAN, NAM = 7_123_456_789, 7_123_456_790, 7_123_456_791
EDITOR = Appointment("editor", "hung-yen", "", "Nguyễn Thị Lan")
REPORTER = Appointment("reporter", "hung-yen", "department-home-affairs", "Trần Nam")
LETTERS = re.compile(r"[A-Za-z0-9]{24}")


@dataclass(slots=True)
class House:
    """The roles and invitations of one database."""

    database: Database
    roles: Roles = field(init=False)
    invitations: Invitations = field(init=False)

    def __post_init__(self) -> None:
        self.roles = Roles(self.database)
        self.invitations = Invitations(self.database)

    async def invite(self, appointment: Appointment = EDITOR, now: dt.datetime = NOW) -> tuple[Invitation, str]:
        return await self.invitations.make(appointment, who=f"telegram:{ADMIN}", now=now, by=ADMIN)

    async def given(self, person: int = LAN, appointment: Appointment = EDITOR) -> Role:
        _, secret = await self.invite(appointment)
        found = await self.invitations.accept(secret, person, NOW)
        assert isinstance(found, Role)
        return found

    async def audit(self) -> list[tuple[str, str, str, str]]:
        entries: tuple[AuditEntry, ...] = await Publishing(self.database).audit()
        return [(one.who, one.what, one.release, one.detail) for one in reversed(entries)]

    async def rows(self, table: str) -> list[Any]:
        async with self.database.read() as connection:
            return list(await connection.execute(text(f"SELECT * FROM {table} ORDER BY id")))


@pytest.fixture
async def house(place: str, tmp_path: Path) -> AsyncIterator[House]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed")) as database:
        yield House(database)


async def test_an_invitation_gives_its_role_once(house: House) -> None:
    invitation, secret = await house.invite()
    assert LETTERS.fullmatch(secret), "142 bits, in letters of which a copied link loses none"
    assert (invitation.expires - invitation.created, invitation.invited_by) == (HOLDS, ADMIN)
    assert await house.invitations.look(secret, LAN, NOW + HOUR) == invitation
    role = await house.invitations.accept(secret, LAN, NOW + HOUR)
    assert role == Role(1, LAN, "editor", "hung-yen", "", "Nguyễn Thị Lan", ADMIN, NOW + HOUR, None, "")
    assert await house.roles.of(LAN) == (role,)
    assert await house.roles.get(1) == role
    for act in (house.invitations.look, house.invitations.accept):
        assert await act(secret, NAM, NOW + HOUR) == "used"
        assert await act(secret, LAN, NOW + HOUR) == "held", "their own"
    assert await house.roles.of(NAM) == ()
    assert await house.invitations.waiting(NOW) == ()
    assert await house.audit() == [
        (f"telegram:{ADMIN}", "invite", "invitation:1", "editor hung-yen"),
        (f"telegram:{LAN}", "accept role", "role:1", "editor hung-yen"),
    ]


async def test_of_the_secret_only_a_hash_is_kept(house: House) -> None:
    _, secret = await house.invite()
    (row,) = await house.rows("role_invitation")
    assert row.hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(row)
    assert secret not in str(await house.audit())


async def test_of_two_at_the_same_moment_one_gets_it(house: House) -> None:
    for _ in range(5):
        _, secret = await house.invite(REPORTER)
        people = range(LAN, LAN + 6)
        found = await asyncio.gather(*(house.invitations.accept(secret, person, NOW) for person in people))
        (role,) = [one for one in found if isinstance(one, Role)]
        assert [one for one in found if one is not role] == ["used"] * 5
        assert await house.roles.standing() == (role,)
        assert await house.roles.remove(role.id, who="test", now=NOW) is not None


async def test_the_same_role_is_not_given_twice(house: House) -> None:
    """Two links for the same, opened by the same person at the same moment: the second stays for somebody else."""
    secrets = [(await house.invite(REPORTER))[1] for _ in range(2)]
    found = await asyncio.gather(*(house.invitations.accept(secret, LAN, NOW) for secret in secrets))
    assert sorted(type(one) is str for one in found) == [False, True]
    assert "held" in found
    assert len(await house.roles.of(LAN)) == 1
    (left,) = await house.invitations.waiting(NOW)
    other = await house.invitations.accept(secrets[left.id - 1], NAM, NOW)
    assert isinstance(other, Role)


async def test_the_tables_hold_no_role_twice(house: House) -> None:
    await house.given()
    copy = (
        "INSERT INTO role (platform, person, kind, province, agency, granted_by, granted)"
        " SELECT platform, person, kind, province, agency, granted_by, granted FROM role"
    )
    with pytest.raises(IntegrityError):
        async with house.database.write() as connection:
            await connection.execute(text(copy))


async def test_a_person_has_several_roles(house: House) -> None:
    wanted = (EDITOR, REPORTER, replace(REPORTER, province="ha-noi"), replace(EDITOR, province="ha-noi"))
    given = [await house.given(LAN, one) for one in wanted]
    assert await house.roles.of(LAN) == tuple(given)
    assert [(one.kind, one.province, one.agency) for one in given] == [
        (one.kind, one.province, one.agency) for one in wanted
    ]
    assert [one.id for one in await house.roles.standing("ha-noi")] == [3, 4]


@pytest.mark.parametrize(
    ("later", "what"),
    [(HOLDS - SECOND, None), (HOLDS, "expired"), (HOLDS * 30, "expired")],
)
async def test_an_invitation_expires(house: House, later: dt.timedelta, what: str | None) -> None:
    invitation, secret = await house.invite()
    assert await house.invitations.look(secret, LAN, NOW + later) == (what or invitation)
    assert [one.id for one in await house.invitations.waiting(NOW + later)] == ([] if what else [1])
    found = await house.invitations.accept(secret, LAN, NOW + later)
    assert found == what if what else isinstance(found, Role)


async def test_an_old_invitation_is_cleared_away(house: House) -> None:
    _, old = await house.invite()
    _, used = await house.invite(REPORTER)
    assert isinstance(await house.invitations.accept(used, LAN, NOW), Role)
    await house.invite(now=NOW + HOLDS + REMEMBERED)
    assert await house.invitations.look(old, NAM, NOW + HOLDS + REMEMBERED) == "expired"
    await house.invite(now=NOW + HOLDS + REMEMBERED + MINUTE)
    assert await house.invitations.look(old, NAM, NOW + HOLDS + REMEMBERED + MINUTE) == "unknown"
    assert [row.id for row in await house.rows("role_invitation")] == [2, 3, 4], "numbers are not given twice"


async def test_an_invitation_is_revoked(house: House) -> None:
    invitation, secret = await house.invite()
    assert await house.invitations.revoke(1, who=f"telegram:{ADMIN}", now=NOW) == invitation
    for act in (house.invitations.look, house.invitations.accept):
        assert await act(secret, LAN, NOW) == "revoked"
    assert await house.invitations.revoke(1, who="test", now=NOW) is None
    assert await house.invitations.revoke(9, who="test", now=NOW) is None
    (row,) = await house.rows("role_invitation")
    assert row.label == "", "whom it was meant for is known no more"
    assert (await house.audit())[1:] == [(f"telegram:{ADMIN}", "revoke invitation", "invitation:1", "editor hung-yen")]


async def test_what_was_accepted_or_is_too_old_cannot_be_revoked(house: House) -> None:
    await house.given()
    assert await house.invitations.revoke(1, who="test", now=NOW) is None
    await house.invite()
    assert await house.invitations.revoke(2, who="test", now=NOW + HOLDS) is None


@pytest.mark.parametrize("secret", ["", "x", "a" * 24, "vt-", "ô" * 24])
async def test_a_guess_is_unknown(house: House, secret: str) -> None:
    await house.invite()
    assert await house.invitations.look(secret, LAN, NOW) == "unknown"
    assert await house.invitations.accept(secret, LAN, NOW) == "unknown"


async def test_an_administrators_own_link_is_not_used_up(house: House) -> None:
    invitation, secret = await house.invite()
    for act in (house.invitations.look, house.invitations.accept):
        assert await act(secret, ADMIN, NOW) == "own"
    assert await house.invitations.look(secret, LAN, NOW) == invitation
    assert await house.roles.of(ADMIN) == ()


@pytest.mark.parametrize("way", ["removed", "left"])
async def test_a_role_that_ended_says_of_nobody(house: House, way: str) -> None:
    role, other = await house.given(), await house.given(NAM, REPORTER)
    if way == "removed":
        found = await house.roles.remove(role.id, who=f"telegram:{ADMIN}", now=NOW + HOUR)
    else:
        found = await house.roles.leave(role.id, LAN, NOW + HOUR)
    assert found == role, "whose it was is told once"
    assert await house.roles.of(LAN) == ()
    assert await house.roles.get(role.id) is None
    assert await house.roles.standing() == (other,)
    row = (await house.rows("role"))[0]
    assert (row.person, row.label, row.ended_why) == (None, "", way)
    who, what = (ADMIN, "remove role") if way == "removed" else (LAN, "leave role")
    assert (await house.audit())[-1] == (f"telegram:{who}", what, "role:1", "editor hung-yen")
    assert await house.roles.remove(role.id, who="test", now=NOW) is None, "once"
    assert await house.roles.leave(role.id, LAN, NOW) is None
    assert len(await house.audit()) == 5


async def test_nobody_leaves_anothers_role(house: House) -> None:
    role = await house.given()
    assert await house.roles.leave(role.id, NAM, NOW) is None
    assert await house.roles.leave(99, NAM, NOW) is None
    assert await house.roles.of(LAN) == (role,)


async def test_who_had_a_role_can_be_given_it_again(house: House) -> None:
    first = await house.given()
    await house.roles.leave(first.id, LAN, NOW)
    second = await house.given()
    await house.roles.remove(second.id, who="test", now=NOW)
    third = await house.given()
    assert await house.roles.of(LAN) == (third,)


async def test_messengers_are_apart(house: House) -> None:
    """The same number is another person there."""
    role = await house.given()
    roles, invitations = Roles(house.database, platform="zalo"), Invitations(house.database, platform="zalo")
    assert await roles.of(LAN) == await roles.standing() == ()
    assert await roles.get(role.id) is None
    assert await roles.remove(role.id, who="test", now=NOW) is None
    assert await roles.leave(role.id, LAN, NOW) is None
    _, secret = await house.invite(REPORTER)
    assert await invitations.accept(secret, LAN, NOW) == "unknown"
    assert await invitations.waiting(NOW) == ()
    assert await invitations.revoke(2, who="test", now=NOW) is None


# Forgetting


async def test_forgetting_ends_the_roles_and_keeps_what_was_done_by_them(house: House) -> None:
    role, other = await house.given(), await house.given(NAM, REPORTER)
    async with house.database.write() as connection:
        report = "INSERT INTO task_report (document, task, state, role, made) VALUES ('d', '1', 'done', :role, :made)"
        await connection.execute(text(report), {"role": role.id, "made": NOW})
    erased = await PersonalData(house.database).erase(ChatKey(TELEGRAM, LAN), NOW + HOUR)
    assert erased.roles == 1
    assert await house.roles.of(LAN) == ()
    assert await house.roles.standing() == (other,)
    row = (await house.rows("role"))[0]
    assert (row.person, row.label, row.ended_why, row.kind) == (None, "", "forgotten", "editor")
    assert [one.role for one in await house.rows("task_report")] == [role.id]
    assert str(LAN) not in str([await house.rows(table) for table in ("role", "role_invitation", "audit")])


async def test_a_forgotten_administrators_invitations_stay_good(house: House) -> None:
    role = await house.given()
    _, secret = await house.invite(REPORTER)
    await PersonalData(house.database).erase(ChatKey(TELEGRAM, ADMIN), NOW)
    assert str(ADMIN) not in str([await house.rows(table) for table in ("role", "role_invitation", "audit")])
    assert await house.roles.of(LAN) == (replace(role, granted_by=0),)
    accepted = await house.invitations.accept(secret, NAM, NOW)
    assert isinstance(accepted, Role)
    assert accepted.granted_by == 0


async def test_what_is_kept_of_a_person_tells_roles_invitations_and_followed_tasks(house: House) -> None:
    await house.given()
    await house.invite(REPORTER)
    await follow_tasks(house, LAN, "hung-yen", "papi")
    kept = await PersonalData(house.database).of(ChatKey(TELEGRAM, LAN))
    assert [(one.kind, one.province, one.label) for one in kept.roles] == [("editor", "hung-yen", "Nguyễn Thị Lan")]
    assert kept.invitations == ()
    assert [(one.province, one.agency, one.index) for one in kept.followed_tasks] == [("hung-yen", "", "papi")]
    kept = await PersonalData(house.database).of(ChatKey(TELEGRAM, ADMIN))
    assert (kept.roles, kept.followed_tasks) == ((), ())
    assert [(one.label, one.used) for one in kept.invitations] == [("", NOW), ("Trần Nam", None)]


async def test_followed_tasks_are_forgotten(house: House) -> None:
    for chat in (LAN, NAM):
        await follow_tasks(house, chat, "hung-yen", "papi")
    erased = await PersonalData(house.database).erase(ChatKey(TELEGRAM, LAN), NOW)
    assert (erased.known, erased.subscriptions) == (True, 1)
    assert [row.chat for row in await house.rows("task_subscription")] == [NAM]


async def test_followed_tasks_move_with_a_group_that_becomes_a_supergroup(house: House) -> None:
    room = Room(house.database)
    await follow_tasks(house, -5, "hung-yen", "papi")
    await follow_tasks(house, -5, "hung-yen", "")
    await follow_tasks(house, -1005, "hung-yen", "papi")
    for _ in range(2):
        await room.outbox.migrate(-5, -1005)
    rows = await house.rows("task_subscription")
    assert sorted((row.chat, row.index) for row in rows) == [(-1005, ""), (-1005, "papi")]


async def follow_tasks(house: House, chat: int, province: str, index: str) -> None:
    """Follow tasks in a chat, as a row."""
    await Room(house.database).chats.upsert(chat, now=NOW, kind=Chat(chat, "private", "").kind)
    insert = (
        'INSERT INTO task_subscription (platform, chat, province, "index", created)'
        " VALUES ('telegram', :chat, :province, :index, :created)"
    )
    async with house.database.write() as connection:
        values = {"chat": chat, "province": province, "index": index, "created": NOW}
        await connection.execute(text(insert), values)


def test_an_appointment_is_what_an_invitation_repeats() -> None:
    assert set(asdict(EDITOR)) < set(Invitation.__dataclass_fields__)
