"""What stands around every page: its name, the box to ask in, the other language, its files, the foot."""

from __future__ import annotations

from dataclasses import dataclass

from bot import addresses
from bot.i18n import LANGUAGES, Html, Language, Translator
from bot.web.page import Link, WebPage

OTHER: dict[Language, tuple[Language, str]] = {"vi": ("en", "English"), "en": ("vi", "Tiếng Việt")}
"""A language -> the other one, and what it is called by who reads it."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The words and addresses around a page, in its language."""

    language: Language
    name: Html
    canonical: str
    languages: tuple[tuple[Language, str], ...]
    feed: str
    feed_title: Html
    style: str
    scripts: tuple[str, ...]
    icon: str
    image: str
    skip: Html
    home: str
    ask: str
    ask_label: Html
    ask_button: Html
    other_language: Language
    other_name: str
    other_address: str
    crumbs_label: Html
    files_label: Html
    files: tuple[Link, ...]
    said: Html
    links: tuple[Link, ...]


def frame(page: WebPage, t: Translator, base: str, version: str, *, asks: bool = True) -> PageFrame:
    """The frame of a page. ``base`` is the public address of the site without a slash at its end, '' where none is set;
    ``version`` is that of what lies in ``static``. ``asks``: there is a box for questions.
    """

    def to(address: str, language: Language = t.language) -> str:
        return addresses.within(address, language)

    other, name = OTHER[t.language]
    path, _, values = page.address.partition("?")
    files = tuple(
        Link(Html(form.upper()), to(f"{path}.{form}") + (f"?{values}" if values else "")) for form in page.forms
    )
    drawn = f"{path}.png" if "png" in page.forms else ""
    return PageFrame(
        language=t.language,
        name=t("Province Indices"),
        canonical=base + to(page.address),
        languages=tuple((language, base + to(page.address, language)) for language in LANGUAGES),
        feed=to(addresses.FEED),
        feed_title=t("New tables and corrections"),
        style=f"/static/style.css?v={version}",
        scripts=tuple(f"/static/{name}?v={version}" for name in ("app.js", *(("actions.js",) if page.actions else ()))),
        icon=f"/static/icon.svg?v={version}",
        image=base + to(drawn) if drawn and base else "",
        skip=t("Skip to the content"),
        home=to(addresses.HOME),
        ask=to(addresses.ASK),
        ask_label=t("Ask a question"),
        ask_button=t("Ask"),
        other_language=other,
        other_name=name,
        other_address=to(page.address, other),
        crumbs_label=t("Where you are"),
        files_label=t("Download:"),
        files=files,
        said=t("An independent service, not part of any ministry or of UNDP."),
        links=(
            Link(t("Sources and limits"), to(addresses.SOURCES)),
            *((Link(t("Compare provinces"), to(addresses.COMPARE)),) if asks else ()),
            Link(t("Data as JSON and CSV"), to(addresses.DATA)),
        ),
    )
