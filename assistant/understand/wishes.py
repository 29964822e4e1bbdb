"""Wishes about the choice: a least rating, a store to pick up at, and changes to a basket."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.understand.found import Found, span_of


def find_min_rating(text: str) -> Found[float] | None:
    """The least rating out of five."""
    match = re.search(r"(?i:(?P<ko>[0-5](?:\.\d)?)\s?점\s?이상|at least (?P<en>[0-5](?:\.\d)?) stars)", text)
    return Found(float(match["ko"] or match["en"]), span_of(match)) if match else None


def find_place(text: str, known: Mapping[str, str]) -> Found[str] | None:
    """The store to pick up at, by its key."""
    for spelling, key in known.items():
        if match := re.search(rf"(?i:(?<!\w){re.escape(spelling)})", text):
            return Found(key, span_of(match))
    return None


CHANGES = re.compile(r"(?i:(?P<cheaper>cheaper|더 싸게|저렴한 걸로|too expensive)|(?P<double>double|두 배)|(?P<half>\bhalf\b|절반))")


def find_changes(text: str) -> tuple[Found[str], ...]:
    """The changes that a refinement asks for."""
    return tuple(Found(m.lastgroup, span_of(m)) for m in CHANGES.finditer(text) if m.lastgroup)
