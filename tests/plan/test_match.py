"""How a text finds its playbook: its clauses, and the things that it names."""

from __future__ import annotations

import pytest

from assistant.plan.match import explained, overlap, parts
from assistant.plan.playbooks import playbooks


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("아침수영 등록했는데 준비물 뭐 필요해요?", 2),
        ("baking at home. what do I need", 2),
        ("camping at the lake. birthday of my son too", 3),
    ],
)
def test_a_clause_that_only_asks_is_no_part(text: str, clauses: int) -> None:
    """It would fit the asking examples of every playbook; the whole text and what says something are parts."""
    assert len(parts(text)) == clauses


def test_a_list_tells_which_of_two_playbooks_is_meant() -> None:
    """The share of the named things that a playbook would buy; prefixes count either way."""
    kitchen = next(book for book in playbooks() if book.id == "first-kitchen")
    named = [("kitchen/cookware/pots",), ("kitchen/knives",), ("toys/puzzles",)]
    assert explained(kitchen, named) == pytest.approx(2 / 3)
    assert explained(kitchen, []) == 0
    assert overlap(("kitchen",), ("kitchen/knives",))
    assert not overlap(("kitchen/bar",), ("kitchen/bottles",))
