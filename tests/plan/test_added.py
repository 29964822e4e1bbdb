"""Needs put in one by one outlive the plan that was there around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.plan.added import carried, fresh, is_added_alone, relisted, with_added
from assistant.types import Need, People, Plan, Stated

TITLE = {"en": "x", "ko": "x"}


def need(role: str, quantity: float = 1.0, unit: str = "pack") -> Need:
    """A need of a role."""
    return Need(role=role, label=TITLE, query=TITLE, quantity=quantity, unit=unit)  # type: ignore[arg-type]


def plan(*needs: Need, adults: int = 4) -> Plan:
    """A plan for some adults."""
    return Plan(title=TITLE, needs=needs, adults=adults)


def test_what_was_put_in_stays_and_is_scaled_where_it_is_eaten() -> None:
    before = with_added(plan(need("soda")), [need("crackers", 4, "serving"), need("candle", 3)])
    after = carried(plan(need("soda"), adults=6), before)
    assert {one.role: one.quantity for one in after.needs} == {"soda": 1, "crackers": 6, "candle": 3}
    assert [one.role for one in after.added] == ["crackers", "candle"]


def test_a_need_that_is_planned_again_is_there_once() -> None:
    before = with_added(plan(), [need("soda", 2)])
    assert [one.role for one in carried(plan(need("soda")), before).needs] == ["soda"]


def test_only_a_basket_put_together_by_hand_has_no_job() -> None:
    assert is_added_alone(with_added(plan(), [need("boots")]))
    assert not is_added_alone(with_added(plan(need("tent")), [need("boots")]))
    assert not is_added_alone(plan())


@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8))
def test_no_role_is_ever_there_twice(planned: list[str], added: list[str]) -> None:
    made = plan(*(need(role) for role in dict.fromkeys(planned)))
    for role in added:
        made = with_added(made, [need(role)])
    again = carried(plan(*(need(role) for role in dict.fromkeys(planned))), made)
    for one in (made, again):
        roles = [each.role for each in one.needs]
        assert len(roles) == len(set(roles))
        assert set(roles) == set(planned) | set(added)


def test_a_list_is_scaled_and_loses_what_is_ruled_out() -> None:
    """Milk for six, no eggs, and still two mugs."""
    milk, eggs, mugs = (
        need(role, quantity, unit).model_copy(
            update={"label": {"en": role, "ko": role}, "query": {"en": role, "ko": role}}
        )
        for role, quantity, unit in (("milk", 2, "serving"), ("eggs", 2, "piece"), ("mugs", 2, "pack"))
    )
    before = plan(milk, eggs, mugs, adults=2).model_copy(update={"listed": True, "assumed_people": True})
    after = relisted(before, People(adults=4, children=2), [Stated(text="Eggs")])
    assert {one.role: one.quantity for one in after.needs} == {"milk": 6, "mugs": 2}
    assert (after.people, after.listed, after.assumed_people) == (6, True, False)
    assert [one.text for one in fresh([Stated(text="Milk"), Stated(text="durian")], after)] == ["durian"]
