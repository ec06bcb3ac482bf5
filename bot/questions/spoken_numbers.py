"""Numbers said in words, as a voice keyboard writes them: "hai nghìn không trăm hai tư" -> 2024, in either language.

Pure. Only what can hardly be anything else is read: a lone "ba" or "năm" (also *year*) stays a word.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.names.normalize import bare, fold

DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
LAST = {**DIGITS, "mot": 1, "lam": 5}
"""The word after "mươi": "hai mươi mốt", "hai mươi lăm"."""
THOUSANDS = ("nghin", "ngan")
ZERO = ("le", "linh", "khong")
ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
FEWEST_DIGITS = 3
"""This many digits said one after the other are a number ("bảy sáu sáu")."""


BEGINNINGS = frozenset(
    (
        "hai", "mười", "muoi", "mươi", "hăm", "ham", "một", "mot", "ba", "bốn", "bon", "tư", "tu", "năm", "sáu", "sau",
        "bảy", "bẩy", "bay", "tám", "tam", "chín", "chin", "oh", *ENGLISH, *TENS,
    )
)  # fmt: skip
"""The words with which a number begins."""


def number_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The number that begins at this word, and how many words it takes; None if none that is sure begins here.

    ``words`` are as typed, in small letters.
    """
    if words[at] not in BEGINNINGS:
        return None
    plain = [bare(word) for word in words[at : at + 8]]
    for reading in (_year, _short_year, _two_digits, _digit_by_digit, _english):
        found = reading(plain, words[at : at + 8])
        if found is not None:
            return found
    return None


def _year(plain: Sequence[str], typed: Sequence[str]) -> tuple[int, int] | None:
    """Read "hai nghìn (không trăm) (lẻ) hai (mươi) tư", "hai không hai tư", "hai lẻ hai tư"."""
    if plain[:1] != ["hai"]:
        return None
    at = 1
    if plain[1:2] and plain[1] in THOUSANDS:
        at = 2
        if plain[2:4] == ["khong", "tram"]:
            at = 4
        while at < len(plain) and plain[at] in ZERO:
            at += 1
    elif plain[1:2] == ["khong"] or typed[1:2] in (["lẻ"], ["linh"]):
        at = 2
    else:
        return None
    tail = _tens(plain[at:], typed[at:])
    if tail is None:
        return (2000, at) if at >= 2 and plain[1] in THOUSANDS else None
    return 2000 + tail[0], at + tail[1]


def _short_year(plain: Sequence[str], typed: Sequence[str]) -> tuple[int, int] | None:
    """Read "năm hai ba" as the year 2023."""
    if typed[0] != "năm" or plain[1:2] != ["hai"] or len(plain) < 3 or typed[2] == "năm":
        return None
    return (2020 + DIGITS[plain[2]], 3) if plain[2] in DIGITS and plain[2] not in ZERO else None


def _tens(plain: Sequence[str], typed: Sequence[str]) -> tuple[int, int] | None:
    """Read 1-99: "mười chín", "hai mươi (tư)", "hai tư", "tư"."""
    if not plain:
        return None
    if plain[0] == "muoi":
        if plain[1:2] and plain[1] in LAST and not _is_year_word(typed[1]):
            return 10 + LAST[plain[1]], 2
        return 10, 1
    if plain[0] == "ham" and plain[1:2] and plain[1] in LAST:
        return 20 + LAST[plain[1]], 2
    if plain[0] not in DIGITS:
        return None
    if plain[1:2] == ["muoi"]:
        if plain[2:3] and plain[2] in LAST and not _is_year_word(typed[2]):
            return 10 * DIGITS[plain[0]] + LAST[plain[2]], 3
        return 10 * DIGITS[plain[0]], 2
    if plain[1:2] and plain[1] in LAST and not _is_year_word(typed[1]):
        return 10 * DIGITS[plain[0]] + LAST[plain[1]], 2
    return DIGITS[plain[0]], 1


def _is_year_word(typed: str) -> bool:
    """Whether "năm" after a number is the word for years ("mười năm qua") rather than its last digit."""
    return fold(typed) == "nam"


def _two_digits(plain: Sequence[str], typed: Sequence[str]) -> tuple[int, int] | None:
    """Read "mười chín", "hai mươi lăm", "hăm mốt", "mười"; two bare digits ("hai ba") are no number."""
    if plain[0] in ("muoi", "ham") or (plain[0] in DIGITS and plain[1:2] == ["muoi"]):
        found = _tens(plain, typed)
        return found if found is not None and found[0] >= 10 else None
    return None


def _digit_by_digit(plain: Sequence[str], typed: Sequence[str]) -> tuple[int, int] | None:
    """Read "bảy sáu sáu", "một bốn tám bảy". An unaccented "nam" or "sau" at an end is rather a word."""
    digits: list[int] = []
    for word, as_typed in zip(plain, typed, strict=True):
        if word not in DIGITS or as_typed in ("nam", "lam", "làm", "tam", "tạm") or (not digits and word == "nam"):
            break
        digits.append(DIGITS[word])
    if len(digits) < FEWEST_DIGITS or digits[0] == 0:
        return None
    return int("".join(map(str, digits))), len(digits)


def _english(plain: Sequence[str], typed: Sequence[str]) -> tuple[int, int] | None:
    """Read "twenty twenty-two", "two thousand and twenty", "oh-seven", "nineteen", "forty five"."""
    first = plain[0]
    if first == "two" and plain[1:2] == ["thousand"]:
        at = 3 if plain[2:3] == ["and"] else 2
        tail = _english_tens(plain[at:])
        return (2000 + tail[0], at + tail[1]) if tail else (2000, 2)
    if first == "oh":
        return (2000 + ENGLISH[plain[1]], 2) if plain[1:2] and 5 <= ENGLISH.get(plain[1], 0) <= 9 else None
    if first == "twenty" and plain[1:2] == ["oh"]:
        return (2000 + ENGLISH[plain[2]], 3) if plain[2:3] and ENGLISH.get(plain[2], 10) < 10 else None
    if first == "twenty" and plain[1:2]:
        tail = _english_tens(plain[1:])
        if tail and tail[0] >= 10:
            return 2000 + tail[0], 1 + tail[1]
    found = _english_tens(plain)
    return found if found and found[0] > 10 else None


def _english_tens(plain: Sequence[str]) -> tuple[int, int] | None:
    if not plain:
        return None
    if plain[0] in TENS:
        if plain[1:2] and ENGLISH.get(plain[1], 10) < 10:
            return TENS[plain[0]] + ENGLISH[plain[1]], 2
        return TENS[plain[0]], 1
    return (ENGLISH[plain[0]], 1) if plain[0] in ENGLISH else None
