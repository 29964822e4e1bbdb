"""Saleor's data export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from catalog.sources.read import Report
from tests.catalog.sources.reading import asked, before, taken, written


def row(model: str, pk: Any, **fields: Any) -> dict[str, Any]:
    """One row of the export."""
    return {"model": model, "pk": pk, "fields": fields}


EXPORT = [
    row("discount.salechannellisting", 1, currency="USD"),
    row("product.category", 1, name="Home", parent=None),
    row("product.category", 2, name="Candles", parent=1),
    row("product.productvariant", 20, sku="CND-S", name="Small", product=5, track_inventory=True),
    row("product.productvariant", 21, sku="", name="Large", product=5, track_inventory=False),
    row("product.productvariant", 22, sku="ONE", name="UHJv", product=6, track_inventory=True),
    row("product.productvariant", 23, sku="GONE", name="x", product=7, track_inventory=True),
    row("product.productvariant", 24, sku="ORPHAN", name="x", product=99),
    row("product.product", 5, name="Soy candle", slug="soy-candle", category=2, rating=4.5, description_plaintext="",
        description={"blocks": [{"data": {"text": "Burns <b>long</b>"}}, {"data": {"text": "Smells soft"}}]}),
    row("product.product", 6, name="Wick trimmer", slug="wick", category=None, description_plaintext="Trims"),
    row("product.product", 7, name="Gone", slug="gone", category=2),
    row("product.productchannellisting", 1, product=7, is_published=False),
    row("product.productvariantchannellisting", 1, variant=20, currency="USD", price_amount="12.000",
        discounted_price_amount="10.000"),
    row("product.productvariantchannellisting", 2, variant=20, currency="PLN", price_amount="40.000"),
    row("product.productmedia", 1, product=5, image="candle.png", external_url=None),
    row("warehouse.stock", 1, product_variant=20, quantity=9, quantity_allocated=2),
    row("warehouse.stock", 2, product_variant=20, quantity=1, quantity_allocated=0),
    row("attribute.attribute", 1, name="Size"),
    row("attribute.attribute", 2, name="Material"),
    row("attribute.attributevalue", 1, name="Small", attribute=1),
    row("attribute.attributevalue", 2, name="Soy", attribute=2),
    row("attribute.assignedproductattributevalue", 1, product=5, value=2),
    row("attribute.assignedvariantattribute", 1, variant=20),
    row("attribute.assignedvariantattributevalue", 1, assignment=1, value=1),
]  # fmt: skip


def test_variants_are_joined_from_their_tables(tmp_path: Path) -> None:
    """Prices of every channel, stock of every warehouse less what is promised, attributes by their names."""
    report = Report()
    products, rejected = taken(written(tmp_path, "data.json", json.dumps(EXPORT, indent=2)), report=report)
    small, large, trimmer = products
    assert (rejected, report.formats, report.not_sold) == ([], {"data.json": "saleor"}, 1)
    assert [p.id for p in products] == ["CND-S", "soy-candle:21", "ONE"]
    assert [p.title["en"] for p in products] == ["Soy candle - Small", "Soy candle - Large", "Wick trimmer"]
    assert (asked(small, "us"), before(small, "us"), asked(small, "pln"), large.offers) == (1000, 1200, 4000, ())
    assert (small.stock(), small.attributes) == (8, {"material": "Soy", "size": "Small"})
    assert (small.categories, small.category_label) == (("home", "candles"), {"en": "Candles"})
    assert (small.description, small.rating, small.images) == ({"en": "Burns long\nSmells soft"}, 4.5, ("candle.png",))
    assert (small.group_id, trimmer.description) == ("soy-candle", {"en": "Trims"})
