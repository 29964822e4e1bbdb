"""Room in the budget: what is optional leaves, what the plan chose gets cheaper, what was named stays."""

from __future__ import annotations

from assistant.bundle.candidates import Candidate
from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.dialogue.room import with_room
from assistant.types import Need
from catalog.pricing import pricing
from tests.fakes import a_product


def pick(ident: str, price: int, title: str) -> Pick:
    """One pack of a product at a price."""
    product = a_product(ident, kr=price, title={"en": title, "ko": title})
    rule = pricing(product, "kr")
    assert rule is not None
    return Pick(Candidate(product, 1.0, 1.0, rule, 9), 1)


def line(label: str, chosen: Pick, *others: Pick, must: bool = True, stated: bool = False) -> DraftLine:
    """A line for a need that is called so."""
    said = {"en": label, "ko": label}
    need = Need(role=label, label=said, query=said, quantity=1, must=must, stated=stated)
    return DraftLine(need, chosen, others)


BOXES = line("boxes", pick("big-boxes", 900, "Big boxes"), pick("boxes", 400, "Boxes"), pick("sliders", 100, "Sliders"))
TAPE = line("tape", pick("tape", 200, "Tape"), must=False)
LAMP = line("lamp", pick("lamp", 500, "Lamp"), pick("cheap-lamp", 50, "Cheap lamp"), stated=True)


def ids(draft: Draft) -> list[str]:
    """The products of a basket."""
    return [one.pick.candidate.product.id for one in draft.lines]


def test_what_is_optional_leaves_first() -> None:
    room = with_room(Draft("KRW", (BOXES, TAPE, LAMP), budget=1400), ["lamp"])
    assert room is not None
    assert (ids(room.draft), room.cheaper) == (["big-boxes", "lamp"], ())
    assert [one.pick.candidate.product.id for one in room.gone] == ["tape"]


def test_then_a_cheaper_one_of_the_kind_takes_over_and_is_told() -> None:
    """Never sliders for boxes, and never another lamp than the one that was named."""
    room = with_room(Draft("KRW", (BOXES, TAPE, LAMP), budget=1100), ["lamp"])
    assert room is not None
    assert sorted(ids(room.draft)) == ["boxes", "lamp", "tape"]  # the tape fits again
    assert [one.pick.candidate.product.id for one in room.cheaper] == ["boxes"]
    assert room.told("en") == ("To keep to the budget I chose something cheaper: Boxes.",)


def test_what_the_shopper_has_settled_is_not_cheapened() -> None:
    assert with_room(Draft("KRW", (BOXES, LAMP), budget=1100), ["lamp"], settled={"boxes"}) is None


def test_no_product_comes_twice() -> None:
    """What left the basket for the money's sake does not come back beside its own like."""
    same = line("crates", pick("boxes", 400, "Boxes"), must=False)
    room = with_room(Draft("KRW", (BOXES, same, LAMP), budget=1400), ["lamp"])
    assert room is not None
    assert sorted(ids(room.draft)) == ["big-boxes", "lamp"]


def test_where_that_is_not_enough_there_is_no_room() -> None:
    assert with_room(Draft("KRW", (BOXES, TAPE, LAMP), budget=800), ["lamp"]) is None
