"""What people say of each index besides its names, from its row: nicknames, the words and letters before a criterion's
number, and which index is meant where none is named. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.names.normalize import fold
from data.model.indices import Index

FIRMS, PEOPLE = fold("doanh nghiệp"), fold("người dân")


class IndexWords:
    """The words of all indices, folded. Built once per data version; pure afterwards."""

    def __init__(self, indices: Iterable[Index] = ()) -> None:
        rows = tuple(indices)
        self.preferred = next((row.id for row in rows if row.preferred), "")
        """The index meant when several have a criterion of that name and none is named; '' if there is none."""
        self.of_firms = next((row.id for row in rows if _by_firms(fold(row.measures_vi))), "")
        """The index that firms judge: meant where firms are spoken of, if it has such a criterion; '' if none is."""
        self.not_preferred_for = frozenset(fold(name) for row in rows for name in row.not_preferred_for)
        """Names that criteria of several indices share and none has a better claim to: asked, not guessed."""
        self.nicknames = {fold(name): row.id for row in reversed(rows) for name in row.nicknames}
        """What people call an index that is no name of it, and near the name of something else."""
        self.letters = {row.code_letter.lower(): row.id for row in reversed(rows) if row.code_letter}
        """The letter before a number that makes it a criterion's code -> the index ("D4")."""
        self._shorts = {row.id: fold(row.short) for row in rows}
        words = {fold(word): row.id for row in reversed(rows) for word in row.code_words}
        self._code_words = sorted(
            ((tuple(word.split()), id) for word, id in words.items()), key=lambda one: -len(one[0])
        )
        self.noise = frozenset(part for word, _ in self._code_words for part in word)
        """The single words of those before a criterion's number: beside its name or number they say nothing more."""
        self._ordinals = {word[0]: id for word, id in reversed(self._code_words) if len(word) == 1}
        self._openings = frozenset(word[0] for word, _ in self._code_words)

    def coded(self, before: Sequence[str]) -> str:
        """The index of which a number after these words is a criterion's code ("nội dung" 4); '' if of none."""
        ends = (id for word, id in self._code_words if tuple(before[-len(word) :]) == word)
        return next(ends, "")

    def ordinal(self, after: str) -> str:
        """The index of which an ordinal before this word is a criterion's code ("fourth" dimension); '' if of none."""
        return self._ordinals.get(after, "")

    def counts_parts(self, after: str) -> bool:
        """Whether a number before this word counts criteria ("8 nội dung"), and is no code of one."""
        return after in self._openings

    def short(self, index: str) -> str:
        """The index's short name, if that is one word, else its id: what may be guessed at with a slip."""
        short = self._shorts.get(index, "")
        return short if short and " " not in short else index

    def says_short(self, index: str, text: str) -> bool:
        """Whether folded words hold the index's short name or id, rather than only describe it."""
        said = f" {text} "
        return any(f" {name} " in said for name in (index, self._shorts.get(index, "")) if name)


def _by_firms(measures: str) -> bool:
    """Whether an index measures what firms judge, and not what people do, by the words of its row."""
    return FIRMS in measures and PEOPLE not in measures
