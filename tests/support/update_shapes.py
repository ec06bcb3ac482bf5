"""One update of every shape that the Bot API knows, as JSON: for tests that change them in every way."""

from __future__ import annotations

from typing import Any

from bot.callbacks import encode
from bot.presses.chats import SetHome, SetLanguage
from bot.presses.following import Follow, Listing, Quiet, Stop, Unfollow
from bot.presses.publishing import Publish
from bot.presses.roles import AnswerInvitation, Appoint, RoleStep
from tests.support.update_contents import (
    ANONYMOUS,
    BOT,
    CHANNEL,
    CONTENTS,
    DATE,
    EMOJI,
    FORUM,
    GROUP,
    HOA,
    JSON,
    LAN,
    OPERATORS,
    ORIGINS,
    OTHER,
    PERSON,
    PLACE,
    POLL,
    PRIVATE,
    QUOTED,
    STORY,
)

TEXTS = ("/rank Hưng Yên PAPI 2024", "Hưng Yên xếp thứ mấy PAPI năm 2024?", "/start", "/help", "/lang en", "/lang",
         "/follow Hưng Yên PAPI", "theo dõi Hà Nội", "/unfollow PAPI", "/following", "/quiet 21:00-7:00", "/quiet off",
         "/status", "/table PAPI 2024", "/compare Hưng Yên, Thái Bình", "so với Hà Nội", "@chisotinh_bot còn 2022?",
         "/follow Hưng Yên PAPI -> @kenh_tinh", "cảm ơn", "1 + 1 = ?", "/khong_co_lenh_nay", "x" * 300)  # fmt: skip

PLACES: tuple[JSON, ...] = (
    {"chat": PRIVATE, "from": PERSON},
    {"chat": OPERATORS, "from": HOA},
    {"chat": GROUP, "from": OTHER},
    {"chat": GROUP, "from": ANONYMOUS, "sender_chat": GROUP, "author_signature": "Trưởng phòng"},
    {"chat": FORUM, "from": PERSON, "message_thread_id": 5, "is_topic_message": True},
    {"chat": FORUM, "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}, "sender_chat": CHANNEL},
    {"chat": FORUM, "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}, "sender_chat": CHANNEL,
     "is_automatic_forward": True},
)  # fmt: skip

SURROUNDINGS: tuple[JSON, ...] = (
    *({"forward_origin": origin} for origin in ORIGINS),
    {"reply_to_message": QUOTED},
    {"external_reply": {"origin": ORIGINS[3], "chat": CHANNEL, "message_id": 8}, "quote": {"text": "q", "position": 0}},
    {"reply_to_story": STORY},
    {"via_bot": BOT},
    {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}},
    {"link_preview_options": {"is_disabled": True}},
    {"has_protected_content": True, "effect_id": "5", "sender_boost_count": 3, "paid_star_count": 1},
)

PRESSES = (
    *(Follow("hung-yen", "", 0), Unfollow(1, 0), Listing(0), Stop("x"), Quiet(0, 0), Quiet(1260, 420)),
    *(SetLanguage("en"), SetLanguage("vi"), SetHome("hue"), SetHome(""), Publish("1", "cancel")),
    *(RoleStep("remove", 1), RoleStep("list"), Appoint("editor"), AnswerInvitation("a" * 24, True)),
)
DATA = (
    *(encode(press) or "" for press in PRESSES),
    *("s|hung-yen|papi||2024", "", "p", "|", "nonsense", "l:99999999999999999999", "f:hung-yen||n|a"),
)


def said(text: str, place: JSON, **more: Any) -> JSON:
    """A message with a text; a command at its beginning is marked as Telegram marks it."""
    message = {"message_id": 10, "date": DATE, "text": text} | place | more
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return message


def _messages() -> list[JSON]:
    found = [said(text, place) for text in TEXTS for place in PLACES]
    found += [{"message_id": 11, "date": DATE} | place | content for content in CONTENTS for place in PLACES[:3]]
    found += [said(TEXTS[number % 7], PLACES[number % 7]) | more for number, more in enumerate(SURROUNDINGS)]
    return found


def _presses() -> list[JSON]:
    query = {"id": "4000000001", "from": PERSON, "chat_instance": "77"}
    shown = said("🏛 Hưng Yên", {"chat": PRIVATE, "from": BOT})
    found = [query | {"message": shown, "data": data} for data in DATA]
    found += [query | {"message": shown | {"chat": GROUP}, "data": data, "from": OTHER} for data in DATA]
    found += [query | {"message": {"message_id": 9, "date": 0, "chat": PRIVATE}, "data": data} for data in DATA]
    found += [query | {"inline_message_id": "AAQ", "data": data} for data in DATA]
    found += [query | {"message": shown, "game_short_name": "g"}, query | {"game_short_name": "g"}]
    found += [query | {"message": shown | {"chat": OPERATORS}, "from": HOA, "data": DATA[8]}]
    return found


def _member(user: JSON, status: str) -> JSON:
    rights = ("can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_send_audios "
              "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories is_member "
              "can_edit_stories can_delete_stories can_send_messages can_send_documents can_send_photos can_edit_tag "
              "can_send_videos can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages "
              "can_add_web_page_previews can_pin_messages can_manage_topics can_react_to_messages")  # fmt: skip
    more = {"until_date": 0, **dict.fromkeys(rights.split(), True)} if status not in ("member", "left") else {}
    return {"user": user, "status": status} | more


def _changes() -> list[JSON]:
    statuses = ("left", "member", "administrator", "kicked", "restricted", "creator", "a new one")
    return [
        {
            "chat": chat,
            "from": PERSON,
            "date": DATE,
            "old_chat_member": _member(BOT, old),
            "new_chat_member": _member(BOT, new),
        }
        for chat in (PRIVATE, GROUP, FORUM, CHANNEL)
        for old, new in zip(statuses, statuses[1:] + statuses[:1], strict=True)
    ]


def _others() -> list[JSON]:
    business = {"business_connection_id": "b1", "chat": PRIVATE}
    address = {
        "country_code": "VN",
        "state": "",
        "city": "HN",
        "street_line1": "1",
        "street_line2": "",
        "post_code": "1",
    }
    boost = {
        "boost_id": "x",
        "add_date": DATE,
        "expiration_date": DATE,
        "source": {"source": "premium", "user": PERSON},
    }
    removed = {"boost_id": "x", "remove_date": DATE, "source": boost["source"]}
    paid = {"id": "1", "from": PERSON, "currency": "XTR", "total_amount": 5, "invoice_payload": "p"}
    link = {
        "invite_link": "https://t.me/+x",
        "creator": OTHER,
        "creates_join_request": True,
        "is_primary": False,
        "is_revoked": False,
    }
    connection = {"id": "b1", "user": PERSON, "user_chat_id": LAN, "date": DATE, "rights": {"can_reply": True}}
    reaction = {"chat": GROUP, "message_id": 3, "date": DATE, "old_reaction": [EMOJI], "new_reaction": []}
    counted = [{"type": EMOJI, "total_count": 3}]
    return [
        {"business_connection": connection | {"is_enabled": True}},
        {"deleted_business_messages": business | {"message_ids": [1, 2]}},
        {"message_reaction": reaction | {"user": OTHER}},
        {"message_reaction": reaction | {"actor_chat": CHANNEL}},
        {"message_reaction_count": {"chat": CHANNEL, "message_id": 3, "date": DATE, "reactions": counted}},
        {"inline_query": {"id": "4", "from": PERSON, "query": "hưng yên", "offset": "", "chat_type": "sender"}},
        {"inline_query": {"id": "5", "from": OTHER, "query": "", "offset": "50", "location": PLACE}},
        {"chosen_inline_result": {"result_id": "1", "from": PERSON, "query": "papi", "inline_message_id": "AAQ"}},
        {"shipping_query": {"id": "1", "from": PERSON, "invoice_payload": "p", "shipping_address": address}},
        {"pre_checkout_query": paid},
        {"purchased_paid_media": {"from": PERSON, "paid_media_payload": "p"}},
        {"poll": POLL},
        {"poll_answer": {"poll_id": "9", "user": PERSON, "option_ids": [0], "option_persistent_ids": ["0"]}},
        {"poll_answer": {"poll_id": "9", "voter_chat": CHANNEL, "option_ids": [], "option_persistent_ids": []}},
        {"chat_join_request": {"chat": FORUM, "from": PERSON, "user_chat_id": LAN, "date": DATE, "invite_link": link}},
        {"chat_boost": {"chat": CHANNEL, "boost": boost}},
        {"removed_chat_boost": {"chat": CHANNEL} | removed},
        {"managed_bot": {"user": PERSON, "bot": BOT}},
        {"an_update_of_next_year": {"chat": PRIVATE, "from": PERSON}},
        {},
    ]  # fmt: skip


def shapes() -> list[JSON]:
    """Every shape, without its update_id; about one in three is a message that the bot answers."""
    messages = _messages()
    found = [{"message": message} for message in messages]
    found += [{"edited_message": message | {"edit_date": DATE + 9}} for message in messages[::5]]
    posts = [said(text, {"chat": CHANNEL, "sender_chat": CHANNEL}) for text in TEXTS]
    found += [{"channel_post": post} for post in posts]
    found += [{"edited_channel_post": post | {"edit_date": DATE + 9}} for post in posts[::4]]
    business = [message | {"business_connection_id": "b1", "sender_business_bot": BOT} for message in messages[::7]]
    found += [{"business_message": message} for message in business]
    found += [{"edited_business_message": message | {"edit_date": DATE + 9}} for message in business[::4]]
    found += [{"guest_message": message | {"guest_query_id": "g"}} for message in messages[::20]]
    found += [{"callback_query": press} for press in _presses()]
    found += [{kind: change} for change in _changes() for kind in ("my_chat_member", "chat_member")]
    return found + _others()
