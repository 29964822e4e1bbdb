"""The same product from two feeds."""

from __future__ import annotations

import pytest

from catalog.sources.same import Pair, Sames, trade_item
from catalog.types import Product


def product(ident: str, title: str = "Stone Mug", brand: str = "hill", gtin: str | None = None, **more: str) -> Product:
    """A product with what tells it."""
    return Product(id=ident, title={"en": title}, brand=brand, gtin=gtin, attributes=more)


@pytest.mark.parametrize(
    ("other", "by"),
    [
        (product("b", "Something else", "", "4006381333931"), "gtin"),
        (product("b", "Something else", "", "04006381333931"), "gtin"),
        (product("b", "STONE  mug!"), "title"),
        (product("b", "Stone Mug", "Hill"), "title"),
        (product("b", "Stone Mug", gtin="96385074"), None),
        (product("b", "Stone Mug", ""), None),
        (product("b", "Stone Mug", size="L"), None),
        (product("b", "Stone Mug", "Dale"), None),
        (product("b", "Something else", "", "4006381333932"), None),
    ],
)
def test_twins_are_known_by_their_code_or_by_brand_and_title(other: Product, by: str | None) -> None:
    """Two codes are two things; a title without a brand is only a kind of thing."""
    sames = Sames()
    assert sames.see(product("a", gtin="4006381333931"), "one.csv") is None
    assert sames.see(other, "two.csv") == ("a" if by else None)
    assert sames.pairs == ([Pair("b", "two.csv", "a", "one.csv", by)] if by else [])


def test_one_feed_has_no_twins_of_its_own() -> None:
    """Two rows alike in one feed are the feed's own matter, and one id in two feeds is an update."""
    sames = Sames()
    assert [sames.see(product(i), "one.csv") for i in ("a", "b")] == [None, None]
    assert (sames.see(product("a"), "two.csv"), sames.pairs) == ("a", [])


@pytest.mark.parametrize(
    ("gtin", "full"),
    [
        ("4006381333931", "04006381333931"),
        ("96385074", "00000096385074"),
        ("012345678905", "00012345678905"),
        ("4006381333932", ""),
        ("123", ""),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", ""),
        (None, ""),
    ],
)
def test_a_code_counts_only_with_its_check_digit(gtin: str | None, full: str) -> None:
    """A made-up code would make strangers twins."""
    assert trade_item(gtin) == full
