"""The findings of ``chisotinh doctor``: what was looked at, how it stands, and what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.botapi.reach import TELEGRAM, Reach
from bot.i18n import N_, Translator
from bot.render import troubles
from data.db.condition import Condition
from data.errors import DatabaseRefused

State = Literal["ok", "warning", "wrong", "unknown"]
MARKS: Mapping[State, str] = {"ok": "✅", "warning": "⚠️", "wrong": "❌", "unknown": "❔"}
CHECKS: Mapping[str, str] = {
    "settings": N_("Settings"),
    "token": N_("Token"),
    "telegram": N_("Telegram"),
    "webhook": N_("Webhook"),
    "listening": N_("Listening"),
    "clock": N_("Clock"),
    "disk": N_("Disk"),
    "database": N_("Database"),
    "figures": N_("Figures"),
    "operators": N_("Operators"),
}
MB = 1 << 20
LITTLE, TOO_LITTLE = 500 * MB, 50 * MB
"""Bytes free on the disk below which there is a warning, and below which the bot may stop."""
OFF, FAR_OFF = dt.timedelta(seconds=30), dt.timedelta(minutes=5)
"""How far the clock may be off before there is a warning, and before quiet hours and dates go wrong."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's. ``check`` is a key of ``CHECKS``; ``advice`` is '' where there is nothing to do."""

    check: str
    state: State
    said: str
    advice: str = ""

    def line(self, t: Translator) -> str:
        """As shown in a terminal, as HTML."""
        text = f"{MARKS[self.state]} {t(CHECKS[self.check])}: {self.said}"
        return text + (f"\n   → {self.advice}" if self.advice else "")


REACHED: Mapping[str, str] = {
    "server": N_("{host} answers with an error on its side ({status})."),
    "not_telegram": N_("something else answers in the place of {host} (status {status})."),
    "dns": N_("the name {host} cannot be looked up (DNS)."),
    "no_route": N_("this machine has no way to {host}: the network is down."),
    "refused": N_("the connection to {host} is refused."),
    "timeout": N_("the connection to {host} is not made in time."),
    "silent": N_("{host} takes the connection, but does not answer in time."),
    "tls": N_("no trusted encrypted connection (TLS) to {host} can be made."),
    "cut_off": N_("the connection to {host} is cut off."),
    "proxy_unreachable": N_("the proxy {proxy} cannot be reached."),
    "proxy_password": N_("the proxy {proxy} does not take this user and password."),
    "proxy_refused": N_("the proxy {proxy} does not let us through to {host}."),
}
MENDED: Mapping[str, str] = {
    "server": N_("Wait: this usually passes by itself."),
    "proxy_unreachable": N_("Check the proxy's address and port in CHISOTINH_PROXY or HTTPS_PROXY, and that it runs."),
    "proxy_password": N_(
        "Correct user and password in CHISOTINH_PROXY; special characters are written as % and digits."
    ),
    "proxy_refused": N_("Ask whoever runs the proxy to allow {host}, port 443, or choose another proxy."),
}
BLOCKED = N_(
    "Other addresses are reached, so the network seems to block Telegram: set CHISOTINH_PROXY to a proxy outside of it."
)
DOWN = N_("No other address is reached either, so the network is down: mend it first.")
PERHAPS = N_("If other addresses work, the network blocks Telegram: set CHISOTINH_PROXY to a proxy that reaches it.")
SERVER = N_("Check CHISOTINH_API_URL, and that the Bot API server there runs.")
PROXIED = N_("The proxy is reached but does not lead to Telegram: choose another one in CHISOTINH_PROXY.")


def token(t: Translator, found: Reach, *, set_: bool) -> Finding:
    if not set_:
        said = t("CHISOTINH_TOKEN is not set.")
        return Finding("token", "wrong", said, t("Get a token from @BotFather and set CHISOTINH_TOKEN to it."))
    if found.kind == "unknown_token":
        said = t("Telegram does not know it.")
        return Finding("token", "wrong", said, t("Set CHISOTINH_TOKEN to the token that @BotFather shows now."))
    if found.kind == "ok":
        return Finding("token", "ok", t("accepted, the bot is @{name}.", name=found.username))
    return Finding("token", "unknown", t("well formed; whether it is accepted could not be asked."))


def telegram(t: Translator, found: Reach) -> Finding:
    if found.kind in ("ok", "unknown_token"):
        values = {"host": found.host, "seconds": t.number(found.seconds, 1), "proxy": found.proxy}
        if found.proxy:
            return Finding("telegram", "ok", t("{host} answers in {seconds} s, through the proxy {proxy}.", **values))
        return Finding("telegram", "ok", t("{host} answers in {seconds} s.", **values))
    said = t(REACHED[found.kind], host=found.host, status=found.status, proxy=found.proxy)
    if found.kind in MENDED:
        advice = MENDED[found.kind]
    elif found.proxy:
        advice = PROXIED
    elif found.host.partition(":")[0] != TELEGRAM:
        advice = SERVER
    else:
        advice = {True: BLOCKED, False: DOWN, None: PERHAPS}[found.elsewhere]
    return Finding("telegram", "warning" if found.kind == "server" else "wrong", said, t(advice, host=found.host))


def clock(t: Translator, found: Reach, newest: dt.datetime | None, now: dt.datetime) -> Finding:
    """``newest`` is the last moment that the database knows: a clock before it was set back."""
    if newest is not None and newest - now > OFF:
        said = t("it stands before the last release in the database: it was set back.")
        return Finding("clock", "wrong", said, t("Let the machine keep its time by itself (NTP)."))
    if found.ahead is None:
        return Finding("clock", "unknown", t("could not be compared, as no answer came with a time."))
    off = abs(found.ahead)
    if off < OFF:
        return Finding("clock", "ok", t("right."))
    minutes = t.number(off / dt.timedelta(minutes=1), 1)
    said = t("{n} minutes fast.", n=minutes) if found.ahead > off * 0 else t("{n} minutes slow.", n=minutes)
    advice = t("Let the machine keep its time by itself (NTP); quiet hours and dates go by it.")
    return Finding("clock", "wrong" if off >= FAR_OFF else "warning", said, advice)


def disk(t: Translator, folder: str, free: int, problem: OSError | None) -> Finding:
    """``problem`` is what came of writing a small file there."""
    if problem is not None:
        said = t("nothing can be written in {folder}: {why}.", folder=folder, why=troubles.system(problem, t))
        return Finding("disk", "wrong", said, t("Give the user that runs the bot the right to write there."))
    said = t("{n} MB free in {folder}.", n=t.integer(free // MB), folder=folder)
    if free >= LITTLE:
        return Finding("disk", "ok", said)
    return Finding("disk", "wrong" if free < TOO_LITTLE else "warning", said, t("Make room on this disk."))


def database(t: Translator, found: Condition | Exception | None, now: dt.datetime) -> Finding:
    if isinstance(found, DatabaseRefused):
        return Finding("database", "wrong", troubles.refused(found, t), troubles.advice(found, t))
    if isinstance(found, Exception):
        return Finding("database", "wrong", troubles.trouble(found, t))
    if found is None:
        return Finding("database", "ok", t("none yet; the first start builds it."))
    if found.fault:
        advice = t("Stop the bot and restore a backup with `chisotinh restore`.")
        return Finding("database", "wrong", t("damaged: SQLite's check finds faults."), advice)
    if not found.writable:
        advice = t("Wait a moment and try again; if it stays so, find the process that holds it.")
        return Finding("database", "warning", t("sound, but another process has locked it for writing."), advice)
    said = [t("sound, {n} MB.", n=t.number(found.size / MB, 1))]
    if found.sender is not None and found.sender[1] > now:
        said.append(t("A running bot ({holder}) sends from it.", holder=found.sender[0].rpartition(":")[0]))
    if found.waiting:
        said.append(t.plural("{n} message waits to be sent.", "{n} messages wait to be sent.", found.waiting))
    return Finding("database", "ok", " ".join(said))


def figures(t: Translator, condition: Condition | None, *, tables: str, shipped: str) -> Finding:
    """``tables`` and ``shipped`` are the versions that this program has."""
    if condition is None:
        return Finding("figures", "unknown", t("there is no database to look into."))
    found = condition.versions
    if found.tables != tables:
        said = t("the database has tables {old}, this program {new}.", old=found.tables or "?", new=tables)
        if found.outgrown:
            return Finding("figures", "wrong", said, t("Update this program: it cannot go on with these tables."))
        if found.newer_tables:
            advice = t("This program goes on with them meanwhile; update it, too.")
            return Finding("figures", "warning", said, advice)
        advice = t("The next start upgrades it, after a backup; or run `chisotinh db upgrade` now.")
        return Finding("figures", "warning", said, advice)
    if found.shipped != shipped:
        said = t("the database holds the shipped figures {old}, this program {new}.", old=found.shipped, new=shipped)
        if found.newer_figures:
            advice = t("They came with a newer version of this program and stay; update this one, too.")
            return Finding("figures", "warning", said, advice)
        advice = t("The next start brings in the new ones; or run `chisotinh db upgrade` now.")
        return Finding("figures", "warning", said, advice)
    return Finding(
        "figures", "ok", t("those of this program ({version}), tables {tables}.", version=shipped, tables=tables)
    )


def operators(t: Translator, count: int) -> Finding:
    if count:
        return Finding("operators", "ok", str(t.plural("{n} is set.", "{n} are set.", count)))
    said = t("none is set, so nobody can publish in Telegram or is told of trouble.")
    advice = t("Set CHISOTINH_ADMINS to the Telegram ids of the operators, with commas between.")
    return Finding("operators", "warning", said, advice)
