"""Another size, colour or flavour of what is in the basket: "the lavender one instead", 콜롬비아로 바꿔줘."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.bundle.draft import Draft, DraftLine
from assistant.bundle.suiting import is_coloured
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.lines import exchanged
from assistant.dialogue.lists import line_of
from assistant.dialogue.references import figures
from assistant.understand.attributes import find_colours
from catalog.types import Product

BRIEF = 8  # words of a turn that may name a form alone
CLAUSES = re.compile(r"[.,;!?…]+\s?|\s[-–—]\s")
REFUSES = re.compile(  # "28은 너무 큰가... 24로 가자": what is said against the form that is there
    r"(?i:(?<![a-z])(?:too|not|no|hates?|stingy|overkill|cheap)(?![a-z])|n['’]t(?![a-z])|"
    r"너무|말고|싫|별로|안 |좀 (?:크|작|큰|작은))"
)


def in_form(asked: Asked, draft: Draft, lines: Sequence[DraftLine], words: str) -> Answered | None:
    """The basket with one of the lines in the form that words name; None where there is none, or no room for it."""
    for line in lines:
        room = None if draft.budget is None else max(draft.budget - draft.total, 0) + line.pick.total
        for product in _forms(asked, line.pick.candidate.product, words):
            come = line_of(asked, product, line.pick.packs)
            if come is not None and (room is None or come.pick.total <= room):
                return exchanged(asked, draft, line, come.pick)
    return None


def in_any_form(asked: Asked, draft: Draft, first: Sequence[DraftLine], only: bool = False) -> Answered | None:
    """The basket with the one line that a brief turn has another form of: "ivory then", "the 30 one", 24로 가자.

    These `first` lines go before all others, or are the `only` ones. None where no line has it, or several have.
    """
    clauses = [one for one in CLAUSES.split(asked.request.asked) if not REFUSES.search(one)]
    words = " ".join(clauses)
    if not words.strip() or len(words.split()) > BRIEF:
        return None
    for lines in (first,) if only else (first, draft.lines):
        of_form = [line for line in lines if _forms(asked, line.pick.candidate.product, words)]
        if of_form:
            return in_form(asked, draft, of_form, words) if len(of_form) == 1 else None
    return None


def _forms(asked: Asked, product: Product, words: str) -> list[Product]:
    """The forms of a product that words name, those first that they say most of."""
    family = _family(asked, product)
    called = [figures(" ".join(one.title.values())) for one in (product, *family)]
    common = set.intersection(*called) if family else set()  # what all are called tells none of them apart
    said, colours = figures(words), tuple(found.value for found in find_colours(words))

    def named(one: Product) -> int:
        told = said & (figures(" ".join(one.title.values())) - common)
        return len(told) + bool(colours and is_coloured(one, colours))

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
