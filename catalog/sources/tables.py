"""Rows of CSV and TSV files, by their header, each with the line that it starts on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

from catalog.sources.columns import key
from catalog.sources.feed import NOT_UTF8, Row, Rows, Unreadable
from catalog.sources.opening import Feed, is_text, lines

DELIMITERS = "\t;|,"
TOO_LONG = "is longer than any product; an opening quote may have no end"


def delimiter(head: bytes, name: str) -> str:
    """What parts the cells of the header."""
    first = re.sub(r'"[^"]*"', "", _first_line(head))
    if name.lower().removesuffix(".gz").endswith(".tsv"):
        return "\t"
    return max(DELIMITERS, key=lambda sign: (first.count(sign), sign == ","))


def header(head: bytes, name: str) -> frozenset[str]:
    """The columns' keys, as far as the first line is a header; empty where it cannot be one."""
    first = _first_line(head)
    if not first or first[0] in "<{[" or not is_text(first):
        return frozenset()
    try:
        cells = next(csv.reader([first], delimiter=delimiter(head, name)), [])
    except csv.Error:
        return frozenset()
    return frozenset(key(cell) for cell in cells) - {""} if len(cells) > 1 else frozenset()


def rows(feed: Feed) -> Rows:
    """The rows of a table as objects by column. A column named twice holds a list."""
    source = _Lines(feed)
    reader = csv.reader(source, delimiter=delimiter(feed.head, feed.name))
    columns: list[str] | None = None
    while True:
        start = source.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(start, TOO_LONG if "limit" in str(error) else f"is no row of a table ({error}); mend it")
            continue
        if not any(cells):
            continue
        if reason := _wrong(cells, columns):
            yield Unreadable(start, reason)
            if columns is None:
                return
        elif columns is None:
            columns = [cell.strip() for cell in cells]
        else:
            yield Row(start, _named(columns, cells))


class _Lines:
    """The lines of a feed, counted; a line too long to hold is given as an empty one."""

    def __init__(self, feed: Feed) -> None:
        self.number, self._lines = 0, lines(feed.text())

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        return line if line is not None else "\n"


def _wrong(cells: list[str], columns: list[str] | None) -> str | None:
    if not all(map(is_text, cells)):
        return NOT_UTF8
    if columns is not None and any(cells[len(columns) :]):
        return (
            f"has {len(cells)} cells where the header has {len(columns)}; put cells that hold the separator in quotes"
        )
    return None


def _named(columns: list[str], cells: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, cell in zip(columns, cells, strict=False):
        if cell.strip():
            before = found.get(name)
            found[name] = cell if before is None else [*(before if isinstance(before, list) else [before]), cell]
    return found


def _first_line(head: bytes) -> str:
    return next(iter(head.lstrip().decode("utf-8", "surrogateescape").splitlines()), "")
