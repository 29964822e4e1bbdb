"""Needs that a shopper has had put in one by one: they stay when the plan around them is made anew."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Need, People, Plan, Stated


def with_added(plan: Plan, needs: Sequence[Need]) -> Plan:
    """The plan with needs that were put in; one of the same role takes the place of the one before."""
    roles = {need.role for need in needs}
    there = tuple(need for need in plan.needs if need.role not in roles)
    added = tuple(need for need in plan.added if need.role not in roles)
    return plan.model_copy(update={"needs": (*there, *needs), "added": (*added, *needs)})


def carried(plan: Plan, before: Plan) -> Plan:
    """A plan made anew with what was put in before; what is eaten is scaled to the people there are by now."""
    share = plan.people / before.people if before.people else 1.0
    planned = {need.role for need in plan.needs}
    needs = tuple(_scaled(need, share) for need in before.added if need.role not in planned)
    return plan.model_copy(update={"needs": (*plan.needs, *needs), "added": needs})


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
