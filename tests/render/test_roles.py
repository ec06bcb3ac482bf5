"""What operators and the people they appoint read, held against golden files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from bot.i18n import LANGUAGES, Language, translator
from bot.presses.roles import Appoint
from bot.render import invitations, roles
from bot.reply import Reply, plain_text
from data.roles.model import Invitation, Role, Unusable
from tests.support.golden import hold
from tests.support.shipped import NOW, ShippedDesk, plain

EDITOR = Role(1, 7, "editor", "hung-yen", "", "Nguyễn Thị <Lan>", 5, NOW, None, "")
REPORTER = replace(EDITOR, id=2, kind="reporter", agency="department-home-affairs", label="Trần B")
ELSEWHERE = replace(REPORTER, id=3, province="hue", agency="gone-by-now", label="Lê C")
INVITATION = Invitation(
    id=4, kind="reporter", province="ha-noi", agency="department-justice", label="Phạm D", invited_by=5, created=NOW,
    expires=NOW + dt.timedelta(hours=24), used=None, revoked=None, role=None,
)  # fmt: skip
SECRET = "A1b2C3d4E5f6G7h8I9j0K1l2"
LINK = f"https://t.me/chisotinh_bot?start=vt-{SECRET}"
WRITTEN = "hưng yên Nguyễn <Văn> A"


def replies(desk: ShippedDesk, language: Language) -> Iterator[tuple[str, Reply]]:
    t, catalogue = translator(language), desk.catalogue
    provinces = [catalogue.provinces[id] for id in ("phu-tho", "hung-yen")]
    yield "invited", invitations.made(t, catalogue, INVITATION, LINK)
    ended = catalogue.provinces["bac-giang"]
    yield "invited, by a name that ended", invitations.made(t, catalogue, INVITATION, LINK, ended=ended)
    yield "invited at a terminal", invitations.made(t, catalogue, INVITATION, f"/start vt-{SECRET}")
    yield "what kind?", invitations.which_kind(t, WRITTEN, Appoint())
    yield "which province?", invitations.which_province(t, WRITTEN, Appoint("editor"), provinces)
    yield "no province", invitations.which_province(t, WRITTEN, Appoint("editor"), ())
    agencies = ("department-justice", "heads-state-administrative-agencies-all-levels")
    chosen = Appoint("reporter", "ba-ria-vung-tau")
    yield "which agency?", invitations.which_agency(t, catalogue, WRITTEN, chosen, agencies)
    yield "no agency", invitations.which_agency(t, catalogue, WRITTEN, chosen, ())
    yield "nobody named", invitations.which_person(t)
    yield "words gone", invitations.too_old(t)
    yield "an editor's offer", invitations.offered(t, catalogue, replace(INVITATION, kind="editor", agency=""), SECRET)
    yield "a reporter's offer", invitations.offered(t, catalogue, INVITATION, SECRET)
    for why in get_args(Unusable):
        yield why, invitations.unusable(t, why)
    yield "declined", invitations.declined(t)
    yield "accepted", invitations.accepted(t, catalogue, REPORTER)
    yield "somebody accepted", invitations.somebody_accepted(t, catalogue, REPORTER, "B <b> (@tranb)")
    yield "revoked", invitations.revoked(t, catalogue, INVITATION)
    yield "not open", invitations.not_open(t)
    yield "nobody", roles.listing(t, catalogue, (), (), 0)
    yield "everybody", roles.listing(t, catalogue, (REPORTER, EDITOR, ELSEWHERE), (INVITATION,), 9)
    yield "everybody, at a terminal", roles.numbered(t, catalogue, (REPORTER, EDITOR, ELSEWHERE), (INVITATION,))
    yield "one's own", roles.own(t, catalogue, (EDITOR, ELSEWHERE))
    yield "none", roles.own(t, catalogue, ())
    yield "take away?", roles.ask_removal(t, catalogue, EDITOR)
    yield "taken away", roles.removed(t, catalogue, EDITOR)
    yield "taken away by another", roles.removed(t, catalogue, EDITOR, by_another=True)
    yield "taken from you", roles.taken_from_you(t, catalogue, REPORTER)
    yield "leave?", roles.ask_leaving(t, catalogue, REPORTER)
    yield "left", roles.left(t, catalogue, REPORTER)
    yield "somebody left", roles.somebody_left(t, catalogue, EDITOR)
    yield "somebody forgotten", roles.somebody_forgotten(t, catalogue, (EDITOR, REPORTER))
    yield "no longer", roles.no_longer(t)
    yield "in a group", roles.only_private(t)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_roles_reads_as_reviewed(desk: ShippedDesk, language: Language) -> None:
    parts = []
    for case, reply in replies(desk, language):
        rows = ["  ".join(f"[{plain_text(button.label)}]" for button in row) for row in reply.buttons]
        parts.append("\n".join([f"> {case}", "", plain(reply), *rows]))
    hold(f"{language}_roles.txt", "\n\n\n".join(parts) + "\n")
