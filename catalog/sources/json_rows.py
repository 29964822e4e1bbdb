"""Rows of JSON: one object a line, or a document of any size, read as a stream."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import ijson  # type: ignore[import-untyped]

from catalog.sources.feed import NOT_UTF8, Row, Rows, Unreadable
from catalog.sources.opening import Feed, is_text, lines

LISTS = ("products", "items", "data", "results", "catalog", "@graph")  # where documents keep their products
LIST_DEPTH = 3  # no deeper: a product may have "items" of its own
MAX_DEPTH = 30  # levels inside a row; pydantic and json give up on far deeper ones
MAX_PARTS = 100_000  # values inside a row
BROKEN = (ijson.JSONError, ArithmeticError, ValueError, SystemError)  # the last: numbers of thousands of digits


def rows(feed: Feed) -> Rows:
    """The objects of a JSON feed."""
    return by_line(feed) if one_a_line(feed.head, feed.name) else document(feed)


def one_a_line(head: bytes, name: str) -> bool:
    """Whether each line is an object, rather than all of them one document."""
    plain_name = name.lower().removesuffix(".gz")
    if plain_name.endswith((".jsonl", ".ndjson", ".jsonlines")):
        return True
    first, _, rest = head.lstrip().partition(b"\n")
    if not first.startswith((b"{", b"[")):
        return True  # not JSON so far; line by line it can be said which line is
    return first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")


def by_line(feed: Feed) -> Rows:
    """One object a line; a line that is none is reported, and the next is read."""
    for number, line in enumerate(lines(feed.text()), 1):
        if line is None:
            yield Unreadable(number, "is longer than any product; write one object a line")
        elif not is_text(line):
            yield Unreadable(number, NOT_UTF8)
        elif line.strip():
            yield _parsed(number, line)


def parsed(text: str) -> Any:
    """A JSON value. Raises ValueError for what is none, or is nested too deeply to be a product."""
    try:
        value = json.loads(text, strict=False)
    except RecursionError as error:
        raise ValueError("is nested too deeply; a product is a flat object") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} at column {error.colno}; mend or leave out the line") from error
    if too_deep(value):
        raise ValueError("is nested too deeply; a product is a flat object")
    return value


def document(feed: Feed) -> Rows:
    """The objects of the document's list of products, one at a time; without such a list it is a product itself."""
    walk = _Walk()
    try:
        for event, value in ijson.basic_parse(feed.stream):
            if (found := walk.take(event, value)) is not None:
                yield found
    except BROKEN as error:
        yield Unreadable(walk.place, _reason(error))
        return
    if not walk.listed:
        yield walk.whole.row(1)


def too_deep(value: Any) -> bool:
    """Whether a value has more levels than a product needs."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner for v in level for inner in (v.values() if isinstance(v, dict) else v if isinstance(v, list) else ())
        ]
        if not level:
            return False
    return True


def _parsed(number: int, line: str) -> Row | Unreadable:
    try:
        value = parsed(line)
    except ValueError as error:
        return Unreadable(number, str(error))
    return Row(number, value) if isinstance(value, dict) else Unreadable(number, "is not a JSON object; write {…}")


def _reason(error: Exception) -> str:
    said = str(error)
    if "UTF8" in said or said.startswith("b'"):
        return NOT_UTF8  # the parser cannot even quote it as text
    return f"the JSON breaks off here ({said.partition(chr(10))[0][:80]}); rows before it were read, export it again"


class _Walk:
    """Where a document's events stand: outside its rows, or in one."""

    def __init__(self) -> None:
        self.number, self.listed, self.whole = 0, False, _Building()
        self._row: _Building | None = None
        self._above: list[str] = []  # the open containers: the key of an object's value, "" for a nameless one
        self._lists: list[bool] = []  # whether each is a list of products
        self._key = ""

    def take(self, event: str, value: Any) -> Row | Unreadable | None:
        """Count an event in; the row that it completes, or None."""
        if self._row is not None:
            return self._end() if self._row.take(event, value) else None
        if self._lists and self._lists[-1] and event not in ("end_array", "map_key"):
            self.number += 1
            self._row = _Building()
            return self._end() if self._row.take(event, value) else None
        self._outside(event, value)
        return None

    @property
    def place(self) -> int:
        """The row that is being read, or the one that would come next."""
        return self.number + (self._row is None)

    def _end(self) -> Row | Unreadable:
        row, self._row = self._row, None
        assert row is not None
        return row.row(self.number)

    def _outside(self, event: str, value: Any) -> None:
        if event.startswith("start"):
            named = self._key in LISTS and len(self._above) < LIST_DEPTH
            here = event == "start_array" and (not self._above or named)
            self.listed |= here
            self._above.append(self._key)
            self._lists.append(here)
        elif event.startswith("end"):
            self._above.pop()
            self._lists.pop()
        self._key = str(value) if event == "map_key" else ""
        if not self.listed:
            self.whole.take(event, value)


class _Building:
    """One value, built from its events; beyond the limits it is counted through and not kept."""

    def __init__(self) -> None:
        self._builder, self._depth, self._parts, self._scalar = ijson.ObjectBuilder(), 0, 0, True

    def take(self, event: str, value: Any) -> bool:
        """Add an event; True when the value is whole."""
        self._parts += 1
        self._depth += event.startswith("start") - event.startswith("end")
        self._scalar &= not event.startswith("start")
        self._parts += MAX_PARTS * (self._depth > MAX_DEPTH)
        if self._parts <= MAX_PARTS:
            self._builder.event(event, float(value) if isinstance(value, Decimal) else value)
        return self._depth == 0

    def row(self, number: int) -> Row | Unreadable:
        if self._parts > MAX_PARTS:
            return Unreadable(number, "is nested too deeply or far too long; a product is a flat object")
        value = None if self._scalar else self._builder.value
        return Row(number, value) if isinstance(value, dict) else Unreadable(number, "is not a JSON object; write {…}")
