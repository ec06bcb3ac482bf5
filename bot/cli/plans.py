"""``chisotinh tasks list``, ``withdraw`` and ``reinstate``: the plans that offices brought. The two that change
something show first what it is about, and ask.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.common import (
    DatabaseOption,
    LangOption,
    YesOption,
    after_asking,
    opened,
    operator,
    run_async,
    settings_of,
    stop,
    translated,
)

if TYPE_CHECKING:
    from bot.publishing.plans import PlanPublisher
    from bot.reply import Reply
    from data.releases.plans import PlanStatus

    Ask = Callable[[PlanPublisher, Any], Awaitable[tuple[Reply, str]]]
    Do = Callable[[PlanPublisher], Awaitable[PlanStatus]]
    Wording = Callable[[Any, PlanStatus], Reply]

DocumentArgument = Annotated[
    str, typer.Argument(help="The document: its number, or an id that `chisotinh tasks list` shows.")
]


def list_plans(
    province: Annotated[
        str, typer.Option("--province", help="Only those of this province, by its id.", show_default=False)
    ] = "",
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Lists the plans that were brought, every revision, with what became of it.

    Example: chisotinh tasks list --province hung-yen
    """
    settings = settings_of(database, lang)

    async def work() -> None:
        from bot.i18n import translator
        from bot.publishing.plans import PlanPublisher
        from bot.render import plans as wording
        from bot.reply import plain_text

        async with opened(settings) as (found, store):
            if province and province not in store.catalogue.provinces:
                stop("--province: " + plain_text(translated()("there is no province “{id}”.", id=province)))
            shown = await PlanPublisher(found, store).plans(province)
            print(plain_text(wording.listed(translator(settings.lang), store.catalogue, shown).html))

    run_async(work())


def withdraw_plan(
    document: DocumentArgument,
    why: Annotated[
        str, typer.Option("--why", help="What is wrong with it; it is kept with it.", show_default=False)
    ] = "",
    yes: YesOption = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Takes a plan out of force; the revision before, if there is one, holds again.

    Example: chisotinh tasks withdraw 12/KH-UBND --why "nhầm phụ lục"
    """
    settings = settings_of(database, lang)

    async def ask(publisher: PlanPublisher, catalogue: Any) -> tuple[Reply, str]:
        from bot.render.plans import before_withdrawal

        publisher.reason(why)
        found = await publisher.find(document)
        return before_withdrawal(translated(), catalogue, found), translated()("Withdraw it?")

    async def do(publisher: PlanPublisher) -> PlanStatus:
        return await publisher.withdraw(document, why, operator())

    raise typer.Exit(run_async(_asked(settings, ask, do, "withdrawn", yes)))


def reinstate_plan(
    document: DocumentArgument,
    why: Annotated[str, typer.Option("--why", help="Why it holds after all.", show_default=False)] = "",
    yes: YesOption = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Undoes the withdrawal of a plan.

    Example: chisotinh tasks reinstate 12/KH-UBND --why "rút nhầm"
    """
    settings = settings_of(database, lang)

    async def ask(publisher: PlanPublisher, catalogue: Any) -> tuple[Reply, str]:
        from bot.render.plans import before_reinstatement
        from data.errors import PlanRefused

        found = await publisher.find(document, withdrawn=True)
        if found.plan.withdrawn_at is None:
            raise PlanRefused("not_withdrawn", found.plan.id)
        return before_reinstatement(translated(), catalogue, found), translated()("Reinstate it?")

    async def do(publisher: PlanPublisher) -> PlanStatus:
        return await publisher.reinstate(document, why, operator())

    raise typer.Exit(run_async(_asked(settings, ask, do, "reinstated", yes)))


async def _asked(settings: Any, ask: Ask, do: Do, done_as: str, yes: bool) -> int:
    """Show, ask (unless ``yes``), do, and say what was done, in the words ``done_as`` of the wording. The exit code."""
    from bot.i18n import translator
    from bot.publishing.plans import PlanPublisher
    from bot.render import plans as wording
    from bot.reply import plain_text

    t = translator(settings.lang)
    words: dict[str, Wording] = {"withdrawn": wording.withdrawn, "reinstated": wording.reinstated}
    async with opened(settings) as (found, store):
        publisher = PlanPublisher.of(found, store, settings)
        done = await after_asking(t, lambda: ask(publisher, store.catalogue), lambda: do(publisher), yes=yes)
        if done is None:
            return 1
        print(plain_text(words[done_as](t, done).html))
        return 0
