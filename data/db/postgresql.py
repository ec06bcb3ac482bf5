"""PostgreSQL: a database on a server, its connections over psycopg, its idiom, and its errors in plain words.

One transaction writes at a time, as with SQLite: each begins by taking the writers' turn, a lock on a table that
readers never wait for. So whatever a task reads still holds when it writes, whichever worker it runs in. Readers see
the data as of one moment. No advisory locks, no prepared statements: any pooler may stand in between.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path
from sqlalchemy import Connection, Engine, ForeignKeyConstraint, Table, TextClause, create_engine, event, make_url, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool

from data.db.address import ServerAddress
from data.db.engines import AudienceTables, Standing, State
from data.db.location import make_folder
from data.db.postgresql_audience import PostgresqlAudience
from data.db.postgresql_errors import told
from data.db.types import moment
from data.db.versions import Versions
from data.errors import DatabaseRefused, TablesInUse

if TYPE_CHECKING:
    from data.db.condition import Condition

CONNECTIONS, MORE = 5, 15
"""Connections that a process keeps, and how many more it opens while all are in use; each costs the server memory."""
TIMES = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""Seconds until an unreachable server is given up, and how a dead connection is noticed."""
MARK = "chisotinh"
"""The comment on the table of versions that marks a database as ours."""
TABLES = text(
    "SELECT c.relname, obj_description(c.oid, 'pg_class') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm')"
    " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
)
ROOM = text(
    "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
DUE_IN_ORDER = (
    "DROP INDEX ix_outbox_due",
    "CREATE INDEX ix_outbox_due ON outbox (platform, not_before, id) WHERE state = 'pending'",
)
"""SQLite's indices hold the number of the row by themselves; without it every claim would sort all that is due."""
MADE_MEANWHILE = ("23505", "42P07", "42710")
"""What the server says where another made the table, its name or its type at the same moment."""
CONDITION = text(
    "SELECT pg_database_size(current_database()), NOT pg_is_in_recovery(),"
    " (SELECT count(*) FROM outbox WHERE state IN ('pending', 'claimed')), (SELECT max(at) FROM audit)"
)
SENDER = text("SELECT holder, until FROM sender_lease ORDER BY until DESC LIMIT 1")
WITHOUT_TEXT = text(
    "SELECT o.id FROM outbox o LEFT JOIN alert_text t ON t.id = o.text AND t.alert = o.alert WHERE t.id IS NULL"
    " ORDER BY o.id LIMIT 100"
)
STANDS = 100
"""Milliseconds for which a change of tables waits for those who read them, before it lets them go first."""
IN_USE = ("55P03", "40P01")
"""What the server says where a lock was not to be had in that time, or two waited for each other."""
CHANNEL = "chisotinh"
CALL_OUT = text("SELECT pg_notify(:channel, :word)")
PATIENT = "SET LOCAL idle_in_transaction_session_timeout = 5000"
APART = "SET LOCAL idle_in_transaction_session_timeout = 2000"
"""A process that froze in the middle of writing must not hold the others up: the server ends its transaction, what is
apart within the time for which a worker is believed to live.
"""
TURN = "LOCK TABLE alembic_version IN EXCLUSIVE MODE"


@compiles(ForeignKeyConstraint, "postgresql")
def _reference(element: ForeignKeyConstraint, compiler: Any, **more: Any) -> str | None:
    """Every reference may be looked at when the transaction is committed, as ``defer_foreign_keys`` asks.

    None for those of the outbox: the server would look up the alert and the text of each row by itself, which takes
    two thirds of the time of a million rows. The statement that writes them takes the text from its table, alerts and
    texts are never deleted, and ``faults`` looks for rows without.
    """
    if element.table.name == "outbox":
        return None
    return f"{compiler.visit_foreign_key_constraint(element, **more)} DEFERRABLE INITIALLY IMMEDIATE"


class PostgresqlServer:
    """A database on a server as a DatabaseSite."""

    def __init__(self, address: ServerAddress) -> None:
        try:
            import psycopg  # noqa: F401 - without it there is no way to any server
        except ImportError:
            advice = "Install it: pip install 'chisotinh[postgres]'"
            raise DatabaseRefused(str(address), "needs psycopg, which is not installed", advice, kind="extra") from None
        self.shown = str(address)
        self.shared = True
        self._url = make_url(address.url)
        where = (self._url.host, self._url.port, self._url.query.get("host"), self._url.database)
        digest = hashlib.sha256(repr(where).encode()).hexdigest()[:12]
        self.path: Path = user_data_path("chisotinh") / f"postgresql-{digest}"
        self._opened = False

    def look(self) -> State:
        return "perhaps"

    def make_private(self) -> None:
        make_folder(self.path)

    def make_room(self) -> None:
        make_folder(self.path)
        with self.plainly(), self.plain_engine(10.0).connect() as connection:
            if POSTGRESQL.standing(connection) is not None:
                return
            try:
                connection.execute(ROOM)
                connection.commit()
            except DBAPIError as error:  # two that do this at the same moment: one fails, and the table is there
                if getattr(error.orig, "sqlstate", None) not in MADE_MEANWHILE:
                    raise

    def verify(self) -> None:
        """Nothing to do: a database that is in use cannot be taken away."""

    def engine(self, wait: float) -> AsyncEngine:
        size = {"pool_size": CONNECTIONS, "max_overflow": MORE, "pool_pre_ping": True}
        engine = create_async_engine(self._url, **self._usual(), **size)
        _listen(engine.sync_engine, wait)
        self._opened = True
        return engine

    def plain_engine(
        self, wait: float, *, building: bool = False, unchecked: bool = False, apart: bool = False
    ) -> Engine:
        options = self._usual() | ({"isolation_level": "READ COMMITTED"} if apart else {})
        engine = create_engine(self._url, **options, poolclass=NullPool)
        _listen(engine, wait, turns=not apart, patient=not building)
        return engine

    async def wakeups(self) -> AsyncGenerator[str]:
        """Listens on a connection of its own, which a pooler in between would keep silent."""
        from psycopg import AsyncConnection

        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with self.plainly():
            async with await AsyncConnection.connect(address, autocommit=True, **self._arguments()) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                async for said in connection.notifies():
                    yield said.payload

    def _usual(self) -> dict[str, Any]:
        # Errors do not show parameters, as ids of chats are among them.
        return {"connect_args": self._arguments(), "hide_parameters": True, "isolation_level": "REPEATABLE READ"}

    def _arguments(self) -> dict[str, Any]:
        usual = {"prepare_threshold": None, "application_name": "chisotinh", **TIMES}
        return {name: value for name, value in usual.items() if name not in self._url.query}

    @contextmanager
    def plainly(self) -> Iterator[None]:
        from psycopg import Error

        try:
            yield
        except (DBAPIError, Error) as error:
            found = told(error, self.shown, opened=self._opened)
            if found is None:
                raise
            raise found from error

    def condition(self) -> Condition | None:
        from data.db.condition import Condition

        with self.plainly(), self.plain_engine(2.0).connect() as connection:
            standing = POSTGRESQL.standing(connection)
            if standing is None:
                return None
            fault = "" if standing.whole else "its tables are not all there"
            row = connection.execute(CONDITION).one() if not fault else (0, True, 0, None)
            lease = connection.execute(SENDER).first() if not fault else None
            return Condition(
                size=row[0],
                versions=standing,
                fault=fault,
                writable=row[1],
                sender=(lease[0], moment(lease[1])) if lease else None,
                waiting=row[2],
                newest=row[3].astimezone(dt.UTC) if row[3] else None,
            )

    def before_upgrade(self, version: str) -> Path | None:
        """None: the server has backups of its own, and a change of tables that fails leaves nothing behind."""
        return None


def _listen(engine: Engine, wait: float, *, turns: bool = True, patient: bool = True) -> None:
    before = f"{PATIENT}; " if patient else ""
    turn = f"{before}SET LOCAL lock_timeout = {max(1, round(wait * 1000))}; {TURN}"

    def connected(connection: Any, record: Any) -> None:
        from data.db.postgresql_text import NoNulls

        getattr(connection, "driver_connection", connection).adapters.register_dumper(str, NoNulls)

    def failed(context: ExceptionContext) -> None:
        """Leave out what the server says beside what went wrong: it quotes the row, with the ids of people."""
        cause, ours = context.original_exception, context.sqlalchemy_exception
        said = getattr(getattr(cause, "diag", None), "message_primary", None)
        if said:
            cause.args = (said,)
            if ours is not None:
                ours.args = (f"({type(cause).__module__}.{type(cause).__name__}) {said}",)

    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("chisotinh_writes"):
            connection.exec_driver_sql(turn if turns else APART)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    event.listen(engine, "handle_error", failed)


class PostgresqlIdiom:
    """PostgreSQL's own way."""

    def __init__(self) -> None:
        self.audience: AudienceTables = PostgresqlAudience()

    def standing(self, connection: Connection) -> Standing:
        names: dict[str, str | None] = {row[0]: row[1] for row in connection.execute(TABLES)}
        tables = ""
        if "alembic_version" in names:
            tables = connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
        if not names or (set(names) == {"alembic_version"} and not tables):
            return None
        if names.get("alembic_version") != MARK:
            url = connection.engine.url
            advice = "It was left as it is. Choose another database with CHISOTINH_DATABASE."
            shown = str(ServerAddress(url.render_as_string()))
            raise DatabaseRefused(shown, "holds tables of another program", advice, kind="foreign_server")
        if "meta" not in names:
            return Versions("", "")
        rows = connection.execute(text("SELECT key, value FROM meta"))
        return Versions.read(tables, {row.key: row.value for row in rows})

    def change_tables(self, connection: Connection, change: Callable[[], object], wait: float) -> None:
        """Whoever changes a table waits for those who read it, and holds up all who come later; and one who reads two
        tables may wait for the change that waits for them. So it never waits longer than ``STANDS``, which is far less
        than the second after which the server ends one of two that wait for each other, then lets go and tries again.
        """
        usual, deadline = connection.scalar(text("SHOW lock_timeout")), time.monotonic() + wait
        while True:
            try:
                with connection.begin_nested():
                    connection.execute(text(f"SET LOCAL lock_timeout = {STANDS}"))
                    change()
                    connection.execute(text(f"SET LOCAL lock_timeout = '{usual}'"))
                    return
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in IN_USE:
                    raise
                if time.monotonic() >= deadline:
                    shown = str(ServerAddress(connection.engine.url.render_as_string()))
                    raise TablesInUse(shown, wait) from error
            # Not in step with others who come at regular times: they would be in the way each time.
            time.sleep(random.uniform(0.1, 1.9) * STANDS / 1000)

    def mark(self, connection: Connection) -> None:
        connection.execute(text(f"COMMENT ON TABLE alembic_version IS '{MARK}'"))
        for statement in DUE_IN_ORDER:
            connection.execute(text(statement))

    def defer_foreign_keys(self, connection: Connection) -> None:
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))

    def call_out(self, connection: Connection, word: str) -> None:
        connection.execute(CALL_OUT, {"channel": CHANNEL, "word": word})

    def clock(self, connection: Connection) -> dt.datetime | None:
        found: dt.datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return found

    def put(self, connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        quote = connection.dialect.identifier_preparer.quote
        columns = ", ".join(map(quote, names))
        driver: Any = connection.connection.driver_connection
        statement = f"COPY {quote(table.name)} ({columns}) FROM STDIN"
        try:
            with driver.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        except driver.IntegrityError as error:  # without what it quotes of the row
            said = Exception(error.diag.message_primary or "refused")
            raise IntegrityError(statement, None, said, hide_parameters=True) from None

    def run_many(self, connection: Connection, statement: TextClause, rows: Sequence[Mapping[str, Any]]) -> None:
        connection.execute(statement, list(rows))

    def change(
        self,
        connection: Connection,
        table: Table,
        names: Sequence[str],
        cleared: Sequence[str],
        rows: Sequence[Mapping[str, Any]],
    ) -> None:
        # One statement: behind a pooler none stays prepared, so that the server would plan one anew for each row.
        columns = ("id", *names)
        arrays = ", ".join(f"CAST(:{name} AS {table.c[name].type.compile(connection.dialect)}[])" for name in columns)
        values = ", ".join([*(f"{name} = v.{name}" for name in names), *(f"{name} = NULL" for name in cleared)])
        statement = f"UPDATE {table.name} SET {values} FROM unnest({arrays}) AS v({', '.join(columns)})"
        connection.execute(
            text(f"{statement} WHERE {table.name}.id = v.id"), {name: [row[name] for row in rows] for name in columns}
        )

    def last_number(self, connection: Connection, table: Table) -> int:
        query = f"SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM {table.name}_id_seq"
        return connection.scalar(text(query)) or 0

    def numbered(self, connection: Connection, table: Table, last: int) -> None:
        query = text("SELECT setval(CAST(:name AS regclass), :next, false)")
        connection.execute(query, {"name": f"{table.name}_id_seq", "next": last + 1})

    def faults(self, connection: Connection, *, whole: bool) -> Iterator[tuple[str, str]]:
        """Only of the outbox: at all other references the server looks by itself, whatever is written."""
        if whole:
            for row in connection.execute(WITHOUT_TEXT):
                yield f"outbox row {row.id}", "refers to a row of alert_text that is not there"


POSTGRESQL = PostgresqlIdiom()
