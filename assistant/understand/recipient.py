"""Whom a gift is for."""

from __future__ import annotations

import re

from assistant.types import Recipient
from assistant.understand.found import Found, span_of

KEYS = {"mom": "mother", "mother": "mother", "dad": "father", "father": "father", "엄마": "mother", "어머니": "mother",
        "아빠": "father", "친구": "friend", "friend": "friend"}  # fmt: skip


def find_recipient(text: str) -> Found[Recipient] | None:
    """The person that a gift is for, None where the text is not about a gift."""
    if not re.search(r"(?i:gift|present|선물|for my)", text):
        return None
    match = re.search("|".join(KEYS), text.lower()) if len(text.lower()) == len(text) else None
    return Found(Recipient(key=KEYS[match[0]]), span_of(match)) if match else None


def find_occasion(text: str) -> Found[str] | None:
    """The occasion that the text names, by its key."""
    match = re.search(r"(?i:birthday|생일|생신)", text)
    return Found("birthday", span_of(match)) if match else None
