"""schema.org products in JSON-LD: in web pages, or as JSON of its own. Product, ProductGroup, @graph, every offer."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from catalog.sources import draft, json_rows
from catalog.sources.containers import kind, mentions
from catalog.sources.draft import Draft, Priced
from catalog.sources.feed import NOT_UTF8, Context, Format, Row, Rows, Unreadable
from catalog.sources.opening import Feed, is_text
from catalog.sources.pages import blocks
from catalog.sources.values import count, gtin, known_by, label, link, links, stars
from catalog.sources.variants import options, titled
from catalog.types import Product

GTINS = ("gtin", "gtin14", "gtin13", "gtin12", "gtin8", "isbn")
PROPERTIES = ("color", "size", "material", "pattern")
WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "about")  # where products may stand
INHERITED = ("name", "description", "brand", "category", "image", "url", "offers", "material", "pattern", "audience",
             "aggregateRating", "color", "size")  # fmt: skip
REGULAR = re.compile(r"ListPrice|StrikethroughPrice|RegularPrice|MSRP", re.IGNORECASE)
MAX_FOUND = 10_000  # products of one block
Node = Mapping[str, Any]


def detects(head: bytes, name: str) -> bool:
    """Whether it is a page (a feed in markup is known before this), or JSON that speaks of schema.org."""
    written = kind(head, name)
    return written == "markup" or (written == "json" and b"schema.org" in head and mentions(head, "@type"))


def rows(feed: Feed) -> Rows:
    """The products of each block, numbered by the line that the block starts on."""
    if kind(feed.head, feed.name) != "markup":
        for row in json_rows.rows(feed):
            yield from [row] if isinstance(row, Unreadable) else _products(row.number, row.value)
        return
    for number, text in blocks(feed):
        if text is None or not is_text(text):
            yield Unreadable(number, NOT_UTF8 if text else "has a script of JSON-LD without an end; get the page anew")
            continue
        try:
            value = json_rows.parsed(re.sub(r"\A\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*\Z", "", text))
        except ValueError as error:
            yield Unreadable(number, f"JSON-LD {error}")
            continue
        yield from _products(number, value)


def product(row: Mapping[str, Any], context: Context) -> Product:
    """The product of a node."""
    chosen = options(_properties(row))
    rated = _one(row.get("aggregateRating"))
    url = link(row.get("url")) or link(_one(row.get("offers")).get("url"))
    return draft.product(
        Draft(
            id=_word(row, "sku", "productID", "mpn") or gtin(*_gtins(row)) or _word(row, "@id") or known_by(url),
            title=label(row.get("name")),
            description=row.get("description"),
            brand=_named(row.get("brand")) or _named(row.get("manufacturer")),
            category=_category(row.get("category")),
            prices=_prices(row.get("offers")),
            attributes=chosen,
            rating=stars(rated.get("ratingValue"), rated.get("bestRating")),
            reviews=count(rated.get("reviewCount")) or count(rated.get("ratingCount")),
            images=links(row.get("image")),
            tags=row.get("keywords"),
            gtin=_gtins(row),
            group=row.get("group"),
            url=url,
            stock=_one(_one(row.get("offers")).get("inventoryLevel")).get("value"),
            available=_available(row.get("offers")),
        ),
        context,
    )


def _products(number: int, value: Any) -> Iterator[Row]:
    """The products anywhere in a block, each once, variants with what their group says."""
    named = {node["@id"]: node for node in _nodes(value) if isinstance(node.get("@id"), str) and len(node) > 1}
    inside = {id(v) for node in _nodes(value) for v in _all(node.get("hasVariant"))}
    for node in _nodes(value):
        kinds = _kinds(node)
        variants = [_resolved(v, named) for v in _all(node.get("hasVariant")) if isinstance(v, dict)]
        if variants:
            group = label(node.get("productGroupID")) or label(node.get("sku")) or label(node.get("@id")) or None
            for variant in variants:
                missing = {name: node[name] for name in INHERITED if name in node and name not in variant}
                name = variant.get("name") or titled(label(node.get("name")), options(_properties(variant)))
                yield Row(number, {**variant, **missing, "name": name, "group": group})
        elif "product" in kinds and id(node) not in inside:
            whole = _resolved(node.get("isVariantOf"), named)
            missing = {name: whole[name] for name in ("name", "description", "brand") if name in whole}
            group = label(node.get("inProductGroupWithID")) or label(whole.get("productGroupID"))
            offers = _all(node.get("offers"))
            resolved = {"offers": [_resolved(o, named) for o in offers]} if offers else {}
            yield Row(number, {**missing, **node, **resolved, "group": group})


def _nodes(value: Any) -> Iterator[Node]:
    """The objects of a block that may be products, from the outside in."""
    waiting, seen = deque([value]), 0
    while waiting and seen < MAX_FOUND:
        found = waiting.popleft()
        seen += 1
        if isinstance(found, list):
            waiting.extendleft(reversed(found[:MAX_FOUND]))
        elif isinstance(found, dict):
            yield found
            waiting.extendleft(found[name] for name in reversed(WITHIN) if name in found)


def _kinds(node: Node) -> set[str]:
    return {re.split(r"[/#:]", str(k))[-1].casefold() for k in _all(node.get("@type")) if isinstance(k, str)}


def _prices(offers: Any) -> list[Priced]:
    """One price a currency: an offer's, else the lowest of several sellers'."""
    return [_priced(offer) for offer in _all(offers) if isinstance(offer, dict)]


def _priced(offer: Node) -> Priced:
    stated = [s for s in _all(offer.get("priceSpecification")) if isinstance(s, dict)]
    before = next((s.get("price") for s in stated if REGULAR.search(str(s.get("priceType") or ""))), None)
    asked = next((s for s in stated if not REGULAR.search(str(s.get("priceType") or ""))), {})
    inner = next((o for o in _all(offer.get("offers")) if isinstance(o, dict)), {})
    amount = _said(offer.get("price"), offer.get("lowPrice"), asked.get("price"), inner.get("price"))
    currency = _said(offer.get("priceCurrency"), asked.get("priceCurrency"), inner.get("priceCurrency"))
    return Priced(amount, before, currency)


def _available(offers: Any) -> Any:
    said = [o.get("availability") for o in _all(offers) if isinstance(o, dict) and o.get("availability")]
    words = [re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split(r"[/#]", str(w))[-1]) for w in said if isinstance(w, str)]
    there = [word for word in words if not draft.NOT_NOW.search(word)]
    return next(iter([*there, *words]), None)


def _properties(row: Node) -> Iterator[tuple[Any, Any]]:
    for name in PROPERTIES:
        yield name, _named(row.get(name))
    audience = _one(row.get("audience"))
    yield "gender", audience.get("suggestedGender")
    for extra in _all(row.get("additionalProperty")):
        if isinstance(extra, dict):
            yield extra.get("name"), _named(extra.get("value"))


def _category(value: Any) -> Any:
    if isinstance(value, list):
        return next((c for c in map(_category, value) if c), None)
    return _named(value)


def _named(value: Any) -> Any:
    """A text, or the name of an object or of the first in a list."""
    first = next(iter(_all(value)), None)
    return first.get("name") if isinstance(first, dict) else first


def _gtins(row: Node) -> list[Any]:
    return [row.get(name) for name in GTINS]


def _word(row: Node, *names: str) -> str:
    return next((word for name in names if (word := label(row.get(name)))), "")


def _said(*values: Any) -> Any:
    return next((value for value in values if value not in (None, "")), None)


def _resolved(value: Any, named: Mapping[str, Node]) -> Node:
    """An object, or the one elsewhere in the block that it only names."""
    node = _one(value)
    ident = node.get("@id")
    return {**named.get(ident, {}), **node} if isinstance(ident, str) else node


def _one(value: Any) -> Node:
    return next((v for v in _all(value) if isinstance(v, dict)), {})


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


FORMAT = Format("json-ld", detects, rows, product)
