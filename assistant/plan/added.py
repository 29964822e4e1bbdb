"""Needs that a shopper has had put in one by one: they stay when the plan around them is made anew."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Need, People, Plan, Stated
from catalog.text import tokens


def with_added(plan: Plan, needs: Sequence[Need]) -> Plan:
    """The plan with needs that were put in; one of the same role takes the place of the one before."""
    roles = {need.role for need in needs}
    there = tuple(need for need in plan.needs if need.role not in roles)
    added = tuple(need for need in plan.added if need.role not in roles)
    return plan.model_copy(update={"needs": (*there, *needs), "added": (*added, *needs)})


def carried(plan: Plan, before: Plan, gone: Sequence[Stated] = ()) -> Plan:
    """A plan made anew with what was put in and what was named before, unless it is `gone` since.

    What is eaten is scaled to the people there are by now.
    """
    share = plan.people / before.people if before.people else 1.0
    planned = {need.role: need for need in plan.needs}
    put_in = tuple(_scaled(need, share) for need in before.added if need.role not in planned)
    others = {need.role for need in before.added}
    named = {need.role: need for need in before.needs if need.named and need.role not in others}
    named = {role: need for role, need in named.items() if not _is_gone(need, gone)}
    again = tuple(_named_again(need, named.get(need.role)) for need in plan.needs)
    more = tuple(_scaled(need, share) for role, need in named.items() if role not in planned)
    return plan.model_copy(update={"needs": (*again, *more, *put_in), "added": put_in})


def _named_again(need: Need, before: Need | None) -> Need:
    """A need of the plan as it was named before, unless it is named anew."""
    if before is None or need.named:
        return need
    alike = {"quantity": need.quantity} if before.unit == need.unit else {}
    return before.model_copy(update=alike)


def _is_gone(need: Need, gone: Sequence[Stated]) -> bool:
    """Whether something that is ruled out, or there already, is what a need is called."""
    called = [set(tokens(text)) for text in _called(need)]
    return any(set(tokens(one.text)) in called for one in gone)


def relisted(before: Plan, people: People, gone: Sequence[Stated]) -> Plan:
    """A plan of named things alone for the people there are by now, without those that are ruled out since."""
    told = people if people.total else People(adults=before.adults, children=before.children)
    adults, children = told.adults or 0, told.children
    share = (adults + children) / before.people if before.people else 1.0
    out = {one.text.casefold() for one in gone}
    needs = tuple(_scaled(need, share) for need in before.needs if not _called(need) & out)
    roles = {need.role for need in before.added}
    added = tuple(need for need in needs if need.role in roles)
    unknown = {"assumed_people": before.assumed_people and told is not people}
    return before.model_copy(update={"adults": adults, "children": children, "needs": needs, "added": added} | unknown)


def fresh(wants: Sequence[Stated], plan: Plan) -> tuple[Stated, ...]:
    """The wishes that no need of the plan was made of."""
    said = {word for need in plan.needs for word in _called(need)}
    return tuple(want for want in wants if want.text.casefold() not in said)


def _called(need: Need) -> set[str]:
    return {text.casefold() for text in (*need.label.values(), *need.query.values())}


def is_added_alone(plan: Plan) -> bool:
    """Whether everything in a plan was put in one by one: there is no job behind it to be planned anew."""
    return bool(plan.added) and {need.role for need in plan.needs} == {need.role for need in plan.added}


def _scaled(need: Need, share: float) -> Need:
    return need.model_copy(update={"quantity": need.quantity * share}) if need.unit == "serving" else need
