"""Who is written to because of a role in a province."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from data.alerts.mailing import ADDRESS, addressee
from data.alerts.model import Addressee
from data.db import schema
from data.db.schema_tasks import role


def holders(
    connection: Connection, platform: str, province: str, agencies: Collection[str] | None = None
) -> list[Addressee]:
    """The private chats of everybody who is an editor of the province now or, with ``agencies``, a reporter of one of
    these there; each once.
    """
    chat, of = schema.chat.c, role.c
    kind = "editor" if agencies is None else "reporter"
    query = (
        select(of.person, *ADDRESS)
        .join_from(role, schema.chat, (chat.platform == of.platform) & (chat.id == of.person), isouter=True)
        .where(of.platform == platform, of.province == province, of.kind == kind)
        .where(of.ended.is_(None), of.person.is_not(None))
        .order_by(of.id)
    )
    if agencies is not None:
        query = query.where(of.agency.in_(sorted(agencies)))
    found = {row.person: addressee(platform, row.person, None, row[1:]) for row in connection.execute(query)}
    return list(found.values())
