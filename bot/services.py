"""Everything a handler may use, in one frozen value reached by the typed context."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.assistant import Assistant
from bot.botapi.outages import Outages
from bot.botapi.rich_support import RichSupport
from bot.cards import Cards
from bot.chats.backlog import Backlog
from bot.chats.conversations import Conversations
from bot.chats.feedback import FeedbackDesk
from bot.chats.homes import Homes
from bot.chats.languages import Languages
from bot.chats.rate_limit import RateLimit
from bot.chats.replies import Replies
from bot.chats.subscriptions import SubscriptionManager
from bot.delivery.events import Status
from bot.exporting import Exports
from bot.i18n import Translator
from bot.journal import Journal
from bot.pictures import Pictures
from bot.publishing import status
from bot.publishing.conversation import OperatorConversation
from bot.publishing.service import Publisher
from bot.publishing.stating import Stating
from bot.render import alarms
from bot.render.operator import RunningState
from bot.render.personal_file import HeldInMemory
from bot.reply import Reply
from bot.roles.desk import RoleDesk
from bot.settings import Settings
from bot.tasks.bringing.conversation import PlanConversation
from bot.tasks.desk import ReportDesk
from bot.tasks.digests import DigestRound
from bot.tasks.following import TaskFollowing
from bot.tasks.plan_desk import PlanDesk
from bot.tasks.reminders import ReminderRound
from bot.workers.life import WorkerLife
from bot.workers.sharing import Sharing
from data.alerts.outbox import Outbox
from data.chats.chats import Chats
from data.chats.erasure import Erased
from data.chats.personal_data import KeptData, PersonalData
from data.received import ReceivedUpdates
from data.releases.publishing import Publishing
from data.store import Store


class Bell:
    """Calls everybody who listens when something happened, at once and in order."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[], None]] = []

    def __call__(self) -> None:
        for listener in self.listeners:
            listener()


class RunningSender(Protocol):
    """What operators may see and do of the sender of alerts."""

    @property
    def running(self) -> bool: ...
    def status(self) -> Status: ...
    async def resume(self, alert: int = 0) -> tuple[int, ...]: ...
    def forget(self, chat: int) -> None: ...


class RunningWebhook(Protocol):
    """What may be seen of the webhook: how many calls came to what, and how many updates are not finished."""

    counts: Counter[str]

    @property
    def waiting(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    store: Store
    assistant: Assistant
    chats: Chats
    languages: Languages
    homes: Homes
    subscriptions: SubscriptionManager
    task_following: TaskFollowing
    reminders: ReminderRound
    digests: DigestRound
    outbox: Outbox
    publishing: Publishing
    conversation: OperatorConversation
    stating: Stating
    """The sentences by which operators and editors state figures."""
    publisher: Publisher
    bringing: PlanConversation
    """The plans that editors bring, and what they take back."""
    plan_desk: PlanDesk
    pictures: Pictures
    exports: Exports
    feedback: FeedbackDesk
    reports: ReportDesk
    personal: PersonalData
    cards: Cards
    roles: RoleDesk
    received: ReceivedUpdates
    """What Telegram delivered to the webhook."""
    now: Callable[[], dt.datetime]
    """The clock, with a time zone."""
    wake: Bell
    """Rings when there may be something new to send."""
    replied: Bell = field(default_factory=Bell)
    """Rings when a reply goes to a person: the alerts make room for it."""
    rate_limit: RateLimit = field(default_factory=RateLimit)
    """How fast each person may write."""
    backlog: Backlog = field(default_factory=Backlog)
    """What waited while the bot was away."""
    outages: Outages = field(default_factory=Outages)
    """Told of every call to Telegram, on each lane, so that an outage is told once."""
    rich: RichSupport = field(default_factory=RichSupport)
    """Whether real tables can be sent to chats that want them."""
    senders: list[RunningSender] = field(default_factory=list)
    """The sender at work in this process, if there is one."""
    webhooks: list[RunningWebhook] = field(default_factory=list)
    """The webhook that is open in this process, if there is one."""
    sharing: Sharing | None = None
    """How several workers share the database; None where there is one only."""
    lives: list[WorkerLife] = field(default_factory=list)
    """The life of this worker, if it shares a database with others."""
    journal: Journal = field(default_factory=Journal)
    """What became of every update."""
    conversations: Conversations = field(default_factory=Conversations)
    """What each person was shown last in each chat, so that "còn 2022?" is understood."""
    replies: Replies = field(default_factory=Replies)
    """Our answers to questions that may still be edited."""

    async def status(self, t: Translator) -> Reply:
        """Releases and deliveries, for operators."""
        sender = self.senders[0].status().state if self.senders else ""
        workers = await self.sharing.workers.known() if self.sharing is not None else ()
        now = self.lives[0].clock() if self.lives else self.now()
        waiting, feedback = await self.conversation.waiting(), await self.feedback.box.count()
        running = RunningState(sender, waiting, feedback, workers, now)
        return await status.status(self.store, self.publishing, self.outbox, t, self.now(), running)

    async def kept(self, chat: int) -> KeptData:
        """What the database has of a chat."""
        return await self.personal.of(self.chats.key(chat))

    def remembered(self, chat: int) -> HeldInMemory:
        """What is in memory of a chat."""
        return HeldInMemory(self.conversations.of(chat), self.replies.count(chat))

    async def forget(self, chat: int, carrier: int | None = None) -> Erased:
        """Erase a chat and, where it is a private one, the person: in the database, then wherever else it is held. The
        update ``carrier`` that asks for it goes when it is done.
        """
        erased = await self.personal.erase(self.chats.key(chat), self.now(), carrier)
        self.forget_in_memory(chat)
        return erased

    def forget_in_memory(self, chat: int) -> None:
        """Hold nothing of a chat in memory, because it was erased or has another id."""
        for sender in self.senders:
            sender.forget(chat)
        self.chats.drop(chat)
        self.conversations.forget(chat)
        self.conversation.forget(chat)
        self.stating.forget(chat)
        self.bringing.forget(chat)
        self.feedback.forget(chat)
        self.reports.forget(chat)
        self.rate_limit.forget(chat)
        self.backlog.forget(chat)
        self.replies.forget(chat)

    async def resume(self, alert: int, t: Translator) -> tuple[Reply, tuple[int, ...]]:
        """Send on an alert that is held for a mistake of ours (0: all); the reply, and which alerts that were."""
        found = await self.senders[0].resume(alert) if self.senders else ()
        state = self.senders[0].status().state if self.senders else ""
        return (alarms.resumed(t, found) if found else alarms.nothing_held(t, alert, state)), found
