"""Text -> Question: what a person wants to know, in either language, typed in any way people type. All of it is pure.

``Reader.read`` is the entrance; ``Question`` is what everything above works with.
"""

from bot.questions.intents import Intent
from bot.questions.question import Bound, Choice, Question, complete
from bot.questions.reader import Reader

__all__ = ["Bound", "Choice", "Intent", "Question", "Reader", "complete"]
