"""The words that the shopper side speaks: turn, request, need, plan, bundle, reply.

Everything here is frozen. Every field of a request that came from the text keeps the span that it came from.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, NamedTuple, get_args

from pydantic import Field

from catalog.types import Allergen, Availability, Diet, EventKind, Frozen, Language, Market, Money, Text

Act = Literal[
    "plan",
    "find",
    "refine",
    "why",
    "compare",
    "ask",
    "add",
    "remove",
    "quantity",
    "undo",
    "keep",
    "checkout",
    "order",
    "remember",
    "forget",
    "smalltalk",
    "out_of_scope",
]
ACTS: tuple[str, ...] = get_args(Act)

ReasonKind = Literal[
    "asked", "fits", "history", "similar_shoppers", "context", "rating", "deal", "complements", "discovery"
]


class Span(Frozen):
    """Where in the request's text something was said: `text[start:end]`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Budget(Frozen):
    """The most that may be spent. `per_person` amounts are multiplied by the people when the basket is chosen."""

    limit: Money
    floor: Money | None = None  # "between 30 and 50 dollars": the lower end
    per_person: bool = False
    about: bool = False  # "약 5만원", "around $40": still a ceiling
    stated: Money | None = None  # what was said, where "cheaper" has lowered the limit since
    stated_each: bool = False  # that was for each person


class People(Frozen):
    """Who the basket is for, the shopper counted when they take part. None where the text does not say."""

    adults: int | None = Field(default=None, ge=0)
    children: int = Field(default=0, ge=0)
    ages: tuple[int, ...] = ()

    @property
    def total(self) -> int | None:
        return None if self.adults is None else self.adults + self.children


class DietNeed(Frozen):
    """A diet and how many of the people keep it. None and not `everyone`: the text does not say how many."""

    diet: Diet
    people: int | None = None
    everyone: bool = False


class Recipient(Frozen):
    """Whom a gift is for: a key such as `mother`, and their age where it is said."""

    key: str
    age: int | None = None
    interests: tuple[str, ...] = ()


class Stated(Frozen):
    """A thing that the shopper names: wanted, left out, or owned already. `quantity` counts pieces or packs of it."""

    text: str
    quantity: int | None = Field(default=None, ge=1)
    unit: Literal["piece", "pack"] = "piece"
    span: Span | None = None


class Sought(Frozen):
    """A thing that a language model thinks the job takes: looked for where no playbook knows the job."""

    phrase: str
    must: bool = False


class Held(Frozen):
    """What the shopper has settled of one line: it holds when the basket is made anew. No quantity: left out."""

    role: str
    product_id: str
    quantity: int | None = Field(default=None, ge=1)
    whole: bool = False  # left out: the need itself goes, not this product alone


class Only(Frozen):
    """A group of things that is all that is asked for of a job; `sure` where the shopper says that it is all."""

    group: str
    sure: bool = True


class Request(Frozen):
    """One turn, understood. Unset fields were not said."""

    text: str
    job: str = ""  # the text with what the shopper says of themselves blanked, place by place
    act: Act = "plan"
    language: Language = "en"
    market: Market = "us"
    budget: Budget | None = None
    people: People = People()
    recipient: Recipient | None = None
    occasion: str | None = None  # the job's words, without amounts and limits
    wants: tuple[Stated, ...] = ()  # things named to buy, with quantities
    exclusions: tuple[Stated, ...] = ()  # never put these in
    dislikes: tuple[Stated, ...] = ()  # those of the exclusions that hold for good: "I hate coriander"
    owned: tuple[Stated, ...] = ()  # already there, so not needed
    only: tuple[Only, ...] = ()  # all that is wanted of the job: food, decorations
    no_alcohol: bool = False
    diet: tuple[DietNeed, ...] = ()
    allergies: tuple[Allergen, ...] = ()
    sizes: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    min_rating: float | None = None
    date: dt.date | None = None
    deliver_by: dt.date | None = None
    days: int | None = Field(default=None, ge=1)
    nights: int | None = Field(default=None, ge=0)
    place: str | None = None
    changes: tuple[str, ...] = ()  # what a refinement asks: cheaper, better, fewer, more, double, half
    target: int | None = None  # the line that "the second one" points at, 1-based
    held: tuple[Held, ...] = ()  # lines that were settled one by one in this conversation
    sought: tuple[Sought, ...] = ()  # by a language model; the rules leave it empty
    spans: dict[str, tuple[Span, ...]] = {}

    @property
    def asked(self) -> str:
        """What is to be answered: planning, searching and ranking read this and never who somebody says to be."""
        return self.job or self.text


class Amount(Frozen):
    """How much of a need: (base + per_adult·adults + per_child·children) × days or nights."""

    base: float = Field(default=0, ge=0)
    per_adult: float = Field(default=0, ge=0)
    per_child: float | None = Field(default=None, ge=0)
    unit: Literal["serving", "piece", "pack"] = "serving"
    times: Literal["once", "day", "night"] = "once"


class Need(Frozen):
    """One thing that the job takes: what to look for, where, how much, and whether the job fails without it."""

    role: str
    label: Text
    query: Text
    categories: tuple[str, ...] = ()
    quantity: float = Field(gt=0)  # in `unit`, already scaled to the people and days
    unit: Literal["serving", "piece", "pack"] = "pack"
    must: bool = False
    weight: float = Field(default=0.5, gt=0, le=1)
    variety: int = Field(default=1, ge=1)
    stated: bool = False  # the shopper named it
    named: bool = False  # the shopper named what is to do it, at the start or since
    exact: bool = False  # nothing but what is called so does its work, as in a recipe
    rule: str = ""  # the playbook or search that asks for it


class Plan(Frozen):
    """The needs of a job, for how many people and days, and where they come from."""

    title: Text
    needs: tuple[Need, ...]
    adults: int = Field(ge=0)
    children: int = Field(default=0, ge=0)
    days: int = Field(default=1, ge=1)
    nights: int = Field(default=0, ge=0)
    playbooks: tuple[str, ...] = ()
    only: tuple[Only, ...] = ()  # what alone was asked for, where that leaves the rest of the job out
    added: tuple[Need, ...] = ()  # those that were put in one by one since: they stay when the plan is made anew
    listed: bool = False  # the shopper has named all of it: nothing is planned around that
    guessed: bool = False  # no playbook fits: the needs were found in the catalogue
    taken_for: bool = False  # the playbook was told by its meaning alone, and none too surely
    assumed_people: bool = False

    @property
    def people(self) -> int:
        return self.adults + self.children


class Reason(Frozen):
    """Why a line is there, and the ids of what makes it true."""

    kind: ReasonKind
    text: str
    evidence: tuple[str, ...] = ()


class Card(Frozen):
    """A product as the shopper sees it, in the reply's language."""

    id: str
    title: str
    brand: str
    description: str
    categories: tuple[str, ...]
    category_label: str
    image: str | None
    diet: tuple[Diet, ...]
    allergens: tuple[Allergen, ...] | None
    contains_alcohol: bool
    min_age: int | None
    rating: float | None
    review_count: int
    availability: tuple[Availability, ...]
    price: Money
    list_price: Money | None = None
    promotion: str | None = None
    serves: float | None = None
    pack: str | None = None
    attributes: dict[str, Any] = {}
    url: str | None = None


class Alternative(Frozen):
    """Another product that could stand in a line: how many packs of it, at what line total, and the difference."""

    product: Card
    quantity: int
    unit_price: Money
    line_total: Money
    difference: Money


class Line(Frozen):
    """One product of the basket. `line_total` is `unit_price × quantity − discount`."""

    product: Card
    role: str
    role_label: str
    quantity: int = Field(ge=1)
    unit_price: Money
    discount: Money
    line_total: Money
    must: bool = True
    reasons: tuple[Reason, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


class Unmet(Frozen):
    """A need that the basket does not (fully) cover: why, and the smallest change that would."""

    role: str
    label: str
    must: bool
    cause: Literal["budget", "nothing_fits", "stock", "excluded"]
    text: str
    covered: float = Field(default=0, ge=0, le=1)
    extra: Money | None = None  # how much more budget would cover it


class Bundle(Frozen):
    """The basket: lines, exact totals, and what could not be met."""

    title: str
    lines: tuple[Line, ...]
    total: Money
    budget: Money | None = None
    left: Money | None = None  # budget − total
    saved: Money  # list prices − total
    people: int | None = None
    unmet: tuple[Unmet, ...] = ()
    needed_budget: Money | None = None  # the smallest budget that covers every must, where the budget is too small


class Citation(Frozen):
    """What an answer rests on: a stated attribute, a sentence of the description, a review, or the shop's terms."""

    source: Literal["attribute", "description", "review", "terms"]
    ref: str  # the attribute's key, the review's id, the term's key
    text: str  # as it stands there
    product_id: str | None = None


class Compared(Frozen):
    """One row of a comparison: what is compared, and each product's value in order. None: the listing does not say."""

    label: str
    values: tuple[str | None, ...]


class Comparison(Frozen):
    """A table of what differs."""

    products: tuple[Card, ...]
    rows: tuple[Compared, ...]


class Ordered(Frozen):
    """One product of an order, at the price it was ordered for."""

    product_id: str
    title: str
    quantity: int = Field(ge=1)
    line_total: Money


class Order(Frozen):
    """An order as the shop has written it. Payment is handed off, never taken here."""

    id: str
    status: Literal["placed", "cancelled", "return_asked"]
    placed_at: dt.datetime
    lines: tuple[Ordered, ...]
    total: Money
    simulated: bool = False


class Notice(Frozen):
    """Something that the shopper should know about the reply, once."""

    code: str
    text: str
    evidence: tuple[str, ...] = ()  # ids of the events or products that it rests on


class Reply(Frozen):
    """One record that the page, the widget, the API, the logs and the evaluations all read."""

    id: str
    session: str
    language: Language
    market: Market
    act: Act
    text: str
    request: Request
    bundle: Bundle | None = None
    products: tuple[Card, ...] = ()
    answer: str | None = None
    citations: tuple[Citation, ...] = ()
    comparison: Comparison | None = None
    order: Order | None = None
    follow_ups: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    demo: bool = False  # the shop is the demo shop: invented products, simulated ratings
    timings: dict[str, float] = {}


class Grown(NamedTuple):
    """A reply on its way to the shopper."""

    reply: Reply
    whole: bool  # nothing more will come


class Turn(Frozen):
    """What a shopper sends: the words, and where and when they are said."""

    text: str
    session: str | None = None
    shopper: str | None = None
    market: str | None = None
    at: dt.datetime | None = None
    language: str | None = None


class Edit(Frozen):
    """A change made on the basket itself: a line's quantity, another product in its place, or its removal."""

    kind: Literal["quantity", "swap", "remove"]
    product_id: str
    quantity: int | None = Field(default=None, ge=1, le=999)
    to: str | None = None  # the product that comes in its place


class Happened(Frozen):
    """Something that a shop reports of a shopper: a product seen, bought, rated (1..5 stars) or waved away."""

    kind: EventKind
    product_id: str
    at: dt.datetime | None = None  # None: now
    value: int = Field(default=1, ge=1, le=999)  # packages bought, or stars given


class Recorded(Frozen):
    """How many events were kept, and why the others were not."""

    recorded: int
    refused: str | None = None
