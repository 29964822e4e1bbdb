"""The commerce protocols: the flat ACP feed, and catalogues of products with variants in minor units."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from catalog.sources.draft import DEFAULT_STOCK
from catalog.sources.read import Report
from tests.catalog.sources.reading import as_lines, asked, before, taken, written

NEW = {
    "is_eligible_search": True, "is_eligible_checkout": False, "item_id": "L-1", "gtin": "4006381333931",
    "title": "Camping lantern, green", "description": "<b>Bright</b> for 20 hours", "url": "https://shop.test/l1",
    "brand": "Norda", "product_category": "Outdoor > Camping > Lights", "image_url": "https://shop.test/l1.jpg",
    "additional_image_urls": "https://shop.test/a.jpg,https://shop.test/b.jpg", "price": "79.99 USD",
    "sale_price": "59.99 USD", "availability": "in_stock", "inventory_quantity": 12, "group_id": "L",
    "listing_has_variations": True, "variant_dict": {"Color": "Green", "Beam": "Wide"}, "star_rating": "4.6",
    "review_count": 254, "age_restriction": 18, "material": "Steel", "condition": "refurbished",
}  # fmt: skip
OLD = {
    "enable_search": "true", "enable_checkout": "true", "id": "L-2", "item_group_id": "L",
    "item_group_title": "Camping lantern", "custom_variant1_category": "Color", "custom_variant1_option": "Red",
    "link": "https://shop.test/l2", "image_link": "https://shop.test/l2.jpg", "price": "49.99 USD",
    "availability": "out_of_stock", "product_review_rating": 4.5, "product_review_count": 3,
}  # fmt: skip
HIDDEN = {**OLD, "id": "L-3", "enable_search": "false"}
UCP: dict[str, Any] = {
    "ucp": {"version": "2026-04-08"},
    "products": [
        {
            "id": "gid/p1", "title": "Camping lantern", "description": {"html": "<p>Bright</p>"}, "brand": "Norda",
            "categories": [{"value": "123", "taxonomy": "g"}, {"value": "Outdoor > Lights"}],
            "price_range": {"min": {"amount": 5999, "currency": "USD"}, "max": {"amount": 5999, "currency": "USD"}},
            "media": [{"type": "image", "url": "https://shop.test/1.jpg"}, {"type": "video", "url": "https://shop.test/v"}],
            "rating": {"value": 8.0, "scale_max": 10, "count": 20}, "tags": ["camp"],
            "variants": [
                {"id": "v1", "title": "Green", "price": {"amount": 5999, "currency": "USD"},
                 "list_price": {"amount": 7999, "currency": "USD"}, "url": "https://shop.test/v1",
                 "selected_options": [{"name": "Color", "label": "Green"}],
                 "barcodes": [{"type": "EAN", "value": "4006381333931"}],
                 "availability": {"available": True, "status": "in_stock"}},
                {"id": "v2", "title": "Camping lantern red", "variant_options": [{"name": "색상", "value": "Red"}],
                 "availability": {"available": False}},
                {"id": "v3", "title": "Blue", "price": {"amount": 52000, "currency": "KRW"}},
            ],
        },
        {"id": "p2", "title": "No variants", "variants": []},
    ],
}  # fmt: skip


def _csv(*rows: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows([{k: json.dumps(v) if isinstance(v, dict) else v for k, v in row.items()} for row in rows])
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("acp.jsonl", as_lines(NEW, OLD, HIDDEN)),
        ("acp.json", json.dumps({"products": [NEW, OLD, HIDDEN]}, indent=1)),
        ("acp.csv", _csv(NEW, OLD, HIDDEN)),
    ],
)
def test_the_flat_feed_in_every_file_type(tmp_path: Path, name: str, content: str) -> None:
    """New names and old, variants by their dictionary or their custom columns; what is hidden is not sold."""
    report = Report()
    products, rejected = taken(written(tmp_path, name, content), report=report)
    green, red = products
    assert (rejected, report.formats, report.not_sold) == ([], {name: "acp"}, 1)
    assert (green.id, green.group_id, green.gtin, green.min_age) == ("L-1", "L", "4006381333931", 18)
    assert (asked(green, "us"), before(green, "us"), green.stock()) == (5999, 7999, 12)
    assert green.attributes == {"colour": "Green", "beam": "Wide", "material": "Steel", "condition": "refurbished"}
    assert (green.categories, green.category_label) == (("outdoor", "camping", "lights"), {"en": "Lights"})
    assert (green.rating, green.review_count, len(green.images)) == (4.6, 254, 3)
    assert green.description == {"en": "Bright for 20 hours"}
    assert (red.title, red.group_id, red.stock()) == ({"en": "Camping lantern - Red"}, "L", 0)
    assert (red.rating, red.review_count, red.offers[0].url) == (4.5, 3, "https://shop.test/l2")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ucp.json", json.dumps(UCP)),
        ("ucp.json", json.dumps(UCP, indent=2)),
        ("ucp.json", json.dumps(UCP["products"])),
        ("feed.jsonl", as_lines(*UCP["products"])),
    ],
    ids=["compact", "indented", "list", "lines"],
)
def test_a_catalogue_with_variants(tmp_path: Path, name: str, content: str) -> None:
    """Amounts are minor units already; a variant without a price has the product's, where that is one price."""
    report = Report()
    products, rejected = taken(written(tmp_path, name, content), report=report)
    green, red, blue = products
    assert report.formats == {name: "ucp"}
    assert [(r.row, "variants" in r.reason) for r in rejected] == [(2, True)]
    assert [p.group_id for p in products] == ["gid/p1"] * 3
    assert [p.title["en"] for p in products] == [
        "Camping lantern - Green", "Camping lantern red", "Camping lantern - Blue",
    ]  # fmt: skip
    assert (asked(green, "us"), before(green, "us"), asked(red, "us"), asked(blue, "kr")) == (5999, 7999, 5999, 52000)
    assert (green.attributes, red.attributes, green.gtin) == ({"colour": "Green"}, {"colour": "Red"}, "4006381333931")
    assert (green.rating, green.review_count, green.tags) == (4.0, 20, ("camp",))
    assert (green.categories, green.images) == (("outdoor", "lights"), ("https://shop.test/1.jpg",))
    assert (green.stock(), red.stock()) == (DEFAULT_STOCK, 0)


def test_a_span_of_prices_is_no_price(tmp_path: Path) -> None:
    """A variant that states none, of a product with several prices, has no offer."""
    whole = json.loads(json.dumps(UCP["products"][0]))
    whole["price_range"]["max"]["amount"] = 8999
    whole["variants"] = whole["variants"][1:2]
    (red,), _ = taken(written(tmp_path, "u.json", json.dumps([whole])))
    assert red.offers == ()
