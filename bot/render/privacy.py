"""The wording of what is kept of a chat: said in short, handed out, and erased."""

from __future__ import annotations

from bot.i18n import Translator
from bot.presses.chats import Forget, MyData
from bot.render import phrases
from bot.render.phrases import bold
from bot.reply import Button, Reply
from data.chats.erasure import Erased
from data.chats.personal_data import KeptData


def privacy(t: Translator) -> Reply:
    """What is kept, why, how long and who sees it."""
    kept = [
        t(
            "Your questions are not kept once they are answered, except in feedback. For a day at most: what I showed "
            "you last, to understand “and 2022?”, and which of my messages answers yours. Only in memory: how fast you "
            "write, and how often you sent feedback in the last hour; recent questions, without who asked."
        ),
        t(
            "If you choose or follow something: this chat's id, language, home province, quiet hours and table style; "
            "when that was, and since when I cannot reach you."
        ),
        t(
            "What you follow and the alerts you got: so that news reaches you, and a correction reaches those who saw "
            "the wrong figure."
        ),
        t(
            "Feedback: your words, the question, the answer and your id, so that a reply reaches you; until the "
            "operators are done with it. They read the text in their own chats, where it stays, and are not shown who "
            "you are."
        ),
        t(
            "If you have a role in a province's tasks: which one, since when and what the operators call you; until it "
            "ends. What you reported stays, without your name."
        ),
        t(
            "Of a channel: its name and who manages it from here. Of operators: what they published, and when; a file "
            "that they sent, until it is published or an hour is over."
        ),
    ]
    lines = [
        bold(t("What I keep about this chat")),
        *(f"• {text}" for text in kept),
        "",
        t(
            "How long: until you delete it: {command}. Older copies that the operators made of the database may still "
            "have it.",
            command=_forget(t),
        ),
        t(
            "Who sees it: whoever runs this bot. It is passed on to nobody. The messages themselves are kept by "
            "Telegram."
        ),
    ]
    return phrases.reply(lines, [(Button(t("📄 Your data"), MyData()), Button(t("🗑 Delete it"), Forget("ask")))])


def _forget(t: Translator) -> str:
    return "/xoadulieu" if t.language == "vi" else "/forget"


def caption(t: Translator, *, shared: bool) -> Reply:
    """What stands under the file. ``shared``: it is of a group or a channel, not of a person."""
    of_many, of_one = t("Everything that I keep about this group or channel."), t("Everything that I keep about you.")
    delete = t("To delete it: {command}", command=_forget(t))
    return phrases.reply([of_many if shared else of_one, delete])


def ask(t: Translator, kept: KeptData, *, shared: bool, operator: bool) -> Reply:
    """The question before everything is erased: what will go, and what stays."""
    question = (
        t("Delete everything that I keep about this group or channel?")
        if shared
        else t("Delete everything that I keep about you?")
    )
    followed, alerts = len(kept.subscriptions) + len(kept.followed_tasks), len(kept.alerts)
    said, roles = len(kept.feedback), len(kept.roles)
    files = sum(one.own and not one.published for one in kept.files)
    goes = [
        t("what you chose here: language, home province, quiet hours, table style"),
        t.plural(
            "{n} thing you follow; no more alerts will come",
            "{n} things you follow; no more alerts will come",
            followed,
        )
        if followed
        else None,
        t.plural("{n} alert sent to you or waiting to be sent", "{n} alerts sent to you or waiting to be sent", alerts)
        if alerts
        else None,
        t.plural("{n} report to the operators", "{n} reports to the operators", said) if said else None,
        t.plural(
            "{n} file that you sent and I am asking you about",
            "{n} files that you sent and I am asking you about",
            files,
        )
        if files
        else None,
        t.plural(
            "{n} role in a province's tasks, which ends; what you reported stays, without your name",
            "{n} roles in provinces' tasks, which end; what you reported stays, without your name",
            roles,
        )
        if roles
        else None,
        t("what I remember of our conversation"),
    ]
    lines: list[str | None] = [bold(question), *(f"• {text}" for text in goes if text)]
    if kept.channels:
        names = t.list(one.title or str(one.id) for one in kept.channels)
        lines.append(t("Channels that you manage from here stay and go on getting alerts: {names}.", names=names))
    if kept.deeds:
        lines.append(t("What you published or withdrew stays in the record, without your id."))
    if operator:
        lines.append(_rights(t))
    lines.append(t("This cannot be undone. If you write again afterwards, we begin anew."))
    buttons = (Button(t("🗑 Delete everything"), Forget("go"), style="danger"), Button(t("Keep it"), Forget("keep")))
    return phrases.reply(lines, [buttons])


def _rights(t: Translator) -> str:
    return t("Your rights as an operator come from the bot's configuration; they stay.")


def erased(t: Translator, what: Erased, *, operator: bool) -> Reply:
    """What came of it."""
    found = (
        *(what.known, what.subscriptions, what.alerts, what.feedback, what.channels, what.deeds, what.files),
        what.roles,
    )
    gone = t("Done. I no longer keep anything about this chat.")
    lines: list[str | None] = [
        "🗑 " + (gone if any(found) else t("There was nothing left to delete.")),
        t("The messages here are yours to delete in Telegram. You can ask me again at any time."),
        _rights(t) if operator else None,
    ]
    return phrases.reply(lines)


def kept_on(t: Translator) -> Reply:
    return Reply(t("Nothing was deleted."))


def only_administrators(t: Translator) -> Reply:
    """The refusal in a group or a channel."""
    return Reply(t("In a group or a channel only administrators may see or delete what I keep about it."))
