"""The wording of invitations to a role: asked for, made, offered, accepted, revoked, and why one gives nothing."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from bot import callbacks
from bot.i18n import N_, Html, Translator, escape
from bot.presses.roles import AnswerInvitation, Appoint, RoleStep
from bot.render import phrases, roles, statements
from bot.render.phrases import bold
from bot.reply import Button, Reply, plain_text
from data.model.provinces import Province
from data.queries.catalogue import Catalogue
from data.roles.model import Invitation, Role, RoleKind, Unusable

SHARE = "https://t.me/share/url?url={link}&text={words}"
ALLOWS: dict[RoleKind, str] = {
    "editor": N_(
        "With it you bring the province's plans here, correct and withdraw them, and judge what is reported as done."
    ),
    "reporter": N_(
        "With it you report on the tasks that are given to this agency; where it only helps, the lead agency says when "
        "a task is done."
    ),
}
"""What a role allows, for the one who gets it."""
BEGINS: dict[RoleKind, str] = {
    "editor": N_(
        "To bring a plan, or to correct one, send me its file: Word (.docx), PDF with text (no scan), XLSX or CSV."
    ),
    "reporter": N_("Your tasks, with buttons to report: /mytasks"),
}
"""How somebody who has a role now begins."""
UNUSABLE: dict[Unusable, str] = {
    "unknown": N_("This invitation is not valid. Ask whoever sent it for a new one."),
    "used": N_("This invitation was used already. Ask whoever sent it for a new one."),
    "revoked": N_("This invitation was revoked. Ask whoever sent it why."),
    "expired": N_("This invitation has expired: it held for 24 hours. Ask whoever sent it for a new one."),
    "held": N_("You have this role already; this invitation adds nothing to it."),
    "own": N_(
        "You made this invitation yourself: forward it to the person it is for. It was not used up by your opening it."
    ),
}


def made(
    t: Translator, catalogue: Catalogue, invitation: Invitation, link: str, *, ended: Province | None = None
) -> Reply:
    """The link (or the command that is the same), how long it holds, and how it gets to the person. ``ended``: the unit
    that was named, if another.
    """
    what = roles.title(t, catalogue, invitation)
    note = None
    if ended is not None:
        now = catalogue.provinces[invitation.province]
        note = t(
            "ℹ️ {province} has been a part of {successor} since 1 July 2025.",
            province=Html(phrases.name(t, ended)),
            successor=Html(phrases.name(t, now)),
        )
    address = link.startswith("https:")
    first = (
        t("Whoever opens this link first and accepts gets the role, so send it to that person only:")
        if address
        else t("Whoever writes this to the bot first and accepts gets the role, so send it to that person only:")
    )
    lines = [
        bold(t("✉️ {person} is invited as {role}.", person=invitation.label, role=what)),
        note,
        first,
        escape(link),
        t("It can be used once, until {when}.", when=roles.until(t, invitation.expires)),
    ]
    words = plain_text(t("You are invited as {role}. Open the link to accept.", role=what))
    share = SHARE.format(link=quote(link, safe=""), words=quote(words, safe=""))
    buttons: list[list[Button | None]] = [
        [Button(t("Share"), url=share) if address else None, Button(t("Copy"), copy=link)],
        [Button(t("Revoke"), RoleStep("revoke", invitation.id), style="danger")],
    ]
    return phrases.reply(lines, buttons)


def offered(t: Translator, catalogue: Catalogue, invitation: Invitation, secret: str) -> Reply:
    """The question to whoever opened the link."""
    lines = [
        bold(t("You are invited as {role}.", role=roles.title(t, catalogue, invitation))),
        t(ALLOWS[invitation.kind]),
        t("The operators are told who accepted. As long as you have the role I keep your Telegram id for it."),
    ]
    yes = Button(t("Accept"), AnswerInvitation(secret, True), style="success")
    return phrases.reply(lines, [(yes, Button(t("Decline"), AnswerInvitation(secret, False)))])


def unusable(t: Translator, why: Unusable) -> Reply:
    return Reply(t(UNUSABLE[why]))


def declined(t: Translator) -> Reply:
    return Reply(t("Declined. Nothing was changed; until it expires the link can still be accepted."))


def accepted(t: Translator, catalogue: Catalogue, role: Role) -> Reply:
    """For the person who has the role now."""
    example = statements.example(t, catalogue.provinces[role.province])
    lines = [
        bold(t("✅ You have this role now: {role}.", role=roles.title(t, catalogue, role))),
        t(ALLOWS[role.kind]),
        t(BEGINS[role.kind]),
        t("To publish a figure of the province, write it with its source: “{example}”.", example=example)
        if role.kind == "editor"
        else None,
        t("Your roles, and how to leave one: {command}", command=roles.command(t)),
    ]
    return phrases.reply(lines)


def somebody_accepted(t: Translator, catalogue: Catalogue, role: Role, name: str) -> Reply:
    """For operators. ``name`` is what the person is called in Telegram: it may be another than the one invited."""
    lines = [
        t("👤 {person} accepted the invitation as {role}.", person=role.label, role=roles.title(t, catalogue, role)),
        t("Name in Telegram: {name}. Is it the wrong person? Take the role away.", name=phrases.cut(name, 100)),
    ]
    away = Button(t("Take it away"), RoleStep("ask-remove", role.id), style="danger")
    return phrases.reply(lines, [[away]])


def revoked(t: Translator, catalogue: Catalogue, invitation: Invitation) -> Reply:
    text = t(
        "✅ Revoked: the invitation of {person} as {role}.",
        person=invitation.label,
        role=roles.title(t, catalogue, invitation),
    )
    return Reply(text, ((Button(t("List of roles"), RoleStep("list")),),))


def not_open(t: Translator) -> Reply:
    """A button about an invitation that was used, revoked, or is too old."""
    return Reply(t("That invitation is not open any more."))


# --- what an operator's words leave open --------------------------------------------------------------------


def which_kind(t: Translator, written: str, chosen: Appoint) -> Reply:
    buttons = [
        Button(t("Editor"), Appoint("editor", chosen.province, chosen.agency)),
        Button(t("Reporter of an agency"), Appoint("reporter", chosen.province, chosen.agency)),
    ]
    return _asked(t, t("What is this person to be?"), written, buttons)


def which_province(t: Translator, written: str, chosen: Appoint, options: Sequence[Province]) -> Reply:
    """The question for the province, with buttons for those that may be meant."""
    buttons = [Button(Html(phrases.name(t, one)), Appoint(chosen.kind, one.id, chosen.agency)) for one in options]
    if not buttons:
        return _again(t, t("Which province is it? Write it again with the province's name."))
    return _asked(t, t("Which province is it?"), written, buttons)


def which_agency(t: Translator, catalogue: Catalogue, written: str, chosen: Appoint, options: Sequence[str]) -> Reply:
    """The question for the agency, with buttons for those that may be meant."""
    presses = {id: Appoint(chosen.kind, chosen.province, id) for id in options}
    buttons = [
        Button(t.pick(catalogue.agencies[id].name_vi, catalogue.agencies[id].name_en), press)
        for id, press in presses.items()
        if callbacks.fits(press)
    ]
    if not buttons:
        return _again(t, t("Which agency is it? Write it again with the agency's full name."), agency=True)
    others = t("If it is another, write it again with the agency's full name.")
    return _asked(t, t("Which agency is it?"), written, buttons, others)


def which_person(t: Translator) -> Reply:
    return _again(t, t("Who is it? Write it again with the person's name, so that operators know whose role it is."))


def too_old(t: Translator) -> Reply:
    """A button under a message that Telegram no longer shows."""
    return _again(t, t("I no longer have your words. Please write them again."))


def _asked(t: Translator, question: Html, written: str, buttons: Sequence[Button], more: str | None = None) -> Reply:
    # The words stand in the message, which is all that is kept of them: a button has no room.
    words = f"{roles.command(t)} {escape(written)}"
    return phrases.reply([bold(question), more, "", words], [[one] for one in buttons])


def _again(t: Translator, text: Html, *, agency: bool = False) -> Reply:
    return phrases.reply([text, t("For example: {example}", example=roles.example(t, agency=agency))])
