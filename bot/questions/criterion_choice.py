"""Which criterion a text is about: the one named or, where names do not settle it, the one words speak for (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.questions.beside_names import added_up, said_together
from bot.questions.criteria import Criteria, Settled
from bot.questions.criterion_scoring import ANY, CriterionScorer
from bot.questions.parsed import Parsed
from bot.questions.word_features import GAP, beside_index, content

PART, OPTION, BESIDE_INDEX, ALONE = 0.95, 0.6, 0.5, 0.8
"""How sure a criterion must be: as a part of the one named, as one of several named, beside its index, and alone or in
another clause than its index.
"""


class CriterionChoice:
    """Settles index and criterion. Built once; pure afterwards. ``scorer`` may be replaced while weights are fitted."""

    def __init__(self, criteria: Criteria, scorer: CriterionScorer) -> None:
        self._criteria = criteria
        self.scorer = scorer

    def of(self, parsed: Parsed, number: int | None = None) -> Settled:
        """The index and the criterion of a text, or what must be asked about; ``number`` as in ``Criteria.settle``."""
        return self._likened(parsed, self._criteria.settle(parsed, number))

    def _likened(self, parsed: Parsed, settled: Settled) -> Settled:
        """The criterion that words which name none surely speak for, or one of several that were named."""
        codes = [id for kind, id in settled.options if kind == "indicator"]
        best = self.scorer.best
        if settled.index and settled.indicator and not parsed.codes:
            part = self._part(parsed, settled.index, settled.indicator)
            return Settled(settled.index, part) if part else settled
        if codes:
            return self._one_of(codes, parsed, settled)
        if settled.indicator or settled.options:
            return settled
        index, found = settled.index, None
        if index is not None:
            near = best(beside_index(parsed), index, least=BESIDE_INDEX)
            found = best(content(parsed), index, least=BESIDE_INDEX if near else ALONE)
        else:
            index, _, found = (best(content(parsed), ANY, least=ALONE) or "").partition(":")
        return self._then(index, found, parsed) if index and found else settled

    def _then(self, index: str, code: str, parsed: Parsed) -> Settled:
        """A criterion that words speak for, by the code that it had in the year said."""
        return Settled(index, self._criteria.in_year(index, code, parsed.when.year))

    def _one_of(self, codes: Sequence[str], parsed: Parsed, settled: Settled) -> Settled:
        """The criterion that is meant where several (``codes``) were named, or one that the index said does not have:
        what all are parts of, or what the words together speak for. What must be asked about stays as it is.
        """
        best, words = self.scorer.best, content(parsed)
        said = [id for kind, id in settled.options if kind == "index"]
        if said:
            found = best(words, said[0], least=BESIDE_INDEX) if len(said) == 1 else None
            return self._then(said[0], found, parsed) if found else settled
        several = len(parsed.criteria) > 1
        whole = self._criteria.whole(codes, together=said_together(parsed)) if several else ""
        indices = {id.partition(":")[0] for id in codes}
        among = [one for id in codes for one in (id, *self._criteria.parts(*id.split(":"), year=parsed.when.year))]
        if not whole and (settled.index or len(indices) == 1):
            index = settled.index or min(indices)
            own = [id.partition(":")[2] for id in among if id.startswith(f"{index}:")]
            found = best(words, index, least=OPTION) if several else None
            found = found or (best(words, index, least=OPTION, among=own) if own else None)
            whole = f"{index}:{found}" if found else ""
        elif not whole and several:
            whole = best(words, ANY, least=OPTION) or best(words, ANY, least=OPTION, among=among) or ""
        if whole in codes and added_up(parsed):
            return settled
        index, _, code = whole.partition(":")
        return self._then(index, code, parsed) if code else settled

    def _part(self, parsed: Parsed, index: str, code: str) -> str | None:
        """The part of a criterion that the words speak for: all of them, and those of the clause that names it too."""
        among = (code, *(id.partition(":")[2] for id in self._criteria.parts(index, code, year=parsed.when.year)))
        every = content(parsed, named=False)
        texts = (every, self._own_words(parsed, every, f"{index}:{code}")) if len(among) > 1 else ()
        found = {self.scorer.best(words, index, least=PART, among=among) for words in texts}
        return found.pop() if len(found) == 1 else None

    def _own_words(self, parsed: Parsed, words: list[str], criterion: str) -> list[str]:
        """Of all words those in the clauses that name a criterion officially; all of them where none does."""
        places = [said.start for said in parsed.criteria if said.end and self._criteria.is_official(said, criterion)]
        if parsed.explanation is None or not places:
            return words
        own = set(map(parsed.explanation.clause, places))
        return [word if parsed.explanation.clause(at) in own else GAP for at, word in enumerate(words)]
