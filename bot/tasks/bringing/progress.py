"""How a plan's file goes on: the next question or, when all is known, its reading, the doubts in it, and the preview.

A worker that has not read the file does so when it takes it up; it reads the same. If the figures or the documents
changed meanwhile, so that something else would be published than was shown, that is shown first.
"""

from __future__ import annotations

from dataclasses import replace

from bot.i18n import Translator
from bot.importing.draft import FileRefused
from bot.importing.plans.reading import PlanQuestion, ReadPlan, short_key
from bot.presses.publishing import UNKNOWN
from bot.publishing.plans import PlanPublisher
from bot.render import bringing as wording
from bot.render import plan_questions as asking
from bot.render import plans as plan_wording
from bot.reply import Reply
from bot.roles.permissions import Permissions
from bot.tasks.bringing.answers import PlanAnswers
from bot.tasks.bringing.plan_file import PlanFile
from bot.tasks.bringing.plan_files import PlanFiles
from data.alerts.quiet_hours import VIETNAM
from data.errors import PlanRefused, PublishingRefused
from data.releases.open_files import HOUR
from data.releases.plan_draft import PlanDraft
from data.releases.plans import PlanStatus


class PlanProgress:
    """Goes on with files of plans. Whatever writes raises FileOvertaken where another worker was quicker."""

    def __init__(
        self, publisher: PlanPublisher, files: PlanFiles, answers: PlanAnswers, permissions: Permissions
    ) -> None:
        self._publisher = publisher
        self._files = files
        self._answers = answers
        self._permissions = permissions

    async def go_on(self, file: PlanFile, t: Translator) -> list[Reply]:
        """Something was answered: what is asked next, or the preview of what would be published now."""
        file.shown = ""
        return await self._next(file, t)

    async def again(self, file: PlanFile, t: Translator) -> list[Reply]:
        """What was said, or should have been, of what was answered last."""
        return await self._next(file, t)

    async def _next(self, file: PlanFile, t: Translator) -> list[Reply]:
        if file.step:
            await self._files.save(file)
            return [await self._question(file, t)]
        if file.wish != "bring":
            return await self._ready(file, t)
        plan = await self._read(file, t)
        if isinstance(plan, Reply):
            return [plan]
        question = open_question(file, plan)
        if question is not None:
            await self._files.save(file)
            return [self._doubt(file, plan, question, t)]
        return await self._check(file, plan, t)

    async def draft(self, file: PlanFile, t: Translator) -> tuple[PlanDraft | None, list[Reply]]:
        """What is to be published of a file, if it is what was shown; else what is said instead."""
        plan = await self._read(file, t)
        if isinstance(plan, Reply):
            return None, [plan]
        if open_question(file, plan) is not None or file.step:
            return None, await self._next(file, t)
        draft = self._draft(file, plan)
        if file.shown != fingerprint(draft, plan):
            return None, await self._check(file, plan, t)
        return draft, []

    async def _check(self, file: PlanFile, plan: ReadPlan, t: Translator) -> list[Reply]:
        """Hold a plan that is understood against what is in force, and show it."""
        draft = self._draft(file, plan)
        try:
            await self._publisher.check(draft)
        except PlanRefused as error:
            return await self.refused(file, error, t)
        file.shown = fingerprint(draft, plan)
        await self._files.save(file)
        return self.preview(file, plan, draft, t)

    async def refused(self, file: PlanFile, error: PublishingRefused, t: Translator) -> list[Reply]:
        """What follows when a plan cannot be published as things stand: what can be asked is asked."""
        if not isinstance(error, PlanRefused):
            return [wording.not_done(t, error)]
        file.shown = ""
        if error.kind in ("exists", "not_standing") and file.wish == "bring":
            standing = error.plan if error.kind == "exists" else await self._standing(file)
            if standing and standing != file.corrects:
                file.corrects, file.why = standing, ""
                await self._files.save(file)
                return [await self._question(file, t)]
        if error.kind in ("unknown", "other", "itself") and (file.replaces or file.implements):
            file.replaces = file.implements = ""  # they are no more what they were when they were chosen
            await self._files.save(file)
            return [wording.refused_in_chat(t, error), *await self._next(file, t)]
        await self._files.drop(file)
        return [wording.refused_in_chat(t, error)]

    def preview(self, file: PlanFile, plan: ReadPlan, draft: PlanDraft, t: Translator) -> list[Reply]:
        """What would be published, every place to look at, and the button that publishes."""
        catalogue = self._answers.catalogue
        shown = wording.shown(t, catalogue, plan, draft, file.settled)
        named = catalogue.provinces.get(file.head_province)
        if named is not None and named.id != draft.province:
            shown = Reply(f"{wording.other_province(t, named)}\n\n{shown.html}", shown.buttons)
        found = wording.places(t, file.id, plan)
        return [shown, *([found] if found else []), wording.ready_to_publish(t, file.id, _until(file))]

    async def page(self, file: PlanFile, number: int, t: Translator) -> list[Reply]:
        """Another page of the places to look at."""
        plan = await self._read(file, t)
        if isinstance(plan, Reply):
            return [plan]
        found = wording.places(t, file.id, plan, number)
        return [found] if found is not None else []

    async def settle(self, file: PlanFile, value: str, t: Translator) -> bool:
        """Note what a doubt's button says is meant; False where it is not the doubt that is asked about."""
        key, _, chosen = value.partition(".")
        plan = await self._read(file, t)
        question = open_question(file, plan) if isinstance(plan, ReadPlan) else None
        if question is None or question.key != key:
            return False
        options = {short_key(option): option for option in question.options} | {UNKNOWN: ""}
        if chosen not in options:
            return False
        file.settled = (*file.settled, (question.kind, question.said, options[chosen]))
        return True

    async def status(self, file: PlanFile) -> PlanStatus:
        """The plan that is to be withdrawn or reinstated, as it stands. Raises PlanRefused."""
        return await self._publisher.find(file.plan)

    def _draft(self, file: PlanFile, plan: ReadPlan) -> PlanDraft:
        assert plan.draft is not None
        return replace(
            plan.draft, replaces=file.replaces, implements=file.implements, correction_of=file.corrects, why=file.why
        )

    async def _read(self, file: PlanFile, t: Translator) -> ReadPlan | Reply:
        """What is understood of a file, or why there is nothing; then the file is forgotten."""
        try:
            plan = await self._files.plan(file, self._answers.request(file))
        except FileRefused as refused:
            await self._files.drop(file)
            return wording.unreadable(t, refused.problem)
        if plan.draft is None:
            await self._files.drop(file)
            return wording.not_a_plan(t, plan)
        return plan

    async def _standing(self, file: PlanFile) -> str:
        """The revision in force of the document that a file would correct."""
        every = await self._publisher.plans(file.province or "")
        mine = next((one.plan.document for one in every if one.plan.id == file.corrects), file.corrects)
        return next((one.plan.id for one in every if one.plan.document == mine and one.in_force), "")

    async def _ready(self, file: PlanFile, t: Translator) -> list[Reply]:
        """A plan is about to be withdrawn or reinstated."""
        try:
            about = await self.status(file)
        except PlanRefused as error:
            return await self.refused(file, error, t)
        await self._files.save(file)
        catalogue = self._answers.catalogue
        if file.wish == "withdraw":
            shown = plan_wording.before_withdrawal(t, catalogue, about)
            return [wording.ready_to_withdraw(t, file.id, shown, file.why)]
        return [wording.ready_to_reinstate(t, file.id, plan_wording.before_reinstatement(t, catalogue, about))]

    async def _question(self, file: PlanFile, t: Translator) -> Reply:
        asked, catalogue = asking.AskedFile(file.id, file.name), self._answers.catalogue
        match file.step:
            case "kind":
                return asking.which_kind(t, asked)
            case "province":
                ids = await self._permissions.provinces("bring", file.person)
                offered = [catalogue.provinces[id] for id in ids if id in catalogue.provinces]
                return asking.which_province(t, asked, offered)
            case "number":
                return asking.which_number(t, asked)
            case "date":
                return asking.which_date(t, asked, self._answers.today())
            case "title":
                return asking.which_plan_title(t, asked)
            case "issuer":
                return asking.which_issuer(t, asked, self._answers.issuers(file))
            case "why" if file.wish == "withdraw":
                shown = plan_wording.before_withdrawal(t, catalogue, await self.status(file))
                return asking.why_withdrawn(t, asked, shown)
            case "why":
                return asking.why_corrected(t, asked, file.number or "", file.corrects)
            case _:
                return asking.which_document(t, asked, file.step, self._answers.documents(file))

    def _doubt(self, file: PlanFile, plan: ReadPlan, question: PlanQuestion, t: Translator) -> Reply:
        asked, done = asking.AskedFile(file.id, file.name), len(file.settled)
        left = sum(1 for one in plan.questions if (one.kind, one.said) not in _answered(file))
        return asking.doubt(t, asked, self._answers.catalogue, question, (done + 1, done + left))


def open_question(file: PlanFile, plan: ReadPlan) -> PlanQuestion | None:
    """The doubt that is to be settled next; None where there is none."""
    return next((one for one in plan.questions if (one.kind, one.said) not in _answered(file)), None)


def fingerprint(draft: PlanDraft, plan: ReadPlan) -> str:
    """What is the same as long as the same would be published, with the same said about it."""
    return short_key(repr((draft, [problem.key for problem in plan.problems])))


def _answered(file: PlanFile) -> set[tuple[str, str]]:
    return {(kind, said) for kind, said, _ in file.settled}


def _until(file: PlanFile) -> str:
    return (file.opened + HOUR).astimezone(VIETNAM).strftime("%H:%M")
