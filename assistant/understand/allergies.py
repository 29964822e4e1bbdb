"""Allergens that somebody must not have: "nut allergy", "can't eat shrimp", "땅콩이랑 우유 알레르기".

A food counts where a cue stands right before or right behind the list of foods that it is in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from assistant.types import Span
from assistant.understand.cues import cue, either, words
from assistant.understand.found import Found, span_of
from catalog.types import Allergen

REACH = 60  # characters that can lie between a cue and its food, or between two foods of a list
FREE = re.compile(r"[-\s]free|\s?(?:[이가]\s?)?(?:프리|무첨가|없는|안 ?들)", re.IGNORECASE)
DIETS = re.compile(
    r"(?i:nuts?|dairy|lactose)|견과류?|넛츠?|유제품"
)  # "nut-free" and "dairy-free" are diets, not allergies
JOIN = r"(?:\s?(?:,|、|&|/|·|\band\b|\bor\b|이랑|랑|하고|와|과|및|이나|나)\s?(?:and\s|or\s|also\s|그리고\s)?)"
SKIP = (
    r"(?:(?:any|all|the|some|raw|eating|most|other|both|certain|kinds? of|types? of|eat|to|from|one|two|three|another|"
    r"anything with)\s){0,3}"
)
OTHERS = rf"(?:(?:[a-z]{{2,15}}|[가-힣]{{1,6}}?){JOIN}{SKIP}){{0,3}}"  # foods that are no allergens: "peach and peanut"
LEAD = re.compile(rf"\s{{0,2}}{SKIP}{OTHERS}", re.IGNORECASE)
GAP = re.compile(rf"{JOIN}{SKIP}{OTHERS}|(?<=[가-힣])\s", re.IGNORECASE)  # "우유 계란 알레르기"
NUT = re.compile(r"(?i:(?:pea|tree )?nuts?)|땅콩|견과류?")
NO = re.compile(r"(?i:(?<![a-z])(?:no|without|zero|nothing with)(?: any)? )$")
HOLDING = r"(?:들어간 ?(?:거|건|것)(?:은|는|도)? ?)?"
NO_KO = re.compile(rf"(?:은|는|이|도)? ?{HOLDING}(?:절대 ?|다 ?|전부 ?)?(?:빼|없이|금지|안 ?[돼되됨된]|제외)")
COMMA = re.compile(r"\s?[,、]\s?")


def find_allergies(text: str) -> tuple[Found[Allergen], ...]:
    """Every allergen that somebody cannot have, with each food that says so, in the order of the text.

    Nuts that are ruled out count as well: whoever says "strictly no nuts" is not speaking of taste.
    """
    foods = [span_of(match) for match in _food().finditer(text)]
    listed = {index for indices in _lists(text, foods) for index in indices} if foods else set()
    listed |= {index for index, food in enumerate(foods) if _is_banned_nut(text, food)}
    return tuple(
        Found(allergen, foods[index])
        for index in sorted(listed)
        for allergen in _allergens(foods[index].text.casefold())
    )


def _lists(text: str, foods: Sequence[Span]) -> Iterator[range]:
    """The foods that each cue makes allergies, by their places in `foods`."""
    mentioned = any(not _denied(text, match) for match in cue("allergies", "mentioned").finditer(text))
    starts, ends = [food.start for food in foods], {food.end: index for index, food in enumerate(foods)}
    for match in _cue("before", mentioned).finditer(text):
        first = bisect_left(starts, match.end())
        if first < len(foods) and _between(LEAD, text, match.end(), starts[first]) and not _denied(text, match):
            yield _forward(text, foods, first)
    for match in _cue("after", mentioned).finditer(text):
        last = ends.get(match.start(), ends.get(match.start() - 1))
        if last is not None and not (FREE.match(match[0]) and DIETS.fullmatch(foods[last].text)):
            indices = _backward(text, foods, last)
            if not _denied(text, match, foods[indices.start].start):
                yield indices


def _is_banned_nut(text: str, food: Span) -> bool:
    if not NUT.fullmatch(food.text):
        return False
    return bool(NO.search(text, max(0, food.start - REACH), food.start) or NO_KO.match(text, food.end))


def _between(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return end - start <= REACH and pattern.fullmatch(text, start, end) is not None


def _forward(text: str, foods: Sequence[Span], first: int) -> range:
    """A list that begins with a food. One that ends in "allergy" belongs to that word."""
    last = first
    while last + 1 < len(foods) and _between(GAP, text, foods[last].end, foods[last + 1].start):
        last += 1
    owned = cue("allergies", "mentioned").match(text, foods[last].end + 1)
    return range(0) if owned else range(first, last + 1)


def _backward(text: str, foods: Sequence[Span], last: int) -> range:
    """A list that ends with a food. "buy milk, egg allergy" is about eggs: commas alone join only a plural."""
    first, bare = last, True
    while first and _between(GAP, text, foods[first - 1].end, foods[first].start):
        bare = bare and COMMA.fullmatch(text, foods[first - 1].end, foods[first].start) is not None
        first -= 1
    singular = bare and re.compile(r"\s?allergy", re.IGNORECASE).match(text, foods[last].end)
    return range(last if singular else first, last + 1)


def _denied(text: str, match: re.Match[str], start: int | None = None) -> bool:
    """Whether nobody has it: "no allergies", "땅콩 알레르기는 없어"."""
    if cue("allergies", "no_after").match(text, match.end()):
        return True
    begin = match.start() if start is None else start
    return bool(cue("allergies", "no_before", "before").search(text, max(0, begin - REACH), begin))


@cache
def _cue(side: str, mentioned: bool) -> re.Pattern[str]:
    """The cues of a side; some speak of allergies only where the text does."""
    weak = f"|{either('allergies', f'with_allergy_{side}')}" if mentioned else ""
    return re.compile(f"{either('allergies', side)}{weak}", re.IGNORECASE)


@cache
def _food() -> re.Pattern[str]:
    """Any food, those of narrow words first: "tree nut" before "nut"."""
    names = sorted(words("allergens"), key=lambda name: "+" in name)
    return re.compile("|".join(either("allergens", name) for name in names), re.IGNORECASE)


@cache
def _allergens(food: str) -> tuple[Allergen, ...]:
    name = next((name for name in words("allergens") if cue("allergens", name).fullmatch(food)), "")
    return tuple(cast(Allergen, part) for part in name.split("+") if part)
