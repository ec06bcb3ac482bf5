"""``chisotinh run``."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from bot.cli.common import DatabaseOption, opened, place_of, run_async, settings_of, stop, unusable

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
