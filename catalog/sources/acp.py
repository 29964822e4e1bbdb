"""The flat product feed of the Agentic Commerce Protocol and of OpenAI's file upload, in JSONL, JSON, CSV or TSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.sources import draft, merchant, tables
from catalog.sources.columns import keyed
from catalog.sources.containers import kind, mentions, rows
from catalog.sources.feed import Context, Format
from catalog.sources.values import truth
from catalog.types import Product

SHOWN = ("is_eligible_search", "enable_search")  # whether the shop lets assistants show it; the old name last
MARKS = (("is_eligible_search",), ("enable_search",), ("is_eligible_checkout",), ("item_id", "seller_name"))


def detects(head: bytes, name: str) -> bool:
    """Whether the rows have the protocol's own flags."""
    columns = tables.header(head, name)
    written = kind(head, name)
    return any(
        columns >= {mark.replace("_", "") for mark in marks} if written == "table" else mentions(head, *marks)
        for marks in MARKS
        if written in ("table", "json")
    )


def product(row: Mapping[str, Any], context: Context) -> Product | None:
    """The product of a row, or None where the shop does not let assistants show it."""
    values = keyed(row)
    if any(truth(values.get(name.replace("_", ""))) is False for name in SHOWN):
        return None
    return draft.product(merchant.drafted(row, context), context)


FORMAT = Format("acp", detects, rows, product)
