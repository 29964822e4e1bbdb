"""Who joins or leaves, by what a turn says: people, and no goods: "popcorn is out" takes nobody off the list."""

from __future__ import annotations

from assistant.plan.things import find_things
from assistant.understand.joining import Joining, find_joining


def attendance(text: str) -> Joining | None:
    """How many join or leave, or how many there are now; None where the text says nothing of it."""
    found = find_joining(text)
    return None if found is None or find_things(found.span.text) else found.value
