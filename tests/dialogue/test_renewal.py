"""An index that changes under an open shop: the next turn sees it, and a conversation goes on."""

from __future__ import annotations

from pathlib import Path

from assistant.bootstrap import bootstrap
from assistant.settings import Settings
from assistant.types import Turn
from catalog.index import snapshot
from catalog.types import Money, Product
from tests.fakes import HashEncoder, tiny_products


def priced(product: Product, cents: int) -> Product:
    """The product at another price in dollars."""
    offers = tuple(
        o.model_copy(update={"price": Money(amount=cents, currency="USD"), "list_price": None})
        if o.market == "us"
        else o
        for o in product.offers
    )
    return product.model_copy(update={"offers": offers, "promotions": ()})


def test_the_next_turn_sees_a_new_price_and_the_conversation_goes_on(tmp_path: Path) -> None:
    """The price of a reply is what the index says when the turn begins; the session is the same."""
    items, index = tiny_products(), tmp_path / "index"
    snapshot.build(index, items, HashEncoder())
    assistant = bootstrap(Settings(index=index, data=tmp_path / "data", quiet=True), HashEncoder())
    first = assistant.reply(Turn(text="find a family tent", market="us"))
    tent = next(card for card in first.products if card.id == "tent")
    snapshot.build(index, [priced(p, 123) if p.id == "tent" else p for p in items], HashEncoder())
    second = assistant.reply(Turn(text="find a family tent", market="us", session=first.session))
    assert tent.price.amount != 123
    assert next(card for card in second.products if card.id == "tent").price.amount == 123
    assert second.session == first.session


def test_what_was_taken_off_is_no_longer_found(tmp_path: Path) -> None:
    """A deletion disappears, and what is left keeps answering."""
    items, index = tiny_products(), tmp_path / "index"
    snapshot.build(index, items, HashEncoder())
    assistant = bootstrap(Settings(index=index, data=tmp_path / "data", quiet=True), HashEncoder())
    assert any(card.id == "tent" for card in assistant.reply(Turn(text="find a family tent", market="us")).products)
    snapshot.build(index, [p for p in items if p.id != "tent"], HashEncoder())
    assert all(card.id != "tent" for card in assistant.reply(Turn(text="find a family tent", market="us")).products)
    assert assistant.card("tent", "en", "us") is None


def test_an_index_that_stays_is_not_put_together_again(tmp_path: Path) -> None:
    """A turn over an unchanged index costs one look at a file."""
    index = tmp_path / "index"
    snapshot.build(index, tiny_products(), HashEncoder())
    assistant = bootstrap(Settings(index=index, data=tmp_path / "data", quiet=True), HashEncoder())
    assert assistant.now() is assistant
