"""Flat feeds: one object or line a product, under common column names, in CSV, TSV, JSON, JSONL or YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.sources import draft, own, tables
from catalog.sources.columns import ATTRIBUTES, ID_AND_TITLE, keyed, said
from catalog.sources.containers import kind, rows
from catalog.sources.draft import Draft, Priced
from catalog.sources.feed import Context, Format
from catalog.sources.values import known_by, link, links, stars
from catalog.types import Product


def detects(head: bytes, name: str) -> bool:
    """Whether it is JSON or YAML at all, or a table with columns for an id and a title."""
    written = kind(head, name)
    if written != "table":
        return written in ("json", "yaml")
    columns = tables.header(head, name)
    return name.lower().endswith((".csv", ".tsv")) or all(columns & names for names in ID_AND_TITLE)


def product(row: Mapping[str, Any], context: Context) -> Product:
    """The product of a row; a row of our own among flat ones is read as what it is."""
    if isinstance(row.get("title"), dict):
        return own.product(row, context)
    values = keyed(row)
    return draft.product(drafted(values), context)


def drafted(values: Mapping[str, Any]) -> Draft:
    """What a keyed row says."""
    return Draft(
        id=known_by(link(said(values, "url"))) if said(values, "id") is None else said(values, "id"),
        title=said(values, "title"),
        description=said(values, "description"),
        brand=said(values, "brand"),
        category=said(values, "category"),
        labelled=False,  # the path's keys say it; a label would change every text that has been encoded
        prices=[_priced(values)],
        attributes={name: said(values, name) for name in ATTRIBUTES},
        rating=stars(said(values, "rating")),
        reviews=said(values, "reviews"),
        images=links(said(values, "image"), said(values, "images")),
        tags=said(values, "tags"),
        gtin=said(values, "gtin"),
        group=said(values, "group"),
        url=said(values, "url"),
        stock=said(values, "stock"),
        available=said(values, "available"),
    )


def _priced(values: Mapping[str, Any]) -> Priced:
    """A sale price is what is asked, and the price beside it what was."""
    price, sale, before = (said(values, name) for name in ("price", "sale_price", "list_price"))
    currency = said(values, "currency")
    return Priced(sale, before or price, currency) if sale else Priced(price or before, before, currency)


FORMAT = Format("flat", detects, rows, product)
