"""The link of an invitation is no question's, and a question's is no invitation."""

from __future__ import annotations

import pytest

from bot import callbacks, deep_links
from bot.callbacks import LIMIT
from bot.deep_links import PAYLOAD
from bot.presses.roles import STEPS, AnswerInvitation, Appoint, RolePress, RoleStep
from bot.question_codec import INTENTS
from bot.roles import links
from data.roles.invitations import LETTERS, LONG

SECRETS = ("a" * LONG, "A1b2C3d4E5f6G7h8I9j0K1l2", "Hhx" * 8, LETTERS[:LONG], LETTERS[-LONG:])


@pytest.mark.parametrize("secret", SECRETS)
def test_a_link_leads_to_its_invitation_and_to_no_question(secret: str) -> None:
    written = links.payload(secret)
    assert PAYLOAD.fullmatch(written)
    assert links.secret_of(written) == secret
    assert deep_links.read(written) is None
    assert links.link("chisotinh_bot", secret) == f"https://t.me/chisotinh_bot?start={written}"


def test_no_kind_of_question_begins_like_an_invitation() -> None:
    for letter in INTENTS.values():
        assert not letter.startswith("v") or "-" not in letter
        assert links.secret_of(f"{letter}_{'a' * LONG}") is None


@pytest.mark.parametrize("written", ["", "vt-", "vt-" + "a" * 23, "vt-" + "a" * 25, "VT-" + "a" * 24, "vt-" + "ô" * 24])
def test_what_is_no_link_of_ours(written: str) -> None:
    assert links.secret_of(written) is None


@pytest.mark.parametrize(
    "press",
    [
        *(RoleStep(step, 10**18 - 1) for step in sorted(STEPS)),  # type: ignore[arg-type]
        RoleStep("list"),
        *(AnswerInvitation(secret, accept) for secret in SECRETS for accept in (True, False)),
        Appoint(),
        Appoint("editor"),
        Appoint("", "hung-yen"),
        Appoint("reporter", "ba-ria-vung-tau", "department-industry-trade"),
    ],
)
def test_every_press_fits_and_is_read_back(press: RolePress) -> None:
    data = callbacks.encode(press)
    assert data is not None
    assert len(data.encode()) <= LIMIT
    pressed = callbacks.decode(data)
    assert pressed is not None
    assert pressed.press == press


@pytest.mark.parametrize(
    "data",
    [
        *("ro:", "ro:xyz|1", "ro:list|-1", "ro:remove|x", "ro:remove|1|2", "ro:remove|1||x", "ro:remove|" + "9" * 19),
        *("vt:", "vt:abc|y", f"vt:{'a' * 24}", f"vt:{'a' * 24}|x", f"vt:{'a' * 24}|y|1", f"vt:{'a' * 25}|y"),
        *("ap:x", "ap:e|Hưng Yên", "ap:e|a|b|c", "ap:e|a b"),
    ],
)
def test_forged_data_is_no_press(data: str) -> None:
    assert callbacks.decode(data) is None


def test_an_agency_too_long_for_a_button_is_said_so() -> None:
    assert callbacks.fits(Appoint("reporter", "hung-yen", "department-home-affairs"))
    assert not callbacks.fits(Appoint("reporter", "ba-ria-vung-tau", "heads-state-administrative-agencies-all-levels"))
