"""``chisotinh tasks import``: a plan's file is understood, shown with every doubt, and published."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.common import (
    DatabaseOption,
    LangOption,
    YesOption,
    confirm,
    opened,
    operator,
    run_async,
    settings_of,
    stop,
    worded,
)
from bot.cli.publish import bytes_of, day_of

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.importing.plans.reading import ReadPlan, ReadTask


def import_plan(
    file: Annotated[Path, typer.Argument(help="The plan's annex: Word (.docx), PDF with text, XLSX or CSV.")],
    province: Annotated[str, typer.Option("--province", help="The id of the province, such as hung-yen.")],
    number: Annotated[str, typer.Option("--number", help="The document's number: 12/KH-UBND.")],
    date: Annotated[str, typer.Option("--date", help="The day it was issued: 2026-01-15.")],
    title: Annotated[str, typer.Option("--title", help="Its title.", show_default=False)] = "",
    replaces: Annotated[
        str, typer.Option("--replaces", help="The document that it takes the place of, by its id.", show_default=False)
    ] = "",
    implements: Annotated[
        str, typer.Option("--implements", help="The document that it carries out, by its id.", show_default=False)
    ] = "",
    corrects: Annotated[
        str, typer.Option("--corrects", help="The document that it is a revision of, by its id.", show_default=False)
    ] = "",
    why: Annotated[str, typer.Option("--why", help="What was wrong with that.", show_default=False)] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what was understood; writes nothing.")] = False,
    yes: YesOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a task, one a line, and no more.")] = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Reads a plan's tasks, shows every doubt by row and column, and asks before it publishes them.

    Example: chisotinh tasks import kehoach.docx --province hung-yen --number 12/KH-UBND --date 2026-01-15
    """
    settings = settings_of(database, lang)
    when = day_of(date, "--date")
    data = bytes_of(file)

    async def work() -> int:
        from bot.i18n import translator
        from bot.importing.draft import FileRefused
        from bot.importing.files import examine_plan
        from bot.importing.plans.reading import plan_request
        from bot.publishing.plans import PlanPublisher
        from bot.render import plans as wording
        from bot.render.plan_preview import render_plan
        from bot.render.preview import problem_line
        from bot.reply import plain_text
        from data.errors import PublishingRefused

        t = translator(settings.lang)
        async with opened(settings) as (found, store):
            held = store.catalogue.provinces.get(province)
            if held is None:
                stop("--province: " + plain_text(t("there is no province “{id}”.", id=province)))
            request = plan_request(held, number, when, title)
            try:
                plan = await examine_plan(file.name, data, request, store.catalogue)
            except FileRefused as refused:
                print(plain_text(problem_line(refused.problem, t)), file=sys.stderr)
                return 1
            if as_json and plan.draft is not None:
                for task in plan.tasks:
                    print(json.dumps(json_of(task, plan, t), ensure_ascii=False))
                return 0
            shown = plain_text(render_plan(plan, held, t, most=len(plan.problems)).html)
            print(shown, file=sys.stdout if plan.draft else sys.stderr)
            if plan.draft is None:
                return 1
            if dry_run:
                return 0
            draft = replace(plan.draft, replaces=replaces, implements=implements, correction_of=corrects, why=why)
            publisher = PlanPublisher.of(found, store, settings)
            try:
                await publisher.check(draft)
                if not yes and not confirm(plain_text(t("Publish it?"))):
                    return 1
                done = await publisher.publish(draft, operator())
            except PublishingRefused as error:
                stop(worded(error), 1)
            print(plain_text(wording.published(t, done).html))
            return 0

    raise typer.Exit(run_async(work()))


def json_of(task: ReadTask, plan: ReadPlan, t: Translator) -> dict[str, Any]:
    """A task as ``--json`` prints it; ``doubtful`` is a list of places with what is doubtful there."""
    from bot.render.preview import problem_text
    from bot.reply import plain_text

    doubts = [
        {
            "sheet": one.sheet or None,
            "table": one.table or None,
            "page": one.page or None,
            "row": one.row,
            "column": one.column or None,
            "what": plain_text(problem_text(one, t)),
        }
        for one in plan.doubts(task)
    ]
    return {
        "row": task.rows[0],
        "number": task.number,
        "heading": task.heading,
        "task": task.text,
        "indices": list(dict.fromkeys(index for index, _ in task.criteria)),
        "criteria": [f"{index}:{code}" for index, code in task.criteria if code],
        "lead": [{"said": one.said, "id": one.id or None} for one in task.lead],
        "coordinating": [{"said": one.said, "id": one.id or None} for one in task.coordinating],
        "timing": task.timing,
        "due": task.due.isoformat() if task.due else None,
        "due_text": task.due_text,
        "product": task.product,
        "doubtful": doubts,
    }
