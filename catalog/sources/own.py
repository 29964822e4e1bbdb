"""Our own products, one JSON object each: what `Product` writes, it reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog.sources.containers import kind, rows
from catalog.sources.feed import Context, Format
from catalog.types import Product

TITLE = re.compile(rb'"title"\s*:\s*\{')


def detects(head: bytes, name: str) -> bool:
    """Whether titles are written by language."""
    return kind(head, name) == "json" and TITLE.search(head) is not None


def product(row: Mapping[str, Any], _context: Context) -> Product:
    """The product as it stands. Raises ValidationError, a ValueError, also where it could not be written again."""
    found = Product.model_validate(row)
    found.model_dump_json()
    return found


FORMAT = Format("product", detects, rows, product)
