"""What was settled of lines is put back: what left alone leaves its need, which an alternative then covers."""

from __future__ import annotations

from dataclasses import replace

from assistant.bundle.draft import Draft
from assistant.bundle.held import with_held
from assistant.dialogue.assistant import Assistant
from assistant.types import Edit, Held, Turn
from tests.dialogue.turns import AT, lines


def test_the_last_line_of_a_need_gives_way_to_an_alternative(assistant: Assistant) -> None:
    """A tent that was swapped by hand for one that is too dear now leaves no camp without a tent."""
    first = assistant.reply(Turn(text="camping for 4, $600", at=AT))
    draft = assistant.sessions.open(first.session, assistant.search.product)[0].draft
    assert draft is not None
    line = next(one for one in draft.lines if one.alternatives and one.need.must)
    out = Held(role=line.need.role, product_id=line.pick.candidate.product.id, whole=False)
    roles = [one.need.role for one in with_held(replace(draft, budget=None), (out,)).lines]
    assert line.need.role in roles
    gone = with_held(replace(draft, budget=None), (out.model_copy(update={"whole": True}),))
    assert line.need.role not in [one.need.role for one in gone.lines]


def test_what_is_taken_out_by_hand_stays_out(assistant: Assistant) -> None:
    first = assistant.reply(Turn(text="camping for 4, $600", at=AT))
    tent = next(one for one in lines(first) if "tent" in one)
    assistant.edit(first.session, Edit(kind="remove", product_id=tent))
    after = assistant.reply(Turn(text="add a frying pan", session=first.session, at=AT))
    assert tent not in lines(after)


def test_an_empty_basket_has_nothing_to_put_back() -> None:
    held = Held(role="tent", product_id="none", whole=False)
    assert with_held(Draft("USD"), (held,)) == Draft("USD")
