"""Dishes are playbooks of ingredients that do each other's work only where nothing is called so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from assistant.dialogue.assistant import Assistant
from assistant.errors import BadData
from assistant.plan.dishes import Dishes
from assistant.plan.playbooks import FOLDER, playbooks
from assistant.types import Turn

AT = dt.datetime(2026, 6, 3, 9, 0, tzinfo=dt.UTC)
WRITTEN = yaml.safe_load((FOLDER / "dishes.yaml").read_text("utf-8"))
DISHES = Dishes.model_validate(WRITTEN)


def test_every_ingredient_is_in_some_dish() -> None:
    """Nothing is written that no dish takes."""
    taken = {name.removesuffix("!") for dish in DISHES.dishes for name in dish.needs}
    assert taken == set(DISHES.ingredients)


def test_every_dish_is_a_playbook() -> None:
    """The loader takes them with the others."""
    assert {dish.id for dish in DISHES.dishes} <= {book.id for book in playbooks()}


def test_an_ingredient_that_is_not_there_is_named(tmp_path: Path) -> None:
    """One line: the file, the dish and the ingredient."""
    dish = {**WRITTEN["dishes"][0], "needs": ["saffron!"]}
    written = {"ingredients": WRITTEN["ingredients"], "dishes": [dish]}
    (tmp_path / "dishes.yaml").write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
    with pytest.raises(BadData, match=r"dishes\.yaml.*bibimbap.*saffron"):
        playbooks(tmp_path)


def titles(assistant: Assistant, text: str) -> str:
    """What the basket for a text holds, in words."""
    reply = assistant.reply(Turn(text=text, at=AT))
    assert reply.bundle is not None
    return " | ".join(line.product.title for line in reply.bundle.lines).casefold()


@pytest.mark.parametrize(
    ("text", "needed", "stranger"),
    [
        ("닭볶음탕 할 거야 4명", ["통닭", "감자", "깐마늘", "고추장"], "쌈장"),
        ("비빔밥 해 먹자 4명 3만원", ["콩나물", "달걀", "고추장", "참기름"], "쌈장"),
        ("chili for a crowd of 12, $60", ["mince", "kidney beans", "plum tomatoes", "onions 1 kg"], "spring onions"),
        ("apple pie for the family, from scratch", ["apples", "flour", "cinnamon"], "castella"),
        ("smash burgers with fries for 5, no beef", ["plant burger patties", "burger buns", "fries"], "beef burger"),
    ],
)
def test_a_dish_takes_what_it_is_made_of(assistant: Assistant, text: str, needed: list[str], stranger: str) -> None:
    """Just so, and nothing that stands beside it on the shelf."""
    found = titles(assistant, text)
    assert [one for one in needed if one not in found] == []
    assert stranger not in found
