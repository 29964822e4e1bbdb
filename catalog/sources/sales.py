"""Sale prices and when they hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from catalog.sources.draft import Priced
from catalog.sources.prices import NoPrice, price


def priced(regular: Any, sale: Any, currency: Any, on: bool) -> Priced:
    """What is asked now: the sale price where it is on and lower, else the regular one."""
    code = currency if isinstance(currency, str) else None
    before, lower = price(regular, code), price(sale, code) if on else NoPrice.UNSTATED
    if isinstance(lower, NoPrice):
        return Priced(regular, None, currency)
    if isinstance(before, NoPrice):
        return Priced(sale, None, currency)
    return Priced(sale, regular, currency) if lower.amount < before.amount else Priced(regular, None, currency)


def is_on(window: Any, now: datetime) -> bool:
    """Whether a sale of `start/end` holds: always without dates, never where the dates cannot be read."""
    if not isinstance(window, str) or not window.strip():
        return True
    start, _, end = window.partition("/")
    return between(start, end, now)


def between(start: Any, end: Any, now: datetime) -> bool:
    """Whether a moment lies between two ISO dates, either of which may be missing. An end day counts to its end."""
    try:
        since, until = _moment(start, "T00:00:00"), _moment(end, "T23:59:59")
    except ValueError:
        return False
    return (since is None or since <= now) and (until is None or now <= until)


def _moment(value: Any, day_time: str) -> datetime | None:
    said = str(value or "").strip()
    if not said:
        return None
    found = datetime.fromisoformat(said + day_time if len(said) == len("2026-01-31") else said)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
