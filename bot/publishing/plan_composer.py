"""What chats are told of a plan: distinct texts, each made once for whoever follows the same of its tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.botapi.keyboard import stored
from bot.i18n import DEFAULT, Language, language_of, translator
from bot.render.plan_letters import TaskChange, differs, plan_letter
from data.alerts.model import Mail
from data.model.tasks import Task
from data.queries.catalogue import Catalogue
from data.queries.task_scopes import TaskScopes
from data.releases.plan_alerts import PlanNews, PlanRecipient


class PlanComposer:
    """Words the alert of whatever is done with a plan; a ``data.releases.plan_alerts.PlanCompose``.

    ``catalogue`` gives the names of provinces, ``default`` is the language of chats that chose none.
    """

    def __init__(self, catalogue: Callable[[], Catalogue], default: Language = DEFAULT) -> None:
        self._catalogue = catalogue
        self._default = default

    def __call__(self, news: PlanNews, recipients: Sequence[PlanRecipient]) -> list[Mail | None]:
        letters = _Letters(news, self._catalogue(), self._default)
        return [letters.mail(one) for one in recipients]


class _Letters:
    def __init__(self, news: PlanNews, catalogue: Catalogue, default: Language) -> None:
        self._news, self._default = news, default
        self._province = catalogue.provinces.get(news.document.province)
        self._now = TaskScopes(news.tasks, news.parts)
        self._earlier = {id: TaskScopes(tasks, news.parts) for id, tasks in news.earlier.items()}
        self._made: dict[tuple[object, ...], Mail] = {}

    def mail(self, one: PlanRecipient) -> Mail | None:
        """What such a chat is told, None for nothing: only what it follows of the plan concerns it."""
        news = self._news
        mine = self._now.of_any(one.scopes)
        changes: tuple[TaskChange, ...] = ()
        kind: str = news.kind
        if kind == "correction" and one.heard and one.heard_as != "withdrawal":
            changes = self._changes(one)
            if not changes:
                return None
        elif kind == "reinstatement" and one.heard_as == "withdrawal":
            pass
        elif kind == "withdrawal":
            if not one.heard:
                return None
        elif one.heard and kind == "reinstatement":
            return None  # still has what holds again
        elif not mine:
            return None
        else:
            kind = "release"
        return self._mail(kind, mine if kind == "release" else (), changes, one)

    def _mail(
        self, kind: str, mine: tuple[Task, ...], changes: tuple[TaskChange, ...], one: PlanRecipient
    ) -> Mail | None:
        if self._province is None:
            return None
        language = language_of(one.language, self._default)
        stop = one.kind != "channel"  # in a channel every reader could press it
        same = (language, stop, kind, tuple(task.id for task in mine), tuple(map(_named, changes)))
        if same not in self._made:
            t = translator(language)
            reply = plan_letter(self._news, kind, mine, changes, self._province, t, stop=stop)
            self._made[same] = Mail(reply.html, stored(reply.buttons))
        return self._made[same]

    def _changes(self, one: PlanRecipient) -> tuple[TaskChange, ...]:
        """What changed of the tasks that the chat follows, or followed no less before, since what it was told."""
        known = self._earlier[one.heard].of_any(one.scopes) if one.heard in self._earlier else ()
        every = {task.key: task for task in self._news.tasks}
        now = {task.key: task for task in self._now.of_any(one.scopes)}
        before = {task.key: task for task in known}
        changed = [TaskChange(task, every[key]) for key, task in before.items() if key in every
                   and differs(task, every[key])]  # fmt: skip
        new = [TaskChange(None, task) for key, task in now.items() if key not in before]
        gone = [TaskChange(task, None) for key, task in before.items() if key not in every]
        return (*changed, *new, *gone)


def _named(change: TaskChange) -> tuple[int, int]:
    return change.before.id if change.before else 0, change.now.id if change.now else 0
