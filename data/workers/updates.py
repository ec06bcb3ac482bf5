"""What Telegram delivered, as work that the workers of one bot share: each update is kept, then held by one worker
until it is done, and those of one chat are done in order, whoever does them.

A chat belongs to the worker that holds any of its updates. Another worker gets those that come later only when none is
held any more; with it comes what the database knows of the chat, so that nobody answers from what was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    or_,
    select,
    text,
    update,
)

from data.chats.chats import CHAT_COLUMNS, chat_in
from data.database import Database
from data.db.engines import UPDATES, idiom_of
from data.db.schema import chat as chat_table
from data.db.schema_workers import chat_memory, update_received
from data.db.types import stamp
from data.model.chats import TELEGRAM, Chat
from data.received import CLEAR, CLEARED_EVERY, KEPT, NewUpdate, batched, insert_new

TRIES: Final = 5
"""How often an update is begun again, each time by itself, that was under way when its worker ended."""
REMEMBERED_FOR: Final = dt.timedelta(days=1)
"""How long what was shown in a chat is remembered."""


@dataclass(frozen=True, slots=True)
class HeldUpdate:
    """An update that this worker holds now: its number, JSON and chat (None where it is of none), and how often it was
    under way when its worker ended.
    """

    id: int
    content: str
    chat: int | None
    resumed: int


@dataclass(frozen=True, slots=True)
class ChatState:
    """What the database knows of a chat: what it chose, if anything, and what is remembered of each person in it (and,
    as person 0, of the chat itself).
    """

    known: tuple[Chat, dt.datetime] | None
    memory: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What a worker has to write: what it received (by number), the numbers of what it finished and of what it begins
    again, and what is to be remembered of a chat and a person in it ('' for nothing any more). ``holding`` is given
    where it may hold more than it knows, because it did not learn what came of a turn: all but this is set free.
    ``chats`` are those of which it holds updates.
    """

    received: Mapping[int, NewUpdate]
    done: Collection[int] = ()
    begun: Collection[int] = ()
    memories: Mapping[tuple[int, int], str] = field(default_factory=dict)
    holding: Collection[int] | None = None
    chats: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class WorkGiven:
    """What came of it: which numbers are new, what the worker holds from now on and what is known of those chats, the
    numbers that are given up, and whether it received more than it took.
    """

    fresh: frozenset[int]
    held: tuple[HeldUpdate, ...]
    chats: Mapping[int, ChatState]
    given_up: tuple[int, ...] = ()
    more: bool = False


_TABLE: Final = update_received
_OTHER: Final = update_received.alias("other")
_ME: Final[BindParameter[str]] = bindparam("me")
_BOT: Final[BindParameter[int]] = bindparam("of")


def _unheld(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(_TABLE.c.bot == _BOT, _TABLE.c.state == "waiting", _TABLE.c.holder.is_(None), *more)


# Of each chat only its first update is taken so, and only while nobody holds any of the chat's; what follows it comes
# with it (``FOLLOWING``). A row that another takes at this moment is locked, and what follows it is no first one.
FIRST = (
    select(_TABLE.c.id, _TABLE.c.chat)
    .where(
        _unheld(
            or_(
                _TABLE.c.chat.is_(None),
                ~select(_OTHER.c.id)
                .where(
                    _OTHER.c.bot == _TABLE.c.bot,
                    _OTHER.c.state == "waiting",
                    _OTHER.c.chat == _TABLE.c.chat,
                    or_(_OTHER.c.id < _TABLE.c.id, _OTHER.c.holder.is_not(None)),
                )
                .exists(),
            )
        )
    )
    .order_by(_TABLE.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
FOLLOWING = (
    select(_TABLE.c.id)
    .where(
        _unheld(
            _TABLE.c.chat.in_(bindparam("chats", expanding=True)),
            ~select(_OTHER.c.id)
            .where(
                _OTHER.c.bot == _TABLE.c.bot,
                _OTHER.c.state == "waiting",
                _OTHER.c.chat == _TABLE.c.chat,
                _OTHER.c.holder != _ME,
            )
            .exists(),
        )
    )
    .order_by(_TABLE.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
TAKE = update(_TABLE).where(_TABLE.c.bot == _BOT, _TABLE.c.id.in_(bindparam("ids", expanding=True))).values(holder=_ME)
TAKEN = (
    select(_TABLE.c.id, _TABLE.c.content, _TABLE.c.chat, _TABLE.c.resumed)
    .where(_TABLE.c.bot == _BOT, _TABLE.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_TABLE.c.id)
)
MINE = and_(_TABLE.c.bot == _BOT, _TABLE.c.id.in_(bindparam("ids", expanding=True)), _TABLE.c.holder == _ME)
FREE_OTHERS = (
    update(_TABLE)
    .where(_TABLE.c.bot == _BOT, _TABLE.c.state == "waiting", _TABLE.c.holder == _ME)
    .where(_TABLE.c.id.not_in(bindparam("ids", expanding=True)))
    .values(holder=None)
)
DONE = update(_TABLE).where(MINE).values(state="done", content=None, chat=None, holder=None)
BEGUN = update(_TABLE).where(MINE).values(resumed=_TABLE.c.resumed + 1)
CHATS = select(*CHAT_COLUMNS).where(
    chat_table.c.platform == bindparam("platform"), chat_table.c.id.in_(bindparam("ids", expanding=True))
)
MEMORIES = select(chat_memory.c.chat, chat_memory.c.person, chat_memory.c.content).where(
    chat_memory.c.platform == bindparam("platform"),
    chat_memory.c.chat.in_(bindparam("ids", expanding=True)),
    chat_memory.c.at > bindparam("since"),
)
REMEMBER = (
    "INSERT INTO chat_memory (platform, chat, person, at, content) VALUES {}"
    " ON CONFLICT (platform, chat, person) DO UPDATE SET at = excluded.at, content = excluded.content"
)
FORGET_ONE = delete(chat_memory).where(
    chat_memory.c.platform == bindparam("of"),
    chat_memory.c.chat == bindparam("in"),
    chat_memory.c.person == bindparam("who"),
)
FORGET = delete(chat_memory).where(chat_memory.c.at <= bindparam("before"))


class SharedUpdates:
    """The updates of one bot (its id at Telegram), and the work on them. Every method is one transaction.

    The clock is the caller's: ``now`` has a time zone.
    """

    def __init__(self, database: Database, bot: int, *, platform: str = TELEGRAM) -> None:
        self._database = database
        self._bot = bot
        self._platform = platform
        self._cleared: dt.datetime | None = None

    async def turn(self, worker: str, work: WorkDone, most: int, now: dt.datetime) -> WorkGiven:
        """Write what a worker did, and give it at most ``most`` updates to do. What it finished counts only where it
        held it: of what was set free, because the worker did not live, another knows better.
        """
        clear = self._cleared is None or now - self._cleared >= CLEARED_EVERY
        given = await self._database.apart(lambda connection: self._turn(connection, worker, work, most, now, clear))
        if clear:
            self._cleared = now
        return given

    def _turn(
        self, connection: Connection, worker: str, work: WorkDone, most: int, now: dt.datetime, clear: bool
    ) -> WorkGiven:
        fresh = insert_new(connection, self._bot, work.received, now)
        for change, numbers in ((BEGUN, work.begun), (DONE, work.done)):
            for some in batched(numbers):
                connection.execute(change, {"of": self._bot, "me": worker, "ids": list(some)})
        self._remember(connection, work.memories, now)
        if work.holding is not None:
            connection.execute(FREE_OTHERS, {"of": self._bot, "me": worker, "ids": list(work.holding)})
        if clear:
            connection.execute(CLEAR, {"before": stamp(now - KEPT)})
            connection.execute(FORGET, {"before": now - REMEMBERED_FOR})
        rows = self._take(connection, worker, work.chats, most)
        given_up = tuple(row.id for row in rows if row.resumed > TRIES)
        if given_up:
            connection.execute(DONE, {"of": self._bot, "me": worker, "ids": list(given_up)})
        held = tuple(HeldUpdate(row.id, row.content, row.chat, row.resumed) for row in rows if row.resumed <= TRIES)
        more = not fresh <= {row.id for row in rows}
        if more:
            idiom_of(connection).call_out(connection, UPDATES)
        chats = self._states(connection, {one.chat for one in held if one.chat is not None}, now)
        return WorkGiven(fresh, held, chats, given_up, more)

    def _take(
        self, connection: Connection, worker: str, chats: Collection[int], most: int
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        """Hold as many as may be: what follows in the worker's chats, then the first of others, then what follows."""
        taken = list[int]()
        values: dict[str, Any] = {"of": self._bot, "me": worker}

        def take(query: Select[Any], **more: Any) -> Sequence[Row[Any]]:
            if len(taken) >= most:
                return ()
            rows = connection.execute(query, values | more | {"most": most - len(taken)}).all()
            if rows:
                taken.extend(row.id for row in rows)
                connection.execute(TAKE, values | {"ids": [row.id for row in rows]})
            return rows

        if chats:
            take(FOLLOWING, chats=list(chats))
        first = {row.chat for row in take(FIRST)} - {None}
        if first:
            take(FOLLOWING, chats=list(first))
        return connection.execute(TAKEN, {"of": self._bot, "ids": taken}).all() if taken else ()

    def _states(self, connection: Connection, chats: Collection[int], now: dt.datetime) -> dict[int, ChatState]:
        if not chats:
            return {}
        these = {"platform": self._platform, "ids": list(chats)}
        known = {found[0].id: found for found in map(chat_in, connection.execute(CHATS, these))}
        since = {"since": now - REMEMBERED_FOR}
        memories: dict[int, dict[int, str]] = {chat: {} for chat in chats}
        for row in connection.execute(MEMORIES, these | since):
            memories[row.chat][row.person] = row.content
        return {chat: ChatState(known.get(chat), memories[chat]) for chat in chats}

    def _remember(self, connection: Connection, memories: Mapping[tuple[int, int], str], now: dt.datetime) -> None:
        kept = {key: content for key, content in memories.items() if content}
        for some in batched(kept.items()):
            values: dict[str, object] = {"platform": self._platform, "now": stamp(now)}
            for at, ((chat, person), content) in enumerate(some):
                values |= {f"chat{at}": chat, f"person{at}": person, f"content{at}": content}
            rows = ", ".join(f"(:platform, :chat{at}, :person{at}, :now, :content{at})" for at in range(len(some)))
            connection.execute(text(REMEMBER.format(rows)), values)
        for chat, person in memories.keys() - kept.keys():
            connection.execute(FORGET_ONE, {"of": self._platform, "in": chat, "who": person})
