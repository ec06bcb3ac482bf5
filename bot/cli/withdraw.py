"""``chisotinh withdraw``."""

from __future__ import annotations

import sys
from typing import Annotated

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
    worded,
)


def withdraw(
    release: Annotated[str, typer.Argument(help="The release, as `chisotinh status` names it.")],
    why: Annotated[str, typer.Option("--why", help="What is wrong with it; subscribers will read this.")],
    yes: YesOption = False,
    wait: WaitOption = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Takes a release back and tells those who were told of it; the one before holds again.

    Example: chisotinh withdraw 766-2026-10-10-1 --why "nhập nhầm cột điểm"
    """
    settings = settings_of(database, lang)

    async def work() -> int:
        from bot.cli.progress import watch
        from bot.i18n import translator
        from bot.publishing.service import publisher_of
        from bot.render import conversation as wording
        from bot.reply import plain_text
        from data.errors import PublishingRefused

        t = translator(settings.lang)
        async with opened(settings) as (found, store):
            publisher = publisher_of(found, store, settings)
            try:
                hearing = await publisher.hearing_withdrawal(release)
                question = str(
                    t.plural(
                        "Withdraw {release}? {n} chat was told of it.",
                        "Withdraw {release}? {n} chats were told of it.",
                        hearing,
                        release=release,
                    )
                )
                behind = await publisher.behind(release)
                if behind is not None:
                    question += " " + t("After that {release} holds again.", release=behind.id)
                if not yes and not confirm(plain_text(question)):
                    return 1
                done = await publisher.withdraw(release, why, operator())
            except PublishingRefused as error:
                print(worded(error), file=sys.stderr)
                return 1
            print(plain_text(wording.withdrawn(t, store.catalogue, done).html))
            if wait and done.alert is not None:
                await watch(found, done.alert, t)
            return 0

    raise typer.Exit(run_async(work()))
