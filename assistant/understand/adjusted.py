"""Money that is more or less than before: "raise the budget by 20", "knock ten dollars off", "2만원 더 쓸게요"."""

from __future__ import annotations

import re

from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number
from catalog.types import MINOR_DIGITS

EN_AMOUNT = rf"(?:[$₩]\s?)?(?P<en>{EN_NUMBER})(?:\s?(?:dollars?|bucks?|usd|won))?"
MONEY = rf"(?:[$₩]\s?(?P<en>{EN_NUMBER})|(?P<en2>{EN_NUMBER})\s?(?:dollars?|bucks?|usd|won))"
KO_AMOUNT = rf"(?P<ko>{KO_NUMBER})\s?(?:원|천원|만원)?"
SPENT = r"(?:the |my |our )?(?:budget|limit|total|price|it|that)"
ANOTHER = r"(?:another |an extra |about )?"
MUCH_KO = rf"{KO_AMOUNT}(?:을|를|정도|쯤|만)?\s?"
MORE = (
    rf"(?:rais|increas|bump|stretch|up|lift)(?:e|ing|ed)? {SPENT}(?: up)? by {EN_AMOUNT}(?![\w%])",
    rf"(?:add|put|throw in) {ANOTHER}{EN_AMOUNT} (?:more )?(?:to|on top of|onto) (?:the |my |our )?budget",
    rf"(?:can|could|will|have|got|spend|add)(?: you)?(?: spend| go| use| do)? {ANOTHER}{MONEY} "
    r"(?:more|extra|over|on top)(?= ?(?:[.,!?]|$|to spend|than))",
    rf"(?:spend|go) {ANOTHER}{EN_AMOUNT} (?:more|extra|over)(?= ?(?:[.,!?]|$|than))",
    rf"{MUCH_KO}(?:더\s?(?:쓸|쓰|써|보탤|보태|얹|올|늘|추가)|올려|올릴|보태|추가해서 ?(?:쓸|쓰))",
)
LESS = (
    rf"(?:lower|reduc|cut|drop|bring|trim|tak)(?:e|ing)? {SPENT}(?: down)? by {EN_AMOUNT}(?![\w%])",
    rf"(?:knock|shave) {ANOTHER}{EN_AMOUNT} off(?![a-z])(?! (?:the list|of (?:them|those)))",
    rf"(?:cut|take|trim|get|drop) {ANOTHER}{MONEY} off(?![a-z])",
    rf"(?:cut|take|trim|get|drop) {ANOTHER}(?P<en>{EN_NUMBER}) off (?:the |my |our )?"
    r"(?:budget|total|price|limit|bill)(?![a-z])",
    rf"(?:cut|take|trim|get|drop) {ANOTHER}(?P<en>[1-9]\d+) off(?=\s?(?:[.,!?]|$))",  # "two off" is of a line
    rf"(?:예산|총액|금액)(?:을|를|에서)?\s?{MUCH_KO}(?:만 )?(?:줄|깎|낮|빼|덜)",
)
WAYS = tuple((re.compile(f"(?i:{way})"), sign) for ways, sign in ((MORE, 1), (LESS, -1)) for way in ways)
SCALED = re.compile("[만천원]")
SMALL = 5000  # a bare Korean number below this is no money


def find_adjustment(text: str, currency: str) -> int | None:
    """How much more (or, below zero, less) may be spent than before, in minor units; None where nothing says so."""
    for pattern, sign in WAYS:
        if match := pattern.search(text):
            said = match.groupdict()
            words = next(filter(None, (said.get(name) for name in ("en", "en2", "ko"))), "")
            number = parse_number(words.lower())
            bare = said.get("ko") and not SCALED.search(match[0]) and number is not None and number < SMALL
            if number is not None and not bare:
                return sign * round(number * 10.0 ** MINOR_DIGITS[currency])
    return None
