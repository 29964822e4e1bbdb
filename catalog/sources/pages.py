"""The JSON-LD blocks of web pages, one page or many in a file, found as the file streams by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.sources.opening import CHUNK, Feed

OPENS = re.compile(r"""<script\b[^>]{0,400}?type\s*=\s*["']?application/ld\+json["']?[^>]{0,400}>""", re.IGNORECASE)
CLOSES = re.compile(r"</script\s*>", re.IGNORECASE)
LONGEST_TAG = 1_000  # characters kept back, in which an opening tag may have begun
MAX_BLOCK = 1 << 22  # characters; a longer block is no product's


def blocks(feed: Feed) -> Iterator[tuple[int, str | None]]:
    """Each block with the line that it starts on; None for one without an end."""
    text, rest, line, inside = feed.text(), "", 1, False
    while True:
        chunk = text.read(CHUNK)
        rest += chunk
        while found := (CLOSES if inside else OPENS).search(rest):
            if inside:
                yield line, rest[: found.start()]
            line += rest.count("\n", 0, found.end())
            rest, inside = rest[found.end() :], not inside
        if inside and (not chunk or len(rest) > MAX_BLOCK):
            yield line, None
            inside = False
        if not chunk:
            return
        if not inside:
            kept = max(0, len(rest) - LONGEST_TAG)
            line += rest.count("\n", 0, kept)
            rest = rest[kept:]
