"""``chisotinh db copy``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli.common import LangOption, choose, run_async, translated


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The database to copy; it is left as it is.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A new one; built if it is not there.")],
    lang: LangOption = None,
) -> None:
    """Copies everything people own (chats, what they follow, alerts, feedback, operators' releases) from a file to a
    PostgreSQL server or back, and compares it. Stop the bot first. If it is interrupted, the same command goes on.

    Example: chisotinh db copy chisotinh.sqlite3 postgresql+psycopg://bot@db.example/chisotinh
    """
    choose(None, lang)

    async def work() -> None:
        from bot.clock import utc_now
        from bot.reply import plain_text
        from data.copying import copy as copy_all

        t = translated()

        def tell(table: str, rows: int) -> None:
            if sys.stderr.isatty():
                print(f"{table}: {t.integer(rows)}", file=sys.stderr)

        found = await copy_all(source, target, utc_now(), tell)
        print(plain_text(t("Copied; on both sides the same rows, by number and checksum:")))
        for table, rows in found.rows.items():
            print(f"  {table}: {t.integer(rows)}")
        text = t("Set CHISOTINH_DATABASE to {target} and start the bot; {source} was left as it is.",
                 source=found.source, target=found.target)  # fmt: skip
        print(plain_text(text))

    run_async(work())
