"""How a feed's rows are written down, whatever they say: a table, JSON, YAML, or markup."""

from __future__ import annotations

from typing import Literal

from catalog.errors import SourceError
from catalog.sources import json_rows, tables, yaml_rows
from catalog.sources.feed import Rows
from catalog.sources.opening import Feed

Kind = Literal["table", "json", "yaml", "markup"]
OTHER = {  # the first bytes of files that people take for feeds, and what to do about them
    b"PK\x03\x04": "is a zip or Excel file; save the sheet as CSV in UTF-8, or unzip it",
    b"\xd0\xcf\x11\xe0": "is an old Excel file; save the sheet as CSV in UTF-8",
    b"PAR1": "is a Parquet file; export it as JSONL or CSV",
    b"%PDF": "is a PDF; export the products as CSV",
    b"SQLite": "is a database; export the products as CSV",
}


def kind(head: bytes, name: str) -> Kind | None:
    """What a feed is written in, or None where it cannot be told."""
    suffix = name.lower().removesuffix(".gz").rsplit(".", 1)[-1]
    start = head.lstrip()[:1]
    if start == b"<":
        return "markup"
    if start in (b"{", b"[") or suffix in ("json", "jsonl", "ndjson"):
        return "json"
    if suffix in ("yaml", "yml") or yaml_rows.detects(head):
        return "yaml"
    return "table" if suffix in ("csv", "tsv") or len(tables.header(head, name)) > 1 else None


def refuse_other(head: bytes, name: str) -> None:
    """Raise SourceError, with the mend, for a file that is no feed at all."""
    for magic, mend in OTHER.items():
        if head.startswith(magic):
            raise SourceError(f"{name}: {mend}")


def rows(feed: Feed) -> Rows:
    """The rows of a table, of JSON or of YAML; what is none of these is read as JSON lines, which say what is wrong."""
    written = kind(feed.head, feed.name)
    if written == "table":
        return tables.rows(feed)
    return yaml_rows.rows(feed) if written == "yaml" else json_rows.rows(feed)


def mentions(head: bytes, *keys: str) -> bool:
    """Whether JSON names each key, outside the texts that it quotes."""
    return all(any(head.find(b'"%s"%s' % (key.encode(), gap)) > 0 for gap in (b":", b" :")) for key in keys)
