"""What operators read of the watched feed: a new table, what is wrong, and what one of them put aside."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Translator
from bot.presses.publishing import Publish
from bot.render import phrases
from bot.render.phrases import bold
from bot.reply import Button, Reply


def found(t: Translator, name: str) -> Reply:
    return phrases.reply([bold(t("👀 The watch found a new table: {name}", name=name))])


def feed_wrong(t: Translator, msgid: str, values: Mapping[str, str | int]) -> Reply:
    return phrases.reply(["⚠️ " + t("The watched feed: {why}", why=t(msgid, **values))])


def not_published(t: Translator, name: str, why: str) -> Reply:
    return phrases.reply(["⚠️ " + t("The watched feed: {name} was not published: {why}", name=name, why=why)])


def lacks_reason(t: Translator, name: str, release: str) -> Reply:
    text = t(
        "{name} would take the place of {release}, but the feed gives no reason (“why”). It was not published.",
        name=name,
        release=release,
    )
    return phrases.reply(["⚠️ " + text])


def has_doubts(t: Translator, name: str, n: int) -> Reply:
    text = t("{name}: cells of the picture that a person must look at: {n}. Send the picture yourself.", name=name, n=n)
    return phrases.reply(["⚠️ " + text])


def really_dismiss(t: Translator, file: str, name: str) -> Reply:
    """Asked before a table that waits for all operators is put aside."""
    text = t(
        "Put {name} aside for all operators? It is not published then; the others are told, "
        "and any of you can take it up again.",
        name=name,
    )
    yes = Button(t("Put it aside"), Publish(file, "dismiss"))
    return phrases.reply([text], [[yes, Button(t("Back"), Publish(file, "keep"))]])


def dismissed(t: Translator, file: str, name: str, who: str = "") -> Reply:
    """It was put aside: by the reader or, with ``who``, by another operator."""
    if who:
        text = t("{who} put {name} aside; it is not published.", who=who, name=name)
    else:
        text = t("{name} is put aside. Nothing was written.", name=name)
    return phrases.reply(["🗂 " + text], [[Button(t("Take it up again"), Publish(file, "reopen"))]])


def reopened(t: Translator, name: str, who: str) -> Reply:
    return phrases.reply(["🗂 " + t("{who} took {name} up again; it waits for approval.", who=who, name=name)])


def is_dismissed(t: Translator) -> Reply:
    return phrases.reply([t("This table was put aside. It can be taken up again by the button that says so.")])
