"""Whether a word means something by itself, sold or not: such a word is no slip of the finger for another."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from catalog.text import HANGUL, analysed

# How likely the analyser holds a word to be by itself (its log-probability): 족발 −12.7, 아이폰 −12.0. Below are words
# that it knows only because they are often misspelt so (떡볶기 −14.6, 모니타 −16.8) and its guesses (샴프 −21.2).
LIKELY = -14.2
COMMON = 3_000  # words that a slip in a sentence may have been meant for


def means_something(word: str) -> bool:
    """Whether a lower-case word is one of English or Korean."""
    return korean(word) if HANGUL.search(word) else word in english()


@cache
def english() -> frozenset[str]:
    """The 82,000 commonest words of English, names of trade included, by the list that comes with symspellpy."""
    return frozenset(_listed())


@cache
def commonest() -> dict[str, int]:
    """The words of three letters or more among the commonest, and their ranks."""
    return {word: rank for rank, word in enumerate(_listed()[:COMMON]) if len(word) > 2}


@cache
def _listed() -> tuple[str, ...]:
    """The list's words, the commonest first."""
    lines = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").splitlines()
    return tuple(line.split(maxsplit=1)[0] for line in lines if line.strip())


def korean(word: str) -> bool:
    """Whether it is one noun, or a verb or adjective that stands before a noun (비싼), with or without particles."""
    first, *rest = analysed(word) or [None]
    if first is None or first.score < LIKELY:
        return False
    if first.tag.startswith(("VV", "VA")):
        return bool(rest) and all(token.tag == "ETM" for token in rest)
    return all(token.tag.startswith("J") for token in rest)


def bare(word: str) -> str:
    """A Korean word without its particles, and without the 거 of 매운거: 우유가 → 우유, but 손잡이 stays."""
    tokens = analysed(word)
    while len(tokens) > 1 and (tokens[-1].tag.startswith(("J", "VCP")) or tokens[-1].form in THING):
        tokens = tokens[:-1]
    return word[: tokens[-1].end] if tokens else word


def joins(word: str) -> bool:
    """Whether a Korean word ends in a particle that another thing follows: 설탕과, 우유랑. 사과 does not."""
    tokens = analysed(word)
    return len(tokens) > 1 and tokens[-1].tag in ("JC", "JKB") and tokens[-1].form in JOINING


THING = frozenset(("거", "것"))
JOINING = frozenset("과 와 랑 이랑 하고 나 이나".split())
