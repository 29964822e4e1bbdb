"""What an accident is told of is not bought; what helps against it is."""

from __future__ import annotations

import pytest

from assistant.plan.soiled import soiled, tells_of_an_accident
from assistant.plan.things import find_things


def kept(text: str) -> list[str]:
    """The things of a text that no accident is told of."""
    things = find_things(text)
    gone = soiled(text, things)
    return [thing.word for thing in things if thing not in gone]


@pytest.mark.parametrize(
    "text",
    [
        "spilled red wine on the rug",
        "Help! I knocked red wine over the carpet",
        "my toddler painted the sofa blue",
        "소파에 커피 쏟았어 어떡해",
        "흰 셔츠에 김칫국물 튀었는데 뭐 사야 하나요",
        "there's a coffee stain on my shirt",
        "흰 셔츠에 얼룩이 생겼어요",
    ],
)
def test_what_was_spilled_and_on_what_is_not_wanted(text: str) -> None:
    assert tells_of_an_accident(text)
    assert kept(text) == []


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("I spilled coffee on the rug, get me paper towels", ["paper towels"]),
        ("red wine and a rug", ["red wine", "rug"]),
        ("커피랑 소파", ["커피", "소파"]),
        ("got the bedroom ready and need a lamp and rug", ["lamp", "rug"]),
        ("we painted the bedroom and want curtains and a rug", ["curtains", "rug"]),
        ("a cup that never spills for my toddler", ["cup"]),
        ("I spilled wine on the rug and need a new rug", ["rug"]),
        ("초코 묻은 과자 추천해줘", ["과자"]),
        ("와인 쏟았어 새 카펫 사고 싶어", ["카펫"]),
    ],
)
def test_what_is_asked_for_beside_it_stays(text: str, things: list[str]) -> None:
    assert kept(text) == things
