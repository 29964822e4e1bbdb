"""Which exclusions hold for good: the shopper's own lasting taste, not this basket's wish, not somebody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.dislikes import find_dislikes
from assistant.understand.exclusions import find_exclusions

FILE = Path(__file__).parent / "cases" / "dislikes.yaml"
ENGLISH = "I hate don't like can't stand my son hates no coriander , and or olives . today a fan of "
KOREAN = "저는 고수 고수는 오이를 싫어해요 못 먹어요 아이가 남편이 질색이에요 빼고 . , "
WORDS = st.sampled_from((ENGLISH + KOREAN).split(" "))


def _cases() -> list[Any]:
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text("utf-8"))
    assert all(len(cases) >= 40 for cases in rows.values())
    return [pytest.param(c["text"], c["expect"], id=f"{lang}: {c['text']}") for lang in rows for c in rows[lang]]


@pytest.mark.parametrize(("text", "expect"), _cases())
def test_only_a_lasting_taste_of_ones_own_is_found(text: str, expect: list[str]) -> None:
    """A case expects the bare nouns in the order of the text."""
    assert [found.value for found in find_dislikes(text, find_exclusions(text))] == expect


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=30).map(" ".join)))
def test_a_dislike_is_one_of_the_exclusions_on_any_text(text: str) -> None:
    """Nothing raises; what holds for good holds for this basket too."""
    exclusions = find_exclusions(text)
    assert set(find_dislikes(text, exclusions)) <= set(exclusions)
