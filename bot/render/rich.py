"""A reply as Telegram's rich message: headings, paragraphs and real tables in their HTML, within their limits (pure).

It stands beside the text that everybody can read, and says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.i18n import Html, escape
from bot.reply import plain_text

CHARACTERS: Final = 32_768
BLOCKS: Final = 500
COLUMNS: Final = 20
"""What Telegram takes: characters of text, blocks (each row of a table is one), columns."""
BLOCK: Final = re.compile(r"<(?:p|h[1-6]|table|tr|blockquote|footer|details)[ >]")
QUOTE: Final = "<blockquote expandable>"

Cell = str | tuple[str, int]
"""The HTML of a cell; with the number of columns it spans."""


def document(title: str, blocks: Iterable[str], source: str = "") -> Html:
    """The whole message; '' where it is beyond what Telegram takes. ``title`` and ``source`` are HTML of one line."""
    footer = f"<footer>{source}</footer>" if source else ""
    text = Html("".join((f"<h3>{_without_bold(title)}</h3>", *blocks, footer)))
    return text if _fits(text) else Html("")


def beside_title(text: str, lines: Iterable[str]) -> Html:
    """The message with further lines below its title."""
    title, end, rest = text.partition("</h3>")
    return Html(title + end + paragraphs(lines) + rest)


def paragraphs(lines: Iterable[str | None]) -> str:
    """Lines as they stand in a text, each a paragraph; what is folded there is folded here."""
    return "".join(_paragraph(line) for line in lines if line)


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]], numbers: Sequence[int] = ()) -> str:
    """A table with a row of headings, all of them plain text; the columns ``numbers`` are set to the right."""
    if len(head) > COLUMNS:
        raise ValueError(f"a table of {len(head)} columns")
    first = "".join(f"<th>{escape(one)}</th>" for one in head)
    body = "".join(f"<tr>{''.join(_cells(row, numbers))}</tr>" for row in rows)
    return f"<table bordered striped><tr>{first}</tr>{body}</table>"


def _cells(row: Sequence[Cell], numbers: Sequence[int]) -> Iterable[str]:
    for place, cell in enumerate(row):
        text, span = cell if isinstance(cell, tuple) else (cell, 1)
        right = ' align="right"' if place in numbers and span == 1 else ""
        wide = f' colspan="{span}"' if span > 1 else ""
        yield f"<td{wide}{right}>{text}</td>"


def _paragraph(line: str) -> str:
    if line.startswith(QUOTE):
        inside = line.removeprefix(QUOTE).removesuffix("</blockquote>")
        return f"<blockquote>{paragraphs(inside.splitlines())}</blockquote>"
    return "".join(f"<p>{part.strip()}</p>" for part in line.splitlines() if part.strip())


def _without_bold(title: str) -> str:
    return title.removeprefix("<b>").removesuffix("</b>")


def _fits(text: str) -> bool:
    return len(plain_text(text)) <= CHARACTERS and len(BLOCK.findall(text)) <= BLOCKS
