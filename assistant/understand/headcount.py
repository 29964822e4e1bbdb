"""One mention of people in a text, before the mentions are added up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from assistant.understand.numbers import parse_number

MOST_CHILD_AGE = 18  # older people are adults, whatever the words call them


class Kind(Enum):
    """What a count counts."""

    TOTAL = "everyone"
    ADULTS = "adults"
    CHILDREN = "children"
    COMPANY = "those who join the shopper"
    FRIENDS = "company that may be a child's: they come to the child's birthday"
    AGES = "how old the children are"


@dataclass(frozen=True)
class Mention:
    """A count of one kind at `text[start:end]`, or ages."""

    kind: Kind
    count: int
    start: int
    end: int
    adds: bool = False  # comes on top of a total: "8 people and 3 kids"
    part: bool = False  # some of the people, if all of them are counted elsewhere: "비건 친구 둘"
    joins: bool = False  # the shopper takes part as well: "with my two kids"
    ages: tuple[int, ...] = ()


def count_of(words: str) -> int | None:
    """A number of people, None where the words say none or nobody."""
    number = parse_number(words)
    return int(number) if number is not None and number >= 1 else None


def ages_of(words: str) -> tuple[int, ...]:
    """The ages of children in a list such as "5, 7 and 9", adults' left out."""
    parts = (count_of(part) for part in re.split(r"\s*(?:,|/|&|-|~|–|\band\b|\bto\b|이랑|랑|하고)\s*", words) if part)
    return tuple(age for age in parts if age is not None and age <= MOST_CHILD_AGE)


def apart(mentions: list[Mention]) -> list[Mention]:
    """The mentions in the order of the text; of those that overlap, the one listed first."""
    kept: list[Mention] = []
    for mention in mentions:
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)
