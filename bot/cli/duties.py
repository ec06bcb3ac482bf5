"""``chisotinh tasks export`` and ``tasks calendar``: what became of a province's tasks, and their dates, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DatabaseOption, LangOption, TableFileOption, opened, run_async, settings_of, stop, translated

if TYPE_CHECKING:
    from bot.presses.answers import FileForm
    from bot.settings import Settings

ProvinceOption = Annotated[str, typer.Option("--province", help="The province, by its id.", show_default=False)]
DocumentOption = Annotated[
    str, typer.Option("--document", help="Only this document, by its id or number.", show_default=False)
]
AgencyOption = Annotated[str, typer.Option("--agency", help="Only this agency, by its id.", show_default=False)]


def export_duties(
    province: ProvinceOption,
    document: DocumentOption = "",
    agency: AgencyOption = "",
    to: TableFileOption = None,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """The tasks with what was reported of them, kept reports too, in the form that an office sends up.

    Example: chisotinh tasks export --province hung-yen --to tien-do.xlsx
    """
    form: FileForm = "csv" if to is not None and to.suffix.lower() == ".csv" else "xlsx"
    _write(settings_of(database, lang), (province, document, agency), form, to)


def calendar(
    province: ProvinceOption,
    document: DocumentOption = "",
    agency: AgencyOption = "",
    to: Annotated[
        Path | None, typer.Option("--to", help="The file, replaced if it exists.", show_default=False)
    ] = None,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """The due dates of the tasks as a calendar file (.ics); tasks without a date are not in it.

    Example: chisotinh tasks calendar --province hung-yen --to han.ics
    """
    _write(settings_of(database, lang), (province, document, agency), "ics", to)


def _write(settings: Settings, about: tuple[str, str, str], form: FileForm, to: Path | None) -> None:
    """Write the file and print its path. Ends with 1 where there is nothing to write, with 2 for an unknown name."""
    province, document, agency = about

    async def work() -> None:
        from bot.answers.viewing import EVERYWHERE
        from bot.assistant import Assistant
        from bot.clock import day_in_vietnam, utc_now
        from bot.exporting import Exports
        from bot.presses.answers import Export
        from bot.questions import Question
        from bot.reply import Reply, plain_text
        from data.releases.plan_rows import same_number

        async with opened(settings) as (_, store):
            known, t = store.catalogue, translated()
            if province not in known.provinces:
                stop("--province: " + plain_text(t("there is no province “{id}”.", id=province)))
            if agency and agency not in known.agencies:
                stop("--agency: " + plain_text(t("there is no agency “{id}”.", id=agency)))
            found = [
                one.id
                for one in known.documents.values()
                if one.province == province and (one.id == document or same_number(one.number, document))
            ]
            if document and not found:
                stop("--document: " + plain_text(t("there is no document “{id}”.", id=document)))
            topic = "" if form == "ics" else "progress"
            question = Question(
                "tasks", (province,), agency=agency or None, document=found[0] if document else None, topic=topic
            )
            exports = Exports(store, Assistant(store, lambda: day_in_vietnam(utc_now())), utc_now)
            file = await exports.of(Export(question, form), settings.lang, EVERYWHERE)
        if isinstance(file, Reply):
            stop(plain_text(file.html), 1)
        path = to or Path(file.name)
        path.write_bytes(file.data)
        print(path)

    run_async(work())
