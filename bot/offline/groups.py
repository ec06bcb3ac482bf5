"""Groups, supergroups, forums and channels, and what their people can do to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.offline.chats import ANONYMOUS, PRESENT, Member, OfflineChat, Seen, Topic
from bot.offline.errors import JSON, Impossible

if TYPE_CHECKING:
    from bot.offline.people import User
    from bot.offline.world import OfflineTelegram

ADMINISTRATOR_RIGHTS = dict.fromkeys(
    [
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ],
    False,
) | {"can_manage_chat": True, "can_delete_messages": True, "can_invite_users": True}
MEMBER_RIGHTS = dict.fromkeys(
    [
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_react_to_messages",
        "can_edit_tag",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
    ],
    True,
)


def member_json(user: JSON, status: str, rights: JSON) -> JSON:
    """The Bot API's ChatMember, with every field its status requires."""
    raw: JSON = {"user": user, "status": status}
    if status == "administrator":
        return raw | ADMINISTRATOR_RIGHTS | rights
    if status == "creator":
        return raw | {"is_anonymous": False} | rights
    if status == "restricted":
        return raw | {"is_member": True, "until_date": 0} | MEMBER_RIGHTS | rights
    return raw | {"until_date": 0} if status == "kicked" else raw


class Shared(OfflineChat):
    """What groups and channels have in common: members, and a bot that comes and goes."""

    def __init__(self, world: OfflineTelegram, chat_id: int, title: str, members: Iterable[User]) -> None:
        super().__init__(world, chat_id)
        self.title = title
        self.bot_status = "left"
        for user in members:
            # The first member founded it.
            self.members[user.id] = Member(user, "member" if self.members else "creator")

    async def add_bot(self, by: User | None = None, *, admin: bool = False, **rights: bool) -> None:
        """Invite the bot (or, if it is in already, promote it or make it a plain member again)."""
        await self._bot_becomes("administrator" if admin else "member", by, rights)

    async def kick_bot(self, by: User | None = None) -> None:
        """Remove the bot: sending answers 403 from now on."""
        await self._bot_becomes("kicked", by, {})

    async def restrict_bot(self, by: User | None = None, **rights: bool) -> None:
        """Keep the bot in but forbid it to write (or, with rights, allow only what they say)."""
        await self._bot_becomes("restricted", by, rights or dict.fromkeys(MEMBER_RIGHTS, False))

    async def join(self, user: User) -> None:
        """Let a person join. In groups a service message tells the bot."""
        self.members[user.id] = Member(user)

    async def leave(self, user: User) -> None:
        self.members.pop(user.id, None)

    def make_admin(self, user: User, **rights: bool) -> None:
        """Promote a member. Only bots that ask for chat_member updates are told, and ours does not ask."""
        self.members[user.id] = Member(user, "administrator", rights)

    def demote(self, user: User) -> None:
        self.members[user.id] = Member(user)

    def is_admin(self, user: User) -> bool:
        member = self.members.get(user.id)
        return member is not None and member.status in ("administrator", "creator")

    def bot_can(self, right: str) -> bool:
        """Whether the bot has a right: a member has it unless restricted, an administrator if it was given."""
        if self.bot_status == "restricted":
            return bool((MEMBER_RIGHTS | self.bot_rights).get(right))
        if self.bot_status == "administrator":
            return bool((MEMBER_RIGHTS | ADMINISTRATOR_RIGHTS | self.bot_rights).get(right))
        return self.bot_status == "member" and bool(MEMBER_RIGHTS.get(right))

    async def _bot_becomes(self, status: str, by: User | None, rights: JSON) -> None:
        person = by or next((member.user for member in self.members.values()), None)
        if person is None:
            raise Impossible(f"{self!r} has no member who could do that")
        me = self.world.me
        old = member_json(me, self.bot_status, self.bot_rights)
        arrived = self.bot_status not in PRESENT and status in PRESENT
        self.bot_status, self.bot_rights = status, rights
        change = {
            "chat": self.to_json(),
            "from": person.to_json(),
            "date": self.world.timestamp(),
            "old_chat_member": old,
            "new_chat_member": member_json(me, status, rights),
        }
        await self.world.emit("my_chat_member", change)
        if arrived:
            await self._greet(person, me)

    async def _greet(self, person: User, me: JSON) -> None:
        await self.serve(
            person.to_json(), {"new_chat_members": [me], "new_chat_member": me, "new_chat_participant": me}
        )


class Group(Shared):
    """A basic group (message ids shared with private chats) or a supergroup (its own ids), perhaps a forum."""

    def __init__(
        self,
        world: OfflineTelegram,
        chat_id: int,
        title: str,
        members: Iterable[User],
        *,
        supergroup: bool,
        forum: bool,
    ) -> None:
        super().__init__(world, chat_id, title, members)
        self.type = "supergroup" if supergroup else "group"
        self.forum = forum

    def describe(self) -> JSON:
        raw = super().describe()
        return raw | {"is_forum": True} if self.forum else raw

    def next_message_id(self) -> int:
        if self.type == "group":
            return super().next_message_id()
        self._last_id += 1
        return self._last_id

    async def join(self, user: User) -> None:
        await super().join(user)
        await self.serve(user.to_json(), {"new_chat_members": [user.to_json()]})

    async def leave(self, user: User) -> None:
        await super().leave(user)
        await self.serve(user.to_json(), {"left_chat_member": user.to_json()})

    async def migrate(self) -> Group:
        """Turn into the supergroup that is returned; the old chat answers 400 with migrate_to_chat_id."""
        if self.type != "group" or self.upgraded_to is not None:
            raise Impossible(f"{self!r} cannot be upgraded")
        upgraded = self.world.group(self.title, [member.user for member in self.members.values()], supergroup=True)
        upgraded.members = dict(self.members)
        upgraded.bot_status, upgraded.bot_rights = self.bot_status, self.bot_rights
        self.upgraded_to = upgraded
        await self.serve(ANONYMOUS, {"migrate_to_chat_id": upgraded.id}, sender_chat=self.to_json())
        await upgraded.serve(ANONYMOUS, {"migrate_from_chat_id": self.id}, sender_chat=upgraded.to_json())
        return upgraded

    async def open_topic(self, name: str, by: User) -> Topic:
        """Open a new topic of a forum; its `thread` is the message_thread_id."""
        if not self.forum:
            raise Impossible(f"{self!r} is not a forum")
        service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        thread = self._last_id + 1
        self.topics[thread] = topic = Topic(thread, name)
        await self.serve(by.to_json(), service, thread=thread)
        return topic

    async def close_topic(self, topic: Topic, by: User) -> None:
        topic.closed = True
        await self.serve(by.to_json(), {"forum_topic_closed": {}}, thread=topic.thread)

    async def reopen_topic(self, topic: Topic, by: User) -> None:
        topic.closed = False
        await self.serve(by.to_json(), {"forum_topic_reopened": {}}, thread=topic.thread)

    def delete_topic(self, topic: Topic) -> None:
        """Delete the topic with all its messages; Telegram tells bots nothing of it."""
        del self.topics[topic.thread]
        for seen in self.messages:
            if seen.thread == topic.thread:
                del self.stored[seen.message_id]


class Channel(Shared):
    """A channel: posts signed by the channel itself. The bot must be an administrator to see or write any."""

    type = "channel"

    def next_message_id(self) -> int:
        self._last_id += 1
        return self._last_id

    async def add_bot(self, by: User | None = None, *, admin: bool = True, **rights: bool) -> None:
        """Make the bot an administrator (channels know no other bots); it may post unless the rights say otherwise."""
        await super().add_bot(by, admin=admin, **({"can_post_messages": True} | rights))

    async def post(self, text: str) -> Seen:
        """Write a post as whoever runs the channel; the bot receives it as channel_post."""
        seen = self.new(text=text, html=text, entities=self.world.find_entities(text), sender_chat=self.to_json())
        await self._heard("channel_post", seen)
        return seen

    async def edit_post(self, post: Seen, text: str) -> None:
        post.change(text=text, html=text, entities=self.world.find_entities(text))
        await self._heard("edited_channel_post", post)

    async def _heard(self, kind: str, post: Seen) -> None:
        if self.bot_status == "administrator":
            await self.world.emit(kind, post.to_json())

    async def _greet(self, person: User, me: JSON) -> None:
        """Do nothing: nobody is greeted in a channel."""
