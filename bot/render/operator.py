"""What operators read unasked, and in /status: alarms, reports, releases and their deliveries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.delivery.events import Alarm, DeliveryReport
from bot.i18n import N_, Html, Translator, escape
from bot.render import phrases
from bot.render.phrases import bold
from bot.reply import Reply
from data.alerts.model import AlertKind, Progress, ReleaseStatus
from data.model import Release
from data.queries.catalogue import Catalogue

SHOWN = 8
REASONS = (phrases.LONGEST_TEXT, 120, 60, 30)
"""UTF-16 units of a reason in the lists: so many that nothing of the lists is lost. With the fewest it is not told
either why chats were not reached.
"""
FAILURES: Mapping[str, str] = {
    "blocked": N_("blocked the bot"),
    "kicked": N_("removed the bot"),
    "deactivated": N_("account deleted"),
    "not_member": N_("bot is not a member"),
    "not_found": N_("chat not found"),
    "topic_deleted": N_("topic deleted"),
    "topic_closed": N_("topic closed"),
    "no_rights": N_("bot may not write"),
}

SENDER_STATES = {
    "standby": N_("another process sends; this one stands by"),
    "idle": N_("nothing to send"),
    "sending": N_("sending"),
    "flood": N_("Telegram asked to wait"),
    "outage": N_("stopped by an outage, tries again by itself"),
    "database": N_("stopped until the database can be written"),
    "stopped": N_("stopped"),
}

ALERT_KINDS: Mapping[AlertKind, str] = {
    "release": N_("new figures"),
    "correction": N_("correction"),
    "note": N_("note"),
    "withdrawal": N_("withdrawal"),
    "restoration": N_("in force again"),
}


def what(t: Translator, catalogue: Catalogue, release: Release) -> str:
    index = catalogue.indices.get(release.index)
    return phrases.period_name(t, index, release.period) if index is not None else f"{release.index} {release.period}"


def status(
    t: Translator,
    catalogue: Catalogue,
    releases: Sequence[ReleaseStatus],
    deliveries: Sequence[tuple[Progress, Mapping[str, int]]],
    *,
    sender: str = "",
    waiting: Sequence[str] = (),
) -> Reply:
    """Releases by operators, newest first, and the deliveries. ``sender``: its state, '' where none is at work here.
    ``waiting``: names of files that wait for approval.
    """
    for longest in REASONS:
        lines = _status(t, catalogue, releases, deliveries, longest)
        if sender:
            lines += ["", t("Sender: {state}", state=t(SENDER_STATES.get(sender, sender)))]
        if waiting:
            lines += ["", t("Waiting for approval: {names}", names=_names(t, waiting))]
        reply = phrases.reply(lines)
        if not reply.html.endswith("…"):
            break
    return reply


def _names(t: Translator, names: Sequence[str]) -> Html:
    more = len(names) - SHOWN
    shown: list[str] = list(names[:SHOWN])
    return t.list([*shown, t.plural("{n} more", "{n} more", more)] if more > 0 else shown)


def _status(
    t: Translator,
    catalogue: Catalogue,
    releases: Sequence[ReleaseStatus],
    deliveries: Sequence[tuple[Progress, Mapping[str, int]]],
    longest: int,
) -> list[str | None]:
    """Both lists, with reasons of at most ``longest`` units."""
    lines: list[str | None] = [bold(t("Releases"))]
    for one in releases[:SHOWN]:
        lines.append(_release(t, catalogue, one, longest))
    if not releases:
        lines.append(t("None was published by an operator yet; the shipped figures are in force."))
    lines += ["", bold(t("Deliveries"))]
    for progress, failed in deliveries[:SHOWN]:
        lines.append(delivery(t, progress, failed if longest > REASONS[-1] else {}))
    if not deliveries:
        lines.append(t("None yet."))
    return lines


def _release(t: Translator, catalogue: Catalogue, one: ReleaseStatus, longest: int) -> str:
    when = t.date(one.published_at.date()) if one.published_at is not None else ""
    state = t("in force") if one.in_force else t("replaced")
    if one.withdrawn_at is not None:
        state = t("withdrawn: {why}", why=phrases.cut(one.withdrawn_why, longest))
    text = f"• {escape(what(t, catalogue, one.release))} · {escape(one.release.id)} · {when} · {state}"
    return Html(
        text
        + (
            " · " + t("corrects {id}: {why}", id=one.release.corrects, why=phrases.cut(one.release.why, longest))
            if one.release.corrects
            else ""
        )
    )


def delivery(t: Translator, one: Progress, failed: Mapping[str, int]) -> Html:
    """ "766-2026-10-10-1: 5 cuộc trò chuyện, đã gửi 4, chờ 1"."""
    counts = [
        t("sent {n}", n=t.integer(one.sent)),
        t("to be sent {n}", n=t.integer(one.pending)) if one.pending else None,
        t("waiting for a paused chat {n}", n=t.integer(one.held)) if one.held else None,
        t("perhaps sent {n}", n=t.integer(one.unknown)) if one.unknown else None,
        t("sent again {n}", n=t.integer(one.repeated)) if one.repeated else None,
        t("too old {n}", n=t.integer(one.expired)) if one.expired else None,
        t("replaced {n}", n=t.integer(one.superseded)) if one.superseded else None,
        t("failed {n}", n=t.integer(one.failed)) if one.failed else None,
    ]
    kind = t(ALERT_KINDS[one.kind])
    text = f"• {escape(one.release)} ({kind}): " + t.plural("{n} chat", "{n} chats", one.total)
    text += " · " + " · ".join(count for count in counts if count)
    why = [f"{escape(t(FAILURES[reason]) if reason in FAILURES else reason)} {n}" for reason, n in failed.items() if n]
    return Html(text + (f" ({', '.join(why)})" if why else ""))


ALARMS: Mapping[str, str] = {
    "outage": N_(
        "Sending alerts has stopped: too many failures ({reason}). It is tried again by itself; nobody is lost."
    ),
    "outage_over": N_("Sending alerts goes on."),
    "token": N_("Telegram does not know the bot's token, so nothing can be sent. It is tried again by itself."),
    "database": N_("The database takes nothing, so sending waits: {detail}. It is tried again by itself."),
    "database_over": N_("The database works again; sending goes on."),
    "bad_request": N_("Alert {alert} is held: Telegram refused its text three times ({detail})."),
    "strangers": N_("Alert {alert} is held: none of the first chats knows this bot. Is it the right token?"),
    "lease_lost": N_("Another process sends the alerts now."),
}


def alarm(t: Translator, one: Alarm) -> Reply:
    text = t(ALARMS[one.kind], reason=one.reason, detail=one.detail, alert=one.alert)
    return phrases.reply(["🚨 " + text if not one.kind.endswith("_over") else "✅ " + text])


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


def report(t: Translator, one: DeliveryReport) -> Reply:
    """The end of an alert's delivery, or of a part of it while the rest waits."""
    counts = [
        t("sent {n} of {total}", n=t.integer(one.sent), total=t.integer(one.total)),
        t("sent again {n}", n=t.integer(one.repeated)) if one.repeated else None,
        t("perhaps sent {n}", n=t.integer(one.unknown)) if one.unknown else None,
        t("waiting for a paused chat {n}", n=t.integer(one.paused)) if one.paused else None,
        t("to be sent {n}", n=t.integer(one.waiting)) if one.waiting else None,
        t("too old {n}", n=t.integer(one.expired)) if one.expired else None,
    ]
    return phrases.reply(
        [t("📬 Alert {alert}: {counts}", alert=one.alert, counts=Html(" · ".join(one for one in counts if one)))]
    )
