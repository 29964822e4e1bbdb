"""What somebody has who says that they have a thing: the thing itself, and not what goes with it.

Who has a bike has no bike helmet, and who has a sleeping bag has no sleeping mat of the same shelf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from assistant.plan.concepts import Meanings, concept_of
from assistant.plan.things import Mention, find_things
from assistant.types import Request
from assistant.understand.cues import cue
from catalog.index.columns import Mask
from catalog.index.snapshot import Snapshot
from catalog.text import HANGUL, tokens
from catalog.types import Product

HEAD = re.compile(r"\s(?:with|for|in|of|from|on)\s|[,(]", re.IGNORECASE)  # what a title says behind it is no name
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SEVERAL = re.compile(r"[·/&,]|\band\b", re.IGNORECASE)  # a shelf of several things is named by none of them


def possessed(request: Request, mentions: Sequence[Mention], snapshot: Snapshot, meanings: Meanings) -> Mask:
    """The products that the shopper has already, by what they say they own and by the things they mention as there."""
    found = np.zeros(len(snapshot.products), bool)
    for stated in request.owned:
        if cue("owned", "gear").fullmatch(stated.text):
            found |= np.array([_is_gear(one, stated.text) for one in snapshot.products], bool)
        named = [mention for mention in find_things(stated.text) if mention.word == stated.text]
        for mention in named:
            found |= _meant(mention, snapshot)
        whole = meanings.products(stated.text)
        concept = concept_of(stated.text)
        narrow = concept is None or (bool(named) and bool(concept.allergens))  # who has milk has no butter
        found |= _itself(stated.text, whole, snapshot) if narrow else whole
    for mention in mentions:
        found |= _meant(mention, snapshot)
    return found


def _is_gear(product: Product, word: str) -> bool:
    """Whether who has "the tools" has it: what lasts, and all of a shelf that is called so, as 김장 도구 is."""
    shelf = any(tokens(label)[-1:] == tokens(word)[-1:] for label in product.category_label.values())
    return not product.edible and (product.durable or shelf)


def _meant(mention: Mention, snapshot: Snapshot) -> Mask:
    """The thing of the mention; its whole shelf where it names that, or where nothing there bears its name at all."""
    whole = snapshot.columns.under(mention.categories)
    if names_shelf(mention.word, whole, snapshot):
        return whole
    named = whole & snapshot.lexical.naming(mention.word, title_only=True)
    return _itself(mention.word, whole, snapshot) if named.any() else whole


def names_shelf(word: str, places: Mask, snapshot: Snapshot) -> bool:
    """Whether a word is the name of a whole shelf, or of several: drinks, toiletries, 식기."""
    shelves = {snapshot.products[place].category: snapshot.products[place] for place in np.flatnonzero(places).tolist()}
    labels = (label for product in shelves.values() for label in product.category_label.values())
    said = set(tokens(word))
    return len(shelves) > 1 or any(said >= set(tokens(label)) for label in labels if not SEVERAL.search(label))


def _itself(word: str, places: Mask, snapshot: Snapshot) -> Mask:
    """Those of the places whose product is the thing that the word names."""
    found = np.zeros(len(places), bool)
    for place in np.flatnonzero(places).tolist():
        found[place] = _is_itself(snapshot.products[place], word)
    return found


def _is_itself(product: Product, word: str) -> bool:
    language = "ko" if HANGUL.search(word) else "en"
    return is_called(product.title.get(language, ""), word)


@lru_cache(maxsize=20_000)
def is_called(title: str, word: str) -> bool:
    """Whether a title names a thing by just this word, rather than by a longer name that begins with it."""
    head = HEAD.split(title, maxsplit=1)[0]
    names = [(one.span.start, one.span.end) for one in find_things(head)]
    for start, end in _said(head, word):
        inside = [last for first, last in names if first < end and start < last]
        behind = any(first >= end for first, _ in names)
        if all(end >= last for last in inside) and (inside or not behind):
            return True  # what is no name by itself says what the name behind it is for: 자전거 of 자전거 자물쇠
    return False


def _said(head: str, word: str) -> Iterator[tuple[int, int]]:
    """Where the word stands in the head of a title: English by the stems of its words, Korean by its letters."""
    if HANGUL.search(word):
        yield from ((one.start(), one.end()) for one in re.finditer(rf"{re.escape(word)}(?![가-힣])", head))
        return
    words, wanted = list(WORD.finditer(head)), tokens(word)
    for i in range(len(words) - len(wanted) + 1):
        part = words[i : i + len(wanted)]
        behind = words[i + len(wanted) :]
        if [t for one in part for t in tokens(one[0])] == wanted and not behind:
            yield part[0].start(), part[-1].end()
