"""The part of YAML that compose.yaml is written in, read strictly: whatever else stands there is an error.

Mappings and lists by indentation of two spaces, scalars that are plain, ``"quoted"`` or a list of quoted ones
(``["a", "b"]``), and comments. No anchors, no multiline texts, no key twice.
"""

from __future__ import annotations

import json
import re
from typing import Any

LINE = re.compile(r"(?P<indent> *)(?P<dash>- )?(?:(?P<key>[A-Za-z_][\w.-]*):(?: |$))?(?P<rest>.*)")
PLAIN = re.compile(r"[\w./$][^#\"'\[\]&*!|>%`]*")


def read(text: str) -> Any:
    """The mapping that a text holds; raises ValueError with the line that is not understood."""
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            if "\t" in line or line != line.rstrip():
                raise ValueError(f"line {number}: a tab, or spaces at its end")
            lines.append((number, line))
    value, left = _block(lines, 0)
    if left:
        raise ValueError(f"line {left[0][0]}: not where it belongs")
    return value


def _block(lines: list[tuple[int, str]], indent: int) -> tuple[Any, list[tuple[int, str]]]:
    """What stands at an indentation, and the lines after it."""
    mapping: dict[str, Any] = {}
    items: list[Any] = []
    while lines:
        number, line = lines[0]
        found = LINE.fullmatch(line)
        assert found is not None
        if len(found["indent"]) < indent:
            break
        if len(found["indent"]) > indent:
            raise ValueError(f"line {number}: indented by more than what stands above")
        lines = lines[1:]
        if found["dash"]:
            items.append(_scalar(line[indent + 2 :], number))
            continue
        if found["key"] is None or found["key"] in mapping:
            raise ValueError(f"line {number}: no key, or one that is there already")
        if found["rest"]:
            mapping[found["key"]] = _scalar(found["rest"], number)
        elif lines and len(lines[0][1]) - len(lines[0][1].lstrip()) > indent:
            mapping[found["key"]], lines = _block(lines, indent + 2)
        else:
            mapping[found["key"]] = None
    if mapping and items:
        raise ValueError(f"a mapping and a list in one: {sorted(mapping)}")
    return items or mapping, lines


def _scalar(text: str, number: int) -> Any:
    if text[0] in '"[':
        value = json.loads(text)
        if isinstance(value, str) or (value and all(isinstance(one, str) for one in value)):
            return value
    elif PLAIN.fullmatch(text) and ": " not in text:
        if text in ("true", "false"):
            return text == "true"
        return int(text) if text.isdigit() else text
    raise ValueError(f"line {number}: {text}")
