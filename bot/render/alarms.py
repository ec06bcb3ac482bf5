"""What operators read unasked where something went wrong, and what came of what they did about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.delivery.events import Alarm
from bot.i18n import N_, Translator
from bot.presses.operators import Resume
from bot.render import phrases, troubles
from bot.render.operator import SENDER_STATES
from bot.reply import Button, Reply

ALARMS: Mapping[str, str] = {
    "outage": N_(
        "I have stopped sending alerts: too many failures ({reason}). I will try again by myself; nobody is missed."
    ),
    "outage_over": N_("I am sending alerts again."),
    "token": N_("Telegram does not accept the bot's token, so I can send nothing. I will try again by myself."),
    "database": N_("I cannot write to the database, so sending is paused. {detail} I will try again by myself."),
    "database_over": N_("The database works again; I am sending on."),
    "bad_request": N_("Alert {alert} is held: Telegram refused its text three times ({detail})."),
    "misworded": N_("One chat does not get alert {alert}: Telegram refused its text three times ({detail})."),
    "strangers": N_("Alert {alert} is held: none of the first chats knows this bot. Is it the right token?"),
    "lease_lost": N_("Another process is sending the alerts now."),
}


HELD = frozenset(("bad_request", "strangers"))
"""The alarms after which an alert waits for an operator."""


def alarm(t: Translator, one: Alarm) -> Reply:
    """An alarm, or its end; under one that an alert is held for there is a button to send it on."""
    detail = troubles.named(one.reason, t) if one.kind == "database" else one.detail
    text = t(ALARMS[one.kind], reason=one.reason, detail=detail, alert=one.alert)
    held = one.kind in HELD
    lines = ["🚨 " + text if not one.kind.endswith("_over") else "✅ " + text]
    if held:
        lines.append(t("Nobody is missed. When the mistake is fixed, send it on with the button or with /resume."))
    return phrases.reply(lines, [[Button(t("▶ Send on"), Resume(one.alert))]] if held else ())


def resumed(t: Translator, alerts: Sequence[int]) -> Reply:
    """What came of [Send on] or /resume."""
    numbers = t.list(str(alert) for alert in alerts)
    text = t.plural("Alert {numbers} is sent on.", "Alerts {numbers} are sent on.", len(alerts), numbers=numbers)
    return phrases.reply(["▶ " + text, t("If Telegram refuses again, it is held again, and I tell you so.")])


def nothing_held(t: Translator, alert: int, sender: str) -> Reply:
    """The answer where there is nothing (more) to resume. ``alert`` is 0 where none was named."""
    if not sender:
        text = t("No alerts are sent from here.")
    elif alert:
        text = t("Alert {alert} is not held any more: it is on its way, or done. Look at /status.", alert=alert)
    else:
        text = t("No alert is held. Sender: {state}", state=t(SENDER_STATES.get(sender, sender)))
    return phrases.reply([text])


def resumed_by_another(t: Translator, alerts: Sequence[int]) -> Reply:
    numbers = t.list(str(alert) for alert in alerts)
    text = t.plural(
        "Another operator sends alert {numbers} on.",
        "Another operator sends alerts {numbers} on.",
        len(alerts),
        numbers=numbers,
    )
    return phrases.reply(["▶ " + text])


def topic_gone(t: Translator, title: str, *, closed: bool) -> Reply:
    if closed:
        text = t(
            "The topic of “{title}” in which alerts were to come is closed. Open it, or write /follow in another.",
            title=title,
        )
    else:
        text = t(
            "The topic of “{title}” in which alerts were to come was deleted. Write /follow in another.", title=title
        )
    return phrases.reply(["⚠️ " + text])
