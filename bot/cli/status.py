"""``chisotinh status``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.cli.common import DatabaseOption, LangOption, opened, run_async, settings_of, stop


def status(
    quick: Annotated[
        bool, typer.Option("--quick", help="Only whether bot and database answer; exit code 1 if not.")
    ] = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Lists what was published, and how the deliveries of the alerts stand.

    With --quick it asks the running bot at CHISOTINH_METRICS or, where that is not set, only its database.
    Example: chisotinh status
    """
    settings = settings_of(database, lang)
    if quick:
        raise typer.Exit(run_async(_quick(settings)))

    async def work() -> None:
        from bot.clock import utc_now
        from bot.i18n import translator
        from bot.publishing.status import status as look
        from bot.render.operator import RunningState
        from bot.render.versions import newer
        from bot.reply import plain_text
        from data.alerts.outbox import Outbox
        from data.chats.feedback import FeedbackBox
        from data.releases.publishing import Publishing
        from data.workers.registry import known_workers

        async with opened(settings) as (found, store):
            workers = await known_workers(found) if found.shared else ()
            now = utc_now() + await found.ahead()
            running = RunningState(feedback=await FeedbackBox(found).count(), workers=workers, now=now)
            reply = await look(store, Publishing(found), Outbox(found), translator(settings.lang), utc_now(), running)
            print(plain_text(reply.html))
            if said := newer(translator(settings.lang), found.versions):
                print(f"\n{plain_text(said)}")

    run_async(work())


async def _quick(settings: Any) -> int:
    """The quick look: a line, and the exit code."""
    from bot.cli.quick import ask, look
    from bot.i18n import translator
    from bot.render import running
    from bot.settings import place
    from data.errors import DatabaseRefused, DatabaseTrouble

    t, at = translator(settings.lang), place(settings.metrics)
    try:
        found = ask(*at) if at is not None else look(settings.database)
    except (DatabaseRefused, DatabaseTrouble) as error:
        stop(running.unwell(t, error), 1)
    said = running.quick(t, found, settings.metrics)
    if found not in ("well", "new"):
        stop(said, 1)
    print(said)
    return 0
