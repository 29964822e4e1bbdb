"""The needs of a job that serve what alone is asked for: the food of a camping trip, the decorations of a feast."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.plan.match import overlap
from assistant.plan.playbook import Playbook, Strict
from assistant.types import Need, Only
from catalog.plain_yaml import read_yaml

GROUPS = Path(__file__).parent / "groups.yaml"
ABOUT = 0.6  # of a playbook's needs: one that has so many in a group is about it, and what else it takes belongs
BESIDE = 0.5  # one that has fewer is left for one that is about it, if the text may mean that


class Group(Strict):
    """What a group of things holds."""

    en: str
    ko: str
    categories: tuple[str, ...]


@cache
def groups() -> dict[str, Group]:
    """Every group by its name, which `assistant.understand.only` reads in a text."""
    return {name: Group.model_validate(row) for name, row in read_yaml(GROUPS).items()}


def categories_of(only: Sequence[Only]) -> tuple[str, ...]:
    """The categories of all the groups that are asked for."""
    return tuple(dict.fromkeys(category for one in only for category in groups()[one.group].categories))


def share(book: Playbook, only: Sequence[Only]) -> float:
    """The share of a playbook's needs that serve what is asked for, 0..1."""
    kinds = categories_of(only)
    return sum(overlap(need.categories, kinds) for need in book.needs) / len(book.needs)


def within(needs: Sequence[Need], only: Sequence[Only]) -> tuple[Need, ...]:
    """The needs that serve what is asked for, each in the categories that do; all are musts where none of them was."""
    kinds = categories_of(only)
    kept = []
    for need in needs:
        inside = tuple(c for c in need.categories if overlap((c,), kinds))
        if inside:
            kept.append(need if inside == need.categories else need.model_copy(update={"categories": inside}))
    if any(need.must for need in kept):
        return tuple(kept)
    return tuple(need.model_copy(update={"must": True}) for need in kept)


def binding(only: Sequence[Only], needs: Sequence[Need], others: int) -> tuple[Only, ...]:
    """Those of the groups that leave the rest of a job out: said to be all, or asked for with no `others` beside them.

    What is asked for without a word of the rest leaves it out only where something of it remains, and where the job is
    not about it already.
    """
    if any(one.sure for one in only):
        return tuple(only)
    kept = within(needs, only)
    return tuple(only) if kept and not others and len(kept) < ABOUT * len(needs) else ()


def named(only: Sequence[Only], language: str) -> str:
    """What is asked for, in words."""
    return ", ".join(getattr(groups()[one.group], language) for one in only)
