"""What a feed is made of while it is being read. A leaf: every format speaks these words, and this knows no format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from catalog.sources.opening import Feed
from catalog.types import Product

NOT_UTF8 = "is not UTF-8 text; save the file as UTF-8"


@dataclass(frozen=True)
class Rejected:
    """A row that could not be read: its line (its place, where rows have no lines), why, and the mend."""

    source: str
    row: int
    reason: str


@dataclass(frozen=True)
class Row:
    """One row of a feed, unread. `number` is its line, or its place among the rows (1-based)."""

    number: int
    value: Mapping[str, Any]


@dataclass(frozen=True)
class Unreadable:
    """A place in a feed where no row could be made out; as the last thing of a feed, where it breaks off."""

    number: int
    reason: str


Rows = Iterator[Row | Unreadable]


@dataclass
class Report:
    """What a reader should know beside products and rejected rows. Filled while the products are taken."""

    formats: dict[str, str] = field(default_factory=dict)  # file name -> the format it was read as
    prices_unknown: int = 0  # prices without a currency: those products have no offer; give --currency
    prices_unclear: int = 0  # a range, "from", nothing, or no amount at all: no price can be promised
    not_sold: int = 0  # drafts, hidden products, and parents that only their variants sell


@dataclass(frozen=True)
class Context:
    """What a row's meaning depends on beside the row itself."""

    currency: str | None  # of prices that do not say theirs
    report: Report
    now: datetime  # whether a sale is on


@dataclass(frozen=True)
class Format:
    """One way that shops write their products down.

    `detects` sees the first 64 KiB as UTF-8 and the file's name; `product` gives None for what is not for sale.
    """

    name: str
    detects: Callable[[bytes, str], bool]
    rows: Callable[[Feed], Rows]
    product: Callable[[Mapping[str, Any], Context], Product | None]
