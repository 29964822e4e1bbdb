"""Replies that are words or a list rather than a basket: find, why, compare, ask, small talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.bundle.candidates import Finder
from assistant.dialogue.sessions import Session
from assistant.explain.basket import bundle
from assistant.explain.personal import Memory
from assistant.explain.phrases import money, say
from assistant.plan.things import Mention
from assistant.types import Notice, Request
from assistant.understand.topic import topic
from catalog.index.columns import Mask
from catalog.rank.diversify import collapse
from catalog.search import Scores
from catalog.text import normalize
from catalog.types import Money, Product

ANSWERS = 4.5  # standard deviations: what no product answers or is called like is no product search
LISTED = 8  # products of a search
CLOSE = 0.5  # a listed product reaches this share of the best one's score
LEAST = 0.30  # …and this much of a perfect score
THANKS = re.compile(r"thank|thx|고마|감사|땡큐")
POLITE = (
    r"(?:ok|okay|alright|right|well|now|then)\b(?=[ ,.])|(?:can|could|would) you|"
    r"what (?:else )?(?:have you got|do you have|is there)(?: in| for)?|(?:might|have) you (?:have|got)(?: any)?|"
    r"do (?:you|they) (?:sell|have|stock|carry)|you (?:sell|have|got|stock|carry)|let'?s see|tell|which|too|as well"
)
WISHES_KO = (
    r"추천해?\s?(?:줘|주세요|좀)?|찾(?:아\s?(?:줘|주세요|주십시오|요)?|고 있[가-힣]*|는데요?|습니다)|"
    r"보여\s?(?:줘|주세요|주십시오)?|하나(?:만|요)?(?=\s|$)|"
    r"사야\s?(?:하|해|돼|되)[가-힣]*|볼까요?|볼게요?|볼래요?|보겠[가-힣]*|봐(?:요|줘)?(?=\s|$)|대신(?:에)?(?=\s)|그럼|그냥|"
    r"보고\s?싶[가-힣]*|사고\s?싶(?:어요?|은데)?|이하|미만|이내|안쪽|있어요?|있나요?|있습니까|있을까요?|좋겠[가-힣]*|"
    r"(?:(?<=[가-힣])[이가은는을를도])?\s?필요(?:해요?|합니다)|좀|해줘|주세요|주십시오"
)
ORDER = re.compile(
    rf"\b(?:(?:i|we) would like(?: to)?|i['’]d like(?: to)?|{POLITE}|find|show|get|buy|"
    rf"recommend|suggest|looking|search|want|need|please|me|for|some|good|best|"
    rf"i['’]m|i['’]d|i['’]ve|i am|i|those|these|a|an|the|under|below|less|than|up to|in|size|colou?r)\b|{WISHES_KO}",
    re.IGNORECASE,
)


def is_talk(request: Request, session: Session) -> bool:
    """Whether an act about a basket has no basket to act on and nothing to plan from."""
    return request.act in ("remove", "quantity") and session.draft is None


def find(
    request: Request, finder: Finder, things: Sequence[Mention], closest: bool = False, nearest: int = 0
) -> tuple[str, list[Product]]:
    """The words searched for, and the products that fit them best under every limit, a family once.

    `closest` lists the food that comes nearest even where nothing clearly answers, `nearest` so many of the things'
    own shelves.
    """
    words = search_words(request)
    snapshot = finder.search.snapshot
    places = snapshot.columns.under([c for thing in things for c in thing.categories])
    allowed = finder.fitting(places if places.any() else np.ones(len(snapshot.products), bool))
    if closest:
        allowed &= snapshot.columns.edible
    if request.budget is not None:
        prices = snapshot.columns.prices[request.market]
        allowed &= prices <= request.budget.limit.amount
        if request.budget.floor is not None:
            allowed &= prices >= request.budget.floor.amount
    if not allowed.any():
        return words, []
    read = finder.search.read
    # Slips are mended before the topic cuts words up; what is ruled out is read whole: the topic drops "not in".
    asked = replace(read(topic(read(words).text)), without=read(request.asked).without)
    found = finder.search.scores(asked.text)
    if not things and not closest and not _answered(asked.text, found, allowed, finder):
        return words, []
    scores = found.fused
    order = finder.search.rank(asked, allowed, request.market).places.tolist()
    best = float(scores[allowed].max())
    close = [i for i in order if scores[i] >= (0 if nearest else max(LEAST, CLOSE * best))]
    called = [snapshot.lexical.meaning(thing.word, title_only=True) for thing in things]
    most = nearest or LISTED  # litter before the box for it, in all its forms
    so = np.asarray(np.logical_or.reduce(called) if called else np.zeros(len(scores)), bool)
    chosen = collapse([i for i in close if so[i]], snapshot.columns.groups, most)
    chosen += collapse([i for i in close if not so[i]], snapshot.columns.groups, most - len(chosen))
    return words, [snapshot.products[i] for i in chosen]


def _answered(words: str, scores: Scores, allowed: Mask, finder: Finder) -> bool:
    """Whether some product stands out for the words, or is called by all of them."""
    named = finder.search.snapshot.lexical.meaning(words) & allowed
    return bool(named.any()) or float(scores.standout[allowed].max()) >= ANSWERS


def contradiction(request: Request, things: Sequence[Mention]) -> tuple[Notice, ...]:
    """What to say where no product is both what was named and what the diet asks."""
    language = request.language
    diets = ", ".join(say(language, f"diet_{need.diet}") for need in request.diet)
    item = ", ".join(thing.word for thing in things)
    return (Notice(code="contradiction", text=say(language, "notice_contradiction", item=item, diet=diets)),)


def search_words(request: Request) -> str:
    """The words that name the product: the request without amounts, limits and orders to the assistant."""
    kept = list(request.asked)
    for name in ("budget", "min_rating", "sizes", "exclusions", "no_alcohol", "deliver_by"):
        for span in request.spans.get(name, ()):
            kept[span.start : span.end] = " " * (span.end - span.start)
    for want in request.wants:  # "a dozen eggs" are eggs
        at = want.span
        own = at is not None and request.asked[at.start : at.end] == at.text  # wants of turns before remain
        if want.quantity and at is not None and own and "".join(kept[at.start : at.end]).strip():
            size = at.end - at.start
            kept[at.start : at.end] = f" {want.text} ".ljust(size)[:size]
    words = ORDER.sub(" ", "".join(kept))
    words = re.sub(r"[^\w\s%.'’-]|(?<!\w)[.'’-]+(?!\w)|(?<!s)['’](?!\w)", " ", words)
    return re.sub(r"\s+", " ", words).strip() or request.asked.strip()


def answer(request: Request, session: Session, memory: Memory | None = None) -> str:
    """Words for every act that is not a basket or a list."""
    language = request.language
    if request.act == "smalltalk":
        thanks = THANKS.search(normalize(request.text))
        return say(language, "smalltalk_thanks" if thanks else "smalltalk")
    if request.act == "out_of_scope":
        return say(language, "out_of_scope")
    if request.act == "order":
        return say(language, "order_none")
    if session.draft is None or session.plan is None or session.request is None:
        return say(language, "no_basket")
    if request.act == "checkout":
        total = Money(amount=session.draft.total, currency=session.draft.currency)
        return say(language, "checkout", total=money(total, language))
    return _why(request, session, memory)


def _why(request: Request, session: Session, memory: Memory | None) -> str:
    assert session.draft
    assert session.plan
    assert session.request
    asked = session.request.model_copy(update={"language": request.language})
    basket = bundle(session.draft, session.plan, asked, memory)
    lines = [
        say(request.language, "why_line", title=line.product.title, reason=" · ".join(r.text for r in line.reasons))
        for line in basket.lines
    ]
    return "\n".join([say(request.language, "why_head"), *lines])
