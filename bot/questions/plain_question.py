"""Whether a text is plainly a question, and no statement that only speaks of what questions are about (pure).

Asked where a person's next words go into something else: a report on a task. Whatever is not plainly a question goes
there, so only what is wholly understood and names or asks something counts; "đã nâng chỉ số PAPI" is a statement.
"""

from __future__ import annotations

from bot.names.normalize import fold
from bot.questions.merging import EMPTY
from bot.questions.parsed import Parsed
from bot.questions.question import Question

UNCLEAR = frozenset({"unknown", "choose", "help", "about"})
STATING = frozenset(
    {"da", "dang", "se", "chua", "xong", "roi", "dat", "vuong", "hoan", "cham", "thieu", "vi", "do", "nen"}
    | {"done", "finished", "completed", "have", "has", "had", "was", "were", "will", "published", "because", "waiting"}
)
"""Words of what was done, or why it was not."""
STATED = frozenset({"change", "changes", "fall", "above", "below", "announced", "nothing", "off", "other", "help"})
"""Phrases that statements hold as well."""
ASKING_LITTLE = EMPTY - {"rank", "either"}
ALONE = frozenset(
    {"gaps", "weakest", "rank", "top", "bottom", "compare", "history", "components", "targets", "reach", "who", "index"}
)
"""Phrases that ask something in a question that names nothing: "mất điểm ở đâu?"."""
LONGEST = 16
"""Words of a text that is nothing but a question."""


def plainly_asks(text: str, parsed: Parsed, question: Question, *, wished: bool = False) -> bool:
    """Whether ``question`` is surely what the text, of these parts, is meant to ask. ``wished``: a picture or a file of
    it was asked for.
    """
    words = fold(text).split()
    if question.heard or parsed.rest or parsed.content or len(words) > LONGEST:
        return False
    clear, named = question.intent not in UNCLEAR, bool(parsed.provinces) + bool(parsed.indices)
    if text.rstrip().endswith("?"):
        return bool((clear and named) or parsed.asks & ALONE)
    if not clear or not STATING.isdisjoint(words) or parsed.asks & STATED:
        return False
    return named == 2 or bool(named and (wished or parsed.asks - ASKING_LITTLE))
