"""Needs that a shopper has had put in one by one: they stay when the plan around them is made anew."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Need, Plan


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


def is_added_alone(plan: Plan) -> bool:
    """Whether everything in a plan was put in one by one: there is no job behind it to be planned anew."""
    return bool(plan.added) and {need.role for need in plan.needs} == {need.role for need in plan.added}


def _scaled(need: Need, share: float) -> Need:
    return need.model_copy(update={"quantity": need.quantity * share}) if need.unit == "serving" else need
