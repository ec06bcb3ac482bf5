"""``chisotinh roles list``, ``invite`` and ``remove``: who may bring plans and report on tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.common import DatabaseOption, LangOption, YesOption, confirm, opened, operator, run_async, settings_of

if TYPE_CHECKING:
    from bot.roles.desk import Person, RoleDesk


def list_roles(database: DatabaseOption = None, lang: LangOption = None) -> None:
    """Lists who has which role, with its number, and the invitations that are open.

    Example: chisotinh roles list
    """
    settings = settings_of(database, lang)

    async def work() -> None:
        from bot.clock import utc_now
        from bot.i18n import translator
        from bot.render.roles import numbered
        from bot.reply import plain_text

        async with opened(settings) as (found, store):
            desk = _desk(found, store)
            roles, waiting = await desk.roles.standing(), await desk.invitations.waiting(utc_now())
            print(plain_text(numbered(translator(settings.lang), store.catalogue, roles, waiting).html))

    run_async(work())


def invite(
    who: Annotated[str, typer.Argument(help="The province, “editor” or “reporter” with the agency, and the name.")],
    bot: Annotated[
        str, typer.Option("--bot", help="The bot's name in Telegram, for a link; else a command.", show_default=False)
    ] = "",
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Makes an invitation to a role, which the first who opens it may accept within 24 hours.

    Example: chisotinh roles invite "Hưng Yên editor Nguyễn Văn A" --bot ChiSoTinhBot
    """
    settings = settings_of(database, lang)

    async def work() -> int:
        from bot.i18n import translator
        from bot.reply import plain_text

        async with opened(settings) as (found, store):
            desk = _desk(found, store)
            said = await desk.appoint(_person(), who, bot.strip().removeprefix("@"), translator(settings.lang))
            print(plain_text(said.html))
            choices = [plain_text(button.label) for row in said.buttons for button in row if _chooses(button)]
            if choices:
                print(*(f"- {choice}" for choice in choices), sep="\n")
            return 0 if any(button.copy for row in said.buttons for button in row) else 1

    raise typer.Exit(run_async(work()))


def remove(
    number: Annotated[int, typer.Argument(help="The number of the role, which `chisotinh roles list` shows.")],
    yes: YesOption = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> None:
    """Takes a role away. In Telegram, /roles does the same and tells the person.

    Example: chisotinh roles remove 3
    """
    settings = settings_of(database, lang)

    async def work() -> int:
        from bot.i18n import translator
        from bot.presses.roles import RoleStep
        from bot.reply import plain_text

        t = translator(settings.lang)
        async with opened(settings) as (found, store):
            desk = _desk(found, store)
            asked = await desk.step(RoleStep("ask-remove", number), _person(), t)
            print(plain_text(asked.reply.html))
            if asked.refused or not (yes or confirm(plain_text(t("Take it away?")))):
                return 1
            done = await desk.step(RoleStep("remove", number), _person(), t)
            print(plain_text(done.reply.html))
            return 1 if done.refused else 0

    raise typer.Exit(run_async(work()))


def _desk(database: Any, store: Any) -> RoleDesk:
    from bot.clock import utc_now
    from bot.names import Gazetteer
    from bot.roles.desk import RoleDesk
    from data.roles.invitations import Invitations
    from data.roles.roles import Roles

    names = Gazetteer(store.catalogue.names)
    return RoleDesk(Roles(database), Invitations(database), store, lambda: names, utc_now)


def _person() -> Person:
    from bot.roles.desk import Person

    return Person(0, operator=True, terminal=operator())


def _chooses(button: Any) -> bool:
    """Whether it answers what the words leave open: at a terminal it is written instead."""
    from bot.presses.roles import Appoint

    return isinstance(button.press, Appoint)
