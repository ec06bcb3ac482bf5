"""A group's id changes: the chat, what it follows, its feedback and its rows in the outbox move to the new id."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, text, update

from data.alerts.pause import chat_is, resume
from data.alerts.progress import Changes
from data.db import schema
from data.db.engines import idiom_of
from data.model.chats import ChatKey

FURTHEST = ("superseded", "expired", "failed", "held", "pending", "claimed", "unknown", "sent")
"""When both ids have a row of the same alert, the row whose state comes later in this list stays."""
USUAL = (1260, 420)
FOLLOWED_BY_BOTH = text(
    "DELETE FROM subscription WHERE platform = :platform AND chat = :old AND EXISTS (SELECT 1 FROM subscription n"
    " WHERE n.platform = :platform AND n.chat = :new AND n.province = subscription.province"
    ' AND n."index" = subscription."index")'
)
TASKS_FOLLOWED_BY_BOTH = text(
    "DELETE FROM task_subscription WHERE platform = :platform AND chat = :old AND EXISTS (SELECT 1"
    " FROM task_subscription n WHERE n.platform = :platform AND n.chat = :new"
    " AND n.province = task_subscription.province AND n.agency = task_subscription.agency"
    ' AND n."index" = task_subscription."index")'
)
MOVE_SUBSCRIPTIONS = text("UPDATE subscription SET chat = :new WHERE platform = :platform AND chat = :old")
MOVE_TASK_SUBSCRIPTIONS = text("UPDATE task_subscription SET chat = :new WHERE platform = :platform AND chat = :old")
MOVE_FEEDBACK = text("UPDATE feedback SET chat = :new WHERE platform = :platform AND chat = :old")
MOVE_ROWS = text("UPDATE outbox SET chat = :new WHERE platform = :platform AND chat = :old")
ROWS_OF_BOTH = text(
    "SELECT a.alert, a.id AS old_id, a.state AS old_state, a.reason AS old_reason,"
    " b.id AS new_id, b.state AS new_state, b.reason AS new_reason"
    " FROM outbox a JOIN outbox b ON b.alert = a.alert AND b.platform = a.platform AND b.chat = :new"
    " WHERE a.platform = :platform AND a.chat = :old"
)
DELETE_ROW = text("DELETE FROM outbox WHERE id = :id")


def move(connection: Connection, old: ChatKey, new: int) -> None:
    """Move everything of a chat, in the caller's transaction; doing it twice changes nothing more. If both ids are
    known, the choices of the new one win.
    """
    if old.id == new:
        return
    idiom_of(connection).defer_foreign_keys(connection)
    values = {"platform": old.platform, "old": old.id, "new": new}
    connection.execute(TASKS_FOLLOWED_BY_BOTH, values)  # before the chat, with which its rows of these would go
    connection.execute(MOVE_TASK_SUBSCRIPTIONS, values)
    _move_chat(connection, old, ChatKey(old.platform, new))
    connection.execute(FOLLOWED_BY_BOTH, values)
    connection.execute(MOVE_SUBSCRIPTIONS, values)
    _move_rows(connection, old, new)
    connection.execute(MOVE_FEEDBACK, values)
    resume(connection, ChatKey(old.platform, new))  # the chat lives, whatever was said of the old id


def _move_chat(connection: Connection, old: ChatKey, new: ChatKey) -> None:
    table = schema.chat
    before = connection.execute(select(table).where(*chat_is(old))).first()
    if before is None:
        return
    after = connection.execute(select(table).where(*chat_is(new))).first()
    if after is None:
        connection.execute(update(table).where(*chat_is(old)).values(id=new.id, kind="supergroup"))
        return
    unchanged = (after.quiet_from, after.quiet_to) == USUAL
    connection.execute(
        update(table)
        .where(*chat_is(new))
        .values(
            language=after.language or before.language,
            created=min(before.created, after.created),
            seen=max(before.seen, after.seen),
            quiet_from=before.quiet_from if unchanged else after.quiet_from,
            quiet_to=before.quiet_to if unchanged else after.quiet_to,
            title=after.title or before.title,
            home=after.home or before.home,
            tables=after.tables or before.tables,
        )
    )
    connection.execute(delete(table).where(*chat_is(old)))


def _move_rows(connection: Connection, old: ChatKey, new: int) -> None:
    values = {"platform": old.platform, "old": old.id, "new": new}
    both = connection.execute(ROWS_OF_BOTH, values).all()
    changes = Changes()
    for row in both:
        if FURTHEST.index(row.old_state) > FURTHEST.index(row.new_state):
            gone, state, reason = row.new_id, row.new_state, row.new_reason
        else:
            gone, state, reason = row.old_id, row.old_state, row.old_reason
        connection.execute(DELETE_ROW, {"id": gone})
        changes.gone(row.alert, state, reason)
    connection.execute(MOVE_ROWS, values)
    changes.write(connection)
