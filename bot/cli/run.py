"""``chisotinh run``."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.common import DatabaseOption, opened, place_of, run_async, settings_of, stop, unusable


def run(
    database: DatabaseOption = None,
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

    settings = settings_of(database)
    pages = place_of(web) if web else None
    if settings.token is None:
        stop(unusable([SettingsProblem("CHISOTINH_TOKEN", N_("is not set: it is the token that BotFather gives."))]))
    from bot.botapi.polling import Stopped
    from bot.i18n import translator
    from bot.render import running

    async def work() -> None:
        from bot.app import build
        from bot.logs import set_up
        from bot.runtime import serve

        set_up()
        async with opened(settings) as (found, store):
            await serve(build(settings, found, store), pages)

    try:
        run_async(work())
    except Stopped as reason:
        stop(running.stopped(translator(settings.lang), reason.reason), 1)
