"""Giving up what is begun, in a word or by /cancel, and saying so where nothing is."""

from __future__ import annotations

import pytest

from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User

pytestmark = pytest.mark.usefixtures("app")
NOTHING = "Không có gì để hủy: ở đây không có việc nào đang làm dở."
WORDS = ("huỷ", "huy", "Hủy!", "huyr", "thôi", "thoi", "bỏ qua", "bo qua", "dừng lại", "cancel", "cancle", "/huy")


@pytest.mark.parametrize("word", [*WORDS, "/cancel", "/thoi"])
async def test_where_nothing_is_begun_it_is_said(lan: User, chat: PrivateChat, word: str) -> None:
    await lan.say(word)
    assert chat.last.text.startswith(NOTHING)
    await lan.say("Hưng Yên PAPI 2024")
    await lan.say(word)
    assert chat.last.text.startswith(NOTHING)


@pytest.mark.parametrize("word", ["cancel", "canel", "/cancel", "never mind", "stop"])
async def test_in_english(john: User, world: OfflineTelegram, word: str) -> None:
    chat = world.private(john, started=True)
    await john.say(word)
    assert chat.last.text.startswith("There is nothing to cancel")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("first", ["/nhiemvu", "Quảng", "mất điểm ở đâu tỉnh Quảng"])
async def test_what_was_asked_back_is_left(lan: User, chat: PrivateChat, first: str, word: str) -> None:
    await lan.say(first)
    await lan.say(word)
    assert chat.last.text == "Vâng, tôi bỏ qua câu đó. Bạn cứ hỏi điều khác."
    await lan.say(word)
    assert chat.last.text.startswith(NOTHING)


async def test_the_question_before_the_one_that_was_left_holds(lan: User, chat: PrivateChat) -> None:
    for said in ("Hưng Yên PAPI 2023", "/nhiemvu", "thôi", "mất điểm ở đâu"):
        await lan.say(said)
    assert chat.last.text.startswith("🏛 Hưng Yên — mất điểm ở đâu, PAPI 2023")


@pytest.mark.parametrize("word", WORDS)
async def test_no_word_of_it_is_feedback(lan: User, chat: PrivateChat, app: App, word: str) -> None:
    await lan.say("Hưng Yên PAPI 2024")
    await lan.press("👎 Báo sai")
    await lan.say(word)
    assert chat.last.text == "Vâng, tôi không ghi thêm gì vào góp ý của bạn."
    (entry,) = await app.bot_data.feedback.box.open()
    assert entry.words == ""
    await lan.say("số này sai rồi đấy nhé")
    (entry,) = await app.bot_data.feedback.box.open()
    assert entry.words == ""


async def test_a_reply_to_the_question_for_feedback_sends_nothing(lan: User, chat: PrivateChat, app: App) -> None:
    await lan.say("/gopy")
    await lan.say("thôi", reply_to=chat.last)
    assert chat.last.text == "Đã hủy. Tôi chưa gửi gì cho người vận hành."
    assert not await app.bot_data.feedback.box.open()


async def test_what_is_followed_is_given_up_by_the_same_words_only_after_it(lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi Hưng Yên")
    await lan.say("thôi khỏi")
    assert chat.last.text.startswith("🔕 Đã ngừng theo dõi: Hưng Yên")
    await lan.say("huỷ")
    assert chat.last.text.startswith(NOTHING)


async def test_thanks_stay_thanks(lan: User, chat: PrivateChat) -> None:
    await lan.say("thôi nhé")
    assert NOTHING not in chat.last.text


async def test_in_a_group_only_what_is_said_to_the_bot(lan: User, group: Group) -> None:
    before = len(group.messages)
    await lan.say("huỷ", in_=group)
    assert len(group.messages) == before + 1
    await lan.say("/huy", in_=group)
    assert group.last.text.startswith(NOTHING)


async def test_it_stands_in_help(lan: User, chat: PrivateChat) -> None:
    await lan.say("/trogiup")
    assert "/huy" in chat.last.text
    await lan.say("/trogiup huy")
    assert "Hủy việc đang làm dở: báo cáo" in chat.last.text
