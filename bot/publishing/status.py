"""What operators look at: releases and how their deliveries stand."""

from __future__ import annotations

import datetime as dt

from bot.i18n import Translator
from bot.render import operator as wording
from bot.reply import Reply
from data.alerts.outbox import Outbox
from data.releases.publishing import Publishing
from data.store import Store


async def status(
    store: Store,
    publishing: Publishing,
    outbox: Outbox,
    t: Translator,
    now: dt.datetime,
    running: wording.RunningState = wording.NOTHING_RUNS,
) -> Reply:
    """Releases that operators published, the newest first, the newest deliveries, and what else is going on."""
    await store.renew()
    deliveries = (await outbox.progresses())[: wording.SHOWN]
    found = [
        (progress, await outbox.failures(progress.alert), await outbox.held_back(progress.alert, now))
        for progress in deliveries
    ]
    return wording.status(t, store.catalogue, await publishing.releases(), found, running)
