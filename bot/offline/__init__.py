"""Telegram in one process, as strict as Telegram: the console and the tests talk to the real bot through it.

    world = OfflineTelegram()
    builder = Application.builder().token("1:x")
    application = builder.request(world.request()).get_updates_request(world.request()).build()
    async with world.running(application):
        lan = world.user(name="Lan", language_code="vi")
        await lan.say("/start")
        print(world.private(lan).last.text)
        await lan.press("Thành phần")

It keeps people, chats, messages, buttons and files, refuses what Telegram refuses in Telegram's words, and fails on
demand. It is stricter where a mistake would otherwise be silent: unknown parameters, Markdown, buttons
with two actions.
"""

from bot.offline import inline, queries, sending  # noqa: F401  (they register their methods)
from bot.offline.chats import ANONYMOUS, OfflineChat, PrivateChat, Seen, SentFile, Topic
from bot.offline.errors import CallRefused, Impossible, NoSuchButton
from bot.offline.groups import Channel, Group
from bot.offline.keyboard import InlineButton
from bot.offline.people import InlineAnswer, Popup, User
from bot.offline.world import Call, OfflineTelegram

__all__ = [
    "ANONYMOUS",
    "Call",
    "CallRefused",
    "Channel",
    "Group",
    "Impossible",
    "InlineAnswer",
    "InlineButton",
    "NoSuchButton",
    "OfflineChat",
    "OfflineTelegram",
    "Popup",
    "PrivateChat",
    "Seen",
    "SentFile",
    "Topic",
    "User",
]
