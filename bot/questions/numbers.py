"""Numbers in a sentence: how many provinces ("top 10"), which place ("hạng 19", "19th"), which criterion ("PAPI 4",
"D4", "4.1"), or a score ("47,178"). All functions are pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.names import Found, Mention
from bot.questions.index_words import IndexWords
from bot.questions.parsed import MOST_PROVINCES, Parsed, marked_code
from bot.questions.phrases import (
    ACCENTED_NUMBERS,
    COUNTED,
    CRITERION,
    NEXT_TO_LAST,
    NUMBERED,
    NUMBERS,
    ORDERED,
    ORDINALS,
    PARTS,
    PERSONS,
    PLACES,
    SCORED,
    SHOWN,
    SPELT_OUT,
    WINNERS,
)
from bot.questions.vocabulary import Cue

if TYPE_CHECKING:
    from bot.questions.sentence import Sentence

MOST_CODES = 10
"""No index has more criteria of the first rank."""
FIRST_SHORT_YEAR, LAST_SHORT_YEAR = 11, 26
RANKED = ("top", "bottom", "more", "less", "weakest", "movers", "fallers")
"""Phrases beside which a number counts provinces."""
_LETTERED = re.compile(r"([a-z])([1-9])")
_NTH = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_SCORE = re.compile(
    r"(?<![\w.,/-])(\d{1,3}[.,]\d{1,4}(?=\s*(?:điểm|điem|diem|ddieemr|points?\b|%))|\d{1,3}(?:,\d{2,4}|\.\d{2,4})"
    r"|\d{2,3}[.,]\d|0[.,]\d{1,4}|(?:(?<=trên )|(?<=tren )|(?<=dưới )|(?<=duoi )|(?<=đạt )|(?<=dat )|(?<=mức )"
    r"|(?<=muc )|(?<=above )|(?<=below )|(?<=over )|(?<=under )|(?<=reach )|(?<=to ))\d[.,]\d"
    r"|(?:\d{2}|100)(?=\s*(?:điểm|điem|diem|points?\b|%)))(?![\w/-]|[.,]\d)\s*(?:%|điểm|điem|diem|points?\b)?",
    re.IGNORECASE,
)
_NTH_WORD = r"(?:h[aạ]ng|hangj|th[uứ]|places?|number|numbers|no\.?|ranks?|spots?|positions?|v[iị] tr[ií])"
_PLACES = re.compile(
    r"\b(?:x[eế]p|top|ranked|ranking|placed|between|from|t[uừ]|tuwf|" + _NTH_WORD + r")\s+(?:t[uừ]\s+)?"
    r"(?:"
    + _NTH_WORD
    + r"\s+)?(\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|—|đ[eế]n|t[oớ]i|den|ddeens|toi|to|and|through|thru)\s*"
    r"(?:" + _NTH_WORD + r"\s+)?(\d{1,2})(?:st|nd|rd|th)?"
    r"(?![\w/]|[.,]\d|\s*(?:[dđ]i[eể]m|points?|%|n[aă]m\b|years?))",
    re.IGNORECASE,
)

_ORDINALS = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)\s*(?:-|–|—|to|through|thru)\s*(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE
)
"""Places that need no word for them: "10th to 15th"."""


def place_span(text: str) -> tuple[str, tuple[int, int] | None]:
    """Take several places ("hạng 15 đến 25") out of a text, leaving a mark; returns the text and the first and last."""
    found = _PLACES.search(text) or _ORDINALS.search(text)
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
    sentence: Sentence,
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
    typed, breaks = sentence.typed, sentence.breaks
    corrected = [cue.start for cue in cues if cue.asks in ("sorry", "but")]
    latest = 0
    indices = {mention.end: mention.outcome for mention in mentions if mention.kind == "index"}
    ranking = [cue for cue in cues if cue.asks in RANKED]
    ranked_after, ranked_before = {cue.end for cue in ranking}, {cue.start for cue in ranking} - breaks
    cue_starts = {cue.start for cue in ranking}
    _take_winners(parsed, words, ranking)
    if not counting:
        _take_short_year(parsed, words, indices, used, breaks)
    counting = counting or bool(parsed.asks & {"top", "bottom", "movers", "fallers"})
    for i, word in enumerate(words):
        code = marked_code(word)
        lettered = _LETTERED.fullmatch(word) if len(word) == 2 else None
        of = index_words.letters.get(lettered[1], "") if lettered else ""
        if (code or of) and not used[i]:
            parsed.codes.append(("", code) if code else (of, word[1:]))
            used[i] = True
            continue
        before = words[i - 1] if i else ""
        following = words[i + 1] if i + 1 < len(words) else ""
        anew = any(latest < at <= i for at in corrected)
        nth = 0 if used[i] or typed[i] == "tự" else _nth(word, before)  # "thứ tự" is an order, not the fourth
        if not nth and not used[i] and following not in COUNTED and before in NUMBERED and typed[i - 1] != "sở":
            nth = _spelt(word, typed[i])
        ordinal = index_words.ordinal(following)
        if nth and (ordinal or following in CRITERION):
            parsed.codes.append((ordinal, str(nth)))
        elif nth:
            parsed.place = nth if anew else parsed.place or nth
        if nth:
            used[i] = True
            continue
        number = int(word) if word.isdecimal() and word.isascii() and len(word) <= 3 else NUMBERS.get(word, 0)
        if word in NUMBERS and not typed[i].isascii() and typed[i] not in ACCENTED_NUMBERS:
            number = 0  # "bà" is not "ba"
        persons = following in PERSONS and i + 2 in ranked_before and typed[i + 1] != "thang"  # months
        places = typed[i + 1 : i + 3] == ["vị", "trí"] and (i in cue_starts or i + 1 in cue_starts)
        counted = following in COUNTED or persons or places
        if (typed[i] == "năm" and (counted or before in SHOWN)) or (i == 0 and _five_first(words, typed)):
            number = 5  # "năm vị trí đầu"
        if not number or (used[i] and not ((word in NUMBERS or word == "nam") and (counted or before in SHOWN))):
            continue
        shown = before in SHOWN or (before in ORDINALS and following == "tro")
        if counted or i + 1 in ranked_before or i in ranked_after or shown:
            parsed.n = min(number, MOST_PROVINCES) if anew else parsed.n or min(number, MOST_PROVINCES)
            latest = i
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
            parsed.place = number if anew else parsed.place or number
            latest = i
        elif before in SCORED and number > MOST_CODES and not parsed.score:
            parsed.score = word
        else:
            parsed.numbers.append(number)
        used[i] = True


def _take_winners(parsed: Parsed, words: Sequence[str], ranking: Sequence[Cue]) -> None:
    """Put in the place that a name of it says: "á quân" is the second, "áp chót" the second from the end."""
    for cue in ranking:
        said = f" {' '.join(words[cue.start : cue.end])} "
        for name, place in WINNERS.items():
            if f" {name} " in said:
                parsed.place = parsed.place or place
        if any(f" {name} " in said for name in NEXT_TO_LAST):
            parsed.n = parsed.n or 2


def _take_short_year(
    parsed: Parsed,
    words: Sequence[str],
    indices: Collection[int],
    used: list[bool],
    breaks: Collection[int],
) -> None:
    """Put in the year that a number of two digits right after an index says, where nothing counts it: "papi 24, top 5",
    "papi 24 ai tăng mạnh nhất".
    """
    when = parsed.when
    for i in sorted(indices):
        if i >= len(words) or used[i] or len(words[i]) != 2 or not words[i].isdecimal():
            continue
        ends = i + 1 in breaks or i + 1 == len(words) or words[i + 1] in SHOWN
        if ends and FIRST_SHORT_YEAR <= int(words[i]) <= LAST_SHORT_YEAR and not (when.year or when.since or when.back):
            parsed.when = replace(when, year=2000 + int(words[i]))
            used[i] = True
            return


def _five_first(words: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether a text without accents begins with five of something ("nam tinh doi so papi"): no year is that of all
    provinces, but "nam tinh nao" may be one in which a province did something.
    """
    return (
        len(words) > 2
        and typed[0] == "nam"
        and words[1] in ("tinh", "dia", "thanh", "dua", "ong")
        and words[2] not in ("nao", "gi", "mo", "do")
        and all(map(str.isascii, typed))
    )


def _spelt(word: str, typed: str) -> int:
    """The number that a word surely is: in English, or in Vietnamese with its accents ("seven", "bảy")."""
    if word in SPELT_OUT:
        return NUMBERS[word]
    return ORDERED.get(word, 0) if typed in ACCENTED_NUMBERS else 0


def _nth(word: str, before: str) -> int:
    """The place for which a word is an ordinal ("19th", "second", the "hai" of "thứ hai"); 0 if it is none."""
    found = _NTH.fullmatch(word) if word[0].isdecimal() else None
    if found:
        return int(found[1])
    if before in ("thu", "hang", "ve") and (before == "thu" or ORDERED.get(word, 9) <= 3):
        return ORDERED.get(word, 0)
    return PLACES.get(word, 0)
