"""Read a feed as products, one row at a time; a row that cannot be read is reported and stops nothing."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from catalog.errors import SourceError
from catalog.types import MINOR_DIGITS, Availability, Money, Offer, Product

MARKET_OF = {"USD": "us", "KRW": "kr"}
COLUMNS = {  # our field: the column names that common feeds use for it, best first
    "id": ("id", "sku", "asin", "product_id", "handle"),
    "title": ("title", "name", "product_title", "product_name"),
    "description": ("description", "body", "about", "bullet_points", "bullets", "product_description"),
    "brand": ("brand", "vendor", "manufacturer"),
    "category": ("category", "product_type", "categories", "product_category"),
    "price": ("price", "sale_price", "amount"),
    "colour": ("color", "colour", "product_color"),
    "rating": ("rating", "stars", "average_rating"),
    "stock": ("stock", "quantity", "inventory"),
    "image": ("image", "image_url", "thumbnail", "image_link"),
}
CURRENCY_SIGNS = {"$": "USD", "₩": "KRW", "원": "KRW", "usd": "USD", "krw": "KRW"}
# Feeds do not say what is eaten; what looks like food must state its allergens and diets to pass those filters.
FOOD = re.compile(
    r"\b(?:food|grocer|snack|drink|beverage|candy|chocolate|cookie|cake|bread|meat|fruit|vegetable|sauce|spice|tea|coffee|"
    r"juice|beer|wine|cereal|nut|cheese|milk|noodle|rice|pasta|chip|supplement|vitamin)|"
    r"식품|음료|간식|과자|차|커피|주스|맥주|와인|소주|빵|고기|과일|채소|소스|치즈|우유|라면|쌀|김치|초콜릿|사탕|견과",
    re.IGNORECASE,
)
DEFAULT_STOCK = 100  # a feed that lists a product without stock is selling it


@dataclass(frozen=True)
class Rejected:
    """A row that could not be read: its line or number, and why."""

    source: str
    row: int
    reason: str


def read(path: Path, source_format: str = "auto", currency: str | None = None) -> Iterator[Product | Rejected]:
    """Yield the products of a feed. `product` rows are our own JSON; `flat` ones have common column names."""
    if source_format not in ("auto", "product", "flat"):
        raise SourceError(f"--format: {source_format!r} is not one of auto, product, flat")
    for number, row in enumerate(_rows(path), 1):
        if isinstance(row, str):
            yield Rejected(path.name, number, row)
            continue
        ours = source_format == "product" or (source_format == "auto" and isinstance(row.get("title"), dict))
        try:
            yield Product.model_validate(row) if ours else _flat(row, currency)
        except ValidationError as error:
            first = error.errors()[0]
            yield Rejected(path.name, number, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
        except ValueError as error:
            yield Rejected(path.name, number, str(error))


def _rows(path: Path) -> Iterator[Mapping[str, Any] | str]:
    """The rows of a JSON, JSONL or CSV file, gzipped or not; a string where one cannot be parsed."""
    try:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8-sig") as file:
            assert isinstance(file, io.TextIOBase)
            kind = path.name.removesuffix(".gz").rsplit(".", 1)[-1].lower()
            if kind in ("csv", "tsv"):
                yield from csv.DictReader(file, delimiter="\t" if kind == "tsv" else ",")
            elif kind == "json":
                yield from _json_rows(json.load(file))
            else:
                yield from _json_lines(file)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, csv.Error, EOFError) as error:
        raise SourceError(f"{path}: cannot be read ({error}); give JSONL, JSON or CSV in UTF-8") from error


def _json_lines(file: io.TextIOBase) -> Iterator[Mapping[str, Any] | str]:
    for line in file:
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                yield f"is not JSON: {error.msg}"
                continue
            yield row if isinstance(row, dict) else "is not a JSON object"


def _json_rows(data: Any) -> Iterator[Mapping[str, Any] | str]:
    rows = data.get("products", [data]) if isinstance(data, dict) else data
    for row in rows if isinstance(rows, list) else [rows]:
        yield row if isinstance(row, dict) else "is not a JSON object"


def _flat(row: Mapping[str, Any], currency: str | None) -> Product:
    values = {str(k).strip().casefold().replace(" ", "_"): v for k, v in row.items() if k is not None}
    said = {field: next((values[n] for n in names if values.get(n)), None) for field, names in COLUMNS.items()}
    if not said["id"] or not said["title"]:
        raise ValueError("has no " + ("id" if not said["id"] else "title"))
    title = str(said["title"])
    language = "ko" if re.search("[가-힣]", title) else "en"
    price = _price(said["price"], str(values.get("currency") or "") or currency)
    return Product(
        id=str(said["id"]),
        title={language: title},
        description={language: _text(said["description"])},
        brand=str(said["brand"] or "").casefold(),
        brand_label={language: str(said["brand"])} if said["brand"] else {},
        categories=_path(said["category"]),
        offers=(Offer(market=MARKET_OF[price.currency], price=price),) if price else (),
        attributes={"colour": str(said["colour"])} if said["colour"] else {},
        edible=bool(FOOD.search(f"{said['category'] or ''} {title}")),
        rating=_rating(said["rating"]),
        images=(str(said["image"]),) if said["image"] else (),
        availability=(Availability(place="online", quantity=_stock(said["stock"])),),
    )


def _text(value: Any) -> str:
    text = "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return re.sub(r"<[^>]{0,200}>", " ", text)[:4000]


def _path(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else re.split(r"\s*[>/|]\s*", str(value or ""))
    return tuple(re.sub(r"\s+", "_", str(part).strip().lower()) for part in parts if str(part).strip())


def _price(value: Any, currency: str | None) -> Money | None:
    """A price with its sign or code, or in the given currency; None where the currency is unknown."""
    if value is None:
        return None
    text = str(value).strip().casefold()
    code = next((c for sign, c in CURRENCY_SIGNS.items() if sign in text), (currency or "").upper())
    digits = re.sub(r"[^\d.]", "", text.replace(",", ""))
    if code not in MARKET_OF or not digits:
        return None
    try:
        return Money(amount=int(Decimal(digits) * 10 ** MINOR_DIGITS[code]), currency=code)
    except InvalidOperation as error:
        raise ValueError(f"price {str(value)[:30]!r} is no amount") from error


def _rating(value: Any) -> float | None:
    found = re.search(r"\d(?:\.\d+)?", str(value)) if value is not None else None
    return min(5.0, float(found.group())) if found else None


def _stock(value: Any) -> int:
    return int(value) if str(value or "").strip().isdigit() else DEFAULT_STOCK
