"""Docstrings, and the texts below constants and fields, are wrapped at 120 columns and end in no widow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WIDTH = 120
SHORTEST_LAST_WORD = 12


def modules() -> list[str]:
    paths = (path for folder in ("bot", "handlers", "data") for path in (ROOT / folder).rglob("*.py"))
    names = (path.relative_to(ROOT).as_posix() for path in paths)
    return sorted(name for name in names if not name.startswith("data/migrations/versions/"))


def texts(source: str) -> Iterator[tuple[int, int, list[str]]]:
    """Line, column and lines of every string that stands as a statement of its own, in triple quotes."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            written = lines[node.lineno - 1 : node.end_lineno]
            if written[0].lstrip().startswith('"""'):
                yield node.lineno, node.col_offset, [line.strip() for line in written]


def faults(source: str) -> Iterator[str]:
    """What is wrong with each text of a single paragraph that is spread over several lines."""
    for number, column, written in texts(source):
        lines = [line for line in (*written[:-1], written[-1].removesuffix('"""')) if line]
        if len(written) == 1 or "" in written[:-1]:
            continue
        if column + len(" ".join(lines)) + len('"""') <= WIDTH:
            yield f"line {number}: fits on one line"
        elif len(lines) > 1 and " " not in lines[-1] and len(lines[-1]) < SHORTEST_LAST_WORD:
            yield f"line {number}: ends in the lone word {lines[-1]!r}"


@pytest.mark.parametrize("module", modules())
def test_docstrings_fill_their_lines(module: str) -> None:
    assert not list(faults((ROOT / module).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""One line."""', 0),
        ('"""Two lines\nthat are one.\n"""', 1),
        ('"""' + "word " * 23 + "\nand one more\n" + 'widow.\n"""', 1),
        ('"""' + "word " * 23 + "\nand two more words.\n" + '"""', 0),
        ('"""A head.\n\nAnd a paragraph.\n"""', 0),
        ('class A:\n    """' + "word " * 21 + "\n    " + 'word.\n    """', 1),
        ('LIMIT = 3\n"""Seconds\nto wait."""', 1),
    ],
)
def test_the_checker_sees_what_it_should(source: str, found: int) -> None:
    assert len(list(faults(source))) == found
