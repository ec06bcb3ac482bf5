"""``chisotinh run``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DatabaseOption, opened, place_of, run_async, settings_of, stop, unusable, worded

if TYPE_CHECKING:
    from bot.settings import Settings

WebhookOption = Annotated[
    str | None,
    typer.Option("--webhook", help="The public https:// address that Telegram delivers to.", show_default=False),
]
ListenOption = Annotated[
    str | None,
    typer.Option(
        "--listen", help="Where the webhook listens, for the proxy in front. [127.0.0.1:8443]", show_default=False
    ),
]
WorkersOption = Annotated[
    int,
    typer.Option("--workers", min=1, max=64, help="Processes that answer; more than one need PostgreSQL."),
]
MetricsOption = Annotated[
    str | None,
    typer.Option("--metrics", help="HOST:PORT of /healthz, /readyz and /metrics; not public.", show_default=False),
]


def run(
    database: DatabaseOption = None,
    webhook: WebhookOption = None,
    listen: ListenOption = None,
    metrics: MetricsOption = None,
    web: Annotated[
        str, typer.Option("--web", help="Also serve the public pages at HOST:PORT.", show_default=False)
    ] = "",
    workers: WorkersOption = 1,
) -> None:
    """Runs the bot on Telegram; CHISOTINH_TOKEN must be set. Stops on Ctrl-C or SIGTERM. While Telegram cannot be
    reached it waits.

    Example: CHISOTINH_TOKEN=123456789:AA… chisotinh run
    """
    from bot.i18n import N_
    from bot.settings import SettingsProblem

    for name, value in (("WEBHOOK", webhook), ("LISTEN", listen), ("METRICS", metrics)):
        if value is not None:
            os.environ[f"CHISOTINH_{name}"] = value

    settings = settings_of(database)
    pages = place_of(web) if web else None
    if settings.token is None:
        stop(unusable([SettingsProblem("CHISOTINH_TOKEN", N_("is not set: it is the token that BotFather gives."))]))
    if workers > 1:
        supervise(workers, settings, web)
        return
    from bot.botapi.reaching import Stopped
    from bot.i18n import translator
    from bot.listening import CannotListen
    from bot.render import running

    async def work() -> None:
        from bot.app import build
        from bot.botapi.webhook import secret_of
        from bot.logs import set_up
        from bot.runtime import serve

        own = settings.webhook_secret
        secrets = [one.get_secret_value() for one in (settings.token, own) if one is not None]
        secrets.append(secret_of(settings.token.get_secret_value()))
        set_up(settings.log_level, settings.log, secrets)
        async with opened(settings) as (found, store):
            await serve(build(settings, found, store), pages)

    try:
        run_async(work())
    except Stopped as reason:
        stop(running.stopped(translator(settings.lang), reason.reason), 1)
    except CannotListen as wrong:
        stop(running.cannot_listen(translator(settings.lang), str(wrong)), 1)


def supervise(workers: int, settings: Settings, web: str) -> None:
    """Runs so many workers, until a signal. They share the sockets of the webhook and of the pages; health and metrics
    of each are at a port of its own, from the given one on.
    """
    from bot.i18n import translator
    from bot.listening import CannotListen, bound
    from bot.logs import set_up
    from bot.render import running
    from bot.settings import place
    from bot.workers.supervisor import Supervisor
    from data.db.engines import site_of
    from data.errors import DatabaseRefused

    try:
        shared = site_of(settings.database).shared
    except DatabaseRefused as refused:
        stop(worded(refused))
    if not shared:
        stop(running.needs_server(translator(settings.lang), workers))
    set_up(settings.log_level, settings.log)
    listened = [settings.listen] if settings.webhook else []
    listened += [web] if web else []
    try:
        sockets = {one: bound(*found) for one in listened if (found := place(one)) is not None}
    except CannotListen as wrong:
        stop(running.cannot_listen(translator(settings.lang), str(wrong)), 1)
    metrics = place(settings.metrics)
    arguments = []
    for number in range(workers):
        own = ["run", *(("--web", web) if web else ())]
        if metrics is not None:
            own += ["--metrics", f"{metrics[0]}:{metrics[1] + number}"]
        arguments.append(tuple(own))
    code = run_async(Supervisor(arguments, sockets).run())
    if code:
        raise typer.Exit(code)
