"""Feedback: what somebody says is wrong reaches the operators, who answer through the bot."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.app import build
from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, Seen, User
from bot.services import Services
from data.database import Database
from data.store import Store
from tests.support.shipped import Clock, settings_of

HOA, NAM = 4242, 4243


@pytest.fixture
def admins() -> tuple[int, ...]:
    return (HOA, NAM)


@pytest.fixture
def hoa(world: OfflineTelegram) -> User:
    user = world.user(id=HOA, name="Hoa")
    world.private(user, started=True)
    return user


@pytest.fixture
def nam(world: OfflineTelegram) -> User:
    user = world.user(id=NAM, name="Nam")
    world.private(user, started=True)
    return user


@pytest.fixture
def desk(app: App, world: OfflineTelegram, hoa: User, nam: User) -> PrivateChat:
    """Hoa's chat with the bot, where reports come in."""
    return world.private(hoa)


def said(chat: PrivateChat | Group) -> list[str]:
    return [seen.text for seen in chat.answers]


async def count(app: App) -> int:
    services: Services = app.bot_data
    return await services.feedback.box.count()


async def test_one_tap_reports_an_answer_and_the_operators_answer_comes_back(
    app: App, world: OfflineTelegram, desk: PrivateChat, chat: PrivateChat, lan: User, hoa: User, nam: User
) -> None:
    await lan.say("Hưng Yên PAPI 2024")
    await lan.press("👎 Báo sai")
    thanks = chat.last
    assert thanks.text == (
        "🙏 #1 · Cảm ơn bạn. Tôi đã chuyển đến người vận hành; họ sẽ trả lời tại đây.\n"
        "Sai ở đâu? Nếu muốn nói rõ, hãy trả lời (reply) tin nhắn này; không bắt buộc."
    )
    report = desk.last.text
    services: Services = app.bot_data
    for part in (
        "💬 #1 · Có người báo câu trả lời sai",
        "Câu hỏi: /xephang Hưng Yên · PAPI · 2024",
        "Tôi đã trả lời: 🏛 Hưng Yên — PAPI 2024 Hạng 19/61",
        f"10:00 ngày 22/11/2026 · ngôn ngữ vi · dữ liệu {services.assistant.version}",
    ):
        assert part in report
    assert "Lan" not in report
    assert str(lan.id) not in report
    await lan.say("phải là hạng 18 chứ", reply_to=thanks)
    assert chat.last.text == "🙏 #1 · Tôi đã chuyển thêm, cảm ơn bạn."
    assert desk.last.text == "💬 #1 · Người góp ý nói thêm\nLời góp ý: phải là hạng 18 chứ"

    await hoa.press("Trả lời")
    assert desk.last.text.startswith("💬 #1 · Hãy trả lời tin nhắn này")
    assert desk.last.markup == {
        "force_reply": True, "selective": True, "input_field_placeholder": "Câu trả lời của bạn"
    }  # fmt: skip
    await hoa.say("Bạn nói đúng, <b>tôi</b> sẽ sửa & báo lại.", reply_to=desk.last)
    assert chat.last.text == (
        "📨 #1 · Người vận hành trả lời góp ý của bạn:\nphải là hạng 18 chứ\nBạn nói đúng, <b>tôi</b> sẽ sửa & báo lại."
    )
    assert desk.last.text == "💬 #1 · Người góp ý đã nhận được câu trả lời."
    assert world.private(nam).last.text.startswith("💬 #1 · Một người vận hành khác đã trả lời: Bạn nói đúng")
    await lan.say("vâng, tôi chờ bảng mới", reply_to=chat.last)
    assert desk.last.text.endswith("Lời góp ý: vâng, tôi chờ bảng mới"), "the conversation goes on"

    assert await count(app) == 1
    await hoa.press("Xong")
    assert desk.last.text.startswith("✅ #1 · Đã xong, không còn lưu")
    assert desk.last.buttons == []
    assert await count(app) == 0
    popup = await nam.press("Xong")
    assert popup is not None
    assert popup.text == "Góp ý #1 đã xử lý xong, hoặc người gửi đã xóa."
    await nam.say("thêm một lời", reply_to=world.private(nam).last)
    assert world.private(nam).last.text == popup.text
    await lan.say("cảm ơn", reply_to=chat.answers[-1])
    assert "Không có gì" in chat.last.text or "Rất vui" in chat.last.text


async def test_a_question_after_the_button_is_answered(
    app: App, desk: PrivateChat, chat: PrivateChat, lan: User
) -> None:
    """No ordinary question is ever taken for words about an answer."""
    await lan.say("Hưng Yên PAPI 2024")
    await lan.press("👎 Báo sai")
    before = len(desk.answers)
    await lan.say("còn Thái Bình?")
    assert "Thái Bình — PAPI 2024" in chat.last.text
    thanks = next(seen for seen in chat.answers if seen.text.startswith("🙏"))
    await lan.say("còn Nam Định?", reply_to=thanks)
    assert "Nam Định — PAPI 2024" in chat.last.text
    await lan.say("/top 5 PAPI 2023", reply_to=thanks)
    assert "PAPI 2023" in chat.last.text
    assert len(desk.answers) == before, "none of these is for the operators"
    await lan.say("PAPI 2024 của Hưng Yên phải là hạng 20", reply_to=thanks)
    assert desk.last.text.endswith("Lời góp ý: PAPI 2024 của Hưng Yên phải là hạng 20")
    assert "Hưng Yên — PAPI 2024" in chat.last.text, "what may be both is both"


async def test_the_command_asks_for_words_or_takes_them(
    app: App, desk: PrivateChat, chat: PrivateChat, lan: User, hoa: User
) -> None:
    await lan.say("/gopy")
    asked = chat.last
    assert asked.text.startswith("✍️ Bạn muốn góp ý điều gì")
    assert asked.markup is not None
    assert asked.markup["force_reply"]
    await lan.say("Hưng Yên PAPI 2024", reply_to=asked)
    assert "Hưng Yên — PAPI 2024" in chat.last.text, "Telegram makes any next text a reply to it"
    await lan.say("nên có thêm chỉ số PCI của năm nay nhé", reply_to=asked)
    assert said(chat)[-1].startswith("🙏 #") or "🙏 #" in said(chat)[-2]
    assert "nên có thêm chỉ số PCI" in "\n".join(said(desk))
    await lan.say("/gopy chữ nhỏ quá, bác lớn tuổi khó đọc")
    assert "💬 #3 · Góp ý" in desk.last.text
    assert "Lời góp ý: chữ nhỏ quá, bác lớn tuổi khó đọc" in desk.last.text
    sent = next(seen for seen in reversed(chat.messages) if not seen.by_bot)
    before = len(desk.answers), len(chat.answers)
    await lan.edit(sent, "/gopy chữ nhỏ quá")
    assert (len(desk.answers), len(chat.answers)) == before, "an edited one is not sent again"


async def test_the_command_in_reply_to_an_answer_carries_it(
    app: App, desk: PrivateChat, chat: PrivateChat, john: User, world: OfflineTelegram
) -> None:
    await john.say("/rank Hung Yen PAPI 2024")
    answer = world.private(john).last
    await john.say("/feedback the rank is wrong", reply_to=answer)
    assert "Lời góp ý: the rank is wrong" in desk.last.text
    assert "Tôi đã trả lời: 🏛 Hung Yen — PAPI 2024" in desk.last.text
    assert "ngôn ngữ en" in desk.last.text
    assert world.private(john).last.text == (
        "🙏 #1 · Thank you. I have passed this on to the operators; they answer here."
    )


async def test_five_an_hour(app: App, desk: PrivateChat, chat: PrivateChat, lan: User, clock: Clock) -> None:
    for n in range(7):
        await lan.say(f"/gopy lỗi thứ {n}")
    assert chat.last.text == ("Cảm ơn bạn. Mỗi người gửi được nhiều nhất 5 góp ý trong một giờ; bạn thử lại sau nhé.")
    assert await count(app) == 5
    await lan.say("Hưng Yên PAPI 2024")
    popup = await lan.press("👎 Báo sai")
    assert popup is not None
    assert "nhiều nhất 5 góp ý" in popup.text
    clock.time += dt.timedelta(hours=1)
    await lan.say("/gopy sau một giờ")
    assert await count(app) == 6


async def test_the_same_answer_is_reported_once(app: App, desk: PrivateChat, chat: PrivateChat, lan: User) -> None:
    await lan.say("Hưng Yên PAPI 2024")
    answer = chat.last
    await lan.press("👎 Báo sai", on=answer)
    popup = await lan.press("👎 Báo sai", on=answer)
    assert popup is not None
    assert popup.text.startswith("Bạn đã báo câu trả lời này rồi (#1).")
    assert await count(app) == 1


async def test_in_a_group_the_reply_comes_to_the_topic_and_quotes_the_answer(
    app: App, world: OfflineTelegram, desk: PrivateChat, lan: User, john: User, hoa: User
) -> None:
    forum = world.group("Diễn đàn", [lan, john], forum=True)
    await forum.add_bot(lan)
    topic = await forum.open_topic("Chỉ số", lan)
    await john.say("/rank Hưng Yên PAPI 2024", in_=forum, thread=topic.thread)
    answer = forum.last
    await john.press("👎 Báo sai" if "👎 Báo sai" in answer.labels else "👎 Wrong?", on=answer, in_=forum)
    thanks = forum.last
    assert thanks.thread == topic.thread
    assert "Câu hỏi: /rank Hưng Yên PAPI 2024" in desk.last.text, "as it was asked"
    await lan.say("tôi thấy đúng mà", in_=forum, reply_to=thanks)
    assert "tôi thấy đúng" not in desk.last.text, "only who reported adds to it"
    await john.say("the rank is off by one", in_=forum, reply_to=thanks)
    assert "the rank is off by one" in desk.last.text
    await hoa.say("Đã sửa.", reply_to=desk.last)
    assert forum.last.thread == topic.thread
    assert forum.last.reply_to is answer
    assert "Đã sửa." in forum.last.text


async def test_somebody_who_blocked_the_bot_is_not_reached_and_the_operator_reads_why(
    app: App, desk: PrivateChat, chat: PrivateChat, lan: User, hoa: User
) -> None:
    await lan.say("/gopy sai rồi")
    await lan.block()
    await hoa.say("Ở đâu vậy?", reply_to=desk.last)
    assert desk.last.text == "💬 #1 · Chưa gửi được câu trả lời: người này đã chặn bot."


async def test_a_group_that_became_a_supergroup_is_found(
    app: App, world: OfflineTelegram, desk: PrivateChat, group: Group, lan: User, hoa: User
) -> None:
    await lan.say("/gopy sai rồi", in_=group)
    upgraded = await group.migrate()
    await hoa.say("Ở đâu vậy?", reply_to=desk.last)
    assert "Ở đâu vậy?" in upgraded.last.text


async def test_only_operators_handle_it(app: App, world: OfflineTelegram, desk: PrivateChat, lan: User) -> None:
    await lan.say("/gopy sai rồi")
    for data in ("fb:1|done", "fb:1|reply"):
        popup = await world.ask_callback(lan, world.private(lan).last, data)
        assert popup is not None
        assert popup.text == "Chỉ người vận hành bot mới làm được việc này."
    assert await count(app) == 1


async def test_a_forged_reply_reaches_nobody_elses_report(
    app: App, world: OfflineTelegram, desk: PrivateChat, chat: PrivateChat, lan: User, john: User
) -> None:
    """The number is that of a message of ours in one's own chat: another's report is not found by it."""
    await lan.say("/gopy sai rồi")
    await john.say("/feedback another")
    theirs = world.private(john).last
    theirs.text = theirs.text.replace("#2", "#1")
    before = len(desk.answers)
    await john.say("xxx yyy", reply_to=theirs)
    assert len(desk.answers) == before


async def test_numbers_are_never_used_again(app: App, desk: PrivateChat, lan: User, hoa: User) -> None:
    """An operator's old message must not lead to somebody else."""
    await lan.say("/gopy một")
    first: Seen = desk.last
    await hoa.press("Xong", on=first)
    await lan.say("/gopy hai")
    assert "💬 #2" in desk.last.text
    await lan.say("/forget")
    await lan.press("🗑 Xóa hết")
    assert await count(app) == 0
    await lan.say("/gopy ba")
    assert "💬 #3" in desk.last.text


async def test_status_counts_what_is_open(app: App, desk: PrivateChat, lan: User, hoa: User) -> None:
    await lan.say("/gopy một")
    await lan.say("/gopy hai")
    await hoa.say("/status")
    assert desk.last.text.endswith("2 góp ý của người dùng chưa xử lý.")


async def test_an_answer_that_is_too_long_is_refused_and_nothing_is_lost(
    app: App, desk: PrivateChat, chat: PrivateChat, lan: User, hoa: User
) -> None:
    await lan.say("/gopy sai rồi")
    report = desk.last
    await hoa.say("x" * 3001, reply_to=report)
    assert "dưới 3.000 ký tự" in desk.last.text
    await hoa.say("&" * 3000, reply_to=report)
    assert chat.last.text.endswith("&" * 3000)


async def test_a_picture_has_the_button_too(app: App, desk: PrivateChat, chat: PrivateChat, lan: User) -> None:
    await lan.say("/quacacnam Hưng Yên PAPI")
    assert chat.last.photo is not None
    assert "👎 Báo sai" in chat.last.labels
    await lan.press("👎 Báo sai")
    assert "Tôi đã trả lời: 📈 Hưng Yên — PAPI qua các năm" in desk.last.text


async def test_long_words_are_cut_and_the_report_fits(app: App, desk: PrivateChat, lan: User) -> None:
    await lan.say("/gopy " + "rất dài 😀 " * 400)
    assert len(desk.last.text.encode("utf-16-le")) // 2 <= 4096


async def test_without_operators_it_is_kept_and_said_so(
    world: OfflineTelegram, database: Database, store: Store, database_file: Path, clock: Clock
) -> None:
    application = build(
        settings_of(database_file), database, store, transport=world.request(), updates=world.request(), clock=clock
    )
    async with world.running(application):
        lan = world.user(language_code="vi")
        await lan.say("Hưng Yên PAPI 2024")
        await lan.press("👎 Báo sai")
        text = world.private(lan).last.text
        assert text.startswith("🙏 #1 · Cảm ơn bạn. Tôi đã ghi lại để người vận hành xem sau; họ sẽ trả lời tại đây.")
        assert await count(application) == 1
