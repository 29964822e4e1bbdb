"""Saleor's data export (`populatedb`): tables of a database as JSON rows that point at one another.

Joined in memory, because a product's variants, prices and stock stand anywhere in the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from catalog.sources import draft, json_rows
from catalog.sources.containers import kind
from catalog.sources.draft import Draft, Priced
from catalog.sources.feed import Context, Format, Row, Rows, Unreadable
from catalog.sources.opening import Feed
from catalog.sources.values import count, label, link, stars
from catalog.sources.variants import options, titled
from catalog.types import Product

MODEL = re.compile(rb'\[\s*\{\s*"model"\s*:\s*"\w+\.\w+"\s*,\s*"pk"\s*:')
TABLES = frozenset((
    "product.product", "product.productvariant", "product.productvariantchannellisting", "product.category",
    "product.productmedia", "product.productchannellisting", "warehouse.stock", "attribute.attribute",
    "attribute.attributevalue", "attribute.assignedproductattributevalue", "attribute.assignedvariantattribute",
    "attribute.assignedvariantattributevalue",
))  # fmt: skip
Table = dict[Any, Mapping[str, Any]]


def detects(head: bytes, name: str) -> bool:
    """Whether rows are a model, a key and fields."""
    return kind(head, name) == "json" and MODEL.match(head.lstrip()) is not None


def rows(feed: Feed) -> Rows:
    """One row a variant, numbered by its own row in the export."""
    tables: defaultdict[str, Table] = defaultdict(dict)
    places: dict[Any, int] = {}
    for row in json_rows.rows(feed):
        if isinstance(row, Unreadable):
            yield row
            continue
        model, key, fields = (row.value.get(name) for name in ("model", "pk", "fields"))
        if isinstance(model, str) and model in TABLES and isinstance(fields, dict) and isinstance(key, str | int):
            tables[model][key] = fields
            if model == "product.productvariant":
                places[key] = row.number
    yield from _joined(tables, places)


def product(row: Mapping[str, Any], context: Context) -> Product | None:
    """The product that a variant is, or None where no channel shows it."""
    whole, variant = row["product"], row["variant"]
    if row["hidden"]:
        return None
    chosen = options(row["variant_options"])
    slug = label(whole.get("slug")) or label(variant.get("product"))
    return draft.product(
        Draft(
            id=label(variant.get("sku")) or f"{slug}:{row['key']}",
            title=titled(
                label(whole.get("name")), chosen or ({} if row["only"] else {"variant": label(variant.get("name"))})
            ),
            description=label(whole.get("description_plaintext")) or _blocks(whole.get("description")),
            category=row["category"],
            prices=row["prices"],
            attributes=options(row["options"]) | chosen,
            rating=stars(whole.get("rating")),
            images=tuple(url for url in map(link, row["images"]) if url),
            group=slug,
            stock=row["stock"] if variant.get("track_inventory", True) else None,
        ),
        context,
    )


def _joined(tables: Mapping[str, Table], places: Mapping[Any, int]) -> Iterator[Row]:
    stock = _by(tables["warehouse.stock"], "product_variant")
    prices = _by(tables["product.productvariantchannellisting"], "variant")
    media = _by(tables["product.productmedia"], "product")
    shown = _by(tables["product.productchannellisting"], "product")
    told, siblings = _options(tables), _by(tables["product.productvariant"], "product")
    for key, variant in tables["product.productvariant"].items():
        ident = variant.get("product")
        whole = tables["product.product"].get(ident) if isinstance(ident, str | int) else None
        if whole is None:
            continue
        yield Row(places[key], {
            "key": key, "product": whole, "variant": variant, "only": len(siblings[ident]) == 1,
            "category": _path(tables["product.category"], whole.get("category")),
            "stock": _stock(stock[key]) if key in stock else None,
            "prices": [_priced(listing) for listing in prices.get(key, ())],
            "images": [m.get("external_url") or m.get("image") for m in media.get(ident, ())],
            "hidden": bool(shown.get(ident)) and not any(s.get("is_published") for s in shown[ident]),
            "options": told["product", ident], "variant_options": told["variant", key],
        })  # fmt: skip


def _options(tables: Mapping[str, Table]) -> defaultdict[tuple[str, Any], list[tuple[Any, Any]]]:
    """The attributes of each product and variant: names and values."""
    found: defaultdict[tuple[str, Any], list[tuple[Any, Any]]] = defaultdict(list)
    of_variant = tables["attribute.assignedvariantattribute"]
    links = [("product", a, a.get("product")) for a in tables["attribute.assignedproductattributevalue"].values()]
    for assigned in tables["attribute.assignedvariantattributevalue"].values():
        links.append(("variant", assigned, _at(of_variant, assigned.get("assignment")).get("variant")))
    for kind_of, assigned, owner in links:
        value = _at(tables["attribute.attributevalue"], assigned.get("value"))
        name = _at(tables["attribute.attribute"], value.get("attribute")).get("name")
        if isinstance(owner, str | int):
            found[kind_of, owner].append((name, value.get("name")))
    return found


def _priced(listing: Mapping[str, Any]) -> Priced:
    regular, asked = listing.get("price_amount"), listing.get("discounted_price_amount")
    return Priced(asked or regular, regular, listing.get("currency"))


def _stock(rows: list[Mapping[str, Any]]) -> int:
    return sum(max(0, (count(r.get("quantity")) or 0) - (count(r.get("quantity_allocated")) or 0)) for r in rows)


def _path(categories: Table, key: Any) -> list[str]:
    path: list[str] = []
    while (category := _at(categories, key)) and len(path) < draft.MAX_LEVELS:
        path.insert(0, label(category.get("name")))
        key = category.get("parent")
    return path


def _blocks(description: Any) -> str:
    """The paragraphs of a description that is kept as an editor's blocks."""
    blocks = description.get("blocks") if isinstance(description, dict) else None
    data = [b.get("data") for b in blocks if isinstance(b, dict)] if isinstance(blocks, list) else []
    return "\n".join(str(d.get("text") or "") for d in data if isinstance(d, dict))


def _by(table: Table, name: str) -> dict[Any, list[Mapping[str, Any]]]:
    found: dict[Any, list[Mapping[str, Any]]] = {}
    for fields in table.values():
        if isinstance(owner := fields.get(name), str | int):
            found.setdefault(owner, []).append(fields)
    return found


def _at(table: Table, key: Any) -> Mapping[str, Any]:
    return table.get(key, {}) if isinstance(key, str | int) else {}


FORMAT = Format("saleor", detects, rows, product)
