"""What operators read in /status, and of deliveries: how the sender stands, releases, reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.delivery.events import DeliveryReport
from bot.i18n import N_, Html, Translator, escape
from bot.render import phrases
from bot.render.phrases import bold
from bot.reply import Reply
from data.alerts.model import AlertKind, AlertSubject, HeldBack, Progress, ReleaseStatus
from data.alerts.quiet_hours import VIETNAM
from data.model.figures import Release
from data.queries.catalogue import Catalogue
from data.workers.registry import KnownWorker

SHOWN = 8
MINUTE = dt.timedelta(minutes=1)
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
    "outage": N_("stopped by an outage, will try again by itself"),
    "database": N_("stopped until the database can be written"),
    "stopped": N_("stopped"),
}

ALERT_KINDS: Mapping[AlertKind, str] = {
    "release": N_("new figures"),
    "correction": N_("correction"),
    "note": N_("note"),
    "withdrawal": N_("withdrawal"),
    "reinstatement": N_("in force again"),
}


PLAN_KINDS: Mapping[AlertKind, str] = {"release": N_("new plan")}
ALERT_SUBJECTS: Mapping[AlertSubject, str] = {
    "reminder": N_("reminders of tasks"),
    "digest": N_("weekly digest"),
    "report": N_("reports on tasks"),
}


@dataclass(frozen=True, slots=True)
class RunningState:
    """What is going on beside releases and deliveries: the sender's state ('' where none is at work here), the names of
    files that wait for approval, and how much feedback is open; and the workers, where there may be several, with the
    time that it is for them.
    """

    sender: str = ""
    waiting: Sequence[str] = ()
    feedback: int = 0
    workers: Sequence[KnownWorker] = ()
    now: dt.datetime | None = None


NOTHING_RUNS = RunningState()


def what(t: Translator, catalogue: Catalogue, release: Release) -> str:
    index = catalogue.indices.get(release.index)
    return phrases.period_name(t, index, release.period) if index is not None else f"{release.index} {release.period}"


def status(
    t: Translator,
    catalogue: Catalogue,
    releases: Sequence[ReleaseStatus],
    deliveries: Sequence[tuple[Progress, Mapping[str, int], HeldBack]],
    running: RunningState = NOTHING_RUNS,
) -> Reply:
    """Releases by operators, newest first, the deliveries, and what else is going on."""
    for longest in REASONS:
        lines = _status(t, catalogue, releases, deliveries, longest)
        if running.sender:
            lines += ["", t("Sender: {state}", state=t(SENDER_STATES.get(running.sender, running.sender)))]
        if running.workers and running.now is not None:
            lines += ["", bold(t("Workers")), *(_worker(t, one, running.now) for one in running.workers[:SHOWN])]
        if running.waiting:
            lines += ["", t("Waiting for approval: {names}", names=_names(t, running.waiting))]
        if running.feedback:
            lines += [
                "",
                t.plural("{n} report from a user is open.", "{n} reports from users are open.", running.feedback),
            ]
        reply = phrases.reply(lines)
        if not reply.html.endswith("…"):
            break
    return reply


DUTIES: Mapping[str, str] = {
    "receive": N_("receives messages"),
    "send": N_("sends alerts"),
    "house": N_("watches for new releases"),
    "remind": N_("reminds of tasks"),
}


def _worker(t: Translator, worker: KnownWorker, now: dt.datetime) -> str:
    """A worker, what it does alone, and when it was last heard."""
    name = bold(f"{worker.machine}:{worker.pid}")
    does = [t(DUTIES[duty]) for duty in worker.duties if duty in DUTIES] if worker.lives(now) else []
    if worker.in_hand and worker.lives(now):
        does.append(t.plural("{n} message in hand", "{n} messages in hand", worker.in_hand))
    seconds = max(0, round((now - worker.seen).total_seconds()))
    heard = (
        t.plural("heard {n} second ago", "heard {n} seconds ago", seconds)
        if worker.lives(now)
        else t.plural("not heard for {n} second", "not heard for {n} seconds", seconds)
    )
    parts = [name, t("version {version}", version=worker.version), *does, heard]
    return Html(f"{'🟢' if worker.lives(now) else '🔴'} {' · '.join(parts)}")


def _names(t: Translator, names: Sequence[str]) -> Html:
    more = len(names) - SHOWN
    shown: list[str] = list(names[:SHOWN])
    return t.list([*shown, t.plural("{n} more", "{n} more", more)] if more > 0 else shown)


def _status(
    t: Translator,
    catalogue: Catalogue,
    releases: Sequence[ReleaseStatus],
    deliveries: Sequence[tuple[Progress, Mapping[str, int], HeldBack]],
    longest: int,
) -> list[str | None]:
    """Both lists, with reasons of at most ``longest`` units."""
    lines: list[str | None] = [bold(t("Releases"))]
    for one in releases[:SHOWN]:
        lines.append(_release(t, catalogue, one, longest))
    if not releases:
        lines.append(t("None was published by an operator yet; the shipped figures are in force."))
    lines += ["", bold(t("Deliveries"))]
    for progress, failed, back in deliveries[:SHOWN]:
        lines.append(delivery(t, progress, failed if longest > REASONS[-1] else {}, back))
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


def delivery(t: Translator, one: Progress, failed: Mapping[str, int], back: HeldBack) -> Html:
    """ "766-2026-10-10-1: 5 cuộc trò chuyện, đã gửi 4, chờ 1"."""
    counts = [
        t("sent {n}", n=t.integer(one.sent)),
        *waiting_counts(t, one.pending, back),
        t("waiting for a paused chat {n}", n=t.integer(one.held)) if one.held else None,
        t("perhaps sent {n}", n=t.integer(one.unknown)) if one.unknown else None,
        t("sent again {n}", n=t.integer(one.repeated)) if one.repeated else None,
        t("too old {n}", n=t.integer(one.expired)) if one.expired else None,
        t("replaced {n}", n=t.integer(one.superseded)) if one.superseded else None,
        t("failed {n}", n=t.integer(one.failed)) if one.failed else None,
    ]
    kind = t(ALERT_SUBJECTS.get(one.subject, ALERT_KINDS[one.kind]))
    if one.subject == "plan":
        kind = t("plan: {kind}", kind=t(PLAN_KINDS.get(one.kind, ALERT_KINDS[one.kind])))
    text = f"• {escape(one.release)} ({kind}): " + t.plural("{n} chat", "{n} chats", one.total)
    text += " · " + " · ".join(count for count in counts if count)
    why = [f"{escape(t(FAILURES[reason]) if reason in FAILURES else reason)} {n}" for reason, n in failed.items() if n]
    return Html(text + (f" ({', '.join(why)})" if why else ""))


def waiting_counts(t: Translator, pending: int, back: HeldBack) -> list[Html]:
    """What still waits, and for what: "giữ trong giờ không làm phiền 12, đến 07:00 ngày 12/10/2026"."""
    due = pending - back.chats
    counts = [t("to be sent {n}", n=t.integer(due))] if due > 0 else []
    if back.quiet and back.last is not None:
        many = back.first is not None and back.last - back.first >= MINUTE
        text = (
            N_("held by quiet hours {n}, the last until {until}")
            if many
            else N_("held by quiet hours {n}, until {until}")
        )
        counts.append(t(text, n=t.integer(back.quiet), until=_hour(t, back.last)))
    if back.stopped:
        counts.append(t("held until an operator resumes it {n}", n=t.integer(back.stopped)))
    if back.later:
        counts.append(t("tried again later {n}", n=t.integer(back.later)))
    return counts


def _hour(t: Translator, moment: dt.datetime) -> Html:
    local = moment.astimezone(VIETNAM)
    return t("{hour} on {day}", hour=f"{local:%H:%M}", day=t.date(local.date()))


def report(t: Translator, one: DeliveryReport) -> Reply:
    """The end of an alert's delivery, or of a part of it while the rest waits."""
    counts = [
        t("sent {n} of {total}", n=t.integer(one.sent), total=t.integer(one.total)),
        t("sent again {n}", n=t.integer(one.repeated)) if one.repeated else None,
        t("perhaps sent {n}", n=t.integer(one.unknown)) if one.unknown else None,
        t("waiting for a paused chat {n}", n=t.integer(one.paused)) if one.paused else None,
        *waiting_counts(t, one.waiting, one.held_back),
        t("too old {n}", n=t.integer(one.expired)) if one.expired else None,
    ]
    return phrases.reply(
        [t("📬 Alert {alert}: {counts}", alert=one.alert, counts=Html(" · ".join(one for one in counts if one)))]
    )


def nothing_moves(t: Translator) -> Html:
    """For somebody who watches a delivery at the terminal."""
    return t("Nothing moves: is “chisotinh run” running? Ctrl-C ends watching; the alerts go all the same.")
