"""Read a feed as products, one row at a time; a row that cannot be read is reported and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from catalog.errors import SourceError
from catalog.sources.containers import refuse_other
from catalog.sources.feed import Context, Format, Rejected, Report, Row, Rows, Unreadable
from catalog.sources.formats import AUTO, FORMATS, NAMES, detected
from catalog.sources.opening import BREAKS, Feed, opened
from catalog.sources.prices import MAX_AMOUNT, known
from catalog.types import Product

__all__ = ["NAMES", "Rejected", "Report", "read"]

MAX_STOCK = 10**12  # columns of 64 bits hold it


def read(
    path: Path, source_format: str = AUTO, currency: str | None = None, report: Report | None = None
) -> Iterator[Product | Rejected]:
    """Yield the products of a feed, or of every file in a folder; `report` is filled while they are taken.

    Raises SourceError where a file cannot be opened, its format cannot be told, or an option is unknown.
    """
    if source_format not in NAMES:
        raise SourceError(f"--format: {source_format!r} is not one of {', '.join(NAMES)}")
    if currency is not None and known(currency) is None:
        raise SourceError(f"--currency: {currency!r} is no ISO 4217 code; give one such as USD or KRW")
    context = Context(known(currency), report if report is not None else Report(), datetime.now(UTC))
    for file in _files(path):
        with opened(file) as feed:
            yield from _read(feed, source_format, context)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(f for f in path.rglob("*") if f.is_file() and not f.name.startswith("."))
    if not files:
        raise SourceError(f"{path}: is an empty folder; give a feed's file, or a folder with feeds")
    return files


def _read(feed: Feed, source_format: str, context: Context) -> Iterator[Product | Rejected]:
    chosen = FORMATS.get(source_format) or _known(feed)
    if chosen is None:
        return
    context.report.formats[feed.name] = chosen.name
    for row in _unbroken(chosen.rows(feed)):
        found = _product(chosen, row, context)
        if isinstance(found, str):
            yield Rejected(feed.name, row.number, found)
        elif found is not None:
            yield found
        else:
            context.report.not_sold += 1


def _known(feed: Feed) -> Format | None:
    """The feed's format; None for an empty feed, which has no rows in any."""
    refuse_other(feed.head, feed.name)
    found = detected(feed.head, feed.name)
    if found is None and feed.head.strip():
        raise SourceError(f"{feed.name}: its format cannot be told; give --format, one of {', '.join(NAMES[1:])}")
    return found


def _unbroken(rows: Rows) -> Rows:
    """The rows up to where the file breaks off, and then the break."""
    number = 0
    try:
        for row in rows:
            number = row.number
            yield row
    except BREAKS as error:
        yield Unreadable(number + 1, f"the file breaks off here ({error}); rows before it were read, get it anew")


def _product(chosen: Format, row: Row | Unreadable, context: Context) -> Product | str | None:
    """The product of a row, why it has none, or None where it is not for sale."""
    if isinstance(row, Unreadable):
        return row.reason
    try:
        found = chosen.product(row.value, context)
    except ValidationError as error:
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or 'row'}: {first['msg']}"
    except ValueError as error:
        return str(error)
    return _too_large(found) or found


def _too_large(product: Product | None) -> str | None:
    """What no column can hold, as a reason: only a broken feed has it."""
    if product is None:
        return None
    amounts = [m.amount for o in product.offers for m in (o.price, o.list_price) if m is not None]
    if any(abs(amount) > MAX_AMOUNT for amount in amounts):
        return "price is too large to be one; check the column"
    counts = [a.quantity for a in product.availability] + [product.review_count, abs(product.min_age or 0)]
    return "a quantity is too large to be one; check the column" if max(counts) > MAX_STOCK else None
