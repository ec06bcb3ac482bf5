"""The wording of roles: who has which, and what people are told when one is taken away or left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.clock import day_in_vietnam
from bot.i18n import Html, Translator, escape
from bot.presses.roles import RoleStep
from bot.render import phrases
from bot.render.phrases import bold
from bot.reply import Button, Reply
from data.alerts.quiet_hours import VIETNAM
from data.queries.catalogue import Catalogue
from data.roles.model import Invitation, Role

ON_A_PAGE = 10


class Office(Protocol):
    """What a role, an invitation and an appointment have in common: what it is, and of what."""

    @property
    def kind(self) -> str: ...
    @property
    def province(self) -> str: ...
    @property
    def agency(self) -> str: ...


def title(t: Translator, catalogue: Catalogue, office: Office) -> Html:
    """What somebody is: "người báo cáo của Sở Nội vụ, Hưng Yên"."""
    province = catalogue.provinces.get(office.province)
    where = phrases.name(t, province) if province is not None else office.province
    if office.kind == "editor":
        return t("editor of {province}", province=Html(where))
    agency = catalogue.agencies.get(office.agency)
    name = t.pick(agency.name_vi, agency.name_en) if agency is not None else office.agency
    return t("reporter of {agency}, {province}", agency=name, province=Html(where))


def until(t: Translator, moment: dt.datetime) -> Html:
    """The hour and the day in Vietnam."""
    local = moment.astimezone(VIETNAM)
    return t("{hour} on {day}", hour=f"{local:%H:%M}", day=t.date(local.date()))


def command(t: Translator) -> str:
    return "/vaitro" if t.language == "vi" else "/roles"


def example(t: Translator, *, agency: bool = False) -> str:
    """How an operator invites an editor or, with ``agency``, a reporter."""
    if agency:
        words = t.pick("hưng yên báo cáo Sở Nội vụ Trần Thị B", "Hung Yen reporter Department of Home Affairs Tran B")
    else:
        words = t.pick("hưng yên biên tập Nguyễn Văn A", "Hung Yen editor Nguyen Van A")
    return f"{command(t)} {words}"


def listing(
    t: Translator, catalogue: Catalogue, roles: Sequence[Role], invitations: Sequence[Invitation], page: int
) -> Reply:
    """A page of all roles and open invitations, by province, with a button to take away or revoke each."""
    entries: list[Role | Invitation] = sorted([*roles, *invitations], key=_order(catalogue))
    pages = max(1, -(-len(entries) // ON_A_PAGE))
    page = min(max(page, 0), pages - 1)
    counted = t.plural("{n} role", "{n} roles", len(roles))
    waiting = t.plural("{n} open invitation", "{n} open invitations", len(invitations)) if invitations else ""
    lines: list[str | None] = [bold(t("Roles")) + " · " + " · ".join(filter(None, (counted, waiting)))]
    buttons: list[Button] = []
    province = ""
    first = page * ON_A_PAGE
    for number, one in enumerate(entries[first : first + ON_A_PAGE], first + 1):
        if one.province != province:
            province = one.province
            known = catalogue.provinces.get(province)
            lines += ["", bold(Html(phrases.name(t, known)) if known is not None else province)]
        lines.append(f"{number}. {_entry(t, catalogue, one)}")
        step = RoleStep("revoke" if isinstance(one, Invitation) else "ask-remove", one.id)
        buttons.append(Button(f"✖ {number}", step, style="danger"))
    if not entries:
        lines += ["", t("Nobody has a role yet.")]
    lines += ["", t("✖ takes a role away or revokes an invitation.")] if entries else []
    lines.append(t("To invite somebody: {example}", example=example(t)))
    turn = [
        Button("◀", RoleStep("list", page - 1)) if page else None,
        Button(t("More ▶"), RoleStep("list", page + 1)) if page + 1 < pages else None,
    ]
    return phrases.reply(lines, [buttons, turn])


def numbered(t: Translator, catalogue: Catalogue, roles: Sequence[Role], invitations: Sequence[Invitation]) -> Reply:
    """All roles with the numbers by which a terminal takes them away, then the open invitations."""
    lines = [f"#{one.id} {_entry(t, catalogue, one)}" for one in sorted(roles, key=_order(catalogue))]
    lines += [_entry(t, catalogue, one) for one in sorted(invitations, key=_order(catalogue))]
    return Reply("\n".join(lines) or t("Nobody has a role yet."))


def _order(catalogue: Catalogue) -> Callable[[Role | Invitation], tuple[int, bool, str, str]]:
    """By province in the catalogue's order; of each first the roles, editors before reporters, then invitations."""
    places = {id: place for place, id in enumerate(catalogue.provinces)}
    return lambda one: (
        places.get(one.province, len(places)),
        isinstance(one, Invitation),
        one.kind,
        one.agency,
    )


def _entry(t: Translator, catalogue: Catalogue, one: Role | Invitation) -> str:
    what = title(t, catalogue, one)
    if isinstance(one, Invitation):
        return t("✉️ {person}: invited as {role}, until {when}", person=one.label, role=what, when=until(t, one.expires))
    return t("{person}: {role}, since {day}", person=one.label, role=what, day=t.date(day_in_vietnam(one.granted)))


def own(t: Translator, catalogue: Catalogue, roles: Sequence[Role]) -> Reply:
    """A person's own roles, with a button to leave each."""
    if not roles:
        return Reply(t("You have no role here. The operators of this bot give roles to officials of a province."))
    lines: list[str | None] = [bold(t("Your roles")), ""]
    for number, one in enumerate(roles, 1):
        since = t.date(day_in_vietnam(one.granted))
        lines.append(f"{number}. {t('{role}, since {day}', role=_sentence(t, catalogue, one), day=since)}")
    leave = [
        Button(t("Leave {number}", number=number), RoleStep("ask-leave", one.id)) for number, one in enumerate(roles, 1)
    ]
    return phrases.reply(lines, [leave])


def _sentence(t: Translator, catalogue: Catalogue, one: Office) -> Html:
    return phrases.sentence(title(t, catalogue, one))


def ask_removal(t: Translator, catalogue: Catalogue, one: Role) -> Reply:
    """The question before a role is taken away."""
    lines = [
        bold(t("Take this role away?")),
        f"{escape(one.label)}: {title(t, catalogue, one)}",
        t("What this person reported stays, without their name. They are told."),
    ]
    yes = Button(t("Take it away"), RoleStep("remove", one.id), style="danger")
    return phrases.reply(lines, [(yes, Button(t("Keep it"), RoleStep("list")))])


def removed(t: Translator, catalogue: Catalogue, one: Role, *, by_another: bool = False) -> Reply:
    """That a role was taken away, for operators."""
    values = {"person": one.label, "role": title(t, catalogue, one)}
    if by_another:
        return Reply(t("👤 Another operator took a role of {person} away: {role}.", **values))
    return _with_list(t, t("✅ {person} no longer has this role: {role}.", **values))


def taken_from_you(t: Translator, catalogue: Catalogue, one: Role) -> Reply:
    """For the person whose role was taken away."""
    return Reply(t("An operator took a role of yours away: {role}.", role=title(t, catalogue, one)))


def ask_leaving(t: Translator, catalogue: Catalogue, one: Role) -> Reply:
    """The question before somebody leaves a role."""
    lines = [
        bold(t("Leave this role?")),
        _sentence(t, catalogue, one),
        t("What you reported stays, without your name. The operators are told; only they can give you the role again."),
    ]
    yes = Button(t("Leave it"), RoleStep("leave", one.id), style="danger")
    return phrases.reply(lines, [(yes, Button(t("Keep it"), RoleStep("list")))])


def left(t: Translator, catalogue: Catalogue, one: Role) -> Reply:
    return _with_list(t, t("✅ You have left this role: {role}.", role=title(t, catalogue, one)))


def somebody_left(t: Translator, catalogue: Catalogue, one: Role) -> Reply:
    """For operators: a role was left."""
    return _with_list(t, t("👤 {person} left a role: {role}.", person=one.label, role=title(t, catalogue, one)))


def somebody_forgotten(t: Translator, catalogue: Catalogue, offices: Sequence[Office]) -> Reply:
    """For operators: who had these roles asked to be forgotten. Who that was is told no more."""
    named = t.list(title(t, catalogue, one) for one in offices)
    return _with_list(t, t("👤 Somebody deleted all their data here, so these roles ended: {roles}.", roles=named))


def no_longer(t: Translator) -> Reply:
    """A button about a role that has ended, or is another's."""
    return Reply(t("That role has ended already, or it is not yours."))


def only_private(t: Translator) -> Reply:
    """The answer in a group or a channel."""
    return Reply(t("Roles are a matter between you and me: write {command} in our private chat.", command=command(t)))


def _with_list(t: Translator, text: Html) -> Reply:
    return Reply(text, ((Button(t("List of roles"), RoleStep("list")),),))
