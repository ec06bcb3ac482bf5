"""Who is told of a release, in SQLite's temporary tables. Chats that are alike share a profile, whose number SQLite
asks a function of Python's for: finding the distinct ones afterwards takes longer.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from data.db.engines import Profile

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
WRONG_TEXTS = (
    "SELECT t.id, a.release, t.provinces, a.kind FROM alert_text t JOIN alert a ON a.id = t.alert"
    " WHERE t.id IN (SELECT text FROM temp.seen)"
)
ROWS = (
    "INSERT INTO outbox (alert, platform, chat, thread, text, state, not_before, reason)"
    " SELECT :alert, h.platform, h.chat, h.thread, m.text, CASE WHEN h.paused IS NULL THEN 'pending' ELSE 'held' END,"
    " q.not_before, h.paused FROM temp.hearing h CROSS JOIN temp.mail m ON m.profile = h.profile"
    " CROSS JOIN temp.quiet q ON q.quiet = h.quiet ORDER BY h.rowid"
)
PAUSED = (
    "SELECT h.paused, count(*) FROM temp.hearing h JOIN outbox o"
    " ON o.alert = ? AND o.platform = h.platform AND o.chat = h.chat WHERE h.paused IS NOT NULL GROUP BY 1"
)


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


class SqliteAudience:
    """See ``engines.AudienceTables``. The profiles are kept with the connection's own data."""

    def make(self, connection: Connection) -> None:
        for name, columns in TABLES.items():
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")
            connection.exec_driver_sql(f"CREATE TEMP TABLE {name} {columns}")
        profiles = connection.info["chisotinh_profiles"] = Profiles()
        _driver(connection).create_function("profile", 4, profiles.number)

    def seen(self, connection: Connection, alert: int) -> None:
        connection.exec_driver_sql(SEEN, (alert,))

    def saw(self, connection: Connection, index: str, provinces: Sequence[str] | None) -> None:
        connection.exec_driver_sql(THEIRS, _values(index, provinces))
        connection.exec_driver_sql(SAW)

    def others(self, connection: Connection, index: str, provinces: Sequence[str] | None) -> None:
        connection.exec_driver_sql(ORDINARY, _values(index, provinces))

    def profiles(self, connection: Connection) -> list[tuple[int, Profile, int]]:
        profiles: Profiles = connection.info["chisotinh_profiles"]
        return profiles.counted()

    def wrong_texts(self, connection: Connection) -> Iterable[tuple[int, str, str, str]]:
        return ((row[0], row[1], row[2], row[3]) for row in connection.exec_driver_sql(WRONG_TEXTS))

    def windows(self, connection: Connection) -> Sequence[int]:
        return connection.exec_driver_sql("SELECT DISTINCT quiet FROM temp.hearing").scalars().all()

    def write(
        self, connection: Connection, alert: int, mails: Sequence[tuple[int, int]], quiet: Sequence[tuple[int, int]]
    ) -> int:
        if mails:
            connection.exec_driver_sql("INSERT INTO temp.mail VALUES (?, ?)", list(mails))
        if quiet:
            connection.exec_driver_sql("INSERT INTO temp.quiet VALUES (?, ?)", list(quiet))
        return connection.exec_driver_sql(ROWS, {"alert": alert}).rowcount

    def paused(self, connection: Connection, alert: int) -> Iterable[tuple[str, int]]:
        return ((row[0], row[1]) for row in connection.exec_driver_sql(PAUSED, (alert,)))

    def clear(self, connection: Connection) -> None:
        connection.info.pop("chisotinh_profiles", None)
        _driver(connection).create_function("profile", 4, None)
        for name in TABLES:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def _values(index: str, provinces: Sequence[str] | None) -> dict[str, object]:
    return {"index": index, "provinces": None if provinces is None else json.dumps(provinces)}


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
