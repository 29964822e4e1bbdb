"""schema.org products in web pages and in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalog.sources.draft import DEFAULT_STOCK
from catalog.sources.read import Report
from tests.catalog.sources.reading import asked, before, taken, written

TEA: dict[str, Any] = {
    "@context": "https://schema.org/", "@type": "Product", "sku": "T-1", "name": "Barley tea",
    "gtin13": "4006381333931",
    "description": "Roasted &amp; caffeine free", "brand": {"@type": "Brand", "name": "Borim"},
    "category": "Food > Tea",
    "image": ["https://shop.test/t.jpg", {"@type": "ImageObject", "url": "//shop.test/u.jpg"}],
    "aggregateRating": {"ratingValue": "9", "bestRating": "10", "reviewCount": "31"},
    "offers": {"@type": "Offer", "price": "6.50", "priceCurrency": "USD", "url": "https://shop.test/tea",
               "availability": "https://schema.org/InStock"},
}  # fmt: skip
GROUP: dict[str, Any] = {
    "@context": "https://schema.org", "@type": "ProductGroup", "name": "Rain boots", "productGroupID": "RB",
    "brand": "Hill", "material": "Rubber", "hasVariant": [
        {"@type": "Product", "sku": "RB-38", "size": "38", "color": "Green",
         "offers": {"price": 39.9, "priceCurrency": "EUR", "availability": "SoldOut"}},
        {"@type": "Product", "sku": "RB-39", "name": "Rain boots, 39", "size": "39",
         "offers": [{"price": 39.9, "priceCurrency": "EUR", "priceSpecification": [
             {"priceType": "https://schema.org/StrikethroughPrice", "price": 49.9, "priceCurrency": "EUR"}]},
             {"price": 52000, "priceCurrency": "KRW"}]},
    ],
}  # fmt: skip
GRAPH: dict[str, Any] = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "A page"},
        {"@type": ["Product", "Thing"], "@id": "#p", "name": "Kite", "url": "https://shop.test/kite",
         "offers": {"@id": "#o"}},
        {"@type": "AggregateOffer", "@id": "#o", "lowPrice": "12.00", "highPrice": "15.00", "priceCurrency": "USD"},
    ],
}  # fmt: skip


def page(*blocks: Any, kind: str = 'type="application/ld+json"') -> str:
    """A web page with such blocks among other scripts."""
    scripts = "\n".join(f"<script {kind}>{b if isinstance(b, str) else json.dumps(b)}</script>" for b in blocks)
    return (
        f"<!DOCTYPE html>\n<html><head><title>x</title><script>var a = '<';</script>\n{scripts}</head><p>y</p></html>"
    )


def test_a_page_gives_its_product(tmp_path: Path) -> None:
    """Every field that schema.org has for us; a rating out of ten becomes stars out of five."""
    report = Report()
    (tea,), rejected = taken(written(tmp_path, "tea.html", page(TEA)), report=report)
    assert (rejected, report.formats) == ([], {"tea.html": "json-ld"})
    assert (tea.id, tea.title, tea.description) == ("T-1", {"en": "Barley tea"}, {"en": "Roasted & caffeine free"})
    assert (tea.brand, tea.categories, tea.edible, tea.gtin) == ("borim", ("food", "tea"), True, "4006381333931")
    assert (tea.rating, tea.review_count) == (4.5, 31)
    assert tea.images == ("https://shop.test/t.jpg", "https://shop.test/u.jpg")
    assert (asked(tea, "us"), tea.offers[0].url, tea.stock()) == (650, "https://shop.test/tea", DEFAULT_STOCK)


def test_a_group_gives_its_variants(tmp_path: Path) -> None:
    """What the group says holds for each; its variants are not counted twice."""
    (small, large), _ = taken(written(tmp_path, "boots.html", page(GROUP)))
    assert (small.id, small.title, small.group_id) == ("RB-38", {"en": "Rain boots - Green / 38"}, "RB")
    assert small.attributes == {"colour": "Green", "size": "38", "material": "Rubber"}
    assert (asked(small, "eur"), small.stock(), small.brand) == (3990, 0, "hill")
    assert (large.title, asked(large, "kr"), asked(large, "eur")) == ({"en": "Rain boots, 39"}, 52000, 3990)
    assert before(large, "eur") == 4990


def test_a_graph_gives_its_products_and_their_offers(tmp_path: Path) -> None:
    """An offer that stands elsewhere in the graph is found by its id; of several sellers' prices, the lowest is one."""
    (kite,), _ = taken(written(tmp_path, "kite.html", page(GRAPH)))
    assert (kite.id, asked(kite, "us")) == ("#p", 1200)


@pytest.mark.parametrize(
    "content",
    [TEA, [TEA], {"@context": "https://schema.org", "@type": "ItemList",
                  "itemListElement": [{"@type": "ListItem", "item": TEA}]}],
    ids=["product", "list", "item list"],
)  # fmt: skip
def test_json_ld_without_a_page(tmp_path: Path, content: Any) -> None:
    """The same words as a JSON file, alone, in a list, or in an ItemList."""
    (tea,), rejected = taken(written(tmp_path, "t.json", json.dumps(content, indent=1)))
    assert (tea.id, asked(tea, "us"), rejected) == ("T-1", 650, [])


def test_many_pages_in_a_file_or_a_folder(tmp_path: Path) -> None:
    """Pages one after the other, and a folder of pages, in the order of their names."""
    both = page(TEA, kind="type=application/ld+json") + page(GROUP, kind="data-x='1' TYPE='application/ld+json'")
    products, _ = taken(written(tmp_path, "all.html", both))
    assert [p.id for p in products] == ["T-1", "RB-38", "RB-39"]
    folder = tmp_path / "pages"
    folder.mkdir()
    written(folder, "b.html", page(TEA))
    written(folder, "a.html", page(GROUP))
    assert [p.id for p in taken(folder)[0]] == ["RB-38", "RB-39", "T-1"]


def test_a_broken_block_has_its_line_and_the_next_is_read(tmp_path: Path) -> None:
    """A page often has one block that a template broke."""
    products, rejected = taken(
        written(tmp_path, "p.html", page('{"@type": "Product",}', TEA) + "<script type='application/ld+json'>{")
    )
    assert [p.id for p in products] == ["T-1"]
    assert [(r.row, r.reason.startswith(("JSON-LD", "has a script"))) for r in rejected] == [(3, True), (4, True)]
