"""``chisotinh chat``."""

from __future__ import annotations

from bot.cli.common import DatabaseOption, LangOption, opened, run_async, settings_of


def chat(database: DatabaseOption = None, lang: LangOption = None) -> None:
    """A conversation in the terminal with the real bot, without Telegram.

    Example: chisotinh chat --lang en
    """
    settings = settings_of(database, lang)

    async def work() -> None:
        from bot.cli.terminal import converse

        async with opened(settings) as (found, store):
            await converse(settings, found, store)

    run_async(work())
