"""Google Merchant feeds, RSS 2.0, Atom and TSV; the catalogues of other services write the same columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog.sources import draft, merchant, tables, xml_rows
from catalog.sources.containers import kind
from catalog.sources.feed import Context, Format
from catalog.types import Product

ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|channel|products|items)\b")
NEEDED = frozenset(("id", "title", "link"))
TELLING = frozenset(("imagelink", "googleproductcategory", "itemgroupid", "additionalimagelink"))


def table_detects(head: bytes, name: str) -> bool:
    """Whether a table has the columns that only these feeds have together."""
    columns = tables.header(head, name)
    return columns >= NEEDED and bool(TELLING & columns)


def xml_detects(head: bytes, name: str) -> bool:
    """Whether the markup is a feed rather than a page."""
    return kind(head, name) == "markup" and (ROOT.search(head) is not None or b"base.google.com/ns" in head)


def product(row: Mapping[str, Any], context: Context) -> Product:
    """The product of an item."""
    return draft.product(merchant.drafted(row, context), context)


TABLE = Format("google-table", table_detects, tables.rows, product)
XML = Format("google-xml", xml_detects, xml_rows.rows, product)
