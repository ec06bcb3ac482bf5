"""``chisotinh status``."""

from __future__ import annotations

from bot.cli.common import DatabaseOption, LangOption, opened, run_async, settings_of


def status(database: DatabaseOption = None, lang: LangOption = None) -> None:
    """Lists what was published, and how the deliveries of the alerts stand.

    Example: chisotinh status
    """
    settings = settings_of(database, lang)

    async def work() -> None:
        from bot.clock import utc_now
        from bot.i18n import translator
        from bot.publishing.status import status as look
        from bot.render.operator import RunningState
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

    run_async(work())
