"""Whom a product is for, in queries and in titles: men, kids, cats."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any

from catalog.asked.wordlists import lists
from catalog.text import HANGUL

Audiences = frozenset[str]


def audiences(text: str) -> Audiences:
    """Everybody whom a text names."""
    return frozenset(_names()[match[0]] for match in _pattern().finditer(text.casefold()))


def misfits(asked: Collection[str], stated: Collection[str]) -> bool:
    """Whether a product that states these is for others than were asked for. One that states nobody fits anybody."""
    known = _audiences()
    fitting = {name for who in asked for name in (who, *known[who].get("fits", ()))}
    others = {name for who in asked for name in known[who].get("not", ())}
    return not fitting & set(stated) and bool(others & set(stated))


@cache
def _audiences() -> dict[str, dict[str, Any]]:
    return {entry["who"]: entry for entry in lists("for_whom.yaml")}


@cache
def _names() -> dict[str, str]:
    return {word: who for who, entry in _audiences().items() for word in entry["words"]}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_names(), key=lambda word: (-len(word), word))
    latin = "|".join(re.escape(word) for word in words if not HANGUL.search(word))
    hangul = "|".join(re.escape(word) for word in words if HANGUL.search(word))
    # Neither a hot dog nor a cat 6 cable is for an animal.
    return re.compile(
        rf"(?<![\w-])(?<!hot )(?:{latin})(?![\w-]|(?<=\bcat)\s?\d)|"
        rf"(?<![가-힣])(?:{hangul})(?=용|(?:이|가|의|은|는|을|를|도|와|과|랑|이랑|에게|한테)?(?:[\s,.!?]|$))"
    )
