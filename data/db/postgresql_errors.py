"""What a PostgreSQL server or psycopg says went wrong, as errors of ours. A server's own words are not passed on: they
are in its language, not the reader's.
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from data.db.location import damaged
from data.errors import DatabaseBusy, DatabaseFull, DatabaseLost, DatabaseRefused, DatabaseTrouble

BUSY = ("55P03", "40001", "40P01", "53300", "57P03")
"""Somebody else has the lock, or all connections, or the server is just starting."""
FULL = ("53100", "53200")
BROKEN = ("42P01", "42703", "XX001", "XX002")
LOST = ("57P01", "57P02", "57P05", "25P03")
PASSWORD, LOGIN, NO_DATABASE = ("28P01",), ("28000",), ("3D000",)
OTHER = "Name a file or another database with CHISOTINH_DATABASE."


def told(error: BaseException, shown: str, *, opened: bool) -> DatabaseRefused | DatabaseTrouble | None:
    """Our error for one of psycopg's or SQLAlchemy's; None for one that is nobody's fault but the program's.

    ``opened``: the database was open before, so that a server that does not answer is trouble that passes.
    """
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    state = getattr(cause, "sqlstate", None) or _state(str(cause))
    if state in BUSY:
        return DatabaseBusy(f"{shown}: others are writing to the database, or use all of its connections; try again")
    if state in FULL:
        return DatabaseFull(f"{shown}: no room left on the server; nothing was written")
    if state in BROKEN:
        return damaged(shown, str(cause).splitlines()[0])
    if state in LOST or state.startswith("08") or (opened and not state and _is_connection(error, cause)):
        return DatabaseLost(f"{shown}: the connection to the server was lost")
    if state in PASSWORD:
        return DatabaseRefused(shown, "does not take this user's password", OTHER, kind="password")
    if state in LOGIN:
        return DatabaseRefused(shown, "does not let this user in", OTHER, kind="login")
    if state in NO_DATABASE:
        return DatabaseRefused(shown, "is not there: the server has no such database", OTHER, kind="no_database")
    if state == "42501":
        return DatabaseRefused(shown, "this user may not make or change its tables", OTHER, kind="rights")
    if state == "25006":
        return DatabaseRefused(shown, "can only be read: the server is a standby", OTHER, kind="read_only")
    if not state and isinstance(error, DBAPIError) and error.statement is None and _is_of_options(cause):
        return DatabaseRefused(shown, "is not the address of a database", OTHER, kind="address")
    if not state and _is_connection(error, cause):
        return DatabaseRefused(shown, "cannot be reached: no server answers there", OTHER, kind="server")
    return None


def _is_connection(error: BaseException, cause: BaseException) -> bool:
    from psycopg import InterfaceError, OperationalError

    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(cause, OperationalError | InterfaceError)


def _is_of_options(cause: BaseException) -> bool:
    """Whether psycopg does not understand what the address says after ``?``."""
    from psycopg import ProgrammingError

    return isinstance(cause, ProgrammingError)


def _state(said: str) -> str:
    """The code of what a server said when it refused a connection, for which psycopg has none; '' if it said nothing.

    Its words are English unless an administrator chose otherwise; then it counts as a user that is not let in.
    """
    if "FATAL:" not in said and "no password supplied" not in said:
        return ""
    for words, state in (
        (("password authentication failed", "no password supplied", "empty password"), "28P01"),
        (("database", "does not exist"), "3D000"),
        (("too many", "remaining connection slots", "starting up", "shutting down", "not yet accepting"), "53300"),
    ):
        wanted = all if state == "3D000" else any
        if wanted(word in said for word in words):
            return state
    return "28000"
