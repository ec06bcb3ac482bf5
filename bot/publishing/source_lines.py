"""The source of a release whose figures were not typed but read off a page: its title says so, in both languages."""

from __future__ import annotations

import html
from dataclasses import replace

from bot.i18n import LANGUAGES, N_, translator
from bot.importing.draft import Draft

READ_FROM = {
    "pdf": N_("{source} (read from the PDF, checked)"),
    "picture": N_("{source} (read from a picture, checked)"),
}
"""What is added, by the format of the file."""


def sourced(draft: Draft) -> Draft:
    """The draft with a source's title that says what kind of page the figures were read from."""
    msgid = READ_FROM.get(draft.reading.format)
    if msgid is None:
        return draft
    title = bare_source(draft.source_title or draft.issuer)
    vi, en = (html.unescape(translator(language)(msgid, source=title)) for language in ("vi", "en"))
    return replace(draft, source_title=vi, source_title_en=en)


def bare_source(title: str) -> str:
    """The title of a source without what ``sourced`` added."""
    for msgid in READ_FROM.values():
        for language in LANGUAGES:
            added = html.unescape(translator(language)(msgid, source=""))
            title = title.removesuffix(added)
    return title
