"""Names as people type them -> provinces, indices, criteria, agencies. Everything here is pure.

``Gazetteer.resolve`` takes a text that is one name, ``Gazetteer.scan`` finds the names in a sentence.
"""

from bot.names.gazetteer import Gazetteer, Match
from bot.names.matches import Ambiguous, Found, How, Mention, Unknown
from bot.names.normalize import fold
from bot.names.scanner import MOST_WORDS

__all__ = ["MOST_WORDS", "Ambiguous", "Found", "Gazetteer", "How", "Match", "Mention", "Unknown", "fold"]
