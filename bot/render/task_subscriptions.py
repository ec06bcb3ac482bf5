"""The wording of following tasks: what will come and when, its removal, and what to do where it is not clear whose."""

from __future__ import annotations

from collections.abc import Sequence

from bot import callbacks
from bot.i18n import Html, Translator
from bot.presses.following import FollowTasks, Listing, UnfollowTasks
from bot.render import phrases
from bot.render.following import task_subject
from bot.render.phrases import bold
from bot.render.quiet_hours import Hours, quiet_words
from bot.render.subscriptions import HERE, Where
from bot.reply import Button, Reply
from data.alerts.model import TaskSubscription
from data.model.tasks import TaskScope
from data.queries.catalogue import Catalogue

CHOICES = 8


def followed(
    t: Translator,
    catalogue: Catalogue,
    made: Sequence[TaskSubscription],
    notes: Sequence[Html],
    *,
    known: bool,
    hours: Hours,
    where: Where = HERE,
) -> Reply:
    """What was agreed: what will come, and when. ``notes`` say what of the wish was taken otherwise; ``known``: it
    stood already.
    """
    channel = where.channel
    what = Html("; ".join(task_subject(t, catalogue, one.scope) for one in made))
    head = t("🔔 Followed already: {what}", what=what) if known else t("🔔 Followed: {what}", what=what)
    lines: list[str | None] = [bold(head), *notes]
    if where.title:
        lines.append(t("Where: the channel {title}", title=where.title))
    lines += [
        "",
        t("What will come:"),
        "• " + t("Each new plan, and whatever changes in one, as soon as the province brings it."),
        "• " + t("Reminders of what is to be done by a date: usually 30, 7 and 1 days before, on the day, and weekly "
                 "while it is overdue."),
        "• " + t("At most one reminder a day, with all that is due. A task without a date is not reminded of."),
        "• " + quiet_words(t, hours),
    ]  # fmt: skip
    buttons: list[list[Button | None]] = []
    if len(made) == 1:
        buttons.append([Button(t("Undo"), UnfollowTasks(made[0].id, channel))])
    buttons.append([Button(t("What is followed here"), Listing(channel))])
    if len(made) == 1 and not channel:
        for chat, title in where.channels[:3]:
            scope = made[0].scope
            press = FollowTasks(scope.province, scope.agency, scope.index, channel=chat)
            if callbacks.fits(press):
                buttons.append([Button(t("Also to {title}", title=Html(title)), press)])
    return phrases.reply(lines, buttons)


def whose(t: Translator, catalogue: Catalogue, scopes: Sequence[TaskScope], heard: str = "", channel: int = 0) -> Reply:
    """The question whose tasks are meant, with a button for each that may be."""
    lines: list[str | None] = []
    if heard:
        lines.append(t("I did not find “{heard}”.", heard=phrases.cut(heard, phrases.HEARD_SHOWN)))
    lines.append(t("Which province's tasks should be followed?"))
    example = "/theodoi nhiệm vụ Hưng Yên Sở Nội vụ" if t.language == "vi" else "/follow tasks Hung Yen"
    lines.append(t("For example: {example}", example=example))
    buttons: list[list[Button | None]] = []
    for scope in scopes[:CHOICES]:
        press = FollowTasks(scope.province, scope.agency, scope.index, channel=channel)
        if callbacks.fits(press):
            buttons.append([Button(phrases.sentence(task_subject(t, catalogue, scope)), press)])
    return phrases.reply(lines, buttons)


def unknown_agency(t: Translator, said: str, catalogue: Catalogue, scopes: Sequence[TaskScope], channel: int) -> Reply:
    """That no agency is known by this name; what can be followed in its place."""
    asked = whose(t, catalogue, scopes, channel=channel)
    line = t("I know no agency “{agency}” in the plans.", agency=phrases.cut(said, phrases.HEARD_SHOWN))
    return phrases.reply([line, t("All tasks of the province can be followed:")], asked.buttons)


def not_followed(t: Translator) -> Reply:
    return phrases.reply([t("That is not followed here. See what is: /following")])
