"""The texts: every one is there in both languages, with the same placeholders and tags, well written."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from bot.i18n import LANGUAGES, language_of
from bot.offline.html import parse_html
from data.seeding.content import SeedContent
from data.seeding.loader import load_seed

ROOT = Path(__file__).parent.parent.parent
KEYWORDS = {"t": 1, "_t": 1, "plural": 2, "N_": 1, "_N": 1}
"""How many of the first arguments are msgids."""
PLACEHOLDER = re.compile(r"\{(\w*)\}")
TAG = re.compile(r"</?[a-z]+[^>]*>")
SPACED = re.compile(r" {2,}|\s[,;.:!?](?:\s|$)|\( | \)")
PROPER = {"Chỉ Số Tỉnh", "Tiếng Việt or English"}
"""English texts that are or hold a Vietnamese name."""
VIETNAMESE = re.compile(r"[ạảãầấậẩẫăằắặẳẵẹẻẽềếệểễịỉĩọỏõồốộổỗơờớợởỡụủũưừứựửữỳỵỷỹđ]", re.IGNORECASE)


@cache
def in_code() -> dict[str, str]:
    """msgid -> plural msgid ('' without), as the code uses them."""
    found = {}
    for path in (path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py")):
        # By the syntax tree, not by Babel's tokens: those do not see into f-strings before Python 3.12.
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                texts = _texts(node)
                if texts:
                    found[texts[0]] = texts[1] if len(texts) > 1 else ""
    return found


def _texts(call: ast.Call) -> list[str]:
    """The literal msgids of a call that translates or marks: one, or two of a plural."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    texts = [one.value for one in call.args[: KEYWORDS.get(name, 0)] if isinstance(one, ast.Constant)]
    return [text for text in texts if isinstance(text, str)]


@cache
def catalogue(language: str) -> Catalog:
    path = ROOT / "locales" / language / "LC_MESSAGES" / "chisotinh.po"
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, list | tuple) else str(message.id)


def sources(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, list | tuple) else (str(message.id),)


def translations(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (str(message.string),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_nothing_is_left_over(language: str) -> None:
    known = {singular(message) for message in messages(language)}
    assert sorted(set(in_code()) - known) == [], "missing"
    assert sorted(known - set(in_code())) == [], "unused"
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated_and_nothing_is_doubtful(language: str) -> None:
    for message in messages(language):
        assert not message.fuzzy, message.id
        assert all(text.strip() for text in translations(message)), message.id
        plural = in_code().get(singular(message), "")
        assert sources(message)[1:] == ((plural,) if plural else ()), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_those_of_the_original(language: str) -> None:
    for message in messages(language):
        wanted = {name for source in sources(message) for name in PLACEHOLDER.findall(source)}
        tags = Counter(TAG.findall(singular(message)))
        for text in translations(message):
            assert set(PLACEHOLDER.findall(text)) == wanted, message.id
            assert Counter(TAG.findall(text)) == tags, message.id
            assert text.count("{") == text.count("}") == len(PLACEHOLDER.findall(text)), message.id
            parse_html(text)  # raises on tags that are not balanced, as Telegram does


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_clean(language: str) -> None:
    for message in messages(language):
        for text in translations(message):
            assert unicodedata.is_normalized("NFC", text), text
            assert not SPACED.search(text.strip()), text
            assert (text[0] == " ", text[-1] == " ") == (singular(message)[0] == " ", singular(message)[-1] == " "), (
                text
            )


def test_english_is_the_original_and_holds_no_vietnamese() -> None:
    for message in messages("en"):
        assert translations(message) == sources(message)
        if singular(message) not in PROPER:
            quoted = re.sub("“[^”]*”", "", singular(message))  # names of columns, examples
            assert not VIETNAMESE.search(quoted), message.id


NEW_STYLE = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)
"""The tone on the second vowel of an open "oa", "oe", "uy": "xoá", "huỷ" for "xóa", "hủy"."""
OTHER_WORDS = (
    *("chúng tôi", "hợp nhất", "giờ yên lặng", "bot tính", "hàng năm", "kĩ ", "qui định", "bot sẽ"),
    *("biên tập viên", "bỏ theo dõi", "chờ xác nhận"),
)
"""What the texts call "tôi", "sáp nhập", "giờ không làm phiền", "tính từ điểm", "hằng năm", "kỹ", "quy định", "tôi sẽ",
"người biên tập", "ngừng theo dõi", "chờ duyệt".
"""
PUBLISHED_HERE = re.compile(
    r"(?:hãy|để|vừa|hoặc|chờ|chỉ được) công bố|công bố (?:được|dạng|tệp)|^công bố \W*\{n\}", re.IGNORECASE
)
"""What an operator or an editor puts in force here is "đăng"; "công bố" is what ministries and the press did before."""


def test_vietnamese_has_one_spelling_one_voice_and_one_word_for_a_thing() -> None:
    for message in messages("vi"):
        for text in translations(message):
            assert not NEW_STYLE.search(text), text
            assert not [other for other in OTHER_WORDS if other in text.lower()], text
            assert not PUBLISHED_HERE.search(text), text


@pytest.mark.parametrize(
    ("text", "new"), [("xoá", 1), ("Huỷ", 1), ("hoà.", 1), ("xóa, hủy", 0), ("quý, toàn, hoặc", 0)]
)
def test_the_new_style_of_tones_is_known(text: str, new: int) -> None:
    assert len(NEW_STYLE.findall(text)) == new


def test_vietnamese_plurals_have_one_form() -> None:
    assert catalogue("vi").num_plurals == 1
    assert catalogue("en").num_plurals == 2


@pytest.mark.parametrize(
    ("code", "language"),
    [("vi", "vi"), ("vi-VN", "vi"), ("en", "en"), ("EN-us", "en"), ("fr", "vi"), (None, "vi"), ("", "vi")],
)
def test_the_first_guess_at_a_language(code: str | None, language: str) -> None:
    assert language_of(code) == language


# --- the data's own texts ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def content() -> SeedContent:
    return load_seed()


ALWAYS = {
    "tasks": ("text", "heading"),
    "documents": ("title",),
    "agencies": ("name",),
    "indicators": ("name", "short"),
    "provinces": ("name",),
    "regions": ("name",),
    "indices": ("name", "publisher", "measures"),
    "editions": ("structure",),
    "sources": ("title",),
    "facts": ("text",),
}
SOMETIMES = {
    "exclusions": ("reason",),
    "documents": ("issuer",),
    "editions": ("change",),
    "figures": ("note",),
    "targets": ("criterion", "note"),
}


@pytest.mark.parametrize("kind", ALWAYS)
def test_every_row_has_both_languages(content: SeedContent, kind: str) -> None:
    rows = getattr(content, kind)
    assert rows
    for row in rows:
        for name in ALWAYS[kind]:
            for language in LANGUAGES:
                assert getattr(row, f"{name}_{language}").strip(), row


@pytest.mark.parametrize("kind", SOMETIMES)
def test_a_row_with_one_language_has_the_other(content: SeedContent, kind: str) -> None:
    for row in getattr(content, kind):
        for name in SOMETIMES[kind]:
            assert bool(getattr(row, f"{name}_vi")) == bool(getattr(row, f"{name}_en")), row


def test_every_task_is_there(content: SeedContent) -> None:
    assert len(content.tasks) == 402
    assert all(not task.own_wording or VIETNAMESE.search(task.text_vi) for task in content.tasks)


@pytest.mark.parametrize("kind", [*ALWAYS, "exclusions", "figures", "targets"])
def test_the_datas_vietnamese_is_spelled_like_the_texts(content: SeedContent, kind: str) -> None:
    for row in getattr(content, kind):
        for name in row.__dataclass_fields__:
            if name.endswith("_vi"):
                assert not NEW_STYLE.search(getattr(row, name)), row


@pytest.mark.parametrize("kind", [*ALWAYS, "figures", "targets"])
def test_the_datas_texts_are_composed_and_trimmed(content: SeedContent, kind: str) -> None:
    for row in getattr(content, kind):
        for name in row.__dataclass_fields__:
            value = getattr(row, name)
            if isinstance(value, str):
                assert unicodedata.is_normalized("NFC", value), row
                assert value == value.strip(), row
                assert "  " not in value, row
