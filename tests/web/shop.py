"""A small written assistant for the tests of the page and the API: one basket, real shapes, no search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.errors import BadInput
from assistant.types import (
    Alternative,
    Bundle,
    Card,
    Edit,
    Grown,
    Happened,
    Line,
    Notice,
    Order,
    Ordered,
    Reason,
    Recorded,
    Reply,
    Request,
    Turn,
    Unmet,
)
from catalog.types import Availability, Language, Money

NASTY = '<script>alert("1")</script> & Sons'


def money(amount: int) -> Money:
    return Money(amount=amount, currency="USD")


def card(ident: str = "chips", title: str = "Tortilla chips, party bag", price: int = 499, **changes: object) -> Card:
    """A card with everything that the page draws."""
    fields: dict[str, object] = {
        "id": ident,
        "title": title,
        "brand": "Cornhollow",
        "description": "",
        "categories": ("grocery", "snacks"),
        "category_label": "Snacks",
        "image": "/pictures/grocery/jar.svg",
        "diet": ("vegan",),
        "allergens": (),
        "contains_alcohol": False,
        "min_age": None,
        "rating": 4.6,
        "review_count": 1210,
        "availability": (Availability(place="online", quantity=6),),
        "price": money(price),
        "promotion": "1+1",
    }
    return Card.model_validate(fields | changes)


def line(product: Card, quantity: int = 2, *others: Card) -> Line:
    """A line of a basket at the card's price, without discount."""
    total = product.price.amount * quantity
    return Line(
        product=product,
        role="snack",
        role_label="Snacks",
        quantity=quantity,
        unit_price=product.price,
        discount=money(0),
        line_total=money(total),
        reasons=(
            Reason(kind="asked", text="you asked for chips", evidence=("request",)),
            Reason(kind="fits", text=f"{quantity} packs serve 8", evidence=("rule",)),
        ),
        alternatives=tuple(
            Alternative(
                product=other,
                quantity=1,
                unit_price=other.price,
                line_total=other.price,
                difference=money(other.price.amount - total),
            )
            for other in others
        ),
    )


def bundle(*lines: Line, budget: int | None = 12_000) -> Bundle:
    """A basket of lines under a budget in cents."""
    total = sum(one.line_total.amount for one in lines)
    return Bundle(
        title="Football night",
        lines=lines,
        total=money(total),
        budget=None if budget is None else money(budget),
        left=None if budget is None else money(budget - total),
        saved=money(150),
        people=8,
        unmet=(Unmet(role="deco", label="Bunting", must=False, cause="budget", text="Bunting needs $4.00 more."),),
    )


def basket() -> Bundle:
    """Two lines, the first with alternatives."""
    chips = line(card(), 2, card("salted", "Salted chips", 1200, promotion=None), card("corn", "Corn chips", 299))
    return bundle(chips, line(card("salsa", "Salsa dip", 350, promotion=None), 1))


def order(bundle: Bundle, number: str) -> Order:
    """The order of a basket."""
    lines = tuple(
        Ordered(product_id=one.product.id, title=one.product.title, quantity=one.quantity, line_total=one.line_total)
        for one in bundle.lines
    )
    at = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
    return Order(id=number, status="placed", placed_at=at, lines=lines, total=bundle.total, simulated=True)


def refused(reply: Reply, code: str, text: str) -> Reply:
    """A checkout that wrote nothing, and why."""
    return reply.model_copy(update={"text": text, "notices": (Notice(code=code, text=text),)})


@dataclass
class WrittenAssistant:
    """Answers every message with one basket and remembers what it was asked."""

    basket: Bundle = field(default_factory=basket)
    language: Language = "en"
    error: Exception | None = None
    turns: list[Turn] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    ordered: list[tuple[str, bool]] = field(default_factory=list)
    happened: list[tuple[str, Happened]] = field(default_factory=list)
    restricted: bool = False
    short: str = ""
    orders: list[Order] = field(default_factory=list)

    def reply(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        if self.error is not None:
            raise self.error
        if turn.market not in (None, "us", "kr"):
            raise BadInput(f"market: {turn.market!r} is none of us, kr")
        return self._reply(f"Football night, 8 people\n{self.basket.lines[0].product.title} × 2")

    def replies(self, turn: Turn) -> Iterator[Grown]:
        yield Grown(self.reply(turn), whole=True)

    def edit(self, session_id: str, edit: Edit) -> Reply:
        self.edits.append(edit)
        if session_id != "s1":
            raise BadInput("session: has no basket; ask for one first")
        kept = tuple(one for one in self.basket.lines if one.product.id != edit.product_id)
        if edit.kind == "quantity":
            kept = tuple(
                line(one.product, edit.quantity or 1) if one.product.id == edit.product_id else one
                for one in self.basket.lines
            )
        self.basket = bundle(*kept)
        return self._reply("Here is the basket again with that change.")

    def checkout(self, session_id: str, of_age: bool = False) -> Reply:
        """One order a basket, unless it is `restricted` and nobody is of age, or lines are `short`."""
        self.ordered.append((session_id, of_age))
        if self.error is not None:
            raise self.error
        reply = self.resume(session_id).model_copy(update={"act": "checkout", "bundle": None, "notices": ()})
        if self.restricted and not of_age:
            return refused(reply, "age_unconfirmed", "There is alcohol in the basket. Are you 21 or over?")
        if self.short:
            return refused(reply, "short", f"Too few are left: {self.short}.")
        if not self.orders or [one.product_id for one in self.orders[-1].lines] != self._ids():
            self.orders.append(order(self.basket, f"D-WRITTEN{len(self.orders) + 1}"))
        text = f"Order {self.orders[-1].id} is written.\nPayment is handed off: https://pay.invalid/simulated"
        return reply.model_copy(update={"order": self.orders[-1], "text": text})

    def resume(self, session_id: str) -> Reply:
        if session_id != "s1":
            raise BadInput("session: has no basket; ask for one first")
        return self._reply("Football night, 8 people")

    def card(self, product_id: str, language: str, market: str) -> Card | None:
        return card() if product_id == "chips" and (language, market) == ("ko", "kr") else None

    def is_simulated(self, shopper: str) -> bool:
        return shopper in ("sim-001", "sim-002")

    def record(self, shopper: str, happened: Sequence[Happened]) -> Recorded:
        """Everybody has consented but sim-002."""
        if shopper == "sim-002":
            return Recorded(recorded=0, refused="consent: this shopper has given none")
        if unknown := [one.product_id for one in happened if one.product_id != "chips"]:
            raise BadInput(f"product: {unknown[0]!r} is not in the shop")
        self.happened += [(shopper, one) for one in happened]
        return Recorded(recorded=len(happened))

    def _ids(self) -> list[str]:
        return [one.product.id for one in self.basket.lines]

    def _reply(self, text: str) -> Reply:
        return Reply(
            id="r1",
            session="s1",
            language=self.language,
            market="us",
            act="plan",
            text=text,
            request=Request(text="…"),
            bundle=self.basket,
            follow_ups=("Make it cheaper",),
            notices=(Notice(code="low_stock", text="Only 3 left of Salsa dip."),),
        )
