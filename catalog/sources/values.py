"""Single values of a feed as ours: a text, a link, a count. Whatever stands there, nothing here fails on it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from catalog.sources.html import MAX_TEXT, plain

MAX_TITLE = 500
MAX_LABEL = 200  # a brand, a colour, a level of a category
MAX_URL = 2_000
MAX_ITEMS = 30  # pictures and tags of one product
MAX_COUNT = 10**9
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
LONE = re.compile("[\ud800-\udfff]")  # halves of characters, which JSON can spell and nothing can store
LISTED = re.compile(r"\s*[,|\n]\s*")


def label(value: Any) -> str:
    """A short name, such as a brand or a colour."""
    return plain(re.sub(r"\s+", " ", _scalar(value)), MAX_LABEL).strip()


def identity(value: Any) -> str:
    """An id as it stands, on one line."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", _scalar(value)).strip()


def prose(value: Any) -> str:
    """A description: a text, or the lines of a list."""
    if isinstance(value, list):
        value = "\n".join(_scalar(part) for part in value[:MAX_ITEMS])
    return plain(_scalar(value), MAX_TEXT)


def listed(value: Any) -> tuple[str, ...]:
    """The values of a list, or of a text that parts them by commas, bars or lines."""
    parts: Iterable[Any] = value if isinstance(value, list) else LISTED.split(_scalar(value))
    return tuple(dict.fromkeys(word for part in parts if (word := label(part))))[:MAX_ITEMS]


def links(*values: Any) -> tuple[str, ...]:
    """The addresses among texts, lists of texts, and objects that have a `url`, `src` or `contentUrl`."""
    found: dict[str, None] = {}
    for value in values:
        for part in value if isinstance(value, list) else re.split(r"\s*[,|\n]\s*(?=https?:|//)", _scalar(value) or ""):
            found[link(part)] = None
        if isinstance(value, dict):
            found[link(value)] = None
    return tuple(url for url in found if url)[:MAX_ITEMS]


def link(value: Any) -> str:
    """An address that a page may point at, '' for any other: a feed could hold `javascript:`."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("url", "src", "contentUrl", "@id", "href") if value.get(key)), None)
    url = re.sub(r"[\s\x00-\x1f]", "", _scalar(value))
    url = f"https:{url}" if url.startswith("//") else url
    scheme = SCHEME.match(url)
    return url if url and len(url) <= MAX_URL and (not scheme or scheme.group().lower() in ("http:", "https:")) else ""


def count(value: Any) -> int | None:
    """A whole number of things: 12, "12", "1,204", "12.0". None where none is said."""
    if isinstance(value, bool) or value is None or value != value:
        return None
    said = re.fullmatch(r"(-?\d{1,12})(?:\.0*)?", re.sub(r"(?<=\d),(?=\d{3})", "", _scalar(value).strip()))
    return max(0, min(MAX_COUNT, int(said.group(1)))) if said else None


def stars(value: Any, best: Any = None) -> float | None:
    """A rating as stars out of five. None where nobody rated, or where the scale is not known."""
    scale = stars_of(best) or 5.0
    said = stars_of(value)
    return None if not said or said > scale else round(said * 5 / scale, 2)


def stars_of(value: Any) -> float | None:
    """The first number of a text such as "4.6 out of 5 stars"."""
    found = re.search(r"\d{1,3}(?:\.\d{1,6})?", _scalar(value))
    return float(found.group()) if found else None


def gtin(*values: Any) -> str | None:
    """The first value with as many digits as a GTIN, EAN, UPC or ISBN has."""
    for value in values:
        for part in value if isinstance(value, list) else [value]:
            digits = re.sub(r"[\s'-]", "", _scalar(part).removesuffix(".0"))
            if re.fullmatch(r"\d{8}|\d{12,14}", digits) and set(digits) != {"0"}:
                return digits
    return None


def truth(value: Any) -> bool | None:
    """A yes or a no, however it is written; None where it is neither."""
    word = _scalar(value).strip().casefold()
    if word in ("true", "yes", "1", "y", "active", "published", "예"):
        return True
    return False if word in ("false", "no", "0", "n", "-1", "draft", "archived", "아니요") else None


def known_by(url: str) -> str:
    """An id for a product that has none but its page."""
    return "url-" + hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:16] if url else ""


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return LONE.sub("", value)
    if isinstance(value, bool | int | float | date) and value == value:
        return repr(value) if isinstance(value, float) else str(value)
    return ""
