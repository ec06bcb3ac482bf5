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
        from bot.reply import plain_text
        from bot.web.export import export, still
        from bot.web.standalone import site_alone

        async with opened(settings) as (_, store):
            with site_alone(store, settings.pictures, settings.site, still) as pages:
                count = await export(pages, store.catalogue, folder)
        t = translated()
        said = t.plural("{n} page written to {folder}.", "{n} pages written to {folder}.", count, folder=folder)
        print(plain_text(said))

    run_async(work())
