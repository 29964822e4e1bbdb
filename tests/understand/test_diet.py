"""Diets, whose they are, and allergies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import DietNeed
from assistant.understand.diet import find_allergies, find_diet

CASES = Path(__file__).parent / "cases"
ENGLISH = "vegan vegans not two 2 is my sister no allergy allergic to nuts , . ? \n"
KOREAN = "비건 두 명 이야 아니야 알레르기 없어 못 먹어 땅콩 새우 친구 있어 🥜"
WORDS = st.sampled_from((ENGLISH + KOREAN).split(" "))


def _cases(name: str) -> list[dict[str, Any]]:
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return [case for cases in rows.values() for case in cases]


def _kept(need: DietNeed) -> int | str:
    return need.people or ("all" if need.everyone else "some")


@pytest.mark.parametrize("case", _cases("diet"), ids=lambda case: case["text"][:40])
def test_a_diet_is_read_with_its_people(case: dict[str, Any]) -> None:
    """A case expects each diet with a number of people, `all` or `some`."""
    assert {found.value.diet: _kept(found.value) for found in find_diet(case["text"])} == case["expect"]


@pytest.mark.parametrize("case", _cases("allergies"), ids=lambda case: case["text"][:40])
def test_an_allergy_is_read_with_its_allergens(case: dict[str, Any]) -> None:
    """A case expects the allergens in the order of the text."""
    assert list(dict.fromkeys(found.value for found in find_allergies(case["text"]))) == case["expect"]


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=30).map(" ".join)))
def test_spans_are_exact_on_any_text(text: str) -> None:
    """Nothing raises, and every span holds the text that it points at."""
    for span in [found.span for found in find_diet(text)] + [found.span for found in find_allergies(text)]:
        assert text[span.start : span.end] == span.text
