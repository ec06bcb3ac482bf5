"""Many chats that follow tasks, written at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, insert

from data.db import schema
from data.db.schema_tasks import task_subscription

FIRST = 100_000
"""The id of the first of them."""


def follow_many(connection: Connection, provinces: Sequence[str], chats: int, now: dt.datetime) -> None:
    """So many private chats, three of four in Vietnamese: each follows a province in turn, every fourth only the tasks
    of one agency, every fifth only those for PAPI, and every tenth a second province.
    """
    rows, follows = [], []
    for n in range(chats):
        id = FIRST + n
        rows.append(
            {"id": id, "kind": "private", "language": "en" if n % 4 == 0 else "vi", "created": now, "seen": now}
        )
        agency = "department-home-affairs" if n % 4 == 1 else ""
        index = "papi" if n % 5 == 0 else ""
        values = {"chat": id, "agency": agency, "index": index, "created": now}
        follows.append({**values, "province": provinces[n % len(provinces)]})
        if n % 10 == 0 and len(provinces) > 7:
            follows.append({**values, "province": provinces[(n + 7) % len(provinces)]})
    connection.execute(insert(schema.chat), rows)
    connection.execute(insert(task_subscription), follows)
