"""Errors of the product side.

CatalogError             the root: one line that says what, where, and the mend
├── IndexMissing         no index at that path
├── IndexBroken          an index is there and cannot be trusted (half written, other encoder, other schema)
├── SourceError          a feed, or the demo shop's own YAML, cannot be read
├── StorageError         a folder or disk refuses to be read or written
└── EncoderError         the text encoder cannot be loaded or verified
"""

from __future__ import annotations


class CatalogError(Exception):
    """What went wrong, where, and what to do about it, in one line."""


class IndexMissing(CatalogError):
    """There is no index at the path."""


class IndexBroken(CatalogError):
    """The index is incomplete or was made by another encoder or schema."""


class SourceError(CatalogError):
    """A feed cannot be read."""


class StorageError(CatalogError):
    """A folder or disk refuses."""


class EncoderError(CatalogError):
    """The encoder's weights are missing or damaged."""
