"""The findings of ``chisotinh doctor`` on the webhook: the address, what Telegram says of it, and where it is taken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from bot.botapi.reach import TELEGRAM, Reach
from bot.botapi.webhook_state import ListenState, WebhookState
from bot.i18n import N_, Html, Translator
from bot.render.doctor import Finding, State
from data.alerts.quiet_hours import VIETNAM

PORTS = (443, 80, 88, 8443)
"""To which Telegram delivers; a Bot API server of one's own has no such rule."""
STILL = dt.timedelta(minutes=10)
"""An error that Telegram saw since then, while updates wait, still stands."""
LONGEST_ERROR = 120

REASONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b403\b"), N_("Whoever answers there refuses Telegram: is it this bot, with this token and secret?")),
    (re.compile(r"\b40[045]\b|\b30\d\b"), N_("Let the proxy in front pass the path {path} on to {place}, as it is.")),
    (
        re.compile(r"\b5\d\d\b|read timeout", re.I),
        N_("The proxy in front does not get an answer: does the bot run, and at {place}?"),
    ),
    (
        re.compile(r"ssl|certificate", re.I),
        N_("The certificate must be valid for {host}, with its whole chain; Telegram does not trust this one."),
    ),
    (
        re.compile(r"timed? ?out|refused|unreachable|resolve|connect", re.I),
        N_(
            "Check that {host} leads to this machine, and that its firewall lets Telegram (149.154.160.0/20,"
            " 91.108.4.0/22) come to port {port}."
        ),
    ),
)
"""What to do about an error that Telegram saw, by its words."""
OTHERWISE = N_("Look into the log of the proxy in front.")

LISTENS: Mapping[ListenState, tuple[State, str, str]] = {
    "free": ("ok", N_("{place} is free; no bot listens there now."), ""),
    "bot": ("ok", N_("a bot listens at {place}."), ""),
    "taken": (
        "wrong",
        N_("another program has {place}."),
        N_("Choose another port in CHISOTINH_LISTEN, and tell the proxy in front."),
    ),
    "elsewhere": (
        "wrong",
        N_("{place} is no address of this machine."),
        N_("Set CHISOTINH_LISTEN to one; where the proxy in front runs on this machine, to 127.0.0.1:8443."),
    ),
    "forbidden": (
        "wrong",
        N_("this user may not listen at {place}."),
        N_("Choose a port above 1023 in CHISOTINH_LISTEN, and tell the proxy in front."),
    ),
}


def without_webhook(t: Translator, found: Reach) -> Finding:
    """Where the settings have none: messages are polled for, which takes away a webhook that is set."""
    told = found.webhook
    if told is None:
        said = t("none in the settings; whether one is set at Telegram could not be asked.")
        return Finding("webhook", "unknown", said)
    if not told.url:
        return Finding("webhook", "ok", t("none; the bot fetches its messages itself (polling)."))
    said = t(
        "none in the settings, but at Telegram one is set at {host}: `chisotinh run` would take it away.",
        host=urlsplit(told.url).netloc.rpartition("@")[2],
    )
    advice = t(
        "If it is this bot's, set CHISOTINH_WEBHOOK to its address; if another program uses it, take a token of its own"
        " for this bot."
    )
    return Finding("webhook", "warning", _joined([said, *_waiting(t, told)]), advice)


def webhook(t: Translator, found: Reach, url: str, place: str, now: dt.datetime) -> Finding:
    """The webhook of the settings; ``place`` is where it is taken."""
    parts = urlsplit(url)
    public = found.host.partition(":")[0] == TELEGRAM
    if public and _is_private(parts.hostname or ""):
        said = t("{host} is a name or address of a private network, where Telegram cannot come.", host=parts.hostname)
        return Finding("webhook", "wrong", said, t("Set CHISOTINH_WEBHOOK to a public address, or poll without it."))
    if public and (parts.port or 443) not in PORTS:
        said = t("Telegram delivers to the ports 443, 80, 88 and 8443 only, not to {port}.", port=parts.port)
        advice = t("Let the proxy in front listen at one of them, best at 443, and write that into CHISOTINH_WEBHOOK.")
        return Finding("webhook", "wrong", said, advice)
    told = found.webhook
    if told is None:
        said = t("{host} may be used; what Telegram says of it could not be asked.", host=parts.netloc)
        return Finding("webhook", "unknown", said)
    if told.url != url:
        return _not_ours(t, told)
    return _ours(t, told, parts, place, now)


def _not_ours(t: Translator, told: WebhookState) -> Finding:
    if not told.url:
        said, advice = t("not set at Telegram yet."), t("`chisotinh run` sets it when it starts.")
    else:
        host = urlsplit(told.url).netloc.rpartition("@")[2]
        said = t("Telegram delivers to another address, at {host}.", host=host)
        advice = t(
            "`chisotinh run` sets it right when it starts; if another program uses this token, take one of its own for"
            " this bot."
        )
    return Finding("webhook", "warning", _joined([said, *_waiting(t, told)]), advice)


def _ours(t: Translator, told: WebhookState, parts: SplitResult, place: str, now: dt.datetime) -> Finding:
    told_ip = t("Telegram delivers to {host} (IP {ip}).", host=parts.netloc, ip=told.ip)
    said = [told_ip if told.ip else t("Telegram delivers to {host}.", host=parts.netloc), *_waiting(t, told)]
    if not told.error or told.error_at is None:
        return Finding("webhook", "ok", _joined(said))
    local = told.error_at.astimezone(VIETNAM)
    when = t("{hour} on {day}", hour=f"{local:%H:%M}", day=t.date(local.date()))
    said.append(t("Last failed delivery: {when}, “{error}”.", when=when, error=told.error[:LONGEST_ERROR]))
    stands = told.waiting > 0
    if not stands:
        return Finding("webhook", "ok", _joined(said))
    advice = next((text for pattern, text in REASONS if pattern.search(told.error)), OTHERWISE)
    values = {"path": parts.path or "/", "place": place, "host": parts.hostname, "port": parts.port or 443}
    state: State = "wrong" if now - told.error_at < STILL else "warning"
    return Finding("webhook", state, _joined(said), t(advice, **values))


def listening(t: Translator, found: ListenState, place: str, *, own_secret: bool | None) -> Finding:
    """Where deliveries are taken; ``own_secret`` tells whether the secret was set, None where there is none at all."""
    state, said, advice = LISTENS[found]
    secret = {
        True: t("The secret is the one that was set."),
        False: t("The secret is made from the token."),
        None: t("Without a token there is no secret yet."),
    }[own_secret]
    if own_secret is None and state == "ok":
        state = "unknown"
    return Finding("listening", state, _joined([t(said, place=place), secret]), t(advice) if advice else "")


def _waiting(t: Translator, told: WebhookState) -> list[Html]:
    n = told.waiting
    return [t.plural("{n} update waits there.", "{n} updates wait there.", n)] if n else []


def _joined(said: list[Html]) -> str:
    return " ".join(said)


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan")) or "." not in host
