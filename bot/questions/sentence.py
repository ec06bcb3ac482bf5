"""A text made ready to be read: mended, its times, numbers of documents, places and scores taken out, and divided into
words (pure).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.names.normalize import bare, spell
from bot.questions.dates import Time, marked_time, taken_out
from bot.questions.numbers import place_span, scores
from bot.questions.parsed import mark_codes

MOST_WORDS = 600
"""This many words of a text are read."""
TIME, PLACES, DOCUMENT, SCORE = "time", "places", "document", "score"
ATOMS = (TIME, PLACES, DOCUMENT, SCORE)
"""What stands as one word in a sentence, whatever it was."""
MARKS = {"qdocq": DOCUMENT, "qplaceq": PLACES, "qscoreq": SCORE}
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<!qt)\d")
"""A digit of the text, not of the mark of a time."""
_HARD = re.compile(r"(?<![.;!?])[.;!?]+(?:\s|$)")
_SOFT = re.compile(r"[,:()–—]|\s-\s")
_DOCUMENT = re.compile(
    r"(?:\b(?:công văn|cong van|công điện|cong dien|kế hoạch|ke hoach|quyết định|quyet dinh|chỉ thị|chi thi|văn bản"
    r"|van ban"
    r"|nghị quyết|nghi quyet|thông báo|plan|document|decision|dispatch)\s+(?:số\s+|so\s+|no\.?\s*)?)?"
    r"(?<![\w/])(\d{1,5}[a-e]?)\s?/\s?(?:(?:19|20)\d\d/)?(?:(?:QĐ|QD|KH|CT|CV|CĐ|NQ|TB|BC|UBND|NĐ|ND|TTr|HĐND)(?:[\w\-]*\w)?"
    r"|[a-zđ]{2,6}-[\w\-]*\w)"
    r"|\b(?:công văn|cong van|công điện|cong dien|cv|kế hoạch|ke hoach|kh|quyết định|quyet dinh|qđ|chỉ thị|chi thi"
    r"|văn bản|van ban|thông báo"
    r"|nghị quyết|nghi quyet|resolution"
    r"|document|plan|official letter|dispatch|decision)\s+(?:số\s+|so\s+|no\.?\s*|number\s+|#\s?)?(\d{1,5}[a-e]?)"
    r"(?![\w/.,]|\s*(?:(?:năm|nam)(?! (?:19|20)\d\d)|%|điểm|tỉnh))",
    re.IGNORECASE,
)
OF_INDICES = ("ttg", "thủ", "thu")
"""How the number of a decision by which an index is called ends."""
_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
_WHOLE_NUMBER = re.compile(r"\d{1,5} ?/.+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``words`` are folded, ``typed`` keep their accents. ``breaks`` are the words before which a comma or more stands,
    ``hard`` those before which a sentence ends. ``document`` is the number of a document, ``places`` the first and last
    of several places, ``score`` a number that can only be a score, as typed.
    """

    text: str
    words: list[str]
    typed: list[str]
    accented: bool
    breaks: frozenset[int]
    hard: frozenset[int]
    times: tuple[Time, ...] = ()
    document: str = ""
    places: tuple[int, int] | None = None
    score: str = ""

    @property
    def size(self) -> int:
        return len(self.words)

    def clause(self, at: int) -> int:
        """Which clause a word stands in, the first being 0."""
        return clause_of(at, self.breaks)

    def atom(self, at: int) -> str:
        """What stands as one word at this place ('' for an ordinary word)."""
        word = self.words[at]
        if word[:1] != "q":
            return ""  # every mark begins with it
        return MARKS.get(word, "") or (TIME if marked_time(word) is not None else "")


def clause_of(at: int, breaks: Collection[int]) -> int:
    """How many of the ``breaks``, the words before which a comma or more stands, are at or before a word."""
    return sum(one <= at for one in breaks) if breaks else 0


def sentence_of(cleaned: str, mend: Callable[[str], str], indices: Collection[str] = ()) -> Sentence:
    """The sentence of a cleaned text; ``mend`` undoes the damage of what is no number of a document. ``indices`` are
    numbers by which an index is called ("quyết định 766").
    """
    text, document = _document(cleaned, indices)
    text = mend(text)
    if not document:
        text, document = _document(text, indices)
    text, times = taken_out(mark_codes(text))
    places, score = None, ""
    if _NUMBER.search(text) is not None:
        text, places = place_span(text)
        text, score = scores(text)
    typed = spell(text).split()[:MOST_WORDS]
    return Sentence(
        text=text,
        words=[bare(word) for word in typed],
        typed=typed,
        accented=not all(map(str.isascii, typed)),
        breaks=_before(text, _SOFT) | _before(text, _HARD),
        hard=_before(text, _HARD),
        times=times,
        document=document,
        places=places,
        score=score,
    )


def _document(text: str, indices: Collection[str]) -> tuple[str, str]:
    """The text with a mark in place of the first number of a document, and that number, with its letters if said."""
    if _DIGIT.search(text) is None:
        return text, ""
    for found in _DOCUMENT.finditer(text):
        number = (found[1] or found[2]).lower()
        if number in indices and (found[2] or found[0].lower().endswith(OF_INDICES)):
            continue
        if found[1] or not _YEAR.fullmatch(number):
            whole = _WHOLE_NUMBER.search(found[0])
            said = whole[0].replace(" ", "") if found[1] and whole else number
            return f"{text[: found.start()]} qdocq {text[found.end() :]}", said
    return text, ""


def _before(text: str, pattern: re.Pattern[str]) -> frozenset[int]:
    """The words before which the pattern stands."""
    ends = [found.start() for found in pattern.finditer(text)]
    places: set[int] = set()
    count, last = 0, 0
    for end in ends:
        count += len(spell(text[last:end]).split())
        last = end
        places.add(count)
    return frozenset(places)
