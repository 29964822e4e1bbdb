"""Turns of one small shop: whole ones, and ones whose act is given, since recognising acts is tested elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.bootstrap import bootstrap
from assistant.dialogue.acting import HANDLERS
from assistant.dialogue.asked import Asked
from assistant.dialogue.assistant import Assistant
from assistant.dialogue.clock import Clock
from assistant.dialogue.confirming import settle
from assistant.settings import Settings
from assistant.types import Act, Reply, Turn
from assistant.understand.request import understand
from catalog.index import snapshot
from catalog.types import Money, Product
from tests.fakes import HashEncoder, tiny_products

AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
CHIPS = "buy 2 plain tortilla chips and 6 paper plates"
BEER = "buy 3 lager beer"


@dataclass
class Talk:
    """A conversation with an assistant over the small shop."""

    assistant: Assistant
    session: str | None = None
    shopper: str | None = None

    def say(self, text: str) -> Reply:
        """One whole turn."""
        return self._went_on(self.assistant.reply(Turn(text=text, session=self.session, shopper=self.shopper, at=AT)))

    def do(self, act: Act, text: str) -> Reply:
        """One turn whose act is known."""
        one = self.assistant
        session, _ = one.sessions.open(self.session, one.search.product)
        read = understand(text, AT, one.shop.vocabulary, None, session.draft is not None)
        who = one.desk.known(self.shopper or session.shopper, AT)
        request = read.model_copy(update={"act": act})
        asked = Asked(request, session, AT, True, who, one.shop, Clock(), one._books())
        reply, after = settle(asked) or HANDLERS[act](asked)
        named = one.desk.remembers(who.shopper)
        kept = one.sessions.keep(replace(after, shopper=who.shopper, at=AT), named)
        return self._went_on(reply.model_copy(update={"session": kept.id}))

    def elsewhere(self, assistant: Assistant) -> Talk:
        """The same conversation held with another assistant."""
        return Talk(assistant, self.session, self.shopper)

    def _went_on(self, reply: Reply) -> Reply:
        self.session = reply.session
        return reply


def opened(folder: Path) -> Assistant:
    """An assistant over the small shop below a folder, built there first if need be. Its data are there too."""
    if not (folder / "index").exists():
        snapshot.build(folder / "index", tiny_products(), HashEncoder())
    return bootstrap(Settings(index=folder / "index", data=folder / "data", quiet=True), HashEncoder())


def restocked(folder: Path, *changed: Product, without: str = "") -> None:
    """The shop's index with some products changed and one taken off."""
    new = {product.id: product for product in changed}
    items = [new.get(product.id, product) for product in tiny_products() if product.id != without]
    snapshot.build(folder / "index", items, HashEncoder())


def product(ident: str, **facts: object) -> Product:
    """A product of the small shop with some facts changed."""
    return next(one for one in tiny_products() if one.id == ident).model_copy(update=facts)


def priced(ident: str, cents: int) -> Product:
    """A product of the small shop at another price in dollars."""
    old = product(ident)
    offers = tuple(
        offer.model_copy(update={"price": Money(amount=cents, currency="USD")}) if offer.market == "us" else offer
        for offer in old.offers
    )
    return old.model_copy(update={"offers": offers})


def hold(assistant: Assistant, *turns: str) -> list[Reply]:
    """The replies of one conversation."""
    replies: list[Reply] = []
    for text in turns:
        session = replies[-1].session if replies else None
        replies.append(assistant.reply(Turn(text=text, session=session, at=AT)))
    return replies


def lines(reply: Reply) -> dict[str, int]:
    """The basket of a reply: packs by product."""
    assert reply.bundle is not None, reply.text
    return {line.product.id: line.quantity for line in reply.bundle.lines}


def codes(reply: Reply) -> list[str]:
    """The codes of the notices."""
    return [notice.code for notice in reply.notices]
