"""Languages: catalogues read from ``locales/*/LC_MESSAGES/chisotinh.po``, plurals, numbers, dates and lists.

English msgids. A Translator never fails on a missing text (it shows the msgid); a test holds that none is missing.
Numbers, dates and lists are Babel's work; scores are rounded half up from their decimal form, as people round.
"""

from __future__ import annotations

import datetime as dt
import gettext
import html
import io
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import get_decimal_symbol, get_group_symbol

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
DEFAULT: Language = "vi"


class Html(str):
    """Text that is HTML already and must not be escaped again."""

    __slots__ = ()


def N_(msgid: str) -> str:
    """Marks a text for extraction where it stands; it is translated where it is shown."""
    return msgid


def escape(value: object) -> str:
    """The one escape: anything but ``Html`` is made safe for Telegram's HTML."""
    return value if isinstance(value, Html) else html.escape(str(value), quote=False)


BRITISH = Locale("en", "GB")
"""English without a comma before the "and" of a list."""


class Translator:
    """Everything that depends on the language of a chat. Stateless after construction; one per language is enough."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._locale = Locale(language)
        self._catalogue = _catalogue(language)

    def __call__(self, msgid: str, **values: object) -> Html:
        """The text as HTML: the translation with every value escaped and put in."""
        text = self._catalogue.gettext(msgid)
        if values:
            text = text.format(**{key: escape(value) for key, value in values.items()})
        return Html(text)

    def plural(self, singular: str, plural: str, n: int, **values: object) -> Html:
        """As a call, with the form that ``n`` asks for; ``{n}`` is the number, grouped."""
        text = self._catalogue.ngettext(singular, plural, n)
        return Html(text.format(n=self.integer(n), **{key: escape(value) for key, value in values.items()}))

    def pick(self, vi: str, en: str) -> str:
        """The one of a pair of data texts that is in this language."""
        return vi if self.language == "vi" else en

    def number(self, value: float, decimals: int = 2, *, sign: bool = False) -> str:
        """``44.4042`` -> "44,40" (vi), "44.40" (en); with ``sign`` a leading + or −."""
        text = self._format(abs(value), decimals)
        if not sign:
            return text if value >= 0 else "−" + text
        return ("+" if value > 0 else "−" if value < 0 else "") + text

    def exact(self, value: float) -> str:
        """A figure as it was printed, at least two decimals: 47.178 -> "47,178", 84.4 -> "84,40"."""
        places = -cast(int, Decimal(repr(value)).normalize().as_tuple().exponent)
        return self.number(value, max(2, places))

    def integer(self, value: int) -> str:
        return self._format(value, 0)

    def date(self, day: dt.date) -> str:
        """17/9/2026 in Vietnamese, 17 September 2026 in English."""
        return format_date(day, "d/M/y" if self.language == "vi" else "d MMMM y", locale=self._locale)

    def partial_date(self, text: str) -> str:
        """A date known to the day, the month or the year: "2025-05-21", "2024-05", "2025"; '' stays ''."""
        parts = text.split("-")
        if len(parts) == 3:
            return self.date(dt.date.fromisoformat(text))
        if len(parts) == 2:
            month = dt.date(int(parts[0]), int(parts[1]), 1)
            return format_date(month, "M/y" if self.language == "vi" else "MMMM y", locale=self._locale)
        return text

    def list(self, items: Iterable[str], *, either: bool = False, serial: bool = True) -> Html:
        """ "A, B và C" / "A, B, and C"; with ``either`` "hoặc" / "or"; without ``serial`` "A, B and C". Escaped."""
        safe = [escape(item) for item in items]
        locale = self._locale if serial or self.language != "en" else BRITISH
        return Html(format_list(safe, style="or" if either else "standard", locale=locale))

    def _format(self, value: float, decimals: int) -> str:
        return _formatted(self.language, value, decimals)


@lru_cache(maxsize=len(LANGUAGES))
def translator(language: Language) -> Translator:
    """The translator of a language, made once."""
    return Translator(language)


@lru_cache(maxsize=65536)
def _formatted(language: str, value: float, decimals: int) -> str:
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{exact:,f}".translate(_symbols(language))


@lru_cache(maxsize=len(LANGUAGES))
def _symbols(language: str) -> dict[int, str]:
    """Babel's marks of thousands and decimals; its own formatter looks them up again for every number."""
    locale = Locale(language)
    return {ord(","): get_group_symbol(locale), ord("."): get_decimal_symbol(locale)}


def language_of(code: str | None, default: Language = DEFAULT) -> Language:
    """First guess from a user's ``language_code``: English for "en…", Vietnamese for "vi…", else ``default``."""
    for language in LANGUAGES:
        if code and code.lower().startswith(language):
            return language
    return default


def _catalogue(language: str) -> gettext.NullTranslations:
    # Imported here: the parser is needed once at start and costs a cold `chisotinh ask` nothing afterwards.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = files("locales") / language / "LC_MESSAGES" / "chisotinh.po"
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
