"""The house stands: imports go down the floors, few modules know Telegram, no file names a package registry."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = ("bot", "handlers", "data")
TELEGRAM_FREE = (
    "data",
    "bot.names",
    "bot.questions",
    "bot.answers",
    "bot.importing",
    "bot.presses",
    "bot.callbacks",
    "bot.reply",
    "bot.render",
    "bot.assistant",
    "bot.alerts",
    "bot.chats.subscriptions",
    "bot.publishing",
    "bot.chats.languages",
    "bot.services",
    "bot.botapi.keyboard",
    "bot.botapi.outages",
    "bot.delivery.events",
)
"""Loading any module of these loads neither Telegram nor HTTP, whatever it imports on the way."""
LOADS = """
import importlib, pkgutil, sys
def load(name):
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), name + "."):
        if not found.name.endswith((".__main__", ".env")):
            load(found.name)
for name in sys.argv[1:]:
    load(name)
    loaded = {one for one in sys.modules if one.partition(".")[0] in ("telegram", "aiohttp", "handlers")}
    assert not loaded, (name, sorted(loaded)[:3])
"""
WRITTEN = (".py", ".toml", ".txt", ".md", ".csv", ".po", ".cfg", ".ini", ".yml", ".yaml", ".mako", ".example", "")
NOT_OURS = {".venv", ".git", ".library", "node_modules", "__pycache__", ".hypothesis", ".mypy_cache", ".ruff_cache",
            ".pytest_cache", ".import_linter_cache", "build", "dist"}  # fmt: skip
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# Put together here, so that this file does not name one either.
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "crates" + ".io", "proxy.go" + "lang.org")


def files(*folders: str) -> Iterator[Path]:
    for folder in folders or (".",):
        for path in (ROOT / folder).rglob("*"):
            relative = path.relative_to(ROOT)
            if path.is_file() and not NOT_OURS & set(relative.parts) and not relative.parts[0].endswith(".egg-info"):
                yield path


def imported(path: Path) -> set[str]:
    """The top-level packages a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def modules() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in files(*SOURCES) if path.suffix == ".py")


def test_imports_go_down_the_floors() -> None:
    """The contracts in pyproject.toml, by import-linter."""
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_free_of_telegram_does_not_load_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADS, *TELEGRAM_FREE], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_only_the_room_of_the_database_knows_an_engine() -> None:
    """Two engines are two modules and what lies beside them in data/db; everybody else says it in SQLAlchemy."""
    drivers = {"sqlite3", "aiosqlite", "psycopg", "psycopg_pool", "asyncpg"}
    words = ("exec_driver_sql", "PRAGMA", "sqlite_master", "pg_catalog", "dialect.name", "json_each")
    found = []
    for path in files(*SOURCES):
        relative = path.relative_to(ROOT)
        if path.suffix == ".py" and relative.parts[:2] != ("data", "db"):
            text = path.read_text(encoding="utf-8")
            found += [
                (str(relative), word)
                for word in (*(word for word in words if word in text), *(imported(path) & drivers))
            ]
    assert found == []


def test_a_class_name_means_one_thing() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for module in modules():
        for node in ast.parse((ROOT / module).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(module)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_handlers_hold_no_wording() -> None:
    for path in files("handlers"):
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                words = isinstance(node, ast.Call) and (
                    ast.unparse(node.func) in ("t", "N_", "Html") or ast.unparse(node.func).startswith("t.")
                )
                assert not words, f"{path.name}:{getattr(node, 'lineno', 0)} words a text: it belongs to bot/render"


def test_contributing_says_where_things_are() -> None:
    """Each place of the table "Where is …" is there, and defines what the table says."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| ") and "?" in line.split("|")[1]]
    assert len(rows) >= 15
    for row in rows:
        places = re.findall(r"`([\w/]+(?:\.\w+|/))(?::([\w.]+))?`", row[2])
        assert places, row[1]
        for name, defined in places:
            path = ROOT / name
            assert path.exists(), (row[1], name)
            if defined:
                assert defined in definitions(path), (row[1], name, defined)


def test_every_room_is_listed_for_a_stranger() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = re.findall(r"`([\w/]+)/`", text.partition("## The house")[2].partition("\n## ")[0])
    rooms = [path.parent for source in SOURCES for path in (ROOT / source).glob("*/__init__.py")]
    rooms += [path for path in ROOT.iterdir() if path.name in {*SOURCES, "deploy", "docs", "locales", "tests"}]
    assert {str(room.relative_to(ROOT)) for room in rooms} <= set(listed)
    assert all((ROOT / name).is_dir() for name in listed)


def definitions(path: Path) -> set[str]:
    """Classes, functions and constants of a module; methods as ``Class.method``."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            methods = (one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
            found |= {node.name, *(f"{node.name}.{method}" for method in methods)}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def test_the_ground_floor_knows_nothing_of_the_others() -> None:
    for path in files("data"):
        if path.suffix == ".py":
            assert not imported(path) & {"bot", "handlers", "telegram", "babel", "typer", "aiohttp"}, path


def test_no_file_names_a_package_registry() -> None:
    for path in files():
        if path.suffix in WRITTEN:
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not [name for name in REGISTRIES if name in text], path


def test_the_top_level_is_as_designed() -> None:
    designed = {"bot", "handlers", "data", "locales", "tests"}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages <= designed
