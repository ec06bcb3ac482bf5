"""The wording of the list of what is followed, and of its removal and undo."""

from __future__ import annotations

from collections.abc import Sequence

from bot import callbacks
from bot.i18n import Html, Translator, escape
from bot.presses.following import Follow, FollowTasks, Listing, Unfollow, UnfollowTasks
from bot.render import phrases
from bot.render.phrases import bold, name
from bot.render.quiet_hours import Hours, quiet_words
from bot.render.subscriptions import CHOICES, HERE, Where, label, subject
from bot.reply import Button, Reply
from data.alerts.model import Subscription, TaskSubscription
from data.model.tasks import TaskScope
from data.queries.catalogue import Catalogue

LISTED = 40


def task_subject(t: Translator, catalogue: Catalogue, scope: TaskScope) -> Html:
    """What is followed, in a few words: "nhiệm vụ của Hưng Yên · Sở Nội vụ · PAPI"."""
    province, agency = catalogue.provinces.get(scope.province), catalogue.agencies.get(scope.agency)
    whose = t("tasks of {province}", province=name(t, province) if province is not None else scope.province)
    parts = [whose]
    if scope.agency:
        parts.append(Html(escape(t.pick(agency.name_vi, agency.name_en) if agency else scope.agency)))
    if scope.index in catalogue.indices:
        parts.append(Html(escape(phrases.index_name(t, catalogue.indices[scope.index]))))
    return Html(" · ".join(parts))


def listing(
    t: Translator,
    catalogue: Catalogue,
    subscriptions: Sequence[Subscription],
    hours: Hours,
    tasks: Sequence[TaskSubscription] = (),
    where: Where = HERE,
) -> Reply:
    """What is followed, each with a button that removes it."""
    channel = where.channel
    lines: list[str | None] = [
        bold(t("🔔 Followed in the channel {title}", title=where.title) if where.title else t("🔔 Followed here"))
    ]
    buttons: list[list[Button | None]] = []
    for one in subscriptions[:LISTED]:
        text = label(t, catalogue, one)
        lines.append(f"• {text}")
        buttons.append([Button(f"✖ {text}", Unfollow(one.id, channel), style="danger")])
    for followed_tasks in tasks[: LISTED - min(LISTED, len(subscriptions))]:
        text = phrases.sentence(task_subject(t, catalogue, followed_tasks.scope))
        lines.append(f"• {text}")
        press = UnfollowTasks(followed_tasks.id, channel)
        buttons.append([Button(f"✖ {text}", press, style="danger")])
    if not subscriptions and not tasks:
        lines.append(t("Nothing yet."))
        lines.append(
            t("For example: {example}", example="/theodoi Hưng Yên" if t.language == "vi" else "/follow Hung Yen")
        )
        buttons.append([Button(t("Everything"), Follow(channel=channel))])
    every = len(subscriptions) + len(tasks)
    if every > LISTED:
        lines.append(t.plural("… and {n} more", "… and {n} more", every - LISTED))
    if every > 1:
        buttons.append([Button(t("🔕 Stop all"), Unfollow(0, channel), style="danger")])
    lines += ["", quiet_words(t, hours)]
    for chat, title in where.channels:
        buttons.append([Button(t("Channel {title}", title=Html(title)), Listing(chat))])
    return phrases.reply(lines, buttons)


def removed(
    t: Translator,
    catalogue: Catalogue,
    gone: Sequence[Subscription],
    tasks: Sequence[TaskSubscription] = (),
    *,
    left: int,
    channel: int = 0,
) -> Reply:
    """What is no longer followed, ``tasks`` as well, and how to take that back."""
    if not gone and not tasks:
        return phrases.reply(
            [t("That is not followed here any more.")],
            [[Button(t("What is followed here"), Listing(channel))]],
        )
    said = [escape(label(t, catalogue, one)) for one in gone]
    said += [task_subject(t, catalogue, one.scope) for one in tasks]
    lines: list[str | None] = [bold(t("🔕 No longer followed: {what}", what=Html("; ".join(said))))]
    lines.append(
        t.plural("{n} other thing is still followed here.", "{n} other things are still followed here.", left)
        if left
        else t("Nothing is followed here now; I will send no more alerts.")
    )
    buttons: list[list[Button | None]] = []
    for one in gone[:CHOICES]:
        action = Follow(one.province, one.index, one.min_move, one.corrections, True, channel)
        text = (
            t("Undo")
            if len(gone) + len(tasks) == 1
            else t("Undo: {what}", what=Html(subject(t, catalogue, one.province, one.index)))
        )
        buttons.append([Button(text, action)])
    for of_tasks in tasks[: CHOICES - min(CHOICES, len(gone))]:
        press = FollowTasks(of_tasks.province, of_tasks.agency, of_tasks.index, True, channel)
        text = (
            t("Undo")
            if len(gone) + len(tasks) == 1
            else t("Undo: {what}", what=task_subject(t, catalogue, of_tasks.scope))
        )
        if callbacks.fits(press):
            buttons.append([Button(text, press)])
    if left:
        buttons.append([Button(t("What is followed here"), Listing(channel))])
    return phrases.reply(lines, buttons)
