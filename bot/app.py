"""The composition root: settings, database, assistant and handlers become one python-telegram-bot application."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import cast

# python-telegram-bot gives waiting times as timedelta from its next major version on; we use them now.
os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

from bot import addresses
from bot.assistant import Assistant
from bot.botapi.fence import Fenced
from bot.botapi.fetching import Forgiving
from bot.botapi.lanes import ReplyLane
from bot.botapi.transport import AiohttpRequest
from bot.botapi.updates import InOrder
from bot.botapi.wrappers import Brief, Watched
from bot.cards import Cards
from bot.chats.feedback import FeedbackDesk
from bot.chats.homes import Homes
from bot.chats.languages import Languages
from bot.chats.subscriptions import SubscriptionManager
from bot.clock import SteadyClock, day_in_vietnam, utc_now
from bot.context import App, Context
from bot.exporting import Exports
from bot.i18n import Language
from bot.pictures import Painter, Pictures
from bot.pictures.files import PictureFiles
from bot.publishing.conversation import OperatorConversation
from bot.publishing.plans import PlanPublisher
from bot.publishing.service import Publisher
from bot.publishing.stating import Stating
from bot.questions import Question
from bot.render.pages import PageOf
from bot.roles.desk import RoleDesk
from bot.roles.permissions import Permissions
from bot.services import Bell, Services
from bot.settings import Settings
from bot.tasks.bringing.conversation import PlanConversation
from bot.tasks.desk import ReportDesk, ReportingOffice
from bot.tasks.digests import DigestRound
from bot.tasks.following import TaskFollowing
from bot.tasks.plan_desk import PlanDesk
from bot.tasks.reminders import ReminderRound
from bot.workers.sharing import Sharing
from data.alerts.outbox import Outbox
from data.chats.chats import Chats
from data.chats.feedback import FeedbackBox
from data.chats.personal_data import PersonalData
from data.chats.subscriptions import Subscriptions
from data.chats.task_subscriptions import TaskSubscriptions
from data.database import Database
from data.received import ReceivedUpdates
from data.releases.open_files import OpenFiles
from data.releases.publishing import Publishing
from data.roles.invitations import Invitations
from data.roles.roles import Roles
from data.store import Store
from data.tasks.reports import TaskReports
from data.tasks.settings import SettingsOfDocuments
from handlers import (
    admission,
    deep_links,
    errors,
    exports,
    facts,
    feedback,
    follow,
    guest,
    home,
    inline,
    language,
    membership,
    own_matters,
    pictures,
    plans,
    privacy,
    publish,
    questions,
    reports,
    roles,
    sending,
    tables,
)

NO_TOKEN = "1:offline"
FEATURES = (
    *(admission, language, home, feedback, privacy, reports, plans, publish, facts, sending, roles, deep_links, follow),
    *(pictures, exports, inline, guest, tables, own_matters, questions, membership, errors),
)
"""The first that takes an update has it."""

Clock = Callable[[], dt.datetime]


def _pages(settings: Settings, store: Store) -> PageOf | None:
    """Where the public pages answer a question; None where they have no public address."""

    def page(question: Question, language: Language) -> str:
        address = addresses.of(question, store.catalogue.newest)
        return settings.site + addresses.within(address, language) if address else ""

    return page if settings.site else None


def build(
    settings: Settings,
    database: Database,
    store: Store,
    *,
    transport: BaseRequest | None = None,
    updates: BaseRequest | None = None,
    clock: Clock = utc_now,
) -> App:
    """The application. Without ``transport`` it talks to ``settings.api_url`` through aiohttp and the proxy, if any.

    The caller owns ``database`` and closes it after the application has shut down.
    """
    chats = Chats(database)
    token = settings.token.get_secret_value() if settings.token is not None else NO_TOKEN
    bot = int(token.partition(":")[0])
    assistant = Assistant(store, lambda: day_in_vietnam(clock()), _pages(settings, store))
    wake = Bell()
    publishing = Publishing(database, news=dt.timedelta(days=settings.news_days))
    drawn = Pictures(assistant, Painter(), PictureFiles(settings.pictures))
    steady = SteadyClock(clock)  # the hour of [Publish] does not grow longer when the machine's clock is set back
    publisher = Publisher(database, store, publishing, steady, language=settings.lang, wake=wake)
    subscriptions, task_subscriptions = Subscriptions(database, chats), TaskSubscriptions(database, chats)
    manager = SubscriptionManager(assistant, store, subscriptions, chats, clock, task_subscriptions)
    held_roles, files = Roles(database), OpenFiles(database)
    permissions = Permissions(held_roles, settings.admins.__contains__)
    news = dt.timedelta(days=settings.news_days)
    plan_publisher = PlanPublisher(database, store, steady, language=settings.lang, wake=wake, news=news)
    bringing = PlanConversation(plan_publisher, files, store, assistant, permissions, held_roles, steady)
    document_settings = SettingsOfDocuments(database)
    plan_desk = PlanDesk(store, assistant, plan_publisher, bringing, document_settings, permissions, clock)
    conversation = OperatorConversation(publisher, files, store, assistant, steady)
    services = Services(
        settings=settings,
        store=store,
        assistant=assistant,
        chats=chats,
        languages=Languages(chats, settings.lang, clock),
        homes=Homes(assistant, store, chats, subscriptions, clock),
        subscriptions=manager,
        task_following=TaskFollowing(assistant, store, task_subscriptions, chats, manager, clock),
        reminders=ReminderRound(database, store, clock, language=settings.lang, wake=wake),
        digests=DigestRound(database, store, clock, language=settings.lang, wake=wake),
        outbox=Outbox(database, chats.forget),
        publishing=publishing,
        conversation=conversation,
        stating=Stating(store, assistant, permissions, conversation, steady),
        publisher=publisher,
        bringing=bringing,
        plan_desk=plan_desk,
        feedback=FeedbackDesk(FeedbackBox(database), assistant, clock),
        reports=ReportDesk(
            store,
            Roles(database),
            TaskReports(database),
            ReportingOffice(settings.admins.__contains__, clock, settings.lang, wake),
        ),
        personal=PersonalData(database),
        pictures=drawn,
        exports=Exports(store, assistant, clock),
        cards=Cards(assistant, drawn),
        roles=RoleDesk(Roles(database), Invitations(database), store, lambda: assistant.gazetteer, clock),
        received=ReceivedUpdates(database, bot),
        sharing=Sharing.of(database, bot),
        wake=wake,
        now=clock,
    )
    if transport is None or updates is None:
        proxy = settings.proxy_for(settings.api_url)
        transport = transport or AiohttpRequest(proxy=proxy)
        updates = updates or AiohttpRequest(connection_pool_size=1, proxy=proxy)
    types = ContextTypes(context=Context, bot_data=cast(type[Services], lambda: services))
    builder = (
        Application.builder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(Brief(Watched(ReplyLane(Fenced(transport), services.replied), services.outages)))
        .get_updates_request(Forgiving(Watched(updates, services.outages)))
        .context_types(types)
        .concurrent_updates(InOrder(services.journal))
        .job_queue(None)
    )
    app = cast(App, builder.build())
    for feature in FEATURES:
        feature.register(app)
    return app
