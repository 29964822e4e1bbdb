"""Tell a job (a basket is wanted) from a product search (one kind of thing is wanted)."""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest

from assistant.types import Span
from assistant.understand.cues import cue, load
from assistant.understand.found import Found, span_of
from assistant.understand.recipient import find_occasion, is_gift

LIST = 3  # so many products named are a shopping list: a basket, not one search
LONGEST = 6  # syllables of the longest Korean product noun
PARTICLE = re.compile(r"(?<=[가-힣])(?:은|는|이|가|을|를|도|만|이랑|랑|하고|과|와|이나|나|으로|로|용|세트|들|용품)$")
PHRASE = 3  # words of a product's name with a job's word in it
SHORT = 4  # words of a phrase that is short enough to be a product's name, whatever it says
JOINED = re.compile(r"(?i:,|&|(?<![a-z])(?:and|plus)(?![a-z]))")
JOINED_KO = re.compile(r"[가-힣](?<![노파자사호벼])랑\s(?!비슷|같은|잘|어울)")  # 랑 joins nouns only; not in 노랑, 사랑
LEAD = re.compile(
    r"^.*?(?<![a-z])(?:looking for|search(?:ing)? for|show me|find me|recommend(?: me)?|do you have|suggest|"
    r"(?:i|we)(?:'d| would)? (?:need|want|like)(?: to (?:buy|get|order))?)(?![a-z])"
)
TAIL = re.compile(
    r"(?<![a-z])(?:for|with|under|below|in|on|at|from|to|without|that|which|who|around|rated|size|over|by|of|less|"
    r"please|and|now|today)(?![a-z])|[,.;!?]|\d"
)
ASKING_KO = re.compile(
    r"\s?(?:좀|하나|한 개)?\s?"
    r"(?:추천|찾아|찾고|찾는|보여|골라|알려|구해|있어|있나|있을까|사고 ?싶|살래|구매|구입|사려고|사야|필요|부탁|어디)"
    r"[가-힣 ]*[?!.~]*$|\s(?:좀|요)$"
)
# What leans on a basket: a change, an answer, a thing among others.
LEANS = re.compile(
    r"(?i:(?<![a-z])(?:budget|total|it|that|this|them|make|keep|only|instead|other|another|the|cheaper|fewer|more|less|"
    r"without|no|and|but|add|remove)(?![a-z])|"
    r"예산|총|으로|로만|(?:하|내)로$|[은는](?=\s)|말고|빼고|만(?= )|더|도(?=\s)|그|이거|없이|추가)"
)
LIMIT = re.compile(
    r"(?i:(?:under|below|less than|around|about|up to|within|for)?\s?[$₩]\s?\d[\d,.]*k?|"
    r"(?:under|below|less than|up to|within)\s\d[\d,.]*(?:\s?(?:dollars|bucks|usd))?|"
    r"\d[\d,.]*\s?(?:만|천)?\s?(?:원|달러|불)?\s?(?:이하|이내|미만|안쪽|까지|대)(?:의|로|으로)?|\d[\d,.]*만\s?원(?:대)?)"
)


def job_or_product(text: str) -> Found[str]:
    """Plan or find. What certainly says a job is one; what asks for, or only names, one kind of product is a search."""
    things = _things(text)
    joined = len(JOINED.findall(text))
    noun = head(text)
    if is_product(noun) and _is_phrase(text):
        return whole("find", text)
    if is_job(text) or JOINED_KO.search(text) or things >= LIST or (joined and things > 1) or joined >= LIST - 1:
        return whole("plan", text)
    named = things > 0 and len(text.split()) <= PHRASE
    generic = None if named else cue("jobs", "generic").search(noun)
    asked = cue("jobs", "find").search(text) or cue("jobs", "needed").search(text)
    if asked:
        return whole("plan", text) if generic and not is_product(noun) else Found("find", span_of(asked))
    if cue("jobs", "activity").search(text) or cue("jobs", "sentence").search(text):
        return whole("plan", text)
    if named or is_product(noun):
        return whole("find", text)
    vague = generic or cue("jobs", "ending").search(text) or (not things and cue("jobs", "generic").search(text))
    return whole("plan" if vague or not (things or _is_name(text)) else "find", text)


def head(text: str) -> str:
    """The noun that the phrase is about: the last one before "for", "with" and the like, or before 추천해줘."""
    rest = ASKING_KO.sub(" ", LIMIT.sub(" ", text.lower()))
    words = re.findall(r"[a-z]+(?:-[a-z]+)?|[가-힣]+", TAIL.split(LEAD.sub("", rest), maxsplit=1)[0] or rest)
    return words[-1] if words else ""


def is_search(text: str) -> bool:
    """Whether a text is a product's name and an amount, nothing else: "running shoes under $100"."""
    limit = LIMIT.search(text)
    if limit is None or LEANS.search(text):
        return False
    name = LIMIT.sub(" ", text).strip(" ,.!?~")
    return bool(name) and len(name.split()) <= PHRASE and is_product(head(name)) and _is_phrase(name)


def is_job(text: str) -> bool:
    """Whether the text certainly says a job: an occasion, a gift, people, a complaint, a plan."""
    return bool(cue("jobs", "job").search(text) or is_gift(text) or find_occasion(text))


def whole(act: str, text: str) -> Found[str]:
    """An act that the whole text says."""
    return Found(act, Span(start=0, end=len(text), text=text))


def _is_phrase(text: str) -> bool:
    """Whether a job's word only tells the product apart: "party plates", "생일 초", with no number and no gift."""
    rest = LIMIT.sub(" ", text)
    few = len(rest.split()) <= PHRASE and not re.search(r"\d|[,&]|(?<![a-z])(?:and|for|with)(?![a-z])", rest)
    return few and not (is_gift(text) or JOINED_KO.search(text))


def _is_name(text: str) -> bool:
    """Whether a phrase may be the name of a product that we do not know: it is short, or has a price limit."""
    rest = LIMIT.sub(" ", text)
    words = re.findall(r"[^\W\d_]+", rest)
    return len(words) > 0 and (rest != text or len(words) <= SHORT) and any(len(word) > 1 for word in words)


def _things(text: str) -> int:
    """How many products are named. Neighbours are one: "coffee maker", "캠핑 의자"."""
    named = [is_product(word) for word in re.findall(r"[a-z]+(?:-[a-z]+)?|[가-힣]+|[,&/]", text.lower())]
    return sum(here and not following for here, following in zip_longest(named, named[1:]))


def is_product(word: str) -> bool:
    """Whether a word names a product: as it stands or in the plural, or by the end of a Korean compound."""
    nouns = _nouns()
    if not word or word[0] < "가":
        return bool(nouns & {word, word.removesuffix("s"), word.removesuffix("es")})
    return any(
        stem in nouns or any(stem[-size:] in nouns for size in range(2, min(len(stem), LONGEST) + 1))
        for stem in (word, PARTICLE.sub("", word))
    )


@cache
def _nouns() -> frozenset[str]:
    nouns: dict[str, str] = load("products", dict[str, str])
    return frozenset(" ".join(nouns.values()).split())
