"""By what texts are found, in any script: tokens of messages and posts, pieces of the words and
names of places and items. Pure.
"""

from leapfrog.search_words.bigrams import is_dense, plain, snippet, tokens
from leapfrog.search_words.word_pieces import (
    asked_pieces,
    asked_words,
    folded,
    found_by,
    pieces,
    sound,
)

__all__ = [
    "asked_pieces",
    "asked_words",
    "folded",
    "found_by",
    "is_dense",
    "pieces",
    "plain",
    "snippet",
    "sound",
    "tokens",
]
