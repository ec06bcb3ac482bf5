"""``chisotinh publish``."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.common import (
    DatabaseOption,
    LangOption,
    WaitOption,
    YesOption,
    confirm,
    opened,
    operator,
    run_async,
    settings_of,
    stop,
    translated,
    worded,
)

if TYPE_CHECKING:
    from bot.importing.open_doubts import CellAnswer
    from bot.importing.table_reader import ImportRequest


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with the file: ``why`` a correction is made, how far to go, and whether to ask. ``lines`` are
    the figures instead of the preview; ``answers`` say what stands in cells of a picture.
    """

    why: str
    dry_run: bool
    yes: bool
    wait: bool
    lines: bool = False
    answers: tuple[CellAnswer, ...] = ()


def publish(
    file: Annotated[Path, typer.Argument(help="The table: XLSX, CSV, PDF or a picture.")],
    index: Annotated[str, typer.Option("--index", help="The id of the index, such as papi or 766.")],
    year: Annotated[int | None, typer.Option("--year", help="The year of the figures.", show_default=False)] = None,
    period: Annotated[
        str, typer.Option("--period", help="The day of a running score: 2026-10-10.", show_default=False)
    ] = "",
    title: Annotated[
        str, typer.Option("--title", help="Its title; made from index and period.", show_default=False)
    ] = "",
    title_en: Annotated[str, typer.Option("--title-en", help="The same in English.", show_default=False)] = "",
    source: Annotated[str, typer.Option("--source", help="Address and title of the source.", show_default=False)] = "",
    issuer: Annotated[
        str, typer.Option("--issuer", help="Who issued it; the index's publisher.", show_default=False)
    ] = "",
    announced: Annotated[
        str, typer.Option("--announced", help="The day it was announced: 2026-10-11.", show_default=False)
    ] = "",
    partial: Annotated[bool, typer.Option("--partial", help="Single facts, not the whole table.")] = False,
    pages: Annotated[
        str, typer.Option("--pages", help="Of a PDF, the pages of the table: 12-14.", show_default=False)
    ] = "",
    why: Annotated[str, typer.Option("--why", help="A correction: what was wrong.", show_default=False)] = "",
    answers: Annotated[
        Path | None,
        typer.Option("--answers", help="Of a picture or a scan, what its doubtful cells hold.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be published.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --dry-run: every figure as an object a line.")] = False,
    yes: YesOption = False,
    wait: WaitOption = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Publishes a ranking: reads and checks the table, shows what was understood, asks, writes it and its alerts.

    Example: chisotinh publish 766.csv --index 766 --period 2026-10-10 --announced 2026-10-11
    """
    from bot.importing.page_range import ALL, page_range
    from bot.importing.sniff import is_pdf
    from bot.reply import plain_text

    settings = settings_of(database, lang)
    t = translated()
    when = day_of(announced, "--announced") if announced else None
    if not period and year is None:
        stop(plain_text(t("Say which year the figures are for: --year 2025, or --period 2026-10-10.")))
    if period and not period[:4].isdigit():
        stop(
            "--period: " + plain_text(t("“{period}” is not a period: give 2025, 2026-10 or 2026-10-10.", period=period))
        )
    if as_json and not dry_run:
        stop(plain_text(t("--json shows what would be published: give --dry-run with it.")))
    span = page_range(pages) if pages else ALL
    if pages and span == ALL:
        stop("--pages: " + plain_text(t("“{text}” are no pages; write 12-14, or 12.", text=pages)))
    data = bytes_of(file)
    said = answers_of(answers) if answers is not None else ()
    if span != ALL and not is_pdf(data):
        stop("--pages: " + plain_text(t("only a PDF has pages.")))

    async def work() -> int:
        from bot.publishing.request import Announcement, request_of

        async with opened(settings) as (found, store):
            if index not in store.catalogue.indices:
                known = ", ".join(store.catalogue.indices)
                stop(
                    "--index: "
                    + plain_text(t("there is no index “{index}”; there are {known}.", index=index, known=known))
                )
            announcement = Announcement(title, title_en, source, issuer, when, partial)
            request = replace(request_of(store.catalogue, index, period or str(year), announcement), pages=span)
            wanted = Wanted(why, dry_run, yes, wait, as_json, said)
            return await _publish(settings, found, store, (file.name, data), request, wanted)

    raise typer.Exit(run_async(work()))


def day_of(text: str, option: str) -> dt.date:
    """The day that an option names. Ends where it is none."""
    from bot.reply import plain_text

    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        stop(f"{option}: " + plain_text(translated()("“{text}” is not a date; write 2026-10-11.", text=text)))


def bytes_of(file: Path) -> bytes:
    """The file's bytes; of one that is too large no more than what shows that it is."""
    from bot.importing.files import most_bytes

    try:
        with file.open("rb") as opened_file:
            return opened_file.read(most_bytes(file.name) + 1)
    except OSError as error:
        stop(worded(error))


def answers_of(file: Path) -> tuple[CellAnswer, ...]:
    """What a file says of the cells of a picture. Ends where a line of it says nothing of any."""
    from bot.publishing.cell_answers import answer_in
    from bot.reply import plain_text

    t = translated()
    found: list[CellAnswer] = []
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        stop(worded(error) if isinstance(error, OSError) else f"--answers: {error}")
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        answer = answer_in(line)
        if answer is None:
            text = t("line {n}: “{line}” is no answer; write D12=85,12.", n=number, line=line[:60])
            stop("--answers: " + plain_text(text))
        found.append(answer)
    return tuple(found)


async def _publish(
    settings: Any, database: Any, store: Any, file: tuple[str, bytes], request: ImportRequest, wanted: Wanted
) -> int:
    """Preview, warnings one by one, then the release. The exit code."""
    from bot.cli.progress import watch
    from bot.i18n import translator
    from bot.importing.doubts import is_doubt
    from bot.importing.figure_lines import figure_lines
    from bot.publishing.outcomes import Doubtful, NoReason, Refused
    from bot.publishing.service import publisher_of
    from bot.render import conversation as wording
    from bot.render.doubts import listed
    from bot.render.preview import problem_line, render_preview, render_problems
    from bot.render.troubles import trouble
    from bot.reply import plain_text
    from data.errors import PublishingRefused

    t = translator(settings.lang)
    publisher = publisher_of(database, store, settings)
    checked = await publisher.check(*file, request, wanted.why, wanted.answers)
    if isinstance(checked, Doubtful):
        print(plain_text(listed(t, checked.doubts, checked.settled).html), file=sys.stderr)
        return 1
    if isinstance(checked, Refused):
        print(plain_text(render_problems(checked.problems, t).html), file=sys.stderr)
        return 1
    if isinstance(checked, NoReason):
        text = t("{id} is in force for this period: say with --why what is wrong with it.", id=checked.release.id)
        print(plain_text(text), file=sys.stderr)
        return 1
    if wanted.lines:
        print(*figure_lines(checked.draft), sep="\n")
        return 0
    print(plain_text(render_preview(checked.preview, t).html))
    if wanted.dry_run:
        return 0
    # What its reader doubts, nobody accepts unseen.
    for problem in filter(is_doubt, checked.warnings) if wanted.yes else checked.warnings:
        if not confirm(plain_text(problem_line(problem, t))):
            return 1
    chats = t.plural("Publish ({n} chat)", "Publish ({n} chats)", checked.preview.listeners)
    if not wanted.yes and not confirm(f"{chats}?"):
        return 1
    try:
        done = await publisher.publish(checked, operator())
    except PublishingRefused as error:
        print(plain_text(t("Not published: {why}", why=trouble(error, t))), file=sys.stderr)
        return 1
    print(plain_text(wording.published(t, store.catalogue, done).html))
    if wanted.wait and done.alert is not None:
        await watch(database, done.alert, t)
    return 0
