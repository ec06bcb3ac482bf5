"""Whether everything that the bot needs is there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Final

from bot.services import Services

PATIENCE: Final = 2.0
"""Seconds in which the database must answer."""
SILENCE: Final = 180.0
"""Seconds without a word of Telegram's after which it counts as out of reach: three looks at the webhook."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is needed, and what is known of it, without anything personal."""

    name: str
    fine: bool
    details: dict[str, Any]


async def checks(services: Services) -> tuple[Check, ...]:
    """The database, the sender of alerts, whether others know that this worker lives, and Telegram. Never raises."""
    sender = services.senders[0] if services.senders else None
    silent = services.outages.since_contact()
    return (
        await database_check(services),
        Check(
            "sender",
            sender is not None and sender.running,
            {"state": sender.status().state if sender is not None else "none"},
        ),
        *(Check("worker", life.holds(), {"id": life.id}) for life in services.lives),
        Check("telegram", silent < SILENCE, {"seconds_since_contact": round(silent, 1)}),
    )


async def database_check(services: Services) -> Check:
    """Whether it answers, with the version of the figures in it and of those in memory, which follow within seconds."""
    shown = {"shown_data_version": services.store.catalogue.data_version}
    try:
        async with asyncio.timeout(PATIENCE):
            version = await services.store.standing()
    except Exception as error:
        return Check("database", False, {"error": type(error).__name__, **shown})
    return Check("database", True, {"data_version": version, **shown})
