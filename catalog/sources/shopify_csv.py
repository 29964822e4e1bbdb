"""Shopify's product CSV, old and new headers: a product's first row says what it is, each further row a variant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.sources import draft, tables
from catalog.sources.columns import keyed
from catalog.sources.draft import Draft, Priced
from catalog.sources.feed import Context, Format, Row, Rows, Unreadable
from catalog.sources.opening import Feed
from catalog.sources.values import label, links, truth
from catalog.sources.variants import options, titled, variant_id
from catalog.types import Product

OLD = frozenset(("handle", "variantprice"))
NEW = frozenset(("urlhandle", "option1value", "price"))
RENAMED = {  # the new header's keys: the old ones'
    "urlhandle": "handle", "description": "bodyhtml", "publishedononlinestore": "published", "sku": "variantsku",
    "barcode": "variantbarcode", "price": "variantprice", "compareatprice": "variantcompareatprice",
    "inventoryquantity": "variantinventoryqty", "continuesellingwhenoutofstock": "variantinventorypolicy",
    "productimageurl": "imagesrc", "variantimageurl": "variantimage",
}  # fmt: skip
OF_PRODUCT = (  # what only a product's first row says
    "title", "bodyhtml", "vendor", "type", "productcategory", "tags", "published", "status", "option1name",
    "option2name", "option3name", "googleshoppinggender", "googleshoppingagegroup",
)  # fmt: skip
FIRST_IMAGE = "firstimage"


def detects(head: bytes, name: str) -> bool:
    """Whether the header is Shopify's."""
    columns = tables.header(head, name)
    return columns >= OLD or columns >= NEW


def rows(feed: Feed) -> Rows:
    """One row a variant, with what its product's first row said. Rows that only add a picture are no variants."""
    first: dict[str, Any] = {}
    for row in tables.rows(feed):
        if isinstance(row, Unreadable):
            yield row
            continue
        values = {RENAMED.get(name, name): value for name, value in keyed(row.value).items()}
        if values.get("title"):
            first = {name: values.get(name) for name in ("handle", *OF_PRODUCT)}
            first[FIRST_IMAGE] = values.get("imagesrc")
        elif values.get("handle") != first.get("handle"):
            yield Unreadable(row.number, "comes without its product's first row; sort the rows by Handle")
            continue
        if values.get("option1value") or values.get("variantprice") or values.get("title"):
            yield Row(row.number, values | first)


def product(row: Mapping[str, Any], context: Context) -> Product | None:
    """The product that a variant is, or None for a draft."""
    if truth(row.get("published")) is False or truth(row.get("status")) is False:
        return None
    chosen = options((row.get(f"option{n}name"), row.get(f"option{n}value")) for n in (1, 2, 3))
    handle = label(row.get("handle"))
    google = {"gender": row.get("googleshoppinggender"), "age_group": row.get("googleshoppingagegroup")}
    return draft.product(
        Draft(
            id=row.get("variantsku") or variant_id(handle, chosen),
            title=titled(label(row.get("title")), chosen),
            description=row.get("bodyhtml"),
            brand=row.get("vendor"),
            category=row.get("productcategory") or row.get("type"),
            prices=[Priced(row.get("variantprice"), row.get("variantcompareatprice"))],
            attributes=google | chosen,
            images=links(row.get("variantimage"), row.get(FIRST_IMAGE), row.get("imagesrc")),
            tags=row.get("tags"),
            gtin=label(row.get("variantbarcode")),
            group=handle,
            stock=_stock(row),
        ),
        context,
    )


def _stock(row: Mapping[str, Any]) -> Any:
    """What is counted, unless the shop sells on when it has run out."""
    goes_on = label(row.get("variantinventorypolicy")).casefold() in ("continue", "true")
    return None if goes_on else row.get("variantinventoryqty")


FORMAT = Format("shopify-csv", detects, rows, product)
