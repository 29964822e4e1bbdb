"""Which exclusions are a lasting taste: "I hate coriander", "고수는 질색이에요", but not "no coriander today"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.understand.cues import either, words
from assistant.understand.found import Found

SENTENCE = re.compile(r"[.!?;\n]")
NEARBY = 60  # characters before a thing that its cue may begin


def find_dislikes(text: str, exclusions: Iterable[Found[str]]) -> tuple[Found[str], ...]:
    """The exclusions that hold for good, in the order of the text."""
    return tuple(_lasting(text, exclusions))


def _lasting(text: str, exclusions: Iterable[Found[str]]) -> Iterator[Found[str]]:
    before = re.compile(rf"(?:^|(?<=[\s,.;(])){either('dislikes', 'before')}\s+(?:the |any |all )?[\w\s,'’&-]*$")
    behind = re.compile(either("dislikes", "behind"))
    for found in exclusions:
        start = max((m.end() for m in SENTENCE.finditer(text, 0, found.span.start)), default=0)
        lead = text[max(start, found.span.start - NEARBY) : found.span.start]
        own = behind.match(text, found.span.end) and not _of_another(lead)
        if own or before.search(lead):
            yield found


def _of_another(lead: str) -> bool:
    """Whether the words before a Korean thing name somebody else as the one who dislikes it."""
    if any(lead.lstrip().startswith(word) for word in words("dislikes")["self"]):
        return False
    return bool(re.search(either("dislikes", "others"), lead))
