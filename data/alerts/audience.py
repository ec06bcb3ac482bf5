"""Who is told of a release, and the rows of the outbox for them. It is done in SQL: a million chats
never come to Python.

``gather`` finds the chats and what decides the message of each. Chats that are alike in this share a profile (a
Recipient), whose number SQLite asks ``Profiles`` for. ``enqueue`` takes one message for each profile and writes one row
for each chat. In between, the tables are SQLite's temporary ones, which belong to the connection.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from data.alerts.model import Interest, Mail, Mails, Recipient
from data.alerts.progress import Changes
from data.alerts.quiet_hours import quiet_until
from data.db.types import stamp

OF_CHATS = "(platform TEXT NOT NULL, chat INTEGER NOT NULL, {columns}, PRIMARY KEY (platform, chat)) WITHOUT ROWID"
TABLES = {
    "seen": OF_CHATS.format(columns="text INTEGER NOT NULL, thread INTEGER"),
    "follower": OF_CHATS.format(columns="follows TEXT NOT NULL, thread INTEGER, first INTEGER"),
    "hearing": "(platform TEXT, chat INTEGER, thread INTEGER, profile INTEGER, quiet INTEGER, paused TEXT)",
    "mail": "(profile INTEGER PRIMARY KEY, text INTEGER NOT NULL)",
    "quiet": "(quiet INTEGER PRIMARY KEY, not_before INTEGER NOT NULL)",
}

# Which message of the alert a chat has, or may have: a message being sent counts.
SEEN = (
    "INSERT OR REPLACE INTO temp.seen SELECT platform, chat, text, thread FROM outbox"
    " WHERE alert = ? AND (state IN ('sent', 'unknown', 'claimed') OR doubtful > 0)"
)
# Rows come in the order of the unique index, so chats that follow the same have the same words. SQLite takes the thread
# from the row of min(id): the topic in which the chat first followed any of it.
FOLLOWERS = (
    "SELECT platform, chat, group_concat(province || ' ' || min_move || ' ' || corrections, ';') AS follows, thread,"
    " min(id) FROM subscription WHERE \"index\" IN ('', :index)"
    " AND (:provinces IS NULL OR province = '' OR province IN (SELECT value FROM json_each(:provinces)))"
    " AND {which} GROUP BY platform, chat"
)
THEIRS = (
    f"INSERT INTO temp.follower {FOLLOWERS.format(which='(platform, chat) IN (SELECT platform, chat FROM temp.seen)')}"
)
HEARING = (
    "INSERT INTO temp.hearing SELECT {of}.platform, {of}.chat, {of}.thread,"
    " profile(coalesce(c.language, ''), c.kind, {follows}, {heard}), coalesce(c.quiet_from * 1440 + c.quiet_to, -1),"
    " CASE WHEN c.paused_at IS NOT NULL THEN c.paused_reason END"
)
OTHERS = FOLLOWERS.format(which="(platform, chat) NOT IN (SELECT platform, chat FROM temp.seen)")
ORDINARY = (
    HEARING.format(of="f", follows="f.follows", heard="0") + f" FROM ({OTHERS}) f CROSS JOIN chat c"
    " ON c.platform = f.platform AND c.id = f.chat"
)
# A chat that saw it is told in the topic where it was, unless it follows nothing any more or wants no corrections.
SAW = (
    HEARING.format(of="s", follows="coalesce(f.follows, '')", heard="s.text")
    + " FROM temp.seen s CROSS JOIN chat c ON c.platform = s.platform AND c.id = s.chat"
    " LEFT JOIN temp.follower f ON f.platform = s.platform AND f.chat = s.chat"
    " WHERE f.chat IS NOT NULL OR EXISTS (SELECT 1 FROM subscription w"
    " WHERE w.platform = s.platform AND w.chat = s.chat AND w.corrections)"
)
ROWS = (
    "INSERT INTO outbox (alert, platform, chat, thread, text, state, not_before, reason)"
    " SELECT :alert, h.platform, h.chat, h.thread, m.text, CASE WHEN h.paused IS NULL THEN 'pending' ELSE 'held' END,"
    " q.not_before, h.paused FROM temp.hearing h CROSS JOIN temp.mail m ON m.profile = h.profile"
    " CROSS JOIN temp.quiet q ON q.quiet = h.quiet ORDER BY h.rowid"
)

Profile = tuple[str, str, str, int]
"""Language, kind, what is followed (as FOLLOWERS writes it), and the id of the wrong text that was seen (or 0)."""


class Profiles:
    """Numbers the distinct profiles, and counts how many chats have each."""

    def __init__(self) -> None:
        self._numbers: dict[Profile, int] = {}
        self._chats: list[int] = []

    def number(self, language: str, kind: str, follows: str, heard: int) -> int:
        profile = (language, kind, follows, heard)
        found = self._numbers.get(profile)
        if found is None:
            found = self._numbers[profile] = len(self._numbers)
            self._chats.append(0)
        self._chats[found] += 1
        return found

    def counted(self) -> list[tuple[int, Profile, int]]:
        return [(number, profile, self._chats[number]) for profile, number in self._numbers.items()]


def gather(
    connection: Connection,
    index: str,
    *,
    provinces: Collection[str] | None = None,
    wrong: Sequence[int] = (),
    ordinary: bool = True,
) -> tuple[list[Recipient], list[int]]:
    """Return the recipients and the number of each one's profile, for ``enqueue`` in the same transaction.

    ``provinces`` are those the release speaks of, None means all. ``wrong`` are the alerts, oldest first, that told
    what is now corrected or withdrawn: whoever had one of them is told so. ``ordinary`` says whether the
    others are told, too.
    """
    for name, columns in TABLES.items():
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")
        connection.exec_driver_sql(f"CREATE TEMP TABLE {name} {columns}")
    profiles = Profiles()
    _driver(connection).create_function("profile", 4, profiles.number)
    for alert in wrong:
        connection.exec_driver_sql(SEEN, (alert,))
    told = json.dumps(sorted(provinces)) if provinces is not None else None
    values = {"index": index, "provinces": told}
    if wrong:
        connection.exec_driver_sql(THEIRS, values)
        connection.exec_driver_sql(SAW)
    if ordinary:
        connection.exec_driver_sql(ORDINARY, values)
    return _listeners(connection, profiles)


def _listeners(connection: Connection, profiles: Profiles) -> tuple[list[Recipient], list[int]]:
    counted = profiles.counted()
    texts = {
        row[0]: (row[1], tuple(row[2].split(";")) if row[2] else (), row[3])
        for row in connection.exec_driver_sql(
            "SELECT t.id, a.release, t.provinces, a.kind FROM alert_text t JOIN alert a ON a.id = t.alert"
            " WHERE t.id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted({profile[3] for _, profile, _ in counted})),),
        )
    }
    listeners: list[Recipient] = []
    numbers: list[int] = []
    for number, (language, kind, written, text), chats in counted:
        follows = read_follows(written)
        if text and follows and not any(follow.corrections for follow in follows):
            continue
        heard, provinces, heard_as = texts[text] if text else ("", (), "")
        listeners.append(Recipient(language, kind, follows, heard, provinces, chats, heard_as))
        numbers.append(number)
    return listeners, numbers


def read_follows(written: str) -> tuple[Interest, ...]:
    """Read what FOLLOWERS writes; a province that is followed twice gets the wider of both options."""
    found: dict[str, Interest] = {}
    for part in written.split(";") if written else ():
        province, move, corrections = part.split(" ")
        follow = Interest(province, int(move), corrections == "1")
        if before := found.get(province):
            least = min(before.min_move, follow.min_move)
            follow = Interest(province, least, before.corrections or follow.corrections)
        found[province] = follow
    return tuple(found.values())


def enqueue(
    connection: Connection,
    alert: int,
    listeners: Sequence[Recipient],
    profiles: Sequence[int],
    mails: Mails,
    now: dt.datetime,
) -> int:
    """Write each distinct text once, and one row for each chat whose recipient gets a mail; returns how many rows."""
    texts: dict[tuple[str, Mail], int] = {}
    values: list[tuple[int, int]] = []
    for listener, profile, mail in zip(listeners, profiles, mails, strict=True):
        if mail is not None:
            key = (listener.language, mail)
            if key not in texts:
                texts[key] = _put_text(connection, alert, *key)
            values.append((profile, texts[key]))
    connection.exec_driver_sql("INSERT INTO temp.mail VALUES (?, ?)", values)
    windows = connection.exec_driver_sql("SELECT DISTINCT quiet FROM temp.hearing").scalars().all()
    held_until = [(quiet, _not_before(quiet, now)) for quiet in windows]
    connection.exec_driver_sql("INSERT INTO temp.quiet VALUES (?, ?)", held_until)
    rows = connection.exec_driver_sql(ROWS, {"alert": alert}).rowcount
    connection.exec_driver_sql("UPDATE alert SET total = ? WHERE id = ?", (rows, alert))
    changes = Changes()
    paused = (
        "SELECT h.paused, count(*) FROM temp.hearing h JOIN outbox o"
        " ON o.alert = ? AND o.platform = h.platform AND o.chat = h.chat"
        " WHERE h.paused IS NOT NULL GROUP BY 1"
    )
    for reason, count in connection.exec_driver_sql(paused, (alert,)):
        changes.add(alert, "held", reason, count)
    changes.write(connection)
    return rows


def clear(connection: Connection) -> None:
    """Free the room that the temporary tables and the profiles take."""
    _driver(connection).create_function("profile", 4, None)
    for name in TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _not_before(quiet: int, now: dt.datetime) -> int:
    until = quiet_until(*divmod(quiet, 1440), now) if quiet >= 0 else None
    return stamp(until) if until else 0


def _put_text(connection: Connection, alert: int, language: str, mail: Mail) -> int:
    parts = "\0".join((language, mail.html, mail.buttons, ";".join(mail.provinces)))
    values = (
        alert,
        language,
        hashlib.sha256(parts.encode()).hexdigest()[:32],
        mail.html,
        mail.buttons,
        ";".join(mail.provinces),
    )
    found = connection.exec_driver_sql(
        "INSERT INTO alert_text (alert, language, hash, html, buttons, provinces)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        values,
    )
    return int(found.scalar_one())
