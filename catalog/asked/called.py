"""A text in the words that the shop's products are called by: 덤벨 for 아령 where no title says 아령."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from catalog.asked.wordlists import Phrase, cut, synonym_words, synonyms
from catalog.text import HANGUL, tokens

if TYPE_CHECKING:
    from catalog.index.lexical import Lexical


def in_shop_words(text: str, lexical: Lexical) -> str:
    """The text with each phrase that no title holds said in a way that titles do; as it is where none is to be had."""
    words, ways = tuple(tokens(text)), synonyms()
    parts: list[str] = []
    at, changed = 0, False
    while at < len(words):
        length, others = ways.at(words, at) or (1, ())
        own = words[at : at + length]
        called = _called(own, others, lexical) if others and not len(lexical.named(own, title_only=True)) else None
        parts.append(" ".join(own) if called is None else called)
        at, changed = at + length, changed or called is not None
    return " ".join(parts) if changed else text


def _called(own: Phrase, ways: tuple[Phrase, ...], lexical: Lexical) -> str | None:
    """The way in the same script that most titles hold, as it is written; None where there is none."""
    korean = bool(HANGUL.search(" ".join(own)))
    alike = [way for way in ways if way != own and bool(HANGUL.search(" ".join(way))) == korean]
    counts = {way: len(lexical.named(way, title_only=True)) for way in alike}
    best = max(alike, key=lambda way: counts[way], default=None)
    return None if best is None or not counts[best] else _written()[best]


@cache
def _written() -> dict[Phrase, str]:
    """Each phrase as the word lists write it."""
    found: dict[Phrase, str] = {}
    for group in synonym_words():
        for text in group:
            if phrase := cut(text):
                found.setdefault(phrase, text)
    return found
