"""``chisotinh site``: the public pages as files, for a portal of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import DatabaseOption, opened, run_async, settings_of, translated


def site(
    folder: Annotated[Path, typer.Argument(help="Where the files are written.")],
    database: DatabaseOption = None,
) -> None:
    """Writes the public pages as files that any web server can hold, at the root of its address (CHISOTINH_SITE).

    Example: chisotinh site /var/www/chiso
    """
    settings = settings_of(database)

    async def work() -> None:
        from bot.assistant import Assistant
        from bot.clock import day_in_vietnam, utc_now
        from bot.exporting import Exports
        from bot.pictures import Painter, Pictures
        from bot.pictures.files import PictureFiles
        from bot.reply import plain_text
        from bot.web.export import export, still
        from bot.web.site import Site

        async with opened(settings) as (_, store):
            assistant = Assistant(store, lambda: day_in_vietnam(utc_now()))
            pictures = Pictures(assistant, Painter(), PictureFiles(settings.pictures))
            pages = Site(assistant, store, pictures, Exports(store, assistant, utc_now), settings.site, still)
            count = await export(pages, store.catalogue, folder)
        t = translated()
        said = t.plural("{n} page written to {folder}.", "{n} pages written to {folder}.", count, folder=folder)
        print(plain_text(said))

    run_async(work())
