"""Who is told of a release, in PostgreSQL's temporary tables, which go with the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from data.db.engines import Profile

COLUMNS = {
    "seen": "platform text, chat bigint, text integer, thread bigint, PRIMARY KEY (platform, chat)",
    "hearing": "place bigint GENERATED ALWAYS AS IDENTITY, platform text, chat bigint, thread bigint, language text,"
    " kind text, follows text, heard integer, quiet integer, paused text",
    "profile": "number integer, language text, kind text, follows text, heard integer, chats bigint",
    "mail": "profile integer PRIMARY KEY, text integer NOT NULL",
    "quiet": "quiet integer PRIMARY KEY, not_before bigint NOT NULL",
}
MANY = 10_000
"""Rows that change how the outbox is best read."""
DROP = text("DROP TABLE IF EXISTS " + ", ".join(f"pg_temp.{name}" for name in COLUMNS))
# Which message of the alert a chat has, or may have: a message being sent counts.
SEEN = text(
    "INSERT INTO pg_temp.seen SELECT platform, chat, text, thread FROM outbox"
    " WHERE alert = :alert AND (state IN ('sent', 'unknown', 'claimed') OR doubtful > 0)"
    " ON CONFLICT (platform, chat) DO UPDATE SET text = excluded.text, thread = excluded.thread"
)
# Chats that follow the same have the same words; the thread is the topic in which the chat first followed any of it.
FOLLOWERS = (
    "SELECT w.platform, w.chat, string_agg(w.province || ' ' || w.min_move || ' ' || CAST(w.corrections AS integer),"
    ' \';\' ORDER BY w.province COLLATE "C", w."index" COLLATE "C") AS follows,'
    " (array_agg(w.thread ORDER BY w.id))[1] AS thread"
    " FROM subscription w {seen} WHERE w.\"index\" IN ('', :index)"
    " AND (CAST(:provinces AS text[]) IS NULL OR w.province = '' OR w.province = ANY(CAST(:provinces AS text[])))"
    " {which} GROUP BY w.platform, w.chat"
)
THEIRS = FOLLOWERS.format(seen="JOIN pg_temp.seen x ON x.platform = w.platform AND x.chat = w.chat", which="")
OTHERS = FOLLOWERS.format(
    seen="LEFT JOIN pg_temp.seen x ON x.platform = w.platform AND x.chat = w.chat", which="AND x.chat IS NULL"
)
HEARING = (
    "INSERT INTO pg_temp.hearing (platform, chat, thread, language, kind, follows, heard, quiet, paused)"
    " SELECT {of}.platform, {of}.chat, {of}.thread, coalesce(c.language, ''), c.kind, {follows}, {heard},"
    " coalesce(c.quiet_from * 1440 + c.quiet_to, -1), CASE WHEN c.paused_at IS NOT NULL THEN c.paused_reason END"
)
ORDER = ' ORDER BY {of}.platform COLLATE "C", {of}.chat'
ORDINARY = text(
    HEARING.format(of="f", follows="f.follows", heard="0")
    + f" FROM ({OTHERS}) f JOIN chat c ON c.platform = f.platform AND c.id = f.chat"
    + ORDER.format(of="f")
)
# A chat that saw it is told in the topic where it was, unless it follows nothing any more or wants no corrections.
SAW = text(
    HEARING.format(of="s", follows="coalesce(f.follows, '')", heard="s.text")
    + " FROM pg_temp.seen s JOIN chat c ON c.platform = s.platform AND c.id = s.chat"
    f" LEFT JOIN ({THEIRS}) f ON f.platform = s.platform AND f.chat = s.chat"
    " WHERE f.chat IS NOT NULL OR EXISTS (SELECT 1 FROM subscription v"
    " WHERE v.platform = s.platform AND v.chat = s.chat AND v.corrections)" + ORDER.format(of="s")
)
PROFILES = text(
    "INSERT INTO pg_temp.profile SELECT row_number() OVER (ORDER BY min(place)) - 1, language, kind, follows, heard,"
    " count(*) FROM pg_temp.hearing GROUP BY language, kind, follows, heard"
)
COUNTED = text("SELECT number, language, kind, follows, heard, chats FROM pg_temp.profile ORDER BY number")
WRONG_TEXTS = text(
    "SELECT t.id, a.release, t.provinces, a.kind FROM alert_text t JOIN alert a ON a.id = t.alert"
    " WHERE t.id IN (SELECT s.text FROM pg_temp.seen s)"
)
WINDOWS = text("SELECT DISTINCT quiet FROM pg_temp.hearing")
MAIL = text("INSERT INTO pg_temp.mail (profile, text) VALUES (:profile, :text)")
QUIET = text("INSERT INTO pg_temp.quiet (quiet, not_before) VALUES (:quiet, :not_before)")
# No reference of the outbox is looked up row by row (see data/db/postgresql.py): alert and text come from their tables.
ROWS = text(
    "INSERT INTO outbox (alert, platform, chat, thread, text, state, not_before, reason)"
    " SELECT a.id, h.platform, h.chat, h.thread, t.id,"
    " CASE WHEN h.paused IS NULL THEN 'pending' ELSE 'held' END, q.not_before, h.paused FROM pg_temp.hearing h"
    " JOIN pg_temp.profile p USING (language, kind, follows, heard) JOIN pg_temp.mail m ON m.profile = p.number"
    " JOIN alert_text t ON t.id = m.text JOIN alert a ON a.id = t.alert AND a.id = :alert"
    " JOIN pg_temp.quiet q ON q.quiet = h.quiet ORDER BY h.place"
)
PAUSED = text(
    "SELECT reason, count(*) FROM outbox WHERE alert = :alert AND state = 'held' AND reason IS NOT NULL GROUP BY 1"
)


class PostgresqlAudience:
    """See ``engines.AudienceTables``."""

    def make(self, connection: Connection) -> None:
        self.clear(connection)
        for name, columns in COLUMNS.items():
            connection.execute(text(f"CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP"))

    def seen(self, connection: Connection, alert: int) -> None:
        connection.execute(SEEN, {"alert": alert})

    def saw(self, connection: Connection, index: str, provinces: Sequence[str] | None) -> None:
        connection.execute(SAW, {"index": index, "provinces": _array(provinces)})

    def others(self, connection: Connection, index: str, provinces: Sequence[str] | None) -> None:
        connection.execute(ORDINARY, {"index": index, "provinces": _array(provinces)})

    def profiles(self, connection: Connection) -> list[tuple[int, Profile, int]]:
        connection.execute(PROFILES)
        for name in ("hearing", "profile"):  # how many rows there are decides how they are joined
            connection.execute(text(f"ANALYZE pg_temp.{name}"))
        return [(row[0], (row[1], row[2], row[3], row[4]), row[5]) for row in connection.execute(COUNTED)]

    def wrong_texts(self, connection: Connection) -> Iterable[tuple[int, str, str, str]]:
        return ((row[0], row[1], row[2], row[3]) for row in connection.execute(WRONG_TEXTS))

    def windows(self, connection: Connection) -> Sequence[int]:
        return connection.scalars(WINDOWS).all()

    def write(
        self, connection: Connection, alert: int, mails: Sequence[tuple[int, int]], quiet: Sequence[tuple[int, int]]
    ) -> int:
        if mails:
            connection.execute(MAIL, [{"profile": profile, "text": text} for profile, text in mails])
        if quiet:
            connection.execute(QUIET, [{"quiet": window, "not_before": until} for window, until in quiet])
        rows = connection.execute(ROWS, {"alert": alert}).rowcount
        if rows >= MANY:  # else every claim would be planned for a table that is nearly empty, until the server looks
            connection.execute(text("ANALYZE outbox"))
        return rows

    def paused(self, connection: Connection, alert: int) -> Iterable[tuple[str, int]]:
        return ((row[0], row[1]) for row in connection.execute(PAUSED, {"alert": alert}))

    def clear(self, connection: Connection) -> None:
        connection.execute(DROP)


def _array(provinces: Sequence[str] | None) -> list[str] | None:
    return None if provinces is None else list(provinces)
