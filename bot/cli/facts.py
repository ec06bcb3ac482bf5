"""``chisotinh facts``: single figures, each with its source, from a file or a sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
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
)
from bot.cli.publish import bytes_of

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.importing.draft import FileProblem
    from bot.importing.facts.fact_table import FactTable
    from bot.publishing.outcomes import Checked

WhyOption = Annotated[str, typer.Option("--why", help="A correction: what was wrong.", show_default=False)]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only show what would be published.")]
JsonOption = Annotated[bool, typer.Option("--json", help="With --dry-run: every figure as an object a line.")]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to be published: the tables, what the file is called, its format, and the sentence if it is one."""

    tables: Sequence[FactTable]
    name: str
    format: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """How far to go: ``why`` a correction is made, only to show it, as lines of JSON, or without asking."""

    why: str
    dry_run: bool
    lines: bool
    yes: bool


def import_facts(
    file: Annotated[Path, typer.Argument(help="XLSX or CSV: in each row a figure and its source.")],
    why: WhyOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    yes: YesOption = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Publishes single figures: every row names index, year, province, score or rank, and source.

    Example: chisotinh facts import facts.csv
    """
    settings = settings_of(database, lang)
    data = bytes_of(file)

    async def work() -> int:
        from bot.i18n import translator
        from bot.importing.draft import FileRefused
        from bot.importing.files import facts_in

        t = translator(settings.lang)
        async with opened(settings) as (found, store):
            try:
                read = await facts_in(file.name, data, store.catalogue)
            except FileRefused as refused:
                return _refused(t, (refused.problem,))
            if any(problem.kind == "error" for problem in read.problems):
                return _refused(t, read.problems)
            if read.unused:
                print(t("Columns left aside: {columns}", columns=", ".join(read.unused)), file=sys.stderr)
            facts = Facts(read.tables, file.name, read.format)
            return await _publish(settings, found, store, facts, Steps(why, dry_run, as_json, yes))

    raise typer.Exit(run_async(work()))


def say(
    sentence: Annotated[str, typer.Argument(help="“SIPAS 2024 của Vĩnh Long đạt 85,12%, hạng 23/63, theo …”")],
    why: WhyOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    yes: YesOption = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Publishes the figures that a sentence states, with its source.

    Example: chisotinh facts say "SIPAS 2024 của Vĩnh Long đạt 85,12%, hạng 23/63, theo Báo Vĩnh Long"
    """
    settings = settings_of(database, lang)

    async def work() -> int:
        from bot.clock import day_in_vietnam, utc_now
        from bot.i18n import translator
        from bot.importing.facts.fact_table import SENTENCE
        from bot.importing.facts.sentence import StatementReader, named
        from bot.importing.facts.stated_tables import stated_tables
        from bot.names import Gazetteer
        from bot.reply import plain_text

        t = translator(settings.lang)
        async with opened(settings) as (found, store):
            reader = StatementReader(store.catalogue, Gazetteer(store.catalogue.names), day_in_vietnam(utc_now()))
            statement = reader.read(sentence)
            if statement is None:
                stop(plain_text(t("No figure of a province was found in it.")), 1)
            if statement.problems:
                return _refused(t, statement.problems)
            tables = stated_tables(statement, store.catalogue)
            lacking = [
                what
                for what, lacks in (
                    (t("index"), not all(one.index for one in tables)),
                    (t("year"), not all(one.period for one in tables)),
                    (t("source"), not (statement.source or statement.url)),
                )
                if lacks
            ]
            if lacking:
                stop(plain_text(t("The sentence does not say: {what}.", what=", ".join(lacking))), 1)
            facts = Facts(tables, named(statement.text), SENTENCE, statement.text)
            return await _publish(settings, found, store, facts, Steps(why, dry_run, as_json, yes))

    raise typer.Exit(run_async(work()))


async def _publish(settings: Any, database: Any, store: Any, facts: Facts, steps: Steps) -> int:
    """Check every table, show all previews, then publish one after the other. The exit code.

    What is in force already is passed over, so a file that was published in part can be given again.
    """
    from bot.i18n import translator
    from bot.publishing.outcomes import Checked, NoReason, Refused
    from bot.publishing.request import Announcement, request_of
    from bot.publishing.service import publisher_of
    from bot.render.preview import problem_line, render_preview
    from bot.reply import plain_text

    t = translator(settings.lang)
    if steps.lines and not steps.dry_run:
        stop(plain_text(t("--json shows what would be published: give --dry-run with it.")))
    publisher = publisher_of(database, store, settings)
    ready: list[Checked] = []
    wrong: list[FileProblem] = []
    for table in facts.tables:
        source = " ".join(filter(None, (table.source, table.url)))
        said = Announcement(source=source, issuer=table.issuer, announced=table.announced, single=True)
        request = request_of(store.catalogue, table.index, table.period, said)
        found = await publisher.check(facts.name, table.cells(facts.format, facts.said), request, steps.why)
        match found:
            case Refused(known=True):
                print(plain_text(problem_line(found.problems[-1], t)), file=sys.stderr)
            case Refused():
                wrong += found.problems
            case NoReason():
                id = found.release.id
                text = t("These figures differ from {id}, of the same source: say with --why what is wrong.", id=id)
                stop(plain_text(text), 1)
            case Checked():
                ready.append(found)
    if wrong:
        return _refused(t, wrong)
    for checked in ready:
        if steps.lines:
            _print_lines(checked)
        else:
            print(plain_text(render_preview(checked.preview, t).html), end="\n\n")
    if steps.dry_run or not ready:
        return 0
    for checked in ready:
        for problem in checked.warnings if not steps.yes else ():
            if not confirm(plain_text(problem_line(problem, t))):
                return 1
    question = t.plural("Publish it ({n} release)?", "Publish them ({n} releases)?", len(ready))
    if not steps.yes and not confirm(plain_text(question)):
        return 1
    return await _write(publisher, ready, store, t)


async def _write(publisher: Any, ready: Sequence[Checked], store: Any, t: Translator) -> int:
    from bot.render import conversation as wording
    from bot.render.troubles import trouble
    from bot.reply import plain_text
    from data.errors import PublishingRefused

    for checked in ready:
        try:
            done = await publisher.publish(checked, operator())
        except PublishingRefused as error:
            print(plain_text(t("Not published: {why}", why=trouble(error, t))), file=sys.stderr)
            return 1
        print(plain_text(wording.published(t, store.catalogue, done).html))
    return 0


def _print_lines(checked: Checked) -> None:
    """Every figure as a line of JSON, with its index, period and source."""
    from bot.importing.figure_lines import figure_lines

    draft = checked.draft
    about = {"index": draft.index, "period": draft.period}
    source = {"source": draft.source_title, "url": draft.source_url}
    for line in figure_lines(draft):
        print(json.dumps({**about, **json.loads(line), **source}, ensure_ascii=False))


def _refused(t: Translator, problems: Sequence[FileProblem]) -> int:
    from bot.render.preview import render_problems
    from bot.reply import plain_text

    print(plain_text(render_problems(tuple(problems), t).html), file=sys.stderr)
    return 1
