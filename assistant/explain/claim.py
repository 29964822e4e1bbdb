"""A sentence about a basket, and what it speaks of: the lines that it names, and the needs that it says are missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.explain.claim_words import ClaimWords
from assistant.explain.figures import Figure, figures, without
from assistant.explain.supported import Spoken, Supported, stems
from assistant.types import Unmet
from catalog.text import HANGUL

BOGO = re.compile(r"\b1\+1|buy one,? get one(?: free)?", re.IGNORECASE)
KOREAN_NAME = re.compile(r"[가-힣]{2,}")


@dataclass(frozen=True)
class Claim:
    """One sentence, and what it is held against."""

    text: str
    row: int | None
    facts: Supported
    words: ClaimWords

    @cached_property
    def plain_text(self) -> str:
        """The sentence without its figures and "buy one get one"."""
        text = without(BOGO.sub(lambda m: " " * len(m[0]), self.text), self.figures).lower()
        for phrase in self.words.phrases:
            text = text.replace(phrase, " ")
        return text

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figures(BOGO.sub(lambda m: " " * len(m[0]), self.text)))

    @cached_property
    def said(self) -> frozenset[str]:
        """The stems of the sentence."""
        return stems(self.plain_text) | stems(*self._literal)

    @cached_property
    def _literal(self) -> frozenset[str]:
        """Korean words of titles and needs that stand in the sentence as they are, however the analyser cuts them."""
        names = (name for one in self.facts.lines for name in (one.line.product.title, one.line.role_label))
        words = {word for name in names for word in KOREAN_NAME.findall(name)}
        return frozenset(word for word in words if word in self.plain_text)

    @cached_property
    def named(self) -> tuple[Spoken, ...]:
        """The lines that the sentence names: for each name in it, those that share the most words with it."""
        shared = {one.number: (one.names | one.words & self._attributes(one)) & self.said for one in self.facts.lines}
        naming = {one.number: (one.names & self.said) - self._general for one in self.facts.lines}
        for one in self.facts.lines:
            if one.label and one.label <= self.said:  # "tea" of an afternoon tea
                naming[one.number] |= one.label

        def outdone(number: int) -> bool:
            own = naming[number] & self.facts.lines[number - 1].heads
            return any(
                naming[number] <= naming[o]
                and own <= self.facts.lines[o - 1].heads
                and len(shared[o]) > len(shared[number])
                for o in naming
                if o != number
            )

        found = [one for one in self.facts.lines if naming[one.number] and not outdone(one.number)]
        headed = [one for one in found if naming[one.number] & one.heads or len(naming[one.number]) > 1]
        exact = frozenset().union(*(one.label for one in headed if one.label <= self.said))
        headed = [one for one in headed if one.label <= self.said or not naming[one.number] <= exact]
        return tuple(headed or (found if self.row is None else ()))

    def _attributes(self, one: Spoken) -> frozenset[str]:
        return stems(*(str(value) for value in one.line.product.attributes.values()))

    @cached_property
    def _general(self) -> frozenset[str]:
        """Stems that name no product by themselves: plain words, diets, allergens and the job's own words."""
        terms = [w for table in (self.words.diets, self.words.allergens) for words in table.values() for w in words]
        return self.words.plain | stems(*terms) | stems(self.facts.basket.title)

    @cached_property
    def about(self) -> tuple[Spoken, ...]:
        """The lines that it makes claims of: those it names and the row that it stands behind."""
        own = (self.facts.lines[self.row - 1],) if self.row is not None else ()
        return tuple(dict.fromkeys((*own, *self.named)))

    @cached_property
    def subjects(self) -> tuple[Spoken, ...]:
        """The lines that must bear a claim out: those named, or all that can be eaten where it says "all"."""
        if self.about and not (self._has("whole") and not self.named and self.row is None):
            return self.about
        return tuple(one for one in self.facts.lines if one.line.product.allergens is not None or one.line.product.diet)

    @cached_property
    def missing(self) -> list[Unmet]:
        """The needs not covered that it speaks of as missing."""
        return self.facts.unmet(self.said) if self._has("missing") or self.negated else []

    @cached_property
    def negated(self) -> bool:
        return self.words.patterns["negation"].search(self.text) is not None

    def _has(self, family: str) -> bool:
        words = self.words.bound[family]
        return bool(self.said & words) or any(len(w) > 2 and w in self.text for w in words if HANGUL.search(w))
