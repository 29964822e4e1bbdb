"""Tell the things that a shopper has from those that they need: "I have boots and a pack, need a tent".

English says it around the thing, so a sentence is read from left to right: each cue rules the things after it until the
next cue. Korean says it right behind the thing, which `assistant.understand.exclusions` reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.plan.things import Mention

SENTENCE = re.compile(r"[.!?;\n]+|\s[-–—]\s|\(|\)")
HAVE = (
    r"(?:'ve|have|has|had|'s) (?:already )?got|already (?:have|has|had|own|owns|got|bought|ordered)|"
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


def owned(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that the sentence says are there already."""
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    return tuple(m for m in mentions if _is_owned(text, m, max(s for s in starts if s <= m.span.start)))


def _is_owned(text: str, mention: Mention, start: int) -> bool:
    end = SENTENCE.search(text, mention.span.end)
    rest = text[mention.span.end : end.start() if end else len(text)]
    if DONE.match(rest) or re.match(rf"(?:,? (?:and|n|&) [\w ]{{1,20}}){DONE.pattern}", rest, re.IGNORECASE):
        return True
    cues = list(CUE.finditer(text, start, mention.span.start))
    return bool(cues) and cues[-1]["have"] is not None
