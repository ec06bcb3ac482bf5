"""What pyproject.toml puts into the wheel is all that the program reads; a real one is tried by ``make try-bundle``."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from tests.support.product import ROOT
from tests.support.small_bundle import bundle_module

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DATA: dict[str, list[str]] = PROJECT["tool"]["setuptools"]["package-data"]
NOT_SHIPPED = {"data/seed/held"}
"""What is published later, by hand."""


def files() -> list[Path]:
    """The files of the product, by their paths in this folder."""
    found = [one for name in ("bot", "handlers", "data", "locales") for one in (ROOT / name).rglob("*")]
    ours = [one.relative_to(ROOT) for one in found if one.is_file() and "__pycache__" not in one.parts]
    return [one for one in ours if str(one.parent) not in NOT_SHIPPED and ".sqlite3" not in one.name]


def in_wheel(path: Path) -> bool:
    if path.suffix == ".py":
        folders = [folder for folder in path.parents if folder != Path()]
        return all((ROOT / folder / "__init__.py").is_file() for folder in folders)
    for package, patterns in DATA.items():
        folder = Path(package.replace(".", "/"))
        if path.is_relative_to(folder):
            inside = path.relative_to(folder)
            for pattern in patterns:
                if len(Path(pattern).parts) == len(inside.parts) and fnmatch(str(inside), pattern):
                    return True
    return False


def test_every_file_of_the_product_is_in_the_wheel() -> None:
    assert [str(one) for one in files() if not in_wheel(one)] == []


def test_a_file_that_nobody_named_is_missed() -> None:
    assert not in_wheel(Path("bot/charts/colours.json"))
    assert not in_wheel(Path("data/seed/new/more.csv"))
    assert in_wheel(Path("data/seed/lexicon/any.csv"))


def test_what_lies_beside_the_program_is_there() -> None:
    for names in PROJECT["tool"]["setuptools"]["data-files"].values():
        for name in names:
            assert (ROOT / name).is_file(), name


def test_the_bundle_is_made_of_what_there_is() -> None:
    bundle = bundle_module()
    for name in (*bundle.FILES, *bundle.SOURCES):
        assert (ROOT / name).exists(), name
    assert set(bundle.EXTRAS.split(",")) <= set(PROJECT["project"]["optional-dependencies"])
    data_files = [name for names in PROJECT["tool"]["setuptools"]["data-files"].values() for name in names]
    assert {name.partition("/")[0] for name in data_files} <= set(bundle.SOURCES)
