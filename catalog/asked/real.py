"""Whether a word means something by itself, sold or not: such a word is no slip of the finger for another."""

from __future__ import annotations

from functools import cache

from catalog.asked.wordlists import lists
from catalog.text import _lock, kiwi

# How likely the analyser holds a word to be by itself (its log-probability): 족발 −12.7, 아이폰 −12.0. Below are words
# that it knows only because they are often misspelt so (떡볶기 −14.6, 모니타 −16.8) and its guesses (샴프 −21.2).
LIKELY = -14.2


def means_something(word: str) -> bool:
    """Whether a lower-case word is one of English or Korean."""
    return word in english() if word.isascii() else korean(word)


@cache
def english() -> frozenset[str]:
    """The common words of English, of four letters and more."""
    return frozenset(word for text in lists("english.yaml") for word in text.split())


def korean(word: str) -> bool:
    """Whether it is one noun, or a verb or adjective that stands before a noun (비싼), with or without particles."""
    with _lock:  # one lock for the analyser, wherever it is asked
        first, *rest = kiwi().tokenize(word) or [None]
    if first is None or first.score < LIKELY:
        return False
    if first.tag.startswith(("VV", "VA")):
        return bool(rest) and all(token.tag == "ETM" for token in rest)
    return all(token.tag.startswith("J") for token in rest)
