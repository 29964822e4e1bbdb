"""What a turn points at, as product ids: "that one", "the second", "the cheaper one", 둘 다, "아까 그 텐트"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.bundle.suiting import is_coloured
from assistant.dialogue.asked import Asked
from assistant.dialogue.counts import packs_of, said_count
from assistant.dialogue.forms import family, figures, said_of_it, tells, without_count
from assistant.dialogue.naming import called_so, named
from assistant.dialogue.pointing import ASKS, DETERMINED, OF_ALL, OF_THAT, determined, meant
from assistant.dialogue.views import (
    basket_products,
    first_added,
    in_view,
    is_numbered,
    listed_products,
    numbered,
    pool_of,
    products_of,
    spoken_of,
)
from assistant.dialogue.wished import PACKS_SAID
from assistant.plan.match import overlap
from assistant.plan.things import find_things
from assistant.understand.cues import cue
from assistant.understand.targets import find_places
from assistant.understand.topic import topic
from catalog.text import tokens
from catalog.types import Product

ON_LINES = frozenset({"remove", "quantity", "checkout"})  # acts whose numbers count the basket's lines
SINGLE = frozenset({"add", "quantity"})
SEVERAL = 2  # what "both" needs at least
BRIEF = 7  # words of a turn that need not say "the one" to choose by a word of a title
SENTENCE = re.compile(r"(?<=[^\d\s])[.!?]\s")
CLAUSE = re.compile(r"[,.;!?]\s|\s[-–—]\s")
WHY_KO = re.compile(r"^.*[가-힣](?:이라서?|라서|니까|는데|어서|아서)[\s,]+")  # "회의실이 둘이라 두 개 담아줘"
WORD = re.compile(r"[^\W\d_]+")
THE_ONE = re.compile(r"(?i:(?<![a-z])the [a-z0-9]+|[가-힣]+(?:인|된|든|간|는|은) (?:거|것|걸|게))")

BARE_OUT = re.compile(  # "심장 떨리겠다 빼", "way too strong. out": what was spoken of goes
    r"(?:겠[다어네]|[었았했][다어네]|[가-힣](?:네|네요|어요|아요|해요|다니|군요|겠어요|ㅋ+|ㅎ+))[.,!~ ]+"
    r"(?:그냥 |그거 )?(?:빼|뺄|치워|치울)[가-힣]{0,4}[.!~ㅋㅎㅠ]*$|(?i:[.!?,] (?:take it |leave it )?out[.!]*$)"
)
THE_ONES = re.compile(  # "the pear ones", "the grey marl one"
    r"(?i:(?<![a-z])(?:the|that|those) "
    r"(?P<which>(?!first|second|third|last|other|same|right|cheap|dear|best|big|small|new)[a-z-]+"
    r"(?: (?!you|i|we|he|she|they|it|that|which)[a-z-]+)?) ones?(?![a-z]))"
)

Key = Callable[[Product], float]


def resolve(asked: Asked) -> tuple[str, ...]:
    """The ids of the products that a turn is about; none where it points at nothing and names nothing there is."""
    return tuple(dict.fromkeys(one.id for one in _pointed(asked)))


def _pointed(asked: Asked) -> Sequence[Product]:
    """The surest way first: a place, a name, a measure among those in view, what was spoken of, what comes near."""
    text, view = asked.request.asked, _view(asked)
    if cue("targets", "first_added").search(text) and (first := first_added(asked)):
        return first[:1]
    placed = numbered(asked.request, view)
    if placed or (view and is_numbered(asked.request)):  # none for "the ninth" of eight
        return placed
    if asked.request.act == "refine" and OF_ALL.search(text) and not find_things(text):
        return ()  # "the whole thing, cheaper"
    if asked.request.act in ASKS and (told := ones_asked(asked)):
        return told
    about = _counted_clause(text) if asked.request.act == "quantity" else text
    return _named(asked, about, view) or _spoken(asked, about, view) or _near(asked, text)


def _named(asked: Asked, about: str, view: Sequence[Product]) -> Sequence[Product]:
    """What is called by its name or by what it is the most of; before these, what is asked of what was spoken of."""
    text, spoken = asked.request.asked, spoken_of(asked)
    if spoken and OF_THAT.search(text):
        return spoken
    just_one = _of_the_kind(asked, about, determined(asked)) if find_things(about) else determined(asked)
    if find_things(about) and (called := _of_the_kind(asked, about, named(asked, about))):
        closer = [one for one in just_one if one in called]  # "the memory foam pillow" of six pillows
        return _one_of(asked, closer or [one for one in called if one in view] or called)
    return _measured(asked, text) or _of_its_kind(text, spoken) or _one_of(asked, just_one)


def _of_the_kind(asked: Asked, about: str, called: list[Product]) -> list[Product]:
    """What a text names, less what only a word of it tells where something is put in: vanilla ice, for the cupcakes."""
    kinds = [category for thing in find_things(about) for category in thing.categories]
    if asked.request.act != "add":
        return called
    return [one for one in called if overlap((one.category,), kinds) or called_so(asked, about, [one])]


def ones_asked(asked: Asked) -> Sequence[Product]:
    """Of what is listed or was spoken of, what a question calls by what tells it: "the pear ones, any sugar?"."""
    match = THE_ONES.search(asked.request.asked)
    if match is None or find_places(match[0]):
        return ()
    kinds = [category for thing in find_things(match["which"]) for category in thing.categories]
    if any(overlap((one.category,), kinds) for one in pool_of(asked)):
        return ()  # "the crackers ones" of a basket with crackers
    listed = listed_products(asked)
    pools = (listed, _with_forms(asked, listed), _with_forms(asked, spoken_of(asked)))
    return next(filter(None, (_most_told(asked, one, match["which"]) for one in pools)), ())


def _of_its_kind(text: str, spoken: Sequence[Product]) -> Sequence[Product]:
    """What was spoken of, where a word that points stands before the name of its whole department: "그 책"."""
    for match in DETERMINED.finditer(text):
        word = match["en"] or match["ko"]
        called = (thing for thing in find_things(word) if word.split()[0].startswith(thing.word))
        named_kinds = {c.split("/")[0] for thing in called for c in thing.categories}
        if spoken and named_kinds and all(one.category.split("/")[0] in named_kinds for one in spoken):
            return spoken
    return ()


def _spoken(asked: Asked, about: str, view: Sequence[Product]) -> Sequence[Product]:
    """What was spoken of, or all there is in view, where the turn only points: "both", "that one", "two, please"."""
    request, text, spoken = asked.request, asked.request.asked, spoken_of(asked)
    alone = view if len(view) == 1 else ()
    if cue("targets", "both").search(text):
        return spoken if len(spoken) >= SEVERAL else view[:SEVERAL]
    if spoken and request.changes and cue("targets", "change_of_one").search(text):
        return spoken
    if request.act in SINGLE and (told := _told_apart(asked, text)):
        return told
    if request.act == "remove" and BARE_OUT.search(text):
        return spoken or alone
    if cue("targets", "that").search(text) and (that := spoken or (view[:1] if request.act == "add" else alone)):
        return that
    if request.act == "add" and _only_adds(WHY_KO.sub("", text)):
        return spoken or alone
    if request.act == "quantity" and not find_things(about):
        return _titled(asked, about) or spoken or alone
    return ()


def _told_apart(asked: Asked, text: str) -> Sequence[Product]:
    """Of several listed or spoken of, the one that words alone tell: "the 42 piece box", "carbon it is", 6입으로."""
    spoken = spoken_of(asked)
    pool = spoken if len(spoken) >= SEVERAL else listed_products(asked)
    chooses = cue("targets", "choice").search(text) or THE_ONE.search(text) or len(text.split()) <= BRIEF
    if not pool or not chooses:
        return ()
    kinds = [category for thing in find_things(text) for category in thing.categories]
    if kinds and not any(overlap((one.category,), kinds) for one in pool):
        return ()  # "add the hiking socks" is none of the boots
    pools = (pool, _with_forms(asked, spoken), _with_forms(asked, pool))
    texts = dict.fromkeys((text, SENTENCE.split(text, maxsplit=1)[0]))  # "the 60s, two sets. one for each family"
    return next(filter(None, (_most_told(asked, one, said) for said in texts for one in pools)), ())


def _with_forms(asked: Asked, pool: Sequence[Product]) -> list[Product]:
    """The products with every form of theirs: a list shows one form of each thing."""
    every = [form for one in pool for form in (one, *family(asked, one))]
    return list({one.id: one for one in every}.values())


def _most_told(asked: Asked, pool: Sequence[Product], text: str) -> Sequence[Product]:
    """The one of a pool whose title says most of what tells it from the others; none where two things tie."""
    if len(pool) < SEVERAL:
        return ()
    told = {one.id: _tells(asked, one, said_of_it(text)) for one in pool}
    common = set.intersection(*told.values())  # what all are called tells none of them apart
    most = max(len(words - common) for words in told.values())
    best = [one for one in pool if len(told[one.id] - common) == most]
    return best[:1] if most and len({one.group_id or one.id for one in best}) == 1 else ()


def _tells(asked: Asked, product: Product, said: str) -> set[str]:
    """Which of the words that were said are a product's, with the colours that were said as one of them."""
    colours, count = asked.request.colours, said_count(said)
    own = {" ".join(colours)} if colours and is_coloured(product, colours) else set()
    if count is not None and packs_of(said, product.titles) != count:
        return tells(product, said) | own  # "3단" of what has three steps is no count
    return (tells(product, without_count(said)) | own) - {str(count)}


def _near(asked: Asked, text: str) -> Sequence[Product]:
    """By words of a title, what answers best, or what comes as near to the word as what is called so."""
    if not find_things(text) and (found := _titled(asked, text) or _likest(asked, text, spoken_of(asked))):
        return found
    asks = asked.request.act in ASKS or (asked.request.act != "add" and DETERMINED.search(text))
    return meant(asked) if asks and not asked.request.spans.get("owned") else ()


def _counted_clause(text: str) -> str:
    """The clause that says how many: "just one after all, my desk is tiny" counts no desks."""
    clauses = [one for one in CLAUSE.split(text) if one.strip()]
    counted = next((one for one in clauses if said_count(one) is not None), text)
    return text if cue("targets", "that").search(counted) else counted  # "the pads, right? three of those"


def _only_adds(text: str) -> bool:
    """Whether every word says that something is to be put in, and none says what: "sure, add"."""
    said = WORD.findall(PACKS_SAID.sub(" ", text.lower()))
    return bool(said) and all(cue("targets", "bare_add").fullmatch(word) for word in said)


def _one_of(asked: Asked, called: Sequence[Product]) -> Sequence[Product]:
    """Which of several products of a name is meant: what was spoken of; what is put in or counted is one, the first."""
    if len(called) < SEVERAL or cue("targets", "both").search(asked.request.asked):
        return called
    meant_one = [one for one in spoken_of(asked) if one in called] or _of_forms(asked, called)
    return meant_one[:1] if asked.request.act in SINGLE else meant_one


def _of_forms(asked: Asked, called: Sequence[Product]) -> Sequence[Product]:
    """Of forms of one thing, those first that the turn says most of: "the tpe mat in teal"."""
    if len({one.group_id or one.id for one in called}) > 1:
        return called
    said, colours = figures(asked.request.asked), asked.request.colours

    def told(one: Product) -> int:
        return len(said & figures(one.titles)) + bool(colours and is_coloured(one, colours))

    return sorted(called, key=lambda one: -told(one))


def _view(asked: Asked) -> list[Product]:
    """What numbers count: the basket's lines for a change to them, else the last list.

    What is put in is of the list, even where something of it is in the basket since.
    """
    lines, session = basket_products(asked), asked.session
    listed = listed_products(asked) or products_of(asked, session.offered)
    if asked.request.act == "add":
        return listed or lines
    if asked.request.act == "quantity" and is_numbered(asked.request) and not numbered(asked.request, lines):
        return listed or lines  # "and the second, two of them": the basket has but one line
    return lines if lines and asked.request.act in ON_LINES else in_view(asked)


def _measured(asked: Asked, text: str) -> Sequence[Product]:
    """ "The cheapest one", "the red one": among what was spoken of where that is several, else the list."""
    spoken = spoken_of(asked)
    pool = spoken if len(spoken) >= SEVERAL else _sought(asked) or basket_products(asked)
    if not pool:
        return ()
    for name, key in _measures(asked):
        if cue("targets", name).search(text):
            return (min(pool, key=key),)
    if asked.request.colours and cue("targets", "one").search(text):
        return [one for one in pool if is_coloured(one, asked.request.colours)][:1]
    return ()


def _sought(asked: Asked) -> list[Product]:
    """What of the last list is called what was searched for, else all of it: no block is the cheapest mat."""
    listed, sought = listed_products(asked), asked.session.sought
    called = called_so(asked, sought.asked, listed) if sought is not None else []
    return called or listed


def _measures(asked: Asked) -> tuple[tuple[str, Key], ...]:
    """What a product can be the most of; the least key wins, the first of equals."""

    def price(product: Product) -> float:
        offer = product.offer(asked.request.market)
        return float("inf") if offer is None else offer.price.amount

    return (
        ("cheapest", price),
        ("dearest", lambda product: -price(product) if price(product) != float("inf") else 0.0),
        ("best_rated", lambda product: -(product.rating or 0)),
    )


def _titled(asked: Asked, text: str) -> Sequence[Product]:
    """By words of a title alone, such as a brand: enough only where one product answers to them."""
    words = re.sub(r"\d+", " ", text)
    found = named(asked, words)
    if asked.request.act == "add" and found and not _is_called(found[0], words):
        return ()  # "a smoke alarm as well" is no smoke mask of the list before
    if asked.request.act in SINGLE and len({one.group_id or one.id for one in found}) == 1:
        return found[:1]  # of sizes and colours of one thing, the first
    return found if len(found) == 1 and len(pool_of(asked)) > 1 else ()


def _is_called(product: Product, text: str) -> bool:
    """Whether at least half of what a text names is in the product's title."""
    said = set(tokens(topic(cue("acts", "add").sub(" ", text))))
    return 2 * len(said & set(tokens(product.titles))) >= len(said)


def _likest(asked: Asked, text: str, spoken: Sequence[Product]) -> Sequence[Product]:
    """ "The one with the softer sole goes in": of what was compared, else of the list, what answers the words best."""
    pool = spoken if len(spoken) >= SEVERAL else listed_products(asked)
    if asked.request.act != "add" or not pool or not cue("targets", "choice").search(text):
        return ()
    snapshot, scores = asked.shop.search.snapshot, asked.shop.search.scores(topic(text)).fused
    places = {one.id: snapshot.position(one.id) for one in pool}
    return (max(pool, key=lambda one: float(scores[place]) if (place := places[one.id]) is not None else -1.0),)
