"""What the system, the database and publishing refuse, in the reader's language: no number of an error, no English."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from bot.i18n import N_, Html, Translator
from bot.render.refusals import refusal
from data.errors import (
    BackupRefused,
    CopyRefused,
    DatabaseBusy,
    DatabaseFull,
    DatabaseLost,
    DatabaseRefused,
    PublishingRefused,
    SeedError,
)

SYSTEM: Mapping[int, str] = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("permission is missing"),
    errno.EPERM: N_("permission is missing"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of its path is not a folder"),
    errno.EEXIST: N_("it exists already"),
    errno.ENOSPC: N_("no room left on the disk"),
    errno.EDQUOT: N_("no room left on the disk"),
    errno.EFBIG: N_("the file is too large for the disk"),
    errno.EROFS: N_("the disk can only be read"),
    errno.EIO: N_("the disk reports a fault"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.EBUSY: N_("something else is using it"),
    errno.ETXTBSY: N_("something else is using it"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.ECONNREFUSED: N_("the connection was refused"),
    errno.ECONNRESET: N_("the connection was cut off"),
    errno.EPIPE: N_("the connection was cut off"),
    errno.ENETUNREACH: N_("there is no way to that network"),
    errno.EHOSTUNREACH: N_("there is no way to that network"),
    errno.ETIMEDOUT: N_("no answer came in time"),
}
OTHER_SYSTEM = N_("the system refused it")

REFUSED: Mapping[str, str] = {
    "address": N_("{path} is not the address of a database."),
    "unfinished": N_("{path} holds a copy that is not finished."),
    "not_file": N_("{path} is a database on a server, not a file."),
    "extra": N_("{path} needs psycopg, which is not installed."),
    "server": N_("{path} cannot be reached: no PostgreSQL server answers there."),
    "password": N_("The server does not take the password of {path}, or none was given."),
    "login": N_("The server does not let the user of {path} in."),
    "no_database": N_("{path} is not there: the server has no such database."),
    "rights": N_("The user of {path} may not make or change tables there."),
    "read_only": N_("{path} can only be read: its server is a standby."),
    "foreign_server": N_("{path} holds tables of another program. It was left as it is."),
    "no_file": N_("{path} is not a file."),
    "folder": N_("{path} is a folder, not a database file."),
    "not_ordinary": N_("{path} is not an ordinary file."),
    "not_sqlite": N_("{path} is not an SQLite database, or it is damaged. It was left as it is."),
    "foreign": N_("{path} is an SQLite database of another program. It was left as it is."),
    "newer": N_("{path} was written by a newer version of this program. It was left as it is."),
    "newer_figures": N_("{path} has figures of a newer version of this program. They were left as they are."),
    "damaged": N_("{path} is damaged. It was left as it is."),
    "unreachable": N_("{path} cannot be read and written: {why}."),
    "replaced": N_("The database {path} was deleted, moved or replaced while it was in use. Nothing more is written."),
}
"""What is wrong with a database."""

ANOTHER = N_("Choose another file with CHISOTINH_DATABASE.")
ADVICE: Mapping[str, str] = {
    "address": N_("Set CHISOTINH_DATABASE to a file, or to postgresql+psycopg://user:password@host/database."),
    "unfinished": N_("Run the same `chisotinh db copy` again: it goes on where it stopped."),
    "not_file": N_("Use the backups of the server (pg_dump), or copy it into a file with `chisotinh db copy`."),
    "extra": N_("Install it with pip install 'chisotinh[postgres]'."),
    "server": N_("Check the address in CHISOTINH_DATABASE, and that the server runs and lets this machine connect."),
    "password": N_("Correct it in CHISOTINH_DATABASE, in PGPASSWORD or in ~/.pgpass."),
    "login": N_("Check the name in CHISOTINH_DATABASE and the server's pg_hba.conf."),
    "no_database": N_("Make it first (CREATE DATABASE), owned by this user."),
    "rights": N_("Make the user the owner of the database."),
    "read_only": N_("Name the primary server in CHISOTINH_DATABASE."),
    "foreign_server": N_("Choose another database with CHISOTINH_DATABASE."),
    "newer": N_("Update the program, or choose another file with CHISOTINH_DATABASE."),
    "newer_figures": N_("Do this with the newer version, or restore a backup of before with `chisotinh restore`."),
    "damaged": N_("Restore a backup with `chisotinh restore`, or move it away and a new one is built."),
    "unreachable": N_("Check the permissions, or choose another file with CHISOTINH_DATABASE."),
    "replaced": N_("Put the file back, or restore a backup with `chisotinh restore`, then start again."),
}
"""What to do; for any other kind ``ANOTHER``."""

BACKUP: Mapping[str, str] = {
    "missing": N_("{path} is not there. Nothing was done."),
    "empty": N_("{path} is empty. Nothing was done."),
    "exists": N_("{path} is there already and was kept. Choose another name, or replace it with --force."),
    "itself": N_("{path} is the database itself. Choose another file."),
    "folder": N_("{path} is a folder. Name a file in it."),
    "not_ordinary": N_("{path} is not an ordinary file. Choose another one."),
    "no_folder": N_("The folder of {path} is not there. Make it first, or choose another."),
    "in_use": N_("{path} is in use. Stop the bot and every other `chisotinh`, then try again; nothing was changed."),
    "unfit": N_("{path} does not hold all tables of this program. Nothing was changed."),
    "full": N_("There is no room for {path}. Nothing was left behind."),
}
"""Why a backup is not made or not restored, and what to do."""

COPY: Mapping[str, str] = {
    "same": N_("{source} and {target} are the same database. Name another one to copy to."),
    "no_source": N_("There is no database {source}. Nothing was done."),
    "other_version": N_("{source} has the tables of another version: run `chisotinh db upgrade` with it first."),
    "newer": N_("{source} has tables of a newer version, of which this program knows only a part: copy with that one."),
    "unfinished": N_("{source} is itself a copy that is not finished. Finish that one first."),
    "in_use": N_("A bot that runs sends alerts from {source}. Stop it first, or they may go out twice."),
    "not_empty": N_("{target} has chats or releases of its own and was left as it is. Copy into a new database."),
    "other_copy": N_("{target} holds an unfinished copy of another database. Copy into a new one."),
    "changed": N_("{source} changed since the copy began. Copy into a new database, with the bot stopped."),
    "differs": N_(
        "The copy in {target} is not the same as {source} (table {table}), so it was not finished. Copy into a new"
        " database, with the bot stopped."
    ),
}
"""Why a copy is not made or not finished, and what to do."""

BUSY = N_("Another process is writing to the database. Try again in a moment.")
IN_USE = N_("The tables cannot be changed while another process reads them (a copy?). Try again when it has ended.")
LOST = N_("The connection to the database server was lost. Try again in a moment.")
FULL = N_("There is no room left on the disk that holds the database. Nothing was written.")
DATABASE = N_("The database cannot be used at the moment.")
TROUBLES: Mapping[str, str] = {
    "DatabaseBusy": BUSY,
    "TablesInUse": IN_USE,
    "DatabaseFull": FULL,
    "DatabaseLost": LOST,
}
"""By the name of the error, for those who know no more of it."""


def system(error: OSError | int, t: Translator) -> Html:
    """What the system refused, as part of a sentence, by the number of its error."""
    number = error if isinstance(error, int) else error.errno or 0
    return t(SYSTEM.get(number, OTHER_SYSTEM))


def file_trouble(error: OSError, t: Translator, name: object = None) -> Html:
    """A sentence on a file that the system refused; ``name`` where the error does not know it."""
    return t("{name}: {why}.", name=error.filename if name is None else name, why=system(error, t))


def refused(error: DatabaseRefused, t: Translator) -> Html:
    """What is wrong with the database."""
    return t(REFUSED[error.kind], path=error.path, why=system(error.errno, t))


def advice(error: DatabaseRefused, t: Translator) -> Html:
    """What to do about it."""
    return t(ADVICE.get(error.kind, ANOTHER))


def named(name: str, t: Translator) -> Html:
    """A sentence on trouble with the database, by the name of the error."""
    return t(TROUBLES.get(name, DATABASE))


def trouble(error: Exception, t: Translator) -> Html:
    """A sentence or two on whatever the database, the shipped figures, publishing or the system refused."""
    match error:
        case DatabaseRefused():
            return Html(f"{refused(error, t)} {advice(error, t)}")
        case BackupRefused():
            return t(BACKUP[error.kind], path=error.path)
        case CopyRefused():
            return t(COPY[error.kind], source=error.source, target=error.target, table=error.table)
        case DatabaseBusy() | DatabaseFull() | DatabaseLost():
            return named(type(error).__name__, t)
        case PublishingRefused():
            return refusal(t, error)
        case SeedError():
            return t("The shipped figures cannot be loaded; these are the faults:")
        case OSError():
            return file_trouble(error, t) if error.filename is not None else Html(f"{system(error, t)}.")
        case _:
            return t(DATABASE)
