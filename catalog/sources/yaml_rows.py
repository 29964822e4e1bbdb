"""Rows of a YAML list, read item by item, so that a broken item spoils only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from catalog.plain_yaml import LOADER, parse_yaml
from catalog.sources.feed import NOT_UTF8, Row, Rows, Unreadable
from catalog.sources.json_rows import too_deep
from catalog.sources.opening import Feed, is_text, lines

ITEM = re.compile(r"(\s*)-(?:\s|$)")
LOOKS_LIKE = re.compile(
    rb"\A(?:---[^\n]*\n|%[^\n]*\n|#[^\n]*\n|\s*\n)*(?:[\w-]+:[ \t]*\n)?[ \t]*-[ \t]+[\w\"'-]+[ \t]*:"
)
MAX_ITEM = 1 << 20  # characters of an item


def detects(head: bytes) -> bool:
    """Whether the text starts as a list of mappings."""
    return LOOKS_LIKE.match(head) is not None


def rows(feed: Feed) -> Rows:
    """The items of the list, each with the line that it starts on."""
    for number, text in _items(feed):
        if not is_text(text):
            yield Unreadable(number, NOT_UTF8)
        elif len(text) > MAX_ITEM:
            yield Unreadable(number, "is longer than any product; write one item a product")
        else:
            yield _item(number, text)


def _items(feed: Feed) -> Iterator[tuple[int, str]]:
    indent, start, size = None, 1, 0
    kept: list[str] = []
    for number, line in enumerate(lines(feed.text()), 1):
        line = line or "#\n"
        opens = ITEM.match(line)
        if opens and (indent is None or len(opens.group(1)) == indent):
            if kept:
                yield start, "".join(kept)
            indent, start, kept, size = len(opens.group(1)), number, [], 0
        size += len(line)
        if indent is not None and size <= MAX_ITEM + len(line):
            kept.append(line)
    if kept:
        yield start, "".join(kept)
    elif indent is None:
        yield 1, "- no list"


def _item(number: int, text: str) -> Row | Unreadable:
    try:
        value = _value(text)
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        why = getattr(error, "problem", None) or "it cannot be read"
        return Unreadable(number, f"is not plain YAML: {why}; write one list item a product")
    if isinstance(value, dict) and not too_deep(value):
        return Row(number, value)
    return Unreadable(number, "is not a mapping of names to values; write `- id: …`")


def _value(text: str) -> Any:
    """The only item of the list. References are refused: a few lines of them can stand for gigabytes."""
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=LOADER)):
        raise yaml.YAMLError("a reference")
    loaded = parse_yaml(text)
    return loaded[0] if isinstance(loaded, list) and loaded else None
