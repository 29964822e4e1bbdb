"""WooCommerce's product CSV: simple products, and variations that name their variable parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.sources import draft, sales, tables
from catalog.sources.columns import keyed
from catalog.sources.draft import Draft
from catalog.sources.feed import Context, Format, Row, Rows, Unreadable
from catalog.sources.opening import Feed
from catalog.sources.values import label, links, listed, truth
from catalog.sources.variants import options, titled
from catalog.types import Product

NEEDED = frozenset(("type", "sku", "name", "regularprice"))
INHERITED = ("name", "description", "shortdescription", "categories", "tags", "images", "brands", "published",
             "visibilityincatalog")  # fmt: skip
GTIN = ("gtinupceanorisbn", "gtin", "ean", "barcode")
PARENT_TITLE = "parenttitle"
GROUP = "group"
MAX_ATTRIBUTES = 20


def detects(head: bytes, name: str) -> bool:
    """Whether the header is WooCommerce's."""
    return tables.header(head, name) >= NEEDED


def rows(feed: Feed) -> Rows:
    """The rows, variations with what their parents say. Only the variable parents are kept in memory."""
    parents: dict[str, dict[str, Any]] = {}
    for row in tables.rows(feed):
        if isinstance(row, Unreadable):
            yield row
            continue
        values = keyed(row.value)
        kinds = label(values.get("type")).casefold()
        if "variable" in kinds:
            parents |= {name: {k: values.get(k) for k in ("sku", "id", *INHERITED)} for name in _names(values)}
        yield _variation(row.number, values, parents) if "variation" in kinds else Row(row.number, values)


def product(row: Mapping[str, Any], context: Context) -> Product | None:
    """The product of a row; None for parents, which only their variations sell, and for what is hidden."""
    kinds, hidden = label(row.get("type")).casefold(), label(row.get("visibilityincatalog")).casefold() == "hidden"
    if "variable" in kinds or "grouped" in kinds or hidden or truth(row.get("published")) is False:
        return None
    chosen = options(_attributes(row))
    variation = PARENT_TITLE in row
    on = sales.between(row.get("datesalepricestarts"), row.get("datesalepriceends"), context.now)
    return draft.product(
        Draft(
            id=row.get("sku") or row.get("id"),
            title=titled(label(row[PARENT_TITLE]), chosen) if variation else row.get("name"),
            description=row.get("description") or row.get("shortdescription"),
            brand=(listed(row.get("brands")) or ("",))[0],
            category=(label(row.get("categories")).split(",") or [""])[0],
            prices=[sales.priced(row.get("regularprice"), row.get("saleprice"), context.currency, on)],
            attributes=chosen,
            images=links(row.get("images")),
            tags=row.get("tags"),
            gtin=[label(row.get(name)) for name in GTIN],
            group=row.get(GROUP),
            stock=row.get("stock"),
            available=None if truth(row.get("instock")) is None else bool(truth(row.get("instock"))),
        ),
        context,
    )


def _variation(number: int, values: dict[str, Any], parents: Mapping[str, dict[str, Any]]) -> Row | Unreadable:
    parent = parents.get(label(values.get("parent")))
    if parent is None:
        return Unreadable(number, "is a variation of a product that does not come before it; export the parents too")
    missing = {name: parent[name] for name in INHERITED if not values.get(name)}
    group = parent["sku"] or parent["id"]
    return Row(number, values | missing | {PARENT_TITLE: parent["name"], GROUP: group})


def _names(values: Mapping[str, Any]) -> list[str]:
    """What variations call a parent: its SKU, or `id:` and its number."""
    sku, number = label(values.get("sku")), label(values.get("id"))
    return [name for name in (sku, f"id:{number}" if number else "") if name]


def _attributes(row: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    for n in range(1, MAX_ATTRIBUTES + 1):
        value = row.get(f"attribute{n}values")
        if isinstance(value, str) and "," not in value:  # several are what a parent comes in, not what this one is
            yield row.get(f"attribute{n}name"), value


FORMAT = Format("woocommerce", detects, rows, product)
