"""Messages that are worded chat by chat, written to the outbox: those about tasks, whose followers number thousands and
not a million. A release goes by ``data.alerts.audience``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, insert, select, text

from data.alerts.model import Addressee, Mail
from data.alerts.progress import Changes
from data.alerts.quiet_hours import quiet_until
from data.db import schema
from data.db.engines import idiom_of
from data.db.schema_alerts import alert_text, outbox
from data.db.types import stamp

AT_ONCE = 500
"""So many texts or chats are named in one query."""
NAMES = ("alert", "platform", "chat", "thread", "text", "state", "not_before", "reason")
ADD_TO_TOTAL = text("UPDATE alert SET total = total + :rows WHERE id = :alert")
HAVE_IT = text("SELECT chat FROM outbox WHERE alert = :alert AND platform = :platform AND chat IN :chats").bindparams(
    bindparam("chats", expanding=True)
)
ADDRESS = (
    schema.chat.c.language,
    schema.chat.c.kind,
    schema.chat.c.quiet_from,
    schema.chat.c.quiet_to,
    schema.chat.c.paused_at,
    schema.chat.c.paused_reason,
)
"""What of a chat says how it is written to, in the order in which ``addressee`` takes it."""


def addressee(platform: str, chat: int, thread: int | None, address: Sequence[object]) -> Addressee:
    """The chat of a row; all of ``address`` is None for one that is not known."""
    language, kind, quiet_from, quiet_to, paused_at, why = address
    assert quiet_from is None or isinstance(quiet_from, int)
    assert quiet_to is None or isinstance(quiet_to, int)
    paused = str(why or "paused") if paused_at is not None else ""
    return Addressee(platform, chat, thread, str(language or ""), str(kind or "private"), quiet_from, quiet_to, paused)


def post(connection: Connection, alert: int, letters: Iterable[tuple[Addressee, Mail]], now: dt.datetime) -> int:
    """Write one row of the alert for each chat that has none of it yet; returns how many. Each distinct text of a
    language is written once, also over several calls.
    """
    every = list(letters)
    have = _have(connection, alert, [one for one, _ in every])
    fresh = {(one.platform, one.chat): (one, mail) for one, mail in every if (one.platform, one.chat) not in have}
    if not fresh:
        return 0
    texts = _texts(connection, alert, {(one.language, mail) for one, mail in fresh.values()})
    quiet: dict[tuple[int | None, int | None], int] = {}
    rows: list[tuple[object, ...]] = []
    held: Counter[str] = Counter()
    for one, mail in fresh.values():
        hours = (one.quiet_from, one.quiet_to)
        if hours not in quiet:
            until = quiet_until(*hours, now)
            quiet[hours] = stamp(until) if until else 0
        state = "held" if one.paused else "pending"
        held[one.paused] += bool(one.paused)
        text_id = texts[one.language, mail]
        rows.append((alert, one.platform, one.chat, one.thread, text_id, state, quiet[hours], one.paused or None))
    # The alert and its texts were written, or read, in this transaction: on a server nobody else looks (postgresql.py).
    idiom_of(connection).put(connection, outbox, NAMES, rows)
    connection.execute(ADD_TO_TOTAL, {"rows": len(rows), "alert": alert})
    changes = Changes()
    for why, count in held.items():
        changes.add(alert, "held", why, count)
    changes.write(connection)
    return len(rows)


def _have(connection: Connection, alert: int, chats: Sequence[Addressee]) -> set[tuple[str, int]]:
    """Which of these chats have a row of the alert."""
    found: set[tuple[str, int]] = set()
    for platform in {one.platform for one in chats}:
        ids = [one.chat for one in chats if one.platform == platform]
        for start in range(0, len(ids), AT_ONCE):
            values = {"alert": alert, "platform": platform, "chats": ids[start : start + AT_ONCE]}
            found.update((platform, id) for id in connection.scalars(HAVE_IT, values))
    return found


def _texts(connection: Connection, alert: int, wanted: Iterable[tuple[str, Mail]]) -> dict[tuple[str, Mail], int]:
    """The number of each text, written where it is not there yet."""
    hashes = {key: _hash(*key) for key in wanted}
    missing = {hash: key for key, hash in hashes.items()}
    known: dict[str, int] = {}
    for again in (False, True):
        every = [hash for hash in missing if hash not in known]
        if again and every:
            connection.execute(insert(alert_text), [_row(alert, hash, *missing[hash]) for hash in every])
        for start in range(0, len(every), AT_ONCE):
            of = alert_text.c
            query = select(of.hash, of.id).where(of.alert == alert, of.hash.in_(every[start : start + AT_ONCE]))
            known.update((row.hash, row.id) for row in connection.execute(query))
    return {key: known[hash] for key, hash in hashes.items()}


def _row(alert: int, hash: str, language: str, mail: Mail) -> dict[str, object]:
    return {
        "alert": alert,
        "language": language,
        "hash": hash,
        "html": mail.html,
        "buttons": mail.buttons,
        "provinces": mail.provinces,
    }


def _hash(language: str, mail: Mail) -> str:
    parts = "\0".join((language, mail.html, mail.buttons, ";".join(mail.provinces)))
    return hashlib.sha256(parts.encode()).hexdigest()[:32]
