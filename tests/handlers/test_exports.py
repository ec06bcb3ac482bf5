"""Files in a chat: /export, a wish in words, the button under an answer; uploaded once; said where there is none."""

from __future__ import annotations

import asyncio

import pytest

from bot.offline import Group, OfflineTelegram, PrivateChat, Seen, User
from tests.support.opened_files import table, workbook

pytestmark = pytest.mark.usefixtures("app")


def sent(seen: Seen) -> bytes:
    assert seen.document is not None, seen.text
    return seen.document.data


async def test_a_command_sends_a_workbook_with_its_sources(chat: PrivateChat, lan: User) -> None:
    await lan.say("/export PAPI 2024")
    seen = chat.last
    assert seen.document is not None
    assert seen.document.name == "chi-so-tinh_papi_2024.xlsx"
    assert list(workbook(sent(seen))) == ["2024", "Nguồn", "Ghi chú"]
    assert seen.text.startswith("📎 PAPI 2024\n61/63 tỉnh, thành phố có số liệu\n")
    assert "Nguồn: PAPI 2024" in seen.text
    assert seen.labels == ["📎 CSV", "Xem bằng chữ"]


@pytest.mark.parametrize("command", ["/xuat", "/taive", "/export"])
async def test_csv_is_asked_for_by_its_name(chat: PrivateChat, lan: User, command: str) -> None:
    await lan.say(f"{command} PAPI 2024 csv")
    assert chat.last.document is not None
    assert chat.last.document.name == "chi-so-tinh_papi_2024.csv"
    assert len(table(sent(chat.last)).rows) == 63


async def test_it_is_in_the_language_of_the_chat(world: OfflineTelegram, john: User) -> None:
    chat = world.private(john, started=True)
    await john.say("/export tasks Hung Yen PAPI")
    assert chat.last.document is not None
    assert chat.last.document.name == "chi-so-tinh_tasks_hung-yen_papi.xlsx"
    assert list(workbook(sent(chat.last))) == ["Tasks", "Sources", "Notes"]


@pytest.mark.parametrize("text", ["xuất excel papi 2024", "tải bảng PAPI 2024 về", "gửi file excel PAPI 2024"])
async def test_it_may_be_asked_for_in_words(chat: PrivateChat, lan: User, text: str) -> None:
    await lan.say(text)
    assert chat.last.document is not None
    assert chat.last.document.name == "chi-so-tinh_papi_2024.xlsx"


async def test_the_last_answer_is_meant_where_nothing_is_named(chat: PrivateChat, lan: User) -> None:
    await lan.say("thành phần PAPI 2023 Hưng Yên")
    await lan.say("gửi file excel đi")
    assert chat.last.document is not None
    assert chat.last.document.name == "chi-so-tinh_hung-yen_papi_2023.xlsx"
    await lan.say("còn 2022?")
    assert "Hưng Yên — PAPI 2022" in chat.last.text


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("10 tỉnh đứng đầu PAPI", "chi-so-tinh_papi_2024.xlsx"),
        ("/thanhphan Hưng Yên PAPI", "chi-so-tinh_hung-yen_papi_2024.xlsx"),
        ("nhiệm vụ Hưng Yên PAPI", "chi-so-tinh_nhiem-vu_hung-yen_papi.xlsx"),
    ],
)
async def test_the_button_under_an_answer_sends_what_it_shows_whole(
    chat: PrivateChat, lan: User, asked: str, name: str
) -> None:
    await lan.say(asked)
    answer = chat.last
    await lan.press("📎 Excel", on=answer)
    file = chat.last
    assert file.document is not None
    assert file.document.name == name
    await lan.press("📎 CSV", on=file)
    assert chat.last.document is not None
    assert chat.last.document.name == name.replace("xlsx", "csv")
    await lan.press("Xem bằng chữ", on=file)
    assert chat.last.document is None


async def test_one_upload_serves_everybody(world: OfflineTelegram) -> None:
    people = [world.user(name=f"P{n}", language_code="vi") for n in range(6)]
    for person in people:
        world.private(person, started=True)
    await asyncio.gather(*(person.say("/export PAPI 2024") for person in people))
    files = [world.private(person).last.document for person in people]
    assert all(file is not None for file in files)
    assert len({file.file_id for file in files if file is not None}) == 1
    assert len(world.files) == 1


async def test_a_number_that_telegram_has_forgotten_is_sent_anew(
    world: OfflineTelegram, chat: PrivateChat, lan: User
) -> None:
    await lan.say("/export PAPI 2024")
    world.files.clear()
    await lan.say("/export PAPI 2024")
    assert chat.last.document is not None
    assert len(world.files) == 1


async def test_a_picture_has_no_button_of_the_answer_below_it(chat: PrivateChat, lan: User) -> None:
    await lan.say("/map PAPI 2024")
    assert chat.last.photo is not None
    assert "Xem bằng chữ" in chat.last.labels
    assert not {"📎 Excel", "📈 Biểu đồ", "🗺 Bản đồ"} & set(chat.last.labels)


async def test_alone_it_says_what_it_can_do(chat: PrivateChat, lan: User) -> None:
    await lan.say("/export")
    assert "một tỉnh, mọi chỉ số, mọi năm: /xuat Hưng Yên" in chat.last.text
    usage = chat.last
    for label, name in (
        ("PAPI 2024", "chi-so-tinh_papi_2024.xlsx"),
        ("Hưng Yên", "chi-so-tinh_hung-yen.xlsx"),
        ("Nhiệm vụ Hưng Yên", "chi-so-tinh_nhiem-vu_hung-yen.xlsx"),
    ):
        await lan.press(label, on=usage)
        assert chat.last.document is not None
        assert chat.last.document.name == name


async def test_where_several_may_be_meant_the_choice_gives_the_file(chat: PrivateChat, lan: User) -> None:
    await lan.say("/export Quảng csv")
    await lan.press("Quảng Ninh", on=chat.last)
    assert chat.last.document is not None
    assert chat.last.document.name == "chi-so-tinh_quang-ninh.csv"


async def test_nothing_to_export_is_said(chat: PrivateChat, lan: User) -> None:
    await lan.say("/export PAPI 2035")
    assert chat.last.document is None
    assert chat.last.text.startswith("📎 Không có gì để xuất ra tệp:")


async def test_what_was_not_understood_is_said_under_the_file(chat: PrivateChat, lan: User) -> None:
    await lan.say("/export PAPI 2024 qwertz")
    assert chat.last.document is not None
    assert "⚠️ Tôi chưa xét đến: “qwertz”" in chat.last.text


async def test_a_group_that_takes_no_files_is_told(group: Group, lan: User) -> None:
    await group.restrict_bot(can_send_messages=True, can_send_documents=False)
    await lan.say("/export PAPI 2024", in_=group)
    assert group.last.document is None
    assert "Tôi không gửi được tệp vào đây" in group.last.text
