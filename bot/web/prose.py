"""A reply as the blocks of a page: the same words, with what Telegram folds folded here, too (pure)."""

from __future__ import annotations

import re

from bot.i18n import Html
from bot.web.page import Block, FoldedBlock, TextBlock

_FOLDED = re.compile(r"<blockquote(?: expandable)?>(.*?)</blockquote>", re.DOTALL)
_BLANK = re.compile(r"\n{2,}")
_SIGN = re.compile(r"^[^\w(<]*(?:ℹ[^\w(<]*)?")
"""The sign before a title, which a chat needs and a page does not; "ℹ" counts as a letter."""
SUMMARY = 90
"""A folded part shows its first line where that is no longer."""


def blocks(html: str, more: str) -> tuple[Block, ...]:
    """The blocks of a reply's HTML; ``more`` opens a folded part whose first line is too long to do so."""
    found: list[Block] = []
    at = 0
    for part in _FOLDED.finditer(html):
        found += _text(html[at : part.start()])
        found.append(_folded(part[1], more))
        at = part.end()
    return (*found, *_text(html[at:]))


def title(html: str) -> tuple[Html, str]:
    """The first line without its markup of bold letters, and what follows it."""
    first, _, rest = html.partition("\n")
    return Html(_SIGN.sub("", first.replace("<b>", "").replace("</b>", "").strip())), rest.strip("\n")


def _text(html: str) -> list[Block]:
    paragraphs = tuple(Html(_lines(one)) for one in _BLANK.split(html.strip("\n")) if one.strip())
    return [TextBlock(paragraphs)] if paragraphs else []


def _folded(html: str, more: str) -> FoldedBlock:
    paragraphs = [one for one in _BLANK.split(html.strip("\n")) if one.strip()]
    first, _, rest = paragraphs[0].partition("\n") if paragraphs else ("", "", "")
    if not first or len(first) > SUMMARY or (not rest and len(paragraphs) == 1):
        return FoldedBlock(Html(more), tuple(Html(_lines(one)) for one in paragraphs))
    kept = ([rest] if rest else []) + paragraphs[1:]
    return FoldedBlock(Html(first), tuple(Html(_lines(one)) for one in kept))


def _lines(paragraph: str) -> str:
    return paragraph.strip("\n").replace("\n", "<br>\n")
