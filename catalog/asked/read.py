"""Understand a query against one shop: repaired words, what is ruled out, the brand, and other ways to say things."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from catalog.asked import wordlists
from catalog.asked.amounts import Amount, amounts
from catalog.asked.audience import Audiences, audiences
from catalog.asked.prices import Leaning, Limit, leaning, limited
from catalog.asked.repair import Repairer
from catalog.asked.without import Unwanted, unwanted
from catalog.asked.wordlists import Phrase, Ways
from catalog.index.lexical import Lexical
from catalog.text import tokens

BRAND_WORDS = 4  # the longest brand name that is looked for in a query
# A brand has at least this share of the products that are called by its words; the rest are made for its products.
BRAND_SHARE = 0.1
# Words of descriptions that point at nothing: "something to keep soup hot when …".
FILLERS = frozenset("someth anyth thing stuff too when while where so can without with".split())


@dataclass(frozen=True)
class Concept:
    """One thing that a query says. `ways` are the phrases that say it, the query's own first."""

    ways: tuple[Phrase, ...]

    @property
    def own(self) -> Phrase:
        """The query's own words for it."""
        return self.ways[0]


@dataclass(frozen=True)
class Asked:
    """A query, understood. `text` is what is encoded: the query with its words mended."""

    text: str
    concepts: tuple[Concept, ...] = ()
    without: tuple[Unwanted, ...] = ()
    brand: str | None = None  # the words of a brand of the shop, as the lexical index writes it
    amounts: tuple[Amount, ...] = ()
    audience: Audiences = frozenset()
    limit: Limit | None = None
    leaning: Leaning | None = None  # whether the cheap or the fine is wanted
    broad: bool = False  # it names a whole kind of things, so that a list should show several
    changes: tuple[tuple[str, str], ...] = ()  # words that were mended, as written and as meant

    @property
    def words(self) -> tuple[str, ...]:
        """The stems and morphemes of the query itself."""
        return tuple(word for concept in self.concepts for word in concept.own)


class Reader:
    """Reads queries for one shop."""

    def __init__(self, lexical: Lexical) -> None:
        self._lexical = lexical
        self._repairer: Repairer | None = None

    def read(self, text: str) -> Asked:
        """What a query asks. The same query always reads the same."""
        unlimited, limit = limited(unicodedata.normalize("NFC", text))
        repaired = self._repairs().repair(unlimited)
        told, lean = leaning(repaired.text)
        wanted, without = unwanted(told)
        words = tuple(word for word in tokens(wanted) if word not in FILLERS) or tuple(tokens(wanted))
        concepts, broad = _concepts(words)
        return Asked(
            text=told,
            concepts=concepts,
            without=without,
            brand=self._brand(words),
            amounts=amounts(wanted),
            audience=audiences(wanted),
            limit=limit,
            leaning=lean,
            broad=broad,
            changes=repaired.changes,
        )

    def slip(self, word: str) -> str | None:
        """What an English word was meant to be, where it is a slip for one that the shop knows."""
        return self._repairs().slip(word)

    def _repairs(self) -> Repairer:
        """Made at the first query: it reads every word of the shop."""
        if self._repairer is None:
            self._repairer = Repairer(self._lexical, wordlists.dictionary())
        return self._repairer

    def _brand(self, words: Phrase) -> str | None:
        """The longest run of the query's words that is the name of a brand; the first among equals."""
        for length in range(min(BRAND_WORDS, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                if self._is_brand(name, words[start : start + length]):
                    return name
        return None

    def _is_brand(self, name: str, words: Phrase) -> bool:
        """Whether a brand is called so, and the words mean it: a brand named Hand is not what `hand cream` asks for."""
        own, named = self._lexical.branded(name), self._lexical.named(words)
        return len(own) > 0 and not name.isdigit() and len(own) >= BRAND_SHARE * len(named)


def _concepts(words: Phrase) -> tuple[tuple[Concept, ...], bool]:
    """The words as concepts, the longest known phrases first, and whether one of them is an umbrella word."""
    found: list[Concept] = []
    broad, at = False, 0
    while at < len(words):
        length, ways, umbrella = _longest(words, at)
        own = words[at : at + length]
        found.append(Concept((own, *(way for way in ways if way != own))))
        broad |= umbrella
        at += length
    return tuple(found), broad


def _longest(words: Phrase, at: int) -> tuple[int, tuple[Phrase, ...], bool]:
    lists: tuple[tuple[Ways, bool], ...] = ((wordlists.synonyms(), False), (wordlists.umbrellas(), True))
    best: tuple[int, tuple[Phrase, ...], bool] = (1, (), False)
    for ways, umbrella in lists:
        hit = ways.at(words, at)
        if hit and (hit[0] > best[0] or not best[1]):
            best = (*hit, umbrella)
        elif hit and hit[0] == best[0]:  # the same words are in both lists: all of their ways, once
            best = (hit[0], tuple(dict.fromkeys((*best[1], *hit[1]))), best[2] or umbrella)
    return best
