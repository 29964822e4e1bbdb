"""A list of things to buy: whether a text is no more than that, and what it names that no product is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.plan.things import Mention, find_things
from assistant.types import Request
from assistant.understand.numbers import EN_NUMBER
from assistant.understand.things import is_thing_ko, stripped
from assistant.understand.topic import COURTESY
from catalog.text import HANGUL, STOP, tokens

LISTED = re.compile(
    r"(?i:\s*(?:,(?: and| plus)?|(?<![a-z])(?:and|plus)(?![a-z])|[&+]|"
    r"(?:이랑|(?<=[가-힣])랑|하고|(?<=[가-힣])[와과])(?=\s)|그리고)\s*)"
)
ONE_EN = re.compile(
    rf"(?i:(?P<counted>(?:an?|some|{EN_NUMBER}) )?(?P<name>[a-z-]{{3,}}(?: (?!for|please|under|below)[a-z-]{{3,}})?)"
    r"(?: (?:please|for|under|below))*[.!?]*)"
)
ASKS_KO = (
    "있|없|나와|어떤|담아|주문|구매|필요|추천|부탁|찾아|줘|주세요|사줘|사다|빨리|얼른|급해|급하|배송|먹|마시|보낼|할"
)
ONE_KO = re.compile(
    rf"(?P<name>(?:(?!{ASKS_KO})[가-힣]{{2,6}} )?(?!{ASKS_KO})[가-힣]{{2,8}})(?: (?:좀|하나|정도|같은 거))*"
    rf"(?P<asks> ?(?:{ASKS_KO}|사|살|있)[가-힣 ]{{0,8}})?[.!?~]*"
)
ALSO = re.compile(r"(?i:and|plus|&|\+)")
TAIL = frozenset(  # what ends a list and names nothing
    "such more stuff things anything nothing others rest like whatever else everything etc asap quickly fast cheap "
    "delivery delivered thanks thank cheers today tonight tomorrow soon urgently done".split()
)
NO_NAMES = STOP | COURTESY | TAIL
SAYS_NOTHING = frozenset(tokens(" ".join(COURTESY) + " no not without"))
LEFT_KO = re.compile(  # what may be left of a Korean list: particles, and that it is to be had or not
    r"(?:(?:봄|여름|가을|겨울|어른|아이)용?|은|는|이|가|을|를|도|만|이?랑|하고|와|과|이?요|좀|다|그냥|하나씩?|각각|안|빼고|없이|"
    r"(?:필요|사|담|넣|주문|구매|부탁|추천|줘|주세요|해|ㅊㅊ)[가-힣]*)?[.,!~]*"
)


BESIDE = (
    "budget",
    "people",
    "owned",
    "exclusions",
    "diet",
    "allergies",
    "brands",
    "colours",
    "sizes",
    "wants",
)  # limits of a list
ENOUGH_LISTED = 2  # things that make a list


def only_lists(request: Request, named: Sequence[Mention], others: Sequence[str]) -> bool:
    """Whether a text lists things and says nothing of a job: "milk, eggs and durian" is no egg hunt."""
    rest = request.asked
    if len(named) + len(others) + len(request.wants) < ENOUGH_LISTED or not LISTED.search(rest):
        return False
    beside = (span.text for name in BESIDE for span in request.spans.get(name, ()))
    for said in (*(mention.word for mention in named), *others, *beside):
        rest = rest.replace(said, " ", 1)
    left = LISTED.sub(" ", rest)
    if HANGUL.search(left):  # its verbs are no tokens
        return all(LEFT_KO.fullmatch(word) for word in left.split())
    return set(tokens(left)) <= SAYS_NOTHING


def strangers(text: str, is_called: Callable[[str], bool]) -> tuple[str, ...]:
    """The parts of a list that name a thing as the others do, and that no product is called.

    `is_called` says whether some product is called by a word.
    """
    return tuple(name for name in _parts(text) if not find_things(name) and not any(map(is_called, _heads(name))))


def _parts(text: str) -> Iterator[str]:
    """What each part of the list but the first names, and the first where it is counted."""
    joins = list(LISTED.finditer(text))
    starts, ends = [0, *(m.end() for m in joins)], [*(m.start() for m in joins), len(text)]
    for i, (start, end) in enumerate(zip(starts, ends, strict=True) if joins else ()):
        part, last = text[start:end], i == len(joins)
        if HANGUL.search(part):
            name = _korean(part, last) if i else None
        else:
            name = _english(part, sure=i > 0 and (not last or bool(ALSO.search(joins[-1][0]))))
        if name is not None:
            yield name


def _english(part: str, sure: bool) -> str | None:
    """The name that a part is, counted or `sure` to stand in the list: neither "asap" nor "keep it cheap"."""
    match = ONE_EN.fullmatch(part)
    if match is None or not (sure or match["counted"]) or NO_NAMES & set(match["name"].lower().split()):
        return None
    return match["name"]


def _korean(part: str, last: bool) -> str | None:
    match = ONE_KO.fullmatch(part)
    if match is None or (match["asks"] and not last):
        return None
    name, _ = stripped(match["name"])
    return name if is_thing_ko(name.split()[-1]) else None


def _heads(name: str) -> list[str]:
    """The word that says what a name is of, in each of its stems: a gnome, of garden gnomes."""
    return tokens(name.split()[-1])
