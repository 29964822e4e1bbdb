"""A thing named to go beside what is in the basket: "a lavender candle as well", "chips → popcorn", 팝콘도 하나."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.bundle.candidates import Finder
from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.dialogue import answers
from assistant.dialogue.asked import Answered, Asked, held_by_others
from assistant.dialogue.basket import Made
from assistant.dialogue.counts import said_count
from assistant.dialogue.lines import another, more_of
from assistant.dialogue.lists import joined, preface
from assistant.dialogue.pointing import basket_products, named
from assistant.dialogue.replies import basket_reply
from assistant.dialogue.room import with_room
from assistant.plan.limits import limits
from assistant.types import Need, Request
from assistant.understand.cues import cue
from assistant.understand.topic import topic
from assistant.understand.wants import find_swaps
from catalog.text import tokens
from catalog.types import Product

ALTERNATIVES = 3  # offered beside the line
VAGUE = re.compile(
    r"(?i)(?:a |an |some |the )?(?:different|another|other|new|something|anything)(?![a-z])|"
    r"(?:a |some |the )?(?:[a-z]+er|more [a-z]+|less [a-z]+) (?:ones?|pair|version|kind)$|"
    r"(?:다른|딴|더 ?[가-힣]{1,5}) ?(?:거|것|걸|제품|종류)"
)
LEAST = 0.001  # of a need, that a pack covers at least
BESIDE = frozenset({"act", "wants", "changes", "exclusions", "target"})  # what such a turn may say; more is a new plan


def put_in(asked: Asked) -> Answered | None:
    """The basket with what the turn names in it and every other line as it was.

    None where it names nothing that the shop has, or where the budget has no room: then the basket is made anew.
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
    return _with(asked, session.draft, lines) if len(lines) == len(needs) else None


def swapped(asked: Asked) -> Answered | None:
    """The basket with one thing in another's place, every other line as it was; None where it has no such line."""
    session, request = asked.session, asked.request
    if request.act != "refine" or session.draft is None or session.plan is None:
        return None
    swaps = find_swaps(request.asked)
    if len(swaps) != 1 or session.request is None:
        return None
    # What goes is none of the limits: "swap the lantern for a headlamp" rules no lights out.
    asked = replace(asked, request=request.model_copy(update={"exclusions": session.request.exclusions}))
    old, new = swaps[0][0].value, swaps[0][1].value.text
    gone = {one.id for one in named(asked, old) if one in basket_products(asked)}
    lines = tuple(line for line in session.draft.lines if line.pick.candidate.product.id in gone)
    if lines and VAGUE.match(new.strip()):
        return another(asked, lines[0].pick.candidate.product.id)
    needs = _named_needs(asked, new)
    if not lines or len(needs) != 1:
        return None
    rest = replace(session.draft, lines=tuple(line for line in session.draft.lines if line not in lines))
    found = _line(asked, needs[0], rest, counted=False)
    return _with(asked, rest, [found]) if found is not None else None


def needs_of(asked: Asked, request: Request) -> tuple[Need, ...]:
    """A need for each thing that the turn names."""
    fresh = tuple(one for one in request.wants if one.text in request.text)
    needs = asked.shop.planner.asked_needs(request.model_copy(update={"wants": fresh}), _people(asked))
    words = topic(cue("acts", "add").sub(" ", fresh[0].text if fresh else answers.search_words(request)))
    if not needs and words and request.act == "add":
        return (_unknown(words),)
    return (_called(needs[0], words),) if len(needs) == 1 and words else needs


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


def _there(asked: Asked, needs: Sequence[Need]) -> Answered | None:
    """More of a line that is called just so already; None where there is none."""
    if len(needs) != 1:
        return None
    said = set(tokens(needs[0].query[asked.request.language]))
    lines = [one for one in basket_products(asked) if said and said <= _titles(one) and _serves(needs[0], one)]
    return more_of(asked, lines[0].id, said_count(asked.request.asked) or 1) if lines else None


def _serves(need: Need, product: Product) -> bool:
    """Whether the product is of the need's kind: strawberries, not strawberry yogurt."""
    kinds = need.categories
    return not kinds or any(product.category == one or product.category.startswith(one + "/") for one in kinds)


def _titles(product: Product) -> set[str]:
    return set(tokens(" ".join(product.title.values())))


def _line(asked: Asked, need: Need, draft: Draft, counted: bool) -> DraftLine | None:
    """The product that fits the need best, in the packs that were said or are needed: one that the budget has room for
    as it is, else the best one."""
    shop, request = asked.shop, asked.request
    bounds = limits(request, shop.search.snapshot, shop.meanings, asked.who.dislikes)
    finder = Finder(shop.search, request, bounds, shop.meanings, asked.who.taste, held_by_others(asked))
    taken = {line.pick.candidate.product.id for line in draft.lines}
    room = None if draft.budget is None else draft.budget - draft.total
    count = said_count(request.asked) if counted else None
    picks = [
        Pick(one, min(one.limit, count or max(1, math.ceil(need.quantity / max(one.capacity, LEAST)))))
        for one in finder.candidates(need)
        if one.limit > 0 and one.product.id not in taken
    ]
    fitting = [pick for pick in picks if room is None or pick.total <= room]
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
