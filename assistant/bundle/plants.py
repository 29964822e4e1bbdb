"""A plant-based main where nobody eats meat, or one beside the others' where some do not."""

from __future__ import annotations

import math

from assistant.types import DietNeed, Need, Request

MEAT = ("fresh/meat", "fresh/seafood", "frozen/chicken", "frozen/seafood")
PLANT = frozenset({"vegan", "vegetarian"})
BESIDE = "plant-main"  # the role of a main for those who eat no meat, beside that of the others
PLANT_MAIN: dict[str, object] = {
    "label": {"en": "Plant-based main", "ko": "식물성 메인"},
    "query": {"en": "plant-based protein main dish, tofu", "ko": "식물성 단백질 메인 요리, 두부"},
    "categories": ("fresh/tofu", "frozen/meals", "fresh/deli"),
}
SOME = 0.25  # "some guests are vegan": so large a share is planned for, one person at least


def plant_main(needs: list[Need], request: Request, people: int) -> list[Need]:
    """Where nobody eats meat, the first must that is meat or fish becomes a plant-based main, and the others go.

    Where some do not, there is such a main for them beside it.
    """
    keeping = [need for need in request.diet if need.diet in PLANT]
    meat = [n for n in needs if n.categories and all(c.startswith(MEAT) for c in n.categories) and not n.stated]
    main = next((n for n in meat if n.must), None)
    if any(need.everyone for need in keeping):
        changed = [n.model_copy(update=PLANT_MAIN) if n is main else n for n in needs]
        return [n for n in changed if n not in meat]
    if not keeping or main is None:
        return needs
    share = max(portion(need, people) for need in keeping)
    own = main.model_copy(update=PLANT_MAIN | {"role": BESIDE, "quantity": main.quantity * share})
    place = needs.index(main) + 1
    return [*needs[:place], own, *needs[place:]]


def portion(need: DietNeed, people: int) -> float:
    """The share of the people who keep a diet; where nobody says how many they are, SOME of them do."""
    return min(1.0, (need.people or math.ceil(people * SOME)) / max(1, people))
