"""The act `find`: a list of products for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.bundle.suiting import is_coloured
from assistant.dialogue import answers
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.lacking import lacking
from assistant.dialogue.likelier import described
from assistant.dialogue.replies import words_reply
from assistant.dialogue.within import finder_of
from assistant.explain.cards import card
from assistant.explain.phrases import say
from assistant.plan.things import Mention
from assistant.types import Notice, Request
from assistant.understand.jobs import head, is_product
from catalog.rank.diversify import collapse
from catalog.text import HANGUL, LATIN_WORD, normalize, stem
from catalog.types import Product

AND = re.compile(r"(?i:(?<![a-z])(?:and|plus)(?![a-z])|[,&+]|랑|하고|(?<=[가-힣])[와과] |그리고)")
SENTENCE = re.compile(r"[.!?~\n]+|ㅋㅋ+|ㅎㅎ+|ㅠㅠ+|(?<=[가-힣])(?:는데|네요|니까) ")
FOR_KO = re.compile(r"(?:을|를|이랑)?\s(?:[가-힣]+\s)?[가-힣]*(?:을|는|할|릴|일|올|울|쓸|뺄|볼|갈|둘|줄|용)\s")
FOR = re.compile(r"(?i:^ (?:for|to go with|to put)(?![a-z]))")
ALTERNATIVE = re.compile(r"(?i:(?<![a-z])(?:or|otherwise|failing that)(?![a-z])|(?<=[가-힣])(?:이나|나)\s|또는|아니면)")
REASON_KO = re.compile(r"(?<=[가-힣])(?:는데|은데|인데|어서|아서|여서|해서|셔서|라서|니까|길래)[\s,]+")
CONDITION = re.compile(
    r"(?i:(?<![a-z])(?:for|that|which|who|to|with|when|because|on|so(?= (?:i|we|he|she|they|it)(?![a-z])))(?![a-z]))"
)  # "face creams for dry skin"
CHOOSING = re.compile(
    r"(?i:(?<=[가-힣\s])중(?:에서?)?(?=\s)|고민|(?:부터|먼저) ?(?:볼|보|좀)|"
    r"(?<![a-z])(?:torn|choosing|deciding|between|which of)(?![a-z]))"
)
TALK = re.compile(
    r"[.?!]|(?<=[가-힣])(?:어때|어떤|있|보여|찾|좋|괜찮|해요|인데|는데)"
)  # a sentence ends between the two
NEAREST = 4  # listed of a shelf that holds nothing just like what was looked for
LONG_SEARCH = 8  # words: a longer text that names no product describes a job


def find(asked: Asked, things: Sequence[Mention]) -> Answered:
    """A list of products. Several things, or counted ones, are a basket instead (see `is_job`)."""
    asked, things = replace(asked, request=_bound(asked.request)), _heads(asked.request.asked, things)
    request, session = asked.request, asked.session
    with asked.clock.part("find"):
        words, found, said = _found(asked, things)
        near = [] if found else _nearest(asked, things) if things else _described(asked)
    if request.colours and found and not any(is_coloured(product, request.colours) for product in found):
        said = (*said, Notice(code="colour", text=say(request.language, "notice_colour")))
    said = (*said, *lacking(asked, things, words, found))
    noun = "" if things else _product_named(words)
    if not found and not things and not near and not noun:
        return words_reply(asked, say(request.language, "ask_unclear")), session
    cards = tuple(card(product, request.language, request.market) for product in found or near)
    fits = bool(found) and (not noun or any(_is_called(product, noun) for product in found))
    key = "find_some" if fits else "find_closest" if cards else "find_none"
    text = say(request.language, key, words=words)
    reply = words_reply(asked, text, said).model_copy(update={"products": cards, "answer": None})
    listed = replace(session, shown=tuple(c.id for c in cards), spoken=(), sought=request)
    return reply, listed if session.draft is not None else replace(listed, request=request)


def _product_named(words: str) -> str:
    """The noun of a search that names a kind of product, or nothing: the fridge of "mini fridge"."""
    noun = head(words)
    return noun if is_product(noun) else ""


def _is_called(product: Product, noun: str) -> bool:
    """Whether a title has a noun, alone or in a compound: 피아노 in 돌돌이 피아노, no fridge in a mini projector."""
    titles = normalize(product.titles)
    return noun in titles if HANGUL.search(noun) else stem(noun) in {stem(word) for word in LATIN_WORD.findall(titles)}


def _described(asked: Asked) -> list[Product]:
    """What a search most likely means that names nothing: "something to keep my phone charged"."""
    snapshot = asked.shop.search.snapshot
    return [snapshot.products[place] for place in collapse(described(asked), snapshot.columns.groups, NEAREST)]


def is_job(request: Request, things: Sequence[Mention]) -> bool:
    """Whether what reads like a product search is a basket after all: several things, counted ones, or no thing."""
    if len(things) >= 2 or any(want.quantity for want in request.wants):
        return True
    company = (request.people.total or 0) > 1
    return not things and (company or len(request.asked.split()) > LONG_SEARCH)


def is_shopping_list(request: Request, things: Sequence[Mention]) -> bool:
    """Whether a search names one thing and another: "a yoga mat and leggings", not "a brush or a deodorant"."""
    if CHOOSING.search(request.asked):
        return False  # "태블릿이랑 노트북 중 고민인데 태블릿부터 보여주세요"
    ordered = sorted(things, key=lambda thing: thing.span.start)
    between = (request.asked[one.span.end : other.span.start] for one, other in pairwise(ordered))
    return any(AND.search(text) and not ALTERNATIVE.search(text) and not TALK.search(text) for text in between)


def _bound(request: Request) -> Request:
    """One thing is looked for, so whoever keeps a diet is to have it: nobody's share can be set apart."""
    diet = tuple(need.model_copy(update={"everyone": True}) for need in request.diet)
    return request.model_copy(update={"diet": diet})


def _heads(text: str, things: Sequence[Mention]) -> Sequence[Mention]:
    """The things looked for, without what they are for: 고기 구워먹을 불판, "a lamp for my desk"."""
    ordered = sorted(things, key=lambda thing: thing.span.start)
    for_it = {
        one.span if FOR_KO.fullmatch(text[one.span.end : other.span.start]) else other.span
        for one, other in pairwise(ordered)
        if FOR_KO.fullmatch(text[one.span.end : other.span.start]) or FOR.search(text[one.span.end : other.span.start])
    }
    return [thing for thing in ordered if thing.span not in for_it]


def _phrasings(request: Request, things: Sequence[Mention]) -> Iterator[Request]:
    """A search in the shopper's words, then in ever fewer of them: the sentence that names the thing, the thing."""
    if (wished := _last_clause(request.asked, things)) is not None:
        yield _in_words(request, wished)
    sentences = [part for part in SENTENCE.split(request.asked) if part.strip()]
    named = [part for part in sentences if any(thing.word in part for thing in things)]
    if things and len(sentences) > 1 and named and named[0] is not sentences[0]:  # what is said first is talk
        yield _in_words(request, request.asked[request.asked.index(named[0]) :])
    yield request
    if len(sentences) > 1:
        yield _in_words(request, named[-1] if named else sentences[-1])
    if things:
        yield _in_words(request, things[-1].word)
    elif (head := CONDITION.split(request.asked, maxsplit=1)[0].strip()) and head != request.asked.strip():
        yield _in_words(request, head)


def _last_clause(text: str, things: Sequence[Mention]) -> str | None:
    """What is looked for, without the clause that says why: "의자 다리가 부러졌는데 | 붙일 만한 접착제 있습니까"."""
    starts = [match.end() for match in REASON_KO.finditer(text)]
    return next((text[start:] for start in reversed(starts) if any(one.span.start >= start for one in things)), None)


def _in_words(request: Request, words: str) -> Request:
    """The same search in other words; its limits stand."""
    return request.model_copy(update={"text": words, "job": words, "spans": {}, "wants": ()})


def _nearest(asked: Asked, things: Sequence[Mention]) -> list[Product]:
    """What stands nearest on the shelves of things that the shop has nothing just like, under every limit."""
    return answers.find(asked.request, finder_of(asked), things, nearest=NEAREST)[1]


def _found(asked: Asked, things: Sequence[Mention]) -> tuple[str, list[Product], tuple[Notice, ...]]:
    request, finder = asked.request, finder_of(asked)
    for said in _phrasings(request, things):
        words, found = answers.find(said, finder, things)
        if found:
            return words, found, ()
    words, _ = answers.find(request, finder, things)
    if not (things and request.diet):
        return words, [], ()
    words, found = answers.find(request, finder, (), closest=True)  # "vegan beef": the nearest that keeps the diet
    return words, found, answers.contradiction(request, things) if found else ()
