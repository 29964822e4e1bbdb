"""Dishes as playbooks: `playbooks/dishes.yaml` says once what each ingredient is, and which of them a dish takes."""

from __future__ import annotations

from pydantic import Field, model_validator

from assistant.plan.playbook import Both, BothLists, Playbook, PlaybookNeed, Strict
from assistant.types import Amount

PEOPLE = 2  # whom a dish is for where nobody says
MUST, ALSO = 0.9, 0.6  # the weights of what a dish cannot do without, and of the rest
SHARED_TABLE = "meal"  # the theme: two meals are no one basket


class Ingredient(Strict):
    """One ingredient of `dishes.yaml`."""

    label: Both
    query: Both
    categories: tuple[str, ...] = Field(min_length=1)
    amount: Amount
    exact: bool = True  # ginger does no garlic's work


class Dish(Strict):
    """One dish of `dishes.yaml`: its needs name ingredients, those that it cannot do without with a "!"."""

    id: str
    title: Both
    examples: BothLists
    keywords: BothLists
    needs: tuple[str, ...] = Field(min_length=1)


class Dishes(Strict):
    """The whole of `dishes.yaml`."""

    ingredients: dict[str, Ingredient]
    dishes: tuple[Dish, ...]

    @model_validator(mode="after")
    def _all_there(self) -> Dishes:
        for dish in self.dishes:
            if unknown := [name for name in dish.needs if name.removesuffix("!") not in self.ingredients]:
                raise ValueError(f"{dish.id}: {unknown[0]!r} is no ingredient")
        return self

    def playbooks(self) -> tuple[Playbook, ...]:
        """Each dish as a playbook."""
        return tuple(self._playbook(dish) for dish in self.dishes)

    def _playbook(self, dish: Dish) -> Playbook:
        return Playbook(
            id=dish.id,
            title=dish.title,
            people=PEOPLE,
            examples=dish.examples,
            keywords=dish.keywords,
            combines=(SHARED_TABLE,),
            needs=tuple(self._need(name) for name in dish.needs),
        )

    def _need(self, named: str) -> PlaybookNeed:
        name = named.removesuffix("!")
        must = name != named
        ingredient = self.ingredients[name]
        return PlaybookNeed(role=name, must=must, weight=MUST if must else ALSO, **dict(ingredient))
