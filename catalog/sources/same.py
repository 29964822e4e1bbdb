"""The same product in two feeds: by its GTIN, or by its brand and title. Only keys are kept, never products."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.text import normalize
from catalog.types import Product, localized

Key = tuple[str, ...]
TELLS_APART = ("size", "colour")  # of two products with one title


@dataclass(frozen=True)
class Pair:
    """Two ids for one thing, and what shows it."""

    id: str
    source: str
    twin: str
    twin_source: str
    by: str  # "gtin" or "title"


class Sames:
    """Products as they stream by, and those of them that another feed had already."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self._seen: dict[Key, tuple[str, str, str]] = {}  # key: id, source, GTIN

    def see(self, product: Product, source: str) -> str | None:
        """The id that an earlier feed gave this product, or None. Feeds are told apart by `source`."""
        code = trade_item(product.gtin)
        keys = {"gtin": ("gtin", code) if code else None, "title": _titled(product)}
        found = None
        for by, key in keys.items():
            before = self._seen.setdefault(key, (product.id, source, code)) if key else None
            if found or before is None or before[1] == source:
                continue
            twin, twin_source, twin_code = before
            if by == "title" and code and twin_code and code != twin_code:
                continue  # two GTINs are two things, whatever they are called
            found = twin
            if twin != product.id:  # the same id is an update, which needs no report
                self.pairs.append(Pair(product.id, source, twin, twin_source, by))
        return found


def trade_item(gtin: str | None) -> str:
    """A GTIN at its full 14 digits, '' for none and for one whose check digit is wrong."""
    if not gtin or not re.fullmatch(r"\d{8}|\d{12,14}", gtin, re.ASCII):
        return ""
    full = gtin.zfill(14)
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(full[:13]))
    return full if (10 - weighed % 10) % 10 == int(full[13]) else ""


def _titled(product: Product) -> Key | None:
    """Brand, title, size and colour; None without a brand, for then a title is just a kind of thing."""
    title = re.sub(r"\W+", " ", normalize(localized(product.title, "en"))).strip()
    if not product.brand or not title:
        return None
    return (
        "title",
        normalize(product.brand),
        title,
        *(normalize(str(product.attributes.get(a, ""))) for a in TELLS_APART),
    )
