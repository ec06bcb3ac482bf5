"""Everything that is kept of a chat as a file: JSON in parts, each with its meaning (pure)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.i18n import Translator
from bot.questions.shown import Shown
from bot.render.feedback import asked
from bot.reply import plain_text
from data.chats.personal_data import KeptData
from data.model.chats import Chat
from data.queries.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class HeldInMemory:
    """What is held in memory of a chat: what was shown last, and how many messages have an answer that may change."""

    shown: tuple[Shown, ...]
    answers: int


def file_of(
    kept: KeptData, memory: HeldInMemory, catalogue: Catalogue, t: Translator, now: dt.datetime
) -> tuple[str, bytes]:
    """The name and the bytes of the file: JSON in parts, each with its meaning; moments in ISO 8601, UTC."""
    chat = kept.chat
    parts: dict[str, Any] = {
        "made": _moment(now),
        "chat": _part(
            t("This chat and what it has chosen; empty where it has chosen nothing."),
            {**_chat(chat), "created": _moment(kept.created), "seen": _moment(kept.seen)} if chat else {},
        ),
        "following": _part(
            t("What is followed here; an empty province or index means any."),
            [
                {
                    "province": one.province,
                    "index": one.index,
                    "min_move": one.min_move,
                    "corrections": one.corrections,
                    "topic": one.thread,
                    "since": _moment(one.created),
                }
                for one in kept.subscriptions
            ],
        ),
        "following_tasks": _part(
            t("Tasks that are followed here; an empty agency or index means any."),
            [
                {
                    "province": one.province,
                    "agency": one.agency,
                    "index": one.index,
                    "topic": one.thread,
                    "since": _moment(one.created),
                }
                for one in kept.followed_tasks
            ],
        ),
        "alerts": _part(
            t("The alerts to this chat, what became of each and when."),
            [
                {
                    "subject": one.subject,
                    "release": one.release,
                    "kind": one.kind,
                    "created": _moment(one.created),
                    "topic": one.thread,
                    "state": one.state,
                    "reason": one.reason,
                    "detail": one.detail,
                    "attempts": one.attempts,
                    "at": _moment(one.at),
                    "message": one.message_id,
                    "text": plain_text(one.html),
                }
                for one in kept.alerts
            ],
        ),
        "feedback": _part(
            t("Feedback that the operators are not done with."),
            [
                {
                    "number": one.id,
                    "chat": one.chat,
                    "topic": one.thread,
                    "message": one.message_id,
                    "created": _moment(one.created),
                    "language": one.language,
                    "asked": one.asked,
                    "question": one.question,
                    "answer": one.answer,
                    "words": one.words,
                    "data_version": one.data_version,
                }
                for one in kept.feedback
            ],
        ),
        "channels": _part(t("Channels that you manage from here."), [_chat(one) for one in kept.channels]),
        "roles": _part(
            t("Your roles in the tasks of provinces, and what the operators call you."),
            [
                {
                    "role": one.kind,
                    "province": one.province,
                    "agency": one.agency,
                    "called": one.label,
                    "since": _moment(one.granted),
                }
                for one in kept.roles
            ],
        ),
        "invitations": _part(
            t("Invitations to a role that you made as an operator."),
            [
                {
                    "role": one.kind,
                    "province": one.province,
                    "agency": one.agency,
                    "for": one.label,
                    "created": _moment(one.created),
                    "expires": _moment(one.expires),
                    "used": _moment(one.used),
                    "revoked": _moment(one.revoked),
                }
                for one in kept.invitations
            ],
        ),
        "report": _part(
            t("The report on a task that you have begun."),
            [
                {"document": one.document, "task": one.task, "state": one.state, "at": _moment(one.begun)}
                for one in kept.report_drafts
            ],
        ),
        "deeds": _part(
            t("What you did as an operator, or in a role."),
            [
                {
                    "at": _moment(one.at),
                    "what": one.what,
                    "release": one.release,
                    "file_hash": one.file_hash,
                    "detail": one.detail,
                }
                for one in kept.deeds
            ],
        ),
        "files": _part(
            t("Files that you sent or confirmed warnings of, as an operator, and what is known of each."),
            [
                {
                    "at": _moment(one.opened),
                    "yours": one.own,
                    "known": json.loads(one.content or "{}"),
                    "confirmed": one.confirmed,
                    "bytes": one.size,
                    "published": one.published,
                }
                for one in kept.files
            ],
        ),
        "waiting": _part(
            t("What Telegram delivered and I am not done with, this request too; it goes as soon as I am."),
            [{"received": _moment(one.received), "update": json.loads(one.content)} for one in kept.waiting],
        ),
        "remembered": _part(
            t("What is remembered for a day, so that what is written next is understood."),
            [{"at": _moment(at), "what": json.loads(content)} for at, content in kept.memories],
        ),
        "in_memory": _part(
            t("What is in memory only: what was shown last, and how many answers change when a question is edited."),
            {
                "shown_last": [
                    asked(question, catalogue, t)
                    for one in memory.shown
                    for question in (one.before, one.question, *one.wishes)
                    if question is not None
                ],
                "answers": memory.answers,
            },
        ),
    }
    name = f"chisotinh-{'du-lieu' if t.language == 'vi' else 'data'}-{now:%Y-%m-%d}.json"
    return name, json.dumps(parts, ensure_ascii=False, indent=2).encode(errors="replace")


def _part(meaning: str, content: object) -> Mapping[str, object]:
    return {"meaning": plain_text(meaning), "content": content}


def _chat(chat: Chat) -> dict[str, Any]:
    return {
        "platform": chat.platform,
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title,
        "language": chat.language,
        "home": chat.home,
        "tables": chat.tables,
        "quiet_hours": [f"{minute // 60:02}:{minute % 60:02}" for minute in chat.quiet or ()],
        "paused_since": _moment(chat.paused_at),
        "paused_because": chat.paused_reason,
        "managed_by": chat.managed_by,
    }


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds") if moment is not None else None
