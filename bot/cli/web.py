"""``chisotinh web``: the public pages alone, without Telegram and without a token."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.common import DatabaseOption, opened, place_of, run_async, settings_of, stop, translated


def web(
    listen: Annotated[str, typer.Option("--listen", help="Where to listen: HOST:PORT.")] = "127.0.0.1:8080",
    database: DatabaseOption = None,
) -> None:
    """Serves the public pages until Ctrl-C.

    Example: chisotinh web --listen 127.0.0.1:8080
    """
    settings = settings_of(database)
    place = place_of(listen)

    async def work() -> None:
        from bot.callers import Callers
        from bot.logs import set_up
        from bot.runtime import keep_fresh, settle
        from bot.web.cache import Cache
        from bot.web.server import application, serving
        from bot.web.standalone import site_alone

        set_up()
        callers = Callers(settings.trusted_proxies)
        async with opened(settings) as (_, store):
            with site_alone(store, settings.pictures, settings.site) as site:
                settle()
                async with serving(application(Cache(site), callers=callers), *place) as port:
                    print(translated()("The pages are at http://{place}", place=f"{place[0]}:{port}"), flush=True)
                    await keep_fresh(store)

    from bot.listening import CannotListen
    from bot.render.running import cannot_listen

    try:
        run_async(work())
    except CannotListen as wrong:
        stop(cannot_listen(translated(), str(wrong)), 1)
