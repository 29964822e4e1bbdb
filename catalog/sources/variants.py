"""Variants of one product: what their options are called, and how each is told from its siblings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from catalog.sources.columns import ATTRIBUTES, NAMES, key
from catalog.sources.values import MAX_ITEMS, label

ATTRIBUTE_OF = {name: attribute for attribute in ATTRIBUTES for name in (*NAMES[attribute], key(attribute))}
ATTRIBUTE_OF |= {key(n): "size" for n in ("shoe size", "size name", "크기")} | {
    key(n): "material" for n in ("materials",)
}
ONLY_ONE = ("title", "defaulttitle")  # the option that Shopify writes where a product has no variants


def options(pairs: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    """Option names and values as attributes: Color and 색상 are both `colour`; other names keep their own words."""
    found: dict[str, str] = {}
    for name, value in pairs:
        word, called = label(value), label(name)
        if word and called and (key(called), key(word)) != ONLY_ONE:
            found.setdefault(ATTRIBUTE_OF.get(key(called)) or re.sub(r"\W+", "_", called.casefold()).strip("_"), word)
        if len(found) >= MAX_ITEMS:
            break
    return found


def titled(title: str, chosen: Mapping[str, str]) -> str:
    """A variant's title: the product's, then the values that it does not name already."""
    missing = [value for value in chosen.values() if value.casefold() not in title.casefold()]
    return f"{title} - {' / '.join(missing)}" if title and missing else title


def variant_id(group: str, chosen: Mapping[str, str]) -> str:
    """An id for a variant that has none: the product's and its values, so that it stays when rows move."""
    slug = "-".join(re.sub(r"\W+", "-", value.casefold()).strip("-") for value in chosen.values())
    return f"{group}:{slug}" if slug else group
