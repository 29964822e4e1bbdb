"""Tell the things that a shopper has from those that they need: "I have boots and a pack, need a tent".

English says it around the thing, so a sentence is read from left to right: each cue rules the things after it until the
next cue. Korean says it behind the thing, and a list in front of it is had as a whole: "텐트 침낭 매트는 다 있음".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.plan.things import Mention

SENTENCE = re.compile(r"[.!?;\n]+|\s[-–—]\s|\(|\)")
HAVE = (
    r"(?:'ve|have|has|had|'s) (?:already )?got|"
    r"(?<!is )(?<!are )(?<!'s )already (?:have|has|had|own|owns|got|bought|ordered)|"
    r"(?<!to )(?<!don't )(?<!dont )(?<!not )(?<!must )(?<!should )(?:have|has)"
    r"(?! to\b| no\b| nothing\b| a (?:budget|party|guest))|"
    r"\bowns?(?! nothing| zero| no\b)|got the|got a|comes? with|(?:is|are|'s|'re) bringing|brings?|all i own is"
)
NEED = (
    r"needs?|wants?|(?:looking|shopping) for|buy|order(?:ing)?|get(?:ting)? (?:me|us|some|a|the)|missing|plus|include|"
    r"including|also|but|except|so i|don't have|dont have|do not have|no (?:decent|proper|good|real)|"
    r"(?:that'?s|thats) (?:about )?it|"
    r"nothing else|give|find|thinking|would like|'d like|please add"
)
CUE = re.compile(rf"(?P<have>\b(?:{HAVE})\b|(?:'ve|'s) got\b)|(?P<need>\b(?:{NEED})\b)", re.IGNORECASE)
DONE = re.compile(
    r"\s?(?:\([^)]{0,40}\) ?)?(?:is|are|'s|'re)? ?(?:all |already )?"
    r"(?:covered|sorted|taken care of|handled|ordered|bought|done|included|provided)\b",
    re.IGNORECASE,
)


KOREAN_DONE = re.compile(
    r"(?:은|는|이|가|도|을|를|까지)?\s?(?:(?:다|모두|이미|전부|벌써|집에|회사에서|제가|우리|저희)\s?){0,3}"
    r"(?:있(?!나|을까|으면|어야|어요\?|어\?)|샀|빌렸|빌려|물려받|지급받|받았|준비했|준비돼|준비되|챙겼|구비|보유)"
)
LISTED = re.compile(r"(?:이랑|랑|와|과|하고|,|·|/|&|\s|\band\b|\bn\b|\bor\b)+", re.IGNORECASE)


def owned(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that the sentence says are there already, with those listed right before them."""
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    found: list[Mention] = []
    for mention in reversed(mentions):
        between = text[mention.span.end : found[-1].span.start] if found else ""
        listed = bool(between) and LISTED.fullmatch(between) is not None and _behind(text, found[-1], found)
        start = max(s for s in starts if s <= mention.span.start)
        if listed or _behind(text, mention) or _before(text, mention, start):
            found.append(mention)
    return tuple(reversed(found))


def _behind(text: str, mention: Mention, chain: Sequence[Mention] = ()) -> bool:
    """Whether a cue right behind the mention, or behind a later one of its list, says that it is had."""
    last = chain[0] if chain else mention
    rest = text[last.span.end :]
    return bool(DONE.match(rest) or KOREAN_DONE.match(rest))


def _before(text: str, mention: Mention, start: int) -> bool:
    """Whether the nearest cue in front of the mention says that it is had."""
    cues = list(CUE.finditer(text, start, mention.span.start))
    return bool(cues) and cues[-1]["have"] is not None


GROW = re.compile(r"\b(?:grow|growing|plant|planting|raise)\b", re.IGNORECASE)
KOREAN_GROW = re.compile(
    r"(?:을|를|도|이랑|랑|와|과)?\s?(?:[가-힣]+(?:을|를|도)?\s)?(?:키우|키워|키울|심|재배|기르|길러)"
)
EATEN = ("fresh/", "grocery/")


def grown(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that are to be grown, not eaten: "grow tomatoes", "상추랑 방울토마토 키워서"."""
    food = [m for m in mentions if all(category.startswith(EATEN) for category in m.categories)]
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    return tuple(
        m
        for m in food
        if KOREAN_GROW.match(text, m.span.end)
        or GROW.search(text, max(s for s in starts if s <= m.span.start), m.span.start)
    )
