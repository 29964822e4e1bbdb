"""Every format that feeds come in, the most telling first: `auto` takes the first that knows the feed."""

from __future__ import annotations

from catalog.sources import acp, flat, google, jsonld, own, saleor, shopify_csv, shopify_json, ucp, woocommerce
from catalog.sources.feed import Format

FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        saleor.FORMAT,
        shopify_csv.FORMAT,
        woocommerce.FORMAT,
        acp.FORMAT,
        google.TABLE,
        google.XML,
        jsonld.FORMAT,
        shopify_json.FORMAT,
        ucp.FORMAT,
        own.FORMAT,
        flat.FORMAT,
    )
}
AUTO = "auto"
NAMES = (AUTO, *FORMATS)


def detected(head: bytes, name: str) -> Format | None:
    """The format that a feed's first bytes and name show, or None."""
    return next((found for found in FORMATS.values() if found.detects(head, name)), None)
