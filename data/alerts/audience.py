"""Who is told of a release, and the rows of the outbox for them. It is done in SQL: a million chats never come to
Python.

``gather`` finds the chats and what decides the message of each. Chats that are alike in this share a profile (a
Recipient). ``enqueue`` takes one message for each profile and writes one row for each chat. In between, all stands in
temporary tables of the connection, made in each engine's own way (``data.db.engines.AudienceTables``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, text

from data.alerts.model import Interest, Mail, Mails, Recipient
from data.alerts.progress import Changes
from data.alerts.quiet_hours import quiet_until
from data.db.engines import idiom_of
from data.db.types import stamp

PUT_TEXT = text(
    "INSERT INTO alert_text (alert, language, hash, html, buttons, provinces)"
    " VALUES (:alert, :language, :hash, :html, :buttons, :provinces) RETURNING id"
)
COUNT_ALL = text("UPDATE alert SET total = :rows WHERE id = :alert")


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
    audience = idiom_of(connection).audience
    audience.make(connection)
    for alert in wrong:
        audience.seen(connection, alert)
    told = sorted(provinces) if provinces is not None else None
    if wrong:
        audience.saw(connection, index, told)
    if ordinary:
        audience.others(connection, index, told)
    texts = {
        id: (release, tuple(words.split(";")) if words else (), kind)
        for id, release, words, kind in (audience.wrong_texts(connection) if wrong else ())
    }
    listeners: list[Recipient] = []
    numbers: list[int] = []
    for number, (language, kind, written, seen), chats in audience.profiles(connection):
        follows = read_follows(written)
        if seen and follows and not any(follow.corrections for follow in follows):
            continue
        heard, its, heard_as = texts[seen] if seen else ("", (), "")
        listeners.append(Recipient(language, kind, follows, heard, its, chats, heard_as))
        numbers.append(number)
    return listeners, numbers


def read_follows(written: str) -> tuple[Interest, ...]:
    """Read what an audience writes; a province that is followed twice gets the wider of both options."""
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
    audience = idiom_of(connection).audience
    quiet = [(window, _not_before(window, now)) for window in audience.windows(connection)]
    rows = audience.write(connection, alert, values, quiet)
    connection.execute(COUNT_ALL, {"rows": rows, "alert": alert})
    changes = Changes()
    for reason, count in audience.paused(connection, alert):
        changes.add(alert, "held", reason, count)
    changes.write(connection)
    return rows


def clear(connection: Connection) -> None:
    """Free the room that the temporary tables take."""
    idiom_of(connection).audience.clear(connection)


def _not_before(quiet: int, now: dt.datetime) -> int:
    until = quiet_until(*divmod(quiet, 1440), now) if quiet >= 0 else None
    return stamp(until) if until else 0


def _put_text(connection: Connection, alert: int, language: str, mail: Mail) -> int:
    parts = "\0".join((language, mail.html, mail.buttons, ";".join(mail.provinces)))
    values = {
        "alert": alert,
        "language": language,
        "hash": hashlib.sha256(parts.encode()).hexdigest()[:32],
        "html": mail.html,
        "buttons": mail.buttons,
        "provinces": ";".join(mail.provinces),
    }
    return int(connection.execute(PUT_TEXT, values).scalar_one())
