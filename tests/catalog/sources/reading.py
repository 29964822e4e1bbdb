"""Write a small feed and read it: every test of a format goes through the same door as `ingest`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from catalog.sources.read import Rejected, Report, read
from catalog.types import Product


def taken(
    path: Path, source_format: str = "auto", currency: str | None = None, report: Report | None = None
) -> tuple[list[Product], list[Rejected]]:
    """What a feed gives: its products, and its rejected rows."""
    found = list(read(path, source_format, currency, report))
    return [f for f in found if isinstance(f, Product)], [f for f in found if isinstance(f, Rejected)]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A feed of that content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def as_lines(*rows: Any) -> str:
    """Rows as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def asked(product: Product, market: str) -> int:
    """What a market asks, in minor units."""
    offer = product.offer(market)
    assert offer is not None, f"{product.id} has no offer in {market}"
    return offer.price.amount


def before(product: Product, market: str) -> int | None:
    """The price before a mark-down, in minor units."""
    offer = product.offer(market)
    assert offer is not None, f"{product.id} has no offer in {market}"
    return offer.list_price.amount if offer.list_price else None
