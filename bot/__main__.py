"""The command line. Each command imports what it needs, so that ``ask`` starts fast."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot.cli_publish import register as register_publishing

WRONG = 2
"""Exit code for settings, files or databases that cannot be used."""

app = typer.Typer(
    name="chisotinh",
    help="Answers how a Vietnamese province stands on PAPI, PAR INDEX, SIPAS and the 766 index.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="Builds, upgrades and checks the database.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(db, name="db")

Database = Annotated[
    Path | None,
    typer.Option("--database", help="Another database file than CHISOTINH_DATABASE.", show_default=False),
]
Lang = Annotated[
    str | None, typer.Option("--lang", help="vi or en; default CHISOTINH_LANG, else vi.", show_default=False)
]


def stop(text: str, code: int = WRONG) -> NoReturn:
    """Ends with a message on standard error."""
    print(text, file=sys.stderr)
    raise typer.Exit(code)


def _settings(database: Path | None = None, lang: str | None = None) -> Any:
    from bot.settings import SettingsWrong, load

    if database is not None:
        os.environ["CHISOTINH_DATABASE"] = str(database)
    if lang is not None:
        os.environ["CHISOTINH_LANG"] = lang
    try:
        return load()
    except SettingsWrong as wrong:
        stop("The settings cannot be used:\n" + "\n".join(f"  - {problem}" for problem in wrong.problems))


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Runs a coroutine; what an operator can mend is said in words, without a traceback."""
    from data.errors import DatabaseRefused, DatabaseTrouble, SeedError

    try:
        return asyncio.run(work)
    except (DatabaseRefused, DatabaseTrouble, SeedError) as error:
        stop(str(error))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


@asynccontextmanager
async def _opened(settings: Any) -> AsyncIterator[tuple[Any, Any]]:
    from bot.answers.store import Store
    from data.database import Database as Opened

    async with await Opened.open(settings.database) as database:
        yield database, await Store.open(database)


@app.command()
def chat(database: Database = None, lang: Lang = None) -> None:
    """A conversation in the terminal with the real bot, without Telegram.

    Example: chisotinh chat --lang en
    """
    settings = _settings(database, lang)

    async def work() -> None:
        from bot.console import converse

        async with _opened(settings) as (opened, store):
            await converse(settings, opened, store)

    _run(work())


@app.command()
def ask(
    question: Annotated[
        list[str] | None,
        typer.Argument(help="The question; without it, one question a line of standard input.", show_default=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line (see README for its fields).")
    ] = False,
    database: Database = None,
    lang: Lang = None,
) -> None:
    """One answer, or one answer for each line of standard input.

    Example: chisotinh ask --json "Hưng Yên xếp thứ mấy PAPI 2024?"
    """
    settings = _settings(database, lang)

    async def work() -> None:
        from bot.asking import answer_lines

        async with _opened(settings) as (_, store):
            lines = [" ".join(question)] if question else (line.rstrip("\r\n") for line in sys.stdin)
            async for text, answered in answer_lines(store, lines, settings.lang):
                if as_json:
                    from bot.contract import as_json as contract

                    print(json.dumps(contract(text, answered), ensure_ascii=False), flush=True)
                else:
                    from bot.render.plain import plain_text

                    print(plain_text(answered.reply.html), end="\n" if question else "\n\n", flush=True)

    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    _run(work())


@app.command()
def run(database: Database = None) -> None:
    """Runs the bot on Telegram; CHISOTINH_TOKEN must be set. Stops on Ctrl-C or SIGTERM.

    Example: CHISOTINH_TOKEN=123456789:AA… chisotinh run
    """
    settings = _settings(database)
    if settings.token is None:
        stop("The settings cannot be used:\n  - CHISOTINH_TOKEN is not set: it is the token that BotFather gives.")

    async def work() -> None:
        from contextlib import AsyncExitStack

        from bot.app import build, delivery, keep_fresh, prepare, settle, watching
        from bot.botapi.polling import poll
        from bot.logs import set_up

        set_up()
        async with _opened(settings) as (opened, store):
            application = build(settings, opened, store)
            settle()
            fresh = asyncio.create_task(keep_fresh(store))
            async with AsyncExitStack() as beside:

                async def begin() -> None:
                    await prepare(application)
                    await beside.enter_async_context(delivery(application).running())
                    await beside.enter_async_context(watching(application))

                try:
                    await poll(application, begin)
                finally:
                    fresh.cancel()

    from bot.botapi.polling import Stopped

    try:
        _run(work())
    except Stopped as reason:
        stop(str(reason), 1)


@db.command("build")
def db_build(database: Database = None) -> None:
    """Builds the database from the shipped figures, or rebuilds what was shipped; chats and settings stay.

    Example: chisotinh db build --database /srv/chisotinh.sqlite3
    """
    settings = _settings(database)

    async def work() -> None:
        import time

        from data.database import Database as Opened

        began = time.perf_counter()
        async with await Opened.open(settings.database, rebuild=True) as opened:
            print(f"{opened.path}: {opened.done} in {time.perf_counter() - began:.1f} s")

    _run(work())


@db.command("upgrade")
def db_upgrade(database: Database = None) -> None:
    """Brings an older database to this version's tables and figures; says what was done.

    Example: chisotinh db upgrade
    """
    settings = _settings(database)

    async def work() -> None:
        from data.database import Database as Opened

        async with await Opened.open(settings.database) as opened:
            print(f"{opened.path}: {opened.done}")

    _run(work())


@db.command("check")
def db_check(database: Database = None) -> None:
    """Checks the figures: sums, ranks, sources, validity; lists the conflicts between sources. Exit code 1 on errors.

    Example: chisotinh db check
    """
    settings = _settings(database)

    async def work() -> int:
        from data.check import check

        async with _opened(settings) as (opened, _):
            report = await check(opened)
        for problem in report.errors:
            print(f"ERROR {problem}")
        for conflict in report.conflicts:
            said = "; ".join(f"score {one.score} rank {one.rank} ({one.source})" for one in conflict.figures)
            what = f"{conflict.index} {conflict.period} {conflict.province} {conflict.indicator}".rstrip()
            print(f"conflict {what}: {said}")
        print(", ".join(f"{count} {kind}" for kind, count in report.counts.items()))
        print(f"{len(report.errors)} errors, {len(report.conflicts)} conflicts between sources")
        return 1 if report.errors else 0

    raise typer.Exit(_run(work()))


register_publishing(app, _settings, _run, _opened, stop)


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
