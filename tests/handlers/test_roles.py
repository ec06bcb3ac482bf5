"""People are appointed by a link that works once, listed, lose or leave a role; each is told what concerns them."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.app import build
from bot.context import App
from bot.offline import OfflineTelegram, PrivateChat, Seen, User
from bot.services import Services
from data.database import Database
from data.roles.model import Appointment
from data.store import Store
from tests.support.invitations import invite
from tests.support.shipped import Clock, settings_of

HOA, NAM, LAN, JOHN = 7_123_456_789, 7_123_456_790, 7_123_456_791, 7_123_456_792
HELP = "/trogiup"


@dataclass(slots=True)
class Town:
    """Hoa and Nam are operators, Lan and John officials; the bot runs."""

    world: OfflineTelegram
    app: App
    clock: Clock
    hoa: User
    nam: User
    lan: User
    john: User

    @property
    def services(self) -> Services:
        services: Services = self.app.bot_data
        return services

    def chat(self, user: User) -> PrivateChat:
        return self.world.private(user)

    async def invite(self, words: str = "hưng yên biên tập Nguyễn Thị Lan", by: User | None = None) -> str:
        """The command that the link of an invitation becomes when it is opened."""
        return await invite(self.world, by or self.hoa, words)

    async def appoint(self, user: User, words: str = "hưng yên biên tập Nguyễn Thị Lan") -> None:
        await user.say(await self.invite(words))
        await user.press(self.accept(user))

    def accept(self, user: User) -> str:
        return "Accept" if user.language_code == "en" else "Nhận"

    async def held(self, user: User) -> list[tuple[str, str, str]]:
        return [(one.kind, one.province, one.agency) for one in await self.services.roles.roles.of(user.id)]


@pytest.fixture
async def town(
    world: OfflineTelegram, database: Database, store: Store, clock: Clock, database_file: Path
) -> AsyncIterator[Town]:
    settings = settings_of(database_file, admins=(HOA, NAM))
    app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    people = [(HOA, "Hoa"), (NAM, "Nam"), (LAN, "Lan"), (JOHN, "John")]
    users = [world.user(id=id, name=name, language_code="en" if id == JOHN else "vi") for id, name in people]
    for user in users:
        world.private(user, started=True)
    async with world.running(app):
        yield Town(world, app, clock, *users)


def squeezed(seen: Seen) -> str:
    return " ".join(seen.text.split())


async def test_an_editor_is_invited_accepts_and_everybody_is_told(town: Town) -> None:
    start = await town.invite()
    made = town.chat(town.hoa).last
    assert made.text.startswith("✉️ Lời mời Nguyễn Thị Lan làm người biên tập của Hưng Yên.")
    assert "đến 10:00 ngày 23/11/2026" in made.text
    assert made.labels == ["Chia sẻ", "Sao chép", "Thu hồi"]
    await town.lan.say(start)
    offer = town.chat(town.lan).last
    assert offer.text.startswith("Bạn được mời làm người biên tập của Hưng Yên.")
    assert "Nguyễn Thị Lan" not in offer.text, "whoever opens the link learns nobody's name"
    assert await town.held(town.lan) == []
    await town.lan.press("Nhận")
    assert town.chat(town.lan).last is offer, "in the place of the question"
    assert offer.text.startswith("✅ Từ nay bạn là người biên tập của Hưng Yên.")
    assert await town.held(town.lan) == [("editor", "hung-yen", "")]
    for operator in (town.hoa, town.nam):
        told = town.chat(operator).last
        assert told.text.startswith("👤 Nguyễn Thị Lan đã nhận lời mời làm người biên tập của Hưng Yên.")
        assert "Tên trên Telegram: Lan." in told.text
        assert told.labels == ["Gỡ vai trò"]


async def test_a_reporter_in_english(town: Town) -> None:
    await town.hoa.say("/lang en")
    start = await town.invite("reporter Hung Yen Department of Home Affairs John B", town.hoa)
    assert "invited as reporter of Department of Home Affairs, Hung Yen" in squeezed(town.chat(town.hoa).last)
    await town.john.say(start)
    await town.john.press("Accept")
    assert await town.held(town.john) == [("reporter", "hung-yen", "department-home-affairs")]
    assert "you report on the tasks" in town.chat(town.john).last.text


async def test_whoever_accepted_is_written_to_in_the_language_they_accepted_in(town: Town) -> None:
    await town.john.say(await town.invite("hưng yên báo cáo Sở Nội vụ John B"))
    await town.john.press("Accept")
    assert "Your tasks, with buttons to report: /mytasks" in town.chat(town.john).last.text
    known = await town.services.chats.get(JOHN)
    assert known is not None
    assert known.language == "en"
    await town.lan.say("/lang en")
    await town.lan.say(await town.invite())
    await town.lan.press("Accept")
    assert "send me its file" in town.chat(town.lan).last.text
    chosen = await town.services.chats.get(LAN)
    assert chosen is not None
    assert chosen.language == "en", "the one that was chosen stays"


async def test_sharing_hands_the_link_on(town: Town) -> None:
    start = await town.invite()
    shared = await town.hoa.press("Chia sẻ")
    assert shared is not None
    assert shared.url is not None
    asked = parse_qs(urlsplit(shared.url).query)
    assert asked["url"][0].endswith(start.removeprefix("/start "))
    assert asked["text"] == ["Bạn được mời làm người biên tập của Hưng Yên. Hãy mở liên kết để nhận."]
    copied = await town.hoa.press("Sao chép")
    assert copied is not None
    assert copied.copied == asked["url"][0]


async def test_of_two_who_press_at_the_same_moment_one_gets_it(town: Town) -> None:
    start = await town.invite()
    for user in (town.lan, town.john):
        await user.say(start)
    await asyncio.gather(town.lan.press("Nhận"), town.john.press("Accept"))
    assert sorted(map(len, (await town.held(town.lan), await town.held(town.john)))) == [0, 1]
    loser = town.john if await town.held(town.lan) else town.lan
    assert "was used already" in town.chat(loser).last.text or "đã có người dùng" in town.chat(loser).last.text


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("used", "Lời mời này đã có người dùng."),
        ("revoked", "Lời mời này đã bị thu hồi."),
        ("expired", "Lời mời này đã hết hạn"),
        ("unknown", "Lời mời này không hợp lệ."),
    ],
)
@pytest.mark.parametrize("late", [False, True])
async def test_why_a_link_gives_nothing(town: Town, case: str, said: str, late: bool) -> None:
    """``late``: the offer was open when it came to that."""
    start = await town.invite()
    if late and case != "unknown":
        await town.lan.say(start)
    if case == "used":
        await town.john.say(start)
        await town.john.press("Accept")
    elif case == "revoked":
        await town.hoa.press("Thu hồi")
        assert town.chat(town.hoa).last.text == "✅ Đã thu hồi lời mời Nguyễn Thị Lan làm người biên tập của Hưng Yên."
    elif case == "expired":
        town.clock.time += dt.timedelta(hours=24)
    else:
        start = f"/start vt-{'x' * 24}"
    if late and case != "unknown":
        await town.lan.press("Nhận")
    else:
        await town.lan.say(start)
    text = town.chat(town.lan).last.text
    assert text.startswith(said)
    assert "Hưng Yên" not in text
    assert "Nguyễn" not in text
    assert "John" not in text
    assert await town.held(town.lan) == []


async def test_whoever_declines_leaves_it_to_the_one_it_was_meant_for(town: Town) -> None:
    start = await town.invite()
    await town.john.say(start)
    await town.john.press("Decline")
    assert town.chat(town.john).last.text.startswith("Declined.")
    await town.lan.say(start)
    await town.lan.press("Nhận")
    assert len(await town.held(town.lan)) == 1


async def test_an_operator_who_opens_their_own_link_forwards_it(town: Town) -> None:
    start = await town.invite()
    await town.hoa.say(start)
    assert town.chat(town.hoa).last.text.startswith("Đây là lời mời do chính bạn tạo: hãy chuyển tiếp")
    await town.lan.say(start)
    await town.lan.press("Nhận")
    assert len(await town.held(town.lan)) == 1


async def test_the_same_role_twice_is_one(town: Town) -> None:
    await town.appoint(town.lan)
    start = await town.invite()
    await town.lan.say(start)
    assert town.chat(town.lan).last.text.startswith("Bạn đã có vai trò này")
    assert len(await town.held(town.lan)) == 1


@pytest.mark.parametrize("where", ["group", "anonymous", "channel", "edited"])
async def test_a_link_opens_only_in_a_persons_own_chat(town: Town, where: str) -> None:
    start = await town.invite()
    if where == "edited":
        message = await town.lan.say("hưng yên")
        await town.lan.edit(message, start)
        place: Any = town.chat(town.lan)
    elif where == "channel":
        place = town.world.channel("Kênh", [town.lan])
        await place.add_bot(by=town.lan)
        await place.post(start)
    else:
        place = town.world.group("Nhóm", [town.lan, town.john], supergroup=True)
        await place.add_bot(town.lan)
        named = start.replace("/start", f"/start@{town.world.me['username']}")
        await town.lan.say(named, in_=place, as_=place if where == "anonymous" else None)
    assert not [seen for seen in place.answers if "mời" in seen.text or start[7:] in seen.text]
    assert not any("Nhận" in seen.labels for seen in place.answers)
    await town.lan.say(start)
    assert "Nhận" in town.chat(town.lan).last.labels, "it was not used up"


# What an operator writes


async def test_what_is_unclear_is_asked_with_buttons(town: Town) -> None:
    await town.hoa.say("/vaitro Nguyễn Hòa Bình, Hưng Yên")
    chat = town.chat(town.hoa)
    assert chat.last.labels == ["Người biên tập", "Người báo cáo của một cơ quan"]
    await town.hoa.press("Người báo cáo của một cơ quan")
    assert chat.last.labels == ["Phú Thọ", "Hưng Yên"]
    await town.hoa.press("Hưng Yên")
    assert chat.last.text.startswith("Bạn muốn nói cơ quan nào?")
    await town.hoa.say("/vaitro Nguyễn Hòa Bình báo cáo Sở Công Thơng, Hưng Yên")
    await town.hoa.press("Hưng Yên")
    assert chat.last.labels == ["Sở Công Thương"]
    await town.hoa.press("Sở Công Thương")
    assert chat.last.text.startswith("✉️ Lời mời Nguyễn Hòa Bình làm người báo cáo của Sở Công Thương, Hưng Yên.")


async def test_where_no_agency_is_named_those_that_lead_tasks_there_are_offered(town: Town) -> None:
    await town.hoa.say("/vaitro Huế báo cáo Trần Thị B")
    chat = town.chat(town.hoa)
    assert chat.last.text.startswith("Bạn muốn nói cơ quan nào?\nNếu là cơ quan khác, bạn hãy viết lại")
    assert {"Sở Nội vụ", "Sở Tư pháp"} <= set(chat.last.labels)
    assert not [label for label in chat.last.labels if label[0].islower()], "nobody reports for all departments"
    await town.hoa.press("Sở Tư pháp")
    assert chat.last.text.startswith("✉️ Lời mời Trần Thị B làm người báo cáo của Sở Tư pháp, Huế.")


async def test_words_are_not_taken_for_html(town: Town) -> None:
    await town.hoa.say("/vaitro <b>Lan & Nam</b> hưng yên")
    await town.hoa.press("Người biên tập")
    assert "<b>Lan & Nam</b>" in town.chat(town.hoa).last.text
    await town.hoa.say("/vaitro")
    assert "<b>Lan & Nam</b>: được mời làm người biên tập của Hưng Yên" in town.chat(town.hoa).last.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("biên tập Nguyễn Văn A", "Tỉnh, thành phố nào?"),
        ("hưng yên biên tập", "Bạn mời ai?"),
        ("lai châu báo cáo Nguyễn Văn A", "Cơ quan nào?"),
    ],
)
async def test_what_is_missing_is_said(town: Town, words: str, said: str) -> None:
    await town.hoa.say(f"/vaitro {words}")
    assert town.chat(town.hoa).last.text.startswith(said)
    example = "báo cáo Sở Nội vụ Trần Thị B" if "báo cáo" in words else "biên tập Nguyễn Văn A"
    assert f"/vaitro hưng yên {example}" in town.chat(town.hoa).last.text


async def test_an_ended_unit_gives_way_and_that_is_said(town: Town) -> None:
    await town.appoint(town.lan, "Bắc Giang biên tập Lan")
    assert await town.held(town.lan) == [("editor", "bac-ninh", "")]
    assert any("Bắc Giang thuộc Bắc Ninh từ ngày 1/7/2025." in seen.text for seen in town.chat(town.hoa).answers)


async def test_a_question_that_telegram_no_longer_shows_is_asked_again(town: Town) -> None:
    await town.hoa.say("/vaitro Nguyễn Văn A hưng yên")
    question = town.chat(town.hoa).last
    data = question.buttons[0][0].callback_data
    message = {"message_id": question.message_id, "date": 0, "chat": question.chat.to_json()}
    query = {"id": "1", "from": town.hoa.to_json(), "chat_instance": "1", "data": data, "message": message}
    await town.world.emit("callback_query", query)
    assert town.chat(town.hoa).last.text.startswith("Tôi không còn thấy lời bạn đã viết.")


# The list


async def test_operators_see_everybody_by_province(town: Town) -> None:
    await town.appoint(town.lan)
    await town.appoint(town.john, "Hà Nội báo cáo Sở Nội vụ John B")
    await town.invite("hưng yên báo cáo Sở Tư pháp Trần C")
    await town.nam.say("/roles")
    last = town.chat(town.nam).last
    assert last.text.splitlines()[:8] == [
        "Vai trò · 2 vai trò · 1 lời mời đang mở",
        "",
        "Hà Nội",
        "1. John B: người báo cáo của Sở Nội vụ, Hà Nội, từ 22/11/2026",
        "",
        "Hưng Yên",
        "2. Nguyễn Thị Lan: người biên tập của Hưng Yên, từ 22/11/2026",
        "3. ✉️ Trần C: được mời làm người báo cáo của Sở Tư pháp, Hưng Yên, đến 10:00 ngày 23/11/2026",
    ]
    assert last.labels == ["✖ 1", "✖ 2", "✖ 3"]
    await town.nam.press("✖ 3")
    assert town.chat(town.nam).last.text.startswith("✅ Đã thu hồi lời mời Trần C")
    await town.nam.press("Danh sách vai trò")
    assert town.chat(town.nam).last.text.startswith("Vai trò · 2 vai trò\n")


async def test_a_long_list_has_pages(town: Town) -> None:
    made = town.services.roles.invitations.make
    for number in range(23):
        person = Appointment("reporter", "hung-yen", "department-justice", f"Người {number}")
        await made(person, who="test", now=town.clock.time)
    await town.hoa.say("/roles")
    chat = town.chat(town.hoa)
    assert chat.last.labels == [*(f"✖ {n}" for n in range(1, 11)), "Xem tiếp ▶"]
    await town.hoa.press("Xem tiếp ▶")
    await town.hoa.press("Xem tiếp ▶")
    assert chat.last.labels == ["✖ 21", "✖ 22", "✖ 23", "◀"]
    await town.hoa.press("✖ 23")
    await town.hoa.press("Danh sách vai trò")
    assert "Vai trò · 0 vai trò · 22 lời mời đang mở" in chat.last.text


async def test_a_role_is_taken_away_after_a_question_and_both_sides_are_told(town: Town) -> None:
    await town.appoint(town.lan)
    await town.hoa.say("/vaitro")
    await town.hoa.press("✖ 1")
    chat = town.chat(town.hoa)
    assert chat.last.text.startswith("Gỡ vai trò này?\nNguyễn Thị Lan: người biên tập của Hưng Yên")
    await town.hoa.press("Giữ lại")
    assert chat.last.text.startswith("Vai trò · 1 vai trò")
    await town.hoa.press("✖ 1")
    await town.hoa.press("Gỡ vai trò")
    assert chat.last.text == "✅ Nguyễn Thị Lan không còn là người biên tập của Hưng Yên."
    assert await town.held(town.lan) == []
    assert town.chat(town.lan).last.text == ("Người vận hành đã gỡ một vai trò của bạn: người biên tập của Hưng Yên.")
    assert town.chat(town.nam).last.text == (
        "👤 Một người vận hành khác đã gỡ vai trò của Nguyễn Thị Lan: người biên tập của Hưng Yên."
    )


async def test_a_role_is_taken_away_from_somebody_who_blocked_the_bot(town: Town) -> None:
    await town.appoint(town.lan)
    await town.lan.block()
    await town.hoa.say("/vaitro")
    await town.hoa.press("✖ 1")
    await town.hoa.press("Gỡ vai trò")
    assert town.chat(town.hoa).last.text.startswith("✅ Nguyễn Thị Lan không còn là")
    assert await town.held(town.lan) == []


async def test_an_operator_with_a_role_takes_it_away_without_being_told_so(town: Town) -> None:
    await town.hoa.say(await town.invite("hưng yên biên tập Hoa", town.nam))
    await town.hoa.press("Nhận")
    assert await town.held(town.hoa) == [("editor", "hung-yen", "")]
    await town.hoa.say("/vaitro")
    await town.hoa.press("✖ 1")
    await town.hoa.press("Gỡ vai trò")
    assert town.chat(town.hoa).last.text == "✅ Hoa không còn là người biên tập của Hưng Yên."
    assert await town.held(town.hoa) == []


async def test_two_operators_take_the_same_role_away(town: Town) -> None:
    await town.appoint(town.lan)
    for operator in (town.hoa, town.nam):
        await operator.say("/vaitro")
        await operator.press("✖ 1")
    await town.hoa.press("Gỡ vai trò")
    popup = await town.nam.press("Gỡ vai trò", on=town.chat(town.nam).messages[-2])
    assert popup is not None
    assert popup.text == "Vai trò ấy đã kết thúc, hoặc không phải của bạn."


async def test_people_see_and_leave_their_own(town: Town) -> None:
    await town.lan.say("/vaitro")
    chat = town.chat(town.lan)
    assert chat.last.text.startswith("Bạn chưa có vai trò nào.")
    await town.appoint(town.lan)
    await town.appoint(town.lan, "Hà Nội báo cáo Sở Nội vụ Lan")
    await town.lan.say("/vaitro")
    assert chat.last.text == (
        "Các vai trò của bạn\n\n1. Người biên tập của Hưng Yên, từ 22/11/2026"
        "\n2. Người báo cáo của Sở Nội vụ, Hà Nội, từ 22/11/2026"
    )
    assert chat.last.labels == ["Thôi giữ 1", "Thôi giữ 2"]
    await town.lan.press("Thôi giữ 1")
    assert chat.last.labels == ["Thôi giữ", "Giữ lại"]
    await town.lan.press("Thôi giữ")
    assert chat.last.text == "✅ Bạn không còn là người biên tập của Hưng Yên."
    assert await town.held(town.lan) == [("reporter", "ha-noi", "department-home-affairs")]
    for operator in (town.hoa, town.nam):
        assert town.chat(operator).last.text == ("👤 Nguyễn Thị Lan đã thôi giữ vai trò: người biên tập của Hưng Yên.")


async def test_who_is_no_operator_invites_nobody(town: Town) -> None:
    await town.appoint(town.lan)
    await town.lan.say("/vaitro hưng yên biên tập Nguyễn Văn A")
    assert town.chat(town.lan).last.text == "Chỉ người vận hành bot mới làm được việc này."
    assert await town.services.roles.invitations.waiting(town.clock.time) == ()


@pytest.mark.parametrize("anonymous", [False, True])
async def test_in_a_group_roles_are_no_matter(town: Town, anonymous: bool) -> None:
    group = town.world.group("Nhóm", [town.hoa, town.lan], supergroup=True)
    await group.add_bot(town.hoa)
    for words in (" hưng yên biên tập Nguyễn Văn A", ""):
        await town.hoa.say(f"/vaitro{words}", in_=group, as_=group if anonymous else None)
        assert group.last.text.startswith("Vai trò chỉ xem và trao trong cuộc trò chuyện riêng")
    assert await town.services.roles.invitations.waiting(town.clock.time) == ()


async def test_the_secret_is_in_no_log_and_no_table(
    town: Town, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    start = await town.invite()
    await town.lan.say(start)
    await town.lan.press("Nhận")
    secret = start.removeprefix("/start vt-")
    assert secret not in "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    async with database.read() as connection:
        tables = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        for name in tables.scalars().all():
            rows = await connection.exec_driver_sql(f'SELECT * FROM "{name}"')
            assert secret not in str(rows.all()), name


# Forgetting


async def test_who_is_forgotten_has_no_role_and_operators_are_told_without_a_name(town: Town) -> None:
    await town.appoint(town.lan)
    await town.lan.say("/xoadulieu")
    assert "1 vai trò trong nhiệm vụ của tỉnh, thành phố sẽ kết thúc" in town.chat(town.lan).last.text
    await town.lan.press("🗑 Xóa hết")
    assert town.chat(town.lan).last.text.startswith("🗑 Đã xóa.")
    assert await town.held(town.lan) == []
    for operator in (town.hoa, town.nam):
        told = town.chat(operator).last.text
        assert told.startswith("👤 Một người đã xóa hết dữ liệu của mình ở đây")
        assert told.endswith("người biên tập của Hưng Yên.")
        assert "Lan" not in told
    await town.lan.say("/vaitro")
    assert town.chat(town.lan).last.text.startswith("Bạn chưa có vai trò nào.")
