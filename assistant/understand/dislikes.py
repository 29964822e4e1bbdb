"""Which exclusions are a lasting taste: "I hate coriander", "고수는 질색이에요", but not "no coriander today"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.understand.cues import either, words
from assistant.understand.found import Found

SENTENCE = re.compile(r"[.!?;\n]")
JOIN = re.compile(r"(?:이랑|랑|하고|과|와|이나|나)?\s?(?:[,、·]|및|그리고|또는)?\s?")
NEARBY = 60  # characters before a thing that its cue may begin


def find_dislikes(text: str, exclusions: Iterable[Found[str]]) -> tuple[Found[str], ...]:
    """The exclusions that hold for good, in the order of the text."""
    return tuple(_lasting(text, exclusions))


def _lasting(text: str, exclusions: Iterable[Found[str]]) -> Iterator[Found[str]]:
    before = re.compile(rf"(?:^|(?<=[\s,.;(])){either('dislikes', 'before')}\s+(?:the |any |all )?[\w\s,'’&-]*$")
    behind = re.compile(either("dislikes", "behind"))
    for row in _rows(text, exclusions):
        own = behind.match(text, row[-1].span.end) and not _of_another(_lead(text, row[0]))
        yield from (found for found in row if own or before.search(_lead(text, found)))


def _rows(text: str, exclusions: Iterable[Found[str]]) -> list[list[Found[str]]]:
    """The exclusions, those together that stand in one Korean list: 고수랑 오이."""
    rows: list[list[Found[str]]] = []
    for found in exclusions:
        if rows and JOIN.fullmatch(text, rows[-1][-1].span.end, found.span.start):
            rows[-1].append(found)
        else:
            rows.append([found])
    return rows


def _lead(text: str, found: Found[str]) -> str:
    """The words of the sentence right before a thing."""
    start = max((m.end() for m in SENTENCE.finditer(text, 0, found.span.start)), default=0)
    return text[max(start, found.span.start - NEARBY) : found.span.start]


def _of_another(lead: str) -> bool:
    """Whether the words before Korean things name somebody else as the one who dislikes them."""
    clause = lead.rsplit(",", 1)[-1].lstrip()
    if any(clause.startswith(word) for word in words("dislikes")["self"]):
        return False
    return bool(re.search(either("dislikes", "others"), clause))
