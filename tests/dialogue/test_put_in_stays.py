"""What a shopper has had put in stays that very product when the basket around it is made anew."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from tests.dialogue.turns import hold, lines


@pytest.mark.parametrize(
    ("turns", "came"),
    [
        (("picnic for 4 under $80", "add a dog lead in red", "two more people"), "lead"),
        (("피크닉 4명 8만원", "강아지 리드줄 하나 넣어줘", "두 명 더 와"), "lead"),
        (("camping for 4 this weekend under $400", "add a black running belt", "make it $320"), "running-belt"),
    ],
)
def test_no_cheaper_thing_takes_its_place(assistant: Assistant, turns: tuple[str, ...], came: str) -> None:
    """A night collar is no lead, however full the basket."""
    before, put, after = hold(assistant, *turns)
    new = [one for one in lines(put) if one not in lines(before) and came in one]
    assert len(new) == 1
    assert new[0] in lines(after)


def test_where_the_money_does_not_reach_for_it_something_alike_may_come(assistant: Assistant) -> None:
    """The budget is never broken for it, and what else leaves is named or asked for as ever."""
    *_, reply = hold(assistant, "picnic for 4 under $80", "add a dog lead", "my budget is $20 now")
    assert reply.bundle is not None
    assert reply.bundle.total.amount <= 2_000


def test_what_a_swap_merges_away_does_not_come_back(assistant: Assistant) -> None:
    """The neon belt became a second black one; a change of the number of people brings no neon belt."""
    *_, swapped, later = hold(
        assistant,
        "camping for 4 this weekend under $400",
        "add a black running belt",
        "add a neon running belt",
        "swap the neon belt for a black one",
        "one more person",
    )
    belts = {one: packs for one, packs in lines(swapped).items() if "belt" in one}
    assert list(belts.values()) == [2]
    assert {one: packs for one, packs in lines(later).items() if "belt" in one} == belts


def test_nothing_dear_takes_away_what_the_job_cannot_do_without(assistant: Assistant) -> None:
    """A trench coat for the price of the whole basket is refused, and the bowl, the bed and the harness stay."""
    job = "we adopted an adult greyhound, $150 for what she needs"
    first, reply, after = hold(assistant, job, "add a coat for her", "what does it come to?")
    assert reply.bundle is None or set(lines(first)) <= set(lines(reply))
    assert first.bundle is not None
    assert str(first.bundle.total.amount)[:3] in after.text.replace(".", "")
