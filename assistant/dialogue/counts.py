"""How many packs of a line a turn says: "two of those", "x4", "one is enough", 세 개로, 하나 더."""

from __future__ import annotations

import re

from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number

MOST = 999
MORE = re.compile(r"(?i:(?<![a-z])(?:more|another|extra|additional|on top)(?![a-z])|(?<![가-힣])더(?![가-힣]))")
PACKS = (
    r"(?:packs?|packets?|pairs?|bottles?|cans?|tins?|bags?|boxes|box|sets?|tubs?|jars?|rolls?|cartons?|cases?|pieces?|"
    r"units?|tubes?|sticks?|bunch(?:es)?|loa(?:f|ves)|times|of|for each)"
)
KO_PACKS = (
    "(?:개|병|캔|팩|박스|봉지|봉|판|묶음|세트|통|잔|벌|켤레|장|자루|줄|상자|마리|롤|포대|권|다발|짝|쌍|곽|갑|단|모|대)"
)
NUMBER = rf"(?<![\w.$₩]){EN_NUMBER}(?!\w*%)(?!\w|\.\d)"
# The surest first: what is set, what counts packs, what is multiplied, any number.
ENGLISH = (
    rf"(?<![a-z])(?:to|make (?:it|that|them)|rather|only|just)\s(?P<set>{NUMBER})(?! or| of us)",
    rf"(?P<packed>{NUMBER})\s(?:more\s)?(?:[a-z]+\s)?{PACKS}(?![a-z])",
    r"(?<![\w.])[x×]\s?(?P<behind>\d{1,3})(?!\w)|(?<![\w.$₩])(?P<ahead>\d{1,3})\s?[x×](?![a-z])",
    rf"(?P<any>{NUMBER})",
)
KOREAN = (
    rf"(?P<ko_set>{KO_NUMBER})\s?{KO_PACKS}?\s?(?:으로|로|만|면|이면|씩)",
    rf"(?P<ko_packed>{KO_NUMBER})\s?{KO_PACKS}",
    rf"(?P<ko_any>{KO_NUMBER})(?=\s?더|$|[\s,.!?요])",
)
WAYS = tuple(re.compile(f"(?i:{way})") for way in (*ENGLISH, *KOREAN))
TWICE = re.compile(r"(?i:(?<![a-z])twice(?![a-z])|두 ?배)")
# What says which, not how many: "the first one", "number two", "두 번째", "that one".
WHICH = re.compile(
    r"(?i:(?:numbers?|no\.?|#|items?|lines?|options?)\s?(?:\d+|one|two|three|four|five|six)(?![a-z])|"
    r"\d+(?:st|nd|rd|th)(?![a-z])|(?:\d+|[일이삼사오]|첫|두|세|네|다섯)\s?번\s?째?|"
    r"(?:that|this|each|which|cheaper|other|the(?: [a-z]+)?) one(?!s)|"
    r"(?:first|second|third|fourth|fifth|last)(?: one)?(?![a-z])|"
    r"(?:one|two|three|four|five) (?:of us|people|guests|kids))"
)


def said_count(text: str) -> int | None:
    """The number of packs that a text sets or adds; None where it says none."""
    if TWICE.search(text):
        return 2
    rest = WHICH.sub(" , ", text)
    for way in WAYS:
        for match in way.finditer(rest):
            said = parse_number(next(value for value in match.groups() if value is not None).lower())
            if said is not None and 1 <= said <= MOST:
                return int(said)
    return None


def says_more(text: str) -> bool:
    """Whether the number comes on top of what is there."""
    return bool(MORE.search(text))
