"""``chisotinh backup`` and ``chisotinh restore``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import DatabaseOption, run_async, settings_of, stop, translated


def backup(
    file: Annotated[Path, typer.Argument(help="Where the copy goes; the folder must be there.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    database: DatabaseOption = None,
) -> None:
    """Copies the database, also while the bot runs: whole, checked, and readable by this user only.

    Example: chisotinh backup /srv/backup/chisotinh-2026-11-22.sqlite3
    """
    settings = settings_of(database)

    async def work() -> None:
        from bot.reply import plain_text
        from data.backups import back_up
        from data.db.location import path_of

        size = back_up(path_of(settings.database), _absolute(file), force=force)
        t = translated()
        megabytes = t.number(size / (1 << 20), 1)
        print(plain_text(t("Backed up to {file}: {n} MB, checked.", file=_absolute(file), n=megabytes)))

    run_async(work())


RELEASE = re.compile(r"[a-z0-9]{1,20}-20[0-9]{2}(?:-[0-9]{1,4}){1,4}")
"""What the id of a release looks like."""


def restore(
    file: Annotated[Path, typer.Argument(help="A copy that `chisotinh backup` made.")],
    database: DatabaseOption = None,
) -> None:
    """Puts a backup in the place of the database. The bot must be stopped; the old database is kept beside it.

    Example: chisotinh restore /srv/backup/chisotinh-2026-11-22.sqlite3
    """
    settings = settings_of(database)

    async def work() -> None:
        from bot.clock import utc_now
        from bot.reply import plain_text
        from data.alerts.quiet_hours import VIETNAM
        from data.backups import judge
        from data.backups import restore as put_back
        from data.db.location import path_of

        source, path = _absolute(file), path_of(settings.database)
        if not source.exists() and RELEASE.fullmatch(str(file)):
            t = translated()
            text = t("There is no file {file}. To undo a withdrawal: `chisotinh reinstate {file}`.", file=file)
            stop(plain_text(text))
        found = judge(source)
        kept = put_back(source, path, aside=f"before-restore-{utc_now().astimezone(VIETNAM):%Y%m%d-%H%M%S}")
        t = translated()
        print(plain_text(t("Restored {path} from {file}.", path=path, file=source)))
        if kept is not None:
            print(plain_text(t("The database that was there is kept as {kept}.", kept=kept)))
        if found.waiting:
            waiting = t.plural(
                "{n} message waits in it to be sent; it may have been sent after the backup was made.",
                "{n} messages wait in it to be sent; some may have been sent after the backup was made.",
                found.waiting,
            )
            print(plain_text(waiting))

    run_async(work())


def _absolute(file: Path) -> Path:
    return file.expanduser().absolute()
