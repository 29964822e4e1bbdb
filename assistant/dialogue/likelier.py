"""What a thing that is to be put in most likely is, by all that is said of it: by its name, or as described."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from assistant.dialogue.asked import Asked
from assistant.dialogue.naming import OF_WHAT
from assistant.dialogue.pointing import OF_IT
from assistant.dialogue.views import listed_products
from assistant.dialogue.within import bounds_of, ranked
from assistant.plan.owning import is_called
from assistant.plan.things import Mention, find_things
from assistant.types import Request
from catalog.asked.called import in_shop_words
from catalog.index.columns import Mask
from catalog.text import HANGUL, tokens
from catalog.types import Product

HALF = 0.5  # of what was said that a title holds, to be meant by it
BETTER = 0.5  # more of what a word of a hundred products says, in nats, or what is chosen stands
DEPTH = 300  # products that the search ranks for a description
RANKED = 30.0  # standard deviations of nearness that the whole of the search's score is worth
TELLING = 2  # words that a description has at least
VAGUE = frozenset("show find something somewhere anything thing stuff nice good 거 것 보여주 보이 주 있 좋".split())
INDEFINITE = re.compile(  # "something to write on the boxes with", "those little stickers for wounds"
    r"(?i:(?<![a-z])(?:something|somewhere|anything|(?:those|these|them|that|a|the)(?: [a-z'’-]+){0,3} "
    r"(?:things?|thingy|stuff|gadget)|(?:one|some) of those)(?![a-z])|"
    r"(?<![a-z])(?:those|these)(?: [a-z'’-]+){1,3} (?:for|to|that|you|which|against) )"
)
OF_A_LIST = re.compile(  # one of what is listed: "the ones that stay on in water", 물 닿아도 되는 걸로
    r"(?i:^(?:(?:then|ok|and|so|yes|add|take|give me|i(?:['’]ll| will) (?:take|have)|put in),? )*"
    r"(?:the|that) ones? (?:that|which|with|for|you)|"
    r"[가-힣] ?(?:걸로|거로|것으로|거 ?하나|걸 ?하나)(?:요| ?(?:하나|한|두|주|담|부탁|할|해|로)[가-힣 ]*)?[.!~]*$)"
)
WITH_IT = re.compile(  # what the thing does it to: "something to write labels on boxes with"
    r"(?i:(?<![a-z])(?:something|anything|one|stuff|thing)s?(?: that (?:can|will|i can))? (?:to )?"
    r"(?P<does>[a-z ,'’-]+) (?:with|from|out of|in|on)(?= ?(?:[.,!?]|$|please)))"
)
WHERE_BEFORE = re.compile(
    r"(?i:(?<![a-z])(?:on|onto|in|into|under|behind|around|over|off|between|against|beside|next to)"
    r"(?: (?:my|the|a|an|our|his|her|their|these|those|all|top of(?: the)?))*(?: [a-z]+)? ?\Z)"
)
WHERE_AFTER_KO = re.compile(r"(?:에다가?|에서|에|위에|밑에|안에|사이에|옆에) ")
OF_SHELVES = 3  # products at the head of a list whose shelves are meant
FINAL = "".join(chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 in (4, 8))  # ends in ㄴ or ㄹ
INDEFINITE_KO = re.compile(
    rf"[{FINAL}](?:\s(?:거|것|게(?!요)|걸|건|기계|물건)|거|것)(?![가-힣]{{3}})"
)  # 상처에 붙이는 거
ASIDE = re.compile(
    r"(?i:^(?:(?:and|also|plus|oh|ok|then|(?:can|could) you|please|i(?:['’]d| would)?(?: also)? (?:need|like)|"
    r"add|put in|throw in|stick in)(?![a-z])[, ]*)+|"
    r"(?<![a-z])(?:put (?:that|it|something) in|please|too|as well|also)(?![a-z])|"
    r"(?:그것도|그거도|그거|이거)?\s?(?:하나)?\s?(?:추가(?:해)?|넣어|담아|부탁)\s?(?:주시고|주세요|줘요?|드려요|해요|요)?|"
    r"있잖아요?|있죠|있지|그것도요?|그거도요?)"
)


class Likely(NamedTuple):
    """A product, and how much of what was said its title holds (0..1, by the weight of the words that titles know)."""

    product: Product
    share: float


def likeliest(asked: Asked, words: str, taken: Iterable[str]) -> Likely | None:
    """What the search finds first for the words of a thing, apart from what is `taken`, by its ids."""
    snapshot, gone = asked.shop.search.snapshot, frozenset(taken)
    first = next((place for place in ranked(asked, words) if snapshot.products[place].id not in gone), None)
    if first is None:
        return None
    weighed = list(_weighed(asked, words))
    known = sum(weight for weight, _ in weighed)
    held = sum(weight for weight, mask in weighed if mask[first])
    return Likely(snapshot.products[first], held / known if known else 0.0)


def says_more(asked: Asked, words: str, one: Product, than: Product) -> bool:
    """Whether a product's title holds clearly more of the words than another's.

    A word weighs the logarithm of the shop's products over those whose titles hold it, so that one that every other
    title holds tells little.
    """
    position = asked.shop.search.snapshot.position
    here, there = position(one.id), position(than.id)
    weighed = list(_weighed(asked, words))
    gain = sum(weight * (int(mask[here]) - int(mask[there])) for weight, mask in weighed)
    return gain >= BETTER


def describes(request: Request) -> bool:
    """Whether a turn speaks of a thing without its name: "something to…", …하는 거."""
    text = request.asked
    return bool(INDEFINITE.search(text) or (HANGUL.search(text) and INDEFINITE_KO.search(text)))


def described(asked: Asked) -> list[int]:
    """The places of what a turn's description most likely means, best first; none where it describes nothing."""
    text = asked.request.asked
    if not describes(asked.request):
        return []
    words = re.sub(r"\s+", " ", ASIDE.sub(" ", text)).strip(" .,!?")
    if len(set(tokens(words)) - OF_IT - VAGUE) < TELLING:  # "show me something cool", 재밌는 거 보여줘
        return []
    search, allowed, budget = asked.shop.search, bounds_of(asked).allowed, asked.request.budget
    if asked.request.act == "find" and budget is not None:  # a search's limit is of each thing
        allowed = allowed & (search.snapshot.columns.prices[asked.request.market] <= budget.limit.amount)
    allowed = _of_the_list(asked, allowed)
    around = _only_where(words)
    allowed = allowed & ~_called_so(asked, around)
    scores = asked.shop.planner.described.nearness(words, search.snapshot)
    found = search.rank(search.read(words), allowed, asked.request.market, DEPTH)
    scores[found.places] += RANKED * found.scores
    order = np.argsort(-np.where(allowed, scores, -np.inf), kind="stable")[:DEPTH]
    return [int(place) for place in order if allowed[place]]


def _only_where(words: str) -> list[Mention]:
    """What a description names only as what the thing is for: the boxes that are to be written on, 상자에 쓸 거."""
    does = match.span("does") if (match := WITH_IT.search(words)) else (0, 0)
    return [
        one
        for one in find_things(words)
        if does[0] <= one.span.start < does[1]
        or WHERE_BEFORE.search(words, 0, one.span.start)
        or WHERE_AFTER_KO.match(words, one.span.end)
    ]


def _called_so(asked: Asked, things: Sequence[Mention]) -> Mask:
    """The products that are the things, or a kind for them, rather than what goes with them: boxes, and no box tape."""
    snapshot = asked.shop.search.snapshot
    found = np.zeros(len(snapshot.products), bool)
    for thing in things:
        names = {thing.word, in_shop_words(thing.word, snapshot.lexical)}
        for place in np.flatnonzero(snapshot.lexical.meaning(thing.word, title_only=True)).tolist():
            titles = snapshot.products[place].title.values()
            found[place] |= any(is_called(title, name) or _ends_so(title, name) for title in titles for name in names)
    return found


def _ends_so(title: str, name: str) -> bool:
    """Whether a part of a title ends in a name: "Wheat flour, soft cake"."""
    last = tokens(name)[-1:]
    return bool(last) and any(tokens(part)[-1:] == last for part in OF_WHAT.split(title))


def _of_the_list(asked: Asked, allowed: Mask) -> Mask:
    """What is allowed, of the shelves of the last list where one of it is to be chosen: 물 닿아도 되는 걸로 하나."""
    listed = listed_products(asked)
    if asked.request.act != "add" or not listed or not OF_A_LIST.search(asked.request.asked):
        return allowed
    shelves = tuple(dict.fromkeys(one.category for one in listed[:OF_SHELVES]))
    own = allowed & asked.shop.search.snapshot.columns.under(shelves)
    return own if own.any() else allowed


def _weighed(asked: Asked, words: str) -> Iterator[tuple[float, Mask]]:
    """The weight of each word that some title holds, with the products whose titles do."""
    lexical = asked.shop.search.snapshot.lexical
    for word in dict.fromkeys(tokens(words)):
        mask = lexical.meaning(word, title_only=True)
        if word not in OF_IT and mask.any():
            yield math.log(len(mask) / int(mask.sum())), mask
