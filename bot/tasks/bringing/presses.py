"""Presses about a plan's file: which are taken, and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Translator
from bot.presses.plans import BringPlan
from bot.publishing.conversation import TRIES, ReceivedFile
from bot.publishing.plans import PlanPublisher
from bot.render import bringing as wording
from bot.render import conversation as usual
from bot.render import plans as plan_wording
from bot.reply import Reply
from bot.roles.permissions import Permissions
from bot.roles.rights import Action
from bot.tasks.bringing.answers import PlanAnswers
from bot.tasks.bringing.plan_file import PlanFile
from bot.tasks.bringing.plan_files import PlanFiles
from bot.tasks.bringing.progress import PlanProgress
from data.errors import DatabaseTrouble, PublishingRefused
from data.releases.open_files import FileOvertaken
from data.releases.plans import PlanStatus

ANSWERS = ("kind", "province", "number", "date", "title", "issuer", "replaces", "implements", "why")
"""Steps that are answered once."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What comes of a press: the first reply takes the place of the message pressed on. A ``table`` is a file that was
    said to be no plan but figures: it goes on as such.
    """

    replies: list[Reply]
    table: ReceivedFile | None = None


class PlanPresses:
    """Judges presses by what is known of their files, and of who presses, now; and takes them."""

    def __init__(
        self,
        publisher: PlanPublisher,
        files: PlanFiles,
        answers: PlanAnswers,
        progress: PlanProgress,
        permissions: Permissions,
    ) -> None:
        self._publisher = publisher
        self._files = files
        self._answers = answers
        self._progress = progress
        self._permissions = permissions

    async def allowed(self, file: PlanFile) -> bool:
        """Whether the person of a file may still do with it what they began."""
        action: Action = "withdraw" if file.wish in ("withdraw", "reinstate") else "bring"
        if not file.wish:
            return self._permissions.administers(file.person)
        if file.province is None:
            return await self._permissions.anywhere(action, file.person)
        return await self._permissions.may(action, file.person, file.province)

    async def refused(self, person: int, press: BringPlan, t: Translator) -> Reply | None:
        """Why a press does nothing; None for one that is taken."""
        file, became = await self._files.find(press.file)
        if file is None or file.person != person:
            # Whose file it is and what became of it is nobody else's business.
            mine = file is None and became and await self._permissions.anywhere("bring", person)
            return usual.published_already(t, became) if mine else usual.button_used(t)
        if press.step == "cancel" or await self.allowed(file):
            return self._out_of_turn(file, press, t)
        return wording.role_ended(t)

    def _out_of_turn(self, file: PlanFile, press: BringPlan, t: Translator) -> Reply | None:
        last = file.last == pressed(press.step, press.value)
        if press.step in ANSWERS and press.step != file.step:
            return None if last else usual.answered_already(t)
        if press.step == "go" and (file.step or (file.wish == "bring" and not file.shown)):
            return usual.answered_already(t)
        return None

    async def take(self, person: int, press: BringPlan, t: Translator) -> Taken:
        """What comes of a press that is not ``refused``; nothing of one that is by now."""
        for tried in range(TRIES):
            refused = await self.refused(person, press, t)
            file, _ = await self._files.find(press.file)
            if refused is not None or file is None:
                return Taken([refused] if tried and refused is not None else [])
            try:
                return await self._take(file, press, t)
            except FileOvertaken:
                continue
        raise FileOvertaken(press.file)

    async def _take(self, file: PlanFile, press: BringPlan, t: Translator) -> Taken:
        match press.step:
            case "cancel":
                await self._files.drop(file)
                return Taken([usual.cancelled(t)])
            case "page":
                return Taken(await self._progress.page(file, int(press.value) if press.value.isdecimal() else 0, t))
            case "again":
                return Taken(await self._progress.again(file, t))
            case "go":
                return Taken(await self._go(file, t))
            case "change" if press.value not in wording.CHANGES:
                return Taken([wording.what_to_change(t, file.id)])
            case "kind" if press.value == "table":
                data = await self._files.data(file)
                return Taken([], ReceivedFile(file.message, file.name, data, file.caption))
        if file.last == pressed(press.step, press.value):
            return Taken(await self._progress.again(file, t))
        return Taken(await self._answer(file, press, t))

    async def _answer(self, file: PlanFile, press: BringPlan, t: Translator) -> list[Reply]:
        match press.step:
            case "kind":
                file.wish = "bring"
            case "change":
                file.wished = press.value  # type: ignore[assignment]
            case "doubt":
                if not await self._progress.settle(file, press.value, t):
                    return await self._progress.again(file, t)
            case _:
                if not self._answers.put(file, file.step, press.value):
                    return [usual.not_understood(t)]
                if not await self.allowed(file):
                    return [wording.no_province(t)]
        file.last = pressed(press.step, press.value)
        return await self._progress.go_on(file, t)

    async def _go(self, file: PlanFile, t: Translator) -> list[Reply]:
        """It is done: published, withdrawn or reinstated."""
        try:
            if file.wish == "bring":
                draft, instead = await self._progress.draft(file, t)
                if draft is None:
                    return instead
                done = await self._publisher.publish(draft, _who(file), file.kept())
                said = plan_wording.published(t, done)
            else:
                done, said = await self._take_back(file, t)
        except PublishingRefused as error:
            return await self._progress.refused(file, error, t)
        except DatabaseTrouble as error:
            # Nothing is wrong with the file: it can be pressed again.
            return [wording.not_done(t, error), *await self._progress.again(file, t)]
        self._files.let_go(file)
        return [wording.done(t, said, done)]

    async def _take_back(self, file: PlanFile, t: Translator) -> tuple[PlanStatus, Reply]:
        if file.wish == "withdraw":
            done = await self._publisher.withdraw(file.plan, file.why, _who(file), file.kept())
            return done, plan_wording.withdrawn(t, done)
        done = await self._publisher.reinstate(file.plan, file.why, _who(file), file.kept())
        return done, plan_wording.reinstated(t, done)


def pressed(step: str, value: str) -> str:
    """How it is noted that a button was the last answer."""
    return f"press {step} {value}"


def _who(file: PlanFile) -> str:
    return f"telegram:{file.person}"
