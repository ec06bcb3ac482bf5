"""``chisotinh feedback``."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated, Any

import typer

from bot.cli.common import DatabaseOption, LangOption, opened, run_async, settings_of

UNSAID = ("chat", "thread", "message_id", "person")
"""What is printed of nobody: who said it, and where."""


def feedback(
    done: Annotated[
        int | None, typer.Option("--done", help="The number of the feedback that is dealt with.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Lists what people say is wrong, until it is dealt with. Operators answer it in Telegram.

    Example: chisotinh feedback
    """
    settings = settings_of(database, lang)

    async def work() -> int:
        from bot.i18n import translator
        from bot.render import feedback as wording
        from bot.reply import plain_text
        from data.chats.feedback import FeedbackBox

        t = translator(settings.lang)
        async with opened(settings) as (found, _):
            box = FeedbackBox(found)
            if done is not None:
                entry = await box.done(done)
                print(plain_text((wording.dealt_with(t, done) if entry else wording.gone(t, done)).html))
                return 0 if entry else 1
            entries = await box.open()
            if as_json:
                print(json.dumps([_said(one) for one in entries], ensure_ascii=False, indent=2))
            else:
                print(plain_text(wording.listing(t, entries).html))
            return 0

    raise typer.Exit(run_async(work()))


def _said(entry: Any) -> dict[str, Any]:
    """What was said, as JSON."""
    values = {key: value for key, value in dataclasses.asdict(entry).items() if key not in UNSAID}
    return values | {"created": entry.created.isoformat(timespec="seconds")}
