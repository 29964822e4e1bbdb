"""Slips of the finger in an English turn, mended before it is read: "snaks for the gmae" are snacks for the game."""

from __future__ import annotations

import re
from collections.abc import Callable

SHORTEST = 5  # letters: a shorter word is one slip from too many others, unless its letters only changed places
FIRST_SHORTEST = 6  # of a word with a capital, which may be a name
WORD = re.compile(r"(?<![\w@./'’\"“-])[A-Za-z][a-z]{2,}(?![\w@/'’\"”-]|\.\w)")
# What is called something, or does something that people do, is called what it is called.
NAMING = re.compile(r"(?i:(?<![a-z])(?:call(?:ed)?(?: it| this)?|named?(?: it| this)?|name is|as|i[’']?m|i am) \Z)")
DOING = re.compile(
    r"(?i: (?:is|was|has|had|will|likes?|loves?|hates?|wants?|needs?|eats?|drinks?|can(?:[’']?t|not)?|does(?:n[’']?t)?)"
    r"(?![a-z]))"
)
# What must not be in the basket is read as it stands: "no mochi" rules no mocha out.
RULED_OUT = re.compile(
    r"(?i:(?<![a-z])(?:no|not|without|skip|minus|except|avoid|hates?|allergic to|never|n[’']t (?:eat|like|add|want))"
    r"(?: any| the| more)? \Z)"
)
WITHOUT_APOSTROPHE = re.compile(
    r"(?:do|does|did|is|are|was|were|ca|could|would|should|have|has|had|must|need)nt|(?:that|what|there|here|how|who|it)s|"
    r"(?:you|they|we)(?:re|ve|ll|d)"
)
CLIPPED = ((re.compile(r"(?<![\w/])w/o(?=[\s\w])"), "without "), (re.compile(r"(?<![\w/])w/(?=[\s\w])"), "with "))
MOST = 0.6  # of the words: who misspells more writes another language
NEAR = 16  # letters before a word that are read with it

Slip = tuple[str, str]  # what was typed, and what it was meant to be


def in_full(text: str) -> str:
    """The text with its clipped words in full: "camping w/ a toddler"."""
    for clipped, full in CLIPPED:
        text = re.sub(r"(?<=with) {2}|(?<=without) {2}", " ", clipped.sub(full, text))
    return text


def without_slips(text: str, meant: Callable[[str], str | None]) -> tuple[str, tuple[Slip, ...]]:
    """The text with its slips mended, and each; `meant` says what a word was meant to be, None where it is none."""
    slips: list[Slip] = []

    def mended(match: re.Match[str]) -> str:
        found = _mended(match, meant)
        if found is None:
            return match[0]
        slips.append((match[0], found))
        return found

    whole = WORD.sub(mended, text)
    if len(slips) > MOST * len(text.split()):
        return text, ()
    return whole, tuple(slips)


def _mended(match: re.Match[str], meant: Callable[[str], str | None]) -> str | None:
    typed = match[0].lower()
    if match[0] != typed and (match.start() > 0 or len(typed) < FIRST_SHORTEST):
        return None
    lead = match.string[max(0, match.start() - NEAR) : match.start()]
    if NAMING.search(lead) or RULED_OUT.search(lead) or DOING.match(match.string, match.end()):
        return None
    found = None if WITHOUT_APOSTROPHE.fullmatch(typed) else meant(typed)
    if found is None:
        return None
    if typed == found + found[-1]:  # "bagg"
        return found
    if typed.startswith(found) or _american(found) == typed:  # "beachy" is no beach
        return None
    return found if len(typed) >= SHORTEST or sorted(typed) == sorted(found) else None


def _american(word: str) -> str:
    """A word as it is written across the ocean: neighbour → neighbor, litre → liter."""
    return re.sub("our", "or", re.sub(r"tre(?=s?\Z)", "ter", word))
