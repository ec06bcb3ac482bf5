"""What people write to follow something: verbs, names, options, hours; and buttons' data there and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import callbacks
from bot.presses import Press
from bot.presses.chats import SetHome, SetLanguage
from bot.presses.following import Follow, Listing, Quiet, Stop, Unfollow
from bot.presses.operators import Resume
from bot.presses.publishing import Publish
from bot.presses.roles import AnswerInvitation, Appoint, RoleStep, RoleStepName
from bot.questions import follow_request
from bot.questions.follow_request import Unclear, Wish
from data.roles.invitations import LETTERS, LONG
from tests.support.expectations import fits
from tests.support.shipped import ShippedDesk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ShippedDesk]:
    path: Path = tmp_path_factory.mktemp("following") / "figures.sqlite3"
    with ShippedDesk(path) as desk:
        yield desk


def wish(desk: ShippedDesk, text: str) -> Wish | Unclear:
    request = follow_request.request("follow", text)
    if follow_request.all_named(request.names):
        return request.options
    return follow_request.wish(desk.read(f"/rank {request.names}"), request.options, desk.catalogue)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo dõi Hưng Yên", "follow provinces=hung-yen"),
        ("Theo doi hung yen", "follow provinces=hung-yen"),
        ("tôi muốn theo dõi Hưng Yên PAPI", "follow provinces=hung-yen index=papi"),
        ("Cho mình theo dõi 766", "follow index=766"),
        ("đăng ký nhận tin Đồng Tháp", "follow provinces=dong-thap"),
        ("follow Hung Yen", "follow provinces=hung-yen"),
        ("follow everything", "follow"),
        ("I'd like to follow PAPI", "follow index=papi"),
        ("subscribe to SIPAS", "follow index=sipas"),
        ("ngừng theo dõi Hưng Yên", "unfollow provinces=hung-yen"),
        ("bỏ theo dõi PAPI", "unfollow index=papi"),
        ("Hủy đăng ký", "unfollow"),
        ("unfollow Hung Yen", "unfollow provinces=hung-yen"),
        ("stop following PAPI", "unfollow index=papi"),
        ("unsubscribe from 766", "unfollow index=766"),
        ("theo dõi Hưng Yên, chỉ khi đổi ít nhất 3 bậc, không cần đính chính", "follow provinces=hung-yen"),
        ("follow Hung Yen only if it moves 3 places", "follow provinces=hung-yen"),
        ("theo dõi @chisotinh_kenh Hưng Yên PAPI", "follow provinces=hung-yen index=papi"),
        ("tôi đang theo dõi gì", "following"),
        ("đang theo dõi những gì?", "following"),
        ("what am I following?", "following"),
        ("nhiệm vụ theo dõi, đôn đốc của Hưng Yên", "tasks provinces=hung-yen"),
        (
            "Đăng ký kết hôn ở xã, Trà Vinh 2021 mấy điểm",
            "standing provinces=tra-vinh index=papi indicator=5.4 year=2021",
        ),
    ],
)
def test_the_reader_judges_what_is_about_following(desk: ShippedDesk, text: str, expected: str) -> None:
    assert fits(desk.read(text), expected)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("bỏ theo dõi tất cả đi", "everything"),
        ("tắt hết thông báo", "everything"),
        ("please stop all alerts", "everything"),
        ("follow everything", "everything"),
        ("báo mình khi có mới", ""),
    ],
)
def test_everything_is_told_in_a_sentence_that_names_nothing(text: str, names: str) -> None:
    assert follow_request.in_words("follow", text).names == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hưng Yên", Wish(("hung-yen",))),
        ("hung yen", Wish(("hung-yen",))),
        ("Huwng Yeen papi", Wish(("hung-yen",), "papi")),
        ("Hưng Yên PAPI", Wish(("hung-yen",), "papi")),
        ("PAPI Hưng Yên", Wish(("hung-yen",), "papi")),
        ("766", Wish((), "766")),
        ("PAR INDEX", Wish((), "par")),
        ("tất cả", Wish()),
        ("everything", Wish()),
        ("Hưng Yên, Đồng Tháp", Wish(("hung-yen", "dong-thap"))),
        ("Hưng Yên chỉ khi đổi ít nhất 3 bậc", Wish(("hung-yen",), min_move=3)),
        ("Hưng Yên nếu thứ hạng thay đổi từ 5 bậc trở lên", Wish(("hung-yen",), min_move=5)),
        ("Hưng Yên PAPI, khi lên hay xuống 2 bậc", Wish(("hung-yen",), "papi", min_move=2)),
        ("Hung Yen only if it moves 3 places", Wish(("hung-yen",), min_move=3)),
        ("Hung Yen when the rank changes by at least 4 places", Wish(("hung-yen",), min_move=4)),
        ("Hưng Yên kể cả đính chính", Wish(("hung-yen",), corrections=True)),
        ("Hưng Yên, không cần đính chính", Wish(("hung-yen",), corrections=False)),
        ("Hung Yen without corrections", Wish(("hung-yen",), corrections=False)),
        ("Hung Yen, tell me about corrections", Wish(("hung-yen",), corrections=True)),
        ("Hưng Yên chỉ khi đổi ít nhất 3 bậc, không cần đính chính", Wish(("hung-yen",), "", 3, False)),
        ("@chisotinh_kenh Hưng Yên PAPI", Wish(("hung-yen",), "papi", channel="@chisotinh_kenh")),
        ("-1001234567890 Hưng Yên", Wish(("hung-yen",), channel="-1001234567890")),
        ("tất cả, không đính chính", Wish(corrections=False)),
        ("PAPI minh bạch Hưng Yên", Wish(("hung-yen",), "papi", narrower=True)),
        ("Thái Bình", Wish(("hung-yen",), via=(("thai-binh", "hung-yen"),))),
        ("Đà Lạt", Wish(("lam-dong",))),
    ],
)
def test_wishes(desk: ShippedDesk, text: str, expected: Wish) -> None:
    assert wish(desk, text) == expected


def test_an_option_does_not_eat_a_name(desk: ShippedDesk) -> None:
    found = wish(desk, "Hải Phòng SIPAS, chỉ khi đổi 10 bậc")
    assert found == Wish(("hai-phong",), "sipas", 10)


def test_a_syllable_several_provinces_share_is_asked(desk: ShippedDesk) -> None:
    found = wish(desk, "quảng")
    assert isinstance(found, Unclear)
    assert ("quang-tri",) in {one.provinces for one in found.options}
    assert all(not desk.catalogue.provinces[one.provinces[0]].ended for one in found.options)


def test_what_is_not_known_is_said(desk: ShippedDesk) -> None:
    found = wish(desk, "Quảng Đông")
    assert isinstance(found, Unclear)
    assert found.heard


def test_a_region_is_its_provinces(desk: ShippedDesk) -> None:
    found = wish(desk, "Tây Nguyên 766")
    assert isinstance(found, Wish)
    assert found.index == "766"
    assert {"lam-dong", "dak-lak", "gia-lai"} & set(found.provinces)


def test_a_set_of_regions_is_its_provinces_of_today(desk: ShippedDesk) -> None:
    found = wish(desk, "miền Bắc PAPI")
    assert isinstance(found, Wish)
    assert len(found.provinces) == 15
    assert all(not desk.catalogue.provinces[slug].ended for slug in found.provinces)
    delta = wish(desk, "đồng bằng sông Hồng")
    assert isinstance(delta, Wish)
    assert "phu-tho" not in delta.provinces  # where Vinh Phuc of the delta went


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21-7", (1260, 420)),
        ("21:30-6:15", (1290, 375)),
        ("21h-7h", (1260, 420)),
        ("22h30 đến 6h", (1350, 360)),
        ("từ 21 giờ đến 7 giờ", (1260, 420)),
        ("9pm - 7am", (1260, 420)),
        ("10 pm to 6 am", (1320, 360)),
        ("0-6", (0, 360)),
        ("22-24", (1320, 0)),
        ("off", "off"),
        ("tắt", "off"),
        ("7-7", "off"),
        ("25-7", None),
        ("21:75-7", None),
        ("", None),
        ("đêm", None),
    ],
)
def test_quiet_hours(text: str, expected: object) -> None:
    assert follow_request.hours(text) == expected


PRESSES = st.one_of(
    st.builds(
        Follow,
        st.sampled_from(["", "hung-yen", "ba-ria-vung-tau", "thua-thien-hue"]),
        st.sampled_from(["", "papi", "par", "sipas", "766"]),
        st.integers(0, 62),
        st.booleans(),
        st.booleans(),
        st.sampled_from([0, -1001234567890123]),
    ),
    st.builds(Unfollow, st.integers(0, 2**31), st.sampled_from([0, -1001234567890])),
    st.builds(Listing, st.sampled_from([0, -1001234567890])),
    st.builds(Stop, st.sampled_from(["papi", "766"])),
    st.builds(Quiet, st.integers(0, 1439), st.integers(0, 1439)),
    st.builds(Resume, st.integers(1, 2**31)),
    st.builds(SetHome, st.sampled_from(["", "hung-yen", "ba-ria-vung-tau"])),
    st.builds(SetLanguage, st.sampled_from(["vi", "en"])),
    st.builds(Publish, st.sampled_from(["a1b2c3"]), st.sampled_from(["index", "go"]), st.sampled_from(["", "papi"])),
    st.builds(RoleStep, st.sampled_from(get_args(RoleStepName)), st.integers(0, 10**18 - 1)),
    st.builds(AnswerInvitation, st.text(LETTERS, min_size=LONG, max_size=LONG), st.booleans()),
    st.builds(
        Appoint,
        st.sampled_from(["", "editor", "reporter"]),
        st.sampled_from(["", "hung-yen", "ba-ria-vung-tau"]),
        st.sampled_from(["", "department-information-communications"]),
    ),
)


@given(PRESSES)
def test_presses_come_back_from_at_most_64_bytes(press: Press) -> None:
    data = callbacks.encode(press)
    assert data is not None
    assert len(data.encode()) <= 64
    assert callbacks.decode(data) == callbacks.Pressed(press)


@given(st.text(max_size=80))
def test_any_data_and_any_text_is_read_or_refused(text: str) -> None:
    for letter in ("", "f:", "u:", "l:", "s:", "q:", "p:", "r:", "lang:", "ro:", "vt:", "ap:"):
        callbacks.decode(letter + text)
    follow_request.in_words("follow", text)
    follow_request.request("follow", text)
    follow_request.hours(text)
