"""Shopify's product CSV, old and new headers, and its products.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog.sources.draft import DEFAULT_STOCK
from catalog.sources.read import Report
from catalog.types import ONLINE
from tests.catalog.sources.reading import asked, before, taken, written

OLD = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
    "Variant SKU,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,"
    "Variant Barcode,Image Src,Variant Image,Google Shopping / Gender\n"
    'rain-coat,Rain Coat,"<p>Keeps you dry.</p><ul><li>Light</li><li>Hooded</li></ul>",Hill & Dale,Coats,'
    '"Rain, Autumn",true,Color,Navy,Size,M,RC-N-M,5,deny,89.00,99.00,4006381333931,https://shop.test/1.jpg,,female\n'
    "rain-coat,,,,,,,,Navy,,L,,0,deny,89.00,,,https://shop.test/2.jpg,https://shop.test/navy.jpg,\n"
    "rain-coat,,,,,,,,,,,,,,,,,https://shop.test/3.jpg,,\n"
    "mug,Stone Mug,,Hill & Dale,Mugs,,true,Title,Default Title,,,,2,continue,12,,,,,\n"
    "secret,Not Yet,,Hill & Dale,Mugs,,false,Title,Default Title,,,,2,deny,12,,,,,\n"
    "stray,,,,,,,,Red,,,,1,deny,3,,,,,\n"
)
NEW = (
    "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,"
    "Option1 name,Option1 value,Price,Compare-at price,Inventory quantity,Continue selling when out of stock,"
    "Product image URL\n"
    "Stone Mug,mug,Fired twice,Hill & Dale,Home > Kitchen > Mugs,Mug,stone,TRUE,Active,M-1,,"
    "Color,Grey,12.00,,3,DENY,https://shop.test/m.jpg\n"
    ",mug,,,,,,,,M-2,,,Blue,13.00,15.00,4,DENY,\n"
)
PRODUCTS = {
    "products": [
        {
            "id": 1,
            "handle": "rain-coat",
            "title": "Rain Coat",
            "body_html": "<p>Keeps you dry.</p>",
            "vendor": "Hill & Dale",
            "product_type": "Coats",
            "published_at": "2026-01-02T00:00:00Z",
            "tags": ["Rain"],
            "options": [{"name": "Color", "values": ["Navy", "Red"]}, {"name": "Size", "values": ["M"]}],
            "images": [{"src": "https://shop.test/1.jpg"}],
            "variants": [
                {"id": 11, "sku": "RC-N-M", "option1": "Navy", "option2": "M", "price": "89.00",
                 "compare_at_price": "99.00", "available": True},
                {"id": 12, "sku": "", "option1": "Red", "option2": "M", "price": "79.00", "available": False},
            ],
        },
        {"handle": "draft", "title": "Not Yet", "body_html": "", "published_at": None, "variants": [{"id": 1}]},
        {"handle": "empty", "title": "Nothing", "body_html": "", "variants": []},
    ]
}  # fmt: skip


def test_each_variant_is_a_product_of_its_group(tmp_path: Path) -> None:
    """Options become attributes and tell the titles apart; pictures alone are no product."""
    report = Report()
    products, rejected = taken(written(tmp_path, "products_export.csv", OLD), currency="USD", report=report)
    medium, large, mug = products
    assert (report.formats, report.not_sold) == ({"products_export.csv": "shopify-csv"}, 1)
    assert [(r.row, r.reason.split(";")[0]) for r in rejected] == [(7, "comes without its product's first row")]
    assert [p.id for p in products] == ["RC-N-M", "rain-coat:navy-l", "mug"]
    assert [p.group_id for p in products] == ["rain-coat", "rain-coat", "mug"]
    assert large.attributes == {"gender": "female", "colour": "Navy", "size": "L"}
    assert (medium.title, mug.title) == ({"en": "Rain Coat - Navy / M"}, {"en": "Stone Mug"})
    assert medium.description == large.description == {"en": "Keeps you dry.\nLight\nHooded"}
    assert (medium.brand, medium.tags, medium.gtin) == ("hill & dale", ("Rain", "Autumn"), "4006381333931")
    assert (asked(medium, "us"), before(medium, "us"), before(large, "us")) == (8900, 9900, None)
    assert (medium.categories, medium.category_label) == (("coats",), {"en": "Coats"})
    assert large.images[0] == "https://shop.test/navy.jpg"


def test_stock_is_counted_unless_the_shop_sells_on(tmp_path: Path) -> None:
    """`continue` means that it is sold even when none is left."""
    products, _ = taken(written(tmp_path, "p.csv", OLD))
    assert [p.stock(ONLINE) for p in products] == [5, 0, DEFAULT_STOCK]


def test_the_new_header_says_the_same(tmp_path: Path) -> None:
    """Shopify's newer column names."""
    (grey, blue), rejected = taken(written(tmp_path, "p.csv", NEW), currency="USD")
    assert not rejected
    assert (grey.id, grey.group_id, grey.attributes) == ("M-1", "mug", {"colour": "Grey"})
    assert (blue.title, asked(blue, "us"), before(blue, "us"), blue.stock()) == (
        {"en": "Stone Mug - Blue"},
        1300,
        1500,
        4,
    )
    assert (grey.categories, grey.category_label) == (("home", "kitchen", "mugs"), {"en": "Mugs"})


@pytest.mark.parametrize("indent", [None, 1])
def test_products_json_says_the_same(tmp_path: Path, indent: int | None) -> None:
    """Variants of the storefront's own JSON; a draft is not sold, a product without variants is rejected."""
    report = Report()
    products, rejected = taken(
        written(tmp_path, "products.json", json.dumps(PRODUCTS, indent=indent)), currency="USD", report=report
    )
    navy, red = products
    assert (report.formats, report.not_sold) == ({"products.json": "shopify-json"}, 1)
    assert [p.id for p in products] == ["RC-N-M", "12"]
    assert (navy.group_id, navy.attributes) == ("rain-coat", {"colour": "Navy", "size": "M"})
    assert (asked(navy, "us"), before(navy, "us"), red.stock()) == (8900, 9900, 0)
    assert navy.images == ("https://shop.test/1.jpg",)
    assert [(r.row, "variants" in r.reason) for r in rejected] == [(3, True)]
