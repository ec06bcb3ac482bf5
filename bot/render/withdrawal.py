"""The wording of a withdrawal and of its undoing: what it is about, asked before, and what was done."""

from __future__ import annotations

from bot.i18n import Html, Translator, escape
from bot.render import phrases
from bot.render.conversation import heard
from bot.render.operator import what
from bot.render.phrases import bold
from bot.reply import Reply
from data.alerts.model import Published, ReleaseStatus
from data.model.figures import Release
from data.queries.catalogue import Catalogue


def about(t: Translator, catalogue: Catalogue, one: ReleaseStatus) -> list[str | None]:
    """A release in a few lines: its name, title and id, where it comes from, and whether it holds."""
    release = one.release
    head = t("{what}, revision {n}", what=what(t, catalogue, release), n=release.revision)
    if release.origin == "shipped":
        came = t("came with the program")
    else:
        when = one.published_at.date() if one.published_at is not None else None
        came = t("published {date}", date=t.date(when)) if when is not None else t("published by an operator")
    state = t("in force") if one.in_force else t("replaced")
    if one.withdrawn_at is not None:
        state = t("withdrawn: {why}", why=one.withdrawn_why)
    title = phrases.cut(t.pick(release.title_vi, release.title_en))
    return [bold(head), escape(title), Html(f"{escape(release.id)} · {came} · {state}")]


def before_withdrawal(
    t: Translator, catalogue: Catalogue, one: ReleaseStatus, told: int, hearing: int, behind: Release | None
) -> Reply:
    """What is about to be withdrawn. ``told`` chats had it, ``hearing`` will be told, ``behind`` holds then."""
    lines = about(t, catalogue, one)
    lines.append(_told(t, told))
    lines.append(t.plural("{n} chat will hear of it.", "{n} chats will hear of it.", hearing) if hearing else None)
    if one.in_force:
        lines.append(
            t("After that {release} holds again.", release=behind.id)
            if behind is not None
            else _beside(t, catalogue, one.release) or t("After that nothing is in force for this period.")
        )
    return phrases.reply(lines)


def before_reinstatement(t: Translator, catalogue: Catalogue, one: ReleaseStatus, told: int) -> Reply:
    """What is about to be reinstated; ``told`` chats had its withdrawal."""
    lines = about(t, catalogue, one)
    lines.append(
        t.plural(
            "{n} chat was told of the withdrawal; it will be told that the figures hold again.",
            "{n} chats were told of the withdrawal; they will be told that the figures hold again.",
            told,
        )
        if told
        else t("Nobody was told of the withdrawal.")
    )
    return phrases.reply(lines)


def withdrawn(t: Translator, catalogue: Catalogue, done: Published) -> Reply:
    lines: list[str | None] = [
        bold("⛔ " + t("Withdrawn: {what}", what=what(t, catalogue, done.release))),
        *heard(t, done),
    ]
    lines.append(
        t("In force in its place: {id}", id=done.in_force.id)
        if done.in_force is not None
        else _beside(t, catalogue, done.release) or t("Nothing is in force for this period now.")
    )
    return phrases.reply(lines)


def reinstated(t: Translator, catalogue: Catalogue, done: Published) -> Reply:
    head = bold("✅ " + t("In force again: {outcome}", outcome=what(t, catalogue, done.release)))
    return phrases.reply([head, *heard(t, done), t("Release: {id}", id=done.release.id)])


def _beside(t: Translator, catalogue: Catalogue, release: Release) -> Html | None:
    """How many other releases of its period are in force: single facts stand beside each other."""
    others = [one for one in catalogue.releases.get(release.index, {}).get(release.period, ()) if one.id != release.id]
    return (
        t.plural(
            "{n} other release of this period stays in force.",
            "{n} other releases of this period stay in force.",
            len(others),
        )
        if others
        else None
    )


def _told(t: Translator, told: int) -> Html:
    if not told:
        return t("Nobody was told of it.")
    return t.plural("{n} chat was told of it.", "{n} chats were told of it.", told)
