"""``chisotinh withdraw`` and ``chisotinh reinstate``: both show first what they are about, and ask."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.common import (
    DatabaseOption,
    LangOption,
    WaitOption,
    YesOption,
    after_asking,
    opened,
    operator,
    run_async,
    settings_of,
)

if TYPE_CHECKING:
    from bot.publishing.service import Publisher
    from bot.reply import Reply
    from data.alerts.model import Published

    Deed = Callable[[Publisher], Awaitable[Published]]
    Wording = Callable[[Any, Any, Published], Reply]

ReleaseArgument = Annotated[str, typer.Argument(help="The release, as `chisotinh status` names it.")]


def withdraw(
    release: ReleaseArgument,
    why: Annotated[
        str, typer.Option("--why", help="What is wrong with it; subscribers will read this.", show_default=False)
    ] = "",
    shipped: Annotated[bool, typer.Option("--shipped", help="Withdraw even one that came with the program.")] = False,
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
        from bot.i18n import translator
        from bot.render import withdrawal as wording

        t = translator(settings.lang)

        async def ask(publisher: Publisher, catalogue: Any) -> tuple[Reply, str]:
            await publisher.reason_to_withdraw(release, why, shipped=shipped)
            found = await publisher.standing_of(release)
            shown = wording.before_withdrawal(t, catalogue, found.status, found.told, found.hearing, found.behind)
            return shown, t("Withdraw it?")

        async def do(publisher: Publisher) -> Published:
            return await publisher.withdraw(release, why, operator(), shipped=shipped)

        return await _asked(settings, ask, do, wording.withdrawn, (yes, wait))

    raise typer.Exit(run_async(work()))


def reinstate(
    release: ReleaseArgument,
    why: Annotated[
        str, typer.Option("--why", help="Why it holds after all; subscribers will read this.", show_default=False)
    ] = "",
    yes: YesOption = False,
    wait: WaitOption = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Undoes a withdrawal: the release is in force again, and those who were told of its withdrawal are told so.

    Example: chisotinh reinstate 766-2026-10-10-1 --why "bảng đúng, rút nhầm"
    """
    settings = settings_of(database, lang)

    async def work() -> int:
        from bot.i18n import translator
        from bot.publishing.request import bounded
        from bot.render import withdrawal as wording
        from data.errors import NotWithdrawn

        t = translator(settings.lang)

        async def ask(publisher: Publisher, catalogue: Any) -> tuple[Reply, str]:
            bounded(why)
            found = await publisher.standing_of(release)
            if found.status.withdrawn_at is None:
                raise NotWithdrawn(release)
            return wording.before_reinstatement(t, catalogue, found.status, found.told_withdrawn), t("Reinstate it?")

        async def do(publisher: Publisher) -> Published:
            return await publisher.reinstate(release, why, operator())

        return await _asked(settings, ask, do, wording.reinstated, (yes, wait))

    raise typer.Exit(run_async(work()))


async def _asked(
    settings: Any,
    ask: Callable[[Publisher, Any], Awaitable[tuple[Reply, str]]],
    do: Deed,
    word: Wording,
    wanted: tuple[bool, bool],
) -> int:
    """Show, ask (unless ``wanted`` says yes), do, and watch (if it says so). The exit code."""
    from bot.cli.progress import watch
    from bot.i18n import translator
    from bot.publishing.service import publisher_of
    from bot.reply import plain_text

    yes, wait = wanted
    t = translator(settings.lang)
    async with opened(settings) as (found, store):
        publisher = publisher_of(found, store, settings)
        done = await after_asking(t, lambda: ask(publisher, store.catalogue), lambda: do(publisher), yes=yes)
        if done is None:
            return 1
        print(plain_text(word(t, store.catalogue, done).html))
        if wait and done.alert is not None:
            await watch(found, done.alert, t)
        return 0
