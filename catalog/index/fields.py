"""Which words of a product stand in which field of the lexical index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.text import HANGUL, normalize, tokens, unaccented, whole
from catalog.types import Product, localized

# A word in the title says four times what it says in the description: the best of 1, 2, 3, 4 and 6 for BM25 alone on
# the public development queries (.613 .618 .617 .623 .624), and 6 gains nothing more.
TITLE_WEIGHT = 4
# What follows one of these in a title is what the product is made for, not what it is: "Band for Watch 3".
MADE_FOR = re.compile(
    r"\b(?:compatible (?:with|for)|compatible|replacement for|replaces|designed for|fits?(?: for)?|works with|"
    r"suitable for|for|with)\b",
    re.IGNORECASE,
)
MADE_FOR_KO = re.compile(r"(?:\S*용|호환)\s+(?=\S)")  # what precedes it is: "워치용 스트랩"
SURFACE = re.compile(r"[a-z]{2,}|[가-힣]{2,}")


@dataclass(frozen=True)
class Said:
    """The words of a product, field by field: stems and morphemes, but for `spelled`."""

    anything: Sequence[str]  # everything that it says, its title several times over
    heads: Sequence[str]  # what it is, without what it is made for
    named: Sequence[str]  # its title and its kind
    titled: Sequence[str]
    spelled: Sequence[str]  # the words that name it, as they are written
    branded: Sequence[str]  # each name of its brand as one text


def said(product: Product) -> Said:
    """Cut a product into words."""
    title, kinds = tokens(product.titles), kind(product)
    return Said(
        anything=document(product),
        heads=[*head(product), *kinds],
        named=[*title, *kinds],
        titled=title,
        spelled=list(surface(product)),
        branded=brands(product),
    )


def document(product: Product) -> list[str]:
    """The words of a product in every language it has."""
    brand = " ".join([product.brand, *product.brand_label.values()])
    values = [v if isinstance(v, dict) else {"en": str(v)} for v in product.attributes.values()]
    attributes = " ".join(localized(v, language) for v in values for language in product.title)
    rest = " ".join([*product.description.values(), *product.tags, brand, attributes])
    return tokens(product.titles) * TITLE_WEIGHT + kind(product) + tokens(rest)


def kind(product: Product) -> list[str]:
    """The words of a product's category, which say what it is."""
    keys = " ".join(product.categories).replace("_", " ")
    return tokens(" ".join([keys, *product.category_label.values()]))


def head(product: Product) -> list[str]:
    """The words of its titles that say what it is, without those that say what it is made for."""
    return tokens(" ".join(map(_said_to_be, product.title.values())))


def brands(product: Product) -> list[str]:
    """The names of a product's brand, as the stems and morphemes that a query would hold.

    A name that loses a part when it is cut is left out: 차다로 is not called 차, tea.
    """
    names = [product.brand.replace("_", " "), *product.brand_label.values()]
    return [name for name in (" ".join(whole(brand)) for brand in names) if name]


def _said_to_be(title: str) -> str:
    if HANGUL.search(title):
        found = list(MADE_FOR_KO.finditer(title))
        return title[found[-1].end() :] if found else title
    before = MADE_FOR.split(title, maxsplit=1)[0]
    return before if before.strip() else title  # "For Dummies: …" is all head


def surface(product: Product) -> Iterator[str]:
    """The words that name it as they are written: what a misspelt word of a query may have been meant to be."""
    named = [*product.title.values(), *product.category_label.values(), *product.brand_label.values(), product.brand]
    yield from spelled(" ".join([*named, *(c.replace("_", " ") for c in product.categories)]))


def spelled(text: str) -> list[str]:
    """The words of a text as they are written: runs of letters, lower case, without accents."""
    folded = normalize(text)
    words = SURFACE.findall(folded)
    return words if folded.isascii() else words + [w for w in SURFACE.findall(unaccented(folded)) if w.isascii()]
