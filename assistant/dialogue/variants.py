"""Another size, colour or flavour of what is in the basket: "the lavender one instead", 콜롬비아로 바꿔줘."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.bundle.draft import Draft, DraftLine
from assistant.bundle.suiting import is_coloured
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.lines import exchanged
from assistant.dialogue.lists import line_of
from assistant.dialogue.placing import title_words
from assistant.understand.attributes import find_colours
from catalog.text import tokens
from catalog.types import Product


def in_form(asked: Asked, draft: Draft, lines: Sequence[DraftLine], words: str) -> Answered | None:
    """The basket with one of the lines in the form that words name; None where there is none, or no room for it."""
    for line in lines:
        room = None if draft.budget is None else max(draft.budget - draft.total, 0) + line.pick.total
        for product in _forms(asked, line.pick.candidate.product, words):
            come = line_of(asked, product, line.pick.packs)
            if come is not None and (room is None or come.pick.total <= room):
                return exchanged(asked, draft, line, come.pick)
    return None


def _forms(asked: Asked, product: Product, words: str) -> list[Product]:
    """The forms of a product that words name, those first that they say most of."""
    family = _family(asked, product)
    common = set.intersection(*(title_words(one) for one in (product, *family))) if family else set()
    said, colours = set(tokens(words)), tuple(found.value for found in find_colours(words))

    def named(one: Product) -> int:
        return len(said & (title_words(one) - common)) + bool(colours and is_coloured(one, colours))

    now = named(product)
    return sorted((one for one in family if named(one) > now), key=lambda one: -named(one))


def _family(asked: Asked, product: Product) -> list[Product]:
    """Every other form of a product that the shop has."""
    snapshot = asked.shop.search.snapshot
    place = snapshot.position(product.id)
    if place is None:
        return []
    groups = snapshot.columns.groups
    return [snapshot.products[int(at)] for at in np.flatnonzero(groups == groups[place]) if at != place]
