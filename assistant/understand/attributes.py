"""Sizes, colours and brands that a shopper names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.understand.cues import either, just_after, just_before, words
from assistant.understand.found import Found, span_of
from assistant.understand.names import named

FREE = "FREE"  # one size fits all
LETTERS = {
    **dict.fromkeys(("small", "스몰", "에스"), "S"),
    **dict.fromkeys(("medium", "미디움", "미디엄", "엠"), "M"),
    **dict.fromkeys(("large", "라지", "엘"), "L"),
    **dict.fromkeys(("extra small", "x small", "엑스스몰"), "XS"),
    **dict.fromkeys(("extra large", "x large", "엑스라지", "엑스엘"), "XL"),
    **dict.fromkeys(("투엑스라지", "투엑스엘", "xx large"), "2XL"),
    **dict.fromkeys(("쓰리엑스라지",), "3XL"),
    **dict.fromkeys(("xxxl",), "3XL"),
}
WORDED_KO = "|".join(sorted((word for word in LETTERS if word[0] >= "가"), key=len, reverse=True))
WORDED_EN = r"(?:(?:extra|x{1,2})[ -])?(?:small|large)|medium"
LETTER = r"(?:\d?x{1,3}[sl]|x{0,3}[sl]|m)"
NUMBER = r"\d{1,3}(?:\.5|½|\s1/2)?"
MM = r"2[0-9][05]|3[01][05]"  # feet in millimetres
MARK = r"(?:사이즈|싸이즈|치수|호수)"
AND = r"(?:\s?(?:,|and|or|&|/|이?랑|하고|과|와)\s?)"


@cache
def _sizes() -> re.Pattern[str]:
    """Every way to say a size; each alternative holds the size in a group of its own."""
    clothing, trousers, shoes, tops = (either("attributes", k) for k in ("clothing", "trousers", "shoes", "tops_ko"))
    one = rf"(?:{LETTER}|{WORDED_EN}|[2-6]t|{NUMBER})(?![a-z가-힣\d])"
    ways = [
        r"(?P<free>(?:one|free)[ -]size(?![a-z])(?: fits (?:all|most))?|프리 ?사이즈)",
        rf"(?<![a-z])sizes?(?:d|\s?[:=]|\s(?:is|in|of))?\s(?P<en>{one})(?:{AND}(?P<en2>{one}))?",
        rf"(?<![a-z])size\s?[:=]\s?(?P<colon>{one})",
        r"(?<![a-z])(?:(?-i:US)|us(?=\s(?:wo)?men'?s)|uk|eu|eur)(?:\s(?:wo)?men'?s)?(?:\ssize)?\s?"
        r"(?P<system>\d{1,2}(?:\.5)?)(?![a-z\d])",
        rf"(?<![\d.])(?P<mm>{MM})\s?(?:mm(?![a-z])|밀리|미리)",
        r"(?<![\d.])(?P<waist>[2-4]\d)(?:\s?(?:-\s?)?inch(?:es)?)?\swaist|(?<![a-z])waist\s(?P<waist2>[2-4]\d)(?!\d)",
        r"(?<![\d.a-z])(?-i:(?P<w>[2-4]\d)W)(?![a-z])",
        rf"(?:허리\s?{MARK}?(?:은|는|가|이)?|{trousers})\s(?P<waist_ko>[2-4]\d)(?:\s?인치|(?=\s|으?로|$))",
        rf"(?<![가-힣a-z\d])(?P<before>(?:{LETTER}|{WORDED_KO}|\d{{2,3}}))(?=(?:{AND}{LETTER})?\s?{MARK})",
        rf"{MARK}(?:은|는|가|이|를|로|\s?:)?\s(?P<after>{LETTER}|{WORDED_KO}|\d{{2,3}})(?![a-z\d])",
        rf"{shoes}\s(?P<shoe>{MM})(?!\d)|(?<![\d.,])(?P<shoe2>{MM})\s{shoes}",
        rf"{tops}\s(?P<top>8[05]|9[05]|1[012][05])(?!\d)|(?<![\d.,])(?P<foot>{MM})(?=으로|로(?![가-힣]))",
        r"(?<![a-z\d])(?P<big>\d?x{1,3}l|xx?s|(?:투|쓰리)?엑스(?:라지|스몰))(?![a-z\d])",
        rf"(?<![a-z])(?P<worded>{WORDED_EN})\s(?:(?!and|or)[a-z]{{3,10}}\s)?(?={clothing})",
        rf"(?-i:(?<=in )(?:a |an )?(?P<in>[SML])(?![\w'&]))|(?-i:{clothing}[, (]{{1,2}}(?P<wear>[SML])(?![\w'&]))",
        r"(?-i:(?<![A-Za-z\d])(?<!\d )(?P<ro>[SML])(?=으로|로(?![가-힣])))",
    ]
    return re.compile("(?i:" + "|".join(ways) + ")")


def find_sizes(text: str) -> tuple[Found[str], ...]:
    """Every size of clothes or shoes: upper-case letters, the bare number, or FREE."""
    return tuple(_sized(text))


def _sized(text: str) -> Iterator[Found[str]]:
    for match in _sizes().finditer(text):
        if just_before("attributes", "size_not_before", text, match.start()):
            continue
        for name, value in match.groupdict().items():
            follows = value and name != "free" and just_after("attributes", "size_not_after", text, match.end(name))
            if value and not follows:
                yield Found(FREE if name == "free" else _size(value), span_of(match, name))


def _size(value: str) -> str:
    """The normal form: "extra-large" is XL, "8 1/2" is 8.5."""
    flat = value.lower().replace("-", " ")
    return LETTERS.get(flat) or flat.replace("½", ".5").replace(" 1/2", ".5").upper()


@cache
def _colours() -> re.Pattern[str]:
    """Every colour word as a group named by the colour."""
    groups = (f"(?P<{key}>{either('colours', key)})" for key in words("colours"))
    return re.compile(rf"(?i:(?<![가-힣])(?:{'|'.join(groups)}))")


def find_colours(text: str) -> tuple[Found[str], ...]:
    """Every colour that a thing should have, by its English key; not those of food, nor those turned down."""
    found = (Found(str(match.lastgroup), span_of(match)) for match in _colours().finditer(text))
    return tuple(colour for colour in found if not _no_colour(text, colour.span.start, colour.span.end))


def _no_colour(text: str, start: int, end: int) -> bool:
    """Whether the words around a colour make it something else: red wine, red and white wine, 검정 말고."""
    second = re.compile(rf"\s?(?:and|or|&)\s(?={_colours().pattern})[a-z]{{1,8}}").match(text, end)
    return bool(
        just_before("attributes", "colour_not_before", text, start)
        or just_after("attributes", "colour_refused", text, end)
        or just_after("attributes", "colour_not_after", text, end)
        or (second and just_after("attributes", "colour_not_after", text, second.end()))
    )


def find_brands(text: str, known: Mapping[str, str]) -> tuple[Found[str], ...]:
    """Every brand that the text names, by its key. `known` maps a lower-case spelling in either language to the key."""
    return tuple(named(text, known))
