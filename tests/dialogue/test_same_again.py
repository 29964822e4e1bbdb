"""What was spoken of comes again in another form, and what a turn calls by what tells it is what it is about."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from tests.dialogue.turns import hold, lines


@pytest.mark.parametrize(
    ("turns", "comes"),
    [
        (("show me wireless earbuds", "add the sage green one", "my friend wants a pair too but in black"), "black"),
        (("ski trip for two, $500", "add waterproof ski gloves in L", "and the same in M for her"), "gloves-m"),
        (("men's cotton pyjamas", "add the cotton ones for men", "and the same for me, the ladies' one"), "women"),
    ],
)
def test_the_same_again_comes_in_the_form_that_is_said(
    assistant: Assistant, turns: tuple[str, ...], comes: str
) -> None:
    *_, before, after = hold(assistant, *turns)
    changed = {one for one, packs in lines(after).items() if lines(before).get(one, 0) < packs}
    assert len(changed) == 1
    assert comes in changed.pop()
    assert set(lines(before)) <= set(lines(after))


def test_a_question_is_about_what_it_calls_by_what_tells_it(assistant: Assistant) -> None:
    _, reply = hold(assistant, "juice pouches for the kids", "the pear ones, any added sugar in those?")
    assert "juice pouches, pear" in reply.text


def test_a_word_alike_puts_nothing_of_another_kind_in(assistant: Assistant) -> None:
    """Vanilla ice cream was listed; cupcakes are what is asked for."""
    _, reply = hold(assistant, "vanilla ice cream", "add the vanilla cupcakes")
    assert set(lines(reply)) == {"bakery-roll-cupcakes-vanilla"}


def test_no_product_ever_has_two_lines(assistant: Assistant) -> None:
    *_, reply = hold(
        assistant,
        "kids raincoats",
        "add the frog one",
        "add the duck raincoat too",
        "swap the frog coat for the duck coat",
    )
    assert reply.bundle is not None
    ids = [line.product.id for line in reply.bundle.lines]
    assert len(ids) == len(set(ids))


def test_what_is_described_is_looked_for_however_it_is_asked(assistant: Assistant) -> None:
    *_, listed, reply = hold(
        assistant, "show me suitcases", "add the first", "do you sell those cubes you pack clothes in", "yes add them"
    )
    assert listed.products[0].id == "packing-cubes-set"
    assert "packing-cubes-set" in lines(reply)


@pytest.mark.parametrize(
    ("turn", "never"),
    [("add something to write labels on the boxes with", "box"), ("add something to put on the sofa", "sofa")],
)
def test_what_a_described_thing_is_for_is_not_put_in(assistant: Assistant, turn: str, never: str) -> None:
    before, after = hold(assistant, "moving house next week", turn)
    assert set(lines(after)) > set(lines(before))
    assert not any(never in one for one in set(lines(after)) - set(lines(before)))
