"""One update of every shape that the Bot API knows, as JSON: for tests that change them in every way."""

from __future__ import annotations

from typing import Any

from bot.callbacks import Follow, Listing, Publish, Quiet, SetLanguage, Stop, Unfollow, encode

JSON = dict[str, Any]

DATE = 1_795_316_000
OPERATOR, LAN, JOHN = 4242, 1001, 1002
HOA: JSON = {"id": OPERATOR, "is_bot": False, "first_name": "Hoa", "language_code": "vi"}
PERSON: JSON = {"id": LAN, "is_bot": False, "first_name": "Lan", "username": "lan_99", "language_code": "vi"}
OTHER: JSON = {"id": JOHN, "is_bot": False, "first_name": "John", "language_code": "en", "is_premium": True}
BOT: JSON = {"id": 555, "is_bot": True, "first_name": "Bot khác", "username": "another_bot"}
ANONYMOUS: JSON = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
PRIVATE: JSON = {"id": LAN, "type": "private", "first_name": "Lan", "username": "lan_99"}
OPERATORS: JSON = {"id": OPERATOR, "type": "private", "first_name": "Hoa"}
GROUP: JSON = {"id": -5001, "type": "group", "title": "Nhóm cải cách", "all_members_are_administrators": True}
FORUM: JSON = {"id": -1_001_000_000_002, "type": "supergroup", "title": "Diễn đàn", "is_forum": True}
CHANNEL: JSON = {"id": -1_001_000_000_003, "type": "channel", "title": "Kênh tỉnh"}

FILE: JSON = {"file_id": "AgAD-1", "file_unique_id": "u1", "file_size": 2048}
PICTURE: JSON = FILE | {"width": 90, "height": 60}
CLIP: JSON = FILE | {"duration": 3}
COLOURS: JSON = {"center_color": 1, "edge_color": 2, "symbol_color": 3, "text_color": 4}
STICKER: JSON = PICTURE | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
PLACE: JSON = {"latitude": 20.65, "longitude": 106.06}
POLL: JSON = {"id": "9", "question": "Tỉnh nào?", "options": [], "total_voter_count": 0, "is_closed": False,
              "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
              "members_only": False}  # fmt: skip
STORY: JSON = {"chat": CHANNEL, "id": 3}
GIFT: JSON = {"id": "g", "sticker": STICKER, "star_count": 5}
PAYMENT: JSON = {"currency": "XTR", "total_amount": 5, "invoice_payload": "p", "telegram_payment_charge_id": "t",
                 "provider_payment_charge_id": "q"}  # fmt: skip
EMOJI: JSON = {"type": "emoji", "emoji": "🔥"}
BACKGROUND: JSON = {"type": {"type": "chat_theme", "theme_name": "🏠"}}
ORIGINS: list[JSON] = [
    {"type": "user", "date": DATE, "sender_user": OTHER},
    {"type": "hidden_user", "date": DATE, "sender_user_name": "ai đó"},
    {"type": "chat", "date": DATE, "sender_chat": GROUP},
    {"type": "channel", "date": DATE, "chat": CHANNEL, "message_id": 8},
]
QUOTED: JSON = {"message_id": 2, "date": DATE - 60, "chat": PRIVATE, "from": OTHER, "text": "hỏi trước"}
WINNERS: JSON = {"chat": CHANNEL, "giveaway_message_id": 4, "winners_selection_date": DATE, "winner_count": 1,
                 "winners": [PERSON]}  # fmt: skip

TEXTS = ("/rank Hưng Yên PAPI 2024", "Hưng Yên xếp thứ mấy PAPI năm 2024?", "/start", "/help", "/lang en", "/lang",
         "/follow Hưng Yên PAPI", "theo dõi Hà Nội", "/unfollow PAPI", "/following", "/quiet 21:00-7:00", "/quiet off",
         "/status", "/table PAPI 2024", "/compare Hưng Yên, Thái Bình", "so với Hà Nội", "@chisotinh_bot còn 2022?",
         "/follow Hưng Yên PAPI -> @kenh_tinh", "cảm ơn", "1 + 1 = ?", "/khong_co_lenh_nay", "x" * 300)  # fmt: skip

CONTENTS: tuple[JSON, ...] = (
    {"document": FILE | {"file_name": "bảng.csv", "mime_type": "text/csv"}, "caption": "PAPI 2025"},
    {"photo": [PICTURE, PICTURE], "caption": "ảnh", "caption_entities": [{"type": "bold", "offset": 0, "length": 3}]},
    {"sticker": STICKER},
    {"animation": PICTURE | CLIP, "document": FILE},
    {"audio": CLIP | {"title": "bài", "performer": "ai"}},
    {"voice": CLIP},
    {"video": PICTURE | CLIP, "media_group_id": "m"},
    {"video_note": CLIP | {"length": 240}},
    {"story": STORY},
    {"contact": {"phone_number": "+84", "first_name": "Lan", "user_id": LAN}},
    {"dice": {"value": 6, "emoji": "🎲"}},
    {"game": {"title": "t", "description": "d", "photo": [PICTURE]}},
    {"poll": POLL},
    {"venue": {"location": PLACE, "title": "t", "address": "a"}, "location": PLACE},
    {"location": PLACE | {"live_period": 60, "horizontal_accuracy": 5.5}},
    {"paid_media": {"star_count": 5, "paid_media": [{"type": "photo", "photo": [PICTURE]}]}},
    {"checklist": {"title": "việc", "tasks": [{"id": 1, "text": "làm"}]}},
    {"checklist_tasks_done": {"marked_as_done_task_ids": [1]}},
    {"invoice": {"title": "t", "description": "d", "start_parameter": "s", "currency": "XTR", "total_amount": 5}},
    {"successful_payment": PAYMENT},
    {"refunded_payment": PAYMENT},
    {"gift": {"gift": GIFT, "owned_gift_id": "o"}},
    {"new_chat_members": [OTHER, BOT]},
    {"left_chat_member": OTHER},
    {"new_chat_title": "Tên mới"},
    {"new_chat_photo": [PICTURE]},
    {"delete_chat_photo": True},
    {"group_chat_created": True},
    {"supergroup_chat_created": True},
    {"channel_chat_created": True},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    {"migrate_to_chat_id": -1_001_000_000_009},
    {"migrate_from_chat_id": -5009},
    {"pinned_message": QUOTED},
    {"pinned_message": {"message_id": 2, "date": 0, "chat": PRIVATE}},
    {"users_shared": {"request_id": 1, "users": [{"user_id": LAN}]}},
    {"chat_shared": {"request_id": 1, "chat_id": -5001}},
    {"connected_website": "example.org"},
    {"write_access_allowed": {"from_request": True}},
    {"passport_data": {"data": [], "credentials": {"data": "d", "hash": "h", "secret": "s"}}},
    {"proximity_alert_triggered": {"traveler": PERSON, "watcher": OTHER, "distance": 5}},
    {"boost_added": {"boost_count": 1}},
    {"chat_background_set": BACKGROUND},
    {"forum_topic_created": {"name": "PAPI", "icon_color": 7322096}},
    {"forum_topic_edited": {"name": "PAR"}},
    {"forum_topic_closed": {}},
    {"forum_topic_reopened": {}},
    {"general_forum_topic_hidden": {}},
    {"general_forum_topic_unhidden": {}},
    {"giveaway_created": {"prize_star_count": 5}},
    {"giveaway": {"chats": [CHANNEL], "winners_selection_date": DATE, "winner_count": 1}},
    {"giveaway_winners": WINNERS},
    {"giveaway_completed": {"winner_count": 1, "unclaimed_prize_count": 0}},
    {"video_chat_scheduled": {"start_date": DATE}},
    {"video_chat_started": {}},
    {"video_chat_ended": {"duration": 60}},
    {"video_chat_participants_invited": {"users": [OTHER]}},
    {"web_app_data": {"data": "d", "button_text": "b"}},
    {"paid_message_price_changed": {"paid_message_star_count": 5}},
    {"a_kind_of_next_year": {"anything": [1, "2", None]}},
)

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
    *(SetLanguage("en"), SetLanguage("vi"), Publish("1", "cancel")),
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
