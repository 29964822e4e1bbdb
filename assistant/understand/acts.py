"""What a turn asks for: the act, and the line that it points at."""

from __future__ import annotations

import re

from assistant.types import Span
from assistant.understand.found import Found, span_of

BASKET = re.compile(
    r"(?i:(?P<checkout>check ?out|결제)|(?P<order>where is my order|반품)|(?P<why>\bwhy\b|왜)|(?P<compare>compare|비교)|"
    r"(?P<remove>\bremove\b|빼)|(?P<add>\badd\b|담아|추가)|(?P<refine>cheaper|더 싸게|without|swap))"
)
ALWAYS = re.compile(r"(?i:(?P<smalltalk>^\W*(?:hi|hello|thanks|고마워|안녕))|(?P<out_of_scope>weather|날씨))")
FIND = re.compile(r"(?i:(?P<find>추천|\b(?:shoes|earbuds)\b|\d개))")


def find_act(text: str, has_basket: bool) -> Found[str]:
    """The act of a turn; refinements exist only where there is a basket."""
    for pattern in (ALWAYS, BASKET, FIND) if has_basket else (ALWAYS, FIND):
        match = pattern.search(text)
        if match and match.lastgroup:
            return Found(match.lastgroup, span_of(match))
    return Found("plan", Span(start=0, end=len(text), text=text))


def find_target(text: str) -> Found[int] | None:
    """The line of the basket that the text points at: 1-based, -1 for the last."""
    match = re.search(r"(?i:(?P<two>second|두 ?번째)|(?P<one>first|첫 ?번째)|(?P<last>last one|마지막))", text)
    return Found({"one": 1, "two": 2, "last": -1}[match.lastgroup or "one"], span_of(match)) if match else None
