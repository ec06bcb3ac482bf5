"""``chisotinh db``: build, upgrade, check."""

from __future__ import annotations

import time

import typer

from bot.cli.common import DatabaseOption, opened, run_async, settings_of, translated


def build(database: DatabaseOption = None) -> None:
    """Builds the database from the shipped figures, or rebuilds what was shipped; chats and settings stay.

    Example: chisotinh db build --database /srv/chisotinh.sqlite3
    """
    settings = settings_of(database)

    async def work() -> None:
        from data.database import Database

        began = time.perf_counter()
        async with await Database.open(settings.database, rebuild=True) as found:
            print(f"{found.shown}: {found.done} in {time.perf_counter() - began:.1f} s")

    run_async(work())


def upgrade(database: DatabaseOption = None) -> None:
    """Brings an older database to this version's tables and figures; says what was done.

    Example: chisotinh db upgrade
    """
    settings = settings_of(database)

    async def work() -> None:
        from bot.render.versions import newer
        from bot.reply import plain_text
        from data.database import Database

        async with await Database.open(settings.database) as found:
            print(f"{found.shown}: {found.done}")
            t = translated()
            if said := newer(t, found.versions):
                print(plain_text(said))
            if found.backup is not None:
                print(plain_text(t("The database as it was before is kept as {kept}.", kept=found.backup)))

    run_async(work())


def check(database: DatabaseOption = None) -> None:
    """Checks the figures: sums, ranks, sources, validity; lists the conflicts between sources. Exit code 1 on errors.

    Example: chisotinh db check
    """
    settings = settings_of(database)

    async def work() -> int:
        from bot.render.versions import newer
        from bot.reply import plain_text
        from data.checking.check import check as check_database

        async with opened(settings) as (found, _):
            report = await check_database(found)
            told = newer(translated(), found.versions)
        for problem in report.errors:
            print(f"ERROR {problem}")
        for conflict in report.conflicts:
            said = "; ".join(f"score {one.score} rank {one.rank} ({one.source})" for one in conflict.figures)
            what = f"{conflict.index} {conflict.period} {conflict.province} {conflict.indicator}".rstrip()
            print(f"conflict {what}: {said}")
        print(", ".join(f"{count} {kind}" for kind, count in report.counts.items()))
        print(f"{len(report.errors)} errors, {len(report.conflicts)} conflicts between sources")
        if told:
            print(plain_text(told))
        return 1 if report.errors else 0

    raise typer.Exit(run_async(work()))
