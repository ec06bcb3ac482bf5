"""How a text was understood: what explains it, and what each kind of answer scores (for ``--explain``)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.names import Found, Mention
from bot.questions.parsed import Parsed
from bot.questions.question import Question
from bot.questions.scoring import Scored
from bot.questions.vocabulary import Item


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a text and what they were read as; ``counts`` is false for what is denied or only says who writes."""

    words: str
    read_as: str
    worth: float
    counts: bool


@dataclass(frozen=True, slots=True)
class Reasoning:
    """Everything behind a question. ``rest`` are the words that nothing explains."""

    question: Question
    pieces: tuple[Piece, ...]
    rest: str
    readings: tuple[Scored, ...]

    def lines(self) -> list[str]:
        """The reasoning as plain lines in English, for whoever extends the lexicons."""
        lines = [f"question  {_shown(self.question)}"]
        lines += [
            f"  {piece.words:<32} {piece.read_as:<36} {piece.worth:5.2f}{'' if piece.counts else '  does not count'}"
            for piece in self.pieces
        ]
        if self.rest:
            lines.append(f"  not explained: {self.rest}")
        for one in self.readings:
            why = ", ".join(f"{feature} {weight:+.2f}" for feature, weight in one.reasons)
            lines.append(f"reading   {one.label:<12} {one.score:6.2f}  {why}")
        return lines


def pieces_of(parsed: Parsed) -> tuple[Piece, ...]:
    """What explains a sentence, from left to right."""
    explanation = parsed.explanation
    if explanation is None:
        return ()
    return tuple(
        Piece(" ".join(explanation.known[item.start : item.end]), _read_as(item), item.worth, place not in parsed.gone)
        for place, item in enumerate(explanation.items)
    )


def _read_as(item: Item) -> str:
    what = item.what
    if not isinstance(what, Mention):
        return what.asks
    outcome = what.outcome
    if isinstance(outcome, Found):
        via = f" by {outcome.via.name_vi}" if outcome.via else ""
        return f"{what.kind} {outcome.name.id} ({outcome.how}{via})"
    return f"{what.kind}: " + " or ".join(name.id for name in outcome.names)


def _shown(question: Question) -> str:
    default = Question(question.intent)
    said = [
        f"{name}={value}"
        for name in question.__slots__
        if name != "intent" and (value := getattr(question, name)) != getattr(default, name)
    ]
    return " ".join([question.intent, *said])
