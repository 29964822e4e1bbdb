"""Wishes about the choice: a least rating, a store to pick up at, and changes to a basket."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.types import Span
from assistant.understand.adjusted import find_cheaper, find_share
from assistant.understand.cues import cue, either, just_after, just_before, words
from assistant.understand.found import Found, span_of
from assistant.understand.names import named
from assistant.understand.numbers import parse_number

BEST = 5.0  # ratings are out of five
STARS = r"(?:[0-5](?:\.\d{1,2})?(?![\d.]*\d)|(?:one|two|three|four|five)(?:\sand\sa\shalf)?(?![a-z]))"
STARS_KO = r"(?:[0-5](?:\.\d{1,2})?(?![\d.]*\d)|한|두|세|네|다섯)"
COUNTS = frozenset({"double", "half", "more", "fewer"})  # changes to how many
HALF = re.compile(r"\sand\sa\shalf", re.IGNORECASE)


@cache
def _ratings() -> re.Pattern[str]:
    """Every way to say a rating; whether it is the least one is for the words around it."""
    least = either("wishes", "at_least_before")
    noun = r"(?<![a-z])(?:ratings?|rated|score[ds]?|reviews?|reviewed)(?![a-z])"
    noun_ko = r"(?:별점|평점|별|만족도|리뷰|후기|점수)"
    head = rf"(?P<before>{least}\s{{0,2}})?(?<![\d.,])"
    link = r"\s?(?:of|is|:|are|at)?\s?"
    ways = [
        rf"{head}(?P<stars>{STARS})\s?(?P<plus>\+)?[\s-]?stars?(?![a-z])(?!\s(?:hotel|wars|stickers?))"
        r"(?:\s(?:ratings?|rated|products?|items?|reviews?|ones?))?",
        rf"(?P<before2>{least}\s{{0,2}})?{noun}{link}(?P<least>{least}\s{{0,2}})?(?P<rated>{STARS})(?:\s?/\s?5|\sout\sof\s5)?(?:\s?stars?(?![a-z]))?",
        rf"{head.replace('before', 'before3')}(?P<outof>{STARS})\s?(?:/\s?|out\sof\s)5(?!\d)",
        rf"(?:(?P<before4>최소|적어도)\s?)?{noun_ko}(?:은|는|이|가|을)?\s?(?:(?:높은|좋은)\s?(?:걸로|거로)?\s)?(?P<least_ko>최소|적어도)?\s?"
        rf"(?<!\d)(?P<ko>{STARS_KO})\s?(?:점대?|개)?",
        rf"(?:(?P<before5>최소|적어도)\s?)?(?<![\d.,])(?P<points>{STARS_KO})\s?점대?(?!\s?(?:만점|세트|짜리\s?세트))",
        rf"(?<![\d.,])(?P<ahead>{STARS_KO})(?=\s?점?\s?이상\s?(?:별점|평점))",
    ]
    return re.compile("(?i:" + "|".join(ways) + ")")


def find_min_rating(text: str) -> Found[float] | None:
    """The least rating out of five that the shopper accepts."""
    for match in _ratings().finditer(text):
        named_groups = {name: value for name, value in match.groupdict().items() if value is not None}
        said = next(value for name, value in named_groups.items() if name in NUMBERS)
        least = any(name.startswith(("before", "least", "plus", "ahead")) for name in named_groups)
        value = (parse_number(HALF.sub("", said)) or 0) + (0.5 if HALF.search(said) else 0)
        after = just_after("wishes", "at_least_after", text, match.end())
        if 0 < value <= BEST and (least or after):
            end = after.end() if after else match.end()
            return Found(value, Span(start=match.start(), end=end, text=text[match.start() : end]))
    return None


NUMBERS = frozenset({"stars", "rated", "outof", "ko", "points", "ahead"})  # groups that hold the rating itself


def find_place(text: str, known: Mapping[str, str]) -> Found[str] | None:
    """The store to pick up at, by its key. `known` maps a lower-case spelling in either language to the key."""
    picks_up = bool(cue("wishes", "pickup").search(text))
    return next((place for place in named(text, known) if _is_store(text, place.span, picks_up)), None)


def _is_store(text: str, span: Span, picks_up: bool) -> bool:
    """Whether a name means the store: it is called one, or something is picked up there."""
    if just_after("wishes", "delivered_after", text, span.end):
        return False
    if just_after("wishes", "place_after", text, span.end) or re.search("점$", span.text):
        return True
    leads = just_before("wishes", "place_before", text, span.start)
    return picks_up and bool(leads or re.search("[가-힣]", text))


@cache
def _changes() -> re.Pattern[str]:
    """Every change as a group named by its key."""
    return re.compile("(?i:" + "|".join(f"(?P<{key}>{either('changes', key)})" for key in words("changes")) + ")")


def find_changes(text: str) -> tuple[Found[str], ...]:
    """The changes that a refinement asks for, by key, each once."""
    said = list(_changed(text))
    if (share := find_cheaper(text)) is not None:  # "half the price" is half of nothing else
        said = [Found("cheaper", share.span), *(one for one in said if one.value not in COUNTS)]
    if find_share(text) is not None:  # "double the budget": of the money, not of the people
        said = [one for one in said if one.value not in COUNTS]
    return tuple({found.value: found for found in reversed(said)}.values())[::-1]


def _changed(text: str) -> Iterator[Found[str]]:
    for match in _changes().finditer(text):
        turned_down = just_before("wishes", "turned_down_before", text, match.start()) or just_after(
            "wishes", "turned_down_after", text, match.end()
        )
        if not turned_down:
            yield Found(str(match.lastgroup), span_of(match))
