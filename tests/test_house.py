"""The house stands: imports go down the floors, few modules know Telegram, no file names a package registry."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ("bot", "handlers", "data")
KNOW_TELEGRAM = (
    "handlers",
    "bot/app.py",
    "bot/botapi",
    "bot/context.py",
    "bot/delivery",
    "bot/offline",
    "bot/operators.py",
    "bot/runtime.py",
)
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


@pytest.mark.parametrize("module", modules())
def test_only_the_telegram_face_knows_telegram(module: str) -> None:
    allowed = any(module == place or module.startswith(f"{place}/") for place in KNOW_TELEGRAM)
    assert allowed or "telegram" not in imported(ROOT / module)


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
