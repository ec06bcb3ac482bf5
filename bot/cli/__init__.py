"""The command line: one module for each command, each importing what it needs when it runs."""

from __future__ import annotations

from collections.abc import Callable

import typer

from bot.cli.ask import ask
from bot.cli.backup import backup, restore
from bot.cli.chat import chat
from bot.cli.copying import copy
from bot.cli.database import build, check, upgrade
from bot.cli.doctor import doctor
from bot.cli.duties import calendar, export_duties
from bot.cli.export import export
from bot.cli.facts import import_facts, say
from bot.cli.feedback import feedback
from bot.cli.plan_import import import_plan
from bot.cli.plans import list_plans, reinstate_plan, withdraw_plan
from bot.cli.publish import publish
from bot.cli.roles import invite, list_roles, remove
from bot.cli.run import run
from bot.cli.site import site
from bot.cli.status import status
from bot.cli.web import web
from bot.cli.withdraw import reinstate, withdraw

__all__ = ["app", "db", "facts", "main", "roles", "tasks"]

app = typer.Typer(
    name="chisotinh",
    help="Answers how a Vietnamese province stands on the governance indices.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="Builds, upgrades and checks the database.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(db, name="db")
tasks = typer.Typer(help="The plans that offices bring: their tasks.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(tasks, name="tasks")

COMMANDS: tuple[Callable[..., None], ...] = (
    *(chat, ask, export, run, publish, withdraw, reinstate, status, feedback, doctor, web, site, backup, restore),
)
for command in COMMANDS:
    app.command(command.__name__)(command)
for command in (build, upgrade, check):
    db.command(command.__name__)(command)
db.command("copy")(copy)
tasks.command("list")(list_plans)
tasks.command("withdraw")(withdraw_plan)
tasks.command("reinstate")(reinstate_plan)
tasks.command("import")(import_plan)
tasks.command("export")(export_duties)
tasks.command("calendar")(calendar)
facts = typer.Typer(
    help="Single figures, each with its source, where there is no whole table.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(facts, name="facts")
facts.command("import")(import_facts)
facts.command("say")(say)
roles = typer.Typer(help="Who may bring plans and report on tasks.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(roles, name="roles")
roles.command("list")(list_roles)
for command in (invite, remove):
    roles.command(command.__name__)(command)


def main() -> None:
    """The console script."""
    app()
