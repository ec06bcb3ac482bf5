"""``chisotinh ask``: questions without a chat, each line answered in turn."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DatabaseOption, LangOption, opened, run_async, settings_of

if TYPE_CHECKING:
    from bot.assistant import Answered
    from bot.i18n import Language
    from data.store import Store


def ask(
    question: Annotated[
        list[str] | None,
        typer.Argument(help="The question; without it, one question a line of standard input.", show_default=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line (see README for its fields).")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print how each question is understood instead of its answer.")
    ] = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """One answer, or one answer for each line of standard input.

    Example: chisotinh ask --json "Hưng Yên xếp thứ mấy PAPI 2024?"
    """
    settings = settings_of(database, lang)

    async def work() -> None:
        from bot.answers.contract import as_json as contract
        from bot.reply import plain_text

        async with opened(settings) as (_, store):
            lines = [" ".join(question)] if question else (line.rstrip("\r\n") for line in sys.stdin)
            if explain:
                for line in lines:
                    print(line, *explained(store, line), sep="\n", end="\n\n", flush=True)
                return
            async for text, answered in answer_lines(store, lines, settings.lang):
                if as_json:
                    print(
                        json.dumps(contract(text, answered.answer, answered.reply.html), ensure_ascii=False), flush=True
                    )
                else:
                    print(plain_text(answered.reply.html), end="\n" if question else "\n\n", flush=True)

    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    run_async(work())


def explained(store: Store, line: str) -> list[str]:
    """How a question is understood, as lines."""
    from bot.assistant import Assistant
    from bot.clock import day_in_vietnam, utc_now

    return Assistant(store, lambda: day_in_vietnam(utc_now())).explain(line).lines()


async def answer_lines(store: Store, lines: Iterable[str], language: Language) -> AsyncIterator[tuple[str, Answered]]:
    """Each line with its answer, in order; an empty line is answered too, so that lines and answers stay paired."""
    from bot.assistant import Assistant
    from bot.clock import day_in_vietnam, utc_now

    assistant = Assistant(store, lambda: day_in_vietnam(utc_now()))
    for line in lines:
        yield line, await assistant.answer(assistant.read(line), language)
