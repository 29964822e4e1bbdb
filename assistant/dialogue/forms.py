"""The sizes, colours and flavours that one product comes in, and which of them a text names."""

from __future__ import annotations

import re

import numpy as np

from assistant.bundle.suiting import is_coloured
from assistant.dialogue.asked import Asked
from assistant.dialogue.counts import said_count
from assistant.dialogue.pointing import OF_IT
from assistant.dialogue.wished import PACKS_SAID, PUT
from assistant.understand.attributes import find_colours
from assistant.understand.cues import cue
from assistant.understand.numbers import parse_number
from catalog.text import tokens
from catalog.types import Product

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # 20,000 mAh
KOREAN = re.compile(r"(?<![가-힣])[가-힣]{2,}?(?=(?:으로|로|[은는이가을를도만])?(?![가-힣]))")  # without its particle


def figures(text: str) -> set[str]:
    """The words of a text that tell which, numbers as figures: the three step ladder has 3 steps."""
    whole = THOUSANDS.sub("", text)
    values = ((word, parse_number(word)) for word in tokens(whole) if word not in OF_IT)  # "the blue one" is no 1
    return {word if value is None else f"{value:g}" for word, value in values}


def tells(product: Product, said: str) -> set[str]:
    """Which of the words of a text are a product's, Korean ones also inside its words: 통곡물 of 통 and 곡물."""
    title = product.titles.replace(" ", "")
    return (figures(said) & figures(product.titles)) | {word for word in KOREAN.findall(said) if word in title}


def said_of_it(text: str) -> str:
    """What a text that puts something in says of it, without that it is put in."""
    return PUT.sub(" ", cue("acts", "add").sub(" ", text))


def without_count(text: str) -> str:
    """The text without how many packs it says."""
    count = said_count(text)
    return PACKS_SAID.sub(lambda packs: " " if said_count(packs.group()) == count else packs.group(), text)


def family(asked: Asked, product: Product) -> list[Product]:
    """Every other form of a product that the shop has."""
    snapshot = asked.shop.search.snapshot
    place = snapshot.position(product.id)
    if place is None:
        return []
    groups = snapshot.columns.groups
    return [snapshot.products[int(at)] for at in np.flatnonzero(groups == groups[place]) if at != place]


def forms_said(asked: Asked, product: Product, words: str) -> list[Product]:
    """The forms of a product that words name more of than of itself, those first that they say most of."""
    others, colours = family(asked, product), tuple(found.value for found in find_colours(words))
    told = {one.id: tells(one, words) for one in (product, *others)}
    common = set.intersection(*told.values())  # what all are called tells none of them apart

    def named(one: Product) -> int:
        return len(told[one.id] - common) + bool(colours and is_coloured(one, colours))

    now = named(product)
    return sorted((one for one in others if named(one) > now), key=lambda one: -named(one))
