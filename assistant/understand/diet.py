"""Diets that people keep, as the shopper says them, and how many of the people keep them."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from assistant.types import DietNeed, Span
from assistant.understand.allergies import find_allergies
from assistant.understand.cues import cue, either, just_before
from assistant.understand.found import Found, span_of
from assistant.understand.keepers import denied, who
from catalog.types import DIETS, Diet

REACH = 60  # characters beside a diet that can say whose it is
# What may stand between two diets of the same people: "vegan and gluten-free".
JOINED = re.compile(
    r"\s?(?:,\s?(?:and|or)?|&|/|\+|and|or|plus|이랑|랑|하고|와|과|이고|이면서|그리고|또는|이나)?\s?(?:also\s)?",
    re.IGNORECASE,
)

# Who keeps no diet of their own eats what the one who does eats.
SAME = re.compile(
    r"(?i:(?:i|we|the rest|everyone|everybody|others)"
    r"(?:['’]ll| will| can| could|['’]re happy to| am happy to|['’]m happy to)?"
    r"(?: all| just| happily)? (?:eat|have|do|share|go with) (?:the )?same|"
    r"same for (?:me|us|everyone|all)|all eat(?:ing)? the same)|"
    r"(?:나도|저도|우리도|다 ?같이|다들|모두|다) ?(?:그냥 )?(?:똑같이|같은 ?(?:거|걸|것)|같이) ?(?:먹|할|주|로)|"
    r"(?:나도|저도|우리도) ?(?:똑같|같은 ?거|그걸로)"
)

# Who is there and keeps none, so that the diet is some people's: "we're vegan and hosting six meat eaters".
KEEP_NONE = re.compile(r"(?i:(?<![a-z])(?:meat[- ](?:eaters?|lovers?)|carnivores?|omnivores?)(?![a-z])|육식파|고기파)")

__all__ = ["find_allergies", "find_diet"]


def find_diet(text: str) -> tuple[Found[DietNeed], ...]:
    """Every diet that the text asks for, and who keeps it. Diets joined by "and" share their people."""
    found: list[Found[DietNeed]] = []
    for group in _groups(text):
        start, end = group[0][1].start, group[-1][1].end
        before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
        if not denied(before, after):
            people, everyone = who(before, group[-1][1].text, after)
            if SAME.search(after):
                people, everyone = None, True
            everyone = everyone and not KEEP_NONE.search(text)
            found += [Found(DietNeed(diet=d, people=people, everyone=everyone), span) for d, span in group]
    return tuple(found)


def _groups(text: str) -> list[list[tuple[Diet, Span]]]:
    """The mentions, those that are joined together in one list."""
    hidden = [m.span() for m in cue("diet", "hides").finditer(text)]
    groups: list[list[tuple[Diet, Span]]] = []
    for match in _mentions().finditer(text):
        if any(start < match.end() and match.start() < end for start, end in hidden):
            continue
        if _only_a_faith(text, match):
            continue
        mention = (cast(Diet, match.lastgroup), span_of(match))
        if groups and JOINED.fullmatch(text, groups[-1][-1][1].end, match.start()):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _only_a_faith(text: str, match: re.Match[str]) -> bool:
    """Whether a word says what somebody believes and not what is eaten: "I'm Muslim", not "Muslim guests"."""
    if not cue("diet", "faith").fullmatch(match[0]):
        return False
    before = just_before("diet", "faith_before", text, match.start())
    return not (before or cue("diet", "faith_after").match(text, match.end()))


@cache
def _mentions() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{diet}>{either('diet', diet)})" for diet in DIETS), re.IGNORECASE)
