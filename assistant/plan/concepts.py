"""Which products a shopper means by a word: "pork", "술", "과자", "balloons". Concepts first, then names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import BadData
from catalog.index.columns import Mask
from catalog.index.snapshot import Snapshot
from catalog.plain_yaml import read_yaml
from catalog.text import HANGUL, normalize, tokens
from catalog.types import Allergen, Product

FILE = Path(__file__).parent / "concepts.yaml"

Words = dict[Literal["en", "ko"], tuple[str, ...]]


class Concept(BaseModel):
    """What a word stands for: categories, allergens, words of a title, or alcohol itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    en: tuple[str, ...]
    ko: tuple[str, ...]
    categories: tuple[str, ...] = ()
    allergens: tuple[Allergen, ...] = ()
    words: Words = {}
    harmless: Words = {}
    alcohol: bool = False


@cache
def concepts() -> tuple[Concept, ...]:
    """Every concept of the YAML file. Raises BadData with the file's name."""
    try:
        rows = read_yaml(FILE)
        return tuple(Concept.model_validate(row) for row in rows)
    except (OSError, TypeError, yaml.YAMLError, ValidationError) as error:
        raise BadData(f"{FILE.name}: {' '.join(str(error).split())}") from error


@cache
def _by_word() -> dict[str, Concept]:
    return {_plain(word): concept for concept in concepts() for word in (*concept.en, *concept.ko)}


@cache
def _by_stems() -> dict[frozenset[str], Concept]:
    return {frozenset(tokens(word)): c for c in concepts() for word in c.en}


def _plain(word: str) -> str:
    return normalize(word).replace(" ", "")


def concept_of(term: str) -> Concept | None:
    """The concept that a word names, in either language, singular or plural."""
    found = _by_word().get(_plain(term))
    if found is None and not HANGUL.search(term):
        stems = frozenset(tokens(term))
        found = _by_stems().get(stems) if stems else None
    return found


class Meanings:
    """Masks over one snapshot's products for the words of requests."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._masks: dict[str, Mask] = {}

    def products(self, term: str) -> Mask:
        """Which products the term means; none where nobody can tell."""
        key = _plain(term)
        if key not in self._masks:
            concept = concept_of(term)
            self._masks[key] = self._named(term) if concept is None else self._of(concept)
        return self._masks[key]

    def speaks_of(self, text: str, term: str) -> bool:
        """Whether a text names what the term means: by a name of it, or by a word that only such products bear."""
        said = set(tokens(text))
        concept = concept_of(term)
        names = (term,) if concept is None else (*concept.en, *concept.ko)
        if any(stems and stems <= said for stems in (set(tokens(name)) for name in names)):
            return True
        meant = self.products(term)
        borne = [self._named(word) for word in said if word.isalpha()]  # not kept: there is no end of words
        return any(mask.any() and not (mask & ~meant).any() for mask in borne)

    def _named(self, term: str) -> Mask:
        return self._snapshot.lexical.naming(term)

    def _of(self, concept: Concept) -> Mask:
        columns = self._snapshot.columns
        mask = columns.under(concept.categories) if concept.categories else np.zeros(len(columns.places), bool)
        for allergen in concept.allergens:
            mask |= columns.allergens[allergen]
        if concept.allergens:  # unknown is not safe, also where an allergen is left out by taste
            mask |= columns.edible & ~columns.states
        if concept.alcohol:
            mask |= columns.alcohol
        if concept.words:
            mask |= np.array([_says(p, concept) for p in self._snapshot.products], bool)
        return mask


def _says(product: Product, concept: Concept) -> bool:
    """Whether a title (of food, also its description) holds one of the words and none of the harmless ones."""
    texts = [*product.title.values(), *(product.description.values() if product.edible else ())]
    text = normalize(" ".join(texts))
    title = normalize(product.titles)
    return _holds(text, concept.words) and not _holds(title, concept.harmless)


def _holds(text: str, words: Words) -> bool:
    english = any(re.search(rf"\b{re.escape(word)}", text) for word in words.get("en", ()))
    return english or any(word in text for word in words.get("ko", ()))
