"""What a message of the Bot API may consist of, one of every kind, with the people and chats it names."""

from __future__ import annotations

from typing import Any

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
