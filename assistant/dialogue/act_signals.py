"""What speaks for one act or another: the rules' reading, their cues, what the turn leans on and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.dialogue.asked import Asked
from assistant.dialogue.naming import named
from assistant.dialogue.views import basket_products, listed_products
from assistant.plan.limits import mentions
from assistant.understand.acts import find_act
from assistant.understand.cues import cue, words
from catalog.text import HANGUL, normalize

LENGTHS = (1, 2, 3, 5, 8, 12, 20)  # words; a turn counts for each that it reaches
LATIN = re.compile(r"[a-z']+|\d+|[?!]")
NUMBER = re.compile(
    r"(?i:(?<!\w)(?:\d+|a|an|another|one|two|three|four|five|six|ten|half|couple|x\d+)(?!\w)|"
    r"(?:한|두|세|네|다섯|여섯|열)\s?[가-힣]|하나|둘|셋|\d)"
)
HANGUL_RUN = re.compile(r"[가-힣]+|\d+|[?!]")
LONGEST = 300  # characters read of a turn: what follows repeats it


def signals(asked: Asked) -> frozenset[str]:
    """The names of all that holds of a turn."""
    return frozenset((*_rules(asked), *_leaning(asked), *_words(asked.request.asked[:LONGEST])))


def _rules(asked: Asked) -> Iterator[str]:
    """What the rules read: the act, with a basket and without, every cue and every field."""
    request, text = asked.request, asked.request.asked
    yield f"act={request.act}"
    yield f"bare={find_act(text, False).value}"
    yield f"act={request.act}&{_where(asked)}"
    yield from (f"cue={name}" for name in words("acts") if cue("acts", name).search(text))
    yield from (f"points={name}" for name in words("targets") if cue("targets", name).search(text))
    yield from (f"field={name}" for name in request.spans if name != "act")
    yield from (f"change={name}" for name in request.changes)


def _leaning(asked: Asked) -> Iterator[str]:
    """What is there to lean on, and what of it the turn names."""
    session, text = asked.session, asked.request.asked
    where = _where(asked)
    yield f"where={where}"
    yield f"last={session.acted}"
    yield f"last={session.acted}&things={min(len(mentions(asked.request)), 2)}"
    if session.spoken:
        yield "spoken"
    if session.pending is not None:
        yield f"pending={session.pending.what}"
    found = {one.id for one in named(asked, text)}
    yield from ("named=line" for one in basket_products(asked) if one.id in found)
    yield from ("named=listed" for one in listed_products(asked) if one.id in found)
    if NUMBER.search(text):
        yield "number"
        yield f"number&named={bool(found)}"
    yield f"things={min(len(mentions(asked.request)), 3)}"
    yield f"things={min(len(mentions(asked.request)), 3)}&{where}"


def _where(asked: Asked) -> str:
    """What was there last: a list, a basket, both or nothing."""
    there = {"list": asked.session.shown, "basket": asked.session.draft}
    return "+".join(name for name, one in there.items() if one) or "nothing"


def _words(text: str) -> Iterator[str]:
    """Words and pairs of them in English, syllables by two and three in Korean; how long it is, how it ends."""
    folded = normalize(text)
    latin = ["^", *LATIN.findall(folded), "$"]
    yield from (f"w={word}" for word in latin)
    yield from (f"w={one} {two}" for one, two in pairwise(latin))
    for run in HANGUL_RUN.findall(folded):
        whole = f"^{run}$"
        yield from (f"k={whole[i : i + size]}" for size in (2, 3, 4) for i in range(len(whole) - size + 1))
    if HANGUL.search(folded) and (last := HANGUL_RUN.findall(folded)):
        yield f"end={last[-1][-2:]}"
    length = len(folded.split())
    yield from (f"length>={most}" for most in LENGTHS if length >= most)
