"""A thing named to go beside what is in the basket: "a candle as well", 팝콘도 하나, "the first and a towel"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.bundle.draft import Draft, DraftLine
from assistant.dialogue import lists
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.counts import packs_of, said_count
from assistant.dialogue.forms import family, forms_said, said_of_it, without_count
from assistant.dialogue.likelier import HALF, described, describes, likeliest, says_more
from assistant.dialogue.lines import more_of
from assistant.dialogue.naming import named
from assistant.dialogue.placing import likelier, line_for, line_meant, there, with_lines
from assistant.dialogue.pointing import determined
from assistant.dialogue.replies import words_reply
from assistant.dialogue.variants import in_form
from assistant.dialogue.views import basket_products, is_numbered, listed_products, numbered, products_of, spoken_of
from assistant.dialogue.wished import BESIDE, LISTED, needs_of, plainly, thing_said, unknown
from assistant.dialogue.within import finder_of, ranked
from assistant.explain.cards import card
from assistant.explain.phrases import say
from assistant.plan.match import overlap
from assistant.plan.things import find_things
from assistant.types import Need, Plan, Request
from assistant.understand.targets import find_places
from catalog.rank.diversify import collapse
from catalog.text import tokens
from catalog.types import CURRENCY, Product, localized

OTHER = re.compile(r"(?i:(?<![a-z])(?:other|different|another (?:kind|sort|type|brand))(?![a-z])|다른|딴)")
OF_IT = re.compile(
    r"(?i:(?!for|people|guests?|friends?|option|only|please|now|too)[a-z]{3,}|[가-힣]{2,}|[빵떡면술물잼국밥죽차초](?=[을를도은는이랑\s]|$))"
)  # the thing itself
ANOTHER = re.compile(r"(?i:(?<![a-z])(?:another|more|extra)(?![a-z])|(?<![가-힣])(?:더|또)(?![가-힣]))")
PLACES = frozenset({"add", "remove", "quantity"})  # acts that nothing may be taken for whose place is not there
TELLS = frozenset({"owned", "people", "recipient"})  # what a description may say besides
OF_ONE = re.compile(r"(?i:, (?=(?:the|in|not|so|for|with|just)(?![a-z])))")  # "a headlamp, the usb kind" is one thing
INTO = re.compile(
    r"[가-힣0-9A-Za-z](?:으로|로)(?:요| ?(?:해|할|부탁|주세|줘)[가-힣]*)?[.!~]*$"
)  # "쌈채소는 600그램 대용량으로"
SAME = re.compile(  # what is put in is what was spoken of, in a form of its own
    r"(?i:(?<![a-z])the same(?: (?:one|thing|ones|again|model|kind))?(?= (?:in|for|but|too|as)(?![a-z])|,|[.!]*$)|"
    r"(?<![a-z])(?:wants?|needs?|get|add|take|have|another) (?:one|a pair|a set|it|them|those|that one)"
    r"(?: (?:too|also|as well))?,?(?: but)? in [a-z0-9]+|"
    r"(?:똑같은|같은) (?:거|걸|것|걸로|거로)(?! ?말고)[^.!?]*(?:으로|로|도|하나|한|두))"
)
AS_WELL = re.compile(r"(?i:(?<![a-z])(?:too|also|as well|another)(?![a-z])|[가-힣]도(?![가-힣]))")
FOR_WHOM = re.compile(r"(?i:(?<![a-z])(?:(?P<her>ladies['’]?|ladys|for her)|gents['’]?|for him)(?![a-z]))")
OFFERED = 4  # listed where the shop has nothing just like what is to be put in


def put_in(asked: Asked) -> Answered | None:
    """The basket with what the turn names in it and every other line as it was.

    What the shop has nothing just like is answered with what comes closest. None where the turn names nothing, or
    where the budget has no room: then the basket is made anew.
    """
    asked = _begun(asked)
    session, request = asked.session, asked.request
    if request.act not in ("add", "quantity") or session.draft is None or session.plan is None:
        return None
    if request.act == "quantity" and not find_things(request.asked):
        return None  # "two more gels", where there are none: no glue
    beside = BESIDE | TELLS if describes(request) else BESIDE
    if set(request.spans) - beside - ({"diet"} if is_of_the_thing(request) else set()):
        return None
    if "colours" not in request.spans:  # of what was put in before: a blue dress asks for no blue hat
        request = request.model_copy(update={"colours": ()})
    asked = replace(asked, request=(request := _wanted_again(request)))
    if (found := _described(asked, session.draft)) is not None:
        return found
    needs = needs_of(asked, request)
    if not needs:
        return None
    if (form := _other_form(asked, session.draft)) is not None:
        return form
    if (more := there(asked, needs)) is not None or (more := _another(asked)) is not None:
        return more
    lines = _lines(asked, session.draft, needs) or _lines(asked, session.draft, plainly(asked))
    if len(lines) == 1 and (more := _likeliest_there(asked, lines[0])) is not None:
        return more
    lines = _likelier(asked, session.draft, lines)
    if len(needs) == 1 and (more := _best_there(asked, needs[0])) is not None:
        return more
    if not lines:
        return closest(asked, needs) if request.act == "add" and asked.weighed else None
    return with_lines(_of_the_rest(asked), session.draft, lines)


def _of_the_rest(asked: Asked) -> Asked:
    """The turn without what chose its thing and binds nothing else: gluten free, "something for the kids"."""
    request = asked.request
    before = asked.session.request or Request(text=request.text)
    told = {"sizes", "diet", "colours"} | (TELLS if describes(request) else set())
    kept: dict[str, object] = {name: getattr(before, name) for name in sorted(told)}
    return replace(asked, request=request.model_copy(update=kept))


def _lines(asked: Asked, draft: Draft, needs: Sequence[Need]) -> list[DraftLine]:
    found = (line_for(asked, need, draft, len(needs) == 1) for need in needs)
    return [line for line in found if line is not None]


def _described(asked: Asked, draft: Draft) -> Answered | None:
    """The basket with what the turn describes without a name for it: "something to write on the boxes with"."""
    found = described(asked) if asked.request.act == "add" else []
    if not found:
        return None
    product = asked.shop.search.snapshot.products[found[0]]
    if product in basket_products(asked):
        return more_of(asked, product.id, said_count(asked.request.asked) or 1)
    kin = [line for line in draft.lines if line.pick.candidate.product in family(asked, product)]
    if kin and INTO.search(asked.request.asked):  # "clay in 24 colours", where there are 12
        return in_form(asked, draft, kin, asked.request.asked)
    line = line_meant(asked, draft, thing_said(asked.request), product)
    if line is None:
        return None
    return with_lines(_of_the_rest(asked), draft, [line]) or lists.no_room(_of_the_rest(asked), draft, [line])


def _words(asked: Asked) -> str:
    """What the turn says of the thing itself."""
    return re.sub(r"\s+", " ", thing_said(asked.request)).strip()


def _likeliest_there(asked: Asked, line: DraftLine) -> Answered | None:
    """More of what is there, where its name says more of what was said than what would join does."""
    words = _words(asked)
    first = likeliest(asked, words, ()) if words and asked.request.act == "add" else None
    if first is None or first.product not in basket_products(asked) or OTHER.search(asked.request.asked):
        return None
    if first.share < HALF or not says_more(asked, words, first.product, line.pick.candidate.product):
        return None
    return more_of(asked, first.product.id, said_count(asked.request.asked) or 1)


def _likelier(asked: Asked, draft: Draft, lines: list[DraftLine]) -> list[DraftLine]:
    """The lines, or one of what the search finds first, where its name says more of what was said."""
    words = _words(asked)
    if asked.request.act != "add":
        return lines
    if len(lines) == 1:
        return [likelier(asked, draft, words, lines[0])]
    if not words or (lines and LISTED.search(OF_ONE.sub(" ", asked.request.asked))):
        return lines  # several things, whatever the shop has that is called by two of them: milk and bread
    first = likeliest(asked, words, (line.pick.candidate.product.id for line in draft.lines))
    if first is None or first.share < HALF:
        return lines
    line = line_meant(asked, draft, words, first.product)
    return [line] if line else lines


def _begun(asked: Asked) -> Asked:
    """The turn with an empty basket to put things in, where it names things, and no job unless a list is shown."""
    session, request = asked.session, asked.request
    if session.draft is not None or request.act != "add" or not asked.weighed or request.budget is not None:
        return asked
    jobs = () if session.shown else asked.shop.planner.match(request)
    if any(job.words for job in jobs) if describes(request) else not find_things(request.asked) or jobs:
        return asked
    title = {"en": request.asked[:60], "ko": request.asked[:60]}
    empty = replace(session, draft=Draft(CURRENCY[request.market]), plan=Plan(title=title, needs=(), adults=1))
    return replace(asked, session=empty)


def _wanted_again(request: Request) -> Request:
    """The request without the exclusions of before that this turn takes back: "no bread", and then "add bread"."""
    said = set(tokens(request.asked))
    now = {span.text for span in request.spans.get("exclusions", ())}
    kept = tuple(one for one in request.exclusions if one.text in now or not set(tokens(one.text)) <= said)
    return request.model_copy(update={"exclusions": kept})


def is_of_the_thing(request: Request) -> bool:
    """Whether a turn that puts something in says its diets of that alone, right before it: "gluten free crackers"."""
    spans = request.spans.get("diet", ())
    return request.act == "add" and all(OF_IT.match(request.asked[span.end :].lstrip(" -")) for span in spans)


def _other_form(asked: Asked, draft: Draft) -> Answered | None:
    """The basket with another form of what is there beside it, or with 로 in its place: 하네스 S도 하나."""
    said = without_count(said_of_it(asked.request.asked))
    first = likeliest(asked, said, ()) if ANOTHER.search(said) is None else None
    called = {one.id for one in named(asked, asked.request.asked)} if first is not None else set()
    for line in draft.lines:
        product = line.pick.candidate.product
        if product.id not in called or not (forms := forms_said(asked, product, said)):
            continue
        if first is None or first.product not in (product, *family(asked, product)):
            continue  # kettle chips are no form of other chips
        if INTO.search(asked.request.asked):
            return in_form(asked, draft, [line], said)
        come = lists.chosen_line(asked, forms[0], packs_of(asked.request.asked, forms[0].titles) or 1)
        return with_lines(_of_the_rest(asked), draft, [come]) if come is not None else None
    return None


def _another(asked: Asked) -> Answered | None:
    """One more of a line that is spoken of as there: "another tub of the flakes"."""
    called = determined(asked) if ANOTHER.search(asked.request.asked) else []
    held = [one for one in called if one in basket_products(asked)]
    return more_of(asked, held[0].id, said_count(asked.request.asked) or 1) if held else None


def same_again(asked: Asked) -> Answered | None:
    """What was last spoken of once more, in the form that is said: "and the same in M for her", "a pair too, in black".

    None where the turn says no such thing, names another kind of thing, or nothing was spoken of.
    """
    request, text = asked.request, asked.request.asked
    spoken = spoken_of(asked)
    puts_in = request.act == "add" or (request.act == "refine" and AS_WELL.search(text))
    if not puts_in or not SAME.search(text) or len({one.group_id or one.id for one in spoken}) != 1:
        return None
    kinds = [category for thing in find_things(text) for category in thing.categories]
    if kinds and not overlap((spoken[0].category,), kinds):
        return None  # "the same socks in M", after a shirt
    said = FOR_WHOM.sub(lambda match: "women" if match["her"] else "men", without_count(said_of_it(text)))
    product = next(iter(forms_said(asked, spoken[0], said)), spoken[0])
    count = packs_of(text, product.titles) or 1
    if product in basket_products(asked):
        return more_of(asked, product.id, count)
    line = lists.chosen_line(asked, product, count)
    return lists.put(_of_the_rest(asked), [line]) if line is not None else None


def past_the_end(asked: Asked) -> Answered | None:
    """That nothing stands at the place that a turn names: "the third looks alright, take that" of two."""
    request, listed = asked.request, listed_products(asked) or products_of(asked, asked.session.offered)
    counted = listed if request.act == "add" else basket_products(asked)
    if request.act not in PLACES or not is_numbered(request) or not counted or numbered(request, counted):
        return None
    if request.act == "quantity" and numbered(request, listed):
        return None
    return words_reply(asked, say(request.language, "no_such_place", count=len(counted))), asked.session


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


def closest(asked: Asked, needs: Sequence[Need]) -> Answered | None:
    """What comes closest to things that the shop has nothing just like, listed for the shopper to choose from."""
    request, shop = asked.request, asked.shop
    words = _words(asked) or localized(needs[0].query, request.language)
    near = collapse(ranked(asked, words), shop.search.snapshot.columns.groups, OFFERED)
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
        if shelves == {first.category} and word in tokens(first.titles):
            return _taken(asked, words, first)
    return None


def _taken(asked: Asked, words: str, product: Product) -> Answered | None:
    """The basket with what answers the words best on the product's shelf; None where there is no room for it."""
    draft, need = asked.session.draft, unknown(words).model_copy(update={"categories": (product.category,)})
    line = line_for(asked, need, draft, counted=True) if draft is not None else None
    return with_lines(asked, draft, [line]) if draft is not None and line is not None else None


def _best_there(asked: Asked, need: Need) -> Answered | None:
    """More of a line that answers the need best of all that the shop has; None where something else does."""
    best = next(iter(finder_of(asked).candidates(need)), None)
    there = {one.id for one in basket_products(asked)}
    if best is None or best.product.id not in there or OTHER.search(asked.request.asked):
        return None
    return more_of(asked, best.product.id, said_count(asked.request.asked) or 1)
