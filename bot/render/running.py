"""What ``chisotinh run`` says of itself to whoever started it: that it waits for Telegram, and why it ends."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import N_, Translator
from bot.render import troubles
from bot.reply import plain_text

OUTAGES: Mapping[str, str] = {
    "no_connection": N_(
        "I cannot reach Telegram at {host}. I keep trying; there is no need to restart me. Is there a network? If it"
        " blocks Telegram, set CHISOTINH_PROXY to the address of a proxy; if one is set, check it."
    ),
    "not_telegram": N_(
        "What answers at {host} does not answer as Telegram does. I keep trying; there is no need to restart me."
        " Either Telegram has trouble, or CHISOTINH_API_URL or CHISOTINH_PROXY leads elsewhere."
    ),
}
REASONS: Mapping[str, str] = {
    "token": N_("Telegram does not know this token. Set CHISOTINH_TOKEN to the one BotFather gave."),
    "another": N_(
        "Another program receives this bot's messages, and only one may. That one goes on; this one ends. Stop the"
        " other one if it is this one that should run."
    ),
    "same_database": N_(
        "The bot is running already with this database. That one goes on; this one ends. Stop the other one if it is"
        " this one that should run."
    ),
}

QUICK: Mapping[str, str] = {
    "well": N_("Well: bot and database answer."),
    "database": N_("Well: the database answers. Whether the bot runs is not seen without CHISOTINH_METRICS."),
    "new": N_("Well: there is no database yet; the first start builds it."),
    "no_bot": N_("Not well: no bot answers at {place} (CHISOTINH_METRICS)."),
    "no_answer": N_("Not well: what listens at {place} (CHISOTINH_METRICS) does not answer, or not as the bot does."),
    "no_database": N_("Not well: the bot runs, but its database does not answer."),
}

STANDINGS: Mapping[str, str] = {
    "starting": N_("starting"),
    "waiting": N_("waiting for Telegram"),
    "receiving": N_("receiving messages as @{name}"),
    "no_database": N_("the database does not answer"),
    "stopping": N_("stopping"),
}


def outage(t: Translator, kind: str, host: str) -> str:
    """That Telegram cannot be reached, while it is tried again; plain text."""
    return plain_text(t(OUTAGES[kind], host=host))


def over(t: Translator, seconds: float, failed: int) -> str:
    """That an outage is over, and how long it was; plain text."""
    lasted = t.plural("It took {n} second", "It took {n} seconds", round(seconds))
    calls = t.plural("{n} call failed", "{n} calls failed", failed)
    return plain_text(t("Telegram answers again. {lasted}; {calls}.", lasted=lasted, calls=calls))


def rival(t: Translator) -> str:
    """That this program pauses because of another; plain text."""
    return plain_text(t("Another program receives this bot's messages, too. This one waits a little and looks again."))


def stopped(t: Translator, reason: str) -> str:
    """Why it ends; plain text."""
    return plain_text(t(REASONS[reason]))


def cannot_listen(t: Translator, place: str) -> str:
    """That the webhook or the metrics cannot be served where they were asked for; plain text."""
    said = t(
        "I cannot listen at {place}: another program has this address, or the system does not allow it. Choose another"
        " one.",
        place=place,
    )
    return plain_text(said)


def quick(t: Translator, found: str, place: str) -> str:
    """The line of a quick look, as plain text; ``place`` is where the bot was asked, '' where only the database was."""
    return plain_text(t(QUICK["database" if found == "well" and not place else found], place=place))


def unwell(t: Translator, error: Exception) -> str:
    """That the database cannot be used, and why; plain text."""
    return plain_text(t("Not well: {why}", why=troubles.trouble(error, t)))


def standing(t: Translator, kind: str, name: str = "") -> str:
    """How it stands, as the service manager shows it beside the service; ``name`` is the bot's. Plain text, a line."""
    return plain_text(t(STANDINGS[kind], name=name))


def needs_server(t: Translator, workers: int) -> str:
    """That several workers need a database that they can share; plain text."""
    return plain_text(
        t(
            "{n} workers need a database that they can share: PostgreSQL. This one is an SQLite file, which is for one"
            " worker only. Set CHISOTINH_DATABASE to postgresql+psycopg://…; `chisotinh db copy` takes over what is"
            " there.",
            n=workers,
        )
    )
