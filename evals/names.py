"""Find the shop's product titles and brands in a text, and those that a reply's record does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from catalog.types import Product

SHORTEST = 2  # letters of a brand's spelling; a single letter would be found everywhere


class Names:
    """Every title and brand of a catalogue, in every language."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._titles = {title for product in products for title in product.title.values() if title}
        self._brands = {spelling for product in products for spelling in spellings(product)}

    def strange(self, text: str, record: Sequence[Product], said: str) -> Iterator[str]:
        """Names in a text that are of no product in the record and that the shopper did not say either."""
        titles = {title for product in record for title in product.title.values()}
        brands = {spelling for product in record for spelling in spellings(product)}
        named, rest = taken(self._titles, text)
        rest = taken((words for product in record for words in product.description.values() if words), rest)[1]
        for name in sorted(named - titles):
            yield f"title of no product in the record: {name}"
        for name in sorted(taken(self._brands, rest)[0] - brands):
            if name.casefold() not in said.casefold():
                yield f"brand of no product in the record: {name}"


def spellings(product: Product) -> Iterator[str]:
    """A product's brand as it is written in each language."""
    yield from (name for name in (product.brand, *product.brand_label.values()) if len(name) >= SHORTEST)


def taken(names: Iterable[str], text: str) -> tuple[set[str], str]:
    """The names that a text holds as whole words, longest first, and the text without them."""
    longest = sorted((name for name in names if name in text), key=lambda name: (-len(name), name))
    if not longest:
        return set(), text
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?![A-Za-z0-9])")
    return set(pattern.findall(text)), pattern.sub(" ", text)
