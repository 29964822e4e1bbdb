"""An animal's age makes nobody a child."""

from __future__ import annotations

import pytest

from assistant.understand.people import find_people


@pytest.mark.parametrize(
    "text",
    [
        "adopted a rescue cat, 4 years old, need everything",
        "our dog is 7 years old and needs a bed",
        "a bed for our 8 year old labrador",
        "the greyhound who's 9 years old",
        "강아지 입양했어요 8살 대형견이에요",
        "우리 고양이 3살인데 간식 사 주고 싶어",
        "5살 된 푸들 데려와요",
    ],
)
def test_an_age_of_an_animal_is_nobodys(text: str) -> None:
    found = find_people(text)
    assert found is None or (found.value.children == 0 and not found.value.ages)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("my 6 year old wants a puppy", 6),
        ("a dog toy for my son, 4 years old", 4),
        ("8살 딸이 강아지를 키우고 싶대요", 8),
    ],
)
def test_a_child_beside_an_animal_is_a_child(text: str, age: int) -> None:
    found = find_people(text)
    assert found is not None
    assert age in found.value.ages
