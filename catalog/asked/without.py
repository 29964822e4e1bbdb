"""What a query does not want: "belt without buckle", "not in-ear", "손잡이 없는 컵"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from catalog.text import HANGUL, tokens

# "no" alone is left out: "no show socks" and "no drill blinds" are names of things.
BEFORE = re.compile(
    r"(?<![\w-])(?:without(?: any| a| an)?|w/o|minus|excluding|except|sans|not(?! (?:your|my|the|a|just|only))|"
    r"no(?= \w+s\b|\w*$))\s+(?P<thing>[\w/'’-]+(?:\s+(?!for\b|with\b|in\b|and\b|or\b|but\b)[\w/'’-]+){0,2})",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"(?P<thing>[\w-]+(?:\s[가-힣]{1,6})?)\s*"
    r"(?:(?<=[이가은는을를])|(?<=\s)|(?=없|안|말고|빼고|아닌))\s*"
    r"(?:없는|없이|없고|말고|빼고|뺀|빠진|제외(?:하고|한)?|안\s?(?:들어간|든|들어있는|나는|쓰는)|아닌|들어가지\s?않은)(?=\s|$)"
)
PARTICLE = re.compile(r"(?:이나|이|가|은|는|을|를|도)$")
# How a product says that it has none of a thing, `{}` being the thing.
SAYS_NONE = (
    r"\b(?:without|no|not|non|w/o|sans|free (?:of|from)|zero|minus)[\s-]+(?:\w+[\s-]+){{0,2}}?{0}",
    r"{0}[\s-]*(?:free\b|less\b|not included|sold separately)",
    r"(?:무|노)\s?{0}|{0}\s?(?:없|무첨가|프리|미포함|별매|별도\s?구매|안\s?들어|않)",
)


@dataclass(frozen=True)
class Unwanted:
    """A thing that was ruled out, as it was written, and its stems."""

    phrase: str
    words: tuple[str, ...]


def unwanted(text: str) -> tuple[str, tuple[Unwanted, ...]]:
    """The text without what it rules out, and what that is."""
    found: list[Unwanted] = []

    def taken(match: re.Match[str]) -> str:
        phrase = PARTICLE.sub("", match["thing"].strip()) if HANGUL.search(match["thing"]) else match["thing"].strip()
        words = tuple(tokens(phrase))
        if not words:
            return match[0]
        found.append(Unwanted(phrase.casefold(), words))
        return " "

    rest = AFTER.sub(taken, BEFORE.sub(taken, text))
    rest = re.sub(r"\s+", " ", rest).strip()
    return (rest, tuple(found)) if tokens(rest) else (text, ())


def has(title: str, text: str, thing: Unwanted) -> float:
    """How surely a product has the thing: 1 where its title says so, less where only its text does, −1 where it says none.

    A product that names the thing only to say that it has none is what was asked for.
    """
    holds, none = _patterns(thing.phrase)
    if none.search(title):
        return -1.0
    if holds.search(title):
        return 1.0
    if none.search(text):
        return NONE_IN_TEXT
    return IN_TEXT if holds.search(text) else 0.0


# A description names what comes with it, what it goes with and what it lacks: weaker evidence than the title.
IN_TEXT, NONE_IN_TEXT = 0.3, -0.5


@cache
def _patterns(phrase: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = [re.escape(_singular(word)) for word in re.findall(r"[\w/']+", phrase)]
    last, whole = words[-1], r"[\s-]*\w{0,2}[\s-]+".join(words)
    hyphenated = "-" in phrase or HANGUL.search(phrase)
    thing = whole if hyphenated or len(words) == 1 else f"(?:{whole}|{last})"
    start = "" if HANGUL.search(phrase) else r"\b"
    return re.compile(start + thing, re.IGNORECASE), re.compile(
        "|".join(p.format(thing) for p in SAYS_NONE), re.IGNORECASE
    )


def _singular(word: str) -> str:
    return re.sub(r"(?:(?<=[sxz])es|(?<=[a-z]{2})s)$", "", word)
