"""What an operator writes to invite somebody is understood in any order, and asked about where it is not plain."""

from __future__ import annotations

import pytest

from bot.names import Gazetteer
from bot.presses.roles import Appoint
from bot.roles.appointments import LONGEST_LABEL, AppointmentRead, UnclearAppointment, read
from data.queries.catalogue import Catalogue
from data.roles.model import Appointment
from tests.support.shipped import ShippedDesk

HOME, JUSTICE, TRADE = "department-home-affairs", "department-justice", "department-industry-trade"


@pytest.fixture(scope="module")
def names(desk: ShippedDesk) -> tuple[Gazetteer, Catalogue]:
    catalogue = desk.catalogue
    return Gazetteer(catalogue.names), catalogue


def understood(names: tuple[Gazetteer, Catalogue], text: str, chosen: Appoint | None = None) -> object:
    found = read(text, *names, chosen or Appoint())
    if isinstance(found, UnclearAppointment):
        return found.what, *found.options
    made = found.appointment
    return (made.kind, made.province, made.agency, made.label) + ((found.ended,) if found.ended else ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hưng yên biên tập Nguyễn Văn A", ("editor", "hung-yen", "", "Nguyễn Văn A")),
        ("hung yen bien tap Nguyen Van A", ("editor", "hung-yen", "", "Nguyen Van A")),
        ("Nguyễn Văn A biên tập Hưng Yên", ("editor", "hung-yen", "", "Nguyễn Văn A")),
        ("biên tập viên tỉnh Hưng Yên: Nguyễn Văn A", ("editor", "hung-yen", "", "Nguyễn Văn A")),
        ("mời Nguyễn Quang Vinh làm người biên tập của tỉnh Hưng Yên", ("editor", "hung-yen", "", "Nguyễn Quang Vinh")),
        ("Hung Yen editor Nguyen Van A", ("editor", "hung-yen", "", "Nguyen Van A")),
        ("invite Nguyen Van A as editor of Hung Yen province", ("editor", "hung-yen", "", "Nguyen Van A")),
        ("hung yen bao cao so noi vu Tran Thi B", ("reporter", "hung-yen", HOME, "Tran Thi B")),
        ("Trần Thị B, Sở Nội vụ tỉnh Hưng Yên, báo cáo", ("reporter", "hung-yen", HOME, "Trần Thị B")),
        ("báo cáo Sở Tư pháp Hà Nội Trần Thị B", ("reporter", "ha-noi", JUSTICE, "Trần Thị B")),
        ("reporter Department of Justice Ha Noi Tran B", ("reporter", "ha-noi", JUSTICE, "Tran B")),
        ("báo cáo Thanh tra tỉnh Hưng Yên: Lê Văn C", ("reporter", "hung-yen", "provincial-inspectorate", "Lê Văn C")),
        ("báo cáo văn phòng UBND tỉnh hưng yên Hoa", ("reporter", "hung-yen", "ppc-office", "Hoa")),
        ("TP.HCM biên tập Hoa", ("editor", "ho-chi-minh", "", "Hoa")),
        ("  hưng yên \n biên tập\tNguyễn   Văn A  ", ("editor", "hung-yen", "", "Nguyễn Văn A")),
    ],
)
def test_the_parts_stand_in_any_order(names: tuple[Gazetteer, Catalogue], text: str, expected: object) -> None:
    assert understood(names, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hưng yên biên tập Nguyễn Thái Bình", ("editor", "hung-yen", "", "Nguyễn Thái Bình")),
        ("hải dương biên tập Trần Hải Dương", ("editor", "hai-phong", "", "Trần Hải Dương", "hai-duong")),
        ("Nguyễn Hòa Bình biên tập Hưng Yên", ("province", "phu-tho", "hung-yen")),
        ("biên tập Nguyễn Quang Vinh", ("province",)),
        ("hưng yên biên tập nguyễn văn lam", ("editor", "hung-yen", "", "nguyễn văn lam")),
        ("hưng yên biên tập La Văn Cầu", ("editor", "hung-yen", "", "La Văn Cầu")),
        ("hưng yên biên tập làm Lâm", ("editor", "hung-yen", "", "Lâm")),
    ],
)
def test_people_are_called_like_provinces_and_like_small_words(
    names: tuple[Gazetteer, Catalogue], text: str, expected: object
) -> None:
    assert understood(names, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("kind",)),
        ("hưng yên Nguyễn Văn A", ("kind",)),
        ("hưng yên biên tập báo cáo Nguyễn Văn A", ("kind",)),
        ("biên tập Nguyễn Văn A", ("province",)),
        ("hung yenn biên tập Nguyễn Văn A", ("province", "hung-yen")),
        ("Hà Nội, Hưng Yên biên tập Nguyễn Văn A", ("province", "ha-noi", "hung-yen")),
        ("hưng yên báo cáo Nguyễn Văn A", ("agency",)),
        ("hưng yên báo cáo sở công thơng Nguyễn Văn A", ("agency", TRADE)),
        ("hưng yên biên tập", ("label",)),
        ("hưng yên biên tập, : –", ("label",)),
    ],
)
def test_what_is_not_plain_is_asked(names: tuple[Gazetteer, Catalogue], text: str, expected: object) -> None:
    assert understood(names, text) == expected


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("hưng yên Nguyễn A", Appoint("editor"), ("editor", "hung-yen", "", "Nguyễn A")),
        ("hưng yên biên tập báo cáo A", Appoint("editor"), ("editor", "hung-yen", "", "A")),
        ("Nguyễn Hòa Bình biên tập Hưng Yên", Appoint("", "hung-yen"), ("editor", "hung-yen", "", "Nguyễn Hòa Bình")),
        ("hung yenn biên tập A", Appoint("", "hung-yen"), ("editor", "hung-yen", "", "A")),
        (
            "hưng yên báo cáo sở công thơng Nguyễn A",
            Appoint("reporter", "hung-yen", TRADE),
            ("reporter", "hung-yen", TRADE, "Nguyễn A"),
        ),
        ("biên tập A", Appoint("", "xyz"), ("province",)),
        ("biên tập A", Appoint("", "thai-binh"), ("province",)),
        ("báo cáo hưng yên A", Appoint("", "", "xyz"), ("agency",)),
    ],
)
def test_what_buttons_settled_goes_before_the_words(
    names: tuple[Gazetteer, Catalogue], text: str, chosen: Appoint, expected: object
) -> None:
    assert understood(names, text, chosen) == expected


def test_where_the_agency_is_asked_the_province_is_known(names: tuple[Gazetteer, Catalogue]) -> None:
    assert read("Huế báo cáo Trần B", *names) == UnclearAppointment("agency", province="hue")


def test_a_unit_that_ended_gives_way(names: tuple[Gazetteer, Catalogue]) -> None:
    found = read("bắc giang biên tập Ánh", *names)
    assert found == AppointmentRead(Appointment("editor", "bac-ninh", "", "Ánh"), "bac-giang")


def test_a_long_name_is_cut(names: tuple[Gazetteer, Catalogue]) -> None:
    found = read("hưng yên biên tập " + "Nguyễn " * 40, *names)
    assert isinstance(found, AppointmentRead)
    assert len(found.appointment.label) <= LONGEST_LABEL


@pytest.mark.parametrize("text", ["\x00", "😀 " * 90, "﷽" * 60, "a" * 5000, "báo cáo " * 40, "sở " * 100, "1/2/3 <b>"])
def test_any_text_is_read(names: tuple[Gazetteer, Catalogue], text: str) -> None:
    assert read(text, *names) is not None
