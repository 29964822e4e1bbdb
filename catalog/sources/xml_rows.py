"""Rows of RSS and Atom, each item dropped as soon as it is read. Document types, and so entities, are refused."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, iterparse

from catalog.sources.feed import Row, Rows, Unreadable
from catalog.sources.opening import Feed

ITEMS = ("item", "entry", "product")
GOOGLE = "http://base.google.com/"
MAX_CHILDREN = 2_000  # elements inside an item
BROKEN = (ParseError, DefusedXmlException, ValueError, LookupError, AssertionError)


def rows(feed: Feed) -> Rows:
    """The items of an XML feed, by the local names of their children; a name that comes twice holds a list."""
    number = 0
    try:
        for item in _items(feed):
            number += 1
            yield Row(number, _fields(item))
    except BROKEN as error:
        yield Unreadable(number + 1, _reason(error))


def _items(feed: Feed) -> Any:
    parser = DefusedXMLParser(encoding="utf-8", forbid_dtd=True)
    above: list[Element] = []
    inside = children = 0
    for event, element in iterparse(feed.stream, events=("start", "end"), parser=parser):
        item = _local(element.tag) in ITEMS
        if event == "start":
            above.append(element)
            inside += item
            continue
        above.pop()
        inside -= item
        children = children + 1 if inside else 0
        if item and not inside:
            yield element
        if above and (not inside or children > MAX_CHILDREN):
            above[-1].remove(element)  # what is done with goes, or the whole feed would stay in memory


def _fields(item: Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    google: set[str] = set()
    for child in item:
        name, ours = _local(child.tag), GOOGLE in str(child.tag)
        text = (child.text or "").strip() or child.get("href", "")
        if len(child) or not text or (name in google and not ours):
            continue
        before = found.get(name) if ours == (name in google) else None  # g:title stands before title
        found[name] = text if before is None else [*(before if isinstance(before, list) else [before]), text]
        google |= {name} if ours else set()
    return found


def _local(tag: Any) -> str:
    return re.sub(r"^\{[^}]*\}", "", tag) if isinstance(tag, str) else ""


def _reason(error: BaseException) -> str:
    if isinstance(error, DefusedXmlException):
        return "declares a document type, which is refused; leave out the <!DOCTYPE …> line"
    place = f"line {error.position[0]}: " if isinstance(error, ParseError) else ""
    why = str(error).split(":")[0][:80] or "broken"
    return f"the XML breaks off here ({place}{why}); rows before it were read, export it again as UTF-8"
