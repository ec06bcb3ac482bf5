"""The operator's commands: publish, withdraw, status. Imports what they need when they run."""

from __future__ import annotations

import asyncio
import datetime as dt
import getpass
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

POLL = 0.5
"""Seconds between two looks at the progress."""
NOTHING_MOVES = 60
"""Looks without any progress after which somebody may have forgotten to run the bot."""

Database = Annotated[
    Path | None,
    typer.Option("--database", help="Another database file than CHISOTINH_DATABASE.", show_default=False),
]
Lang = Annotated[
    str | None, typer.Option("--lang", help="vi or en; default CHISOTINH_LANG, else vi.", show_default=False)
]


def register(
    app: typer.Typer,
    settings_of: Callable[[Path | None, str | None], Any],
    run: Callable[[Any], Any],
    opened: Callable[[Any], AbstractAsyncContextManager[tuple[Any, Any]]],
    stop: Callable[[str, int], NoReturn],
) -> None:
    """Adds the commands; the functions are those of ``bot.__main__``."""

    def date(text: str, option: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            stop(f"{option}: “{text}” is not a date; write 2026-10-11.", 2)

    @app.command()
    def publish(
        file: Annotated[Path, typer.Argument(help="The table: XLSX or CSV.")],
        index: Annotated[str, typer.Option("--index", help="papi, par, sipas or 766.")],
        year: Annotated[int | None, typer.Option("--year", help="The year of the figures.", show_default=False)] = None,
        period: Annotated[
            str, typer.Option("--period", help="The day of a running score: 2026-10-10.", show_default=False)
        ] = "",
        title: Annotated[
            str, typer.Option("--title", help="Its title; made from index and period.", show_default=False)
        ] = "",
        title_en: Annotated[str, typer.Option("--title-en", help="The same in English.", show_default=False)] = "",
        source: Annotated[
            str, typer.Option("--source", help="Address and title of the source.", show_default=False)
        ] = "",
        issuer: Annotated[
            str, typer.Option("--issuer", help="Who issued it; the index's publisher.", show_default=False)
        ] = "",
        announced: Annotated[
            str, typer.Option("--announced", help="The day it was announced: 2026-10-11.", show_default=False)
        ] = "",
        partial: Annotated[bool, typer.Option("--partial", help="Single facts, not the whole table.")] = False,
        why: Annotated[str, typer.Option("--why", help="A correction: what was wrong.", show_default=False)] = "",
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be published.")] = False,
        yes: Annotated[bool, typer.Option("--yes", help="Confirm every warning, and publish.")] = False,
        wait: Annotated[bool, typer.Option("--wait", help="Watch the alerts being sent by the running bot.")] = False,
        database: Database = None,
        lang: Lang = None,
    ) -> None:
        """Publishes a ranking: reads and checks the table, shows what was understood, asks, writes it and its alerts.

        Example: chisotinh publish 766.csv --index 766 --period 2026-10-10 --announced 2026-10-11
        """
        settings = settings_of(database, lang)
        when = date(announced, "--announced") if announced else None
        if not period and year is None:
            stop("Say which year the figures are of: --year 2025, or --period 2026-10-10.", 2)
        if period and not period[:4].isdigit():
            stop(f"--period: “{period}” is not a period; write 2025, 2026-10 or 2026-10-10.", 2)
        try:
            size = file.stat().st_size
            from bot.publishing.limits import MOST_BYTES

            data = file.read_bytes() if size <= MOST_BYTES else b" " * (MOST_BYTES + 1)
        except OSError as error:
            stop(f"{file}: {error.strerror or error}", 2)

        async def work() -> int:
            from bot.asked import request_of

            async with opened(settings) as (found, store):
                if index not in store.catalogue.indices:
                    stop(f"--index: there is no index “{index}”; there are {', '.join(store.catalogue.indices)}.", 2)
                asked = request_of(
                    store.catalogue, index, period or str(year), title=title, title_en=title_en, source=source,
                    issuer=issuer, announced=when, partial=partial,
                )  # fmt: skip
                return await _publish(settings, found, store, file.name, data, asked, why, dry_run, yes, wait)

        raise typer.Exit(run(work()))

    @app.command()
    def withdraw(
        release: Annotated[str, typer.Argument(help="The release, as `chisotinh status` names it.")],
        why: Annotated[str, typer.Option("--why", help="What is wrong with it; subscribers will read this.")],
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
        wait: Annotated[bool, typer.Option("--wait", help="Watch the alerts being sent by the running bot.")] = False,
        database: Database = None,
        lang: Lang = None,
    ) -> None:
        """Takes a release back and tells those who were told of it; the one before holds again.

        Example: chisotinh withdraw 766-2026-10-10-1 --why "nhập nhầm cột điểm"
        """
        settings = settings_of(database, lang)

        async def work() -> int:
            from bot.i18n import translator
            from bot.publish_flow import flow_of
            from bot.render import operator as wording
            from bot.render.plain import plain_text
            from data.errors import PublishingRefused

            t = translator(settings.lang)
            async with opened(settings) as (found, store):
                flow = flow_of(found, store, settings)
                try:
                    hearing = await flow.hearing_withdrawal(release)
                    question = str(
                        t.plural(
                            "Withdraw {release}? {n} chat was told of it.",
                            "Withdraw {release}? {n} chats were told of it.",
                            hearing,
                            release=release,
                        )
                    )
                    behind = await flow.behind(release)
                    if behind is not None:
                        question += " " + t("After that {release} holds again.", release=behind.id)
                    if not yes and not _confirm(plain_text(question)):
                        return 1
                    done = await flow.withdraw(release, why, _who())
                except PublishingRefused as error:
                    print(str(error), file=sys.stderr)
                    return 1
                print(plain_text(wording.withdrawn(t, store.catalogue, done).html))
                if wait and done.alert is not None:
                    await _wait(found, done.alert)
                return 0

        raise typer.Exit(run(work()))

    @app.command()
    def status(database: Database = None, lang: Lang = None) -> None:
        """Lists what was published, and how the deliveries of the alerts stand.

        Example: chisotinh status
        """
        settings = settings_of(database, lang)

        async def work() -> None:
            from bot.i18n import translator
            from bot.overseeing import status as look
            from bot.render.plain import plain_text
            from data.outbox import Outbox
            from data.publishing import Publishing

            async with opened(settings) as (found, store):
                reply = await look(store, Publishing(found), Outbox(found), translator(settings.lang))
                print(plain_text(reply.html))

        run(work())


async def _publish(
    settings: Any,
    found: Any,
    store: Any,
    name: str,
    data: bytes,
    asked: Any,
    why: str,
    dry_run: bool,
    yes: bool,
    wait: bool,
) -> int:
    """Preview, warnings one by one, then the release. The exit code."""
    from bot.i18n import translator
    from bot.publish_flow import NoReason, Refused, flow_of
    from bot.render import operator as wording
    from bot.render.plain import plain_text
    from bot.render.publishing import problem_line, render_preview, render_problems
    from data.errors import PublishingRefused

    t = translator(settings.lang)
    flow = flow_of(found, store, settings)
    checked = await flow.check(name, data, asked, why)
    if isinstance(checked, Refused):
        print(plain_text(render_problems(checked.problems, t).html), file=sys.stderr)
        return 1
    if isinstance(checked, NoReason):
        text = t("{id} is in force for this period: say with --why what is wrong with it.", id=checked.release.id)
        print(plain_text(text), file=sys.stderr)
        return 1
    print(plain_text(render_preview(checked.preview, t).html))
    if dry_run:
        return 0
    for problem in () if yes else checked.warnings:
        if not _confirm(plain_text(problem_line(problem, t))):
            return 1
    chats = t.plural("Publish ({n} chat)", "Publish ({n} chats)", checked.preview.listeners)
    if not yes and not _confirm(f"{chats}?"):
        return 1
    try:
        done = await flow.publish(checked, _who())
    except PublishingRefused as error:
        print(plain_text(t("Not published: {why}", why=str(error))), file=sys.stderr)
        return 1
    print(plain_text(wording.published(t, store.catalogue, done).html))
    if wait and done.alert is not None:
        await _wait(found, done.alert)
    return 0


def _confirm(question: str) -> bool:
    """Asks; without anybody there to answer it is a no."""
    try:
        return typer.confirm(question, default=False)
    except typer.Abort:
        print(file=sys.stderr)
        return False


def _who() -> str:
    try:
        return f"terminal:{getpass.getuser()}"
    except (OSError, KeyError):  # no name for this user id, as in a container
        return "terminal"


async def _wait(database: Any, alert: int) -> None:
    """A progress bar until nothing is left to be sent for now."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from data.outbox import Outbox

    outbox = Outbox(database)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    still = 0
    with Progress(*columns) as bar:
        found = await outbox.progress(alert)
        task = bar.add_task(f"alert {alert}", total=found.total)
        while True:
            done = found.ended + found.held
            bar.update(task, completed=done)
            if not found.pending:
                return
            await asyncio.sleep(POLL)
            found = await outbox.progress(alert)
            still = still + 1 if found.ended + found.held == done else 0
            if still == NOTHING_MOVES:
                bar.console.print(
                    "Nothing moves: is `chisotinh run` running, or are these quiet hours? Ctrl-C stops watching."
                )
