"""``chisotinh export``: a table, a province or tasks as a file, without a chat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import DatabaseOption, LangOption, TableFileOption, opened, run_async, settings_of, stop


def export(
    question: Annotated[list[str], typer.Argument(help="What to export, as in /export.", show_default=False)],
    to: TableFileOption = None,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """An Excel or CSV file with sources; its path is printed. Exit code 1 where there is nothing to export.

    Example: chisotinh export "PAPI 2024" --to papi.xlsx
    """
    settings = settings_of(database, lang)

    async def work() -> None:
        from bot.assistant import Assistant
        from bot.clock import day_in_vietnam, utc_now
        from bot.exporting import Exports
        from bot.presses.answers import Export
        from bot.questions import export_request
        from bot.reply import Reply, plain_text

        async with opened(settings) as (_, store):
            assistant = Assistant(store, lambda: day_in_vietnam(utc_now()))
            exports = Exports(store, assistant, utc_now)
            request = export_request.argument(" ".join(question))
            form = "csv" if to is not None and to.suffix.lower() == ".csv" else request.form
            found = await exports.of(Export(assistant.read(request.names), form), settings.lang)
        if isinstance(found, Reply):
            stop(plain_text(found.html), 1)
        path = to or Path(found.name)
        path.write_bytes(found.data)
        print(path)

    run_async(work())
