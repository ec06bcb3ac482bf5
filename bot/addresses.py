"""The addresses of pages: from what is asked to a path, the same in both languages but for a leading ``/en``. Pure.

``/papi/2024``, ``/papi/2024/4.1``, ``/tinh/hung-yen``, ``/so-sanh?a=hung-yen&b=thai-binh``, ``/nhiem-vu/hung-yen``,
``/hoi?q=…``. Whatever has no page of its own is asked of the question box, by the same codec that buttons use.
"""

from __future__ import annotations

from urllib.parse import urlencode

from bot.i18n import DEFAULT, Language
from bot.question_codec import text_of
from bot.questions import Question

HOME, SOURCES, DATA, ASK, COMPARE, FEED = "/", "/nguon", "/api", "/hoi", "/so-sanh", "/feed.atom"
PROVINCE, TASKS = "/tinh/", "/nhiem-vu/"
WHOLE_COUNTRY = "ca-nuoc"
"""What stands for the country in the address of its tasks."""
ENGLISH = "/en"


def within(address: str, language: Language) -> str:
    """The address in a language: ``/papi/2024`` -> ``/en/papi/2024``."""
    if language == DEFAULT:
        return address
    return ENGLISH + ("" if address == HOME else address)


def parted(path: str) -> tuple[Language, str]:
    """The language of a path, and the path without it."""
    if path == ENGLISH or path.startswith(ENGLISH + "/"):
        return "en", path[len(ENGLISH) :] or HOME
    return DEFAULT, path


def with_values(address: str, **values: str) -> str:
    """The address with those parameters that are not empty."""
    kept = {name: value for name, value in values.items() if value}
    return f"{address}?{urlencode(kept)}" if kept else address


def league(index: str, period: str, indicator: str = "") -> str:
    return f"/{index}/{period}" + (f"/{indicator}" if indicator else "")


def province(id: str) -> str:
    return PROVINCE + id


def tasks(province: str) -> str:
    return TASKS + (province or WHOLE_COUNTRY)


def compared(provinces: tuple[str, ...], index: str = "", period: str = "") -> str:
    named = dict(zip("abcd", provinces, strict=False))
    return with_values(COMPARE, **named, index=index, period=period)


def asked(text: str) -> str:
    return with_values(ASK, q=text)


def of(question: Question, newest: dict[str, str]) -> str:
    """Where a question is answered; ``newest`` are the newest periods with a whole table, index -> period. '' where no
    address can hold it.
    """
    match question.intent:
        case "profile" if question.year is None and not question.via:
            return province(question.provinces[0])
        case "table" if _whole(question) and question.index:
            period = question.period or (str(question.year) if question.year else newest.get(question.index, ""))
            return league(question.index, period, question.indicator or "") if period else ""
        case "tasks" if len(question.provinces) == 1 and question == Question("tasks", question.provinces):
            return tasks(question.provinces[0])
        case "comparison" if question.index and question.indicator is None and len(question.provinces) > 1:
            return compared(question.provinces, question.index, question.period or str(question.year or ""))
        case "about":
            return SOURCES
        case _:
            text = text_of(question)
            return with_values(ASK, h=text) if text else ""


def _whole(question: Question) -> bool:
    """Whether a question is for a whole table, in no certain order."""
    plain = Question("table", (), question.index, question.indicator, question.year, question.period)
    return question in (plain, Question("table", (), question.index, question.indicator or "", question.year,
                                        question.period))  # fmt: skip
