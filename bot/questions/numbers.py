"""Numbers in a sentence: how many provinces ("top 10"), which place ("hạng 19", "19th"), which criterion ("PAPI 4",
"D4", "4.1"), or a score ("47,178"). All functions are pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.names import Found, Mention
from bot.questions.index_words import IndexWords
from bot.questions.parsed import MOST_PROVINCES, Parsed, marked_code
from bot.questions.phrases import (
    ACCENTED_NUMBERS,
    COUNTED,
    CRITERION,
    NUMBERS,
    ORDERED,
    ORDINALS,
    PARTS,
    PLACES,
    SHOWN,
    SPELT_OUT,
)
from bot.questions.vocabulary import Cue

MOST_CODES = 10
"""No index has more criteria of the first rank."""
_LETTERED = re.compile(r"([a-z])([1-9])")
_NTH = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_SCORE = re.compile(
    r"(?<![\w.,/-])(\d{1,3}[.,]\d{1,4}(?=\s*(?:điểm|điem|diem|ddieemr|points?\b|%))|\d{1,3}(?:,\d{2,4}|\.\d{2,4})"
    r"|\d{2,3}[.,]\d|(?:\d{2}|100)(?=\s*(?:điểm|điem|diem|points?\b|%)))(?![\w/-]|[.,]\d)"
    r"\s*(?:%|điểm|điem|diem|points?\b)?",
    re.IGNORECASE,
)


_PLACES = re.compile(
    r"\b(?:h[aạ]ng|x[eế]p|th[uứ]|v[iị] tr[ií]|top|ranks?|ranked|places?|positions?|from"
    r"|t[uừ])\s+(?:t[uừ]\s+)?(?:h[aạ]ng\s+"
    r"|th[uứ]\s+|place\s+"
    r"|number\s+)?(\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|—|đ[eế]n|t[oớ]i|den|toi|to|and|through)\s*(?:h[aạ]ng\s+|th[uứ]\s+)?(\d{1,2})(?:st|nd|rd|th)?"
    r"(?![\w/]|[.,]\d|\s*(?:[dđ]i[eể]m|points?|%|n[aă]m\b|years?))",
    re.IGNORECASE,
)


def place_span(text: str) -> tuple[str, tuple[int, int] | None]:
    """Take several places ("hạng 15 đến 25") out of a text, leaving a mark; returns the text and the first and last."""
    found = _PLACES.search(text)
    if found is None:
        return text, None
    first, last = sorted((int(found[1]), int(found[2])))
    if not 0 < first < last:
        return text, None
    return f"{text[: found.start()]} qplaceq {text[found.end() :]}", (first, last)


def scores(text: str) -> tuple[str, str]:
    """Take scores ("47,178 điểm") out of a text, leaving marks; returns the text and the first score as typed."""
    found = _SCORE.search(text)
    return (_SCORE.sub(" qscoreq ", text), found[1]) if found else (text, "")


def count(
    parsed: Parsed,
    words: Sequence[str],
    typed: Sequence[str],
    found: tuple[Sequence[Mention], Sequence[Cue]],
    used: list[bool],
    index_words: IndexWords,
    counting: bool,
) -> None:
    """Put the numbers among the folded ``words`` into ``parsed`` and mark them ``used``; ``found`` are the names and
    the phrases.

    With ``counting`` a number right after an index counts provinces ("/top PAPI 5") and is no code.
    """
    mentions, cues = found
    indices = {mention.end: mention.outcome for mention in mentions if mention.kind == "index"}
    ranking = [cue for cue in cues if cue.asks in ("top", "bottom", "more", "less", "weakest")]
    ranked_after, ranked_before = {cue.end for cue in ranking}, {cue.start for cue in ranking}
    for i, word in enumerate(words):
        code = marked_code(word)
        lettered = _LETTERED.fullmatch(word)
        of = index_words.letters.get(lettered[1], "") if lettered else ""
        if (code or of) and not used[i]:
            parsed.codes.append(("", code) if code else (of, word[1:]))
            used[i] = True
            continue
        before = words[i - 1] if i else ""
        following = words[i + 1] if i + 1 < len(words) else ""
        nth = 0 if used[i] or typed[i] == "tự" else _nth(word, before)  # "thứ tự" is an order, not the fourth
        ordinal = index_words.ordinal(following)
        if nth and (ordinal or following in CRITERION):
            parsed.codes.append((ordinal, str(nth)))
        elif nth:
            parsed.place = parsed.place or nth
        if nth:
            used[i] = True
            continue
        number = int(word) if word.isdecimal() and word.isascii() and len(word) <= 3 else NUMBERS.get(word, 0)
        if word in NUMBERS and not typed[i].isascii() and typed[i] not in ACCENTED_NUMBERS:
            number = 0  # "bà" is not "ba"
        if typed[i] == "năm" and (following in COUNTED or before in SHOWN):
            number = 5
        if not number or (
            used[i] and not ((word in NUMBERS or word == "nam") and (following in COUNTED or before in SHOWN))
        ):
            continue
        shown = before in SHOWN or (before in ORDINALS and following == "tro")
        if following in COUNTED or i + 1 in ranked_before or i in ranked_after or shown:
            parsed.n = parsed.n or min(number, MOST_PROVINCES)
        elif word in NUMBERS or following in PARTS or index_words.counts_parts(following):
            if word in SPELT_OUT and following not in PARTS:
                parsed.loose.append(number)
            continue
        elif i in indices and number > MOST_CODES and not counting:
            parsed.numbers.append(number)  # "papi 24" is a year
        elif i in indices and not counting:
            outcome = indices[i]
            parsed.codes.append((outcome.name.id if isinstance(outcome, Found) else "", word))
        elif index := index_words.coded(words[:i]):
            parsed.codes.append((index, word))
        elif (before in ORDINALS or tuple(words[max(0, i - 2) : i]) == ("vi", "tri")) and word not in NUMBERS:
            parsed.place = parsed.place or number
        else:
            parsed.numbers.append(number)
        used[i] = True


def _nth(word: str, before: str) -> int:
    """The place for which a word is an ordinal ("19th", "second", the "hai" of "thứ hai"); 0 if it is none."""
    found = _NTH.fullmatch(word)
    if found:
        return int(found[1])
    if before in ("thu", "hang", "ve") and (before == "thu" or ORDERED.get(word, 9) <= 3):
        return ORDERED.get(word, 0)
    return PLACES.get(word, 0)
