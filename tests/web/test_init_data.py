"""What Telegram says of who opened a page: believed only as Telegram signed it, and for a day."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from urllib.parse import parse_qs, quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.init_data import InitDataRefused, TelegramPerson, person_of
from tests.support.shipped import NOW
from tests.web.mini_app import TOKEN, init_data

OTHER_TOKEN = "123456:A-secret_of-another-bot-altogether0000"


def test_telegrams_own_example_of_the_signature() -> None:
    """Written out step by step, as Telegram's page has it, so that a mistake is not made twice."""
    user = '{"id":279058397,"first_name":"Lan","language_code":"vi"}'
    made = str(int(NOW.timestamp()))
    checked = f"auth_date={made}\nquery_id=AAHdF6IQAAAAAN0XohDhrOrc\nsignature=abc_-\nuser={user}"
    secret = hmac.new(b"WebAppData", TOKEN.encode(), hashlib.sha256).digest()
    said = hmac.new(secret, checked.encode(), hashlib.sha256).hexdigest()
    given = f"query_id=AAHdF6IQAAAAAN0XohDhrOrc&user={quote(user)}&auth_date={made}&signature=abc_-&hash={said}"
    assert person_of(given, TOKEN, NOW) == TelegramPerson(279058397, "vi")


@pytest.mark.parametrize("age", [dt.timedelta(0), dt.timedelta(hours=23, minutes=59), -dt.timedelta(minutes=4)])
def test_it_is_believed_for_a_day(age: dt.timedelta) -> None:
    assert person_of(init_data(7, NOW - age), TOKEN, NOW).id == 7


@pytest.mark.parametrize("age", [dt.timedelta(hours=24, seconds=1), dt.timedelta(days=400), -dt.timedelta(minutes=6)])
def test_what_is_old_or_of_tomorrow_is_refused(age: dt.timedelta) -> None:
    with pytest.raises(InitDataRefused, match="too old"):
        person_of(init_data(7, NOW - age), TOKEN, NOW)


def test_what_was_signed_for_one_person_is_not_anothers() -> None:
    given = init_data(7, NOW)
    forged = given.replace(quote('"id": 7'), quote('"id": 8'))
    assert forged != given
    with pytest.raises(InitDataRefused, match="not signed"):
        person_of(forged, TOKEN, NOW)


def test_a_later_date_is_not_written_into_it() -> None:
    old = NOW - dt.timedelta(days=2)
    given = init_data(7, old)
    newer = given.replace(str(int(old.timestamp())), str(int(NOW.timestamp())))
    assert newer != given
    with pytest.raises(InitDataRefused, match="not signed"):
        person_of(newer, TOKEN, NOW)


def test_another_bots_is_refused() -> None:
    with pytest.raises(InitDataRefused, match="not signed"):
        person_of(init_data(7, NOW, token=OTHER_TOKEN), TOKEN, NOW)


@pytest.mark.parametrize("user", ["", "{}", "[]", "null", "7", '{"id": "7"}', '{"id": true}', '{"id": -7}',
                                  '{"id": 1e3}', '{"id": 99999999999999999999}', "[" * 900])  # fmt: skip
def test_what_names_nobody_is_refused(user: str) -> None:
    with pytest.raises(InitDataRefused, match="of nobody"):
        person_of(init_data(0, NOW, user=user), TOKEN, NOW)


def test_a_field_twice_is_refused_whichever_of_them_is_signed() -> None:
    given = init_data(7, NOW)
    for beside in (f"user={quote('{}')}", "hash=" + "0" * 64):
        for forged in (f"{given}&{beside}", f"{beside}&{given}"):
            with pytest.raises(InitDataRefused, match="twice"):
                person_of(forged, TOKEN, NOW)


@pytest.mark.parametrize("given", ["", "hash", "hash=", "a=1&hash=zz", "=&=&=", "a=1", "%ff=%ff&hash=" + "0" * 64,
                                   "&".join(f"f{n}=1" for n in range(50)), "a=" + "x" * 4000])  # fmt: skip
def test_what_telegram_never_gives_is_refused(given: str) -> None:
    with pytest.raises(InitDataRefused):
        person_of(given, TOKEN, NOW)


@given(st.text(max_size=200), st.text(max_size=200))
def test_nothing_invented_passes_or_breaks(name: str, value: str) -> None:
    invented = urlencode({name: value, "hash": "0" * 64}, errors="replace")
    with pytest.raises(InitDataRefused):
        person_of(invented, TOKEN, NOW)


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_no_changed_letter_passes(place: int, letter: int) -> None:
    """Wherever one character is changed, what it says is refused, unless it says the same."""
    whole = init_data(7, NOW)
    at = place % len(whole)
    changed = whole[:at] + chr(letter) + whole[at + 1 :]
    if parse_qs(changed, keep_blank_values=True) == parse_qs(whole, keep_blank_values=True):
        return
    with pytest.raises(InitDataRefused):
        person_of(changed, TOKEN, NOW)
