"""A thing named to go beside what is in the basket: "a lavender candle as well", "chips → popcorn", 팝콘도 하나."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.bundle.candidates import Finder
from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.dialogue import answers, lists
from assistant.dialogue.asked import Answered, Asked, held_by_others
from assistant.dialogue.basket import Made
from assistant.dialogue.counts import KO_PACKS, PACKS, said_count
from assistant.dialogue.lines import another, more_of
from assistant.dialogue.lists import joined, preface
from assistant.dialogue.pointing import basket_products, beyond, is_numbered, named, numbered
from assistant.dialogue.replies import basket_reply, short_reply, words_reply
from assistant.dialogue.room import with_room
from assistant.explain.cards import card
from assistant.explain.phrases import say
from assistant.plan.limits import limits
from assistant.plan.things import Mention, find_things
from assistant.types import Need, Request
from assistant.understand.cues import cue
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER
from assistant.understand.targets import find_places
from assistant.understand.topic import topic
from assistant.understand.wants import find_swaps, find_turned
from catalog.rank.diversify import collapse
from catalog.text import HANGUL, tokens
from catalog.types import Product, localized

ALTERNATIVES = 3  # offered beside the line
VAGUE = re.compile(
    r"(?i)(?:a |an |some |the )?(?:different|another|other|new|something|anything)(?![a-z])|"
    r"(?:a |some |the )?(?:[a-z]+er|more [a-z]+|less [a-z]+) (?:ones?|pair|version|kind)$|"
    r"(?:다른|딴|더 ?[가-힣]{1,5}) ?(?:거|것|걸|제품|종류)"
)
FREE = re.compile(r"(?i:without alcohol|alcohol[- ]free|non-?alcoholic|no alcohol)|무알[코콜]올?|알코?[올콜] ?없는")
OTHER = re.compile(r"(?i:(?<![a-z])(?:other|different|another (?:kind|sort|type|brand))(?![a-z])|다른|딴)")
FREE_WORDS = {"en": "alcohol-free", "ko": "무알코올"}
ALCOHOL_FREE = "drinks/alcohol_free"  # the shelf of what stands in a drink's place
OFFERED = 4  # listed where the shop has nothing just like what is to be put in
LISTED = re.compile(
    r"(?i:(?<![a-z])(?:and|plus)(?![a-z])|[,&+]|이랑|(?<=[가-힣])랑(?=\s)|하고(?=\s)|(?<=[가-힣])[와과](?=\s)|그리고)"
)
PACKS_SAID = re.compile(rf"(?i:(?<![\w.]){EN_NUMBER} {PACKS}(?![a-z])|{KO_NUMBER}\s?{KO_PACKS}(?![가-힣]))")
LEAST = 0.001  # of a need, that a pack covers at least
BESIDE = frozenset({"act", "wants", "changes", "exclusions", "target"})  # what such a turn may say; more is a new plan


def put_in(asked: Asked) -> Answered | None:
    """The basket with what the turn names in it and every other line as it was.

    What the shop has nothing just like is answered with what comes closest. None where the turn names nothing, or
    where the budget has no room: then the basket is made anew.
    """
    session, request = asked.session, asked.request
    if request.act not in ("add", "quantity") or session.draft is None or session.plan is None:
        return None
    if set(request.spans) - BESIDE:
        return None
    needs = needs_of(asked, request)
    if not needs:
        return None
    if (more := _there(asked, needs)) is not None:
        return more
    lines = [line for need in needs if (line := _line(asked, need, session.draft, len(needs) == 1)) is not None]
    if len(needs) == 1 and lines and (more := _best_there(asked, needs[0])) is not None:
        return more
    if not lines:
        return closest(asked, needs) if request.act == "add" and asked.weighed else None
    return _with(asked, session.draft, lines)


def put_in_both(asked: Asked) -> Answered | None:
    """The basket with what a turn points at and what it names beside it: "the first, plus a sports towel"."""
    request = asked.request
    if request.act != "add" or not is_numbered(request):
        return None
    parts = [part for part in LISTED.split(request.asked) if find_things(part) and not find_places(part)]
    first = lists.added(asked) if parts else None
    if first is None or first[0].bundle is None:
        return first
    said = " & ".join(parts)
    changes: dict[str, object] = {"text": said, "job": said, "target": None, "spans": {}, "wants": ()}
    second = put_in(replace(asked, request=request.model_copy(update=changes), session=first[1]))
    if second is None:
        return first
    told = second[0].request.model_copy(update={"text": request.text, "job": request.job})
    return second[0].model_copy(update={"request": told}), second[1]


def swapped(asked: Asked) -> Answered | None:
    """The basket with one thing in another's place, every other line as it was; None where it names no such pair."""
    session, request = asked.session, asked.request
    if request.act != "refine" or session.draft is None or session.request is None:
        return None
    swaps = find_swaps(request.asked)
    turned = () if swaps or request.changes else find_turned(request.asked)  # "the wine, white": of its kind
    if len(swaps or turned) != 1:
        return None
    # What goes is none of the limits: "swap the lantern for a headlamp" rules no lights out.
    asked = replace(asked, request=request.model_copy(update={"exclusions": session.request.exclusions}))
    old, new = (swaps or turned)[0][0].value, (swaps or turned)[0][1].value.text
    if find_places(old) and beyond(asked):
        return short_reply(asked, say(request.language, "no_such_place", count=len(basket_products(asked)))), session
    meant = numbered(request, basket_products(asked)) if find_places(old) else named(asked, old)
    gone = {one.id for one in meant}
    lines = tuple(line for line in session.draft.lines if line.pick.candidate.product.id in gone)
    if FREE.search(new):  # "something without alcohol": such a one in its place
        new = FREE_WORDS[request.language]
    elif lines and VAGUE.match(new.strip()):
        return another(asked, lines[0].pick.candidate.product.id)
    if not lines and turned:
        return None
    return _replaced(asked, session.draft, lines, _in_place(asked, lines, old, new))


def _in_place(asked: Asked, lines: Sequence[DraftLine], old: str, new: str) -> Need | None:
    """The need of what comes in the lines' place: something else, or another of their kind: white wine for red."""
    needs = _named_needs(asked, new)
    if len(needs) == 1 and not (lines and _serves(needs[0], lines[0].pick.candidate.product)):
        return needs[0]
    if not lines or len(needs) > 1:
        return None
    line, words = lines[0], f"{new} {old}"
    kind = line.pick.candidate.product.category.rsplit("/", 1)[0]  # white wine stands beside red wine
    free = new in FREE_WORDS.values()
    kinds = (ALCOHOL_FREE,) if free else (kind,)
    said, called = {"en": words, "ko": words}, {"en": old if free else new, "ko": old if free else new}
    return line.need.model_copy(update={"query": said, "label": called, "categories": kinds, "stated": True})


def _replaced(asked: Asked, draft: Draft, lines: Sequence[DraftLine], need: Need | None) -> Answered | None:
    """The basket with what answers the need in the lines' place; None where the shop has nothing of it."""
    if need is None:
        return None
    if not lines and (there := _there(asked, [need], more=0)) is not None:
        return there
    rest = replace(draft, lines=tuple(line for line in draft.lines if line not in lines))
    same = {line.pick.candidate.product.id for line in lines}
    for dear in (True, False):  # the best of it, room made for it; else what there is room for
        found = _line(asked, need, rest, counted=False, dear=dear)
        if found is None or found.pick.candidate.product.id in same:
            return None
        if (answered := _with(asked, rest, [found])) is not None:
            return answered
    return None


def closest(asked: Asked, needs: Sequence[Need]) -> Answered | None:
    """What comes closest to things that the shop has nothing just like, listed for the shopper to choose from."""
    request, shop = asked.request, asked.shop
    words = re.sub(r"\s+", " ", _said(request)).strip() or localized(needs[0].query, request.language)
    bounds = limits(request, shop.search.snapshot, shop.meanings, asked.who.dislikes)
    order = shop.search.rank(shop.search.read(words), bounds.allowed, request.market).places.tolist()
    near = collapse(order, shop.search.snapshot.columns.groups, OFFERED)
    if not near:
        return None
    products = [shop.search.snapshot.products[place] for place in near]
    if (sure := _all_called(asked, words, products[0])) is not None:
        return sure
    cards = tuple(card(one, request.language, request.market) for one in products)
    text = say(request.language, "add_closest", words=words)
    reply = words_reply(asked, text).model_copy(update={"products": cards, "answer": None})
    return reply, replace(asked.session, shown=tuple(one.id for one in cards), spoken=(), sought=None)


def _all_called(asked: Asked, words: str, first: Product) -> Answered | None:
    """The basket with the nearest product, where all that is called by a word of it is of its shelf: 변기 세정제."""
    snapshot, draft = asked.shop.search.snapshot, asked.session.draft
    assert draft is not None
    for word in tokens(words):
        called = np.flatnonzero(snapshot.lexical.naming(word, title_only=True)).tolist()
        shelves = {snapshot.products[place].category for place in called}
        if shelves == {first.category} and word in _titles(first):
            line = _line(
                asked, _unknown(words).model_copy(update={"categories": (first.category,)}), draft, counted=True
            )
            return _with(asked, draft, [line]) if line is not None else None
    return None


def names_nothing(asked: Asked, things: Sequence[Mention]) -> bool:
    """Whether a turn that puts something in names no thing, no people and no amount: there is nothing to plan from."""
    request = asked.request
    return not (things or request.wants or set(request.spans) - BESIDE - {"colours"})


def needs_of(asked: Asked, request: Request) -> tuple[Need, ...]:
    """A need for each thing that the turn names."""
    fresh = tuple(one for one in request.wants if one.text in request.text and not _is_a_verb(one.text))
    needs = asked.shop.planner.asked_needs(request.model_copy(update={"wants": fresh}), _people(asked))
    parts = [words for part in LISTED.split(_said(request)) if (words := topic(part)) and _is_a_thing(asked, words)]
    if request.act == "add" and not fresh and len(parts) > 1:
        return tuple(_part_need(asked, part) for part in parts)
    counted = len(fresh) == 1 and not HANGUL.search(fresh[0].text)  # Korean says what it is like before the word
    words = topic(fresh[0].text if counted else _said(request))
    if len(fresh) == 1 and not counted and len(parts) == 1:
        needs = _named_needs(asked, words) or needs
    if not needs and words and request.act == "add":
        return (_unknown(words),)
    return (_called(needs[0], words),) if len(needs) == 1 and words else needs


def _is_a_verb(text: str) -> bool:
    """Whether what was taken for a thing only says that something is to be put in."""
    return not cue("acts", "add").sub("", text).strip()


def _is_a_thing(asked: Asked, words: str) -> bool:
    """Whether words name something by themselves: a kind of thing, or in Korean what some product is called."""
    called = HANGUL.search(words) and asked.shop.search.snapshot.lexical.naming(words).any()
    return bool(find_things(words) or called)


def _said(request: Request) -> str:
    """What a turn says of the thing itself: neither that it is to be put in nor how many of it."""
    return PACKS_SAID.sub(" ", cue("acts", "add").sub(" ", answers.search_words(request)))


def _part_need(asked: Asked, words: str) -> Need:
    """The need of one of several things: "goggles and a swimming cap"."""
    return next(iter(_named_needs(asked, words)), None) or _unknown(words)


def _unknown(words: str) -> Need:
    """A need for something that no list of things has a name for: the search says whether the shop has it."""
    said = {"en": words, "ko": words}
    role = f"asked-{'-'.join(tokens(words)[:3])}"
    return Need(role=role, label=said, query=said, quantity=1, must=True, stated=True, rule="request")


def _named_needs(asked: Asked, words: str) -> tuple[Need, ...]:
    alone = Request(text=words, language=asked.request.language, market=asked.request.market)
    return tuple(_called(need, words) for need in asked.shop.planner.asked_needs(alone, _people(asked)))


def _people(asked: Asked) -> int:
    return asked.session.plan.people if asked.session.plan is not None else 1


def _called(need: Need, words: str) -> Need:
    """The need looked for by all that was said of it: the lavender candle, not any candle."""
    return need.model_copy(update={"query": {"en": words, "ko": words}})


def _there(asked: Asked, needs: Sequence[Need], more: int | None = None) -> Answered | None:
    """More of a line that is called just so already; None where there is none. `more` packs, else as many as said."""
    if len(needs) != 1:
        return None
    said = set(tokens(needs[0].query[asked.request.language]))
    lines = [one for one in basket_products(asked) if said and said <= _titles(one) and _serves(needs[0], one)]
    count = more if more is not None else said_count(asked.request.asked) or 1
    return more_of(asked, lines[0].id, count) if lines else None


def _best_there(asked: Asked, need: Need) -> Answered | None:
    """More of a line that answers the need best of all that the shop has; None where something else does."""
    best = next(iter(_finder(asked).candidates(need)), None)
    there = {one.id for one in basket_products(asked)}
    if best is None or best.product.id not in there or OTHER.search(asked.request.asked):
        return None
    return more_of(asked, best.product.id, said_count(asked.request.asked) or 1)


def _finder(asked: Asked) -> Finder:
    shop, request = asked.shop, asked.request
    bounds = limits(request, shop.search.snapshot, shop.meanings, asked.who.dislikes)
    return Finder(shop.search, request, bounds, shop.meanings, asked.who.taste, held_by_others(asked))


def _serves(need: Need, product: Product) -> bool:
    """Whether the product is of the need's kind: strawberries, not strawberry yogurt."""
    kinds = need.categories
    return not kinds or any(product.category == one or product.category.startswith(one + "/") for one in kinds)


def _titles(product: Product) -> set[str]:
    return set(tokens(" ".join(product.title.values())))


def _line(asked: Asked, need: Need, draft: Draft, counted: bool, dear: bool = False) -> DraftLine | None:
    """The product that fits the need best, in the packs that were said or are needed: one that the budget has room for
    as it is, else the best one; where it may be `dear`, the best one."""
    taken = {line.pick.candidate.product.id for line in draft.lines}
    room = None if draft.budget is None else draft.budget - draft.total
    count = said_count(asked.request.asked) if counted else None
    picks = [
        Pick(one, min(one.limit, count or max(1, math.ceil(need.quantity / max(one.capacity, LEAST)))))
        for one in _finder(asked).candidates(need)
        if one.limit > 0 and one.product.id not in taken
    ]
    if dear:
        called = _finder(asked).called(need)
        place = asked.shop.search.snapshot.position
        picks.sort(key=lambda pick: (at := place(pick.candidate.product.id)) is None or not called[at])
    fitting = [pick for pick in picks if not dear and (room is None or pick.total <= room)]
    best = (fitting or picks)[:1]
    rest = tuple(pick for pick in picks if pick not in best)[:ALTERNATIVES]
    return DraftLine(need, best[0], rest) if best else None


def _with(asked: Asked, draft: Draft, lines: Sequence[DraftLine]) -> Answered | None:
    plan, request = asked.session.plan, asked.request
    assert plan is not None
    ids = [line.pick.candidate.product.id for line in lines]
    found = with_room(replace(draft, lines=(*draft.lines, *lines)), ids)
    if found is None:
        return None
    changed, gone = found
    plan = plan.model_copy(update={"needs": (*plan.needs, *(line.need for line in lines))})
    session = replace(joined(asked.session, request, changed, ids), plan=plan)
    return basket_reply(request, Made(plan, changed, preface(request.language, gone)), session, asked), session
