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
        from bot.assistant import Assistant
        from bot.callers import Callers
        from bot.clock import day_in_vietnam, utc_now
        from bot.exporting import Exports
        from bot.logs import set_up
        from bot.pictures import Painter, Pictures
        from bot.pictures.files import PictureFiles
        from bot.web.cache import Cache
        from bot.web.server import application, serving
        from bot.web.site import Site

        set_up()
        async with opened(settings) as (_, store):
            assistant = Assistant(store, today=lambda: day_in_vietnam(utc_now()))
            pictures = Pictures(assistant, Painter(), PictureFiles(settings.pictures))
            site = Site(assistant, store, pictures, Exports(store, assistant, utc_now), settings.site)
            from bot.runtime import keep_fresh, settle

            settle()
            callers = Callers(settings.trusted_proxies)
            async with serving(application(Cache(site), callers=callers), *place) as port:
                print(translated()("The pages are at http://{place}", place=f"{place[0]}:{port}"), flush=True)
                try:
                    await keep_fresh(store)
                finally:
                    pictures.close()

    from bot.listening import CannotListen
    from bot.render.running import cannot_listen

    try:
        run_async(work())
    except CannotListen as wrong:
        stop(cannot_listen(translated(), str(wrong)), 1)
