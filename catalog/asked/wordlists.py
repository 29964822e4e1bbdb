"""The reviewed word lists of `catalog/words`: synonyms, umbrella words, colours, units, prices, whom it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalog.plain_yaml import read_yaml
from catalog.text import normalize, whole

FOLDER = Path(__file__).parent.parent / "words"
Phrase = tuple[str, ...]  # stems and morphemes in order


@dataclass(frozen=True)
class Ways:
    """Other ways to say phrases. `longest` is the number of words in the longest phrase."""

    groups: dict[Phrase, tuple[Phrase, ...]]  # a phrase -> every phrase of its group, itself included
    longest: int

    @classmethod
    def of(cls, groups: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Ways:
        """From pairs of what is said and what it may be called; the first group of a phrase counts."""
        found: dict[Phrase, tuple[Phrase, ...]] = {}
        for said, called in groups:
            ways = tuple(dict.fromkeys(phrase for text in called if (phrase := cut(text))))
            for text in said:
                if phrase := cut(text):
                    found.setdefault(phrase, ways)
        return cls(found, max(map(len, found), default=0))

    def at(self, words: Phrase, start: int) -> tuple[int, tuple[Phrase, ...]] | None:
        """The longest phrase that begins at `start`: how many words it has, and its ways."""
        for length in range(min(self.longest, len(words) - start), 0, -1):
            if ways := self.groups.get(words[start : start + length]):
                return length, ways
        return None


@cache
def cut(word: str) -> Phrase:
    """The stems and morphemes of a word of these lists, cut once: several readers need them."""
    return whole(word)


def lists(pattern: str) -> Iterator[Any]:
    """Every entry of the files that match."""
    for file in sorted(FOLDER.glob(pattern)):
        yield from read_yaml(file) or ()


@cache
def synonym_words() -> tuple[tuple[str, ...], ...]:
    """Groups of words that name the same thing, colour or size, as they are written. Single letters say too little."""
    things = (tuple(map(str, group)) for group in lists("synonyms*.yaml"))
    values = (entry["words"] for name in ("colours.yaml", "sizes.yaml") for entry in lists(name))
    return (*things, *(tuple(word for word in map(str, words) if len(word) > 1) for words in values))


@cache
def synonyms() -> Ways:
    """Words that name the same thing. Cut into stems and morphemes at the first use (a third of a second)."""
    return Ways.of((group, group) for group in synonym_words())


@cache
def umbrellas() -> Ways:
    """Words for many kinds of things, and those kinds."""
    return Ways.of((entry["words"], [*entry["words"], *entry["members"]]) for entry in lists("umbrella.yaml"))


@cache
def dictionary() -> frozenset[str]:
    """Every word that a query may hold for its meaning, lower case: such a word is not misspelt."""
    named = [*(w for group in synonym_words() for w in group), *(w for e in lists("umbrella.yaml") for w in e["words"])]
    told = [w for name in ("price_words.yaml", "for_whom.yaml") for entry in lists(name) for w in entry["words"]]
    return frozenset(word for text in (*named, *told) for word in normalize(text).split())
