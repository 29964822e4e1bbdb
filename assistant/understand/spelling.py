"""Correct an English slip in a word that nothing knows: "breakfst", "brithday", "shampo"."""

from __future__ import annotations

import re
from collections.abc import Collection

SHORTEST = 6  # letters: a shorter word is one edit from too many others
WORD = re.compile(rf"(?<![\w'’@./-])[A-Za-z]{{{SHORTEST},}}(?![\w'’@/-])")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
INFLECTED = ("s", "es", "ed", "ing", "er", "ers", "ly")  # a form of a known word is no slip of it


def corrected(text: str, known: Collection[str]) -> str:
    """The text with each unknown word of six letters or more replaced where exactly one known word is an edit away.

    `known` holds lower-case words; a set is fastest. An edit is a letter more, less, other, or two swapped. Words that
    begin with a capital inside a sentence are names and stay.
    """
    return WORD.sub(lambda match: _mended(match, known), text)


def _mended(match: re.Match[str], known: Collection[str]) -> str:
    word = match[0]
    folded = word.casefold()
    if _is_name(match) or _is_known(folded, known):
        return word
    found = {near for near in _edits(folded) if len(near) >= SHORTEST - 1 and near in known}
    if len(found) > 1:
        found = {near for near in found if sorted(near) == sorted(folded)}  # two letters swapped is the usual slip
    if len(found) != 1:
        return word
    best = found.pop()
    return best.capitalize() if word[0].isupper() else best


def _is_name(match: re.Match[str]) -> bool:
    before = match.string[: match.start()].rstrip()
    return match[0][0].isupper() and bool(before) and before[-1] not in ".!?:\n"


def _is_known(word: str, known: Collection[str]) -> bool:
    stems = (word.removesuffix(ending) for ending in INFLECTED)
    return word in known or any(stem in known or stem + "e" in known for stem in stems if stem != word)


def _edits(word: str) -> set[str]:
    """Every string that is one edit away."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    gone = {a + b[1:] for a, b in splits if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    other = {a + c + b[1:] for a, b in splits if b for c in LETTERS}
    more = {a + c + b for a, b in splits for c in LETTERS}
    return (gone | swapped | other | more) - {word}
